"""What only all pages together show: rivals, duplicates, the link graph, faults of the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from seoaudit.model import SEVERITIES
from seoaudit.report import RuleInfo
from seoaudit.report.fetched import CrawlFacts
from seoaudit.report.site import LinkGraph, ReportedSiteFinding, SiteReport, SiteResult, TemplateFault
from seoaudit.reports.depths import folded_depths
from seoaudit.reports.fetching import asked, copy, ended, judged_as, not_asked
from seoaudit.reports.figures import counted
from seoaudit.reports.terminal.findings import opening, place
from seoaudit.reports.terminal.paper import Paper, Part
from seoaudit.reports.terminal.suppressed import suppressed

T = TypeVar("T")

#: Findings of one rule, and faults of the template, that are printed unless all are asked for.
_SHOWN = 4
#: Rules whose findings are the pages that nothing links to.
_LISTS_UNLINKED = frozenset({"links/unlinked", "links/orphan"})
_BAR = 24


class SiteWriter:
    """Writes a site's section on one paper, with the rules' texts at hand."""

    def __init__(self, paper: Paper, rules: Mapping[str, RuleInfo], *, verbose: bool) -> None:
        self._paper = paper
        self._rules = rules
        self._verbose = verbose

    def site(self, site: SiteReport, *, named: bool = False) -> Iterator[str]:
        """Yield the section's lines, nothing where there is nothing to say. ``named``: one of several sites."""
        failed = [result for result in site.results if result.findings]
        failed.sort(key=lambda result: (SEVERITIES.index(result.severity), -result.pages, result.rule))
        if not failed and not site.templates and not site.graph.links and not site.suppressed:
            return
        yield from self._head(site, named=named)
        yield from self._crawl(site.crawl)
        yield from self._graph(site)
        for result in failed:
            yield ""
            yield from self._result(result)
        for fault in self._limited(site.templates):
            yield ""
            yield from self._template(fault)
        yield from suppressed(self._paper, "", site.suppressed, verbose=self._verbose)

    def _head(self, site: SiteReport, *, named: bool) -> Iterator[str]:
        kind = f"{site.generator} site" if site.generator else ""
        parts = [Part(f"The site in {site.root}" if named else "The site as a whole", "strong")]
        parts += [Part(text, "faint") for text in (kind, site.url) if text]
        if not site.whole:
            parts.append(Part("(only some of its pages were read)", "faint"))
        if site.left_out:
            files = counted(site.left_out, "file")
            parts.append(Part(f"({files} of its folders that become no page left out)", "faint"))
        yield from self._paper.flow(*parts)
        if inferred := judged_as(site):
            yield from self._paper.flow(Part(inferred, "faint"), indent="  ", hanging="  ")

    def _crawl(self, crawl: CrawlFacts | None) -> Iterator[str]:
        if crawl is None:
            return
        said = (
            Part(asked(crawl)), Part(not_asked(crawl), "faint"), Part(ended(crawl), "warning"), Part(copy(crawl), "warning")
        )  # fmt: skip
        for part in said:
            if part.text:
                yield from self._paper.flow(part, indent="  ", hanging="  ")

    def _graph(self, site: SiteReport) -> Iterator[str]:
        """Yield how links run; of pages without any only where all pages were read, for the others may link."""
        graph = site.graph
        if not graph.links:
            return
        whose = "that no other page" + ("" if knows_menus(site) else "’s text") + " links to"
        listed = any(result.rule in _LISTS_UNLINKED and result.findings for result in site.results)
        mean = graph.links / max(graph.pages, 1)
        text = f"{mean:.1f} links to other pages from each page's text"
        rest = [
            f"{graph.unlinked:,} of {graph.pages:,} pages {whose}" * bool(site.whole and graph.unlinked),
            f"{graph.dead_ends:,} that link to none" * bool(site.whole and graph.dead_ends),
            f"{counted(graph.broken, 'link')} broken" * bool(graph.broken),
        ]
        yield from self._paper.flow(
            Part("; ".join([text, *filter(None, rest)]) + "."), indent="  ", hanging="  "
        )
        if site.whole and graph.unlinked and not listed:
            reason = (
                ""
                if knows_menus(site)
                else "Lists and menus, which are made later, may lead to those pages. "
            )
            text = f"{reason}`seoaudit graph --format json` says of each page how many link to it (links_in)."
            yield from self._paper.flow(Part(text, "faint"), indent="  ", hanging="  ")
        if site.whole and len(graph.depths) > 1:
            yield from self._depths(graph)

    def _depths(self, graph: LinkGraph) -> Iterator[str]:
        bars = folded_depths(graph)
        most = max(pages for _, pages in bars)
        for clicks, pages in bars:
            label = f"  {clicks:>9} {pages:>6,}  "
            bar = "█" * (round(pages / most * _BAR) or int(pages > 0))
            yield self._paper.line(Part(label, solid=True), Part(bar, "info", solid=True))

    def _result(self, result: SiteResult) -> Iterator[str]:
        info = self._rules.get(result.rule)
        yield from self._paper.flow(
            Part(result.severity, result.severity),
            Part(result.rule, "rule"),
            Part(counted(result.pages, "page"), "faint"),
        )
        fixes = dict.fromkeys(finding.fix for finding in result.findings)
        for finding in self._limited(result.findings):
            yield from self._finding(finding, with_fix=len(fixes) > 1)
        left = len(result.findings) - len(self._limited(result.findings)) + result.left_out
        if left:
            yield from self._paper.flow(Part(f"and {left:,} more", "faint"), indent="    ")
        if len(fixes) == 1:
            yield from self._labelled("fix", next(iter(fixes)))
        if info and (self._verbose or result.severity != "info"):
            yield from self._labelled("why", info.why if self._verbose else opening(info.why))

    def _finding(self, finding: ReportedSiteFinding, *, with_fix: bool) -> Iterator[str]:
        where = Part(place(self._paper.name(finding.path), finding.location), solid=True)
        yield from self._paper.flow(where, Part(finding.message), indent="  ", hanging="      ")
        if with_fix:
            yield from self._labelled("fix", finding.fix)

    def _template(self, fault: TemplateFault) -> Iterator[str]:
        yield from self._paper.flow(
            Part(fault.severity, fault.severity),
            Part(fault.rule, "rule"),
            Part(f"the template, on {counted(fault.pages, 'page')}", "faint"),
        )
        where = Part(place(self._paper.name(fault.example), fault.location), solid=True)
        yield from self._paper.flow(where, Part(fault.message), indent="  ", hanging="      ")
        yield from self._labelled("fix", fault.fix)

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        if text:
            yield from self._paper.flow(Part(label, "faint"), Part(text), indent="    ", hanging=" " * 9)

    def _limited(self, entries: Sequence[T]) -> Sequence[T]:
        return entries if self._verbose or len(entries) == _SHOWN + 1 else entries[:_SHOWN]


def knows_menus(site: SiteReport) -> bool:
    """Return whether the links of menus and lists were seen: in the sources of a generated site they are not there."""
    return site.built or not site.generator
