"""The terminal format: for a writer with a draft, and for a maintainer of a thousand posts.

A few pages are shown in full, in the order they were given. Of many, a listing shows those that most need
work, worst first. *Quiet* is for hooks: the failing pages and the verdict. *Verbose* shows everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.report import Report
from seoaudit.reports.between import between
from seoaudit.reports.figures import counted
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
    if options.lines:
        yield from _in_a_window(report, paper, options)
        return
    if options.verbosity == "quiet":
        yield from failing_pages(report, paper)
        yield from fixes(report, paper, options.verbosity)
        yield from changes(options.compared, paper)
        yield from verdict(report, paper)
        return
    yield from _found(report, paper, options)
    yield from changes(options.compared, paper)
    yield from verdict(report, paper)
    yield ""
    yield from disclaimer(report, paper)


def _in_a_window(report: Report, paper: Paper, options: RenderOptions) -> Iterator[str]:
    """Yield as much of what was found as a window has room for, and below it what changed and the verdict."""
    end = ["", *changes(options.compared, paper), *verdict(report, paper)]
    found = [*_found(report, paper, options)]
    while found and not found[-1]:
        found.pop()
    room = max(options.lines - len(end), 1)
    if len(found) > room:
        more = counted(len(found) - room + 1, "more line")
        found[room - 1 :] = paper.flow(Part(f"… {more}: {options.command} shows all", "faint"))
    yield from found
    yield from end


def _found(report: Report, paper: Paper, options: RenderOptions) -> Iterator[str]:
    """Yield what was found on the pages and between them."""
    verbose = options.verbosity == "verbose"
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


def _pages(report: Report, paper: Paper, options: RenderOptions) -> Iterator[str]:
    writer = PageWriter(paper, report.rules, options.verbosity, between(report))
    border = paper.line(Part("─" * paper.width, "faint", solid=True))
    for page in report.pages:
        yield from writer.page(page)
        yield ""
        if len(report.pages) > 1:
            yield border
