"""What pages have to do with others of their site, with titles in place of paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from seoaudit.model import Severity
from seoaudit.report import Report
from seoaudit.report.page import Location
from seoaudit.reports.between import Between, between
from seoaudit.reports.html.figures import opening
from seoaudit.reports.html.names import with_titles

#: Characters of a title in a sentence.
_TITLE = 70


class Shared(NamedTuple):
    """What concerns the page together with others. ``title`` says it in a line, and is all that a table shows of it.

    ``message`` is what is wrong, where the title says what to do. ``into``: the page that is to take this one in.
    ``first``: it stands before all else on the page.
    """

    rule: str
    severity: Severity
    title: str
    message: str
    fix: str
    location: Location
    first: bool
    into: str


def shared(report: Report, titles: Mapping[str, str], folder: str) -> Mapping[str, Sequence[Shared]]:
    """Return what sites say of each page, by its path."""
    return {
        path: [_shared(each, path, titles, folder) for each in entries]
        for path, entries in between(report).items()
    }


def _shared(each: Between, path: str, titles: Mapping[str, str], folder: str) -> Shared:
    about = (path, *each.related)

    def name(other: str) -> str:
        title = titles.get(other)
        return f"“{opening(title, _TITLE)}”" if title else other.removeprefix(folder)

    message, fix, title = (
        with_titles(text, about, titles) for text in (each.message, each.fix, each.title(name))
    )
    says_more = each.into or each.takes
    return Shared(
        each.rule,
        each.severity,
        title,
        message if says_more else "",
        fix,
        each.location,
        each.first,
        each.into,
    )
