"""The pages' details as markup, one page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jinja2.environment import TemplateModule

from seoaudit.report import Report
from seoaudit.reports.html.changes_view import Changes
from seoaudit.reports.html.names import with_titles
from seoaudit.reports.html.overview import Overview, Row
from seoaudit.reports.html.page_view import Between, page_view


class Detail(NamedTuple):
    """One page's row and its details as markup."""

    row: Row
    html: str


class Documents:
    """Renders the details of a report's pages, in the order of the table."""

    def __init__(
        self, report: Report, overview: Overview, templates: TemplateModule, changes: Changes | None = None
    ) -> None:
        self._report, self._overview, self._templates = report, overview, templates
        self._changes = changes
        self._between = _between(report, overview)

    def html(self, number: int) -> str:
        """Return the details of the page with this number in the table."""
        row = self._overview.rows[number]
        page = self._report.pages[row.at]
        changes = self._changes.of_page(page.path, page.score) if self._changes is not None else None
        view = page_view(page, self._report.rules, changes, self._between.get(page.path, ()))
        detail: str = self._templates.details(view, number, len(self._report.pages) == 1)  # type: ignore[attr-defined] # a macro
        return detail

    def in_full(self, most: int) -> Iterator[Detail]:
        """Yield the first pages of the table with their details."""
        for number in range(min(most, len(self._overview.rows))):
            yield Detail(self._overview.rows[number], self.html(number))


def _between(report: Report, overview: Overview) -> Mapping[str, Sequence[Between]]:
    """Return what sites say of each page, by its path: what costs no points and is no mere advice."""
    found: dict[str, list[Between]] = defaultdict(list)
    for result in (result for site in report.sites for result in site.results):
        if result.outcome != "failed" or result.severity == "info":
            continue
        for finding in result.findings:
            about = (finding.path, *finding.related)
            message, fix = (
                with_titles(text, about, overview.titles) for text in (finding.message, finding.fix)
            )
            found[finding.path].append(Between(result.rule, result.severity, message, fix, finding.location))
    return found
