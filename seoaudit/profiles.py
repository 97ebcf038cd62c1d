"""Profiles: how much each category counts for a kind of page."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Profile(msgspec.Struct, frozen=True):
    """A kind of page. ``shares`` are the categories' parts of the score; only their ratios matter."""

    name: str
    shares: Mapping[str, float]

    def share(self, category: str) -> float:
        """Return the category's share; one that no profile names counts little rather than nothing."""
        return self.shares.get(category, 3.0)


POST = Profile(
    "post",
    {
        "links": 20,
        "headings": 15,
        "keywords": 18,
        "cta": 15,
        "readability": 15,
        "metadata": 10,
        "content": 6,
        "promise": 2,
        "images": 3,
    },
)

PROFILES: Mapping[str, Profile] = {"post": POST}
