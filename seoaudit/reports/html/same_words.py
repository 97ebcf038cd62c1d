"""Which rules speak of the same words: a link that three of them are about is one place to mend, not three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from seoaudit.report.page import Location

#: Characters: what is longer is a sentence or a paragraph, in which other faults merely stand.
_LONGEST = 120


def same_words(found: Iterable[tuple[str, Location]]) -> Mapping[tuple[str, Location], Sequence[str]]:
    """Return for each finding (its rule and place) the other rules that have one on words they share.

    >>> link, word = Location(4, 10, 4, 40), Location(4, 12, 4, 20)
    >>> same_words([("links/a", link), ("keywords/b", word)])[("links/a", link)]
    ['keywords/b']
    """
    on_line: dict[int, list[tuple[str, Location]]] = defaultdict(list)
    for rule, at in found:
        if _is_short(at):
            on_line[at.line].append((rule, at))
    return {
        (rule, at): others
        for places in on_line.values()
        for rule, at in places
        if (
            others := list(
                dict.fromkeys(other for other, there in places if other != rule and _meet(at, there))
            )
        )
    }


def _is_short(at: Location) -> bool:
    """Return whether a place is a few words; what concerns the page as a whole is said at its very start."""
    return (
        at.line == at.end_line
        and (at.line, at.column) != (1, 1)
        and 0 < at.end_column - at.column <= _LONGEST
    )


def _meet(one: Location, other: Location) -> bool:
    return one.column < other.end_column and other.column < one.end_column
