"""JUnit XML: a test case for each page, which fails when the page fails the gate.

The dialect that build services agree on: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from seoaudit.packed import PageHead, heads
from seoaudit.report import Report
from seoaudit.reports.listed import Listed, listed
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import visible
from seoaudit.scoring import rounded


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield the file page by page."""
    pages = heads(report)
    failing = set(report.gate.failing)
    failed = sum(page.path in failing and not page.error for page in pages)
    errors = sum(bool(page.error) for page in pages)
    totals = f'tests="{len(pages)}" failures="{failed}" errors="{errors}"'
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="seoaudit" {totals}>\n'
    yield f'  <testsuite name="seoaudit" {totals}>\n'
    found = {path: list(group) for path, group in groupby(listed(report), key=lambda each: each.path)}
    for page in pages:
        yield from _case(page, found.get(page.path, ()), fails=page.path in failing)
    yield "  </testsuite>\n</testsuites>\n"


def _case(page: PageHead, found: Iterable[Listed], *, fails: bool) -> Iterator[str]:
    name = quoteattr(visible(page.path))
    yield f'    <testcase name={name} classname="seoaudit" file={name}'
    lines = [
        f"{visible(each.path)}:{each.location.line}:{each.location.column}: {each.severity} "
        f"{visible(each.message)} [{each.rule}]"
        for each in found
    ]
    if page.error:
        yield f'>\n      <error message={quoteattr(visible(page.error))} type="unreadable"/>\n    </testcase>\n'
    elif fails:
        score = "" if page.score is None else f"scored {rounded(page.score)} {page.grade}"
        yield f'>\n      <failure message={quoteattr(score)} type="gate">{escape(chr(10).join(lines))}</failure>\n'
        yield "    </testcase>\n"
    elif lines:
        yield f">\n      <system-out>{escape(chr(10).join(lines))}</system-out>\n    </testcase>\n"
    else:
        yield "/>\n"
