from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Span,
    Verdict,
    block_words,
    bold_headings,
    paragraphs,
    quoted,
    rule,
    subheadings,
    words_are_countable,
)

#: Paragraphs longer than this on average make a wall; many short ones only lack a heading.
_WALL = 60


@rule(
    severity="warning",
    weight=4,
    evidence="convention",
    source="https://yoast.com/how-to-use-headings-on-your-site/",
    judges="text",
)
def section_too_long(
    page: Page,
    *,
    max_words: Annotated[int, Meta(ge=50)] = 300,
    far_too_many: Annotated[int, Meta(ge=51)] = 350,
) -> Verdict:
    """A heading comes at least every 300 words.

    Why: Most visitors skim before they read. A long stretch without a heading gives them no place to enter
    the text, and no way to see whether it answers their question.

    Fix: Look for the place where the subject changes and put a subheading there.

    Notes: A convention (Yoast's figure), not a demand of search engines. Texts of at most `max-words` words
    need no subheading. The text before the first heading is a section too; lists, tables, captions and code
    are skimmed anyway and not counted, and a bold line that stands in for a heading divides a section
    (`headings/bold-as-heading` speaks of it). A section costs nothing at `max-words`, everything at
    `far-too-many`; the score weighs the sections by their words.
    """
    if not words_are_countable(page):
        raise NotApplicable("words cannot be counted in this script")
    stretches = list(_stretches(page))
    total = sum(words for _, _, words in stretches)
    if total <= max_words:
        raise NotApplicable(f"a text of {total} words needs no subheading")
    findings = []
    lost = 0.0
    for above, span, words in stretches:
        if words <= max_words:
            continue
        excess = (words - max_words) / max(far_too_many - max_words, 1)
        lost += words * min(excess, 1.0)
        findings.append(_finding(page, above, span, words))
    return Verdict(1 - lost / total, findings)


def _finding(page: Page, above: str, span: Span, words: int) -> Finding:
    if not subheadings(page) and not bold_headings(page):
        wall = ": a wall of text" if words > _WALL * max(len(paragraphs(page)), 1) else ""
        return Finding(
            span,
            f"{words:,} words stand here without a single subheading{wall}",
            "Divide them: one subheading for each idea, about every 150 to 300 words.",
        )
    if not above:
        return Finding(span, f"{words:,} words come before the first heading")
    return Finding(span, f"{words:,} words follow {quoted(above)} without a subheading")


def _stretches(page: Page) -> Iterator[tuple[str, Span, int]]:
    """Yield each run of text with no heading in it: the heading above, where it begins, its words."""
    counts = block_words(page)
    stand_ins = {block.span for block in bold_headings(page)}
    above, words = "", 0
    span: Span | None = None
    for index, block in enumerate(page.blocks):
        if not block.main:
            continue
        if block.kind == "heading" or block.span in stand_ins:
            if span is not None:
                yield above, span, words
            above, span, words = page.text[block.start : block.end], block.span, 0
        elif block.kind == "paragraph" and counts[index]:
            span = span or block.span
            words += counts[index]
    if span is not None:
        yield above, span, words
