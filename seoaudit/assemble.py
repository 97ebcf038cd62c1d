"""From results to the report: places become lines and columns, losses become advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import fsum
from operator import attrgetter

from seoaudit import __version__
from seoaudit.facts.calls import calls_to_action
from seoaudit.facts.fact import known
from seoaudit.facts.keyphrase import keyphrase, keyphrase_matches
from seoaudit.facts.keyphrase_density import natural_uses
from seoaudit.facts.links import external_links, internal_links
from seoaudit.facts.metadata import metadata
from seoaudit.facts.text import language, sentences, word_count
from seoaudit.lines import excerpt
from seoaudit.model import SEVERITIES, Edit, Finding, Outcome, RuleResult, Severity, Span
from seoaudit.pack import NamedPack
from seoaudit.packed import PackedPages, PageHead
from seoaudit.page import Page
from seoaudit.page_map import page_map
from seoaudit.report import OWN_RULES, SCHEMA_VERSION, GateVerdict, PackInfo, Report, RuleInfo, Summary, Tool
from seoaudit.report.page import (
    Advice,
    Location,
    PageFacts,
    PageReport,
    ReportedCategory,
    ReportedEdit,
    ReportedFinding,
    ReportedRepair,
    ReportedResult,
)
from seoaudit.report.site import SiteReport
from seoaudit.rule import Rule
from seoaudit.scoring import Score, grade

_WORST = 10

#: Where a rule that failed without a finding points.
_NOWHERE = ReportedFinding(Location(1, 1, 1, 1), "", "")


def page_report(
    page: Page,
    results: Sequence[RuleResult],
    score: Score,
    rules: Mapping[str, Rule],
    severities: Mapping[str, Severity],
) -> PageReport:
    """Return the report of one page. ``severities`` are the configured ones, where they differ."""
    reported = tuple([_result(page, result, score, rules[result.rule], severities) for result in results])
    return PageReport(
        path=page.source.name,
        media=page.source.media,
        score=round(score.value, 4),
        earned=round(score.earned, 4),
        grade=score.grade,
        blockers=score.blockers,
        categories=tuple(
            ReportedCategory(c.category, None if c.score is None else round(c.score, 4), round(c.lost, 4))
            for c in score.categories
        ),
        advice=_advice(reported, score),
        results=reported,
        facts=_facts(page),
        map=page_map(page),
    )


def _result(
    page: Page, result: RuleResult, score: Score, rule: Rule, severities: Mapping[str, Severity]
) -> ReportedResult:
    severity = severities.get(rule.id, rule.severity)
    findings: tuple[ReportedFinding, ...] = ()
    if result.score == 1 and result.value is None and not result.findings:
        return _plain(result.rule, result.outcome, severity, 1.0, result.reason)
    if result.findings:
        fix = rule.documentation.fix
        in_order = sorted(result.findings, key=attrgetter("span"))
        findings = tuple([reported_finding(page, finding, fix) for finding in in_order])
    # By position and without rounding what is whole: this runs for every rule on every page.
    return ReportedResult(
        result.rule,
        result.outcome,
        severity,
        1.0 if result.score == 1 else round(float(result.score), 4),
        round(score.lost[result.rule], 4) if result.rule in score.lost else 0.0,
        findings,
        None if result.value is None else float(result.value),
        result.unit,
        result.target,
        result.reason,
    )


@lru_cache(maxsize=2048, typed=True)
def _plain(rule: str, outcome: Outcome, severity: Severity, score: float, reason: str) -> ReportedResult:
    """Return the result of a rule that had nothing to say, one value for all the pages on which it had not."""
    return ReportedResult(rule, outcome, severity, score, 0.0, reason=reason)


def reported_finding(page: Page, finding: Finding, fix: str = "") -> ReportedFinding:
    """Return a finding as reports show it; ``fix`` is the rule's own, for one that has none."""
    location = locate(page, finding.span)
    fetched = page.source.name.startswith(("http://", "https://"))  # --fix changes files
    line, column = excerpt(page.source.text, finding.span.start, location.column)
    if not finding.edits or fetched:
        return ReportedFinding(location, finding.message, finding.fix or fix, line, column)
    edits = tuple(_edit(page, edit) for edit in finding.edits)
    repair = ReportedRepair(finding.applicability, edits)
    return ReportedFinding(location, finding.message, finding.fix or fix, line, column, repair)


def _edit(page: Page, edit: Edit) -> ReportedEdit:
    location, text = locate(page, edit.span), page.source.text
    first, last = (
        len(text[at - column + 1 : at].encode("utf-8", "surrogatepass")) + 1
        for at, column in zip(edit.span, (location.column, location.end_column), strict=True)
    )
    return ReportedEdit(location, edit.text, (first, last))


def locate(page: Page, span: Span) -> Location:
    """Return a span as lines and columns."""
    start, end = span
    return Location(*page.lines.range(start, max(end, start)))


def _advice(results: Iterable[ReportedResult], score: Score) -> tuple[Advice, ...]:
    by_rule = {result.rule: result for result in results}
    advice = []
    for rule, points in score.gains:
        findings = by_rule[rule].findings
        place = findings[0] if findings else _NOWHERE
        advice.append(Advice(rule, round(points, 4), place.fix, place.location, len(findings)))
    return tuple(advice)


def _facts(page: Page) -> PageFacts:
    phrase = known(lambda: keyphrase(page), None)
    return PageFacts(
        title=known(lambda: metadata(page).title.value, ""),
        words=known(lambda: word_count(page), 0),
        sentences=known(lambda: len(sentences(page)), 0),
        language=known(lambda: language(page).tag, ""),
        keyphrase=phrase.text if phrase else "",
        keyphrase_origin=phrase.origin if phrase else "",
        keyphrase_uses=known(lambda: len(keyphrase_matches(page)), 0),
        keyphrase_natural=known(lambda: natural_uses(page), None),
        internal_links=known(lambda: len(internal_links(page)), 0),
        external_links=known(lambda: len(external_links(page)), 0),
        calls_to_action=known(lambda: len(calls_to_action(page)), 0),
    )


def report(
    pages: PackedPages,
    gate: GateVerdict,
    rules: Mapping[str, Rule],
    severities: Mapping[str, Severity],
    sites: Sequence[SiteReport] = (),
    packs: Sequence[NamedPack] = (),
) -> Report:
    """Return the report of the whole run. ``rules`` are all that some result may name, ``packs`` those that took part."""
    from_packs = {rule: pack.name for pack in packs for rule in pack.rules}
    summary = _summary(pages.heads, sites)
    own = {rule: info for rule, info in OWN_RULES.items() if rule in summary.affected}
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=Tool(
            "seoaudit",
            __version__,
            tuple(PackInfo(each.name, each.distribution, each.version) for each in packs),
        ),
        summary=summary,
        gate=gate,
        pages=pages,
        rules={rule: rule_info(rules[rule], severities, from_packs.get(rule, "")) for rule in rules} | own,
        sites=tuple(sites),
    )


def rule_info(rule: Rule, severities: Mapping[str, Severity] | None = None, pack: str = "") -> RuleInfo:
    """Return what reports say of a rule. ``pack``: the one it comes from."""
    documentation = rule.documentation
    severity = (severities or {}).get(rule.id, rule.severity)
    return RuleInfo(
        documentation.summary,
        documentation.why,
        documentation.fix,
        severity,
        rule.evidence,
        rule.source,
        pack,
    )


def _median(scores: Sequence[float]) -> float:
    """Return the middle score; ``statistics`` takes longer to import than a page takes to audit."""
    ranked, middle = sorted(scores), len(scores) // 2
    return ranked[middle] if len(scores) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def _summary(pages: Sequence[PageHead], sites: Sequence[SiteReport]) -> Summary:
    scores = [page.score for page in pages if page.score is not None]
    findings: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    affected: dict[str, int] = {}
    for page in pages:
        for severity, failed, count in zip(SEVERITIES, page.failed, page.findings, strict=True):
            findings[severity] += count
            for rule in failed:
                affected[rule] = affected.get(rule, 0) + 1
    for result in (result for site in sites for result in site.results if result.findings):
        findings[result.severity] += len(result.findings) + result.left_out
        affected[result.rule] = affected.get(result.rule, 0) + result.pages
    mean = fsum(scores) / len(scores) if scores else None
    ranked = sorted((p for p in pages if p.score is not None), key=lambda p: (p.score, p.path))
    return Summary(
        pages=len(pages),
        errors=sum(bool(page.error) for page in pages),
        score=None if mean is None else round(mean, 4),
        median=round(_median(scores), 4) if scores else None,
        grade=grade(mean) if mean is not None else "",
        findings=findings,
        affected=dict(sorted(affected.items(), key=lambda item: (-item[1], item[0]))),
        worst=tuple(page.path for page in ranked[:_WORST]),
        suppressed=sum(page.suppressed for page in pages) + sum(len(site.suppressed) for site in sites),
        fixable=sum(page.fixable[0] for page in pages),
        fixable_unsafely=sum(page.fixable[1] for page in pages),
    )
