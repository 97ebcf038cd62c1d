from __future__ import annotations

from seoaudit.api import Finding, Measurement, NotApplicable, Page, rule, word_count

from outdoors.distances import distances


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    good=2,
    bad=0,
    source="The magazine's own style guide.",
)
def few_distances(page: Page) -> Measurement:
    """A walk is described with distances.

    Why: Whoever plans a day has to know how far it is from one place to the next.

    Fix: Say how long the walk is, and how far it is to the first rest.
    """
    if page.context.profile != "route":
        raise NotApplicable("only descriptions of walks need distances")
    words = word_count(page)
    if words == 0:
        raise NotApplicable("there is no text")
    count = len(distances(page))
    return Measurement(
        1000 * count / words,
        "distances in 1,000 words",
        [Finding(page.start, f"{count} distances in {words} words")],
    )
