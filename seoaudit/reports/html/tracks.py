"""The page drawn along one line, from its first word to its last: what stands where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from seoaudit.report.page import PageFacts
from seoaudit.report.page_map import MappedCall, MappedParagraph, PageMap
from seoaudit.reports.html.figures import counted

#: A drawing's width in its own units (places are thousandths), and its height.
WIDTH, HEIGHT = 1000, 24
_TICK = 4
#: Reading ease from which on a text is of each class: easy, plain, fairly hard, hard, and below that very hard.
_EASE = (70, 50, 30, 10)
_EASE_NAMES = ("easy", "plain", "fairly hard", "hard", "very hard")
_LEAST_HEIGHT = 6
#: What an inferred keyphrase may be used more often than reads naturally, as in ``keywords/density``.
_PATIENCE = 4 / 3


class Mark(NamedTuple):
    """A rectangle of a track: ``kind`` is a class of the style sheet, ``label`` what it stands for."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    label: str


class Track(NamedTuple):
    """A row of the drawing. ``summary`` says in words what it shows."""

    name: str
    summary: str
    marks: Sequence[Mark]


def tracks(facts: PageFacts, mapped: PageMap) -> Sequence[Track]:
    """Return the rows of the drawing; rows with nothing on them stay, to show that it is missing."""
    found = [
        Track("Headings", _headings_in_words(mapped), list(_headings(mapped))),
        Track("Reading ease", _ease_in_words(mapped.paragraphs), list(_paragraphs(mapped.paragraphs))),
        Track("Keyphrase", _keyphrase_in_words(facts, mapped), list(_keyphrase(mapped))),
        Track("Calls to action", _calls_in_words(mapped.calls), list(_calls(mapped.calls))),
        Track("Links", _links_in_words(mapped), list(_links(mapped))),
    ]
    return found if mapped.headings or mapped.paragraphs or mapped.links else []


def _tick(place: int, height: int, kind: str, label: str, width: int = _TICK) -> Mark:
    return Mark(min(place, WIDTH - width), HEIGHT - height, width, height, kind, label)


def _headings(mapped: PageMap) -> Iterator[Mark]:
    for heading in mapped.headings:
        height = HEIGHT if heading.level <= 2 else HEIGHT * 2 // 3 if heading.level == 3 else HEIGHT // 3
        yield _tick(heading.place, height, "ink", f"line {heading.line}, h{heading.level}: {heading.text}")


def _headings_in_words(mapped: PageMap) -> str:
    if not mapped.headings:
        return "No headings."
    return f"{counted(len(mapped.headings), 'heading')}; the first after {_share(mapped.headings[0].place)} of the text."


def _paragraphs(paragraphs: Iterable[MappedParagraph]) -> Iterator[Mark]:
    """Yield a bar for each paragraph, the taller the harder: height says what colour alone may not."""
    for paragraph in paragraphs:
        step = _step(paragraph.ease)
        height = max(HEIGHT * (step + 1) // len(_EASE_NAMES), _LEAST_HEIGHT)
        width = max(paragraph.end - paragraph.start - 1, 2)
        label = (
            f"line {paragraph.line}: {counted(paragraph.words, 'word')}, "
            f"reading ease {paragraph.ease} ({_EASE_NAMES[step]})"
        )
        yield Mark(paragraph.start, HEIGHT - height, width, height, f"ease{step}", label)


def _step(ease: int) -> int:
    return next((step for step, least in enumerate(_EASE) if ease >= least), len(_EASE))


def _ease_in_words(paragraphs: Sequence[MappedParagraph]) -> str:
    if not paragraphs:
        return "Not measured."
    words = sum(paragraph.words for paragraph in paragraphs)
    hard = sum(paragraph.words for paragraph in paragraphs if paragraph.ease < _EASE[2])
    hardest = min(paragraphs, key=lambda paragraph: paragraph.ease)
    if not hard:
        return "No paragraph is hard to read."
    return f"{100 * hard // max(words, 1)} % of the words stand in hard paragraphs; begin with line {hardest.line}."


def _keyphrase(mapped: PageMap) -> Iterator[Mark]:
    for place in mapped.keyphrase:
        yield _tick(place, HEIGHT, "accent", f"after {_share(place)} of the text")


def _keyphrase_in_words(facts: PageFacts, mapped: PageMap) -> str:
    if not facts.keyphrase:
        return "No keyphrase."
    natural = facts.keyphrase_natural
    room = f"; {natural[0]} to {natural[1]} read naturally" if natural else ""
    if (
        natural
        and facts.keyphrase_origin == "inferred"
        and natural[0] <= facts.keyphrase_uses <= _PATIENCE * natural[1]
    ):
        # A phrase that nobody chose is given some more room, and no rule speaks up within it.
        room = f", about as often as reads naturally ({natural[0]} to {natural[1]})"
    largest = _largest_gap(mapped.keyphrase)
    gap = (
        f". The longest stretch without it is {_share(largest)} of the text"
        if len(mapped.keyphrase) > 1
        else ""
    )
    uses = (
        f"{counted(facts.keyphrase_uses, 'use')}, other forms of it included"
        if mapped.keyphrase
        else "no use"
    )
    return f"“{facts.keyphrase}”: {uses}{room}{gap}.{_lines(mapped.keyphrase_lines)}"


def _lines(lines: Sequence[int]) -> str:
    """Return the lines on which something stands, with how often where that is more than once.

    >>> _lines([3, 7, 7, 12])
    ' Lines 3, 7 (2 times) and 12.'
    """
    each = [
        f"{line:,} ({times} times)" if times > 1 else f"{line:,}" for line, times in Counter(lines).items()
    ]
    if len(each) > 1:
        each = [", ".join(each[:-1]), each[-1]]
    return f" {'Lines' if len(each) > 1 else 'Line'} {' and '.join(each)}." if each else ""


def _largest_gap(places: Sequence[int]) -> int:
    ordered = [0, *sorted(places), WIDTH]
    return max(after - before for before, after in pairwise(ordered))


def _calls(calls: Iterable[MappedCall]) -> Iterator[Mark]:
    for call in calls:
        height = HEIGHT if call.strength == "strong" else HEIGHT * 2 // 3
        kind = "good" if call.linked else "poor"
        way = "" if call.linked else ", with nothing to act by"
        yield _tick(call.place, height, kind, f"line {call.line}: {call.label or call.kind}{way}", 8)


def _calls_in_words(calls: Sequence[MappedCall]) -> str:
    if not calls:
        return "The page asks its reader for nothing."
    idle = sum(not call.linked for call in calls)
    without = f", {counted(idle, 'of them has', 'of them have')} nothing to act by" if idle else ""
    if idle == len(calls):
        without = ", with nothing to act by"
    last = f"; the last after {_share(max(call.place for call in calls))} of the text"
    return f"{counted(len(calls), 'call')}{without}{last}."


def _links(mapped: PageMap) -> Iterator[Mark]:
    for link in mapped.links:
        own = link.kind in ("internal", "fragment")
        height = HEIGHT if own else HEIGHT * 2 // 3
        yield _tick(
            link.place, height, "accent" if own else "soft", f"line {link.line}, {link.kind}: {link.text}"
        )


def _links_in_words(mapped: PageMap) -> str:
    if not mapped.links:
        return "No links."
    internal = sum(link.kind == "internal" for link in mapped.links)
    total = len(mapped.links) + mapped.links_left_out
    return f"{counted(total, 'link')}, {internal or 'none'} of them to pages of the same site."


def _share(place: int) -> str:
    return f"{place // 10} %"
