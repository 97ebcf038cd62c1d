"""The values that pass between the stages: places, findings, measurements, results.

Everything here is frozen, small and knows nothing of parsing, rules or reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

#: How grave a finding is: an error fails the gate, a warning costs points, info is advice.
Severity = Literal["error", "warning", "info"]
#: What stands behind a rule; it bounds the rule's weight (``MAX_WEIGHT``).
Evidence = Literal["official", "standard", "measured", "convention", "heuristic"]
Outcome = Literal["passed", "failed", "not-applicable", "errored"]
#: Whether a fix may be made without being asked for by its own option (see docs/fixes.md).
Applicability = Literal["safe", "unsafe"]

#: Most severe first: reports sort by it.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

#: The largest weight a rule may claim, by what stands behind it (see docs/scoring.md).
MAX_WEIGHT: dict[Evidence, float] = {
    "official": 10,
    "standard": 10,
    "measured": 6,
    "convention": 4,
    "heuristic": 2,
}


class Span(NamedTuple):
    """A half-open range of characters of the decoded source text: ``source[start:end]``."""

    start: int
    end: int


class Edit(msgspec.Struct, frozen=True, gc=False):
    r"""A change of the source: ``text`` takes the place of what ``span`` holds; an empty span inserts.

    Write ends of lines in ``text`` as ``\n``: they become those of the document.
    """

    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True, gc=False):
    """A finding's edits, made together or not at all; ``message`` says in the imperative what they do."""

    edits: tuple[Edit, ...]
    applicability: Applicability = "safe"
    message: str = ""


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One fault at one place: what is wrong, and if it differs from the rule's own advice, the remedy.

    ``message`` states the fact with its figures, in one sentence without a full stop; ``fix`` is empty
    when the rule's *Fix* section already says what to do.

    A finding that a program can mend carries ``edits``: changes of ``page.source.text``, by offsets as in ``span``,
    that do not overlap, for example ``edits=(Edit(finding_span, "right"),)``. Made together they take this finding away
    and bring no other. ``applicability`` is *safe* where what the page says, shows and is found under stays as it is,
    *unsafe* where somebody has to look at it afterwards. ``check --fix`` makes the safe ones, tries the page again,
    and takes everything back that has not helped. A rule whose findings have edits says so: ``rule(fixable="safe")``.
    """

    span: Span
    message: str
    fix: str = ""
    edits: tuple[Edit, ...] = ()
    applicability: Applicability = "safe"


class SiteFinding(msgspec.Struct, frozen=True, gc=False):
    """One fault that only the site as a whole shows.

    ``page`` is the key of the page it is reported on (see ``seoaudit.site.rows``), ``span`` the place in that
    page's source (the whole page where it is empty), ``related`` the keys of the other pages concerned. ``words``,
    parted by blanks, narrow the place to where they first stand in it. ``headline`` is said once of all the pages
    concerned, in sentences that stand by themselves: what is wrong between them and what to do. It is set on the
    finding of the page to begin with. ``merge_into`` is the key of the page that is to take this one in, where the
    rule says so: reports say it before all else of the page.
    """

    page: str
    message: str
    fix: str = ""
    span: Span = Span(0, 0)
    related: tuple[str, ...] = ()
    words: str = ""
    headline: str = ""
    merge_into: str = ""


class Measurement(msgspec.Struct, frozen=True, gc=False):
    """What a *measure* rule returns: a number, its unit, and the places that make it bad.

    The engine turns ``value`` into a score between the rule's ``good`` and ``bad``; the findings are
    looked at only when that score is below 1, so they may be a generator.
    """

    value: float
    unit: str
    findings: Iterable[Finding] = ()


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """A score (0 … 1) that the rule decides by itself, with the findings that explain it."""

    score: float
    findings: Sequence[Finding] = ()


class NotApplicable(Exception):  # noqa: N818 - a verdict, not an error
    """Raised by a rule or a fact that has nothing to judge; the text says why, for ``--verbose``."""


class RuleResult(msgspec.Struct, frozen=True, gc=False):
    """What one rule said of one page.

    ``score`` is 1 for a rule that passed or did not apply. ``value``, ``unit`` and ``target`` are set by
    measure rules. ``reason`` explains *not-applicable* and *errored*. ``members``: how many things were judged one
    by one, when the score is the share of those that are right; otherwise 0.
    """

    rule: str
    outcome: Outcome
    score: float = 1.0
    findings: tuple[Finding, ...] = ()
    value: float | None = None
    unit: str = ""
    target: str = ""
    reason: str = ""
    members: int = 0


class SiteRuleResult(msgspec.Struct, frozen=True, gc=False):
    """What one site rule said of all pages. ``reason`` explains *not-applicable* and *errored*."""

    rule: str
    outcome: Outcome
    findings: tuple[SiteFinding, ...] = ()
    reason: str = ""
