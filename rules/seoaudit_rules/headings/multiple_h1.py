from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from seoaudit.api import (
    Applicability,
    Edit,
    Finding,
    Heading,
    NotApplicable,
    Page,
    headings,
    level_edits,
    outline,
    quoted,
    rule,
    title_heading,
)


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    source="https://developers.google.com/search/docs/fundamentals/seo-starter-guide",
    fixable="safe",
)
def multiple_h1(page: Page) -> Iterator[Finding]:
    """A page has one H1, and its sections have H2s.

    Why: With several headings of the highest rank, readers who skim and screen readers that list the
    headings cannot tell the page's title from its parts.

    Fix: Keep one H1 for the title and make the others H2, with the levels below moved down by one.

    Notes: Advice only. Google says that the number and order of headings do not matter to it. The
    front-matter title counts as an H1. Where it stands above one H1 at the top of the text, as is usual with
    MkDocs, DocFX and Docusaurus, the theme renders one of the two and either can go.
    """
    tops = [heading for heading in outline(page) if heading.level == 1]
    if not tops:
        raise NotApplicable("the page has no H1")
    title = title_heading(page)
    lowered = _lowered(page, tops)
    for number, heading in enumerate(tops[1:], start=2):
        if title is None:
            message = f"this is H1 number {number}; the first is {quoted(tops[0].text)}"
            yield Finding(heading.span, message, "Make it an H2.", lowered.get(heading, ()), "unsafe")
        elif len(tops) == 2 and _opens(page, heading):
            yield Finding(
                heading.span,
                "the front matter's title and this H1 at the top of the text may both become the page's H1",
                "Keep the one that your theme renders; many documentation themes choose the text's.",
            )
        else:
            message = (
                f"this is H1 number {number}; the front matter's title {quoted(title.text)} is the first"
            )
            applicability: Applicability = "safe" if _are_sections(page, title, tops[1:]) else "unsafe"
            yield Finding(heading.span, message, "Make it an H2.", lowered.get(heading, ()), applicability)


def _lowered(page: Page, tops: Sequence[Heading]) -> dict[Heading, tuple[Edit, ...]]:
    """Return for each H1 after the first the edits that lower it with all below it; for none where one cannot be."""
    own = headings(page)
    found = {}
    for top in tops[1:]:
        place = own.index(top)
        part = [top, *takewhile(lambda heading: heading.level > 1, own[place + 1 :])]
        found[top] = level_edits(page, part, 1)
    return found if all(found.values()) else {}


def _are_sections(page: Page, title: Heading, tops: Sequence[Heading]) -> bool:
    """Return whether the text's H1s are surely sections of the page that the front matter's title names.

    One at the top of the text, the only one before all other headings, and one that says the title again may be what
    the theme shows as the title. Those in HTML tags have their looks.
    """
    first = tops[0]
    if _opens(page, first) or (len(tops) == 1 and first == headings(page)[0]):
        return False
    words = _letters(title.text)
    for top in tops:
        own = _letters(top.text)
        if own in words or words in own or page.source.text.startswith("<", top.span.start):
            return False
    return True


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _opens(page: Page, heading: Heading) -> bool:
    return not any(block.main for block in page.blocks[: heading.block])
