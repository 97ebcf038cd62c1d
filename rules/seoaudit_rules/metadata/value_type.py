from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, rule

_TEXTS = ("title", "description", "slug", "permalink")
_SWITCHES = ("draft", "noindex")


@rule(
    severity="warning",
    weight=0.5,
    fault=True,
    evidence="convention",
    source="https://gohugo.io/content-management/front-matter/",
)
def value_type(page: Page) -> Iterator[Finding]:
    """Front matter values have the type their key asks for.

    Why: A title that is a list, or `draft: "false"` in quotes, is valid YAML; the theme then prints the
    brackets, or takes any text for yes and never publishes the page.

    Fix: Write titles and descriptions as one text, and switches as true or false without quotes.

    Notes: Judges title, description, slug, permalink, draft and noindex. Dates have a rule of their own,
    `metadata/date-invalid`.
    """
    matter = page.front_matter
    if matter is None:
        raise NotApplicable("the page has no front matter")
    for key in _TEXTS:
        value = matter.data.get(key)
        if isinstance(value, (list, dict)):
            kind = "a list" if isinstance(value, list) else "a table"
            yield Finding(
                matter.spans.get(key, page.start),
                f"“{key}” is {kind}, where a text belongs",
                "Put the value in quotes.",
            )
    for key in _SWITCHES:
        value = matter.data.get(key)
        if isinstance(value, str) and value.lower() in ("true", "false", "yes", "no"):
            fix = f"Write `{key}: {'true' if value.lower() in ('true', 'yes') else 'false'}`, without quotes."
            yield Finding(
                matter.spans.get(key, page.start),
                f"“{key}” is the text “{value}”, where true or false belongs",
                fix,
            )
