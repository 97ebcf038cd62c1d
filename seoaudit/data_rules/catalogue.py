"""Data rules become ``Rule``s: in this process, in workers, wherever they are needed, from the same bytes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from seoaudit.data_rules.kind import Compiled, Workshop
from seoaudit.data_rules.kinds import EVIDENCE, DataRule, unpacked
from seoaudit.data_rules.messages import Message
from seoaudit.data_rules.searching import Searches
from seoaudit.page import Page
from seoaudit.rule import Documentation, Judgement, Rule

#: What reports say of a rule that gives no reason, and whose advice is different for each finding.
_WHY, _FIX = "Those who write here have agreed on it.", "Write it as the finding says."
_PAGE = inspect.Parameter("page", inspect.Parameter.POSITIONAL_OR_KEYWORD)


@lru_cache(maxsize=32)
def rules_in(data: bytes) -> Mapping[str, Rule]:
    """Return the rules that were packed, by id. They share one set of patterns."""
    searches = Searches()
    return {each.id: made(each, searches) for each in unpacked(data)}


def made(rule: DataRule, searches: Searches | None = None) -> Rule:
    """Return a rule made ready to run."""
    common, kind = rule.common, rule.kind
    usual_message, usual_fix = kind.said()
    message, fix = common.message or usual_message, common.fix or usual_fix
    parts = kind.compiled(Workshop(searches or Searches(), Message(message), Message(fix)))
    return Rule(
        id=common.id,
        check=_check(parts),
        severity=common.severity,
        weight=common.weight,
        evidence=EVIDENCE,
        source=common.source or f"a rule of this repository, in {rule.file or 'its configuration'}",
        of=parts.of,
        good=parts.good,
        bad=parts.bad,
        fault=True,
        fixable="safe" if kind.fixable else None,
        languages=common.languages,
        about=Documentation(
            common.summary or kind.summary(),
            common.why or (f"See {common.source}" if common.source else _WHY),
            fix if "{" not in fix else _FIX,
            bad=common.bad,
            good=common.good,
        ),
    )


def _check(parts: Compiled) -> Callable[..., Judgement]:
    """Return the rule's function; its signature names its options, as that of a rule in Python does."""

    def check(page: Page, **options: Any) -> Judgement:  # noqa: ANN401 - as many types as there are options
        return parts.judge(page, **{**defaults, **options})

    defaults = {name: value for name, _, value in parts.options}
    given = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=value)
        for name, _, value in parts.options
    ]
    check.__signature__ = inspect.Signature([_PAGE, *given])  # type: ignore[attr-defined]
    check.__annotations__ = {name: annotation for name, annotation, _ in parts.options}
    if parts.good is not None:  # the engine hands the bounds that hold to functions that ask for them
        check.__kwdefaults__ = {"good": None, "bad": None}
    return check
