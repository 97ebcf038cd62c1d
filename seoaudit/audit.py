"""Running rules over a page: judgements become results, exceptions become results too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

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
from seoaudit.page import Page
from seoaudit.rule import Bound, Rule

if TYPE_CHECKING:
    from seoaudit.site.database import Site

Options = Mapping[str, Any]
_NO_OPTIONS: Options = {}


def audit(
    page: Page, rules: Iterable[Rule], options: Mapping[str, Options] | None = None
) -> list[RuleResult]:
    """Run every page rule over the page; ``options`` holds the configured ones by rule id."""
    options = options or {}
    return [run(rule, page, options.get(rule.id, _NO_OPTIONS)) for rule in rules if rule.scope == "page"]


def run(rule: Rule, page: Page, options: Options = _NO_OPTIONS) -> RuleResult:
    """Run one rule over one page. Never raises: an exception is an *errored* result."""
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
        return _judge(rule, page, options, members)
    except NotApplicable as reason:
        return RuleResult(rule.id, "not-applicable", reason=str(reason))
    except RecursionError:
        return RuleResult(rule.id, "errored", reason="the page is nested too deeply for this rule")
    except Exception as error:  # noqa: BLE001 - one bad rule must not end the run
        return RuleResult(rule.id, "errored", reason=_told(error, rule))


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


def _judge(rule: Rule, page: Page, options: Options, members: int) -> RuleResult:
    if rule.good is None or rule.bad is None:
        judgement = rule.check(page, **options)
        if isinstance(judgement, Verdict):
            return _result(rule, judgement.score, tuple(judgement.findings))
        if isinstance(judgement, Measurement):
            raise TypeError("a rule that returns a Measurement declares good= and bad=")
        findings = tuple([each for each in judgement or () if isinstance(each, Finding)])
        if not findings:
            return RuleResult(rule.id, "passed")
        failing = min(len({finding.span for finding in findings}), members)
        return _result(rule, 1 - failing / members, findings, members)
    arguments = dict(options)
    good = arguments.pop("good", rule.good)
    bad = arguments.pop("bad", rule.bad)
    asked = getattr(rule.check, "__kwdefaults__", None) or ()
    arguments |= {name: bound for name, bound in (("good", good), ("bad", bad)) if name in asked}
    judgement = rule.check(page, **arguments)
    if judgement is None:
        return RuleResult(rule.id, "passed")
    if not isinstance(judgement, Measurement):
        raise TypeError("a rule with good= and bad= returns a Measurement")
    score = score_of(judgement.value, good, bad)
    failed = score < 1
    findings = tuple(judgement.findings) if failed else ()
    value, target = round(judgement.value, 4), target_of(good, bad)
    return RuleResult(
        rule.id, "failed" if failed else "passed", score, findings, value, judgement.unit, target
    )


def _result(rule: Rule, score: float, findings: tuple[Finding, ...], members: int = 0) -> RuleResult:
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


@lru_cache(maxsize=256)
def target_of(good: Bound, bad: Bound) -> str:
    """Return the good range in words: ``at most 25``, ``at least 60``, ``0.5 to 3``."""
    if isinstance(good, tuple):
        return f"{good[0]:g} to {good[1]:g}"
    low = isinstance(bad, tuple) or bad < good
    return f"{'at least' if low else 'at most'} {good:g}"
