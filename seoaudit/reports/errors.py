"""The errors of pages that a report of many names: a few of every rule, found without reading every page again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from seoaudit.packed import heads
from seoaudit.report import Report
from seoaudit.report.page import Location, ReportedFinding
from seoaudit.report.site import TemplateFault


class PageError(NamedTuple):
    """A finding of severity error on a page."""

    path: str
    location: Location
    message: str
    rule: str


class NamedErrors(NamedTuple):
    """The errors that are named, the rule with most of them first; how many there are; rules with more than is named."""

    named: Sequence[PageError]
    total: int
    unnamed_rules: Sequence[str]


def errors_of_pages(report: Report, most: int) -> NamedErrors:
    """Return up to ``most`` errors of pages, of every rule at least one where there is room.

    What a template makes on many pages is left out: it is told with the site. Heads say which pages have errors, and
    only those that are quoted are unpacked.
    """
    of_templates = {(fault.rule, fault.message) for fault in _template_errors(report)}
    counts = _counts(report)
    left = _shares(counts, most)
    found: list[PageError] = []
    for index, head in enumerate(heads(report)):
        if not any(left.values()):
            break
        if not any(left.get(rule) for rule in head.failed[0]):
            continue
        page = report.pages[index]
        for result in page.results:
            if result.severity != "error" or result.outcome != "failed":
                continue
            for finding in result.findings or (_on_the_whole(result.rule, report),):
                if left.get(result.rule) and (result.rule, finding.message) not in of_templates:
                    left[result.rule] -= 1
                    found.append(PageError(page.path, finding.location, finding.message, result.rule))
    order = {rule: number for number, rule in enumerate(counts)}
    found.sort(key=lambda error: order[error.rule])
    named = Counter(error.rule for error in found)
    unnamed = [rule for rule, count in counts.items() if count > named[rule]]
    return NamedErrors(found, sum(counts.values()), unnamed)


def _counts(report: Report) -> Mapping[str, int]:
    """Return the number of errors by rule, the most frequent first, without those of templates."""
    counts: Counter[str] = Counter()
    for head in heads(report):
        counts.update(dict(zip(head.failed[0], head.counts[0], strict=True)))
    for fault in _template_errors(report):
        counts[fault.rule] -= fault.pages
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return {rule: count for rule, count in ranked if count > 0}


def _on_the_whole(rule: str, report: Report) -> ReportedFinding:
    """Return a finding for a rule that failed without a place."""
    info = report.rules.get(rule)
    text = f"this does not hold: {info.summary.rstrip('.')}" if info else "the page fails this rule"
    return ReportedFinding(Location(1, 1, 1, 1), text, "")


def _template_errors(report: Report) -> Iterator[TemplateFault]:
    """Yield the errors that templates make on pages; what stands in the frame is counted on no page."""
    for fault in (fault for site in report.sites for fault in site.templates):
        if fault.severity == "error" and fault.part != "frame":
            yield fault


def _shares(counts: Mapping[str, int], most: int) -> dict[str, int]:
    """Return how many errors of each rule are named: one of each in turn, until there is no more room."""
    shares = dict.fromkeys(counts, 0)
    while (room := most - sum(shares.values())) > 0:
        open_ = [rule for rule, count in counts.items() if shares[rule] < count]
        if not open_:
            break
        for rule in open_[:room]:
            shares[rule] += 1
    return shares
