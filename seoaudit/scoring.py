"""The score and its arithmetic.

    score = 100 × Σ weight × rule score / Σ weight        over the rules that apply

A rule's effective weight is its share of its category's share: ``share × weight / Σ weights of the
category``, taken over all selected rules of the category, whether they apply to this page or not, so that
one page's weights do not depend on what else is on it. What a rule costs is
``100 × weight × (1 − rule score) / Σ weight``; the costs add up to 100 − score. See docs/scoring.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from seoaudit.model import RuleResult, Severity
from seoaudit.profiles import Profile
from seoaudit.rule import Rule

#: A page with a failing blocker cannot score more than this.
BLOCKED_MAX = 49.0

GRADES: tuple[tuple[int, str], ...] = ((90, "A"), (80, "B"), (70, "C"), (60, "D"))


class CategoryScore(msgspec.Struct, frozen=True, gc=False):
    """A category's own score (0 … 100, ``None`` when none of its rules applied) and what it cost the page."""

    category: str
    score: float | None
    lost: float


class Score(msgspec.Struct, frozen=True):
    """A page's score with its arithmetic.

    ``value`` is the score after the cap, ``earned`` before it; ``lost`` has the points each rule cost
    (they add up to 100 − earned); ``blockers`` are the rules that capped it.
    """

    value: float
    earned: float
    lost: Mapping[str, float]
    categories: tuple[CategoryScore, ...]
    blockers: tuple[str, ...] = ()

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


def weights(rules: Iterable[Rule], profile: Profile, severities: Mapping[str, Severity] | None = None) -> dict[str, float]:
    """Return each rule's effective weight; rules of severity *info* weigh nothing."""
    severities = severities or {}
    counted = [rule for rule in rules if severities.get(rule.id, rule.severity) != "info" and rule.weight > 0]
    totals: dict[str, float] = {}
    for rule in counted:
        totals[rule.category] = totals.get(rule.category, 0.0) + rule.weight
    return {rule.id: profile.share(rule.category) * rule.weight / totals[rule.category] for rule in counted}


def score(results: Sequence[RuleResult], weight: Mapping[str, float], blockers: Iterable[str] = ()) -> Score:
    """Score one page from its results.

    ``weight`` comes from ``weights``; ``blockers`` are the ids of rules that cap the score when theirs
    is 0. Rules that did not apply or errored count neither way. A page on which nothing applies scores 0:
    there was nothing to be good at.
    """
    judged = [r for r in results if r.rule in weight and r.outcome in ("passed", "failed")]
    total = sum(weight[r.rule] for r in judged)
    lost = {r.rule: 100 * weight[r.rule] * (1 - r.score) / total for r in judged if r.score < 1}
    earned = max(100 - sum(lost.values()), 0.0) if total else 0.0
    blocking = set(blockers)
    failed = tuple(r.rule for r in results if r.rule in blocking and r.outcome == "failed" and r.score == 0)
    return Score(
        value=min(earned, BLOCKED_MAX) if failed else earned,
        earned=earned,
        lost=lost,
        categories=_categories(judged, weight, lost),
        blockers=failed,
    )


def _categories(
    judged: Sequence[RuleResult], weight: Mapping[str, float], lost: Mapping[str, float]
) -> tuple[CategoryScore, ...]:
    names = dict.fromkeys(rule.partition("/")[0] for rule in weight)
    groups: dict[str, list[RuleResult]] = {name: [] for name in names}
    for result in judged:
        groups[result.rule.partition("/")[0]].append(result)
    scores = []
    for name, members in groups.items():
        total = sum(weight[r.rule] for r in members)
        own = 100 * sum(weight[r.rule] * r.score for r in members) / total if total else None
        scores.append(CategoryScore(name, own, sum(lost.get(r.rule, 0.0) for r in members)))
    return tuple(scores)
