"""Markdown for a pull request's comment: the verdict, the pages, what to do first, and the rest folded away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seoaudit.model import SEVERITIES, Severity
from seoaudit.packed import PageHead, heads
from seoaudit.report import PageReport, Report
from seoaudit.reports.listed import Listed, worst_first
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import prose
from seoaudit.scoring import rounded

#: GitHub refuses a comment of more than 65,536 characters.
_ROOM = 60_000
_PAGES, _FIRST, _FINDINGS = 20, 3, 60
_SIGNS: Mapping[Severity, str] = {"error": "🔴", "warning": "🟡", "info": "🔵"}
_ACTIVE = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|!@~&$"})


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield the comment, cut where it would be too long."""
    room = _ROOM
    for chunk in _chunks(report):
        room -= len(chunk)
        if room < 0:
            yield "\n*More findings were left out.*\n"
            return
        yield chunk


def _chunks(report: Report) -> Iterator[str]:
    pages = heads(report)
    yield f"## seoaudit: {_verdict(report)}\n\n"
    yield from (f"- {_plain(failure)}\n" for failure in report.gate.failures)
    yield "\n" if report.gate.failures else ""
    failing = set(report.gate.failing)
    ranked = sorted(
        enumerate(pages), key=lambda entry: (entry[1].path not in failing, entry[1].score or 0, entry[1].path)
    )
    yield "| | page | score | errors | warnings |\n|---|---|--:|--:|--:|\n"
    for _, page in ranked[:_PAGES]:
        yield _row(page, fails=page.path in failing)
    if len(ranked) > _PAGES:
        yield f"\n… and {len(ranked) - _PAGES} more pages.\n"
    yield "\n"
    first = [report.pages[number] for number, _ in ranked[:_FIRST]]
    yield from _advice([page for page in first if page.advice])
    yield from _findings(worst_first(report))
    yield f"\n<sub>{_plain(report.disclaimer)}</sub>\n"


def _verdict(report: Report) -> str:
    word = "passed ✅" if report.gate.passed else "failed ❌"
    score = report.summary.score
    mean = "" if score is None else f", mean score {rounded(score)} {report.summary.grade}"
    return f"{word}{mean}, {report.summary.pages:,} page{'s' * (report.summary.pages != 1)}"


def _row(page: PageHead, *, fails: bool) -> str:
    score = "–" if page.score is None else f"{rounded(page.score)} {page.grade}"
    errors, warnings, _ = page.findings
    sign = "❌" if fails or page.error else "✅"
    return f"| {sign} | {_code(page.path)} | {score} | {errors} | {warnings} |\n"


def _advice(pages: Sequence[PageReport]) -> Iterator[str]:
    if not pages:
        return
    yield "### What to do first\n\n"
    for page in pages:
        yield f"**{_code(page.path)}**\n\n"
        for number, advice in enumerate(page.advice[:_FIRST], start=1):
            where = f"line {advice.location.line}"
            yield f"{number}. {_plain(advice.summary)} *(+{advice.points:.1f}, {where}, {_code(advice.rule)})*\n"
        yield "\n"


def _findings(found: Sequence[Listed]) -> Iterator[str]:
    for severity in SEVERITIES:
        of_kind = [each for each in found if each.severity == severity]
        if not of_kind or severity == "info":
            continue
        yield f"<details><summary>{_SIGNS[severity]} {len(of_kind):,} {severity}s</summary>\n\n"
        for each in of_kind[:_FINDINGS]:
            place = f"{each.path}:{each.location.line}:{each.location.column}"
            yield f"- {_code(place)} {_plain(each.message)} ({_code(each.rule)})\n"
        if len(of_kind) > _FINDINGS:
            yield f"- … and {len(of_kind) - _FINDINGS:,} more\n"
        yield "\n</details>\n\n"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is: no markup, no mention of people, no image from elsewhere."""
    return prose(text).translate(_ACTIVE).replace("://", ":\u200b//").replace("www.", "www\u200b.")


def _code(text: str) -> str:
    """Return text as code; backticks in it become quotes, which no path needs."""
    return f"`{prose(text).replace('`', chr(39)).replace('|', chr(0x2502))}`"
