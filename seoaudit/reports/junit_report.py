"""JUnit XML: a test case for each page, which fails when the page fails the gate, and one for the run as a whole.

The dialect that build services agree on: https://github.com/testmoapp/junitxml. There is no clock in it: every
``time`` is 0, which readers want to see all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from seoaudit.model import SEVERITIES
from seoaudit.packed import PageHead, heads
from seoaudit.report import Report
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.listed import Listed, by_page
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.places import in_repository
from seoaudit.reports.safe_text import clipped, not_a_command, visible

#: Lines told of one page; GitLab refuses files of more than 30 MB.
_LINES, _LONGEST = 100, 1000
_THE_RUN = "the run as a whole"


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the file page by page."""
    pages = heads(report)
    failing = set(report.gate.failing)
    # What no page is to blame for: too many warnings in all, a site rule that broke.
    reasons = () if report.gate.passed or failing else report.gate.failures
    errors = sum(_is_broken(page) for page in pages)
    failures = sum(page.path in failing and not _is_broken(page) for page in pages) + bool(reasons)
    totals = f'tests="{len(pages) + 1}" failures="{failures}" errors="{errors}" time="0"'
    name = quoteattr(report.tool.name)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={name} {totals}>\n'
    yield f'  <testsuite name={name} {totals} skipped="0">\n'
    others: list[Listed] = []
    listed = by_page(report)
    for page, (_, found) in zip(pages, listed, strict=False):
        yield from _case(page, found, options, fails=page.path in failing)
    for _, found in listed:
        others += found
    yield from _whole(reasons, others)
    yield "  </testsuite>\n</testsuites>\n"


def _is_broken(page: PageHead) -> bool:
    return bool(page.error or page.broke)


def _case(page: PageHead, found: Sequence[Listed], options: RenderOptions, *, fails: bool) -> Iterator[str]:
    yield _opening(page.path, in_repository(page.path, options))
    if page.error:
        yield _element("error", "unreadable", page.error, _lines(found))
    elif page.broke:
        broken = [f"the rule {rule} broke: {reason}" for rule, reason in page.broke]
        yield _element("error", "rule", broken[0], [*broken, *_lines(found)])
    elif fails:
        yield _element("failure", "gate", _in_short(page), _lines(found))
    elif found:
        lines = _lines([each for each in found if each.severity != "info"])
        yield f"      <system-out>{_text(lines)}</system-out>\n" if lines else ""
    yield "    </testcase>\n"


def _whole(reasons: Sequence[str], others: Sequence[Listed]) -> Iterator[str]:
    yield _opening(_THE_RUN, "")
    if reasons:
        yield _element("failure", "gate", reasons[0], [*reasons, *_lines(others)])
    elif others:
        yield f"      <system-out>{_text(_lines(others))}</system-out>\n"
    yield "    </testcase>\n"


def _opening(name: str, file: str) -> str:
    of_file = f" file={quoteattr(visible(file))}" if file else ""
    return f'    <testcase name={quoteattr(visible(name))} classname="seoaudit"{of_file} time="0">\n'


def _element(kind: str, type_: str, message: str, lines: Sequence[str]) -> str:
    short = quoteattr(visible(clipped(message, _LONGEST)))
    return f'      <{kind} message={short} type="{type_}">{_text(lines)}</{kind}>\n'


def _in_short(page: PageHead) -> str:
    """Return the score and what was found, such as ``scored 43 F: 1 error, 7 warnings``."""
    score = "" if page.score is None else f"scored {shown(page.score)} {page.grade}"
    counts = dict(zip(SEVERITIES, page.findings, strict=True))
    told = [counted(counts[each], each) for each in ("error", "warning") if counts[each]]
    return f"{score}: {', '.join(told)}" if told else score


def _lines(found: Sequence[Listed]) -> list[str]:
    worst = sorted(found, key=lambda each: SEVERITIES.index(each.severity))
    lines = [
        f"{each.path}:{each.location.line}:{each.location.column}: {each.severity} "
        f"{clipped(each.message, _LONGEST)} [{each.rule}]"
        for each in worst[:_LINES]
    ]
    return [*lines, f"… and {len(worst) - _LINES:,} more"] if len(worst) > _LINES else lines


def _text(lines: Sequence[str]) -> str:
    # Jenkins and GitLab attach the file that is named so in a test's output.
    safe = "\n".join(not_a_command(visible(line)) for line in lines)
    return escape(safe.replace("[[", r"[\x5b"))
