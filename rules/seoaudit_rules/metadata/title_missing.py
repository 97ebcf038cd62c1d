from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import (
    Edit,
    Finding,
    NotApplicable,
    Page,
    key_edit,
    known_metadata,
    page_kind,
    rule,
    short_on_purpose,
)


@rule(
    severity="error",
    weight=4,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/title-link",
    blocker=True,
    fixable="unsafe",
)
def title_missing(page: Page) -> Iterator[Finding]:
    """Every page has a title.

    Why: The title is the line people click in search results, and what browsers, feeds and shared links
    show. Without one, search engines make up their own from whatever the page holds.

    Fix: Give the page a title: in a draft `title:` in the front matter or an H1 at the top, in HTML a `<title>` in the
    head.

    Notes: In Markdown an H1 counts as the title. Section files (`_index.md`) can get theirs from the
    generator, the home page has the site's name, short notes (`notes/`, `links/` …) do without, and plain text has no
    place for one: none of these is judged. The fix makes a title of the file's name, for you to
    improve.
    """
    data = known_metadata(page)
    if page_kind(page) == "index" and (page.front_matter is not None or page.source.media != "html"):
        raise NotApplicable("the generator titles a section by its folder")
    if data.title:
        return
    if page.source.media != "html" and short_on_purpose(page) in ("note", "pointer"):
        raise NotApplicable("a note needs no title")
    if page.front_matter is not None and page.context.path == "/":
        raise NotApplicable("the theme titles the home page with the site's name")
    if page.source.media == "html" and page.front_matter is None:
        yield Finding(page.start, "the page has no title", "Write a <title> into the head.")
    elif page.front_matter is not None:
        edit = _from_name(page, data.slug.value)
        message, fix = "the front matter has no title, and the text no H1", "Add a line `title: …`."
        yield Finding(page.start, message, fix, (edit,) if edit else (), "unsafe")
    else:
        message = "the draft has no title: neither front matter nor an H1"
        yield Finding(
            page.start, message, "Begin with front matter that has a `title:`, or with `# Your title`."
        )


def _from_name(page: Page, slug: str) -> Edit | None:
    """Return the edit that makes a title of a name of two words or more: “lead-magnets” becomes “Lead magnets”."""
    words = re.split(r"[-_\s]+", slug.strip("-_ "))
    if len(words) < 2 or not all(word.isalnum() for word in words) or all(word.isdigit() for word in words):
        return None
    text = " ".join(words)
    return key_edit(page, "title", text[:1].upper() + text[1:])
