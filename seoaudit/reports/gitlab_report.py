"""GitLab Code Quality: a list of issues, each with a fingerprint and a severity of GitLab's own.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seoaudit.model import Severity
from seoaudit.report import Report
from seoaudit.reports.json_report import json_text
from seoaudit.reports.listed import Listed, with_broken
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.places import in_repository

_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the list as one piece."""
    yield json_text([_issue(each, options) for each in with_broken(report)]) + "\n"


def _issue(each: Listed, options: RenderOptions) -> dict[str, Any]:
    at = each.location
    return {
        "type": "issue",
        "check_name": each.rule,
        "description": f"{each.message}. {each.fix}" if each.fix else each.message,
        "categories": ["Style"],
        "severity": _SEVERITIES[each.severity],
        "fingerprint": each.fingerprint,
        "location": {
            "path": in_repository(each.path, options),
            "positions": {
                "begin": {"line": at.line, "column": at.column},
                "end": {"line": at.end_line, "column": at.end_column},
            },
            "lines": {"begin": at.line, "end": at.end_line},
        },
    }
