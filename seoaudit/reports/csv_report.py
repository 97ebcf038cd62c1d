"""Comma-separated values: a line for each finding, or (``csv-pages``) for each page."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from seoaudit.report import Report
from seoaudit.reports.listed import listed
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import visible

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_FINDINGS = ("path", "line", "column", "severity", "rule", "message", "fix", "fingerprint")
_PAGES = (
    "path", "score", "grade", "errors", "warnings", "infos", "title", "words", "language", "keyphrase",
    "internal_links", "external_links", "calls_to_action", "not_audited",
)  # fmt: skip


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield a line for each finding."""
    yield _line(_FINDINGS)
    for each in listed(report):
        at = each.location
        yield _line(
            (
                each.path,
                at.line,
                at.column,
                each.severity,
                each.rule,
                each.message,
                each.fix,
                each.fingerprint,
            )
        )


def render_pages(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield a line for each page."""
    yield _line(_PAGES)
    for page in report.pages:
        counts = {"error": 0, "warning": 0, "info": 0}
        for result in page.results:
            counts[result.severity] += len(result.findings)
        facts = page.facts
        score = "" if page.score is None else f"{page.score:.4f}"
        yield _line(
            (page.path, score, page.grade, *counts.values(), facts.title, facts.words, facts.language,
             facts.keyphrase, facts.internal_links, facts.external_links, facts.calls_to_action, page.error)
        )  # fmt: skip


def _line(values: Iterable[object]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerow([_cell(value) for value in values])
    return stream.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
