"""One finding a line, as editors and other tools read them: ``path:line:col: severity message [rule]``."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.report import Report
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import not_a_command, visible


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the findings in order of path, line and column; errors come with their page. ``quiet`` leaves out advice."""
    for page in report.pages:
        if page.error:
            yield not_a_command(f"{visible(page.path)}:1:1: error {visible(page.error)} [unreadable]\n")
        found = [
            (finding.location, result.severity, finding.message, result.rule)
            for result in page.results
            for finding in result.findings
            if options.verbosity != "quiet" or result.severity != "info"
        ]
        for location, severity, message, rule in sorted(
            found, key=lambda entry: (entry[0].line, entry[0].column, entry[3])
        ):
            place = f"{visible(page.path)}:{location.line}:{location.column}"
            yield not_a_command(f"{place}: {severity} {visible(message)} [{rule}]\n")
