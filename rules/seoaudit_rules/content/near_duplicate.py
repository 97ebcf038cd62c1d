from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import (
    MAX_RELATED,
    Meta,
    NotApplicable,
    SimilarPair,
    Site,
    SiteFinding,
    is_paginated,
    named,
    rule,
    similar_pairs,
    variant_names,
)

#: Where a share would read “100 %”.
_ALL = 0.995
_TRANSLATED = "SELECT 1 FROM alternates WHERE source = ? AND target = ?"


@rule(
    scope="site",
    severity="warning",
    evidence="convention",
    source="https://www.screamingfrog.co.uk/seo-spider/tutorials/how-to-check-for-duplicate-content/",
)
def near_duplicate(
    site: Site,
    *,
    similar: Annotated[float, Meta(ge=0.5, le=1)] = 0.9,
    least_words: Annotated[int, Meta(ge=50)] = 100,
) -> Iterator[SiteFinding]:
    """No two pages have nearly the same text.

    Why: Pages that differ in a name or a date are copies to a search engine: one of them is shown, the others are
    crawled for nothing, and none is worth a link of its own.

    Fix: Merge the pages into one and redirect the others, or give each the text that only it can have. Where both
    have to stay, name the one that counts in the other's canonical link.

    Notes: Similarity is the share of runs of five words that the main texts have in common, estimated from 128 hash
    values of each, to within about 3 points. `similar` is Screaming Frog's default. Pages of fewer than `least-words`
    words are left alone, and so are those that are not published, not indexed, or name another page as canonical.
    Copies without a difference are another rule's. In a repository the versions of a manual and untranslated copies
    are passed over, because their canonical links stand in a template.
    """
    if (site.value("SELECT COUNT(*) FROM pages WHERE text_key <> ''") or 0) < 2:
        raise NotApplicable("there are fewer than two pages with enough text to compare")
    pairs: dict[str, list[SimilarPair]] = defaultdict(list)
    for pair in similar_pairs(site, similar, least_words):
        if _is_fault(site, pair):
            pairs[pair.one["key"]].append(pair)
            pairs[pair.other["key"]].append(pair)
    for key in sorted(pairs):
        yield _finding(key, pairs[key])


def _is_fault(site: Site, pair: SimilarPair) -> bool:
    one, other = pair.one["key"], pair.other["key"]
    if pair.one["text_key"] == pair.other["text_key"] or is_paginated(one) or is_paginated(other):
        return False
    if not site.built and len(set(variant_names(site, [pair.one, pair.other]))) == 1:
        return False
    return not (site.value(_TRANSLATED, one, other) or site.value(_TRANSLATED, other, one))


def _finding(key: str, pairs: list[SimilarPair]) -> SiteFinding:
    """Return what is said of a page: with which one it has most in common."""
    ranked = sorted((-pair.share, *_other(pair, key)) for pair in pairs)
    share, nearest = -ranked[0][0], ranked[0][2]
    own = next(row["path"] for row in (pairs[0].one, pairs[0].other) if row["key"] == key)
    return SiteFinding(
        key,
        f"shares {_percent(share)} of its text with {named([nearest], [own], count=len(ranked))}",
        related=tuple(other for _, other, _ in ranked[:MAX_RELATED]),
    )


def _other(pair: SimilarPair, key: str) -> tuple[str, str]:
    row = pair.other if pair.one["key"] == key else pair.one
    return row["key"], row["path"]


def _percent(share: float) -> str:
    """Return a share in words; an estimate of all is not all."""
    return f"about {share:.0%}" if share < _ALL else "nearly all"
