"""What to do first over several pages: the fixes that win most, and the page to begin with."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.report import Report
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.first_fixes import FirstFixes
from seoaudit.reports.terminal.paper import Paper, Part

_SHOWN = 3


def first_over_all(report: Report, paper: Paper) -> Iterator[str]:
    """Yield the best fixes and the page to begin with, then an empty line; nothing where that would say nothing new.

    Points are what the mean of all pages gains.
    """
    fixes = FirstFixes(report)
    scored = 0
    for index, page in enumerate(report.pages):
        fixes.add(page, index)
        scored += page.score is not None
    ranked = fixes.ranked(scored) if scored > 1 else []
    if not ranked or fixes.begin is None:
        return
    yield from paper.flow(Part("What to do first, over all pages", "strong"))
    for fix in ranked[:_SHOWN]:
        points = Part(f"{f'+{fix.points:.1f}':>5}", "good", solid=True)
        where = Part(f"({counted(fix.pages, 'page')})", "faint", gap=1)
        yield from paper.flow(
            points, Part(fix.text), Part(fix.rule, "rule"), where, indent="  ", hanging=" " * 9
        )
    begin = fixes.begin
    path = Part(f"{report.pages[begin.at].path}:", solid=True)
    said = Part(f"its best fixes take it from {shown(begin.score)} to {shown(begin.after)}.", gap=1)
    yield from paper.flow(Part("Begin with"), path, said, indent="  ", hanging="  ")
    yield ""
