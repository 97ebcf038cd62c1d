"""How a page would look among search results, on a wide screen and on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from seoaudit.report.page_map import PageMap

_SCREENS = ("Wide screen", "Phone")
#: So many folders of an address are shown below its host, and so many of a file's path.
_FOLDERS, _FILES = 4, 3


class Preview(NamedTuple):
    """A result as one kind of screen shows it. ``…_cut``: what there is no room for, empty when all is shown.

    ``title_pixels`` and ``description_pixels`` are the widths of the whole texts.
    """

    screen: str
    crumbs: str
    title: str
    title_cut: str
    title_pixels: int
    description: str
    description_cut: str
    description_pixels: int


def previews(path: str, title: str, mapped: PageMap) -> Sequence[Preview]:
    """Return the page's result on each kind of screen."""
    crumbs = _crumbs(path)
    return [
        Preview(
            screen, crumbs,
            title[:in_title].rstrip(), title[in_title:].strip(), mapped.title_pixels,
            mapped.description[:in_description].rstrip(), mapped.description[in_description:].strip(),
            mapped.description_pixels,
        )
        for screen, in_title, in_description in zip(
            _SCREENS, mapped.title_shown, mapped.description_shown, strict=True
        )
    ]  # fmt: skip


def _crumbs(path: str) -> str:
    """Return a path as results show addresses: the host with its port, then the folders; of many the last ones.

    >>> _crumbs("https://example.org/blog/post.html"), _crumbs("../posts/a.md")
    ('example.org › blog › post', 'posts › a')
    >>> _crumbs("http://localhost:8000/2018/09/21/"), _crumbs("https://example.org/")
    ('localhost:8000 › 2018 › 09 › 21', 'example.org')
    """
    _, found, rest = path.partition("://")
    parts = [
        part for part in (rest if found else path).partition("?")[0].split("/") if part not in ("", ".", "..")
    ]
    host, folders = (parts[:1], parts[1:]) if found else ([], parts)
    if folders:
        folders[-1] = folders[-1].rpartition(".")[0] or folders[-1]
    if not host:
        folders = folders[-_FILES:]
    elif len(folders) > _FOLDERS:
        folders = ["…", *folders[-_FOLDERS:]]
    return " › ".join(map(_read, (*host, *folders)))


def _read(part: str) -> str:
    """Return a part of an address as results show it, unless what it stands for cannot be shown."""
    read = unquote(part)
    return read if read.isprintable() else part
