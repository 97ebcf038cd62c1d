from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Heading, Page, quoted, rule, subheadings


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    of=subheadings,
    source="https://github.com/DavidAnson/markdownlint/blob/main/doc/md024.md",
)
def duplicate(page: Page) -> Iterator[Finding]:
    """Headings under the same parent differ.

    Why: In a table of contents, or in a screen reader's list of headings, two entries that read alike cannot
    be told apart, and links to them get an address that ends in `-1`.

    Fix: Say in each heading what sets its section apart.

    Notes: Advice only. The same heading under different parents is no repetition: a list of versions may
    have “Fixed” under each.
    """
    open_headings: list[tuple[int, dict[str, Heading]]] = [(0, {})]
    for heading in subheadings(page):
        while open_headings[-1][0] >= heading.level:
            open_headings.pop()
        siblings = open_headings[-1][1]
        key = heading.text.casefold()
        if key in siblings:
            line = page.position(siblings[key].span.start).line
            yield Finding(heading.span, f"{quoted(heading.text)} repeats the heading on line {line}")
        else:
            siblings[key] = heading
        open_headings.append((heading.level, {}))
