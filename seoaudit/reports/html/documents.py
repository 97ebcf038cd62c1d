"""The pages' details as markup, one page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jinja2.environment import TemplateModule

from seoaudit.report import Report
from seoaudit.reports.html.changes_view import Changes
from seoaudit.reports.html.overview import Overview
from seoaudit.reports.html.page_view import page_view
from seoaudit.reports.html.rows import Row


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

    def html(self, number: int) -> str:
        """Return the details of the page with this number in the table."""
        row = self._overview.rows[number]
        page = self._report.pages[row.at]
        changes = self._changes.of_page(page.path, page.score) if self._changes is not None else None
        between = self._overview.between.get(page.path, ())
        view = page_view(page, self._report.rules, changes, between)
        detail: str = self._templates.details(view, number, len(self._report.pages) == 1)  # type: ignore[attr-defined] # a macro
        return detail

    def in_full(self, most: int) -> Iterator[Detail]:
        """Yield the first pages of the table with their details."""
        for number in range(min(most, len(self._overview.rows))):
            yield Detail(self._overview.rows[number], self.html(number))
