"""The gate: whether a run passes. Separate from the score, and every condition that failed is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.packed import PageHead
from seoaudit.report import GateVerdict, SiteReport
from seoaudit.scoring import rounded

FailOn = Literal["error", "warning", "never"]

_FAILING: dict[FailOn, tuple[Severity, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "never": (),
}

#: How many pages a failed condition names before it only counts the rest.
_NAMED = 3


class Thresholds(msgspec.Struct, frozen=True):
    """What a page has to reach. ``fail_under``: its least score; ``fail_on``: the severity that fails it."""

    fail_under: float = 60
    fail_on: FailOn = "error"


def judge(
    pages: Iterable[tuple[PageHead, Thresholds]],
    max_warnings: int | None = None,
    sites: Sequence[SiteReport] = (),
    site_fail_on: FailOn = "error",
) -> GateVerdict:
    """Evaluate every condition and return the verdict with its exit code.

    0: passed, 1: a condition failed, 2: a page could not be read or a rule errored.
    """
    below: list[str] = []
    found: list[str] = []
    broken: list[str] = []
    failing: dict[str, None] = {}
    warnings = 0
    for page, wanted in pages:
        before = len(below) + len(found) + len(broken)
        if page.error:
            broken.append(f"{page.path} could not be audited: {page.error}")
        if page.score is not None and rounded(page.score) < wanted.fail_under:
            below.append(f"{page.path} scored {rounded(page.score)}, below {wanted.fail_under:g}")
        broken += [f"{page.path}: the rule {rule} broke: {reason}" for rule, reason in page.broke]
        for severity, rules in zip(SEVERITIES, page.failed, strict=True):
            if severity in _FAILING[wanted.fail_on]:
                found += [f"{page.path} fails {rule} ({severity})" for rule in rules]
        warnings += page.findings[SEVERITIES.index("warning")]
        if len(below) + len(found) + len(broken) > before:
            failing[page.path] = None
    for result in (result for site in sites for result in site.results):
        if result.outcome == "errored":
            broken.append(f"the rule {result.rule} broke: {result.reason}")
        elif result.outcome == "failed" and result.severity in _FAILING[site_fail_on]:
            paths = dict.fromkeys(finding.path for finding in result.findings)
            found += [f"{path} fails {result.rule} ({result.severity})" for path in paths]
            failing |= paths
        if result.severity == "warning":
            warnings += len(result.findings) + result.left_out
    failures = _some(below, "pages scored below their threshold") + _some(found, "rules that fail the gate")
    if max_warnings is not None and warnings > max_warnings:
        failures.append(f"{warnings} warnings, more than the {max_warnings} allowed")
    failures += _some(broken, "things could not be done")
    return GateVerdict(not failures, tuple(failures), 2 if broken else 1 if failures else 0, tuple(failing))


def _some(lines: list[str], what: str) -> list[str]:
    if len(lines) <= _NAMED:
        return lines
    return [*lines[:_NAMED], f"… and {len(lines) - _NAMED} more {what}"]
