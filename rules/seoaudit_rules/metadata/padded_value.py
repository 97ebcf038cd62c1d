from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, quoted, rule, trimmed_edits

#: What is shown, compared or made into addresses; blanks in a separator or a prefix may be meant.
_KEYS = (
    "title", "description", "slug", "permalink", "url", "author", "authors", "date", "tags", "categories", "category",
    "keywords", "topics", "series", "image", "summary", "excerpt", "seo.title", "seo.description", "taxonomies.tags",
    "taxonomies.categories",
)  # fmt: skip


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    source="https://yaml.org/spec/1.2.2/#73-flow-scalar-styles",
    fixable="safe",
)
def padded_value(page: Page) -> Iterator[Finding]:
    """Front matter texts neither begin nor end with a blank.

    Why: Quotes keep blanks. A tag “travel ” is another tag than “travel” for most generators, with a page of its own,
    and a title with a blank at its end is joined to the site's name with two.

    Fix: Take the blanks out of the quotes.

    Notes: Judged are titles, descriptions, addresses, names, dates and tags. Without quotes YAML drops the blanks.
    """
    if page.front_matter is None:
        raise NotApplicable("the page has no front matter")
    for key, span, edits in trimmed_edits(page, _KEYS):
        value = page.source.text[span.start : span.end]
        where = "begins" if value[:1].isspace() else "ends"
        yield Finding(span, f"“{key}”: {quoted(value.strip())} {where} with a blank", edits=edits)
