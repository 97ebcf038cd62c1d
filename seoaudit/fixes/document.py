"""The fixes of one document: made together, tried, and kept only where they are better than none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import nsmallest

import msgspec

from seoaudit.engines.page import AuditedPage
from seoaudit.fixes.edits import Repair, edits_of, moved, together
from seoaudit.fixes.encoded import Encoded, NotFixable
from seoaudit.lines import Lines
from seoaudit.model import Edit
from seoaudit.page import Media
from seoaudit.report.page import PageReport

#: A fix can make another one possible, or wait for one that stands in its place; more rounds than this are a quarrel.
MAX_ROUNDS = 10
#: Audits that one document is worth; with more fixes that do not go together than this, some are left.
MAX_AUDITS = 100
#: Bytes that are audited again and again for it, all audits together: a document of megabytes gets fewer of them.
_MAX_AUDITED = 100_000_000
#: Findings that are mended at once. Each is compared with each; the next round goes on behind them.
_MOST_AT_ONCE = 1_000

#: Audits bytes as the document that they are to become.
Audit = Callable[[bytes], AuditedPage]
#: A finding by its rule and the line and column (from 1) at which it begins.
Place = tuple[str, int, int]


class FixedDocument(msgspec.Struct, frozen=True):
    """What became of a document: its bytes, how many findings of each rule were mended, and why others were not."""

    data: bytes
    fixed: dict[str, int] = {}
    left: dict[str, str] = {}


def fix_document(
    data: bytes, media: Media, audit: Audit, *, unsafe: bool = False, only: frozenset[Place] | None = None
) -> FixedDocument:
    """Mend what can be mended in a document's bytes. Never raises for what is in them.

    ``unsafe``: unsafe fixes too. ``only``: only these findings, not what else the document has.
    """
    try:
        return _Workbench(data, media, audit, unsafe, only).mended()
    except NotFixable as reason:
        return FixedDocument(data, left={"": str(reason)})


class _Workbench:
    """A document as it is at the moment, with its audit; every round makes it better or ends the work."""

    def __init__(
        self, data: bytes, media: Media, audit: Audit, unsafe: bool, only: frozenset[Place] | None
    ) -> None:
        self._data, self._media, self._audit = data, media, audit
        self._unsafe, self._only = unsafe, only
        self._encoded = Encoded.of(data, media)
        self._lines = Lines(self._encoded.text)
        self._page = audit(data)
        self._audits = min(MAX_AUDITS, _MAX_AUDITED // max(len(data), 1))
        self._fixed: dict[str, int] = {}
        self._left: dict[str, str] = {}

    def mended(self) -> FixedDocument:
        for _ in range(MAX_ROUNDS):
            self._left = {}
            repairs = self._best(sorted(self._open(), key=lambda each: (each.rule, each.finding.span)))
            if not repairs:
                break
            edits = edits_of(repairs)
            self._take(self._encoded.edited(edits), edits)
            for repair in repairs:
                self._fixed[repair.rule] = self._fixed.get(repair.rule, 0) + 1
        return FixedDocument(self._data, self._fixed, self._left)

    def _open(self) -> list[Repair]:
        """Return what can be mended next."""
        wanted = (
            Repair(rule, finding)
            for rule, finding in self._page.fixable
            if (self._unsafe or finding.applicability == "safe")
            and (self._only is None or (rule, *self._lines.position(finding.span.start)) in self._only)
        )
        first = nsmallest(_MOST_AT_ONCE, wanted, key=lambda each: (each.finding.span, each.rule))
        return together(first, len(self._encoded.text))

    def _best(self, repairs: Sequence[Repair]) -> Sequence[Repair]:
        """Return all repairs if they hold together, otherwise those of each half that do."""
        if not repairs:
            return ()
        reason = self._fault(repairs)
        if not reason:
            return repairs
        if len(repairs) == 1:
            self._left[repairs[0].rule] = reason
            return ()
        middle = len(repairs) // 2
        first, second = self._best(repairs[:middle]), self._best(repairs[middle:])
        both = (*first, *second)
        if not first or not second or not self._fault(both):
            return both
        return first

    def _fault(self, repairs: Sequence[Repair]) -> str:
        """Return what is wrong with the document once the repairs are made, ``""`` when it is better than before."""
        if self._audits <= 0:
            return "there are too many fixes here that do not go together"
        self._audits -= 1
        edits = edits_of(repairs)
        try:
            after = self._audit(self._encoded.edited(edits))
        except NotFixable as reason:
            return str(reason)
        return _fault(self._page.report, after.report) or _still_there(repairs, edits, after)

    def _take(self, data: bytes, edits: Sequence[Edit]) -> None:
        only, before = self._only, self._lines
        self._data = data
        self._encoded = Encoded.of(data, self._media)
        self._lines = Lines(self._encoded.text)
        if only is not None:
            kept = (
                each for each in self._page.fixable if (each[0], *before.position(each[1].span.start)) in only
            )
            places = ((rule, moved(finding.span.start, edits)) for rule, finding in kept)
            self._only = frozenset((rule, *self._lines.position(at)) for rule, at in places)
        self._page = self._audit(data)


def _fault(before: PageReport, after: PageReport) -> str:
    """Return why a document is no better than it was."""
    if after.error:
        return f"the document could not be audited any more: {after.error}"
    old, new = _errors(before), _errors(after)
    for rule, count in new.items():
        if count > old.get(rule, 0):
            return f"{rule} would find a new error"
    lower = (after.score or 0) < (before.score or 0) or (after.earned or 0) < (before.earned or 0)
    return "the page's score would be lower" if lower else ""


def _errors(report: PageReport) -> dict[str, int]:
    """Return by rule how many errors a page has, and which rules broke on it."""
    return {
        result.rule: len(result.findings) or 1
        for result in report.results
        if result.outcome == "errored" or (result.outcome == "failed" and result.severity == "error")
    }


def _still_there(repairs: Iterable[Repair], edits: Sequence[Edit], after: AuditedPage) -> str:
    """Return what was not mended, and would only be changed again the next time."""
    left = {(rule, finding.span.start, finding.message) for rule, finding in after.fixable}
    for rule, finding in repairs:
        start = finding.span.start
        ahead = [
            edit for edit in edits if edit.span.start < start
        ]  # what is inserted right there may belong to it
        if any((rule, at, finding.message) in left for at in (moved(start, edits), moved(start, ahead))):
            return f"{rule} would still find the same"
    return ""
