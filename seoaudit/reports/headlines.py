"""What is wrong with the texts as a whole: findings between pages that concern most of a site, said before all else."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Report
from seoaudit.report.site import SiteReport, SiteResult

#: What concerns this share of a site's pages comes before every fix of a single page.
_LARGE_SHARE = 0.5
#: Headlines that are said; people read three sentences before they skip.
MOST = 3


class Headline(msgspec.Struct, frozen=True):
    """A sentence or two on many pages together. ``path`` is the page to begin with, ``pages`` how many are concerned."""

    text: str
    rule: str
    severity: Severity
    path: str
    pages: int


def headlines(report: Report) -> list[Headline]:
    """Return what concerns half of a site's pages or more, the severest first."""
    found = [each for site in report.sites for each in _of(site)]
    found.sort(key=lambda each: (SEVERITIES.index(each.severity), -each.pages, each.rule))
    return found[:MOST]


def _of(site: SiteReport) -> Iterator[Headline]:
    for result in site.results:
        if result.outcome != "failed" or result.severity == "info":
            continue
        for finding in result.findings:
            pages = _concerned(result, len(finding.related))
            if finding.headline and pages > 1 and pages >= _LARGE_SHARE * site.pages:
                yield Headline(finding.headline, result.rule, result.severity, finding.path, pages)


def _concerned(result: SiteResult, related: int) -> int:
    """Return on how many pages a fault is. Only some of very many related pages are listed."""
    listed = max(len(finding.related) for finding in result.findings)
    return result.pages if related == listed else related + 1
