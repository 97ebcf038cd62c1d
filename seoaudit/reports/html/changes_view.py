"""What changed since an earlier report, as the report shows it: on its first screen, in a section, and on each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from seoaudit.compare import Changed, Comparison, RuleChange
from seoaudit.model import SEVERITIES
from seoaudit.report.page import Location
from seoaudit.reports.changes import in_short, provisos
from seoaudit.reports.html.figures import Level, level_of, shown
from seoaudit.reports.html.overview import Overview
from seoaudit.reports.listed import Listed

#: Rules in the picture, findings and pages that are shown at once, and how many at all.
BARS, SHOWN, MOST = 6, 8, 200
#: Width of half of the picture of a rule's points.
_HALF = 50
#: Fixed findings of one page that are named.
_FIXED = 50

T = TypeVar("T")


class RuleBar(NamedTuple):
    """A rule's bar: it runs from the middle to the right for points won, to the left for points lost."""

    change: RuleChange
    x: float
    width: float
    kind: Level


class ChangedPage(NamedTuple):
    """A page's scores, with its number in the table (-1: it is not there), and what is new and fixed on it."""

    row: int
    path: str
    before: float | None
    after: float | None
    new: int
    fixed: int


class ChangedFinding(NamedTuple):
    """A finding that is new or fixed, with the number of its page in the table."""

    row: int
    path: str
    finding: Listed


class Folded(NamedTuple, Generic[T]):
    """Entries of a list: those shown at once, those folded away, and how many are not told."""

    shown: Sequence[T]
    folded: Sequence[T]
    left_out: int


class PageChanges(NamedTuple):
    """What changed on one page. ``before``: its score then, ``None`` where it had none. ``new`` are its findings' keys."""

    before: float | None
    added: bool
    new: frozenset[tuple[str, Location, str]]
    fixed: Sequence[Listed]
    fixed_left_out: int

    def is_new(self, rule: str, location: Location, message: str) -> bool:
        """Return whether a finding was not there before."""
        return (rule, location, message) in self.new


class ChangesView(NamedTuple):
    """The comparison. ``by_row`` has what each row of the table says of its change: the points, or that it is new."""

    sentence: str
    provisos: Sequence[str]
    found: Comparison
    before: float | None
    after: float | None
    bars: Sequence[RuleBar]
    other_rules: int
    other_points: float
    pages: Folded[ChangedPage]
    new: Folded[ChangedFinding]
    fixed: Folded[ChangedFinding]
    removed: Folded[str]


class Changes:
    """A comparison laid out by page."""

    def __init__(self, found: Comparison, seen: Overview) -> None:
        self._found, self._seen = found, seen
        self._new = _by_path(found.new)
        self._fixed = _by_path(found.fixed)
        self._scores = {page.path: page for page in found.pages}
        self._added = frozenset(found.added)

    def view(self) -> ChangesView:
        """Return what the first screen and the section show."""
        found = self._found
        told = [change for change in found.rules if change.points][:BARS]
        others = [change for change in found.rules if change.points][BARS:]
        one_sided = self._added.union(found.removed)
        pages = [self._page(page) for page in found.pages if page.path not in one_sided]
        return ChangesView(
            in_short(found),
            list(provisos(found)),
            found,
            found.shared.before,
            found.shared.after,
            _bars(told),
            len(others),
            sum(change.points for change in others) + found.cap,
            _folded(pages, SHOWN),
            self._findings(found.new),
            self._findings(found.fixed),
            _folded([path.removeprefix(self._seen.folder) for path in found.removed], SHOWN),
        )

    def of_page(self, path: str, score: float | None) -> PageChanges:
        """Return what changed on the page at a path, which has this score."""
        changed = self._scores.get(path)
        fixed = self._fixed.get(path, ())
        return PageChanges(
            changed.before if changed is not None else score,
            path in self._added,
            frozenset((each.rule, each.location, each.message) for each in self._new.get(path, ())),
            fixed[:_FIXED],
            max(len(fixed) - _FIXED, 0),
        )

    def of_row(self, path: str) -> tuple[float, str]:
        """Return the points that a page won, and what its row says of them."""
        path = self._seen.folder + path
        if path in self._added:
            return 0.0, "new"
        changed = self._scores.get(path)
        if changed is None or changed.before is None or changed.after is None:
            return 0.0, ""
        difference = shown(changed.after) - shown(changed.before)
        return changed.after - changed.before, f"{difference:+d}".replace("-", "−") if difference else ""

    def _page(self, page: Changed) -> ChangedPage:
        path = page.path
        return ChangedPage(
            self._seen.places.get(path, -1),
            path.removeprefix(self._seen.folder),
            page.before,
            page.after,
            len(self._new.get(path, ())),
            len(self._fixed.get(path, ())),
        )

    def _findings(self, findings: Sequence[Listed]) -> Folded[ChangedFinding]:
        worst = sorted(findings, key=lambda each: SEVERITIES.index(each.severity))
        found = [
            ChangedFinding(
                self._seen.places.get(each.path, -1), each.path.removeprefix(self._seen.folder), each
            )
            for each in islice(worst, MOST)
        ]
        return Folded(found[:SHOWN], found[SHOWN:], len(worst) - len(found))


def _folded(entries: Sequence[T], at_once: int) -> Folded[T]:
    return Folded(entries[:at_once], entries[at_once:MOST], max(len(entries) - MOST, 0))


def _by_path(findings: Sequence[Listed]) -> Mapping[str, Sequence[Listed]]:
    found: dict[str, list[Listed]] = {}
    for each in findings:
        found.setdefault(each.path, []).append(each)
    return found


def _bars(changes: Sequence[RuleChange]) -> list[RuleBar]:
    """Return the bars of rules; the longest takes its half, and a short one can still be seen."""
    most = max((abs(change.points) for change in changes), default=0.0) or 1.0
    bars = []
    for change in changes:
        width = round(max(_HALF * abs(change.points) / most, 1.0), 1)
        won = change.points > 0
        bars.append(RuleBar(change, _HALF if won else _HALF - width, width, level_of(100 if won else 0)))
    return bars
