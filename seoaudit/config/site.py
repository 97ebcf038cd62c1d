"""What a site's own configuration says plainly: the address it is published at and where its texts lie.

The files are searched, not run: a value that a program computes is left for the author to write down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

#: Larger files are no hand-written configuration.
_MAX_SIZE = 200_000
#: Addresses that generators and their starters put in until one is known.
_PLACEHOLDER = re.compile(
    r"(?:^|\.)example\.(?:com|org|net)$|^localhost$|^127\.|^0\.0\.0\.0$|your|placeholder|username"
)


class Generator(msgspec.Struct, frozen=True):
    """A site generator: its configuration files, the keys of the address and of the path below it, its folders."""

    name: str
    files: tuple[str, ...]
    folders: tuple[str, ...]
    url: str = ""
    path: str = ""
    folder_key: str = ""


#: Two generators share a file name: the key of the address tells them apart, so that one with it comes first.
GENERATORS = (
    Generator("Zola", ("config.toml", "zola.toml"), ("content",), url="base_url"),
    Generator(
        "Hugo",
        (
            "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json",
            "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml",
            "config/_default/config.yaml",
        ),
        ("content",),
        url="baseURL",
        folder_key="contentDir",
    ),
    Generator("Hexo", ("_config.yml",), ("source/_posts",), url="url"),
    Generator("Jekyll", ("_config.yml", "_config.yaml", "_config.toml"), ("_posts",), url="url", path="baseurl"),
    Generator("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), ("docs",), url="site_url", folder_key="docs_dir"),
    Generator(
        "Astro",
        ("astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts", "astro.config.cjs"),
        ("src/content",),
        url="site",
        path="base",
    ),
    Generator(
        "Docusaurus",
        ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"),
        ("blog", "docs"),
        url="url",
        path="baseUrl",
    ),
    Generator(
        "Eleventy",
        (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts"),
        ("content", "posts", "src/content", "src/posts", "src/blog"),
    ),
    Generator(
        "Next.js",
        ("next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs"),
        ("content", "posts", "_posts", "src/content", "src/posts"),
    ),
)  # fmt: skip


class Site(msgspec.Struct, frozen=True):
    """What was found: the generator, the file that told, the address and the folders of texts (empty: not told)."""

    generator: str
    file: str
    url: str = ""
    folders: tuple[str, ...] = ()


def find_site(folder: Path) -> Site | None:
    """Return what the site in a folder says of itself; ``None`` when it has no known generator."""
    candidates = list(_candidates(folder))
    return next(
        (site for site in candidates if site.url or site.folders), candidates[0] if candidates else None
    )


def _candidates(folder: Path) -> Iterator[Site]:
    for generator in GENERATORS:
        for name in generator.files:
            text = _text(folder / name)
            if text is None:
                continue
            given = _value(text, generator.folder_key)
            folders = (given,) if given else generator.folders
            found = tuple(each for each in folders if _inside(folder, each))
            url = _address(text, generator)
            # A file name that generators share says nothing by itself.
            if (generator.name not in {"Zola", "Hexo"}) or (url if generator.name == "Zola" else found):
                yield Site(generator.name, name, url, found)


def _text(file: Path) -> str | None:
    try:
        if not file.is_file() or file.stat().st_size > _MAX_SIZE:
            return None
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None


def _inside(root: Path, folder: str) -> bool:
    return not folder.startswith(("/", "..")) and (root / folder).is_dir()


def _value(text: str, key: str) -> str:
    """Return a string that TOML, YAML, JSON or JavaScript gives a key at the start of a line, as it stands there."""
    if not key:
        return ""
    found = re.search(
        rf"""^[ \t{{]*["']?{key}["']?[ \t]*[:=][ \t]*(["'`]?)([^\s"'`,#$]+)\1[ \t]*(?:[,;#}}]|//|\r?$)""",
        text,
        re.MULTILINE | re.IGNORECASE,
    )
    return found[2].rstrip("/") if found else ""


def _address(text: str, generator: Generator) -> str:
    url = _value(text, generator.url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or _PLACEHOLDER.search(parts.hostname):
        return ""
    below = _value(text, generator.path).strip("/")
    return f"{url}/{below}/" if below else f"{url}/"
