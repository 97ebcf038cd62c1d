"""A folder of texts without a generator: addresses are the files' own paths without their endings."""

from __future__ import annotations

from collections.abc import Collection

from seoaudit.site.generators.base import (
    CONTENT_ENDINGS,
    Around,
    Entry,
    Generator,
    Routes,
    joined,
    later_than,
    text,
    without_ending,
)
from seoaudit.site.generators.config_files import SiteFolder
from seoaudit.site.model import Address, Folder, PageRole, SiteConfig

_INDEXES = frozenset({"index", "readme", "_index"})


class Plain:
    """Nothing is known but the files; a closing slash or the file's ending make no difference."""

    name = ""

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the folder as it is."""
        return SiteConfig(generator="", root=str(folder.root), content=(Folder(""),), static=(Folder(""),))

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return the path of the file, of its folder for an index."""
        if not entry.file.lower().endswith(CONTENT_ENDINGS):
            return None
        folder, _, base = entry.file.rpartition("/")
        stem = without_ending(base)
        published = entry.front.get("draft") is not True and not later_than(
            entry.front.get("date"), around.today
        )
        if stem.lower() in _INDEXES:
            role: PageRole = "section" if folder else "home"
            return Address(joined(config.base_path, f"{folder}/"), role, published=published)
        slug = text(entry.front.get("slug")) or stem
        own = base if base.endswith((".html", ".htm")) else slug
        return Address(joined(config.base_path, folder, own), published=published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return nothing: a plain folder has no code."""
        return Routes()


GENERATOR: Generator = Plain()
