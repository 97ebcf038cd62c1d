"""Pages that share what should be each page's own: a title, a description, a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.database import Site
from seoaudit.site.variants import is_paginated, variant_names

#: Other pages that a finding lists; of a fault on every page of a large site a few tell as much.
MAX_RELATED = 20
_INDEX = lazy_regex(r"(?<=/)index\.(?:html?|php)$")

_VALUES = """
    SELECT {column} AS value FROM pages
    WHERE {column} <> '' AND indexable = 1 AND kind IN ('post', 'page')
    GROUP BY {column} HAVING COUNT(*) > 1 ORDER BY {column}
"""
_PAGES = """
    SELECT * FROM pages WHERE {column} = ? AND indexable = 1 AND kind IN ('post', 'page') ORDER BY key
"""
#: Pages with the value that are given as versions of each other in other languages.
_TRANSLATIONS = """
    SELECT alternates.source AS source, alternates.target AS target
    FROM alternates JOIN pages AS sources ON sources.key = alternates.source
    JOIN pages AS targets ON targets.key = alternates.target
    WHERE sources.{column} = ? AND targets.{column} = sources.{column} AND alternates.target <> alternates.source
    ORDER BY source, target
"""


class Sharer(msgspec.Struct, frozen=True):
    """A page (a row of ``pages``), some of the others that share its value, and how many these are in all."""

    page: Any
    others: Sequence[Any]
    count: int

    @property
    def paths(self) -> list[str]:
        """Return the paths of the others that are listed."""
        return [row["path"] for row in self.others]

    @property
    def related(self) -> tuple[str, ...]:
        """Return their keys."""
        return tuple(row["key"] for row in self.others)


def sharing(
    site: Site, column: Literal["title_key", "description_key", "text_key"], *, versions: bool = False
) -> Iterator[Sharer]:
    """Yield the pages that could be found by themselves and have the same value in a column as others have.

    Translations of a page may share anything with it, and so may its versions unless ``versions``. Neither do
    further pages of a listing count. What one page at two addresses (``/`` and ``/index.html``) has in common is its
    text; that its title is the same too need not be said.
    """
    for value in [row["value"] for row in site.query(_VALUES.format(column=column))]:
        rows = [
            row for row in site.query(_PAGES.format(column=column), value) if not is_paginated(row["key"])
        ]
        keys = [row["key"] for row in rows]
        names = dict(zip(keys, keys if versions else variant_names(site, rows), strict=True))
        for link in site.query(_TRANSLATIONS.format(column=column), value):
            if link["source"] in names:
                names[link["target"]] = names[link["source"]]
        if column != "text_key":
            rows = _one_of_each(rows, {row["key"]: _page_of(row["key"], row["text_key"]) for row in rows})
        yield from _sharers(_one_of_each(rows, names))


def _page_of(key: str, text_key: str) -> str:
    """Return what two addresses of one page have in common."""
    return f"{_INDEX.sub('', key).rstrip('/')} {text_key or key}"


def _one_of_each(rows: Sequence[Any], names: Mapping[str, str]) -> list[Any]:
    """Return the first row of each name: what the versions of a page have in common is said once."""
    return list({names[row["key"]]: row for row in reversed(rows)}.values())[::-1]


def _sharers(rows: Sequence[Any]) -> Iterator[Sharer]:
    """Yield each of the rows with the others; of very many only the first, for they have one cause."""
    firsts = rows[: MAX_RELATED + 1]
    if len(rows) < 2:
        return
    for row in rows if len(rows) <= MAX_RELATED else rows[:1]:
        others = [other for other in firsts if other is not row][:MAX_RELATED]
        yield Sharer(row, others, len(rows) - 1)
