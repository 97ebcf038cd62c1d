"""What should stand in the place of a match: the proposal, the edit where one is safe, and phrases that are exceptions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Literal

from seoaudit.data_rules.kind import Workshop
from seoaudit.data_rules.scopes import SCOPES, place
from seoaudit.data_rules.searching import Found, Match, compiled, phrase_pattern, searchable
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Edit, Finding
from seoaudit.page import Page

#: Whether `--fix` may write a replacement into the page.
Fixing = Literal["safe", "unsafe", "never"]
#: What could be markup, or end a value of the front matter: a replacement with it is only proposed.
_MARKUP = lazy_regex(r"[<>&\[\]`*_{}|\\\r\n]")
_MATTER = lazy_regex(r"[\"':#,!%@]")


def groups_of(match: Match) -> dict[str, str]:
    """Return a match's groups by number and name, and all of it as ``match``."""
    groups = {str(number): each or "" for number, each in enumerate(match.groups(), start=1)}
    return {"match": match[0], **groups, **{name: each or "" for name, each in match.groupdict().items()}}


def replaced(
    page: Page,
    found: Found,
    right: str,
    tools: Workshop,
    fixing: Fixing,
    groups: dict[str, str] | None = None,
) -> Finding:
    """Return the finding of something that should be written in another way, with the edit where one is safe."""
    values = {
        **(groups or {}),
        "match": found.match[0],
        "replacement": right,
        "scope": SCOPES[found.scope].one,
    }
    span = place(page, found.passage, *found.match.span())
    message, fix = tools.message(values), tools.fix(values)
    if fixing == "never" or SCOPES[found.scope].is_address or not _writable(page, found, right):
        return Finding(span, message, fix)
    return Finding(span, message, fix, edits=(Edit(span, right),), applicability=fixing)


def _writable(page: Page, found: Found, right: str) -> bool:
    """Return whether the match stands in the source as it reads, and what replaces it is plain text there too."""
    span = place(page, found.passage, *found.match.span())
    if page.source.text[slice(*span)] != found.match[0] or _MARKUP.search(right):
        return False
    return found.passage.start >= 0 or not _MATTER.search(right)


def as_begun(right: str, written: str) -> str:
    """Return a replacement with a capital where the sentence began with one; names keep their own letters."""
    if right == right.lower() and written[:1].isupper():
        return right[:1].upper() + right[1:]
    return right


def exceptions(phrases: tuple[str, ...]) -> Callable[[Iterator[Found]], Iterator[Found]]:
    """Return a filter that takes out matches inside of the phrases."""
    if not phrases:
        return lambda every: every
    pattern = phrase_pattern(phrases, match_case=False, whole_words=True)

    def left(every: Iterator[Found]) -> Iterator[Found]:
        regex = compiled(pattern)
        seen, spared = "", list[tuple[int, int]]()
        for found in every:
            if found.passage.text is not seen:
                seen = found.passage.text
                spared = [match.span() for match in regex.finditer(searchable(seen))]
            start, end = found.match.span()
            at = bisect_right(spared, (start, len(seen))) - 1
            if at < 0 or end > spared[at][1]:
                yield found

    return left
