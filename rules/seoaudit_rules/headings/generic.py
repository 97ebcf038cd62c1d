from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, language, quoted, rule, subheadings


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    of=subheadings,
    source="https://www.w3.org/WAI/WCAG22/Techniques/general/G130",
)
def generic(page: Page) -> Iterator[Finding]:
    """A heading names what its section is about.

    Why: “Introduction” and “Conclusion” could stand over any text. A heading that says what the section tells
    can be skimmed, found and linked to.

    Fix: Put the point of the section into the heading.

    Notes: Advice only, and our own judgement. Reference documentation with one fixed pattern may turn this
    rule off. It compares whole headings with a list, case, numbering and punctuation aside.
    """
    pack = language(page)
    for heading in subheadings(page):
        if pack.is_generic_heading(heading.text):
            yield Finding(heading.span, f"{quoted(heading.text)} could stand over any text")
