"""A site as the report shows it: how its scores spread, which pages compete, how its links run."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Report
from seoaudit.report.site import LinkedSection, ReportedSiteFinding, SiteReport, SiteResult, TemplateFault
from seoaudit.reports.depths import folded_depths
from seoaudit.reports.fetching import asked, copy, ended, judged_as, not_asked
from seoaudit.reports.html.excerpts import Marked, marked
from seoaudit.reports.html.figures import opening
from seoaudit.reports.html.names import with_titles
from seoaudit.reports.html.overview import Overview

#: Clusters of one rule, and pages of one cluster, that are shown at once or at all.
SHOWN, MOST = 4, 60
_MEMBERS = 12


class Bar(NamedTuple):
    """A bar of a drawing: its label, its number and its length (0 … 100). ``row`` is a page's number or -1."""

    label: str
    number: int
    length: float
    row: int = -1


class Member(NamedTuple):
    """A page of a cluster: its number in the table (-1: it is not there), its place, what is wrong and what to do with it."""

    path: str
    title: str
    row: int
    score: float | None
    message: str
    fix: str
    line: int
    excerpt: Marked | None


class Cluster(NamedTuple):
    """Pages that one fault of the site is about."""

    members: Sequence[Member]
    others: int


class SiteFault(NamedTuple):
    """What one site rule found. ``fault`` says it of all the pages, ``advice`` what to do with them together."""

    rule: str
    severity: Severity
    fault: str
    advice: str
    why: str
    pages: int
    shown: Sequence[Cluster]
    folded: Sequence[Cluster]
    left_out: int
    fix: str


class Crossing(NamedTuple):
    """Links from one section to another: how many, and their share of the largest number, in five steps."""

    links: int
    step: int


class SectionRow(NamedTuple):
    """A section's row in the table of links between sections."""

    name: str
    pages: int
    crossings: Sequence[Crossing]


class SiteView(NamedTuple):
    """A site's section. ``kind`` says what it is built with, ``notes`` how it was read, ``rows`` has the numbers of pages in the table."""

    name: str
    kind: str
    report: SiteReport
    notes: Sequence[str]
    spread: Sequence[Bar]
    faults: Sequence[SiteFault]
    depths: Sequence[Bar]
    most_linked: Sequence[Bar]
    sections: Sequence[SectionRow]
    templates: Sequence[TemplateFault]
    rows: Mapping[str, int]


def site_views(report: Report, seen: Overview) -> list[SiteView]:
    """Return the sections of the sites that have something to show."""
    return [_site(site, report, seen) for site in report.sites if site.pages > 1]


def _site(site: SiteReport, report: Report, seen: Overview) -> SiteView:
    failed = [result for result in site.results if result.outcome == "failed" and result.findings]
    failed.sort(key=lambda result: (SEVERITIES.index(result.severity), -result.pages, result.rule))
    root = site.root.rstrip("/").rpartition("/")[2]
    graph = site.graph
    folded = folded_depths(graph)
    return SiteView(
        site.url or root,
        _kind(site),
        site,
        _notes(site),
        _bars([str(10 * step) for step in range(10)], site.distribution),
        [_fault(result, report, seen) for result in failed],
        _bars([label.capitalize() for label, _ in folded], [pages for _, pages in folded])
        if site.whole and len(graph.depths) > 1
        else [],
        _bars(
            [seen.titles.get(page.path) or _short(page.path, seen) for page in graph.most_linked],
            [page.linked_from for page in graph.most_linked],
            [seen.places.get(page.path, -1) for page in graph.most_linked],
        ),
        _sections(graph.sections) if graph.links else [],
        site.templates,
        seen.places,
    )


def _notes(site: SiteReport) -> list[str]:
    crawl = site.crawl
    said = [asked(crawl), not_asked(crawl), ended(crawl), copy(crawl)] if crawl is not None else []
    return [text for text in (judged_as(site), *said) if text]


def _kind(site: SiteReport) -> str:
    """Return what a site is built with; of a copy of a live one, where it was fetched."""
    if not site.built:
        return site.generator
    fetched = _host(site.root)
    elsewhere = fetched and fetched != _host(site.url)
    return f"{site.generator} pages" + (f" of a copy at {fetched}" if elsewhere else "")


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _sections(sections: Sequence[LinkedSection]) -> list[SectionRow]:
    most = max((number for section in sections for number in section.links), default=0) or 1
    return [
        SectionRow(
            section.name,
            section.pages,
            [Crossing(number, math.ceil(5 * math.sqrt(number / most))) for number in section.links],
        )
        for section in sections
    ]


def _bars(labels: Iterable[str], numbers: Sequence[int], rows: Sequence[int] = ()) -> list[Bar]:
    most = max(numbers, default=0) or 1
    rows = rows or [-1] * len(numbers)
    return [
        Bar(label, number, round(100 * number / most, 1), row)
        for label, number, row in zip(labels, numbers, rows, strict=True)
    ]


def _short(path: str, seen: Overview) -> str:
    return path.removeprefix(seen.folder)


def _fault(result: SiteResult, report: Report, seen: Overview) -> SiteFault:
    info = report.rules.get(result.rule)
    fixes = {finding.fix for finding in result.findings}
    clusters = list(_clusters(result.findings, seen, with_fix=len(fixes) > 1))
    kept = clusters[:MOST]
    left = sum(len(cluster.members) + cluster.others for cluster in clusters[MOST:]) + result.left_out
    return SiteFault(
        result.rule, result.severity, *_said(result, info.summary if info else ""), info.why if info else "", result.pages,
        kept[:SHOWN], kept[SHOWN:], left, fixes.pop() if len(fixes) == 1 else "",
    )  # fmt: skip


def _said(result: SiteResult, summary: str) -> tuple[str, str]:
    """Return what is wrong with the pages, and what to do with them together where the rule says that."""
    said = [finding.headline for finding in result.findings if finding.headline]
    if len(said) == 1:
        fault = opening(said[0], len(said[0]))
        return fault, said[0].removeprefix(fault).strip()
    return f"Does not hold: {summary[:1].lower()}{summary[1:]}" if summary else result.rule, ""


def _clusters(
    findings: Iterable[ReportedSiteFinding], seen: Overview, *, with_fix: bool
) -> Iterator[Cluster]:
    """Yield the findings, those about the same set of pages as one."""
    together: dict[frozenset[str], list[ReportedSiteFinding]] = {}
    for finding in findings:
        about = (
            frozenset((finding.path, *finding.related))
            if finding.related
            else frozenset((finding.path, str(finding.location)))
        )
        together.setdefault(about, []).append(finding)
    for each in together.values():
        yield _cluster(each, seen, with_fix=with_fix)


def _cluster(findings: Sequence[ReportedSiteFinding], seen: Overview, *, with_fix: bool) -> Cluster:
    """Return one cluster. What would be said of each of its pages alike is said of the first."""
    members: list[Member] = []
    quoted: set[str] = set()
    for finding in findings[:_MEMBERS]:
        at = finding.location
        excerpt = marked(at, finding.excerpt, finding.excerpt_column) if at.line > 1 else None
        fault = (excerpt.fault or excerpt.before).casefold() if excerpt else ""
        about = (finding.path, *finding.related)
        members.append(
            _member(
                finding.path,
                seen,
                with_titles(finding.message, about, seen.titles) if with_fix or not members else "",
                with_titles(finding.fix, about, seen.titles) if with_fix else "",
                at.line,
                None if fault in quoted else excerpt,
            )
        )
        quoted.add(fault)
    named = {finding.path for finding in findings}
    related = [path for path in findings[0].related if path not in named]
    members += [_member(path, seen) for path in related[: _MEMBERS - len(members)]]
    return Cluster(members, len(findings) + len(related) - len(members))


def _member(
    path: str, seen: Overview, message: str = "", fix: str = "", line: int = 0, excerpt: Marked | None = None
) -> Member:
    row = seen.places.get(path, -1)
    score = seen.rows[row].score if row >= 0 else None
    return Member(_short(path, seen), seen.titles.get(path, ""), row, score, message, fix, line, excerpt)
