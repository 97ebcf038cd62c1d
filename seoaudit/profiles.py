"""Profiles: what counts for a kind of page, how much, and with which thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec


class Profile(msgspec.Struct, frozen=True):
    """A kind of page.

    ``shares`` are the categories' parts of 100. ``options`` are the rules' options for this kind of page,
    by rule id and Python name; a configuration goes before them. ``off`` are rules that say nothing useful of
    such a page; they do not run under this profile.
    """

    name: str
    summary: str
    shares: Mapping[str, float]
    options: Mapping[str, Mapping[str, Any]] = {}
    off: frozenset[str] = frozenset()

    def share(self, category: str) -> float:
        """Return the category's share; one that no profile names counts little rather than nothing."""
        return self.shares.get(category, 1.0)

    def varied(
        self,
        name: str,
        summary: str,
        *,
        shares: Mapping[str, float] | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        off: Iterable[str] = (),
    ) -> Profile:
        """Return a profile of another name that is like this one but for what is given.

        ``shares`` and ``options`` replace those of the same category and rule; ``off`` is added.
        """
        return Profile(
            name,
            summary,
            {**self.shares, **(shares or {})},
            {**self.options, **(options or {})},
            self.off | frozenset(off),
        )


POST = Profile(
    "post",
    "A blog post or article: found by its topic, read to the end, and followed by an act.",
    {
        "links": 20, "headings": 15, "keywords": 19, "cta": 11, "readability": 14, "metadata": 10, "content": 5,
        "images": 3, "promise": 1, "indexing": 1, "structured-data": 1,
    },
)  # fmt: skip

CORNERSTONE = Profile(
    "cornerstone",
    "The page you want to be found for first: longer, better linked, held to more.",
    {
        "links": 23, "headings": 15, "keywords": 18, "cta": 13, "readability": 13, "metadata": 8, "content": 5,
        "images": 2, "promise": 1, "indexing": 1, "structured-data": 1,
    },
    {
        "content/thin": {"good": 900.0, "bad": 400.0},
        "links/too-few-internal": {"short": 3, "medium": 4, "long": 5},
        "readability/long-sentences": {"good": 20.0, "bad": 40.0},
        "headings/section-too-long": {"max_words": 250, "far_too_many": 300},
    },
)  # fmt: skip

LANDING = Profile(
    "landing",
    "A page that wants one thing of its visitor: short, plain, with a call to action in sight.",
    {
        "cta": 34, "headings": 13, "keywords": 14, "readability": 12, "metadata": 12, "content": 5, "links": 3,
        "images": 3, "promise": 2, "indexing": 1, "structured-data": 1,
    },
    {
        "content/thin": {"good": 120.0, "bad": 30.0},
        "headings/section-too-long": {"max_words": 200, "far_too_many": 300},
        "cta/late": {"min_words": 200, "share": 0.3},
    },
    frozenset({
        "links/too-few-internal", "links/too-few-external", "metadata/date-missing", "metadata/author-missing",
        "content/stale", "cta/too-many", "readability/transition-words",
    }),
)  # fmt: skip

DOCUMENTATION = Profile(
    "documentation",
    "A reference or guide: found by its topic, skimmed, and returned to. It sells nothing.",
    {
        "links": 24, "headings": 24, "keywords": 12, "readability": 14, "metadata": 12, "content": 6, "images": 4,
        "promise": 1, "indexing": 1, "structured-data": 1, "cta": 1,
    },
    {
        "content/thin": {"good": 100.0, "bad": 30.0},
        "readability/flesch-reading-ease": {"good": 45.0, "bad": 20.0},
        "readability/passive-voice": {"good": 25.0, "bad": 45.0},
        "readability/long-sentences": {"good": 30.0, "bad": 55.0},
    },
    frozenset({
        "cta/missing", "cta/none-at-end", "cta/late", "cta/too-many", "cta/leaves-site", "cta/competing",
        "metadata/date-missing", "metadata/author-missing", "images/none", "content/stale",
        "readability/transition-words", "links/too-few-external",
    }),
)  # fmt: skip

PROFILES: Mapping[str, Profile] = {
    profile.name: profile for profile in (POST, CORNERSTONE, LANDING, DOCUMENTATION)
}
