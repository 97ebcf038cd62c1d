"""A folder of HTML that a generator has built: every file lies where it is published."""

from __future__ import annotations

import re
from collections.abc import Collection

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import Around, Entry, Generator, Routes, joined
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of
from seoaudit.site.model import INFERRED, Address, Folder, SiteConfig
from seoaudit.site.named_site import canonical_in, pages_in, site_of_files

_REFRESH = lazy_regex(r"""<meta\b[^>]*\bhttp-equiv=["']?refresh["']?""", re.IGNORECASE)


class Built:
    """``index.html`` in the folder, no source of a generator."""

    name = "built"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the built site.

        Its address is what nearly all its canonical links agree on, otherwise that of the home page's, or of ``CNAME``.
        """
        home = folder.text("index.html")
        if "index.html" not in folder.names:
            return None
        folder.tell("generator", "index.html")
        url = address(site_of_files(folder.root, pages_in(folder.root, texts=True)))
        if url:
            folder.tell("url", INFERRED)
        elif home and (url := address(canonical_in(home))):
            folder.tell("url", "index.html", "<link")
        if not url and (name := folder.text("CNAME")):
            url = address(f"https://{name.strip()}")
            folder.tell("url", "CNAME")
        return SiteConfig(
            generator="built", root=str(folder.root), file="index.html", url=url, base_path=base_path_of(url),
            content=(Folder("", base_path_of(url)),), static=(Folder("", base_path_of(url)),), told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return the path of an HTML file, of its folder for ``index.html``."""
        if not entry.file.endswith((".html", ".htm")):
            return None
        folder, _, base = entry.file.rpartition("/")
        if base in {"index.html", "index.htm"}:
            return Address(joined(config.base_path, f"{folder}/"), "page" if folder else "home")
        return Address(joined(config.base_path, entry.file))

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return nothing: all there is lies in the folder."""
        return Routes()


GENERATOR: Generator = Built()
