"""Running rules over a page: judgements become results, exceptions become results too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from seoaudit.facts.judged import not_judged
from seoaudit.facts.text import is_in
from seoaudit.model import (
    Finding,
    Measurement,
    NotApplicable,
    RuleResult,
    SiteFinding,
    SiteRuleResult,
    Verdict,
)
from seoaudit.page import Media, Page
from seoaudit.rule import Bound, Judgement, Rule, Subject

if TYPE_CHECKING:
    from seoaudit.site.database import Site

Options = Mapping[str, Any]
_NO_OPTIONS: Options = {}
_NONE_CONFIGURED: Mapping[str, Options] = {}


class Ready(msgspec.Struct, frozen=True):
    """A rule made ready for many pages: what its signature and options decide is decided once.

    ``check`` has the options bound. ``good``, ``bad`` and ``target`` are those of a rule that measures.
    ``passed`` is the result of every page with which nothing is wrong.
    """

    id: str
    rule: Rule
    check: Callable[[Page], Judgement]
    media: tuple[Media, ...]
    judges: Subject
    languages: tuple[str, ...]
    of: Callable[[Page], Sized] | None
    passed: RuleResult
    good: Bound | None = None
    bad: Bound | None = None
    target: str = ""


def prepare(rules: Iterable[Rule], options: Mapping[str, Options] = _NONE_CONFIGURED) -> tuple[Ready, ...]:
    """Make the page rules among ``rules`` ready; ``options`` holds the configured ones by rule id."""
    return tuple(_ready(rule, options.get(rule.id, _NO_OPTIONS)) for rule in rules if rule.scope == "page")


def _ready(rule: Rule, options: Options) -> Ready:
    good, bad, target = rule.good, rule.bad, ""
    if good is not None and bad is not None:
        bounds = {"good": options.get("good", good), "bad": options.get("bad", bad)}
        good, bad = bounds["good"], bounds["bad"]
        target = target_of(good, bad)
        asked = getattr(rule.check, "__kwdefaults__", None) or ()
        others = {name: value for name, value in options.items() if name not in bounds}
        options = others | {name: bound for name, bound in bounds.items() if name in asked}
    check = partial(rule.check, **options) if options else rule.check
    passed = RuleResult(rule.id, "passed")
    return Ready(
        rule.id, rule, check, rule.media, rule.judges, rule.languages, rule.of, passed, good, bad, target
    )


def audit(page: Page, rules: Iterable[Ready]) -> list[RuleResult]:
    """Run every rule over the page."""
    return [_run(rule, page) for rule in rules]


def run(rule: Rule, page: Page, options: Options = _NO_OPTIONS) -> RuleResult:
    """Run one rule over one page. Never raises: an exception is an *errored* result."""
    return _run(_ready(rule, options), page)


def _run(rule: Ready, page: Page) -> RuleResult:
    if page.source.media not in rule.media:
        return RuleResult(rule.id, "not-applicable", reason=f"does not apply to {page.source.media}")
    try:
        if reason := not_judged(page).get(rule.judges):
            return RuleResult(rule.id, "not-applicable", reason=reason)
        if rule.languages and not is_in(page, rule.languages):
            known = ", ".join(rule.languages)
            return RuleResult(rule.id, "not-applicable", reason=f"this rule knows pages in {known} only")
        members = 1
        if rule.of is not None:
            members = len(rule.of(page))
            if members == 0:
                return RuleResult(
                    rule.id, "not-applicable", reason="the page has none of what this rule judges"
                )
        judgement = rule.check(page)
        if rule.good is None or rule.bad is None:
            return _judged(rule, judgement, members)
        return _measured(rule, judgement, rule.good, rule.bad)
    except NotApplicable as reason:
        return RuleResult(rule.id, "not-applicable", reason=str(reason))
    except RecursionError:
        return RuleResult(rule.id, "errored", reason="the page is nested too deeply for this rule")
    except Exception as error:  # noqa: BLE001 - one bad rule must not end the run
        return RuleResult(rule.id, "errored", reason=_told(error, rule.rule))


def run_on_site(rule: Rule, site: Site, options: Options = _NO_OPTIONS) -> SiteRuleResult:
    """Run one site rule over the rows of all pages. Never raises."""
    try:
        findings = rule.check(site, **options)
        if isinstance(findings, (Measurement, Verdict)):
            return SiteRuleResult(rule.id, "errored", reason="a site rule yields SiteFindings")
        found = tuple(each for each in findings or () if isinstance(each, SiteFinding))
    except NotApplicable as reason:
        return SiteRuleResult(rule.id, "not-applicable", reason=str(reason))
    except Exception as error:  # noqa: BLE001 - one bad rule must not end the run
        return SiteRuleResult(rule.id, "errored", reason=_told(error, rule))
    return SiteRuleResult(rule.id, "failed" if found else "passed", found)


def _told(error: Exception, rule: Rule) -> str:
    from seoaudit.breakage import told  # few rules ever break

    return told(error, rule)


def _judged(rule: Ready, judgement: Judgement, members: int) -> RuleResult:
    if isinstance(judgement, Verdict):
        return _result(rule, judgement.score, tuple(judgement.findings))
    if isinstance(judgement, Measurement):
        raise TypeError("a rule that returns a Measurement declares good= and bad=")
    found = tuple(judgement or ())
    findings = tuple([each for each in found if isinstance(each, Finding)]) if found else ()
    if not findings:
        return rule.passed
    failing = min(len({finding.span for finding in findings}), members)
    return _result(rule, 1 - failing / members, findings, members)


def _measured(rule: Ready, judgement: Judgement, good: Bound, bad: Bound) -> RuleResult:
    if judgement is None:
        return rule.passed
    if not isinstance(judgement, Measurement):
        raise TypeError("a rule with good= and bad= returns a Measurement")
    score = score_of(judgement.value, good, bad)
    failed = score < 1
    findings = tuple(judgement.findings) if failed else ()
    return RuleResult(
        rule.id, "failed" if failed else "passed", score, findings, round(judgement.value, 4), judgement.unit,
        rule.target,
    )  # fmt: skip


def _result(rule: Ready, score: float, findings: tuple[Finding, ...], members: int = 0) -> RuleResult:
    score = min(max(score, 0.0), 1.0)
    failed = bool(findings) or score < 1
    return RuleResult(rule.id, "failed" if failed else "passed", score, findings, members=members)


def score_of(value: float, good: Bound, bad: Bound) -> float:
    """Return 1 at or within ``good``, 0 at or beyond ``bad``, linear between.

    >>> score_of(45, good=60, bad=30)
    0.5
    >>> score_of(3.5, good=(0.5, 3), bad=(0, 4))
    0.5
    """
    if isinstance(good, tuple) and isinstance(bad, tuple):
        return min(_between(value, good[0], bad[0]), _between(value, good[1], bad[1]))
    if isinstance(good, tuple) or isinstance(bad, tuple):
        raise TypeError("good and bad are both numbers or both (low, high)")
    return _between(value, good, bad)


def _between(value: float, good: float, bad: float) -> float:
    if good == bad:
        raise ValueError("good and bad must differ")
    share = (value - bad) / (good - bad)
    return min(max(share, 0.0), 1.0)


def target_of(good: Bound, bad: Bound) -> str:
    """Return the good range in words: ``at most 25``, ``at least 60``, ``0.5 to 3``."""
    if isinstance(good, tuple):
        return f"{good[0]:g} to {good[1]:g}"
    low = isinstance(bad, tuple) or bad < good
    return f"{'at least' if low else 'at most'} {good:g}"
