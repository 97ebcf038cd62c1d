from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote

from seoaudit.api import Finding, Meta, NotApplicable, Page, Verdict, known_metadata, language, quoted, rule

_SYMBOL = re.compile(r"[^\x00-\x7f\w\u200c\u200d]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_SEPARATORS = re.compile(r"[\s_]+")
_CAPITALS = re.compile(r"[A-Z]")


@rule(
    severity="warning",
    weight=0.75,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
)
def slug(page: Page, *, max_characters: Annotated[int, Meta(ge=10)] = 75) -> Verdict:
    """The page's part of the URL is short, lower case, and has hyphens between its words.

    Why: People read and retype URLs, and results show them. Google asks for hyphens rather than underscores,
    treats upper and lower case as different pages, and cuts long addresses in its results.

    Fix: Set `slug:` to a few lower-case words with hyphens, and redirect the old address if it was published.

    Notes: Google gives no length; 75 characters is a convention. Letters of the page's own language are fine
    when the page is not English, for browsers encode them. Where a file's name makes the address, capitals and
    spaces are left to the generator, which lowers and replaces them in most cases. Capitals cost half as much
    as the rest: they do harm only where the server takes both spellings.
    """
    data = known_metadata(page)
    value = unquote(data.slug.value)
    if not value or data.slug.templated:
        raise NotApplicable("nothing tells the page's address")
    named = data.slug.origin == "file name"
    faults: list[str] = []
    lost = 0.0
    if len(value) > max_characters:
        faults.append(f"is {len(value)} characters long")
        lost += 0.5
    if "_" in value.strip("_"):
        faults.append("has underscores between its words")
        lost += 0.5
    if not named and any(map(str.isspace, value)):
        faults.append("has spaces")
        lost += 0.5
    if not named and _CAPITALS.search(value):
        faults.append("has capital letters")
        lost += 0.25
    foreign = _NON_ASCII if language(page).root == "en" else _SYMBOL
    if match := foreign.search(value):
        faults.append(f"has the character “{match[0]}”, which URLs must encode")
        lost += 0.5
    if not faults:
        return Verdict(1)
    better = _SEPARATORS.sub("-", value.strip()).lower()
    fix = f"Use “{better}”." if better != value and len(better) <= max_characters and better.isascii() else ""
    message = f"the slug {quoted(value)} {', '.join(faults)}"
    return Verdict(1 - lost, [Finding(data.slug.span, message, fix)])
