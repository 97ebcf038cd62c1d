"""The audit of one document: bytes and settings in, a page's report out. It never raises."""

from __future__ import annotations

from pathlib import Path

import msgspec

from seoaudit.assemble import page_report
from seoaudit.audit import audit
from seoaudit.config import Settings, page_settings
from seoaudit.page import Context, Media, Source
from seoaudit.parsing import media_of, parse
from seoaudit.profiles import PROFILES
from seoaudit.registry import rules as load_rules
from seoaudit.report import PageReport
from seoaudit.rule import Rule
from seoaudit.scoring import scale, score
from seoaudit.sources.decode import Unreadable, decode
from seoaudit.sources.files import read_bytes


class Document(msgspec.Struct, frozen=True):
    """A document to audit: a file, or ``data`` that came by another way. ``name`` is what reports call it."""

    name: str
    path: Path | None = None
    data: bytes | None = None
    error: str = ""
    fix: str = ""


class Plan:
    """Settings made ready: the rules looked up, their weights computed once for all pages that share them."""

    def __init__(self, settings: Settings) -> None:
        known = load_rules()
        profile = PROFILES[settings.profile]
        self.settings = settings
        self.rules: list[Rule] = [known[rule] for rule in settings.rules if rule not in profile.off]
        self.options = {
            rule: {**profile.options.get(rule, {}), **settings.options.get(rule, {})}
            for rule in {*profile.options, *settings.options}
        }
        self.by_id = {rule.id: rule for rule in self.rules}
        weighted = [
            msgspec.structs.replace(rule, weight=settings.weights[rule.id])
            if rule.id in settings.weights
            else rule
            for rule in self.rules
        ]
        self.scale = scale(weighted, profile, settings.severities)


def audit_document(document: Document, plan: Plan, today: str = "") -> PageReport:
    """Audit one document. What cannot be read becomes a report with ``error`` set."""
    if document.error:
        return PageReport(document.name, error=document.error, fix=document.fix)
    try:
        data = document.data
        if data is None:
            data = read_bytes(document.path or Path(document.name), plan.settings.max_file_size)
        media = media_of(document.name) or "markdown"
        return audit_bytes(document.name, data, media, plan, today)
    except Unreadable as error:
        return PageReport(document.name, error=str(error), fix=error.fix)
    except Exception as error:  # noqa: BLE001 - a bug of ours on one document must not lose the others
        message = f"the audit broke: {type(error).__name__}: {error}"
        return PageReport(
            document.name, error=message, fix="This is a bug in seoaudit; please report it with the file."
        )


def audit_bytes(name: str, data: bytes, media: Media, plan: Plan, today: str = "") -> PageReport:
    """Audit a document's bytes; raises ``Unreadable`` for what is not text."""
    text, encoding, problems = decode(data, media)
    settings = plan.settings
    page = parse(Source(name, text, media, encoding), _context(settings, today), problems)
    settings, page_problems = page_settings(settings, page.front_matter)
    if settings is not plan.settings:
        page.context = _context(settings, today)
        if settings.rules != plan.settings.rules or settings.profile != plan.settings.profile:
            plan = Plan(settings)
    if page_problems:
        page.problems = (*page.problems, *page_problems)
    results = audit(page, plan.rules, plan.options)
    return page_report(page, results, score(results, plan.scale), plan.by_id, settings.severities)


def _context(settings: Settings, today: str) -> Context:
    return Context(
        keyphrase=settings.keyphrase,
        keyphrase_is_final="keyphrase" in settings.fixed,
        language=settings.language,
        site_url=settings.site_url,
        profile=settings.profile,
        title_is_h1=settings.title_is_h1,
        today=today,
    )
