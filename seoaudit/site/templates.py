"""Template or content: faults of HTML pages that stand outside of their main content, and whether pages share them.

A page's *frame* is what its template puts around the main content: header, navigation, footer. Page rules judge the
main content and the head; what is wrong in the frame is looked at here, with the same rules, and belongs to the
site, for no page can mend it. Faults of the head, or of a page as a whole, that nearly all pages have are
reported once too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from inspect import unwrap
from typing import Any

import msgspec

from seoaudit.audit import Options, Ready, audit, prepare
from seoaudit.facts.calls import calls_to_action
from seoaudit.facts.links import internal_links, links
from seoaudit.facts.structure import headings, images
from seoaudit.model import RuleResult, Severity, Span
from seoaudit.page import Page
from seoaudit.report.page import PageReport
from seoaudit.report.site import TemplatePart
from seoaudit.rule import Rule
from seoaudit.site.database import Site
from seoaudit.site.rows import FaultRow

#: What rules may judge in a frame: of links and headings only whether they work, for labels of menus are short.
#: Words and calls to action are the main content's alone.
_OF_THE_FRAME = (images,)
_FAULTS_OF_THE_FRAME = (links, internal_links, headings)
_MAX_FAULTS = 100
#: A fault at a place that templates write is the template's when so many pages, and this share of them, have it.
_LEAST_PAGES, _SHARE = 3, 0.1
#: A fault of pages as a whole ("no author") is, when nearly all pages of their kind have it.
_LEAST_OF_KIND, _SHARE_OF_KIND = 5, 0.9

_KINDS = "SELECT kind, COUNT(*) AS pages FROM pages WHERE media = 'html' AND error = '' GROUP BY kind"
_SHARED = """
    SELECT faults.rule AS rule, faults.part AS part, faults.message AS message, pages.kind AS kind,
           COUNT(DISTINCT faults.page) AS pages, SUM(faults.lost) AS lost, MIN(faults.page) AS example
    FROM faults JOIN pages ON pages.key = faults.page
    GROUP BY faults.rule, faults.part, faults.message, pages.kind
    ORDER BY faults.rule, faults.part, faults.message, pages.kind
"""
_EXAMPLE = """
    SELECT severity, fix, start_at, end_at FROM faults
    WHERE page = ? AND rule = ? AND part = ? AND message = ?
    ORDER BY start_at
"""


class SharedFault(msgspec.Struct, frozen=True):
    """A fault of the template: on how many pages, the points it costs each of them, and the first page that has it."""

    rule: str
    severity: Severity
    part: TemplatePart
    message: str
    fix: str
    pages: int
    lost: float
    example: str
    span: Span


def page_faults(page: Page, results: Sequence[RuleResult], report: PageReport) -> Iterator[FaultRow]:
    """Yield what page rules found in the head of an HTML page, or of the page as a whole."""
    if page.source.media != "html":
        return
    head = [element.span for element in page.head if not element.body]
    start = page.start
    for result, reported in zip(results, report.results, strict=True):
        for finding in result.findings:
            part = "page" if finding.span == start else _in_head(head, finding.span)
            if part is not None:
                fix = next(
                    (each.fix for each in reported.findings if each.message == finding.message), finding.fix
                )
                lost = reported.lost / len(result.findings)
                yield FaultRow(
                    result.rule, reported.severity, finding.message, fix, part, lost, *finding.span
                )


def _in_head(head: Iterable[Span], span: Span) -> TemplatePart | None:
    return "head" if any(start <= span.start < end for start, end in head) else None


class FrameRule(msgspec.Struct, frozen=True):
    """A rule that judges frames too, made ready, its severity as configured, and its own fix."""

    ready: Ready
    severity: Severity
    fix: str


def rules_of_frames(
    rules: Iterable[Rule], options: Mapping[str, Options], severities: Mapping[str, Severity]
) -> dict[str, FrameRule]:
    """Return the rules that judge the frame of a page as well, by id; advice is left out."""
    chosen = {
        rule.id: rule
        for rule in rules
        if (rule.of in _OF_THE_FRAME or (rule.fault and rule.of in _FAULTS_OF_THE_FRAME))
        and severities.get(rule.id, rule.severity) != "info"
    }
    return {
        ready.id: FrameRule(
            ready, severities.get(ready.id, chosen[ready.id].severity), chosen[ready.id].documentation.fix
        )
        for ready in prepare(chosen.values(), options)
    }


def frame_faults(page: Page, rules: Mapping[str, FrameRule]) -> Iterator[FaultRow]:
    """Yield what rules find wrong in the frame of an HTML page."""
    if page.source.media != "html":
        return
    frame = frame_of(page)
    results = audit(frame, (each.ready for each in rules.values()))
    frame.memo.clear()  # see ``audit_bytes``
    for result in results:
        rule = rules[result.rule]
        for finding in result.findings[:_MAX_FAULTS]:
            fix = finding.fix or rule.fix
            yield FaultRow(result.rule, rule.severity, finding.message, fix, "frame", 0.0, *finding.span)


def frame_of(page: Page) -> Page:
    """Return a page whose links, images and headings are those outside of the main content, as if they were in it.

    It has no blocks of text, so that nothing is measured that only the main content is judged by.
    """
    frame = Page(
        page.source,
        text=page.text,
        text_map=page.text_map,
        headings=_turned(page.headings),
        links=_turned(page.links),
        images=_turned(page.images),
        head=page.head,
        context=page.context,
    )
    frame.memo[unwrap(calls_to_action)] = ()  # the main content's alone, and dear to look for
    return frame


def _turned(elements: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(
        msgspec.structs.replace(element, main=True, block=-1) for element in elements if not element.main
    )


def shared_faults(site: Site) -> list[SharedFault]:
    """Return the faults that the pages have from their template, those on most pages first."""
    kinds = {row["kind"]: row["pages"] for row in site.query(_KINDS)}
    groups: dict[tuple[str, TemplatePart, str], list[Any]] = {}
    for row in site.query(_SHARED):
        groups.setdefault((row["rule"], row["part"], row["message"]), []).append(row)
    found = []
    for (rule, part, message), rows in groups.items():
        counted = _of_the_template(part, rows, kinds)
        if not counted:
            continue
        pages, example = sum(row["pages"] for row in counted), min(row["example"] for row in counted)
        place = next(site.query(_EXAMPLE, example, rule, part, message))
        lost = sum(row["lost"] for row in counted) / pages
        span = Span(place["start_at"], place["end_at"])
        found.append(
            SharedFault(rule, place["severity"], part, message, place["fix"], pages, lost, example, span)
        )
    return sorted(found, key=lambda fault: (-fault.pages, fault.rule, fault.part, fault.message))


def _of_the_template(part: TemplatePart, rows: Sequence[Any], kinds: Mapping[str, int]) -> Sequence[Any]:
    """Return the kinds of pages, of those that have a fault, that have it from their template."""
    if part == "page":
        return [
            row for row in rows
            if row["pages"] >= max(_LEAST_OF_KIND, _SHARE_OF_KIND * kinds[row["kind"]])
        ]  # fmt: skip
    pages = sum(row["pages"] for row in rows)
    return rows if pages >= max(_LEAST_PAGES, _SHARE * sum(kinds.values())) else ()
