from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Heading, Meta, NotApplicable, Page, fact, quoted, rule, sections, sentences


@fact
def question_headings(page: Page) -> tuple[Heading, ...]:
    """Return the headings below H1 that ask something."""
    return tuple(
        section.heading
        for section in sections(page)
        if section.heading
        and section.heading.level > 1
        and section.heading.text.rstrip().endswith(("?", "？"))
    )


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    of=question_headings,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    judges="text",
)
def answer_first(page: Page, *, max_words: Annotated[int, Meta(ge=10)] = 40) -> Iterator[Finding]:
    """A question in a heading is answered at once.

    Why: People who search for the question skim to the heading and read one sentence below it. A short answer
    there is also what search engines quote.

    Fix: Begin with the answer in one or two short sentences, then explain.

    Notes: Advice, and our own figure. The rule finds sections whose first statement is not over after 40
    words, further questions before it included. Whether it answers is for you to judge.
    """
    questions = {id(heading) for heading in question_headings(page)}
    spoken = list(sentences(page))
    if not spoken:
        raise NotApplicable("the page has no running text")
    for section in sections(page):
        if section.heading is None or id(section.heading) not in questions or not section.blocks:
            continue
        first = section.blocks[0]
        if page.blocks[first].kind != "paragraph":
            continue
        words = 0
        for sentence in spoken:
            if sentence.block < first:
                continue
            if sentence.block > section.blocks[-1]:
                break
            words += sentence.length
            if not page.text[sentence.start : sentence.end].rstrip().endswith("?"):
                break
        if words > max_words:
            text = quoted(section.heading.text, 60)
            yield Finding(section.heading.span, f"the first statement below {text} ends after {words} words")
