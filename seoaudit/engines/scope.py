"""Which part of a run is reported and judged: all of it, the pages that a change touches, or what it introduces.

Whatever the scope, every document is audited, for rules of the site need all of them; what lies outside of it is
taken out of the report afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from seoaudit.gate import NOTHING_KNOWN, Known
from seoaudit.packed import PackedPages, head_of, heads, pack
from seoaudit.report import Report
from seoaudit.report.page import Advice, Location, PageReport, ReportedResult
from seoaudit.report.site import SiteReport, SiteResult, TemplateFault
from seoaudit.reports.listed import listed
from seoaudit.scoring import rounded

_BEFORE = "it finds nothing that was not there before"


class Before(msgspec.Struct, frozen=True):
    """What an earlier state of the documents had: for the gate it is what is known.

    ``fingerprints`` are those of its findings, ``failed`` the rules that failed on a page without a place there (path
    and rule), ``scores`` the scores by path, ``templates`` the faults of templates (rule, part and message).
    """

    fingerprints: frozenset[str]
    failed: frozenset[tuple[str, str]]
    scores: Mapping[str, int]
    templates: frozenset[tuple[str, str, str]]

    when = "before the change"
    strict = False

    def count(self, path: str, rule: str) -> int:
        """Return 0: what was there before is no longer in the report that is judged."""
        del path, rule
        return 0

    def score(self, path: str) -> int | None:
        """Return a page's score of then."""
        return self.scores.get(path)


def before_of(report: Report) -> Before:
    """Return what the report of an earlier state says."""
    failed = {
        (page.path, result.rule)
        for page in report.pages
        for result in page.results
        if result.outcome == "failed" and not result.findings
    }
    return Before(
        frozenset(each.fingerprint for each in listed(report)),
        frozenset(failed),
        {head.path: rounded(head.score) for head in heads(report) if head.score is not None},
        frozenset(_template(fault) for site in report.sites for fault in site.templates),
    )


class Scope(msgspec.Struct, frozen=True):
    """``changed``: only these documents, by the names that reports call them. ``before``: only what was not there then.

    With both, a document that is not changed is reported where it has something new. ``known``: what does not fail
    the gate. ``uncut``: all findings of site rules are listed, so that they can be compared.
    """

    changed: frozenset[str] | None = None
    before: Before | None = None
    known: Known = NOTHING_KNOWN
    uncut: bool = False

    def wants(self, path: str, rule: str) -> bool:
        """Return whether a site rule's finding on a page is reported."""
        del rule
        return self.changed is None or self.before is not None or path in self.changed

    @property
    def is_whole(self) -> bool:
        """Return whether the report is that of a whole run, whatever the gate knows."""
        return self.changed is None and self.before is None and not self.uncut

    @property
    def judged_by(self) -> Known:
        """Return what the gate knows."""
        return self.before if self.before is not None else self.known

    def narrowed(self, report: Report) -> Report:
        """Return the report's pages and sites without what lies outside; its summary and gate are as they were."""
        if self.before is not None:
            return _Introduced(report, self.before, self.changed or frozenset()).report()
        if self.changed is None:
            return report
        pages = PackedPages()
        for head, page in zip(heads(report), report.pages, strict=True):
            if head.path in self.changed:
                pages.append(head, pack(page))
        sites = tuple(
            msgspec.structs.replace(
                site, templates=tuple(fault for fault in site.templates if fault.example in self.changed)
            )
            for site in report.sites
        )
        return msgspec.structs.replace(report, pages=pages, sites=sites)


#: The whole run; the same, to be compared with.
EVERYTHING, UNCUT = Scope(), Scope(uncut=True)

#: A finding of one page: the rule, the place, the message.
_Key = tuple[str, Location, str]


class _Introduced:
    """Takes out of a report what was there before."""

    def __init__(self, report: Report, before: Before, changed: frozenset[str]) -> None:
        self._report, self._before, self._changed = report, before, changed
        self._new: dict[str, set[_Key]] = {}
        for each in listed(report):
            if each.fingerprint not in before.fingerprints:
                self._new.setdefault(each.path, set()).add((each.rule, each.location, each.message))

    def report(self) -> Report:
        pages = PackedPages()
        for page in self._pages():
            pages.append(head_of(page), pack(page))
        sites = tuple(self._site(site) for site in self._report.sites)
        return msgspec.structs.replace(self._report, pages=pages, sites=sites)

    def _pages(self) -> Iterator[PageReport]:
        for page in self._report.pages:
            results = tuple(self._result(page.path, result) for result in page.results)
            failed = {result.rule: result for result in results if result.outcome == "failed"}
            if page.path in self._changed or failed:
                advice = tuple(
                    _narrowed(each, failed[each.rule]) for each in page.advice if each.rule in failed
                )
                yield msgspec.structs.replace(page, results=results, advice=advice)

    def _result(self, path: str, result: ReportedResult) -> ReportedResult:
        """Return a result with what is new in it; one without anything new does not apply."""
        if result.outcome != "failed":
            return result
        new = self._new.get(path, ())
        left = tuple(each for each in result.findings if (result.rule, each.location, each.message) in new)
        if left or (not result.findings and (path, result.rule) not in self._before.failed):
            return msgspec.structs.replace(result, findings=left)
        return msgspec.structs.replace(result, outcome="not-applicable", findings=(), reason=_BEFORE)

    def _site(self, site: SiteReport) -> SiteReport:
        results = tuple(self._site_result(result) for result in site.results)
        templates = tuple(fault for fault in site.templates if _template(fault) not in self._before.templates)
        return msgspec.structs.replace(site, results=results, templates=templates)

    def _site_result(self, result: SiteResult) -> SiteResult:
        left = tuple(
            each
            for each in result.findings
            if (result.rule, each.location, each.message) in self._new.get(each.path, ())
        )
        outcome = result.outcome if left or not result.findings else "passed"
        pages = len({each.path for each in left})
        return msgspec.structs.replace(result, outcome=outcome, findings=left, pages=pages)


def _narrowed(advice: Advice, result: ReportedResult) -> Advice:
    """Return advice that begins at what is new."""
    if not result.findings:
        return advice
    first = result.findings[0]
    return msgspec.structs.replace(
        advice, summary=first.fix, location=first.location, findings=len(result.findings)
    )


def _template(fault: TemplateFault) -> tuple[str, str, str]:
    return fault.rule, fault.part, fault.message
