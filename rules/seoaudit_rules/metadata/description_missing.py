from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, known_metadata, page_kind, rule


@rule(
    severity="warning",
    weight=6,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/snippet",
)
def description_missing(page: Page) -> Iterator[Finding]:
    """Every page has a meta description of its own.

    Why: Search engines show it under the title when it describes the page better than a piece of its text
    does, and shared links show it always. It is the place to tell a reader why to open this result.

    Fix: Write one or two sentences that say what the reader will know or have after reading.

    Notes: It does not affect ranking. An excerpt or a summary in the front matter counts, as themes use it.
    Section files (`_index.md`) and plain text are not judged.
    """
    data = known_metadata(page)
    if page_kind(page) == "index" and (page.front_matter is not None or page.source.media != "html"):
        raise NotApplicable("the generator describes a section")
    if data.description:
        return
    if page.source.media == "html" and page.front_matter is None:
        yield Finding(
            page.start,
            "the page has no meta description",
            'Write <meta name="description" content="…"> into the head.',
        )
    elif page.front_matter is None:
        yield Finding(
            page.start, "the draft has no description", "Begin with front matter that has a `description:`."
        )
    else:
        yield Finding(page.start, "the front matter has no description", "Add a line `description: …`.")
