from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Annotated

from seoaudit.api import (
    Applicability,
    Edit,
    Finding,
    Heading,
    Meta,
    Page,
    Verdict,
    level_edits,
    outline,
    rule,
)

#: Levels by which a heading is raised without asking.
_MOST_STEPS = 2


@rule(
    severity="warning",
    weight=4,
    evidence="standard",
    of=outline,
    source="https://www.w3.org/WAI/tutorials/page-structure/headings/",
    fixable="safe",
)
def skipped_level(page: Page, *, max_step: Annotated[int, Meta(ge=1, le=5)] = 1) -> Verdict:
    """Heading levels go down one step at a time.

    Why: Readers who skim, screen readers and search engines take the levels for the outline of the page;
    an H3 under no H2 belongs to nothing.

    Fix: Give the heading the level that follows the one above it, and style its size with CSS.

    Notes: The first heading may be an H1 or an H2. The title that the theme renders as H1 counts as one. In HTML the
    first heading of the text is compared with what stands above it, be it in the page's header; that there is no H1
    at all is the matter of `headings/missing-h1`, and not charged twice. Headings that stand beside a skipped one
    count with it.
    """
    headings = outline(page)
    above = _level_above(page, headings[0])
    findings = []
    failing = 0
    for place, heading in enumerate(headings):
        if heading.level > above + max_step:
            parent = f"h{above}" if place or page.source.media == "html" else "the page's title"
            beside = _beside(headings, place)
            fix = f"Make it an h{above + 1}."
            if beside:
                others = f"the other {beside}" if beside > 1 else "the other one"
                fix = f"Make it an h{above + 1}, and {others} of level {heading.level} beside it too."
            message = f"h{heading.level} follows {parent}, without an h{above + 1} between them"
            if (
                place and headings[place - 1].block < 0
            ):  # the title of the front matter, which the file has no h1 for
                message = f"the headings start at level {heading.level}, without an h{above + 1} above them"
            edits, applicability = _raised(page, headings, place, above)
            findings.append(Finding(heading.span, message, fix, edits, applicability))
            failing += 1 + beside
        above = heading.level
    return Verdict(1 - min(failing / len(headings), 1), findings)


def _level_above(page: Page, first: Heading) -> int:
    """Return the level that the first heading stands below: of the title in a draft, of a real heading in HTML."""
    if page.source.media != "html":
        return 1
    before = takewhile(lambda heading: heading.span.start < first.span.start, page.headings)
    levels = [heading.level for heading in before if heading.text and heading.level < first.level]
    return levels[-1] if levels else first.level


def _raised(
    page: Page, headings: Sequence[Heading], place: int, above: int
) -> tuple[tuple[Edit, ...], Applicability]:
    """Return the edits that raise a heading with all that belongs to it, and to those beside it.

    Where a heading of a level in between follows, the raised ones become its equals, which an author has to judge. So
    are headings three levels too low and those in HTML tags: these were mostly chosen for their looks.
    """
    level = headings[place].level
    part = list(takewhile(lambda heading: heading.level >= level, headings[place:]))
    following = headings[place + len(part)].level if place + len(part) < len(headings) else 0
    step = level - above - 1
    tags = any(page.source.text.startswith("<", heading.span.start) for heading in part)
    certain = following <= above and step <= _MOST_STEPS and not tags
    return level_edits(page, part, -step), "safe" if certain else "unsafe"


def _beside(headings: Sequence[Heading], place: int) -> int:
    """Return how many of the headings after this one have its level, before one of a higher rank."""
    level = headings[place].level
    after = takewhile(lambda heading: heading.level >= level, headings[place + 1 :])
    return sum(heading.level == level for heading in after)
