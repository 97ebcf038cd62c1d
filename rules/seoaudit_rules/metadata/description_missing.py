from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Edit,
    Finding,
    NotApplicable,
    Page,
    introduction,
    key_edit,
    known_metadata,
    page_kind,
    rule,
    sentences,
)

#: Characters that a description taken from the text may have: as many as results show, and enough to say something.
_LEAST, _MOST = 50, 155


@rule(
    severity="warning",
    weight=6,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/snippet",
    fixable="unsafe",
)
def description_missing(page: Page) -> Iterator[Finding]:
    """Every page has a meta description of its own.

    Why: Search engines show it under the title when it describes the page better than a piece of its text
    does, and shared links show it always. It is the place to tell a reader why to open this result.

    Fix: Write one or two sentences that say what the reader will know or have after reading.

    Notes: It does not affect ranking. An excerpt or a summary in the front matter counts, as themes use it.
    Section files (`_index.md`) and plain text are not judged. The fix takes the first sentences of the introduction where
    they have the right length, as search engines do: better than none, seldom as good as one that was written.
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
    elif (empty := page.front_matter.spans.get("description")) is not None:
        message = "the `description` in the front matter is empty"
        yield Finding(empty, message, "Fill it in; a second one would make the front matter unreadable.")
    else:
        edit = _from_text(page)
        message, fix = "the front matter has no description", "Add a line `description: …`."
        yield Finding(page.start, message, fix, (edit,) if edit else (), "unsafe")


def _from_text(page: Page) -> Edit | None:
    """Return the edit that takes the first sentences of the introduction for the description."""
    block = introduction(page)
    if block is None:
        return None
    taken = ""
    for sentence in sentences(page):
        if sentence.start < block.start or sentence.end > block.end:
            continue
        more = " ".join(page.text[block.start : sentence.end].split())
        if len(more) > _MOST:
            break
        taken = more
    return (
        key_edit(page, "description", taken)
        if len(taken) >= _LEAST and taken.endswith((".", "!", "?"))
        else None
    )
