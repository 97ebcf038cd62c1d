"""One finding a line, as editors and other tools read them: ``path:line:col: severity message [rule]``."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.model import Severity
from seoaudit.report import Location, PageReport, Report
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import not_a_command, visible

_Line = tuple[Location, Severity, str, str]


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the findings in order of path, line and column; errors come with their page. ``quiet`` leaves out advice.

    What only the site as a whole shows stands with the page it is reported on.
    """
    of_site: dict[str, list[_Line]] = {}
    for result in (result for site in report.sites for result in site.results):
        for finding in result.findings:
            line = (finding.location, result.severity, finding.message, result.rule)
            of_site.setdefault(finding.path, []).append(line)
    for page in report.pages:
        if page.error:
            yield not_a_command(f"{visible(page.path)}:1:1: error {visible(page.error)} [unreadable]\n")
        found = [*_findings(page), *of_site.get(page.path, ())]
        for location, severity, message, rule in sorted(
            found, key=lambda entry: (entry[0].line, entry[0].column, entry[3])
        ):
            if options.verbosity != "quiet" or severity != "info":
                place = f"{visible(page.path)}:{location.line}:{location.column}"
                yield not_a_command(f"{place}: {severity} {visible(message)} [{rule}]\n")


def _findings(page: PageReport) -> Iterator[_Line]:
    for result in page.results:
        for finding in result.findings:
            yield finding.location, result.severity, finding.message, result.rule
