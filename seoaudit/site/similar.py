"""Pairs of pages with much the same text, found without comparing every page with every other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec

from seoaudit.site.database import Site
from seoaudit.site.signatures import similarity

#: Bands that more than one page shares. Where a band is shared by many pages, each is compared with the first few
#: only: what is like them all is like those.
_SHARED = """
    SELECT bands.band AS band, bands.fingerprint AS fingerprint, bands.page AS page
    FROM bands
    JOIN (SELECT band, fingerprint FROM bands GROUP BY band, fingerprint HAVING COUNT(*) > 1) AS shared
      ON shared.band = bands.band AND shared.fingerprint = bands.fingerprint
    JOIN pages ON pages.key = bands.page
    WHERE pages.indexable = 1 AND pages.kind IN ('post', 'page') AND pages.words >= ?
    ORDER BY bands.band, bands.fingerprint, bands.page
"""
_PAGE = "SELECT key, path, variant, text_key, words, language, signature FROM pages WHERE key = ?"
_REPRESENTATIVES = 8


class SimilarPair(msgspec.Struct, frozen=True):
    """Two pages (rows of ``pages``, in the order of their keys) and the share of their texts that is the same."""

    one: Any
    other: Any
    share: float


def similar_pairs(site: Site, least: float, least_words: int = 0) -> Iterator[SimilarPair]:
    """Yield pairs of indexable pages whose texts share at least ``least`` (0 … 1) of their runs of five words.

    The share is an estimate, to within about 0.03. Of a group of alike pages not every pair is yielded, but every
    page of it is in a pair.
    """
    rows: dict[str, Any] = {}

    def page(key: str) -> Any:  # noqa: ANN401 - a row of a query
        if key not in rows:
            rows[key] = next(site.query(_PAGE, key))
        return rows[key]

    for one, other in _candidates(site, least_words):
        share = similarity(page(one)["signature"], page(other)["signature"])
        if share >= least:
            yield SimilarPair(page(one), page(other), share)


def _candidates(site: Site, least_words: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of keys, each once."""
    seen: set[tuple[str, str]] = set()
    shared = list(site.query(_SHARED, least_words))
    for _, group in groupby(shared, lambda row: (row["band"], row["fingerprint"])):
        keys = [row["page"] for row in group]
        for at, first in enumerate(keys[:_REPRESENTATIVES]):
            for key in keys[at + 1 :]:
                if (first, key) not in seen:
                    seen.add((first, key))
                    yield first, key
