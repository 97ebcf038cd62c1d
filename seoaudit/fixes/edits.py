"""Edits of one text: which of them go together, and the text that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from seoaudit.model import Edit, Finding, Span


class Repair(NamedTuple):
    """A finding that carries edits, with the id of its rule."""

    rule: str
    finding: Finding


def together(repairs: Iterable[Repair], length: int) -> list[Repair]:
    """Return repairs whose edits leave each other alone, the first in the text first; the others have to wait.

    ``length`` is the text's. Left out for good is a repair whose edits overlap each other or lie outside of the text.
    """
    taken: list[Span] = []
    chosen = []
    for repair in sorted(
        repairs, key=lambda each: (min(edit.span for edit in each.finding.edits), each.rule)
    ):
        spans = [edit.span for edit in repair.finding.edits]
        inside = all(0 <= span.start <= span.end <= length for span in spans)
        apart = not any(_touch(a, b) for number, a in enumerate(spans) for b in spans[:number])
        if inside and apart and not any(_touch(span, other) for span in spans for other in taken):
            taken += spans
            chosen.append(repair)
    return chosen


def _touch(one: Span, other: Span) -> bool:
    """Return whether two spans overlap, or one that inserts stands at a border of the other."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def edits_of(repairs: Iterable[Repair]) -> list[Edit]:
    """Return the edits of repairs in the order of the text."""
    return sorted((edit for each in repairs for edit in each.finding.edits), key=lambda edit: edit.span)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with edits made that are in order and apart; ends of lines become those around them."""
    return "".join(pieces(text, edits))


def pieces(text: str, edits: Sequence[Edit]) -> Iterable[str]:
    """Yield the edited text piece by piece: what stays and what is put in by turns."""
    at = 0
    for edit in edits:
        yield text[at : edit.span.start]
        yield edit.text.replace("\n", newline_at(text, edit.span.start)) if "\n" in edit.text else edit.text
        at = edit.span.end
    yield text[at:]


def newline_at(text: str, at: int) -> str:
    r"""Return how lines end around a place: as the line there does, or the one before it.

    >>> newline_at("one\r\ntwo\r\n", 6), newline_at("one", 1)
    ('\r\n', '\n')
    """
    end = text.find("\n", at)
    if end < 0:
        end = text.rfind("\n", 0, at)
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def moved(offset: int, edits: Iterable[Edit]) -> int:
    """Return where an offset of the text is after edits in order; one in a part that is replaced is at its beginning.

    >>> moved(9, [Edit(Span(2, 4), "longer")])
    13
    """
    shift = 0
    for edit in edits:
        if offset < edit.span.end:
            return min(offset, edit.span.start) + shift
        if edit.span.start > offset:
            break
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return offset + shift
