"""GitLab Code Quality: a list of issues, each with a fingerprint and a severity of GitLab's own.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seoaudit.model import Severity
from seoaudit.report import Report
from seoaudit.reports.json_report import json_text
from seoaudit.reports.listed import listed
from seoaudit.reports.options import RenderOptions

_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield the list as one piece."""
    issues = [
        {
            "description": each.message,
            "check_name": each.rule,
            "fingerprint": each.fingerprint,
            "severity": _SEVERITIES[each.severity],
            "location": {
                "path": each.path.removeprefix("./"),
                "positions": {
                    "begin": {"line": each.location.line, "column": each.location.column},
                    "end": {"line": each.location.end_line, "column": each.location.end_column},
                },
                "lines": {"begin": each.location.line, "end": each.location.end_line},
            },
        }
        for each in listed(report)
    ]
    yield json_text(issues) + "\n"
