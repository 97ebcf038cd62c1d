"""What changed from one report to another: findings that are new, fixed, moved, the scores of pages, and what cost or won them.

Findings are the same when their fingerprints are: the page, the rule and the text that the fault stands on, wherever
that has moved to. Points are compared on the pages that both reports have a score of, so that a page that came or
went does not look like work done on the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.packed import heads
from seoaudit.report import OWN_RULES, Report
from seoaudit.report.page import PageReport
from seoaudit.reports.listed import Listed, by_page, listed, not_listed

#: Less than this is no difference: reports have four decimals of each loss.
_NOTHING = 0.005


class Changed(msgspec.Struct, frozen=True):
    """A page whose score changed; ``None`` where it has none, or is not in that report."""

    path: str
    before: float | None
    after: float | None


class RuleChange(msgspec.Struct, frozen=True):
    """What became of one rule: how many findings it had and has, and the points that it gave back (or took, below 0).

    The points are added up over the pages that both reports have a score of.
    """

    rule: str
    before: int
    after: int
    points: float


class Shared(msgspec.Struct, frozen=True):
    """The pages that both reports have a score of: how many, and the means of their scores.

    ``gained`` and ``lost`` count those that score more or less than before.
    """

    pages: int
    before: float | None
    after: float | None
    gained: int
    lost: int


class Comparison(msgspec.Struct, frozen=True):
    """The difference between two reports; ``earlier`` is what the older one is called.

    ``new`` and ``fixed`` are in the order of their reports. ``unchanged`` counts those in both, ``moved`` those of
    them that stand on another line. ``pages`` have another score than before, the greatest loss first. ``before`` and
    ``after`` are the mean scores of all pages. ``added`` and ``removed`` are pages that only one report has.

    The ``points`` of ``rules``, the greatest first either way, and ``cap`` (points that caps on scores gave back or
    took) add up to what the scores of the ``shared`` pages won. ``unapplied`` are rules that only the new report's run
    applied, so that their findings need not be new. ``cut``: some findings of site rules are in neither report.
    ``tools`` are the versions of the program that made the two.
    """

    new: tuple[Listed, ...]
    fixed: tuple[Listed, ...]
    unchanged: int
    pages: tuple[Changed, ...]
    before: float | None
    after: float | None
    moved: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    shared: Shared = Shared(0, None, None, 0, 0)
    rules: tuple[RuleChange, ...] = ()
    cap: float = 0.0
    unapplied: tuple[str, ...] = ()
    cut: bool = False
    tools: tuple[str, str] = ("", "")
    earlier: str = ""

    def worse(self, severities: Iterable[Severity]) -> tuple[Listed, ...]:
        """Return the new findings of some severities."""
        wanted = set(severities)
        return tuple(each for each in self.new if each.severity in wanted)


def compare(old: Report, new: Report, earlier: str = "") -> Comparison:
    """Compare two reports of the same documents. ``earlier`` is what to call the old one."""
    scores = _scores(old), _scores(new)
    shared = frozenset(
        path for path, score in scores[0].items() if score is not None and scores[1].get(path) is not None
    )
    tallies = _Tally(shared), _Tally(shared)
    lines = {each.fingerprint: each.location.line for each in _walked(old, tallies[0])}
    found: list[Listed] = []
    unchanged = moved = 0
    for each in _walked(new, tallies[1]):
        line = lines.pop(each.fingerprint, None)
        if line is None:
            found.append(each)
        else:
            unchanged += 1
            moved += line != each.location.line
    gone = tuple(each for each in listed(old) if each.fingerprint in lines) if lines else ()
    pages = _changed(*scores)
    return Comparison(
        new=tuple(found),
        fixed=gone,
        unchanged=unchanged,
        pages=pages,
        before=old.summary.score,
        after=new.summary.score,
        moved=moved,
        added=tuple(path for path in scores[1] if path not in scores[0]),
        removed=tuple(path for path in scores[0] if path not in scores[1]),
        shared=_shared(shared, *scores),
        rules=_rules(*tallies),
        cap=_rounded(tallies[0].capped - tallies[1].capped),
        unapplied=tuple(
            sorted(({each.rule for each in found} & new.rules.keys()) - old.rules.keys() - OWN_RULES.keys())
        ),
        cut=bool(not_listed(old) or not_listed(new)),
        tools=(old.tool.version, new.tool.version),
        earlier=earlier,
    )


class _Tally:
    """Adds up what rules found, and what they and caps cost the pages that count."""

    def __init__(self, counting: frozenset[str]) -> None:
        self.counting = counting
        self.findings: dict[str, int] = {}
        self.lost: dict[str, float] = {}
        self.capped = 0.0

    def add(self, page: PageReport) -> None:
        if page.path not in self.counting:
            return
        for result in page.results:
            if result.lost:
                self.lost[result.rule] = self.lost.get(result.rule, 0.0) + result.lost
        self.capped += (page.earned or 0.0) - (page.score or 0.0)


def _walked(report: Report, tally: _Tally) -> Iterable[Listed]:
    """Yield a report's findings, and add its pages up on the way."""
    for page, found in by_page(report):
        if page is not None:
            tally.add(page)
        for each in found:
            tally.findings[each.rule] = tally.findings.get(each.rule, 0) + 1
            yield each


def _rules(old: _Tally, new: _Tally) -> tuple[RuleChange, ...]:
    """Return the rules that cost or found something else than before."""
    changes = []
    for rule in dict.fromkeys((*old.findings, *new.findings, *old.lost, *new.lost)):
        points = _rounded(old.lost.get(rule, 0.0) - new.lost.get(rule, 0.0))
        before, after = old.findings.get(rule, 0), new.findings.get(rule, 0)
        if points or before != after:
            changes.append(RuleChange(rule, before, after, points))
    return tuple(sorted(changes, key=lambda each: (-abs(each.points), each.after - each.before, each.rule)))


def _rounded(points: float) -> float:
    return 0.0 if abs(points) < _NOTHING else round(points, 4)


def _shared(
    paths: Iterable[str], before: Mapping[str, float | None], after: Mapping[str, float | None]
) -> Shared:
    pairs = [(before[path] or 0.0, after[path] or 0.0) for path in sorted(paths)]
    if not pairs:
        return Shared(0, None, None, 0, 0)
    return Shared(
        len(pairs),
        sum(score for score, _ in pairs) / len(pairs),
        sum(score for _, score in pairs) / len(pairs),
        sum(now > then for then, now in pairs),
        sum(now < then for then, now in pairs),
    )


def _changed(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> tuple[Changed, ...]:
    changed = [
        Changed(path, before.get(path), after.get(path))
        for path in dict.fromkeys((*before, *after))
        if before.get(path) != after.get(path)
    ]
    return tuple(sorted(changed, key=lambda each: ((each.after or 0) - (each.before or 0), each.path)))


def _scores(report: Report) -> Mapping[str, float | None]:
    return {head.path: head.score for head in heads(report)}


def at_least(severity: Severity) -> tuple[Severity, ...]:
    """Return the severities from the worst to this one."""
    return SEVERITIES[: SEVERITIES.index(severity) + 1]
