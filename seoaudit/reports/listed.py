"""A report as one list: every finding of pages and sites, and every page that could not be audited."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from seoaudit.blake import blake2b
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import SEVERITIES, Severity
from seoaudit.packed import heads
from seoaudit.report import Report
from seoaudit.report.page import Location, PageReport, ReportedFinding, ReportedRepair, SuppressedFinding
from seoaudit.report.site import ReportedSiteFinding, TemplateFault
from seoaudit.reports.figures import counted

#: What a page that could not be audited is listed under; no rule has this id.
UNREADABLE = "seoaudit/unreadable"
#: What a rule that broke is listed under, where a format has nothing but findings.
BROKEN = "seoaudit/broken-rule"
_START = Location(1, 1, 1, 1)
_QUOTED = lazy_regex("“[^”]*”")
_NUMBER = lazy_regex(r"\d+(?:[.,]\d+)*")
_VERB = lazy_regex(r"\b(?:is|are|has|have|does|do)\b")
_PLURAL = lazy_regex(r"(?<=\w\w)s\b")
#: Characters of a fault that it is known by.
_FAULT = 40


class Listed(msgspec.Struct, frozen=True, gc=False):
    """One finding. ``related`` are the paths of other pages concerned.

    ``excerpt`` is the source line, or the part of it that begins at ``excerpt_column``, as in the report.
    ``fingerprint`` stays when lines move and when something else in them is edited: it is made of the path, the rule,
    what the message quotes, or where it quotes nothing the beginning of the fault (nothing, for what is said of the
    page as a whole), and among findings that are alike of their number. ``repair`` is what a program can do about it.
    """

    path: str
    location: Location
    severity: Severity
    rule: str
    message: str
    fix: str
    fingerprint: str
    related: tuple[str, ...] = ()
    excerpt: str = ""
    excerpt_column: int = 1
    repair: ReportedRepair | None = None


def listed(report: Report) -> Iterator[Listed]:
    """Yield the findings page by page in the report's order, in a page by place."""
    for _, found in by_page(report):
        yield from found


def with_broken(report: Report) -> Iterator[Listed]:
    """Yield what ``listed`` does, and before it the rules that broke: each once, at the first page it judged nothing of.

    For formats that have findings only, whose reader would take silence for praise. A site rule stands at the first page.
    """
    yield from _numbered(list(_broken(report)))
    yield from listed(report)


def _broken(report: Report) -> Iterator[Listed]:
    broken: dict[str, list[tuple[str, str]]] = {}
    for page in heads(report):
        for rule, reason in page.broke:
            broken.setdefault(rule, []).append((page.path, reason))
    for result in (result for site in report.sites for result in site.results):
        if result.outcome == "errored" and report.pages:
            broken.setdefault(result.rule, []).append((heads(report)[0].path, result.reason))
    for rule, places in broken.items():
        path, reason = places[0]
        more = f", on this and {counted(len(places) - 1, 'other page')}" if len(places) > 1 else ""
        text = f"the rule {rule} broke and judged nothing{more}: {reason}"
        yield Listed(path, _START, "error", BROKEN, text, "", rule)


def by_page(report: Report) -> Iterator[tuple[PageReport | None, list[Listed]]]:
    """Yield each page with its findings by place; last, without a page, those on documents that are no page here.

    What many pages have from their template is listed once, on the first of them.
    """
    of_site: dict[str, list[Listed]] = {}
    of_templates: set[tuple[str, str]] = set()
    for fault in (fault for site in report.sites for fault in site.templates):
        of_site.setdefault(fault.example, []).append(_of_template(fault))
        if fault.part != "frame":  # which page rules do not judge, so that no page has a finding there
            of_templates.add((fault.rule, fault.message))
    for result in (result for site in report.sites for result in site.results):
        for each in result.findings:
            found = _listed(each.path, result.severity, result.rule, each, each.related)
            of_site.setdefault(each.path, []).append(found)
    for page in report.pages:
        own = (each for each in _of_page(page) if (each.rule, each.message) not in of_templates)
        yield page, _numbered([*own, *of_site.pop(page.path, ())])
    rest = [each for found in of_site.values() for each in found]
    if rest:
        yield None, _numbered(rest)


def suppressed(report: Report) -> list[SuppressedFinding]:
    """Return what comments in the pages leave out, each with the path of its page, in the report's order."""
    heads = getattr(report.pages, "heads", None)
    found = [
        msgspec.structs.replace(each, path=page.path)
        for number, page in enumerate(heads if heads is not None else report.pages)
        if page.suppressed
        for each in report.pages[number].suppressed
    ]
    return [*found, *(each for site in report.sites for each in site.suppressed)]


def not_listed(report: Report, severity: Severity | None = None) -> int:
    """Return how many findings of site rules the report has left out, of one severity or of all."""
    return sum(
        result.left_out
        for site in report.sites
        for result in site.results
        if severity in (None, result.severity)
    )


def worst_first(report: Report) -> list[Listed]:
    """Return the findings by severity, otherwise in the report's order."""
    return sorted(listed(report), key=lambda each: SEVERITIES.index(each.severity))


def _of_page(page: PageReport) -> Iterator[Listed]:
    if page.error:
        yield Listed(page.path, _START, "error", UNREADABLE, page.error, page.fix, page.error)
    for result in page.results:
        for each in result.findings:
            yield _listed(page.path, result.severity, result.rule, each)


def _of_template(fault: TemplateFault) -> Listed:
    return Listed(
        path=fault.example,
        location=fault.location,
        severity=fault.severity,
        rule=fault.rule,
        message=f"{fault.message}, as on {fault.pages:,} pages: mend the template",
        fix=fault.fix,
        fingerprint=f"{fault.part} {fault.message}",
        excerpt=fault.excerpt,
    )


def _listed(
    path: str,
    severity: Severity,
    rule: str,
    found: ReportedFinding | ReportedSiteFinding,
    related: tuple[str, ...] = (),
) -> Listed:
    quotes = " ".join(_QUOTED.findall(found.message))
    at = found.location
    known_by = quotes
    if not quotes and (at.line, at.column) != (_START.line, _START.column):
        fault = found.excerpt[max(at.column - found.excerpt_column, 0) :][:_FAULT]
        known_by = f"{_folded(found.message)} {' '.join(fault.split())}"
    return Listed(
        path,
        at,
        severity,
        rule,
        found.message,
        found.fix,
        known_by,
        related,
        found.excerpt,
        found.excerpt_column,
        (found.repair or None) if isinstance(found, ReportedFinding) else None,
    )


def _folded(message: str) -> str:
    """Return a message without its figures, and without what follows from them: “1 other page”, “2 other pages”."""
    return _PLURAL.sub("", _VERB.sub("be", _NUMBER.sub("#", message)))


def _place(each: Listed) -> tuple[int, int, str]:
    return each.location.line, each.location.column, each.rule


def _numbered(found: list[Listed]) -> list[Listed]:
    """Put findings in order, and make their fingerprints of what they are known by."""
    seen: dict[tuple[str, str, str], int] = {}
    numbered = []
    for each in sorted(found, key=_place):
        like = each.path, each.rule, each.fingerprint
        seen[like] = number = seen.get(like, 0) + 1
        text = "\0".join((*like, str(number))).encode("utf-8", "surrogatepass")
        fingerprint = blake2b(text, digest_size=16).hexdigest()
        numbered.append(msgspec.structs.replace(each, fingerprint=fingerprint))
    return numbered
