"""The Reviewdog Diagnostic Format, as one JSON value.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seoaudit.model import Severity
from seoaudit.report import Report
from seoaudit.reports.json_report import json_text
from seoaudit.reports.listed import Listed, listed
from seoaudit.reports.options import RenderOptions

_SEVERITIES: Mapping[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield the value as one piece."""
    sources = {rule: info.source for rule, info in report.rules.items() if info.source.startswith("https://")}
    diagnostics = [_diagnostic(each, sources) for each in listed(report)]
    yield json_text({"source": {"name": report.tool.name}, "diagnostics": diagnostics}) + "\n"


def _diagnostic(each: Listed, sources: Mapping[str, str]) -> dict[str, Any]:
    at = each.location
    code = {"value": each.rule} | ({"url": sources[each.rule]} if each.rule in sources else {})
    return {
        "message": f"{each.message}. {each.fix}" if each.fix else each.message,
        "severity": _SEVERITIES[each.severity],
        "code": code,
        "location": {
            "path": each.path,
            "range": {
                "start": {"line": at.line, "column": at.column},
                "end": {"line": at.end_line, "column": at.end_column},
            },
        },
    }
