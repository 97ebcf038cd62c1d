"""What a site says of each of its pages: that another page is to take it in, and what it shares with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Report
from seoaudit.report.page import Location
from seoaudit.report.site import ReportedSiteFinding, SiteResult
from seoaudit.reports.headlines import Headline, headlines


class Between(msgspec.Struct, frozen=True):
    """What concerns a page together with others: what is wrong, what to do, and where.

    ``into`` is the path of the page that is to take this one in, ``takes`` how many this one is to take in. ``first``:
    it stands before all that the page's own rules say.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    location: Location
    related: tuple[str, ...]
    first: bool
    into: str = ""
    takes: int = 0

    def title(self, name: Callable[[str], str]) -> str:
        """Return it in a line. ``name`` gives what a page is called, by its path."""
        if self.into:
            return f"Merge this page into {name(self.into)}"
        if self.takes:
            others = "other page" if self.takes == 1 else f"{self.takes:,} other pages"
            return f"Keep this page, and merge the {others} into it"
        return self.message[:1].upper() + self.message[1:]


def between(report: Report) -> Mapping[str, Sequence[Between]]:
    """Return what sites say of each page, by its path: what costs no points and is no mere advice.

    What stands before a page's own rules comes first: that it is to be merged, what a headline says, errors.
    """
    said = headlines(report)
    found: dict[str, list[tuple[tuple[int, ...], Between]]] = defaultdict(list)
    for site in report.sites:
        for result in site.results:
            if result.outcome == "failed" and result.severity != "info":
                for path, rank, each in _of(result, said):
                    found[path].append((rank, each))
    return {
        path: [each for _, each in sorted(entries, key=lambda entry: (entry[0], entry[1].rule))]
        for path, entries in found.items()
    }


def merges(report: Report) -> Mapping[str, Between]:
    """Return what is said of each page that another one is to take in, by its path."""
    return {path: each for path, entries in between(report).items() for each in entries if each.into}


def _of(result: SiteResult, said: Sequence[Headline]) -> Iterator[tuple[str, tuple[int, ...], Between]]:
    takes = Counter(finding.merge_into for finding in result.findings if finding.merge_into)
    for finding in result.findings:
        place = _headline_of(finding, result.rule, said)
        merges = bool(finding.merge_into or takes[finding.path])
        first = merges or place < len(said) or result.severity == "error"
        yield (
            finding.path,
            (not first, not merges, place, SEVERITIES.index(result.severity)),
            Between(
                result.rule,
                result.severity,
                finding.message,
                finding.fix,
                finding.location,
                finding.related,
                first,
                finding.merge_into,
                takes[finding.path],
            ),
        )


def _headline_of(finding: ReportedSiteFinding, rule: str, said: Sequence[Headline]) -> int:
    """Return the place of the headline that a finding belongs to, behind them all where there is none."""
    about = (finding.path, *finding.related)
    return next((at for at, each in enumerate(said) if each.rule == rule and each.path in about), len(said))
