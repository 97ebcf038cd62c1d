from __future__ import annotations

import re
import unicodedata
from typing import Annotated
from urllib.parse import unquote

from seoaudit.api import (
    Edit,
    Field,
    Finding,
    Meta,
    NotApplicable,
    Page,
    Span,
    Verdict,
    known_metadata,
    language,
    lazy_regex,
    metadata,
    quoted,
    rule,
)

_SYMBOL = lazy_regex(r"[^\x00-\x7f\w\u200c\u200d]")
_NON_ASCII = lazy_regex(r"[^\x00-\x7f]")
_SEPARATORS = lazy_regex(r"[\s_]+")
#: A long number, or a hash: digits here and there among hexadecimal or other letters.
_CODE = lazy_regex(
    r"\d{5,}|(?=[a-f]*\d+[a-f]+\d)[0-9a-f]{6,}|(?=(?:[A-Za-z]*\d+[A-Za-z]+){3})[0-9A-Za-z]{11,}"
)
_PART = lazy_regex(r"[-_.~\s]+")
_CAPITALS = lazy_regex(r"[A-Z]")


@rule(
    severity="warning",
    weight=0.75,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    fixable="safe",
)
def slug(page: Page, *, max_characters: Annotated[int, Meta(ge=10)] = 75) -> Verdict:
    """The page's part of the URL is short, lower case, and has hyphens between its words.

    Why: People read and retype URLs, and results show them. Google asks for words rather than long numbers,
    and for hyphens rather than underscores,
    treats upper and lower case as different pages, and cuts long addresses in its results.

    Fix: Give the page an address of a few lower-case words with hyphens (`slug:` in a draft), and redirect the old one
    if it was published.

    Notes: Google gives no length; 75 characters is a convention. Letters of the page's own language are fine
    when the page is not English, for browsers encode them. Where a file's name makes the address, capitals and
    spaces are left to the generator, which lowers and replaces them in most cases. Capitals cost half as much
    as the rest: they do harm only where the server takes both spellings. The fix is made only in drafts (`draft: true`):
    an address that may be in use is never changed.
    """
    data = known_metadata(page)
    value = unquote(data.slug.value)
    if not value or data.slug.templated:
        raise NotApplicable("nothing tells the page's address")
    named = data.slug.origin == "file name"
    faults: list[str] = []
    lost = 0.0
    if _is_number(value):
        message = f"the slug {quoted(value)} is a number or a code and does not name the topic"
        better = _from_title(page, max_characters)
        return Verdict(0.5, [Finding(data.slug.span, message, _advice(page, better, named=named))])
    spaced = any(map(str.isspace, value))
    if len(value) > max_characters and not (named and spaced):  # what a generator makes of that nobody knows
        faults.append(f"is {len(value)} characters long")
        lost += 0.5
    if "_" in value.strip("_"):
        faults.append("has underscores between its words")
        lost += 0.5
    if not named and spaced:
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
    usable = better != value and len(better) <= max_characters and better.isascii()
    message = f"the slug {quoted(value)} {', '.join(faults)}"
    advice = _advice(page, better if usable else "", named=named)
    edits = _renamed(page, data.slug, better) if usable and data.draft else ()
    return Verdict(1 - lost, [Finding(data.slug.span, message, advice, edits)])


def _renamed(page: Page, slug: Field, better: str) -> tuple[Edit, ...]:
    """Return the edit of a slug that the front matter writes out, alone or as the last part of an address."""
    if slug.origin != "front matter" or not re.fullmatch(r"[a-z0-9-]+", better):
        return ()
    place = page.source.text.rfind(slug.value, slug.span.start, slug.span.end)
    return (Edit(Span(place, place + len(slug.value)), better),) if place >= 0 else ()


def _is_number(value: str) -> bool:
    """Return whether an address is made of numbers and hashes alone; a year, a date or a version is none."""
    parts = [part for part in _PART.split(value) if part]
    codes = list(map(_CODE.fullmatch, parts))
    return any(codes) and all(code or part.isdigit() for code, part in zip(codes, parts, strict=True))


def _from_title(page: Page, max_characters: int) -> str:
    pack = language(page)
    words = pack.words(metadata(page).title.value.replace("'", "").replace("’", ""))
    if pack.root == "en":
        words = [unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() for word in words]
    made = "-".join(word for word in words if word)
    return made if len(made) <= max_characters else made[: made.rfind("-", 0, max_characters + 1)]


def _advice(page: Page, better: str, *, named: bool) -> str:
    published = page.source.media == "html" and page.front_matter is None
    if not better:
        return (
            "Give the page an address of a few lower-case words, and redirect the old one."
            if published
            else ""
        )
    if published:
        how = f"Publish the page as “{better}”"
    else:
        how = f"Name the file “{better}” or set `slug: {better}`" if named else f"Use “{better}”"
    return f"{how}; if the page is published already, its old address needs a redirect."
