from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    is_document,
    javascript_shell,
    known_metadata,
    page_kind,
    rule,
    title_heading,
)


@rule(
    severity="warning",
    weight=2,
    evidence="convention",
    media=("markdown", "html"),
    source="https://www.screamingfrog.co.uk/seo-spider/issues/h1/missing/",
)
def missing_h1(page: Page) -> Iterator[Finding]:
    """A page has an H1 that names its subject.

    Why: The H1 is the first thing a reader looks for to see that the page is the right one, and one of the
    places from which Google takes the title it shows in results.

    Fix: Give the page one H1 with its title; in a draft a title in the front matter does, where the theme renders
    it.

    Notes: A front-matter title counts, because nearly every theme renders it as the H1; set
    `title-is-h1 = false` for one that does not. An image with alt text is text. An empty H1 does not hide a
    real one below it. Pieces of pages are left alone: the page around them is not known.
    """
    if page_kind(page) == "part" or (page.source.media == "html" and not is_document(page)):
        raise NotApplicable("this is a piece of a page")
    if javascript_shell(page):
        raise NotApplicable("the page's text appears only with JavaScript")
    known_metadata(page)
    if title_heading(page) is not None:
        return
    tops = [heading for heading in page.headings if heading.level == 1]
    if any(heading.text for heading in tops):
        return
    if tops:
        yield Finding(tops[0].span, "the page's only H1 is empty", "Write the page's title into it.")
    elif page.front_matter is not None and page.front_matter.get("title"):
        yield Finding(
            page.start,
            "the page has no H1, and the theme does not render its title as one",
            "Begin the text with an H1.",
        )
    elif page.source.media == "html":
        yield Finding(page.start, "the page has no H1", "Put the page's title into an <h1> above the text.")
    else:
        raise NotApplicable("the draft has no title at all, which metadata/title-missing says")
