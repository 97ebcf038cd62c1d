"""What an image file says of itself in its first bytes, and whether readers get it as it is.

A library for the sizes would parse SVG as XML, with entities; a few headers are all that is needed.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from pathlib import Path

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.model import SiteConfig

#: An SVG's opening tag, a JPEG's frame after its metadata: they stand no deeper.
_HEAD = 200_000
#: Generators whose image component, or whose usual plugin for Markdown, makes smaller versions.
_PROCESSING = frozenset({"Next.js", "Gatsby", "Nuxt"})
_SVG = lazy_regex(rb"<svg\b[^<>]*>", re.IGNORECASE)
_LENGTH = lazy_regex(rb"""\b(width|height)\s*=\s*["']\s*(\d{1,6})(?:\.\d+)?(?:px)?\s*["']""")


class ImageFacts(msgspec.Struct, frozen=True):
    """``format`` is ``png``, ``jpeg``, ``gif``, ``webp``, ``avif``, ``svg``, ``bmp``, ``ico``, or empty; 0: not known."""

    format: str = ""
    width: int = 0
    height: int = 0


def image_facts(path: Path) -> ImageFacts:
    """Return what a file says; nothing for one that is no image or cannot be read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(64)
            if head[:2] == b"\xff\xd8" or head[:1] in b"<\xef \n\r\t":
                head += stream.read(_HEAD)
    except OSError:
        return ImageFacts()
    return facts_of(head)


def facts_of(head: bytes) -> ImageFacts:
    """Return what the first bytes of a file say.

    >>> facts_of(b"GIF89a" + (16).to_bytes(2, "little") + (9).to_bytes(2, "little"))
    ImageFacts(format='gif', width=16, height=9)
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return ImageFacts("png", _big(head[16:20]), _big(head[20:24]))
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return ImageFacts("gif", _little(head[6:8]), _little(head[8:10]))
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head)
    if head[4:12] in (b"ftypavif", b"ftypavis"):
        return ImageFacts("avif")
    if head.startswith(b"BM"):
        return ImageFacts("bmp", _little(head[18:22]), _little(head[22:26]))
    if head.startswith(b"\x00\x00\x01\x00"):
        return ImageFacts("ico")
    if found := _SVG.search(head):
        lengths = {name: int(value) for name, value in _LENGTH.findall(found[0])}
        return ImageFacts("svg", lengths.get(b"width", 0), lengths.get(b"height", 0))
    return ImageFacts()


def is_processed(config: SiteConfig, file: str, names: Container[str]) -> bool:
    """Return whether the site's build makes its own versions of an image; ``names`` are those of all its files."""
    if config.generator in _PROCESSING:
        return True
    if config.generator == "Astro":
        return not any(file.startswith(f"{folder.path}/") for folder in config.static)
    if config.generator == "Hugo":
        return any(name in names for name in ("render-image.html", "render-image.rss.html", "go.mod"))
    root = Path(config.root)
    if config.generator == "Eleventy":
        return "eleventy-img" in _read(root / "package.json")
    return (
        config.generator == "MkDocs"
        and re.search(r"-\s*(?:material/)?optimize\b", _read(root / config.file)) is not None
    )


@lru_cache(maxsize=16)
def _read(path: Path) -> str:
    try:
        if not path.is_file() or path.stat().st_size >= _HEAD:
            return ""
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _jpeg(head: bytes) -> ImageFacts:
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return ImageFacts("jpeg", _big(head[at + 7 : at + 9]), _big(head[at + 5 : at + 7]))
        at += 1 if marker == 0xFF else 2 + max(_big(head[at + 2 : at + 4]), 2)
    return ImageFacts("jpeg")


def _webp(head: bytes) -> ImageFacts:
    kind = head[12:16]
    if kind == b"VP8X":
        return ImageFacts("webp", 1 + _little(head[24:27]), 1 + _little(head[27:30]))
    if kind == b"VP8L":
        bits = _little(head[21:25])
        return ImageFacts("webp", 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF))
    if kind == b"VP8 ":
        return ImageFacts("webp", _little(head[26:28]) & 0x3FFF, _little(head[28:30]) & 0x3FFF)
    return ImageFacts("webp")
