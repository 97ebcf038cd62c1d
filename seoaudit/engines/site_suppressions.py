"""What pages suppress of the findings of site rules, told by their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from seoaudit.directives import ALL
from seoaudit.model import SiteFinding, SiteRuleResult, Span
from seoaudit.site.database import Site

_ROWS = """
    SELECT page, rule, start_at, end_at, whole, reason, comment_start, comment_end FROM suppressions
    ORDER BY page, comment_start, rule
"""


class SuppressedOnSite(msgspec.Struct, frozen=True):
    """A finding of a site rule that its page suppresses, the reason given, and the comment's place (0, 0: none)."""

    rule: str
    finding: SiteFinding
    reason: str
    comment: Span


class SiteSuppressions:
    """The suppressions of all pages of a site."""

    def __init__(self, site: Site) -> None:
        self._by_page: dict[str, list[Mapping[str, Any]]] = {}
        for row in site.query(_ROWS):
            self._by_page.setdefault(row["page"], []).append(dict(row))

    def split(self, result: SiteRuleResult) -> tuple[SiteRuleResult, list[SuppressedOnSite]]:
        """Return a rule's result without what is suppressed, and that."""
        if not self._by_page or not result.findings:
            return result, []
        left: list[SiteFinding] = []
        gone: list[SuppressedOnSite] = []
        for finding in result.findings:
            by = _by(self._by_page.get(finding.page, ()), result.rule, finding)
            if by is None:
                left.append(finding)
            else:
                comment = Span(by["comment_start"], by["comment_end"])
                gone.append(SuppressedOnSite(result.rule, finding, by["reason"], comment))
        outcome = result.outcome if left else "passed"
        return msgspec.structs.replace(result, outcome=outcome, findings=tuple(left)), gone


def _by(rows: Sequence[Mapping[str, Any]], rule: str, finding: SiteFinding) -> Mapping[str, Any] | None:
    names = (rule, rule.partition("/")[0], ALL)
    of_page = finding.span == Span(0, 0)
    return next(
        (
            row
            for row in reversed(rows)
            if row["rule"] in names
            and (row["whole"] if of_page else row["start_at"] <= finding.span.start < row["end_at"])
        ),
        None,
    )
