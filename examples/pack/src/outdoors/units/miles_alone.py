from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, rule

from outdoors.distances import distances, miles


@rule(
    severity="warning",
    weight=2,
    evidence="heuristic",
    of=miles,
    source="The magazine's own style guide.",
)
def miles_alone(
    page: Page,
    *,
    within: Annotated[int, Meta(ge=1, description="How many characters later the kilometres may come.")] = 30,
) -> Iterator[Finding]:
    """A distance in miles is said in kilometres too.

    Why: Half of the readers walk in kilometres, and reckon the wrong way round.

    Fix: Put the kilometres behind: “12 miles (19 km)”.
    """
    metric = [each.start for each in distances(page) if each.metric]
    for distance in miles(page):
        if not any(0 <= start - distance.end <= within for start in metric):
            yield Finding(distance.span, f"“{distance.text}” is not said in kilometres")
