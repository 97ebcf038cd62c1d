"""The fragments of a site's files: read when a link asks for them, and kept for the next one that does."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

from seoaudit.context import Context
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Component, Page, Source
from seoaudit.site.fragments import Fragments, Surroundings, explicit_ids, fragments_of, has_dynamic_ids
from seoaudit.site.heading_schemes import Scheme, heading_scheme
from seoaudit.site.model import SiteConfig

#: Files whose fragments are kept.
_MAX_KEPT = 8_192
#: Larger files are no pages that a person links into.
_MAX_FILE = 5_000_000
#: Templates that are looked through for ids, and the size from which one is passed over.
_MAX_TEMPLATES, _MAX_TEMPLATE = 3_000, 200_000
_MAX_DEPTH = 4

_TEMPLATES = (
    ".html", ".njk", ".liquid", ".hbs", ".ejs", ".pug", ".twig", ".tera", ".jsx", ".tsx", ".vue", ".svelte", ".astro",
    ".webc", ".js", ".mjs",
)  # fmt: skip
_COMPONENTS = (".tsx", ".jsx", ".astro", ".vue", ".svelte", ".js", ".ts")
#: Components and shortcodes that frame what they hold and give nothing an id of its own.
_NEUTRAL = frozenset(
    [
        "admonition",
        "alert",
        "aside",
        "audio",
        "badge",
        "button",
        "callout",
        "caution",
        "card",
        "cardgrid",
        "cards",
        "caption",
        "center",
        "code",
        "codeblock",
        "codegroup",
        "codetabs",
        "columns",
        "column",
        "danger",
        "details",
        "div",
        "figure",
        "filetree",
        "gist",
        "grid",
        "highlight",
        "icon",
        "iframe",
        "image",
        "img",
        "important",
        "info",
        "instagram",
        "link",
        "linkbutton",
        "linkcard",
        "math",
        "mermaid",
        "note",
        "notice",
        "param",
        "picture",
        "placeholder",
        "qr",
        "ref",
        "relref",
        "span",
        "starlight",
        "step",
        "steps",
        "summary",
        "tab",
        "tabitem",
        "tabs",
        "tip",
        "tooltip",
        "tweet",
        "twitter",
        "update",
        "video",
        "vimeo",
        "warning",
        "x",
        "youtube",
        "fragment",
        "packagemanagertabs",
    ]
)
_INCLUDED = lazy_regex(r"(?:include(?:_relative|_cached)?|render|section)\s+[\"']?([\w./-]+)")
_IMPORT = lazy_regex(r"import\s+(?:(\w+)|[^'\"]*?)\s*(?:,\s*\{[^}]*\}\s*)?(?:from\s+)?['\"]([^'\"]+)['\"]")
_NESTED = lazy_regex(
    r"partial(?:Cached)?\s+\"([\w./-]+)\"|\{%-?\s*include(?:_relative|_cached)?\s+[\"']?([\w./-]+)"
)
_READS = lazy_regex(
    r"readFile|GetPage|RenderString|\.RawContent|\.Content\b|getPage|transclude|<Content\b|MDXRemote|dangerously"
)
_MARKDOWN_HEADING = lazy_regex(r"^#{1,6}[ \t]", re.MULTILINE)
_NOTHING = Fragments(frozenset())


class SiteFragments:
    """Answers what fragments a file has. ``files`` are those of the site."""

    def __init__(self, config: SiteConfig, files: Collection[str]) -> None:
        self._config, self._files = config, files
        self._root = Path(config.root)
        self._real = os.path.join(os.path.realpath(config.root), "")  # noqa: PTH118 - with its closing separator
        self._kept: OrderedDict[str, Fragments | None] = OrderedDict()
        self._brought: dict[str, Fragments | None] = {}

    @cached_property
    def scheme(self) -> Scheme:
        """Return how this site makes the ids of headings."""
        return heading_scheme(self._config)

    def of(self, file: str, depth: int = 0) -> Fragments | None:
        """Return the fragments of a content file, ``None`` when it cannot be read."""
        if file in self._kept:
            self._kept.move_to_end(file)
            return self._kept[file]
        page = self._page(file)
        found = None if page is None else self._of_page(page, file, depth)
        self._keep(file, found)
        return found

    def see(self, file: str, page: Page) -> None:
        """Take over a page that has been parsed already, so that it is not read again."""
        if file not in self._kept:
            self._keep(file, self._of_page(page, file, 0))

    def _keep(self, file: str, found: Fragments | None) -> None:
        self._kept[file] = found
        if len(self._kept) > _MAX_KEPT:
            self._kept.popitem(last=False)

    def _page(self, file: str) -> Page | None:
        from seoaudit.parsing import media_of, parse
        from seoaudit.sources.decode import Unreadable

        text = self._text(file, _MAX_FILE)
        if text is None:
            return None
        try:
            return parse(Source(file, text, media_of(file) or "text"), Context())
        except Unreadable:
            return None

    def _text(self, file: str, limit: int) -> str | None:
        path = self._root / file
        try:
            if not os.path.realpath(path).startswith(self._real) or path.stat().st_size > limit:
                return None
            return path.read_text(encoding="utf-8-sig", errors="replace")
        except (OSError, ValueError):
            return None

    def _of_page(self, page: Page, file: str, depth: int) -> Fragments:
        imported = dict(self._imports(page, file))

        def included(component: Component) -> Fragments | None:
            return self._brought_in(page, file, component, imported, depth)

        scheme = self.scheme
        found = fragments_of(page, Surroundings(scheme.algorithms, scheme.certain, scheme.terms, included))
        name = file.rpartition("/")[2]
        if self._config.generator in ("Hugo", "Zola") and name.startswith("_index."):
            return Fragments(found.ids, complete=False)  # the theme lists what is below it
        return Fragments(found.ids, found.complete and not self._layout_makes_ids(page))

    def _layout_makes_ids(self, page: Page) -> bool:
        """Return whether the layout that the page asks for by name computes ids, of data that we do not see."""
        matter = page.front_matter
        if matter is None:
            return False
        for key in ("layout", "template", "type"):
            value = matter.data.get(key)
            if isinstance(value, str) and value:
                stem = value.rpartition("/")[2].rpartition(".")[0] or value.rpartition("/")[2]
                if any(has_dynamic_ids(self._template(each) or "") for each in self._named.get(stem, ())):
                    return True
        return False

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """Return template files by their names without ending."""
        found: dict[str, list[str]] = {}
        for file in self._files:
            if file.endswith((*_TEMPLATES, ".ts")) and not file.endswith((".min.js", ".test.js", ".d.ts")):
                stem = file.rpartition("/")[2].partition(".")[0]
                found.setdefault(stem, []).append(file)
                folder = file.rpartition("/")[0].rpartition("/")[2]
                if stem == "index" and folder:
                    found.setdefault(folder, []).append(file)
        return found

    def _template(self, file: str) -> str | None:
        return self._text(file, _MAX_TEMPLATE)

    @cached_property
    def template_ids(self) -> frozenset[str]:
        """Return the ids that stand in templates and components: any page may have them."""
        contents = tuple(f"{folder.path}/" for folder in self._config.content if folder.path)
        found: set[str] = set()
        read = 0
        for files in self._named.values():
            for file in files:
                if file.startswith(contents) and not file.endswith(_COMPONENTS) if contents else False:
                    continue
                read += 1
                if read > _MAX_TEMPLATES:
                    return frozenset(found)
                found.update(explicit_ids(self._template(file) or ""))
        return frozenset(found)

    def _imports(self, page: Page, file: str) -> Iterator[tuple[str, str]]:
        for component in page.components:
            if component.syntax == "import":
                text = page.source.text[component.span.start : component.span.end]
                for found in _IMPORT.finditer(text):
                    if found[1]:
                        yield found[1], _beside(file, found[2])

    def _brought_in(
        self, page: Page, file: str, component: Component, imported: dict[str, str], depth: int
    ) -> Fragments | None:
        if depth >= _MAX_DEPTH:
            return None
        if component.syntax == "jsx":
            target = imported.get(component.name, "")
            if target.endswith((".md", ".mdx")):
                return self.of(target, depth + 1) if target in self._files else None
            return self._by_name(component.name, _COMPONENTS)
        if component.syntax == "shortcode":
            return self._by_name(component.name, (".html", ".md"))
        text = page.source.text[component.span.start : component.span.end]
        found = _INCLUDED.search(text)
        return self._included(found[1], file, 0) if found else None

    def _by_name(self, name: str, endings: tuple[str, ...]) -> Fragments | None:
        """Return what the component or shortcode with a name adds; ``None`` when its source does not tell."""
        if name not in self._brought:
            stem = name.rpartition(".")[2].rpartition("/")[2]
            files = [each for each in self._named.get(stem, ()) if each.endswith(endings)]
            if files:
                self._brought[name] = self._added([self._template(each) for each in files[:4]], 0)
            else:
                self._brought[name] = _NOTHING if stem.lower().replace("-", "") in _NEUTRAL else None
        return self._brought[name]

    def _included(self, name: str, file: str, depth: int) -> Fragments | None:
        candidates = [
            f"_includes/{name}",
            _beside(file, f"./{name}"),
            f"includes/{name}",
            f"templates/{name}",
            f"layouts/partials/{name}",
            f"layouts/_partials/{name}",
        ]
        candidates += (
            [each for each in self._files if each.endswith(f"_includes/{name}")] if depth == 0 else []
        )
        found = next((each for each in candidates if each in self._files), None)
        return None if found is None else self._added([self._template(found)], depth, found)

    def _added(self, texts: list[str | None], depth: int, file: str = "") -> Fragments | None:
        ids: set[str] = set()
        for text in texts:
            if text is None or has_dynamic_ids(text) or _READS.search(text) or _MARKDOWN_HEADING.search(text):
                return None
            ids.update(explicit_ids(text))
            for nested in _NESTED.finditer(text):
                found = (
                    self._included(nested[1] or nested[2], file, depth + 1) if depth < _MAX_DEPTH else None
                )
                if found is None:
                    return None
                ids |= found.ids
        return Fragments(frozenset(ids))


def _beside(file: str, path: str) -> str:
    if path.startswith("@site/"):
        return path.removeprefix("@site/")
    if not path.startswith("."):
        return path
    return os.path.normpath(f"{file.rpartition('/')[0]}/{path}".lstrip("/")).replace(os.sep, "/")
