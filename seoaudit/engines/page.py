"""The audit of one document: bytes, settings and the site around it in, a page's report and row out. It never raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seoaudit.assemble import page_report
from seoaudit.audit import audit, prepare
from seoaudit.blake import blake2b
from seoaudit.config import Settings, page_settings
from seoaudit.config.catalogue import repertoire_of
from seoaudit.context import Context, Published
from seoaudit.engines.document import (
    NOT_FETCHED,
    NOTHING_TOLD,
    Answers,
    Asking,
    Counterpart,
    Document,
    Neighbourhood,
    Place,
    Record,
    Told,
    media_of_response,
    response_in,
)
from seoaudit.facts.fact import known
from seoaudit.facts.indexing import is_sent_on
from seoaudit.model import Finding, RuleResult
from seoaudit.page import Page, Source
from seoaudit.parsing import media_of, parse
from seoaudit.report.fetched import FetchFacts, Redirection
from seoaudit.report.page import PageReport
from seoaudit.rule import Rule
from seoaudit.scoring import scale, score
from seoaudit.site.rows import FaultRow, PageRow, error_row
from seoaudit.sources.decode import Unreadable, decode
from seoaudit.sources.files import read_bytes
from seoaudit.suppressions import LeftOut
from seoaudit.web.response import Response

if TYPE_CHECKING:
    from seoaudit.site.templates import FrameRule


#: Bytes within which the last tag of what was cut off is looked for.
_LONGEST_CUT = 65_536


class AuditedPage(msgspec.Struct, frozen=True):
    """What the audit of one document gives: its report, and its row for the rules that look at all pages.

    ``content`` is a digest of the bytes, ``answers`` what the page asked of the site around it and was told.
    ``fixable`` are the findings that carry edits, each with the id of its rule.
    """

    report: PageReport
    row: PageRow | None = None
    content: bytes = b""
    answers: Answers = Answers()
    fixable: tuple[tuple[str, Finding], ...] = ()


class Plan:
    """Settings made ready: the rules looked up, their weights computed once for all pages that share them."""

    def __init__(self, settings: Settings) -> None:
        repertoire = repertoire_of(settings)
        known, profile = repertoire.rules, repertoire.profiles[settings.profile]
        self.settings = settings
        chosen = [known[rule] for rule in settings.rules if rule not in profile.off]
        self.rules: list[Rule] = [rule for rule in chosen if rule.scope == "page"]
        self.site_rules: list[Rule] = [rule for rule in chosen if rule.scope == "site"]
        self.options = {
            rule: {**profile.options.get(rule, {}), **settings.options.get(rule, {})}
            for rule in {*profile.options, *settings.options}
        }
        self.by_id = {rule.id: rule for rule in self.rules}
        self.ready = prepare(self.rules, self.options)
        weighted = [
            msgspec.structs.replace(rule, weight=settings.weights[rule.id])
            if rule.id in settings.weights
            else rule
            for rule in self.rules
        ]
        self.scale = scale(weighted, profile, settings.severities)

    @cached_property
    def of_frames(self) -> Mapping[str, FrameRule]:
        """Return the rules that judge the frames of built pages too, by id."""
        from seoaudit.site.templates import rules_of_frames

        return rules_of_frames(self.rules, self.options, self.settings.severities)


def audit_document(
    document: Document,
    plan: Plan,
    today: str = "",
    neighbourhood: Neighbourhood | None = None,
    *,
    rows: bool = True,
) -> AuditedPage:
    """Audit one document. What cannot be read becomes a report with ``error`` set. ``rows``: make a row too."""
    if document.error:
        return not_audited(document.name, document.error, document.fix)
    try:
        response = response_in(document.response)
        data = _beginning(response, plan.settings.max_file_size) if response is not None else document.data
        if data is None:
            data = read_bytes(document.path or Path(document.name), plan.settings.max_file_size)
        place = neighbourhood(document) if neighbourhood else Place()
        published = _published(document.counterpart, plan) if document.counterpart else None
        unrendered = None
        if response is not None and document.rendered is not None:
            unrendered = _unrendered(response, plan)
            response, data = document.rendered, document.rendered.body
        told = Told(response, published, document.reached, unrendered)
        audited = audit_bytes(document.name, data, plan, today, place, told, rows=rows)
        return audited if response is None else _with_fetch(audited, document, response)
    except Unreadable as error:
        return not_audited(document.name, str(error), error.fix)
    except Exception as error:  # noqa: BLE001 - a bug of ours on one document must not lose the others
        message = f"the audit broke: {type(error).__name__}: {error}"
        fix = "This is a bug in seoaudit; please report it with the file."
        return not_audited(document.name, message, fix)


def _beginning(response: Response, limit: int) -> bytes:
    """Return the body of a response, or its beginning up to a tag where it is too large to be read whole."""
    body = response.body
    if response.trouble != "too-large" and len(body) <= limit:
        return body
    body = body[:limit]
    end = body.rfind(b"<", -_LONGEST_CUT)
    return body[:end] if end > 0 else body


def _with_fetch(audited: AuditedPage, document: Document, response: Response) -> AuditedPage:
    fetch = FetchFacts(
        response.status,
        round(response.seconds, 3),
        len(response.body),
        len(response.raw),
        response.media_type,
        tuple(Redirection(hop.url, hop.status) for hop in document.hops),
    )
    content = document.response.digest if isinstance(document.response, Record) else audited.content
    report = msgspec.structs.replace(audited.report, fetch=fetch)
    return msgspec.structs.replace(audited, report=report, content=content)


def _published(counterpart: Counterpart, plan: Plan) -> Published:
    """Read what is published of a draft. Raises ``Unreadable`` when that cannot be read."""
    from seoaudit.facts.drift import published_of  # only drafts that are compared have use for it

    if counterpart.missing:
        return Published(counterpart.name, counterpart.url, 404)
    response = response_in(counterpart.response) or NOT_FETCHED
    data = response.body
    if counterpart.file is not None:
        data = read_bytes(counterpart.file, plan.settings.max_file_size)
    text, encoding, _ = decode(data, "html", response.charset)
    context = Context(
        site_url=plan.settings.site_url, url=counterpart.url, status=response.status, headers=response.headers
    )
    return published_of(parse(Source(counterpart.name, text, "html", encoding), context), counterpart.name)


def _unrendered(response: Response, plan: Plan) -> Published:
    """Return a page as the server sent it, to be compared with what scripts have made of it."""
    from seoaudit.facts.drift import published_of

    context = _context(plan.settings, "", Place(url=response.url), Told(response))
    return published_of(_parsed(response.url, response.body, context, response), response.url)


def not_audited(name: str, error: str, fix: str) -> AuditedPage:
    """Return what is said of a document that could not be audited."""
    return AuditedPage(PageReport(name, error=error, fix=fix), error_row(name, error))


def audit_bytes(
    name: str,
    data: bytes,
    plan: Plan,
    today: str,
    place: Place,
    told: Told = NOTHING_TOLD,
    *,
    rows: bool = True,
) -> AuditedPage:
    """Audit a document's bytes; raises ``Unreadable`` for what is not text."""
    asking = Asking(place.neighbours) if place.neighbours else None
    place = msgspec.structs.replace(place, neighbours=asking)
    configured, settings = plan, plan.settings
    page = _parsed(name, data, _context(settings, today, place, told), told.response)
    if asking is not None:
        asking.see(page)
    settings, page_problems = page_settings(settings, page.front_matter)
    if settings is not plan.settings:
        page.context = _context(settings, today, place, told)
        if settings.rules != plan.settings.rules or settings.profile != plan.settings.profile:
            configured, plan = plan, Plan(settings)
    if page_problems:
        page.problems = (*page.problems, *page_problems)
    left_out = LeftOut(page, configured.settings, settings, [rule.id for rule in configured.site_rules])
    results = left_out.of(audit(page, plan.ready))
    report = page_report(page, results, score(results, plan.scale), plan.by_id, settings.severities)
    if known(lambda: is_sent_on(page), False):  # a redirect has nothing that could be good or bad
        report = msgspec.structs.replace(
            report, score=None, earned=None, grade="", blockers=(), categories=(), advice=()
        )
    row = None
    if rows:
        from seoaudit.site.page_row import page_row  # a draft by itself has no use for it

        faults = left_out.of_frame(_faults(page, plan, results, report))
        row = left_out.told_in_row(page_row(page, report.score, faults))
    report = left_out.told_in(report)
    fixable = tuple((result.rule, found) for result in results for found in result.findings if found.edits)
    answers = asking.answers if asking else Answers()
    page.memo.clear()  # what failed there holds on to the page, which then only the garbage collector could free
    return AuditedPage(report, row, content_digest(data), answers, fixable)


def _parsed(name: str, data: bytes, context: Context, response: Response | None) -> Page:
    media = media_of(name) or "markdown" if response is None else media_of_response(response)
    text, encoding, problems = decode(data, media, response.charset if response else "")
    return parse(Source(name, text, media, encoding), context, problems)


def read_draft(
    document: Document, plan: Plan, today: str = "", neighbourhood: Neighbourhood | None = None
) -> Page:
    """Parse a draft that is to be compared with its counterpart; raises ``Unreadable``."""
    if document.error:
        raise Unreadable(f"{document.name}: {document.error}", document.fix)
    data = document.data
    if data is None:
        data = read_bytes(document.path or Path(document.name), plan.settings.max_file_size)
    place = neighbourhood(document) if neighbourhood else Place()
    published = _published(document.counterpart, plan) if document.counterpart else None
    page = _parsed(document.name, data, _context(plan.settings, today, place, Told(None, published)), None)
    if place.neighbours is not None:
        place.neighbours.see(page)
    return page


def _faults(page: Page, plan: Plan, results: Sequence[RuleResult], report: PageReport) -> Iterator[FaultRow]:
    """Yield what may be the template's fault rather than the page's."""
    if page.source.media == "html":
        from seoaudit.site.templates import frame_faults, page_faults

        yield from page_faults(page, results, report)
        yield from frame_faults(page, plan.of_frames)


def content_digest(data: bytes) -> bytes:
    """Return a digest of a document's bytes, as the index of a site keeps it too."""
    return blake2b(data, digest_size=16).digest()


def _context(settings: Settings, today: str, place: Place, told: Told) -> Context:
    fetched = told.response or NOT_FETCHED
    return Context(
        keyphrase=settings.keyphrase,
        keyphrase_is_final="keyphrase" in settings.fixed,
        language=settings.language,
        site_url=settings.site_url or place.site_url,
        url=place.url,
        path=place.path,
        published=place.published,
        profile=settings.profile,
        title_is_h1=settings.title_is_h1 if settings.title_is_h1 is not None else place.title_is_h1,
        today=today,
        neighbours=place.neighbours,
        status=fetched.status,
        headers=fetched.headers,
        seconds=fetched.seconds,
        counterpart=told.published,
        unrendered=told.unrendered,
        reached=told.reached,
    )
