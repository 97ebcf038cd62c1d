"""What suppressions make of a page's results.

A suppressed finding is left out as if its place were not there: of links judged one by one, one less is judged;
a rule that finds nothing else does not apply. So nobody earns points by suppressing, and nobody pays for what is
suppressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from seoaudit.assemble import locate, reported_finding
from seoaudit.config import Settings
from seoaudit.config.catalogue import catalogue_of
from seoaudit.directives import ALL, END, Directives, Suppression, directives
from seoaudit.model import Finding, RuleResult
from seoaudit.page import Page
from seoaudit.report import BAD_SUPPRESSION, OWN_RULES, UNUSED_SUPPRESSION
from seoaudit.report.page import PageReport, ReportedResult, SuppressedFinding
from seoaudit.site.rows import FaultRow, PageRow, SuppressionRow

#: What the row of a page gives as the reason where its front matter leaves a rule out.
FRONT_MATTER = "ignored in the front matter"
_REMOVE = "Take it out of the comment, so that the next fault of this kind is seen."


class LeftOut:
    """What one page leaves out, by comments and by ``seo: ignore``, and what is to be told of it.

    ``configured`` are the settings before the page had its say, ``settings`` those after; ``site_rules`` are the
    ids of the rules that have yet to look at the page's row.
    """

    def __init__(
        self, page: Page, configured: Settings, settings: Settings, site_rules: Sequence[str]
    ) -> None:
        self._page, self._site_rules = page, site_rules
        self._said = (
            directives(page, catalogue_of(settings)) if page.comments and settings.inline else Directives()
        )
        kept = set(settings.rules)
        self._ignored = tuple(rule for rule in configured.rules if rule not in kept)
        self._gone: list[tuple[str, Finding, Suppression]] = []
        self._judged: list[str] = []

    def of(self, results: list[RuleResult]) -> list[RuleResult]:
        """Return the results without what is suppressed."""
        if not self._said.suppressions:
            return results
        self._judged = [result.rule for result in results if result.outcome != "errored"]
        return [self._left(result) if result.outcome == "failed" else result for result in results]

    def of_frame(self, faults: Iterable[FaultRow]) -> Iterator[FaultRow]:
        """Yield the faults of the page's frame that are not suppressed."""
        suppressions = self._said.suppressions
        return (each for each in faults if not _covering(suppressions, each.rule, each.start))

    def told_in(self, report: PageReport) -> PageReport:
        """Return the page's report with what is suppressed, and what there is to say of the suppressions."""
        if not (self._said.suppressions or self._said.mistakes or self._ignored):
            return report
        severities = {result.rule: result.severity for result in report.results}
        locations = [
            (locate(self._page, found.span), locate(self._page, by.span)) for _, found, by in self._gone
        ]
        suppressed = [
            SuppressedFinding(rule, severities[rule], at, found.message, by.reason, comment)
            for (rule, found, by), (at, comment) in zip(self._gone, locations, strict=True)
        ]
        suppressed.sort(key=lambda each: (each.location.line, each.location.column, each.rule))
        results = (*report.results, *self._notices())
        return msgspec.structs.replace(
            report, results=results, suppressed=tuple(suppressed), ignored=self._ignored
        )

    def told_in_row(self, row: PageRow) -> PageRow:
        """Return the page's row with what it suppresses of the site rules, which look at rows only."""
        rows = [
            SuppressionRow(name, each.begin, each.end, each.scope == "page", each.reason, *each.span)
            for each in self._said.suppressions
            for name in each.names
            if any(each.name_for(rule) == name for rule in self._site_rules)
        ]
        rows += [
            SuppressionRow(rule, 0, END, True, FRONT_MATTER, 0, 0)
            for rule in self._ignored
            if rule in self._site_rules
        ]
        return msgspec.structs.replace(row, suppressions=tuple(rows)) if rows else row

    def _left(self, result: RuleResult) -> RuleResult:
        whole = Finding(self._page.start, "the page as a whole fails this rule")
        found = [(each, self._by(result.rule, each)) for each in result.findings or (whole,)]
        gone = [(each, by) for each, by in found if by]
        if not gone:
            return result
        self._gone += [(result.rule, each, by) for each, by in gone]
        reason = next((by.reason for _, by in gone if by.reason), "")
        return without(result, [each for each, by in found if not by], reason)

    def _by(self, rule: str, finding: Finding) -> Suppression | None:
        suppressions: Sequence[Suppression] = self._said.suppressions
        if finding.span == self._page.start:  # of the page as a whole, not of whatever its first line is
            suppressions = [each for each in suppressions if each.scope == "page"]
        return _covering(suppressions, rule, finding.span.start)

    def _notices(self) -> Iterator[ReportedResult]:
        """Yield what is wrong with the suppressions, and which of them have no effect.

        One of a rule that did not run, or of a site rule, which has yet to, is not called unused.
        """
        ran = dict.fromkeys(self._judged, True) | dict.fromkeys(self._site_rules, False)
        used = {(by, by.name_for(rule)) for rule, _, by in self._gone}
        unused = [
            Finding(each.span, f"“{name}” is suppressed here, where it finds nothing", _REMOVE)
            for each in self._said.suppressions
            for name in each.names
            if (each, name) not in used and _certain(name, ran)
        ]
        if self._said.mistakes:
            yield self._notice(BAD_SUPPRESSION, self._said.mistakes)
        if unused:
            yield self._notice(UNUSED_SUPPRESSION, unused)

    def _notice(self, rule: str, findings: Iterable[Finding]) -> ReportedResult:
        found = tuple(reported_finding(self._page, each) for each in findings)
        return ReportedResult(rule, "failed", OWN_RULES[rule].severity, 0.0, 0.0, found)


def _covering(suppressions: Sequence[Suppression], rule: str, at: int) -> Suppression | None:
    """Return the suppression that covers a rule's finding at an offset; of several the last one given."""
    return next(
        (each for each in reversed(suppressions) if each.begin <= at < each.end and each.name_for(rule)), None
    )


def _certain(name: str, ran: Mapping[str, bool]) -> bool:
    """Return whether every rule that a name covers has judged the page."""
    covered = [judged for rule, judged in ran.items() if name in (rule, rule.partition("/")[0], ALL)]
    return bool(covered) and all(covered)


def without(result: RuleResult, left: Sequence[Finding], reason: str = "") -> RuleResult:
    """Return a failed result with only the findings that are left, and the score that these deserve.

    >>> link, other = Finding(Span(0, 4), "bad"), Finding(Span(9, 12), "bad")
    >>> without(RuleResult("links/x", "failed", 0.5, (link, other), members=4), [link]).score  # 1 of 3 is bad
    0.6666666666666667
    """
    before, spans = len({each.span for each in result.findings}), {each.span for each in left}
    members = result.members - (before - len(spans))
    if not left:
        if result.members > before:
            return RuleResult(result.rule, "passed", members=members)
        said = f"suppressed in the page: {reason}" if reason else "suppressed in the page"
        return RuleResult(result.rule, "not-applicable", reason=said)
    if result.members > 1:
        members = max(members, 1)
        score = 1 - min(len(spans), members) / members
    elif result.members:
        score = result.score
    else:  # a measurement or a verdict of the rule's own: each finding has an equal part in what is missed
        score = 1 - (1 - result.score) * len(left) / len(result.findings)
    score = max(score, result.score)
    return msgspec.structs.replace(result, findings=tuple(left), score=score, members=max(members, 0))
