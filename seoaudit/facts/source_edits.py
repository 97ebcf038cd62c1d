"""Edits that several rules offer: of a heading's level, of a link's target, of front matter.

Each looks at the source as it is written and gives nothing where that is not as expected: a fix that is left out costs
less than one that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Edit, Span
from seoaudit.page import Heading, Link, Page

_HASHES = lazy_regex(r"#{1,6}(?=[ \t])")
_CLOSING_HASHES = lazy_regex(r"[ \t](#+)[ \t]*\Z")
_UNDERLINE = lazy_regex(r"(\r?\n)[ \t]*(=+|-+)[ \t]*\Z")
_OPENING_TAG = lazy_regex(r"<h([1-6])(?=[\s>])", re.IGNORECASE)
_CLOSING_TAG = lazy_regex(r"</h([1-6])\s*>\Z", re.IGNORECASE)
#: What may follow a link's target: a title, and the closing bracket.
_AFTER_TARGET = r">?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)\Z"


def level_edits(page: Page, headings: Iterable[Heading], step: int) -> tuple[Edit, ...]:
    """Return the edits that move headings down by so many levels (up where negative); ids and texts stay.

    Nothing is returned where one of them cannot be moved: it is made by a component, or its level would not be 1 to 6.
    """
    edits: list[Edit] = []
    for heading in headings:
        own = _level_edits(page, heading, heading.level + step)
        if not own:
            return ()
        edits += own
    return tuple(edits)


def _level_edits(page: Page, heading: Heading, level: int) -> list[Edit]:
    text, (start, end) = page.source.text[heading.span.start : heading.span.end], heading.span
    if not 1 <= level <= 6:
        return []
    if hashes := _HASHES.match(text):
        edits = [Edit(Span(start, start + hashes.end()), "#" * level)]
        closing = _CLOSING_HASHES.search(text)
        if closing and closing.start() > hashes.end() and len(closing[1]) == hashes.end():
            edits.append(Edit(Span(start + closing.start(1), start + closing.end(1)), "#" * level))
        return edits if hashes.end() == heading.level else []
    opening, closing = _OPENING_TAG.match(text), _CLOSING_TAG.search(text)
    if opening and closing and opening[1] == closing[1] == str(heading.level):
        places = (start + opening.start(1), start + closing.start(1))
        return [Edit(Span(at, at + 1), str(level)) for at in places]
    if page.source.media == "markdown" and (underline := _UNDERLINE.search(text)):
        return _underlined(text, start, end, underline, level)
    return []


def _underlined(text: str, start: int, end: int, underline: re.Match[str], level: int) -> list[Edit]:
    """Return the edits of a heading that a line of ``=`` or ``-`` stands under, which has only two levels."""
    title = text[: underline.start()]
    if level <= 2:
        mark = "=" if level == 1 else "-"
        return [
            Edit(Span(start + underline.start(2), start + underline.end(2)), mark * max(len(underline[2]), 3))
        ]
    if "\n" in title or title.rstrip().endswith("#"):
        return []
    return [Edit(Span(start, start), "#" * level + " "), Edit(Span(start + len(title.rstrip()), end), "")]


def target_edit(page: Page, link: Link, target: str) -> Edit | None:
    """Return the edit that gives a link another target; ``None`` where its target cannot be told from other text.

    A bare address and one in angle brackets are their own text, which changes with them. Of a reference link the target
    stands elsewhere, and is left.
    """
    text, start = page.source.text[link.span.start : link.span.end], link.span.start
    written = link.target
    if not written:
        return None
    if link.origin in ("bare", "autolink"):
        at = 0 if text == written else 1
        found = text in (written, f"<{written}>")
        return Edit(Span(start + at, start + at + len(written)), target) if found else None
    if link.origin == "markdown":
        match = re.search(r"\]\(\s*<?(" + re.escape(written) + ")" + _AFTER_TARGET, text)
        return Edit(Span(start + match.start(1), start + match.end(1)), target) if match else None
    places = list(re.finditer(r"(?<=[\"'=])" + re.escape(written) + r"(?=[\"'\s>])", text))
    if len(places) != 1:
        return None
    return Edit(Span(start + places[0].start(), start + places[0].end()), target)


def trimmed_edits(page: Page, keys: Iterable[str]) -> Iterator[tuple[str, Span, tuple[Edit, ...]]]:
    """Yield for each quoted front matter value with white space at its ends: key, place, and the edits that take it away.

    Lists of strings are looked into.
    """
    matter = page.front_matter
    for key in keys if matter is not None else ():
        assert matter is not None  # noqa: S101 - as asked above
        value, span = matter.get(key), matter.spans.get(key)
        values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        padded = [each for each in values if isinstance(each, str) and each.strip() not in ("", each)]
        if span is None or not padded:
            continue
        raw = page.source.text[span.start : span.end]
        for each in dict.fromkeys(padded):
            # Only what is written out between quotes: escapes and blocks of lines are more than their text.
            found = re.search(r"([\"'])(" + re.escape(each) + r")\1", raw)
            if found is None or "\n" in each:
                continue
            begin, end = span.start + found.start(2), span.start + found.end(2)
            left, right = len(each) - len(each.lstrip()), len(each) - len(each.rstrip())
            edits = [Edit(Span(begin, begin + left), "")] if left else []
            edits += [Edit(Span(end - right, end), "")] if right else []
            yield key, Span(begin, end), tuple(edits)


def key_edit(page: Page, key: str, value: str) -> Edit | None:
    """Return the edit that adds a key with a text to the end of YAML or TOML front matter; ``None`` where there is none."""
    matter = page.front_matter
    if matter is None or matter.format == "json" or not matter.data:
        return None
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if not value.isprintable():
        return None
    if matter.format == "yaml":
        at = page.source.text.rfind("\n", matter.span.start, matter.span.end) + 1
        return Edit(Span(at, at), f"{key}: {quoted}\n")
    # In TOML what follows a table's head belongs to the table, so a key of the page goes first.
    at = page.source.text.find("\n", matter.span.start) + 1
    return Edit(Span(at, at), f"{key} = {quoted}\n")
