"""The Reviewdog Diagnostic Format, as one JSON value.

Its columns count the bytes of UTF-8, which only the line itself can tell; where the report has not got the line up
to the column, the place is the line. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seoaudit.model import Severity
from seoaudit.report import Report
from seoaudit.report.page import ReportedEdit
from seoaudit.reports.json_report import json_text
from seoaudit.reports.listed import Listed, with_broken
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.places import in_repository

_SEVERITIES: Mapping[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
_MAX_RELATED = 20


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the value as one piece."""
    sources = {rule: info.source for rule, info in report.rules.items() if info.source.startswith("https://")}
    diagnostics = [_diagnostic(each, sources, options) for each in with_broken(report)]
    yield json_text({"source": {"name": report.tool.name}, "diagnostics": diagnostics}) + "\n"


def _diagnostic(each: Listed, sources: Mapping[str, str], options: RenderOptions) -> dict[str, Any]:
    code = {"value": each.rule} | ({"url": sources[each.rule]} if each.rule in sources else {})
    diagnostic: dict[str, Any] = {
        "message": f"{each.message}. {each.fix}" if each.fix else each.message,
        "severity": _SEVERITIES[each.severity],
        "code": code,
        "location": {"path": in_repository(each.path, options), "range": _range(each)},
    }
    if each.repair is not None and len(each.repair.edits) == 1:  # a suggestion is taken by itself
        diagnostic["suggestions"] = [_suggestion(each.repair.edits[0])]
    if each.related:
        diagnostic["related_locations"] = [
            {"message": "also concerned", "location": {"path": in_repository(path, options)}}
            for path in each.related[:_MAX_RELATED]
        ]
    return diagnostic


def _suggestion(edit: ReportedEdit) -> dict[str, Any]:
    first, last = edit.byte_columns
    begin, end = (
        {"line": edit.location.line, "column": first},
        {"line": edit.location.end_line, "column": last},
    )
    return {"range": {"start": begin, "end": end}, "text": edit.text}


def _range(each: Listed) -> dict[str, Any]:
    at = each.location
    begin = _byte_column(each, at.column)
    if begin is None:
        return {"start": {"line": at.line}}
    found: dict[str, Any] = {"start": {"line": at.line, "column": begin}}
    end = _byte_column(each, at.end_column) if at.end_line == at.line else None
    if end is not None:
        found["end"] = {"line": at.end_line, "column": end}
    return found


def _byte_column(each: Listed, column: int) -> int | None:
    """Return a column of the finding's first line in bytes, ``None`` where that part of the line is not known."""
    line = each.excerpt
    if column == 1:
        return 1
    # The report marks with “…” where it has cut a line; a line that says so itself is taken for a cut one.
    known = 0 if each.excerpt_column > 1 or line.startswith("…") else len(line.removesuffix("…"))
    if column - 1 > known:
        return None
    return len(line[: column - 1].encode("utf-8", "replace")) + 1
