from __future__ import annotations

from seoaudit.api import Finding, Measurement, Page, links, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    good=100,
    bad=200,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/links/",
    judges="text",
)
def too_many(page: Page) -> Measurement:
    """The main content holds no more links than a reader can weigh.

    Why: Every further link takes attention from the ones that matter.

    Fix: Keep the links that help this reader now, and move lists of links to a page of their own.

    Notes: Navigation does not count. Google once advised fewer than 100 links and no longer gives a number;
    reference lists and changelogs rightly have more, so this is advice.
    """
    found = links(page)
    place = found[100].span if len(found) > 100 else page.start
    return Measurement(len(found), "links", [Finding(place, f"the main content has {len(found)} links")])
