"""Markdown for a pull request's comment: the verdict, the pages, what to do first, and the rest folded away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seoaudit.compare import Comparison
from seoaudit.model import SEVERITIES, Severity
from seoaudit.packed import PageHead, heads
from seoaudit.report import Report
from seoaudit.report.page import PageReport
from seoaudit.reports.between import Between, merges
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.headlines import headlines
from seoaudit.reports.listed import Listed, not_listed, worst_first
from seoaudit.reports.markdown_changes import LIMIT, PATH, TEXT, changes, finding
from seoaudit.reports.markdown_text import advice, code, plain
from seoaudit.reports.options import RenderOptions

#: By this a program that posts the report finds its own comment again.
MARK = "<!-- seoaudit -->"
_PAGES, _FIRST = 20, 3
#: How many findings of a severity are told, when there is room.
_FINDINGS: Mapping[Severity, int] = {"error": 60, "warning": 60, "info": 30}
_NOUNS: Mapping[Severity, tuple[str, str]] = {
    "error": ("🔴", "error"),
    "warning": ("🟡", "warning"),
    "info": ("🔵", "note"),
}
_CLOSING = "\n</details>\n\n"


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the comment, never longer than ``LIMIT`` characters."""
    top = "".join(_top(report, options.compared))
    end = f"<sub>{plain(report.disclaimer)}</sub>\n"
    yield top
    room = LIMIT - len(top) - len(end)
    found = worst_first(report)
    for severity in SEVERITIES:
        of_kind = [each for each in found if each.severity == severity]
        more = not_listed(report, severity)
        if of_kind or more:
            block = "".join(_folded(severity, of_kind, more, room))
            yield block
            room -= len(block)
    yield end


def _top(report: Report, compared: Comparison | None) -> Iterator[str]:
    pages = heads(report)
    yield f"{MARK}\n## seoaudit: {_verdict(report)}\n\n"
    yield from (f"- {plain(failure, TEXT)}\n" for failure in report.gate.failures)
    yield "\n" if report.gate.failures else ""
    if compared is not None:
        yield from changes(compared)
    failing = set(report.gate.failing)
    ranked = sorted(
        enumerate(pages), key=lambda entry: (entry[1].path not in failing, entry[1].score or 0, entry[1].path)
    )
    if ranked:
        yield "| | page | score | errors | warnings |\n|---|---|--:|--:|--:|\n"
        for _, page in ranked[:_PAGES]:
            yield _row(page, fails=page.path in failing)
        if len(ranked) > _PAGES:
            yield f"\n… and {counted(len(ranked) - _PAGES, 'more page')}.\n"
        yield "\n"
    merged = merges(report)
    stay_first = sorted(ranked, key=lambda entry: entry[1].path in merged)
    yield from _advice(report, [report.pages[number] for number, _ in stay_first[:_FIRST]], merged)


def _verdict(report: Report) -> str:
    word = "passed ✅" if report.gate.passed else "failed ❌"
    score = report.summary.score
    mean = "" if score is None else f", mean score {shown(score)} {report.summary.grade}"
    return f"{word}{mean}, {counted(report.summary.pages, 'page')}"


def _row(page: PageHead, *, fails: bool) -> str:
    score = "–" if page.score is None else f"{shown(page.score)} {page.grade}"
    errors, warnings, _ = page.findings
    sign = "❌" if fails or page.error else "✅"
    return f"| {sign} | {code(page.path, PATH, in_table=True)} | {score} | {errors} | {warnings} |\n"


def _advice(report: Report, pages: Sequence[PageReport], merged: Mapping[str, Between]) -> Iterator[str]:
    """Yield what is said of most pages together, then the fixes of single ones."""
    said = headlines(report)
    pages = [page for page in pages if page.advice]
    if not pages and not said:
        return
    yield "### What to do first\n\n"
    for headline in said:
        yield f"**{advice(headline.text, TEXT)}** *({code(headline.rule, PATH)})*\n\n"
    for page in pages:
        yield f"**{code(page.path, PATH)}**\n\n"
        if page.path in merged:
            merge = merged[page.path]
            yield f"It {advice(merge.message, TEXT)}. {advice(merge.fix, TEXT)} "
            yield "**What follows counts only if this page stays.**\n\n"
        for number, fix in enumerate(page.advice[:_FIRST], start=1):
            wins = f"+{fix.points:.1f}, line {fix.location.line}, {code(fix.rule, PATH)}"
            yield f"{number}. {advice(fix.summary, TEXT)} *({wins})*\n"
        yield "\n"


def _folded(severity: Severity, found: Sequence[Listed], more: int, room: int) -> Iterator[str]:
    """Yield the findings of one severity as a block that opens on a click, in ``room`` characters at most."""
    sign, noun = _NOUNS[severity]
    opening = f"<details><summary>{sign} {counted(len(found) + more, noun)}</summary>\n\n"
    left_out = f"- … and {len(found) + more:,} more\n"
    room -= len(opening) + len(left_out) + len(_CLOSING)
    if room < 0:
        return
    yield opening
    told = 0
    for each in found[: _FINDINGS[severity]]:
        line = finding(each)
        room -= len(line)
        if room < 0:
            break
        yield line
        told += 1
    if told < len(found) + more:
        yield f"- … and {len(found) + more - told:,} more\n"
    yield _CLOSING
