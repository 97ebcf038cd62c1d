"""Sentence case and title case of headings, spoken of only where it is plain.

Names have capitals in either case, and no list knows them all. So a heading is not called title case unless all of its
words that could be small have capitals, and there are several; NASA, iPhone and C++ tell nothing.
"""

from __future__ import annotations

from typing import Literal

from seoaudit.language.tokens import WORD

#: Words that are small in a title, in English.
_SMALL = frozenset(
    [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "nor", "of", "off", "on", "onto",
        "or", "over", "per", "so", "than", "that", "the", "to", "up", "via", "vs", "with", "yet",
    ]
)  # fmt: skip
#: So many words at least have to have capitals that could be small.
_LEAST = 3


def case_fault(heading: str, case: Literal["sentence", "title"]) -> str:
    """Return the heading as it should be written, ``""`` when it may stand as it is.

    >>> case_fault("How to Choose the Right Touring Bike", "sentence")
    'How to choose the right touring bike'
    >>> case_fault("How Shimano beat Campagnolo", "sentence"), case_fault("Choosing a bike", "title")
    ('', 'Choosing a Bike')
    """
    spans = [match.span() for match in WORD.finditer(heading)]
    begins = {0} | {
        number + 1 for number, (_, end) in enumerate(spans) if heading[end : end + 1] in (":", "?", ".", "!")
    }
    if case == "title":
        wrong = [
            (start, end)
            for number, (start, end) in enumerate(spans)
            if heading[start:end].islower() and (number in begins or heading[start:end] not in _SMALL)
        ]
        return _with(heading, wrong, str.upper) if wrong else ""
    inner = [span for number, span in enumerate(spans) if number not in begins]
    plain = [
        (start, end)
        for start, end in inner
        if heading[start:end].lower() not in _SMALL and heading[start].isalpha()
    ]
    capital = [(start, end) for start, end in plain if heading[start:end].istitle()]
    small = [(start, end) for start, end in plain if heading[start:end].islower()]
    if len(capital) < _LEAST or small:
        return ""
    return _with(heading, [(s, e) for s, e in inner if heading[s:e].istitle()], str.lower)


def _with(heading: str, spans: list[tuple[int, int]], change: object) -> str:
    characters = list(heading)
    for start, _ in spans:
        characters[start] = change(characters[start])  # type: ignore[operator] # one of str's own
    return "".join(characters)
