"""What to do first over all pages: each rule's fix, what it wins, and the place where it wins most."""

from __future__ import annotations

from typing import NamedTuple

from seoaudit.report import Advice, PageReport, Report
from seoaudit.reports.figures import opening

#: Best fixes of the page to begin with.
BEST = 3


class FirstFix(NamedTuple):
    """What to do, why, on how many pages, and what that wins: points of the mean of all pages.

    ``at`` is the number in the report of the page where most is won, ``line`` the place there, ``example`` what is
    wrong at it, and ``remedy`` what to do there, where that says more than ``text``.
    """

    rule: str
    text: str
    why: str
    points: float
    pages: int
    at: int
    line: int
    example: str
    remedy: str


class Begin(NamedTuple):
    """The page to begin with: its number in the report, its score, and that after its ``BEST`` best fixes."""

    at: int
    score: float
    after: float


class FirstFixes:
    """Gathers the advice of pages, one after the other."""

    def __init__(self, report: Report) -> None:
        self._rules = report.rules
        self._failing = frozenset(report.gate.failing)
        self._won: dict[str, _Won] = {}
        self._begin: tuple[bool, float, Begin] | None = None

    def add(self, page: PageReport, index: int) -> None:
        """Add the page with this number in the report."""
        if not page.advice or page.score is None:
            return
        messages = {result.rule: result.findings[0].message for result in page.results if result.findings}
        for advice in page.advice:
            self._won.setdefault(advice.rule, _Won()).add(advice, messages.get(advice.rule, ""), index)
        gain = sum(advice.points for advice in page.advice[:BEST])
        order = page.path in self._failing, gain
        if self._begin is None or order > self._begin[:2]:
            self._begin = *order, Begin(index, page.score, min(page.score + gain, 100.0))

    @property
    def begin(self) -> Begin | None:
        """Return the page whose best fixes win most, of those that fail the gate where some do."""
        return self._begin[2] if self._begin is not None else None

    def ranked(self, pages: int) -> list[FirstFix]:
        """Return the fixes, what wins most first; ``pages`` have a score.

        For a single page they stay in its own order, in which the points add up.
        """
        found = [self._fix(rule, won, pages) for rule, won in self._won.items()]
        return found if pages == 1 else sorted(found, key=lambda fix: (-fix.points, fix.rule))

    def _fix(self, rule: str, won: _Won, pages: int) -> FirstFix:
        info = self._rules.get(rule)
        # A page's own wording goes with what was found there; the rule's stands by itself.
        text = info.fix if info and pages > 1 else won.remedy
        return FirstFix(
            rule,
            opening(text) if pages > 1 else text,
            opening(info.why) if info else "",
            won.points / pages,
            won.pages,
            won.index,
            won.line,
            won.example,
            "" if text == won.remedy else opening(won.remedy),
        )


class _Won:
    """What one rule's fix wins over all pages, and the page where it wins most."""

    __slots__ = ("best", "example", "index", "line", "pages", "points", "remedy")

    def __init__(self) -> None:
        self.points = self.best = 0.0
        self.pages = self.index = self.line = 0
        self.example = self.remedy = ""

    def add(self, advice: Advice, message: str, index: int) -> None:
        self.points += advice.points
        self.pages += 1
        if self.pages == 1 or advice.points > self.best:
            self.best, self.index = advice.points, index
            self.example, self.remedy, self.line = message, advice.summary, advice.location.line
