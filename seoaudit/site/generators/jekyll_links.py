"""Which of Jekyll's files may link to sources: what turns ``[x](other.md)`` into a link to the page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.config_files import SiteFolder, get

_PLUGIN = "jekyll-relative-links"
#: A layout that replaces the ending in what it shows.
_REPLACED = lazy_regex(r"\breplace\w*\s*:[^%}\n]*\.md\b|\.md\b[^\n]*\.replace\(|\.replace\([^\n]*\.md\b")
_LAYOUTS = 100


def rewritten(
    folder: SiteFolder, data: Mapping[str, Any], plugins: Collection[str], *, on_github: bool
) -> Iterator[str]:
    """Yield the kinds of files, *pages* and *collections*, in which links to sources may be rewritten."""
    if _other_means(folder, plugins):
        yield from ("pages", "collections")
        return
    gems = folder.text("Gemfile") or ""
    # A theme brings plugins along.
    runs = on_github or _PLUGIN in plugins or "relative-links" in gems or "theme" in data or "gemspec" in gems
    if runs and get(data, "relative_links.enabled") is not False:
        yield "pages"
        if get(data, "relative_links.collections") is True:
            yield "collections"


def _other_means(folder: SiteFolder, plugins: Collection[str]) -> bool:
    """Return whether code of the site, another plugin or a layout may rewrite links."""
    if any(name.endswith(".rb") for name in folder.listing("_plugins")):
        return True
    if any(("link" in name or "wiki" in name) and name != _PLUGIN for name in plugins):
        return True
    files = (
        f"{home}/{name}" for home in ("_layouts", "_includes") for name in folder.listing(home)[:_LAYOUTS]
    )
    return any(_REPLACED.search(folder.text(file) or "") for file in files)
