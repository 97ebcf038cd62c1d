"""Comma-separated values: a line for each finding, or (``csv-pages``) for each page.

As RFC 4180 has it: quotation marks doubled, lines ended by CRLF, one header line. UTF-8, without a byte-order mark.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from seoaudit.model import SEVERITIES
from seoaudit.report import Report
from seoaudit.report.page import PageReport
from seoaudit.reports.between import Between, merges
from seoaudit.reports.listed import with_broken
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import not_a_command, visible

#: A spreadsheet takes a cell that begins so for a formula; some read the wide forms of the signs too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

FINDING_COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "severity", "rule", "message", "fix", "related", "fingerprint",
)  # fmt: skip
PAGE_COLUMNS = (
    "path", "score", "grade", "errors", "warnings", "infos", "title", "words", "language", "keyphrase",
    "internal_links", "external_links", "calls_to_action", "first_fix", "not_audited",
)  # fmt: skip


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield a line for each finding."""
    yield _line(FINDING_COLUMNS)
    for each in with_broken(report):
        at = each.location
        place = (each.path, at.line, at.column, at.end_line, at.end_column)
        related = " | ".join(each.related)
        yield _line((*place, each.severity, each.rule, each.message, each.fix, related, each.fingerprint))


def render_pages(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield a line for each page; after the columns that all reports have, the score of each category."""
    categories = sorted({rule.partition("/")[0] for rule in report.rules})
    yield _line((*PAGE_COLUMNS, *(f"score_{each.replace('-', '_')}" for each in categories)))
    merged = merges(report)
    for page in report.pages:
        scores = {each.category: each.score for each in page.categories}
        yield _line((*_of_page(page, merged), *(_score(scores.get(each)) for each in categories)))


def _of_page(page: PageReport, merged: Mapping[str, Between]) -> tuple[object, ...]:
    counts = dict.fromkeys(SEVERITIES, 0)
    for result in page.results:
        counts[result.severity] += len(result.findings)
    facts = page.facts
    merge = merged.get(page.path)
    first_fix = merge.fix if merge else page.advice[0].summary if page.advice else ""
    return (
        page.path, _score(page.score), page.grade, *counts.values(), facts.title, facts.words, facts.language,
        facts.keyphrase, facts.internal_links, facts.external_links, facts.calls_to_action, first_fix, page.error,
    )  # fmt: skip


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.4f}"


def _line(values: Iterable[object]) -> str:
    stream = StringIO()
    csv.writer(stream).writerow([_cell(value) for value in values])
    return stream.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = not_a_command(visible(value))
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
