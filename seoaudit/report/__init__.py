"""The report: a whole run as one versioned value. Reporters are functions of it and of nothing else.

The JSON format writes this value as it is; ``SCHEMA_VERSION`` changes when a field changes its meaning or
goes away, not when one is added. What it says of a page and of a site is in modules of this package.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from seoaudit.model import Evidence, Severity
from seoaudit.report.page import PageReport
from seoaudit.report.site import SiteReport

SCHEMA_VERSION = 1
#: Said wherever a score is shown to people.
DISCLAIMER = (
    "The score is this tool's own arithmetic over rules whose sources it cites. "
    "Search engines publish no such score; a high one promises no rank."
)


class RuleInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rule as reports quote it. ``pack`` is the pack it comes from, empty for those of the program."""

    summary: str
    why: str
    fix: str
    severity: Severity
    evidence: Evidence
    source: str
    pack: str = ""


#: What is said of the suppressions themselves, under names that no rule has.
BAD_SUPPRESSION = "seoaudit/bad-suppression"
UNUSED_SUPPRESSION = "seoaudit/unused-suppression"
OWN_RULES: dict[str, RuleInfo] = {
    BAD_SUPPRESSION: RuleInfo(
        "A comment that suppresses findings names rules that exist.",
        "A suppression with a misspelt name suppresses nothing, and nobody notices.",
        "Correct the name; `seoaudit rules` lists them.",
        "warning",
        "heuristic",
        "none: our own",
    ),
    UNUSED_SUPPRESSION: RuleInfo(
        "A comment that suppresses findings has findings to suppress.",
        "What suppresses nothing today hides the fault that is made tomorrow.",
        "Take the rule out of the comment.",
        "info",
        "heuristic",
        "none: our own",
    ),
}


class Summary(msgspec.Struct, frozen=True):
    """The run in figures. ``score`` is the mean of the pages' scores, ``None`` when no page was scored.

    ``affected``: for each rule that failed anywhere, on how many pages. ``worst``: paths, lowest first.
    ``suppressed``: how many findings comments in the pages leave out. ``fixable`` is how many ``--fix`` would mend,
    ``fixable_unsafely`` how many more ``--unsafe-fixes`` would.
    """

    pages: int
    errors: int
    score: float | None
    median: float | None
    grade: str
    findings: dict[Severity, int]
    affected: dict[str, int]
    worst: tuple[str, ...]
    suppressed: int = 0
    fixable: int = 0
    fixable_unsafely: int = 0


class LeftAlone(msgspec.Struct, frozen=True):
    """A document that ``--fix`` left as it was, or some fixes of one, and why. ``rule`` is empty for the document."""

    path: str
    rule: str
    reason: str


class FixedFile(msgspec.Struct, frozen=True):
    """What ``--fix`` has mended in one document: how many findings of each rule, and its score before and after."""

    path: str
    rules: dict[str, int]
    score_before: float | None
    score_after: float | None


class FixedRun(msgspec.Struct, frozen=True):
    """What ``--fix`` has mended before this report was made.

    ``findings`` and ``rules`` (by id) count findings, ``files`` names the documents that were changed, and ``documents``
    tells of each of them. The scores are the means of the scores of all ``pages`` before and after.
    """

    findings: int
    files: tuple[str, ...]
    rules: dict[str, int]
    pages: int
    score_before: float | None
    score_after: float | None
    left: tuple[LeftAlone, ...] = ()
    documents: tuple[FixedFile, ...] = ()


class GateVerdict(msgspec.Struct, frozen=True):
    """Whether the run passes; ``failures`` has one sentence for each condition that failed.

    ``failing``: the paths of the pages that made a condition fail. Empty when only the run as a whole failed.
    """

    passed: bool
    failures: tuple[str, ...]
    exit_code: Literal[0, 1, 2]
    failing: tuple[str, ...] = ()


class PackInfo(msgspec.Struct, frozen=True):
    """A pack that took part: its name, and the distribution that it is from with its version."""

    name: str
    distribution: str
    version: str


class Tool(msgspec.Struct, frozen=True, omit_defaults=True):
    """What made the report. ``packs`` took part with their rules."""

    name: str
    version: str
    packs: tuple[PackInfo, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """A whole run. ``rules`` has an entry for every rule that some result names.

    ``sites`` is empty when a single page was audited. ``fixed`` is there after a run with ``--fix``.
    """

    schema_version: int
    tool: Tool
    summary: Summary
    gate: GateVerdict
    pages: Sequence[PageReport]
    rules: dict[str, RuleInfo]
    sites: tuple[SiteReport, ...] = ()
    disclaimer: str = DISCLAIMER
    fixed: FixedRun | None = None
