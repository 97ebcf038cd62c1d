from __future__ import annotations

import re

from seoaudit.api import (
    Block,
    Edit,
    Finding,
    NotApplicable,
    Page,
    Verdict,
    bold_headings,
    headings,
    lazy_regex,
    quoted,
    rule,
    subheadings,
)

_MARKED = lazy_regex(r"(\*\*|__)(?=\S)(.+)(?<=\S)\1", re.DOTALL)
_TAGGED = lazy_regex(r"<p>\s*<(strong|b)>([^<>]+)</\1>\s*</p>", re.IGNORECASE)


@rule(
    severity="warning",
    weight=1.5,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H42",
    fixable="unsafe",
)
def bold_as_heading(page: Page) -> Verdict:
    """Headings are marked as headings, not as bold paragraphs.

    Why: A bold line looks like a heading but is none: screen readers cannot jump to it, it is missing from
    the table of contents, and a search engine takes it for part of the text.

    Fix: Make the bold line a heading of the level below the one above it.

    Notes: WCAG asks that what looks like a heading is marked up as one (success criterion 1.3.1). A bold
    paragraph counts if it is at most ten words long, ends without punctuation, holds no link and stands
    directly above text; a file name or a single word above code and a numbered caption (“Figure 3.2 …”)
    do not. Labels that open a paragraph, such as **Note:**, and a bold call to action at the end are no headings. The
    fix is not a safe one: of such lines in real posts some were names of speakers, or notes.
    """
    stand_ins = {block.span for block in bold_headings(page)}
    members = len(subheadings(page)) + len(stand_ins)
    if not members:
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
            edits = _marked_up(page, block, level + 1) if level < 6 else ()
            fix = f"Write {heading} instead."
            findings.append(Finding(block.span, message, fix, edits, "unsafe"))
    return Verdict(1 - len(findings) / members, findings)


def _marked_up(page: Page, block: Block, level: int) -> tuple[Edit, ...]:
    """Return the edit that makes a bold line a heading, unless the page has one of these words: ids would be renumbered."""
    text = page.source.text[block.span.start : block.span.end]
    words = _letters(page.text[block.start : block.end])
    others = [_letters(heading.text) for heading in headings(page)]
    others += [
        _letters(page.text[each.start : each.end]) for each in bold_headings(page) if each is not block
    ]
    if words in others:
        return ()
    if page.source.media == "markdown" and (found := _MARKED.fullmatch(text)):
        inner = found[2]
        if found[1] in inner or "\n" in inner or inner.endswith("#"):
            return ()
        return (Edit(block.span, f"{'#' * level} {inner}"),)
    if found := _TAGGED.fullmatch(text):
        return (Edit(block.span, f"<h{level}>{found[2].strip()}</h{level}>"),)
    return ()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
