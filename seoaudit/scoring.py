"""The score and its arithmetic.

    score = 100 × Σ weight × rule score / Σ weight        over the rules that apply

An *earning* rule's weight here is its share of its category's share: ``share × weight / Σ weights of the
category's earning rules``, summed over all selected ones, whether they apply to this page or not, so that a
rule's weight does not depend on what else is on the page. What a rule costs is
``100 × weight × (1 − rule score) / Σ weight``; the costs add up to 100 − score.

*Fault* rules earn nothing by passing: nobody is praised for the absence of filler text. Where they fail they
join both sums with the score 0 and the weight ``FAULT_UNIT × weight × √(1 − rule score)``, so that one bad
link of sixteen weighs a quarter of what sixteen weigh. See docs/scoring.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from seoaudit.model import Outcome, RuleResult, Severity
from seoaudit.profiles import Profile
from seoaudit.rule import Rule

#: Sums of weights below this are a float's way of saying none.
_TINY = 1e-9
#: A page with a failing blocker cannot score more than this.
BLOCKED_MAX = 49.0

_JUDGED: tuple[Outcome, ...] = ("passed", "failed")
#: What a fault of weight 1 weighs against the 100 that a page's earning rules share.
FAULT_UNIT = 2.5

GRADES: tuple[tuple[int, str], ...] = ((90, "A"), (80, "B"), (70, "C"), (60, "D"))


class CategoryScore(msgspec.Struct, frozen=True, gc=False):
    """A category's own score (0 … 100, ``None`` when none of its rules applied) and what it cost the page."""

    category: str
    score: float | None
    lost: float


class Score(msgspec.Struct, frozen=True):
    """A page's score with its arithmetic.

    ``value`` is the score after the cap, ``earned`` before it; ``lost`` has the points each rule cost
    (they add up to 100 − earned); ``blockers`` are the rules that capped it. ``gains`` has the failing rules
    in the order in which mending them wins most, each with what it wins once those before it are mended; they
    add up to 100 − value.
    """

    value: float
    earned: float
    lost: Mapping[str, float]
    categories: tuple[CategoryScore, ...]
    blockers: tuple[str, ...] = ()
    gains: tuple[tuple[str, float], ...] = ()

    @property
    def grade(self) -> str:
        """Return the letter for the rounded-down value."""
        return grade(self.value)


def rounded(score: float) -> int:
    """Return a score as people see it: rounded down, so that 100 means 100.

    >>> rounded(59.96)
    59
    """
    return math.floor(score + 1e-9)


def grade(score: float) -> str:
    """Return the letter for a score.

    >>> grade(89.9), grade(90), grade(12)
    ('B', 'A', 'F')
    """
    value = rounded(score)
    return next((letter for least, letter in GRADES if value >= least), "F")


class Scale(msgspec.Struct, frozen=True, dict=True):
    """How much each rule of a selection counts: rules of severity *info* have no weight.

    ``faults`` earn nothing by passing; ``blockers`` cap the score when theirs is 0.
    """

    weights: Mapping[str, float]
    faults: frozenset[str] = frozenset()
    blockers: frozenset[str] = frozenset()

    @cached_property
    def categories(self) -> Mapping[str, str]:
        """Return the category of each rule that counts."""
        return {rule: rule.partition("/")[0] for rule in self.weights}


def scale(rules: Iterable[Rule], profile: Profile, severities: Mapping[str, Severity] | None = None) -> Scale:
    """Return the scale of a selection of rules under a profile, with the configured severities."""
    severities = severities or {}
    counted = [rule for rule in rules if severities.get(rule.id, rule.severity) != "info" and rule.weight > 0]
    earning: dict[str, float] = {}
    for rule in counted:
        if not rule.fault:
            earning[rule.category] = earning.get(rule.category, 0.0) + rule.weight
    whole = sum(map(profile.share, earning))
    weights = {
        rule.id: rule.weight * FAULT_UNIT * whole / 100
        if rule.fault and earning
        else profile.share(rule.category) * rule.weight / earning.get(rule.category, rule.weight)
        for rule in counted
    }
    # A selection in which nothing can be earned is judged by its faults alone.
    faults = frozenset(rule.id for rule in counted if rule.fault) if earning else frozenset[str]()
    return Scale(weights, faults, frozenset(rule.id for rule in counted if rule.blocker))


def score(results: Sequence[RuleResult], by: Scale) -> Score:
    """Score one page from its results.

    Rules that did not apply or errored count neither way. Where nothing counts, nothing was found: 100.
    """
    judged = [result for result in results if result.rule in by.weights and result.outcome in _JUDGED]
    parts = [part for result in judged if (part := _part(result, by)) is not None]
    total = sum(part.weight for part in parts)
    lost = {part.rule: 100 * part.missed / total for part in parts if part.missed}
    earned = max(100.0 - sum(lost.values()), 0.0)
    failed = tuple(
        r.rule for r in results if r.score == 0 and r.rule in by.blockers and r.outcome == "failed"
    )
    return Score(
        value=min(earned, BLOCKED_MAX) if failed else earned,
        earned=earned,
        lost=lost,
        categories=_categories(parts, by, lost),
        blockers=failed,
        gains=_gains(parts, by, failed),
    )


class _Part(NamedTuple):
    """What one rule brings to the sums: its weight, and how much of it was missed."""

    rule: str
    weight: float
    missed: float


def _part(result: RuleResult, by: Scale) -> _Part | None:
    weight = by.weights[result.rule]
    if result.rule in by.faults:
        felt = weight * math.sqrt(1 - result.score)
        return _Part(result.rule, felt, felt) if felt else None
    return _Part(result.rule, weight, weight * (1 - result.score))


def _gains(parts: Sequence[_Part], by: Scale, blockers: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return what mending wins, best first: blockers, then at each step what raises the score most.

    Mending an earning rule adds what it missed to what the page has earned; mending a fault takes its
    weight out of the sum by which the earned is divided.
    """
    left = {part.rule: part for part in parts if part.missed}
    whole = sum(part.weight for part in parts)
    had = whole - sum(part.missed for part in left.values())
    capped = set(blockers)
    earning = _Ranked([part for part in left.values() if part.rule not in by.faults], by)
    faults = _Ranked([part for part in left.values() if part.rule in by.faults], by)
    gains: list[tuple[str, float]] = []
    value = _reached(had, whole, capped=bool(capped))
    while left or capped:
        if blocking := [rule for rule in capped if rule in left]:
            candidates = blocking
        elif left:
            # Who misses more never wins less, so that the first of each kind are enough.
            candidates = [*earning.first(had, whole), *faults.first(had, whole)] if had > 0 else [*left]
        else:
            candidates = sorted(capped)
        after = {rule: _mended(had, whole, left.get(rule), by) for rule in candidates}
        rule = max(after, key=lambda name: (after[name][0] / max(after[name][1], _TINY), name))
        had, whole = after[rule]
        if part := left.pop(rule, None):
            (faults if rule in by.faults else earning).remove(part)
        capped.discard(rule)
        reached = max(_reached(had, whole, capped=bool(capped)), value)
        gains.append((rule, reached - value))
        value = reached
    return tuple(gains)


class _Ranked:
    """Parts of one kind (earning, or faults) by what they miss, so that the best is found without trying all of them."""

    def __init__(self, parts: Sequence[_Part], by: Scale) -> None:
        self._by = by
        self._alike: dict[float, list[_Part]] = {}
        for part in sorted(parts, key=lambda part: part.rule):
            self._alike.setdefault(part.missed, []).append(part)
        #: What is missed, the most last.
        self._missed = sorted(self._alike)

    def first(self, had: float, whole: float) -> Iterator[str]:
        """Yield the rules that win most: of those that miss the same the last name, and what only rounding makes equal."""
        most = 0.0
        for missed in reversed(self._missed):
            part = self._alike[missed][-1]
            earned, total = _mended(had, whole, part, self._by)
            share = earned / max(total, _TINY)
            if share < most:
                return
            most = share
            yield part.rule

    def remove(self, part: _Part) -> None:
        """Take a part out."""
        alike = self._alike[part.missed]
        alike.remove(part)
        if not alike:
            self._missed.remove(part.missed)


def _mended(had: float, whole: float, part: _Part | None, by: Scale) -> tuple[float, float]:
    if part is None:
        return had, whole
    return (had, whole - part.weight) if part.rule in by.faults else (had + part.missed, whole)


def _reached(had: float, whole: float, *, capped: bool) -> float:
    value = min(100 * had / whole, 100.0) if whole > _TINY else 100.0
    return min(value, BLOCKED_MAX) if capped else value


def _categories(parts: Sequence[_Part], by: Scale, lost: Mapping[str, float]) -> tuple[CategoryScore, ...]:
    groups: dict[str, list[_Part]] = {name: [] for name in by.categories.values()}
    for part in parts:
        groups[by.categories[part.rule]].append(part)
    scores = []
    for name, members in groups.items():
        total = sum(part.weight for part in members)
        own = 100 * (1 - sum(part.missed for part in members) / total) if total else None
        scores.append(CategoryScore(name, own, sum((lost.get(part.rule, 0.0) for part in members), 0.0)))
    return tuple(scores)
