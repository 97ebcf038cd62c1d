"""Which ids a site's generator gives to headings, as far as its configuration says so. Nothing is run."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.config_files import SiteFolder
from seoaudit.site.heading_ids import ALGORITHMS, Algorithm
from seoaudit.site.model import SiteConfig


class Scheme(msgspec.Struct, frozen=True):
    """The ways in which headings may get their ids; ``certain``: there is no other.

    ``terms``: the terms of definition lists get ids as well.
    """

    algorithms: tuple[Algorithm, ...]
    certain: bool = True
    terms: bool = False


_ANY = Scheme(ALGORITHMS, certain=False)
_HUGO_FILES = (
    "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json",
    "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml",
    "config/_default/config.yaml", "config/_default/markup.toml", "config/_default/markup.yaml",
    "config/_default/markup.yml", "config/_default/hugo.yml", "config/_default/config.yml",
)  # fmt: skip
_HUGO_TYPE = lazy_regex(r"auto(?:Heading)?IDType[\"']?\s*[:=]\s*[\"']?([\w-]+)", re.IGNORECASE)
_HUGO_OLD = lazy_regex(
    r"defaultMarkdownHandler[\"']?\s*[:=]\s*[\"']?(blackfriday|mmark|pandoc|org)", re.IGNORECASE
)
_HUGO_TERMS = lazy_regex(r"autoDefinitionTermID[\"']?\s*[:=]\s*true", re.IGNORECASE)
_HUGO_BY_TYPE: dict[str, Algorithm] = {
    "github": "goldmark", "github-ascii": "goldmark-ascii", "blackfriday": "blackfriday",
}  # fmt: skip


def heading_scheme(config: SiteConfig) -> Scheme:
    """Return the heading ids of a site. Where a program makes them, all known ways are possible."""
    folder = SiteFolder(Path(config.root))
    if config.generator == "Hugo":
        return _hugo("\n".join(folder.text(name) or "" for name in _HUGO_FILES))
    if config.generator == "Jekyll":
        return _jekyll(folder.text(config.file) or "")
    if config.generator == "MkDocs":
        return _mkdocs(folder.text(config.file) or "")
    if config.generator == "Zola":
        return _zola(folder.text(config.file) or "")
    if config.generator in ("Docusaurus", "Astro"):
        return Scheme(("github",))
    if config.generator == "Hexo":
        return Scheme(("hexo", "hexo-escaped", "hexo-lower", "github", "markdown-it-anchor"))
    if config.generator == "VitePress":
        return Scheme(("vitepress",), certain="slugify" not in (folder.text(config.file) or ""))
    if config.generator == "built":
        return Scheme(())
    if config.generator == "":
        return Scheme(ALGORITHMS)
    packages = folder.text("package.json") or ""
    if (
        "rehype-slug" in packages
        or "@nuxt/content" in packages
        or "gatsby-remark-autolink-headers" in packages
    ):
        return Scheme(("github",), certain="remark-heading-id" not in packages)
    return _ANY


def _hugo(text: str) -> Scheme:
    if _HUGO_OLD.search(text):
        return Scheme(("blackfriday", "goldmark"))
    found = _HUGO_TYPE.search(text)
    algorithm = _HUGO_BY_TYPE.get(found[1].lower(), "goldmark") if found else "goldmark"
    return Scheme((algorithm,), terms=_HUGO_TERMS.search(text) is not None)


def _jekyll(text: str) -> Scheme:
    if re.search(r"^markdown:\s*[\"']?(?!kramdown)\w", text, re.MULTILINE):
        return Scheme(("github", "kramdown-gfm", "kramdown"), certain=False)
    if re.search(r"^\s+input:\s*[\"']?kramdown", text, re.MULTILINE):
        return Scheme(("kramdown",))
    return Scheme(("kramdown-gfm",), certain=not re.search(r"auto_id_prefix|transliterated_header_ids", text))


def _mkdocs(text: str) -> Scheme:
    """Read the ``slugify`` of the ``toc`` extension; those of other extensions are for tabs and blogs."""
    toc = re.search(
        r"^([ \t]*)-[ \t]*(?:markdown\.extensions\.)?toc:[ \t]*\n((?:\1[ \t]+.*\n?|\s*\n)*)",
        text,
        re.MULTILINE,
    )
    slugify = re.search(r"slugify:[^\n]*?([\w.]+)\s*(?:\n|$)((?:[ \t]+.*\n?)*)", toc[2]) if toc else None
    if toc and re.search(r"separator:|baselevel_id|permalink_id", toc[2]):
        return Scheme(("python", "python-unicode", "pymdownx"), certain=False)
    if slugify is None:
        return Scheme(("python",))
    if "slugify_unicode" in slugify[1]:
        return Scheme(("python-unicode",))
    if "pymdownx" in slugify[1]:
        return Scheme(("pymdownx", "pymdownx-cased"))
    return Scheme(("python", "python-unicode", "pymdownx", "pymdownx-cased"), certain=False)


def _zola(text: str) -> Scheme:
    section = re.search(r"^\[slugify\][ \t]*\n((?:(?!\[).*\n?)*)", text, re.MULTILINE)
    anchors = re.search(r"""^anchors\s*=\s*["'](\w+)""", section[1], re.MULTILINE) if section else None
    return Scheme(("zola-safe" if anchors and anchors[1] in ("safe", "off") else "zola",))
