from __future__ import annotations

from seoaudit.api import Finding, NotApplicable, Page, Verdict, bold_headings, quoted, rule, subheadings


@rule(
    severity="warning",
    weight=1.5,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H42",
)
def bold_as_heading(page: Page) -> Verdict:
    """Headings are marked as headings, not as bold paragraphs.

    Why: A bold line looks like a heading but is none: screen readers cannot jump to it, it is missing from
    the table of contents, and a search engine takes it for part of the text.

    Fix: Make it a heading of the level below the one above it.

    Notes: WCAG asks that what looks like a heading is marked up as one (success criterion 1.3.1). A bold
    paragraph counts if it is at most ten words long, ends without punctuation, holds no link and stands
    directly above text; a file name or a single word above code and a numbered caption (“Figure 3.2 …”)
    do not. Labels that open a paragraph, such as **Note:**, and a bold call to action at the end are no headings.
    """
    stand_ins = {block.span for block in bold_headings(page)}
    headings = len(subheadings(page)) + len(stand_ins)
    if not headings:
        raise NotApplicable("the text has no subheadings of any kind")
    findings = []
    level = 1
    for block in page.blocks if stand_ins else ():
        if block.kind == "heading" and block.main:
            level = block.level
        elif block.span in stand_ins:
            text = " ".join(page.text[block.start : block.end].split())
            below = min(level + 1, 6)
            heading = (
                f"{'#' * below} {text}" if page.source.media == "markdown" else f"<h{below}>{text}</h{below}>"
            )
            message = f"the bold line {quoted(text)} stands in for a heading"
            findings.append(Finding(block.span, message, f"Write {heading} instead."))
    return Verdict(1 - len(findings) / headings, findings)
