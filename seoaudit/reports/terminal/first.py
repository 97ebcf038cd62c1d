"""What to do first over several pages: the fixes that win most, and the page to begin with."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.report import Report
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.first_fixes import FirstFix, FirstFixes
from seoaudit.reports.headlines import headlines
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
    said = headlines(report)
    begin = fixes.begin(ranked, said)
    if begin is None:
        return
    yield from paper.flow(Part("What to do first, over all pages", "strong"))
    for headline in said:
        yield from paper.flow(
            Part(headline.text, "strong"), Part(headline.rule, "rule"), indent="  ", hanging="  "
        )
    for fix in ranked[:_SHOWN]:
        points = Part(f"{f'+{fix.points:.1f}':>5}", "good", solid=True)
        text = f"{_sentence(fix.fact)} {fix.remedy}"
        yield from paper.flow(
            points, Part(text), Part(fix.rule, "rule"), _where(fix, report), indent="  ", hanging=" " * 9
        )
    path = Part(f"{report.pages[begin.at].path}:", solid=True)
    gained = Part(f"its best fixes take it from {shown(begin.score)} to {shown(begin.after)}.", gap=1)
    yield from paper.flow(Part("Begin with"), path, gained, indent="  ", hanging="  ")
    yield ""


def _where(fix: FirstFix, report: Report) -> Part:
    """Return on how many pages a fix is wanted, and where what is said of it stands."""
    pages = counted(fix.pages, "page")
    if fix.general and fix.pages > 1:
        return Part(f"({pages})", "faint", gap=1)
    place = report.pages[fix.at].path + (f":{fix.line}" if fix.line > 1 else "")
    return Part(f"({pages}, this one is {place})" if fix.pages > 1 else f"({place})", "faint", gap=1)


def _sentence(text: str) -> str:
    return text if text[-1:] in ".!?…" else f"{text}."
