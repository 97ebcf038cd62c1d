"""From results to the report: places become lines and columns, losses become advice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import fsum
from operator import attrgetter
from typing import TypeVar

from seoaudit import __version__
from seoaudit.facts.calls import calls_to_action
from seoaudit.facts.keyphrase import keyphrase, keyphrase_matches
from seoaudit.facts.keyphrase_density import natural_uses
from seoaudit.facts.links import external_links, internal_links
from seoaudit.facts.metadata import metadata
from seoaudit.facts.text import language, sentences, word_count
from seoaudit.model import SEVERITIES, Finding, NotApplicable, Outcome, RuleResult, Severity, Span
from seoaudit.page import Page
from seoaudit.report import (
    SCHEMA_VERSION,
    Advice,
    GateVerdict,
    Location,
    PageFacts,
    PageReport,
    Report,
    ReportedCategory,
    ReportedFinding,
    ReportedResult,
    RuleInfo,
    Summary,
    Tool,
)
from seoaudit.rule import Rule
from seoaudit.scoring import Score, grade

#: Characters of a source line that a finding quotes.
_EXCERPT = 160
_WORST = 10

#: Where a rule that failed without a finding points.
_NOWHERE = ReportedFinding(Location(1, 1, 1, 1), "", "")

T = TypeVar("T")


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
    )


def _result(
    page: Page, result: RuleResult, score: Score, rule: Rule, severities: Mapping[str, Severity]
) -> ReportedResult:
    severity = severities.get(rule.id, rule.severity)
    findings: tuple[ReportedFinding, ...] = ()
    if result.score == 1 and result.value is None and not result.findings:
        return _plain(result.rule, result.outcome, severity, result.score, result.reason)
    if result.findings:
        fix = rule.documentation.fix
        in_order = sorted(result.findings, key=attrgetter("span"))
        findings = tuple([_finding(page, finding, fix) for finding in in_order])
    # By position and without rounding what is whole: this runs for every rule on every page.
    return ReportedResult(
        result.rule,
        result.outcome,
        severity,
        result.score if result.score == 1 else round(result.score, 4),
        round(score.lost[result.rule], 4) if result.rule in score.lost else 0.0,
        findings,
        result.value,
        result.unit,
        result.target,
        result.reason,
    )


@lru_cache(maxsize=2048, typed=True)
def _plain(rule: str, outcome: Outcome, severity: Severity, score: float, reason: str) -> ReportedResult:
    """Return the result of a rule that had nothing to say, one value for all the pages on which it had not."""
    return ReportedResult(rule, outcome, severity, score, 0.0, reason=reason)


def _finding(page: Page, finding: Finding, fix: str) -> ReportedFinding:
    location = locate(page, finding.span)
    text = page.source.text
    begin = finding.span.start - location.column + 1
    end = text.find("\n", begin)
    line = text[begin : end if end >= 0 else len(text)].rstrip()
    if not any(map(str.isalnum, line)):  # a fence of the front matter shows nothing
        return ReportedFinding(location, finding.message, finding.fix or fix)
    left = 0
    if len(line) > _EXCERPT:  # keep the place in view
        left = max(0, location.column - 1 - _EXCERPT // 3)
        line = (
            ("…" if left else "")
            + line[left : left + _EXCERPT - 2]
            + ("…" if left + _EXCERPT - 2 < len(line) else "")
        )
    return ReportedFinding(location, finding.message, finding.fix or fix, line, left or 1)


def locate(page: Page, span: Span) -> Location:
    """Return a span as lines and columns."""
    start, end = page.position(span.start), page.position(max(span.end, span.start))
    return Location(start.line, start.column, end.line, end.column)


def _advice(results: Iterable[ReportedResult], score: Score) -> tuple[Advice, ...]:
    by_rule = {result.rule: result for result in results}
    advice = []
    for rule, points in score.gains:
        findings = by_rule[rule].findings
        place = findings[0] if findings else _NOWHERE
        advice.append(Advice(rule, round(points, 4), place.fix, place.location, len(findings)))
    return tuple(advice)


def _facts(page: Page) -> PageFacts:
    phrase = _known(lambda: keyphrase(page), None)
    return PageFacts(
        title=_known(lambda: metadata(page).title.value, ""),
        words=_known(lambda: word_count(page), 0),
        sentences=_known(lambda: len(sentences(page)), 0),
        language=_known(lambda: language(page).tag, ""),
        keyphrase=phrase.text if phrase else "",
        keyphrase_origin=phrase.origin if phrase else "",
        keyphrase_uses=_known(lambda: len(keyphrase_matches(page)), 0),
        keyphrase_natural=_known(lambda: natural_uses(page), None),
        internal_links=_known(lambda: len(internal_links(page)), 0),
        external_links=_known(lambda: len(external_links(page)), 0),
        calls_to_action=_known(lambda: len(calls_to_action(page)), 0),
    )


def _known(measure: Callable[[], T], otherwise: T) -> T:
    """Return a fact, or ``otherwise`` when it failed: the rules that rest on it have said so already."""
    try:
        return measure()
    except NotApplicable:
        return otherwise
    except Exception:  # noqa: BLE001 - see above
        return otherwise


def report(
    pages: Sequence[PageReport],
    gate: GateVerdict,
    rules: Mapping[str, Rule],
    severities: Mapping[str, Severity],
) -> Report:
    """Return the report of the whole run."""
    named = sorted({result.rule for page in pages for result in page.results})
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=Tool("seoaudit", __version__),
        summary=_summary(pages),
        gate=gate,
        pages=tuple(pages),
        rules={rule: rule_info(rules[rule], severities) for rule in named},
    )


def rule_info(rule: Rule, severities: Mapping[str, Severity] | None = None) -> RuleInfo:
    """Return what reports say of a rule."""
    documentation = rule.documentation
    severity = (severities or {}).get(rule.id, rule.severity)
    return RuleInfo(
        documentation.summary, documentation.why, documentation.fix, severity, rule.evidence, rule.source
    )


def _median(scores: Sequence[float]) -> float:
    """Return the middle score; ``statistics`` takes longer to import than a page takes to audit."""
    ranked, middle = sorted(scores), len(scores) // 2
    return ranked[middle] if len(scores) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def _summary(pages: Sequence[PageReport]) -> Summary:
    scores = [page.score for page in pages if page.score is not None]
    findings: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    affected: dict[str, int] = {}
    for page in pages:
        for result in page.results:
            if result.outcome == "failed":
                findings[result.severity] += len(result.findings)
                affected[result.rule] = affected.get(result.rule, 0) + 1
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
    )
