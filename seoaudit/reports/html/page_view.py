"""One page as its details show it: what to fix, the map of its text, the search preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from seoaudit.model import SEVERITIES, Evidence, Severity
from seoaudit.report import RuleInfo
from seoaudit.report.page import (
    Location,
    PageFacts,
    PageReport,
    ReportedCategory,
    ReportedFinding,
    ReportedResult,
    SuppressedFinding,
)
from seoaudit.report.page_map import MappedCall, MappedHeading, MappedLink, PageMap
from seoaudit.reports.fetching import answered, redirects
from seoaudit.reports.html.changes_view import PageChanges
from seoaudit.reports.html.excerpts import Marked, marked
from seoaudit.reports.html.figures import figure
from seoaudit.reports.html.preview import Preview, previews
from seoaudit.reports.html.same_words import same_words
from seoaudit.reports.html.shared import Shared
from seoaudit.reports.html.titles import fixes_of, title
from seoaudit.reports.html.tracks import Track, tracks

#: For each finding, by its rule and place, the other rules that speak of the same words.
_Others: TypeAlias = Mapping[tuple[str, Location], Sequence[str]]
#: Findings of one rule that are shown at once; the others are folded away.
SHOWN = 4


class Fault(NamedTuple):
    """One finding: where, what, and the source line with the fault marked.

    ``fix`` only where fixes differ. ``new``: an earlier report does not have it. ``also``: rules that have something to say
    of the same words.
    """

    location: Location
    message: str
    excerpt: Marked | None
    fix: str
    new: bool
    also: Sequence[str] = ()


class Group(NamedTuple):
    """What one rule found: one fix, in all its places. ``points``: what it wins, in the order of the advice.

    ``title`` is what is wrong, or of several places what to do, which is not said again then: ``fix`` is empty.
    """

    rule: str
    severity: Severity
    points: float
    blocks: bool
    title: str
    fix: str
    why: str
    evidence: Evidence | None
    source: str
    measured: str
    shown: Sequence[Fault]
    folded: Sequence[Fault]


class PageView(NamedTuple):
    """A page's details. ``groups`` cost points or fail the gate, ``advice`` does neither.

    ``between`` is what its site says of it, ``before`` what of that stands before all else; ``merges``: another page is
    to take this one in. ``errors`` are groups that stand before the others, whatever they win.
    ``fetch`` has lines on how a live page answered. ``changes`` is there when the report is compared with an earlier one.
    """

    path: str
    error: str
    fix: str
    score: float | None
    earned: float | None
    grade: str
    fetch: Sequence[str]
    facts: PageFacts
    categories: Sequence[ReportedCategory]
    merges: bool
    before: Sequence[Shared]
    between: Sequence[Shared]
    errors: Sequence[Group]
    groups: Sequence[Group]
    advice: Sequence[Group]
    passed: int
    unjudged: int
    broke: Sequence[tuple[str, str]]
    suppressed: Sequence[SuppressedFinding]
    ignored: Sequence[str]
    previews: Sequence[Preview]
    tracks: Sequence[Track]
    outline: Sequence[MappedHeading]
    calls: Sequence[MappedCall]
    links: Sequence[MappedLink]
    links_left_out: int
    changes: PageChanges | None


def page_view(
    page: PageReport,
    rules: Mapping[str, RuleInfo],
    changes: PageChanges | None = None,
    between: Sequence[Shared] = (),
) -> PageView:
    """Return what a page's details show."""
    mapped = page.map or PageMap()
    outcomes = [result.outcome for result in page.results]
    places = [(result.rule, each.location) for result in page.results for each in result.findings]
    shared = same_words([*places, *((each.rule, each.location) for each in between)])
    groups = list(_groups(page, rules, changes, shared))
    return PageView(
        page.path, page.error, page.fix, page.score, page.earned, page.grade,
        [*redirects(page.fetch), answered(page.fetch)] if page.fetch else (), page.facts,
        sorted((c for c in page.categories if c.score is not None), key=lambda c: (-c.lost, c.category)),
        any(each.into for each in between),
        [each for each in between if each.first],
        [each for each in between if not each.first],
        [group for group in groups if group.severity == "error"],
        [group for group in groups if group.severity == "warning"],
        [group for group in groups if group.severity == "info"],
        outcomes.count("passed"), outcomes.count("not-applicable"),
        [(result.rule, result.reason) for result in page.results if result.outcome == "errored"],
        page.suppressed, page.ignored,
        previews(page.path, page.facts.title, mapped) if page.map else (),
        tracks(page.facts, mapped), mapped.headings, mapped.calls, mapped.links, mapped.links_left_out,
        changes,
    )  # fmt: skip


def _groups(
    page: PageReport, rules: Mapping[str, RuleInfo], changes: PageChanges | None, shared: _Others
) -> Iterator[Group]:
    """Yield what failed: first what wins points, in the order of the advice; what costs none by severity."""
    order = {advice.rule: place for place, advice in enumerate(page.advice)}
    won = {advice.rule: advice.points for advice in page.advice}
    failed = [result for result in page.results if result.outcome == "failed"]
    failed.sort(
        key=lambda result: (
            order.get(result.rule, len(order)),
            SEVERITIES.index(result.severity),
            result.rule,
        )
    )
    for result in failed:
        yield _group(
            result, won.get(result.rule, 0.0), rules.get(result.rule), page.blockers, changes, shared
        )


def _group(
    result: ReportedResult,
    points: float,
    info: RuleInfo | None,
    blockers: Sequence[str],
    changes: PageChanges | None,
    shared: _Others,
) -> Group:
    fixes = fixes_of(result)
    faults = [
        _fault(
            finding,
            with_fix=len(fixes) > 1,
            new=changes is not None and changes.is_new(result.rule, finding.location, finding.message),
            also=shared.get((result.rule, finding.location), ()),
        )
        for finding in result.findings
    ]
    faults.sort(key=lambda fault: not fault.new)  # in their own order otherwise
    # One that is left over takes as much room as the line that says so.
    most = SHOWN + 1 if len(faults) == SHOWN + 1 else SHOWN
    return Group(
        result.rule,
        result.severity,
        points,
        result.rule in blockers,
        title(result, info),
        (fixes[0] if len(fixes) == 1 else info.fix if info else "") if len(result.findings) == 1 else "",
        info.why if info else "",
        info.evidence if info else None,
        info.source if info and info.source.startswith(("https://", "http://")) else "",
        _measured(result),
        faults[:most],
        faults[most:],
    )


def _fault(finding: ReportedFinding, *, with_fix: bool, new: bool, also: Sequence[str]) -> Fault:
    excerpt = marked(finding.location, finding.excerpt, finding.excerpt_column)
    return Fault(finding.location, finding.message, excerpt, finding.fix if with_fix else "", new, also)


def _measured(result: ReportedResult) -> str:
    if result.value is None or not result.target:
        return ""
    unit = f" {result.unit}" if result.unit else ""
    return f"{figure(result.value)}{unit} now, the aim is {result.target}{'' if result.unit != '%' else ' %'}"
