from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, articles, has_property, rule

#: What Google recommends for an article, in its own order of use to readers.
_RECOMMENDED = ("headline", "image", "datePublished", "dateModified", "author")


@rule(
    severity="info",
    weight=2,
    evidence="official",
    of=articles,
    source="https://developers.google.com/search/docs/appearance/structured-data/article",
    media=("markdown", "html"),
)
def article(page: Page) -> Iterator[Finding]:
    """An article's structured data has headline, image, dates and author.

    Why: Search engines take the title, picture and byline date of a result from there, rather than guess them
    from the page.

    Fix: Add the properties that are missing, with the same values that the page shows its readers.

    Notes: Google recommends these properties and requires none of them, so this is advice. Judged are articles
    that the page itself is, not those it lists or refers to.
    """
    for node in articles(page):
        missing = [
            name
            for name in _RECOMMENDED
            if not has_property(node.data, name)
            and not (name == "headline" and has_property(node.data, "name"))
        ]
        if missing:
            listed = ", ".join(missing)
            yield Finding(
                node.span, f"the {node.name} has no {listed.replace(', ', ' and no ')}", f"Add {listed}."
            )
