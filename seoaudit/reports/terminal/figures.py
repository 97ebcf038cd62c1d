"""Figures as people are shown them: scores, points, counts, and what the best fixes of a page win."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Location, PageReport, ReportedResult
from seoaudit.reports.terminal.paper import Part, Style

#: How many fixes a page shows first.
FIRST = 3

_GRADE_STYLE: Mapping[str, Style] = {"A": "good", "B": "good", "C": "fair", "D": "fair", "F": "poor"}
_COUNT_WORDS: Mapping[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("info", "info"),
}


class Fix(NamedTuple):
    """One of a page's best fixes. ``points`` as shown: what it adds to the rounded score."""

    rule: str
    points: int
    message: str
    fix: str
    location: Location
    places: int


class BestFixes(NamedTuple):
    """The few fixes worth most, and the score once they are made (``None``: a blocker still caps it)."""

    fixes: tuple[Fix, ...]
    before: int
    after: int | None


def shown(score: float) -> int:
    """Return a score as people see it: rounded down. The allowance is for the report's four decimals.

    >>> shown(59.96), shown(99.99995)
    (59, 100)
    """
    return math.floor(score + 1e-4)


def figure(value: float) -> str:
    """Return a measured value with as many digits as mean something.

    >>> figure(1204.0), figure(28.345), figure(0.4567), figure(12.0)
    ('1,204', '28.3', '0.46', '12')
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    decimals = 1 if abs(value) >= 1 else 2
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".") or "0"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "page"), counted(1200, "page"), counted(2, "is", "are")
    ('1 page', '1,200 pages', '2 are')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


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
    """Return the page's best fixes: blockers first, since nothing helps while they cap the score.

    The points are differences of rounded scores, so that what is shown adds up.
    """
    failed = {result.rule: result for result in page.results if result.outcome == "failed"}
    worth = {advice.rule: advice.points for advice in page.advice}
    blockers = [rule for rule in page.blockers if rule in failed]
    others = [
        advice.rule for advice in page.advice if advice.rule not in page.blockers and advice.rule in failed
    ]
    chosen = (blockers + others)[:FIRST]
    before = shown(page.score or 0)
    exact = page.earned if page.earned is not None else page.score or 0
    capped = len(blockers)
    reached, fixes = before, []
    for rule in chosen:
        exact += worth.get(rule, 0)
        capped -= rule in page.blockers
        after = reached if capped > 0 else max(shown(min(exact, 100)), reached)
        fixes.append(_fix(page, failed[rule], after - reached))
        reached = after
    return BestFixes(tuple(fixes), before, reached if capped <= 0 else None)


def _fix(page: PageReport, result: ReportedResult, points: int) -> Fix:
    advice = next((entry for entry in page.advice if entry.rule == result.rule), None)
    finding = result.findings[0] if result.findings else None
    location = advice.location if advice else finding.location if finding else Location(1, 1, 1, 1)
    fix = advice.summary if advice else finding.fix if finding else ""
    message = finding.message if finding else ""
    return Fix(result.rule, points, message, fix, location, max(len(result.findings), 1))
