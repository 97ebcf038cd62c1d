"""What to do first over all pages: each rule's fault as most pages have it, what mending it wins, and where it wins most."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seoaudit.packed import heads
from seoaudit.report import Report
from seoaudit.report.page import Advice, PageReport
from seoaudit.reports.between import merges
from seoaudit.reports.figures import opening
from seoaudit.reports.headlines import Headline
from seoaudit.reports.wordings import Told, Wordings

#: Best fixes of the page to begin with.
BEST = 3


class FirstFix(msgspec.Struct, frozen=True):
    """What is wrong and what to do about it, why, on how many pages, and what that wins: points of the mean of all pages.

    ``fact`` is the wording of most pages; ``general`` where it holds of all of those, not of one alone. ``at`` is the
    number in the report of the page among them where most is won, ``line`` the place there, ``remedy`` what to do there.
    """

    rule: str
    fact: str
    general: bool
    remedy: str
    why: str
    points: float
    pages: int
    at: int
    line: int


class Begin(msgspec.Struct, frozen=True):
    """The page to begin with: its number in the report, its score, and that after its ``BEST`` best fixes."""

    at: int
    score: float
    after: float


class FirstFixes:
    """Gathers the advice of pages, one after the other."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._rules = report.rules
        self._failing = frozenset(report.gate.failing)
        self._merged = frozenset(merges(report))
        self._won: dict[str, _Won] = {}
        #: Each page's score, and that after its best fixes, by the page's number.
        self._scores: dict[int, tuple[float, float]] = {}

    def add(self, page: PageReport, index: int) -> None:
        """Add the page with this number in the report."""
        if not page.advice or page.score is None:
            return
        messages = {result.rule: result.findings[0].message for result in page.results if result.findings}
        for advice in page.advice:
            message = messages.get(advice.rule, "")
            # What is said of all pages is said of one that stays, then of one that fails.
            told = 2 * (page.path not in self._merged) + (page.path in self._failing)
            self._won.setdefault(advice.rule, _Won()).add(advice, message, index, told)
        gain = sum(advice.points for advice in page.advice[:BEST])
        self._scores[index] = page.score, min(page.score + gain, 100.0)

    def begin(self, ranked: Sequence[FirstFix], said: Sequence[Headline]) -> Begin | None:
        """Return the page to begin with: the one that what is said first names, be it a headline or the best fix."""
        at = ranked[0].at if ranked else -1
        if said:
            at = next(
                (number for number, head in enumerate(heads(self._report)) if head.path == said[0].path), at
            )
        return Begin(at, *self._scores[at]) if at in self._scores else None

    def ranked(self, pages: int) -> list[FirstFix]:
        """Return the fixes, what wins most first; ``pages`` have a score.

        For a single page they stay in its own order, in which the points add up.
        """
        found = [self._fix(rule, won, pages) for rule, won in self._won.items()]
        return found if pages == 1 else sorted(found, key=lambda fix: (-fix.points, fix.rule))

    def _fix(self, rule: str, won: _Won, pages: int) -> FirstFix:
        info = self._rules.get(rule)
        wording, best = won.wordings.commonest()
        fact = wording.text or (f"does not hold: {info.summary.rstrip('.')}" if info else rule)
        return FirstFix(
            rule,
            fact[:1].upper() + fact[1:],
            wording.general,
            best.remedy,
            opening(info.why) if info else "",
            won.points / pages,
            won.pages,
            best.at,
            best.line,
        )


class _Won:
    """What one rule's fix wins over all pages, and what it says on them."""

    __slots__ = ("pages", "points", "wordings")

    def __init__(self) -> None:
        self.points, self.pages, self.wordings = 0.0, 0, Wordings()

    def add(self, advice: Advice, message: str, index: int, before: int) -> None:
        self.points += advice.points
        self.pages += 1
        told = Told(message, advice.summary, index, advice.location.line, (before, advice.points))
        self.wordings.add(told)
