"""The JSON lines format: one line per page in the report's order, then one with everything else.

Each line says what it is in ``kind``: ``page`` or ``summary``.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from seoaudit.packed import pages_as_json
from seoaudit.report import FixedRun, GateVerdict, Report, RuleInfo, Summary, Tool
from seoaudit.report.site import SiteReport
from seoaudit.reports.json_report import encoded, safe
from seoaudit.reports.options import RenderOptions


class SummaryLine(msgspec.Struct, frozen=True, tag_field="kind", tag="summary"):
    """The last line: the report without its pages."""

    schema_version: int
    tool: Tool
    summary: Summary
    gate: GateVerdict
    rules: dict[str, RuleInfo]
    sites: tuple[SiteReport, ...]
    disclaimer: str
    fixed: FixedRun | None


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield the lines, each with its line break."""
    for page in pages_as_json(report):
        yield '{"kind":"page",' + safe(page)[1:] + "\n"
    rest = SummaryLine(
        report.schema_version,
        report.tool,
        report.summary,
        report.gate,
        report.rules,
        report.sites,
        report.disclaimer,
        report.fixed,
    )
    yield encoded(rest) + "\n"
