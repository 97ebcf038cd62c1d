from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, known_metadata, page_kind, rule


@rule(
    severity="error",
    weight=4,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/title-link",
    blocker=True,
)
def title_missing(page: Page) -> Iterator[Finding]:
    """Every page has a title.

    Why: The title is the line people click in search results, and what browsers, feeds and shared links
    show. Without one, search engines make up their own from whatever the page holds.

    Fix: Write `title:` into the front matter, an H1 at the top of the draft, or a `<title>` in the head.

    Notes: In Markdown an H1 counts as the title. Section files (`_index.md`) can get theirs from the
    generator, and plain text has no place for one: neither is judged.
    """
    data = known_metadata(page)
    if page_kind(page) == "index" and (page.front_matter is not None or page.source.media != "html"):
        raise NotApplicable("the generator titles a section by its folder")
    if data.title:
        return
    if page.source.media == "html" and page.front_matter is None:
        yield Finding(page.start, "the page has no title", "Write a <title> into the head.")
    elif page.front_matter is not None:
        yield Finding(
            page.start, "the front matter has no title, and the text no H1", "Add a line `title: …`."
        )
    else:
        message = "the draft has no title: neither front matter nor an H1"
        yield Finding(
            page.start, message, "Begin with front matter that has a `title:`, or with `# Your title`."
        )
