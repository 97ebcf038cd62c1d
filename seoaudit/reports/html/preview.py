"""How a page would look among search results, on a wide screen and on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from seoaudit.report import PageMap

_SCREENS = ("Wide screen", "Phone")


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
    """Return a path as results show addresses.

    >>> _crumbs("https://example.org/blog/post.html"), _crumbs("../posts/a.md")
    ('https://example.org › blog › post', 'posts › a')
    """
    scheme, found, rest = path.partition("://")
    parts = [part for part in (rest if found else path).split("/") if part not in ("", ".", "..")]
    if parts:
        parts[-1] = parts[-1].rpartition(".")[0] or parts[-1]
    return (f"{scheme}://" if found else "") + " › ".join(parts[-3:])
