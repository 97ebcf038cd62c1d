"""What one rule says of one page, in a line: the same in the table of pages and in the page's details."""

from __future__ import annotations

from collections.abc import Sequence

from seoaudit.report import RuleInfo
from seoaudit.report.page import ReportedResult


def title(result: ReportedResult, info: RuleInfo | None) -> str:
    """Return what a rule says of the page in a line: what is wrong, or what to do in several places."""
    if len(result.findings) == 1:
        message = result.findings[0].message
        return message[:1].upper() + message[1:]
    fixes = fixes_of(result)
    return (fixes[0] if len(fixes) == 1 else "") or (info and (info.fix or info.summary)) or result.rule


def fixes_of(result: ReportedResult) -> Sequence[str]:
    """Return what a rule says to do, each thing once."""
    return list(dict.fromkeys(finding.fix for finding in result.findings if finding.fix))
