"""One finding a line, as editors and other tools read them: ``path:line:col: severity message [rule]``."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.report import Report
from seoaudit.reports.listed import BROKEN, UNREADABLE, with_broken
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import not_a_command, visible


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the findings in order of path, line and column; what broke or could not be read comes with it. ``quiet`` leaves out advice."""
    for each in with_broken(report):
        if options.verbosity != "quiet" or each.severity != "info":
            place = f"{visible(each.path)}:{each.location.line}:{each.location.column}"
            rule = each.rule.removeprefix("seoaudit/") if each.rule in (UNREADABLE, BROKEN) else each.rule
            yield not_a_command(f"{place}: {each.severity} {visible(each.message)} [{rule}]\n")
