"""The terminal format: for a writer with a draft, and for a maintainer of a thousand posts.

A few pages are shown in full, in the order they were given. Of many, a listing shows those that most need
work, worst first. *Quiet* is for hooks: the failing pages and the verdict. *Verbose* shows everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.report import Report
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.origin import common_origin
from seoaudit.reports.terminal.changes import changes
from seoaudit.reports.terminal.first import first_over_all
from seoaudit.reports.terminal.page import PageWriter
from seoaudit.reports.terminal.paper import Paper, Part
from seoaudit.reports.terminal.run import disclaimer, errors, failing_pages, fixes, listing, summary, verdict
from seoaudit.reports.terminal.site import SiteWriter

#: More pages than this are listed rather than shown in full.
IN_FULL = 10


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the report's lines, each with its line break."""
    for line in _lines(report, options):
        yield line + "\n"


def _lines(report: Report, options: RenderOptions) -> Iterator[str]:
    paper = Paper(options)
    paper.origin = common_origin(report)
    verbose = options.verbosity == "verbose"
    if options.verbosity == "quiet":
        yield from failing_pages(report, paper)
        yield from fixes(report, paper, options.verbosity)
        yield from changes(options.compared, paper)
        yield from verdict(report, paper)
        return
    in_full = verbose or len(report.pages) <= IN_FULL
    if in_full:
        yield from _pages(report, paper, options)
    else:
        yield from listing(report, paper)
        yield ""
        yield from errors(report, paper)
    writer = SiteWriter(paper, report.rules, verbose=verbose)
    for site in report.sites:
        lines = list(writer.site(site, named=len(report.sites) > 1))
        yield from lines
        if lines:
            yield ""
    yield from summary(report, paper, every_rule=verbose, lowest=in_full)
    if in_full:
        yield from first_over_all(report, paper)
    yield from fixes(report, paper, options.verbosity)
    yield from changes(options.compared, paper)
    yield from verdict(report, paper)
    yield ""
    yield from disclaimer(report, paper)


def _pages(report: Report, paper: Paper, options: RenderOptions) -> Iterator[str]:
    writer = PageWriter(paper, report.rules, options.verbosity)
    border = paper.line(Part("─" * paper.width, "faint", solid=True))
    for page in report.pages:
        yield from writer.page(page)
        yield ""
        if len(report.pages) > 1:
            yield border
