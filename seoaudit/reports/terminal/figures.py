"""Figures as people are shown them: scores, points, counts, and what the best fixes of a page win."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report.page import Advice, Location, PageReport, ReportedResult
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.terminal.paper import Part, Style

#: How many fixes a page shows first.
FIRST = 3
#: Fewer points are not worth to be begun with: they are shown as 0.0.
_LEAST_GAIN = 0.05

_GRADE_STYLE: Mapping[str, Style] = {"A": "good", "B": "good", "C": "fair", "D": "fair", "F": "poor"}
_COUNT_WORDS: Mapping[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("info", "info"),
}


class Fix(msgspec.Struct, frozen=True):
    """One of a page's best fixes. ``points`` as shown: what it adds to the rounded score."""

    rule: str
    points: float
    message: str
    fix: str
    location: Location
    places: int


class BestFixes(msgspec.Struct, frozen=True):
    """The few fixes worth most, and the score once they are made (``None``: a blocker still caps it)."""

    fixes: tuple[Fix, ...]
    before: int
    gain: float
    after: int | None


def grade_style(grade: str) -> Style:
    """Return the colour of a grade."""
    return _GRADE_STYLE.get(grade, "plain")


def score_style(score: float) -> Style:
    """Return the colour of a category's score: its own grade's."""
    return "good" if score >= 80 else "fair" if score >= 60 else "poor"


def findings_by_severity(page: PageReport) -> dict[Severity, int]:
    """Return how many findings of each severity the page has; a failed rule without a place counts as one."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for result in page.results:
        if result.outcome == "failed":
            counts[result.severity] += max(len(result.findings), 1)
    return counts


def tally(counts: Mapping[Severity, int]) -> tuple[Part, ...]:
    """Return ``2 errors, 14 warnings`` as parts; severities without findings are left out."""
    present = [severity for severity in SEVERITIES if counts.get(severity)]
    return tuple(
        Part(
            counted(counts[severity], *_COUNT_WORDS[severity]) + ("," if severity != present[-1] else ""),
            "faint" if severity == "info" else severity,
            solid=True,
            gap=2 if severity == present[0] else 1,
        )
        for severity in present
    )


def best_fixes(page: PageReport) -> BestFixes:
    """Return the first few pieces of advice, and the score that following them reaches."""
    failed = {result.rule: result for result in page.results if result.outcome == "failed"}
    worth = [each for each in page.advice if each.points >= _LEAST_GAIN or each.rule in page.blockers]
    chosen = [advice for advice in worth if advice.rule in failed][:FIRST]
    gain = sum(advice.points for advice in chosen)
    capped = set(page.blockers) - {advice.rule for advice in chosen}
    before = page.score or 0.0
    fixes = tuple(_fix(advice, failed[advice.rule]) for advice in chosen)
    return BestFixes(fixes, shown(before), gain, None if capped else shown(min(before + gain, 100)))


def _fix(advice: Advice, result: ReportedResult) -> Fix:
    finding = result.findings[0] if result.findings else None
    message = finding.message if finding else ""
    return Fix(
        advice.rule, advice.points, message, advice.summary, advice.location, max(len(result.findings), 1)
    )
