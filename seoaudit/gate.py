"""The gate: whether a run passes. Separate from the score, and every condition that failed is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.packed import PageHead
from seoaudit.report import GateVerdict
from seoaudit.report.site import SiteReport, SiteResult
from seoaudit.scoring import rounded

FailOn = Literal["error", "warning", "never"]

_FAILING: dict[FailOn, tuple[Severity, ...]] = {
    "error": ("error",),
    "warning": ("error", "warning"),
    "never": (),
}

#: How many pages a failed condition names before it only counts the rest; of what is new, people want to see more.
_NAMED, _NAMED_OF_NEW = 3, 30
#: Stands for the run as a whole in place of a page's path.
WHOLE_RUN = ""


class Thresholds(msgspec.Struct, frozen=True):
    """What a page has to reach. ``fail_under``: its least score; ``fail_on``: the severity that fails it."""

    fail_under: float = 60
    fail_on: FailOn = "error"


class Known(Protocol):
    """What was there before, which does not fail the gate unless there is more of it."""

    @property
    def when(self) -> str:
        """Say in words when that was: “in the baseline”."""
        ...

    @property
    def strict(self) -> bool:
        """Say whether a page may not fall below its score of then, however high; otherwise only below its threshold."""
        ...

    def count(self, path: str, rule: str) -> int:
        """Return how many findings of a rule a page had; the path is ``WHOLE_RUN`` for what belongs to no page."""
        ...

    def score(self, path: str) -> int | None:
        """Return the score a page had, ``None`` for one that was not there."""
        ...


class _Nothing:
    when, strict = "before", False

    def count(self, path: str, rule: str) -> int:
        del path, rule
        return 0

    def score(self, path: str) -> int | None:
        del path
        return None


NOTHING_KNOWN: Known = _Nothing()


def judge(
    pages: Iterable[tuple[PageHead, Thresholds]],
    max_warnings: int | None = None,
    sites: Sequence[SiteReport] = (),
    site_fail_on: FailOn = "error",
    known: Known = NOTHING_KNOWN,
) -> GateVerdict:
    """Evaluate every condition and return the verdict with its exit code.

    0: passed, 1: a condition failed, 2: a page could not be read or a rule errored.
    """
    judging = _Judging(known)
    for page, wanted in pages:
        judging.page(page, wanted)
    for site in sites:
        judging.site(site, _FAILING[site_fail_on])
    return judging.verdict(max_warnings)


class _Judging:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._below: list[str] = []
        self._found: list[str] = []
        self._broken: list[str] = []
        self._failing: dict[str, None] = {}
        self._warnings = 0
        self._any_known = False

    def page(self, page: PageHead, wanted: Thresholds) -> None:
        before = len(self._below) + len(self._found) + len(self._broken)
        if page.error:
            self._broken.append(f"{page.path} could not be audited: {page.error}")
        grown: list[str] = []
        for severity, rules, counts in zip(SEVERITIES, page.failed, page.counts, strict=True):
            for rule, count in zip(rules, counts, strict=True):
                if severity != "info" and count > self._known.count(page.path, rule):
                    grown.append(self._more(rule, count, self._known.count(page.path, rule)))
                self._finding(page.path, rule, severity, count, _FAILING[wanted.fail_on])
        self._score(page, wanted, grown)
        self._broken += [f"{page.path}: the rule {rule} broke: {reason}" for rule, reason in page.broke]
        if len(self._below) + len(self._found) + len(self._broken) > before:
            self._failing[page.path] = None

    def site(self, site: SiteReport, failing: Sequence[Severity]) -> None:
        if site.crawl is not None and site.crawl.ended == "unreachable":
            reason = site.crawl.trouble or "the site no longer answered"
            broken = (
                f"the crawl ended early: {reason}; {site.crawl.waiting:,} known addresses had not been asked"
            )
            self._broken += [broken] if broken not in self._broken else []  # once for all hosts of the crawl
        for result in site.results:
            if result.outcome == "errored":
                self._broken.append(f"the rule {result.rule} broke: {result.reason}")
            elif result.outcome == "failed":
                self._site_result(result, failing)
        # What the head or a page as a whole has from its template has been counted with the pages.
        frames = [fault for fault in site.templates if fault.part == "frame"]
        counts = Counter(fault.rule for fault in frames)
        for fault in frames:
            known = self._known.count(WHOLE_RUN, fault.rule)
            if counts[fault.rule] <= known:
                self._any_known = True
                continue
            if fault.severity in failing:
                text = f"the template of {fault.pages:,} pages fails {fault.rule} ({fault.severity})"
                self._found.append(text)
                self._failing[fault.example] = None
            self._warnings += fault.severity == "warning"

    def verdict(self, max_warnings: int | None) -> GateVerdict:
        named = _NAMED if self._known is NOTHING_KNOWN else _NAMED_OF_NEW
        failures = _some(self._below, ("page scored too low", "pages scored too low"), named)
        failures += _some(self._found, ("finding that fails the gate", "findings that fail the gate"), named)
        if max_warnings is not None and self._warnings > max_warnings:
            new = f" that were not {self._known.when}" if self._any_known else ""
            failures.append(f"{self._warnings} warnings{new}, more than the {max_warnings} allowed")
        failures += _some(self._broken, ("thing could not be done", "things could not be done"), _NAMED)
        code: Literal[0, 1, 2] = 2 if self._broken else 1 if failures else 0
        return GateVerdict(not failures, tuple(failures), code, tuple(self._failing))

    def _score(self, page: PageHead, wanted: Thresholds, grown: Sequence[str]) -> None:
        if page.score is None:
            return
        now, before = rounded(page.score), self._known.score(page.path)
        if before is None:
            if now < wanted.fail_under:
                self._below.append(f"{page.path} scored {now}, below your threshold of {wanted.fail_under:g}")
        elif now < before and (self._known.strict or now < wanted.fail_under):
            more = f"; more than then: {', '.join(grown)}" if grown else ""
            self._below.append(
                f"{page.path} scored {now}, below the {before} it had {self._known.when}{more}"
            )

    def _finding(
        self, path: str, rule: str, severity: Severity, count: int, failing: Sequence[Severity]
    ) -> None:
        """Judge what one rule found on one page, or in the whole run."""
        known = self._known.count(path, rule)
        self._any_known |= known > 0
        if severity == "warning":
            self._warnings += max(count - known, 0)
        if count <= known or severity not in failing:
            return
        more = f": {self._more('', count, known)}" if known else ""
        self._found.append(f"{path or 'the site'} fails {rule} ({severity}){more}")

    def _more(self, rule: str, count: int, known: int) -> str:
        return f"{rule} {count} now, {known} {self._known.when}".lstrip()

    def _site_result(self, result: SiteResult, failing: Sequence[Severity]) -> None:
        counts = Counter(finding.path for finding in result.findings)
        if self._known.count(WHOLE_RUN, result.rule):
            # There were more than are listed, so that only their number can be compared.
            counts = Counter({WHOLE_RUN: len(result.findings) + result.left_out})
        elif result.severity == "warning":
            self._warnings += result.left_out
        for path, count in counts.items():
            found = len(self._found)
            self._finding(path, result.rule, result.severity, count, failing)
            if len(self._found) > found and path:
                self._failing[path] = None


def _some(lines: list[str], what: tuple[str, str], named: int) -> list[str]:
    """Return the first lines, and how many of ``what`` (one, several) there are besides."""
    left = len(lines) - named
    if left <= 1:  # one that is left over takes as much room as the line that says so
        return lines
    return [*lines[:named], f"… and {left:,} more {what[left > 1]}"]
