from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Site, SiteFinding, rule


@rule(
    scope="site",
    severity="warning",
    evidence="heuristic",
    source="The magazine's own style guide.",
)
def undated(site: Site) -> Iterator[SiteFinding]:
    """Where most walks say when they were walked, all do.

    Why: Paths close and bridges go; a walk without a date cannot be trusted.

    Fix: Put the date of the walk into the front matter.
    """
    dated = int(site.value("SELECT COUNT(*) FROM pages WHERE published = 1 AND date <> ''") or 0)
    undated = list(site.query("SELECT key FROM pages WHERE published = 1 AND date = '' ORDER BY key"))
    if dated > len(undated):
        for row in undated:
            yield SiteFinding(row["key"], f"has no date, unlike {dated} other pages")
