"""The site rules: over the rows of all pages, after the pages have been audited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from seoaudit.audit import run_on_site
from seoaudit.engines.page import Plan
from seoaudit.engines.site_suppressions import SiteSuppressions, SuppressedOnSite
from seoaudit.lines import Lines, excerpt
from seoaudit.model import Severity, SiteFinding, SiteRuleResult, Span
from seoaudit.report.page import Location, SuppressedFinding
from seoaudit.report.site import ReportedSiteFinding, SiteReport, SiteResult, TemplateFault
from seoaudit.rule import Rule
from seoaudit.site.database import Site
from seoaudit.site.graph import link_graph
from seoaudit.site.templates import shared_faults

#: Findings of one rule that a report lists; a fault on every page of a large site needs no thousand examples.
MAX_FINDINGS = 500
_BUCKETS = 10

#: Gives a page's source text by its path, ``""`` when it cannot be read any more.
Sources = Callable[[str], str]


#: Says of a page's path and a rule whether the rule's findings there are to be reported.
Wanted = Callable[[str, str], bool]


class JudgedSite(msgspec.Struct, frozen=True):
    """What the site rules said, places as lines and columns, and what pages suppress of it."""

    results: tuple[SiteResult, ...]
    suppressed: tuple[SuppressedFinding, ...]


def judge_site(
    site: Site, plan: Plan, sources: Sources, wanted: Wanted | None = None, limit: int = MAX_FINDINGS
) -> JudgedSite:
    """Run the plan's site rules over a site's rows. ``limit``: findings of one rule that are listed."""
    suppressions = SiteSuppressions(site)
    results: list[SiteRuleResult] = []
    suppressed: list[SuppressedOnSite] = []
    for rule in plan.site_rules:
        result, gone = suppressions.split(run_on_site(rule, site, plan.options.get(rule.id, {})))
        results.append(result)
        suppressed += gone
    findings = [each for result in results for each in result.findings]
    paths = _paths(site, [key for each in findings for key in (each.page, *each.related, each.merge_into)])
    paths |= _paths(site, [each.finding.page for each in suppressed])
    if wanted is not None:
        results = [_only(result, wanted, paths) for result in results]
    rules = {rule.id: rule for rule in plan.site_rules}
    excerpts = _Excerpts(sources)
    severities = {rule.id: plan.settings.severities.get(rule.id, rule.severity) for rule in plan.site_rules}
    return JudgedSite(
        tuple(
            _result(result, rules[result.rule], severities[result.rule], paths, excerpts, limit)
            for result in results
        ),
        tuple(
            _suppressed(each, severities[each.rule], paths, excerpts)
            for each in suppressed
            if wanted is None or wanted(paths.get(each.finding.page, ""), each.rule)
        ),
    )


def _only(result: SiteRuleResult, wanted: Wanted, paths: Mapping[str, str]) -> SiteRuleResult:
    found = tuple(each for each in result.findings if wanted(paths.get(each.page, each.page), result.rule))
    outcome = result.outcome if found or not result.findings else "passed"
    return msgspec.structs.replace(result, outcome=outcome, findings=found)


def _suppressed(
    each: SuppressedOnSite, severity: Severity, paths: Mapping[str, str], excerpts: _Excerpts
) -> SuppressedFinding:
    path = paths.get(each.finding.page, each.finding.page)
    at, comment = excerpts.at(path, each.finding.span)[0], excerpts.at(path, each.comment)[0]
    return SuppressedFinding(each.rule, severity, at, each.finding.message, each.reason, comment, path)


def _paths(site: Site, keys: Iterable[str]) -> dict[str, str]:
    wanted = set(keys)
    if not wanted:
        return {}
    return {
        row["key"]: row["path"] for row in site.query("SELECT key, path FROM pages") if row["key"] in wanted
    }


def _result(
    result: SiteRuleResult,
    rule: Rule,
    severity: Severity,
    paths: Mapping[str, str],
    excerpts: _Excerpts,
    limit: int,
) -> SiteResult:
    ranked = sorted(
        result.findings, key=lambda each: (paths.get(each.page, each.page), each.span, each.message)
    )
    fix = rule.documentation.fix
    return SiteResult(
        rule=rule.id,
        outcome=result.outcome,
        severity=severity,
        pages=len({finding.page for finding in ranked}),
        findings=tuple(_finding(each, fix, paths, excerpts) for each in ranked[:limit]),
        left_out=max(len(ranked) - limit, 0),
        reason=result.reason,
    )


def _finding(
    finding: SiteFinding, fix: str, paths: Mapping[str, str], excerpts: _Excerpts
) -> ReportedSiteFinding:
    path = paths.get(finding.page, finding.page)
    location, excerpt, column = excerpts.at(path, finding.span, finding.words)
    related = tuple(paths.get(key, key) for key in finding.related)
    into = paths.get(finding.merge_into, finding.merge_into)
    return ReportedSiteFinding(
        path, location, finding.message, finding.fix or fix, excerpt, column, related, finding.headline, into
    )


class _Excerpts:
    """Places in the sources of pages; the text of the last page is kept, for findings come page by page."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._path, self._text, self._lines = "", "", Lines("")

    def at(self, path: str, span: Span, words: str = "") -> tuple[Location, str, int]:
        """Return a span's lines and columns, the line there, and the column at which that excerpt begins.

        ``words`` narrow the span to where they stand in it, markup between them or not.
        """
        if path != self._path:
            self._path, self._text = path, self._sources(path)
            self._lines = Lines(self._text)
        if words:
            pattern = r"[\W_]+".join(map(re.escape, words.split()))
            if found := re.compile(pattern, re.IGNORECASE).search(self._text, *span):
                span = Span(*found.span())
        start, end = self._lines.position(span.start), self._lines.position(max(span))
        return Location(*start, *end), *excerpt(self._text, span.start, start.column)


def template_faults(site: Site, sources: Sources) -> tuple[TemplateFault, ...]:
    """Return what is wrong in the templates of a built site's pages, each fault once."""
    shared = shared_faults(site)
    paths, excerpts = _paths(site, {fault.example for fault in shared}), _Excerpts(sources)
    faults = []
    for fault in shared:
        path = paths[fault.example]
        location, excerpt, _ = excerpts.at(path, fault.span)
        faults.append(
            TemplateFault(
                fault.rule, fault.severity, fault.message, fault.fix, fault.pages, path, location, excerpt,
                fault.part, round(fault.lost, 4),
            )
        )  # fmt: skip
    return tuple(faults)


def site_report(
    site: Site, root: str, judged: JudgedSite, templates: tuple[TemplateFault, ...] = ()
) -> SiteReport:
    """Return what only all pages together show."""
    scores = [row["score"] for row in site.query("SELECT score FROM pages WHERE score IS NOT NULL")]
    buckets = [0] * _BUCKETS
    for score in scores:
        buckets[min(int(score) * _BUCKETS // 100, _BUCKETS - 1)] += 1
    return SiteReport(
        root=root,
        generator=site.generator,
        url=site.url,
        pages=int(site.value("SELECT COUNT(*) FROM pages")),
        whole=site.whole,
        built=site.built,
        results=judged.results,
        distribution=tuple(buckets),
        graph=link_graph(site),
        templates=templates,
        suppressed=judged.suppressed,
        crawl=site.crawl,
        url_inferred=site.url_inferred,
    )
