from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Field, Finding, Page, fact, language, metadata, names_collection, quoted, rule


@fact
def tags(page: Page) -> tuple[Field, ...]:
    """Return the tags that the page's own front matter gives it."""
    return tuple(tag for tag in metadata(page).tags if tag.origin == "front matter")


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    of=tags,
    source="Our own reading: a tag that every post of a site could have tells none of them apart.",
)
def collection_tag(page: Page) -> Iterator[Finding]:
    """Tags name topics, not the collection the page is in.

    Why: A tag such as “post” groups every page with every other. It makes a tag page about nothing and tells
    neither readers nor the linter what this page is about.

    Fix: Tag the page with its topic. If your generator builds its collection from the tag, keep it and leave
    it out of the tags that are shown.

    Notes: Where the title has the word, as in “How to write a blog”, the page is about it.
    """
    listed = tags(page)
    title = set(language(page).words(metadata(page).title.value))
    for tag in listed:
        if names_collection(tag.value) and title.isdisjoint(language(page).words(tag.value)):
            only = "the only tag, " if len(listed) == 1 else "the tag "
            comma = "," if len(listed) == 1 else ""
            yield Finding(
                tag.span, f"{only}{quoted(tag.value)}{comma} names a collection and says nothing of the topic"
            )
