"""``keywords/cannibalisation``: see the docstring of the rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from seoaudit.api import Meta, NotApplicable, Site, SiteFinding, Span, quoted, rule

#: Pages that want to be found for the same words, in the same language, and may be found at all.
_RIVALS = """
    SELECT keyphrase_stems, language, COUNT(*) AS pages
    FROM pages
    WHERE keyphrase_stems <> '' AND indexable = 1 AND kind IN ('post', 'page')
    GROUP BY keyphrase_stems, language
    HAVING COUNT(*) > 1
"""
_PAGES = """
    SELECT pages.key, path, title, words, keyphrase, keyphrase_origin, keyphrase_start, keyphrase_end, score,
           (SELECT COUNT(DISTINCT source) FROM links WHERE links.target = pages.key AND source <> pages.key) AS linked
    FROM pages
    WHERE keyphrase_stems = ? AND language = ? AND indexable = 1 AND kind IN ('post', 'page')
    ORDER BY pages.key
"""
_TERMS = "SELECT word, stem FROM terms WHERE page = ? ORDER BY weight DESC, stem"
_SHOWN = 3


@rule(
    scope="site",
    severity="warning",
    evidence="convention",
    source="https://www.semrush.com/blog/keyword-cannibalization-guide/",
)
def cannibalisation(site: Site, *, least_words: Annotated[int, Meta(ge=1)] = 2) -> Iterator[SiteFinding]:
    """One page, and not several, is written for a keyphrase.

    Why: pages that answer the same search compete with each other. A search engine picks one of them, not
    always the one you would, and the links that should make one page strong are spread over all.

    Fix: keep the page that is longest and best linked for the keyphrase; merge the others into it and redirect
    them, or write them for what they alone are about.

    Notes: Keyphrases are the same when their words have the same stems, in any order. A page that nobody gave a
    keyphrase has an inferred one, and for those it takes at least `least-words` content words: one word is a
    subject area, which many pages share with good reason.
    """
    if site.value("SELECT COUNT(*) FROM pages WHERE keyphrase_stems <> ''") < 2:
        raise NotApplicable("there are fewer than two pages with a keyphrase")
    for group in list(site.query(_RIVALS)):
        stems, language = group["keyphrase_stems"], group["language"]
        rows = [
            row
            for row in site.query(_PAGES, stems, language)
            if row["keyphrase_origin"] != "inferred" or len(stems.split()) >= least_words
        ]
        if len(rows) > 1:
            yield from _findings(site, rows, frozenset(stems.split()))


def _findings(site: Site, rows: Sequence[Any], stems: frozenset[str]) -> Iterator[SiteFinding]:
    winner = max(rows, key=lambda row: (row["linked"], row["words"], row["score"] or 0, row["key"]))
    apart = {row["key"]: _apart(site, row["key"], rows, stems) for row in rows}
    for row in rows:
        others = [other for other in rows if other is not row]
        shown = ", ".join(other["path"] for other in others[:_SHOWN])
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        note = " (inferred)" if row["keyphrase_origin"] == "inferred" else ""
        own = f"; this page alone speaks of {', '.join(apart[row['key']])}" if apart[row["key"]] else ""
        yield SiteFinding(
            row["key"],
            f"competes for {quoted(row['keyphrase'])}{note} with {shown}{more}{own}",
            _fix(row, winner, apart[row["key"]]),
            Span(row["keyphrase_start"], row["keyphrase_end"]),
            tuple(other["key"] for other in others),
        )


def _apart(site: Site, key: str, rows: Sequence[Any], stems: frozenset[str]) -> list[str]:
    """Return the words that a page says much and none of its rivals do."""
    others = {
        term["stem"] for row in rows if row["key"] != key for term in site.query(_TERMS, row["key"])
    }
    own = (term for term in site.query(_TERMS, key) if term["stem"] not in others | stems)
    return [term["word"] for term, _ in zip(own, range(_SHOWN), strict=False)]


def _fix(row: Any, winner: Any, apart: Sequence[str]) -> str:  # noqa: ANN401 - rows of a query
    if row is winner:
        linked = f", {row['linked']} pages link to it" if row["linked"] else ""
        return f"Keep this page for the keyphrase: it is the strongest of them ({row['words']} words{linked})."
    other = f", or write this one for {quoted(' '.join(apart[:2]))}" if len(apart) > 1 else ""
    return f"Merge this page into {winner['path']} and redirect it there{other}."
