"""One page in the table of pages, and what its details begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from seoaudit.model import Severity
from seoaudit.report import RuleInfo
from seoaudit.report.page import PageReport
from seoaudit.reports.html.figures import opening
from seoaudit.reports.html.shared import Shared
from seoaudit.reports.html.titles import title

#: Characters of a title, and of what the details begin with.
_TITLE, _ADVICE = 120, 110


class Row(NamedTuple):
    """One page in the table. ``number`` is its place in the file, the weakest page first; ``at`` its place in the report.

    ``path`` is without the folder that all pages share. ``rules``: numbers of the failed rules in
    ``Overview.failing``. ``advice`` is what its details begin with, and ``severity`` how grave that is: what its site says
    of it, or an error, both without ``points``; or what wins most.
    """

    number: int
    at: int
    path: str
    title: str
    score: float | None
    grade: str
    errors: int
    warnings: int
    notes: int
    words: int
    keyphrase: str
    advice: str
    severity: Severity
    points: float
    fails: bool
    rules: str
    error: str


def row_of_page(
    page: PageReport,
    index: int,
    folder: str,
    numbers: Mapping[str, int],
    rules: Mapping[str, RuleInfo],
    *,
    fails: bool,
) -> Row:
    """Return a page's row; ``numbers`` are those of the rules that failed anywhere. Its place in the file is not known yet."""
    counts = {"error": 0, "warning": 0, "info": 0}
    failed = []
    for result in page.results:
        if result.outcome == "failed":
            counts[result.severity] += max(len(result.findings), 1)
            if result.rule in numbers:
                failed.append(numbers[result.rule])
    summary, severity, won = _first_on(page, rules)
    return Row(
        0, index, page.path.removeprefix(folder), page.facts.title[:_TITLE], page.score, page.grade,
        counts["error"] + bool(page.error), counts["warning"], counts["info"], page.facts.words, page.facts.keyphrase[:_TITLE],
        opening(summary, _ADVICE), severity, won, fails,
        " ".join(map(str, failed)), page.error,
    )  # fmt: skip


def _first_on(page: PageReport, rules: Mapping[str, RuleInfo]) -> tuple[str, Severity, float]:
    """Return what the page's own list begins with: its first error, or its best fix with the points."""
    order = {advice.rule: place for place, advice in enumerate(page.advice)}
    errors = [each for each in page.results if each.outcome == "failed" and each.severity == "error"]
    if errors:
        first = min(errors, key=lambda each: (order.get(each.rule, len(order)), each.rule))
        return title(first, rules.get(first.rule)), "error", 0.0
    if not page.advice:
        return "", "warning", 0.0
    best = page.advice[0]
    titles = (title(each, rules.get(each.rule)) for each in page.results if each.rule == best.rule)
    return next(titles, best.summary), "warning", best.points


def with_shared(row: Row, entries: Sequence[Shared]) -> Row:
    """Return a page's row with what its site says of it, where the page's details begin with that."""
    if row.error or row.score is None or not entries:
        return row
    first = entries[0]
    if not first.first and row.severity == "error":
        return row
    return row._replace(advice=opening(first.title, _ADVICE), severity=first.severity, points=0.0)
