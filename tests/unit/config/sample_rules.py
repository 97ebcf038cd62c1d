"""A small catalogue, so that these tests do not change with the rules that are shipped."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from seoaudit.api import Finding, Measurement, Meta, Page, Rule, rule


@rule(
    severity="warning", weight=3, evidence="convention", source="https://example.org/", id="headings/too-long"
)
def too_long(page: Page, *, max_characters: Annotated[int, Meta(ge=10, le=200)] = 70) -> Iterator[Finding]:
    """A heading fits on one line.

    Why: Readers skim.

    Fix: Shorten it.
    """
    yield from ()


@rule(
    severity="warning",
    weight=5,
    evidence="standard",
    source="https://example.org/",
    id="headings/skipped-level",
)
def skipped_level(page: Page, *, max_step: int = 1) -> Iterator[Finding]:
    """Heading levels go down one step at a time.

    Why: An outline has no holes.

    Fix: Use the next level.
    """
    yield from ()


@rule(severity="info", weight=1, evidence="heuristic", source="ours", id="headings/generic", default=False)
def generic(page: Page) -> Iterator[Finding]:
    """A heading says what its section is about.

    Why: Readers skim.

    Fix: Name the topic.
    """
    yield from ()


@rule(
    severity="warning",
    weight=4,
    evidence="measured",
    source="a study",
    id="readability/flesch",
    good=60,
    bad=30,
)
def flesch(page: Page, *, words: tuple[str, ...] = ()) -> Measurement:
    """The text is easy to read.

    Why: Readers give up.

    Fix: Write shorter sentences.
    """
    return Measurement(50, "points")


@rule(
    severity="error",
    weight=8,
    evidence="official",
    source="https://example.org/",
    id="readability/length",
    good=(300, 2000),
    bad=(0, 4000),
    blocker=True,
    media=("markdown",),
)
def length(page: Page) -> Measurement:
    """The text is neither too short nor too long.

    Why: It must say something.

    Fix: Say more, or less.

    Notes: Nobody knows how long a text should be.
    """
    return Measurement(500, "words")


SAMPLE_RULES: Mapping[str, Rule] = {
    each.id: each for each in (generic, skipped_level, too_long, flesch, length)
}
