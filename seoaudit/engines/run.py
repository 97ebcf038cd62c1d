"""A whole run: documents and their settings in, the report out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seoaudit.assemble import report as whole_report
from seoaudit.config import Settings
from seoaudit.config.catalogue import repertoire_of
from seoaudit.engines.document import Document, media_of_response, response_of
from seoaudit.engines.outside import NOTHING_OUTSIDE, Outside
from seoaudit.engines.page import Plan
from seoaudit.engines.reading import Progress, Reading, ReadSite, silently
from seoaudit.engines.scope import EVERYTHING, Scope
from seoaudit.engines.site import MAX_FINDINGS, judge_site, site_report, template_faults
from seoaudit.gate import Thresholds, judge
from seoaudit.packed import PackedPages
from seoaudit.report import Report
from seoaudit.report.page import PageReport
from seoaudit.report.site import SiteReport
from seoaudit.sources.decode import Unreadable, decode
from seoaudit.sources.files import display_name, read_bytes

if TYPE_CHECKING:
    from seoaudit.engines.cache_folder import CacheFolder


def run(
    documents: Sequence[Document],
    settings: Sequence[Settings],
    today: str,
    jobs: int = 0,
    cache_folder: CacheFolder | None = None,
    progress: Progress = silently,
    scope: Scope = EVERYTHING,
    outside: Outside = NOTHING_OUTSIDE,
) -> Report:
    """Audit documents, each under the settings of the same index, as pages and together as sites.

    The first document's settings hold for the run as a whole: for its site rules and the gate of those.
    ``cache_folder`` holds what earlier runs found; ``None``: nothing is kept. ``scope`` is what is reported and
    judged of it. ``outside`` is what it knows besides the documents.
    """
    together = len(documents) > 1 or outside.collection is not None
    by_name = {document.name: own for document, own in zip(documents, settings, strict=True)}
    with Reading(documents, settings, today, jobs, cache_folder, rows=together, outside=outside) as reading:
        sites = dict(reading.known_sites()) if together and scope.is_whole else {}
        for number, site in reading.read(progress, without_rows=sites).items():
            sites[number] = _judged(site, reading.plan, documents, by_name, scope)
            if scope.is_whole:
                reading.keep_site(number, sites[number])
    reported = tuple(
        msgspec.structs.replace(sites[number], left_out=reading.left_out.get(number, 0))
        for number in sorted(sites)
    )
    report = _report(reading.pages, reported, by_name, settings[0], scope)
    if scope.changed is None and scope.before is None:
        return report
    narrowed = scope.narrowed(report)
    return _report(narrowed.pages, narrowed.sites, by_name, settings[0], scope)


def _judged(
    read: ReadSite,
    plan: Plan,
    documents: Sequence[Document],
    settings: Mapping[str, Settings],
    scope: Scope,
) -> SiteReport:
    sources = SourceTexts(documents, plan.settings.max_file_size)
    applied = {id(each): frozenset(each.rules) for each in settings.values()}

    def wanted(path: str, rule: str) -> bool:
        """Return whether the scope holds the page, and its own settings the rule."""
        own = settings.get(path)
        return scope.wants(path, rule) and (own is None or rule in applied[id(own)])

    limit = sys.maxsize if scope.uncut or scope.before is not None else MAX_FINDINGS
    judged = judge_site(read.site, plan, sources, wanted, limit)
    root = read.root if "://" in read.root else display_name(Path(read.root), Path.cwd())
    found = site_report(read.site, root, judged, template_faults(read.site, sources))
    read.site.close()
    return found


class SourceTexts:
    """The source texts of documents, read once more for the few that have findings of site rules."""

    def __init__(self, documents: Sequence[Document], limit: int) -> None:
        self._documents = {document.name: document for document in documents}
        self._limit = limit

    def __call__(self, name: str) -> str:
        """Return the text of the document that reports call so, empty for one that cannot be read."""
        document = self._documents.get(name)
        if document is None:
            return ""
        try:
            response = response_of(document)
            if response is not None:
                return decode(response.body, media_of_response(response), response.charset)[0]
            data = document.data
            if data is None:
                data = read_bytes(document.path, self._limit) if document.path else b""
            return decode(data, "markdown")[0]
        except Unreadable:
            return ""


def _report(
    pages: Sequence[PageReport],
    sites: Sequence[SiteReport],
    settings: Mapping[str, Settings],
    first: Settings,
    scope: Scope,
) -> Report:
    assert isinstance(pages, PackedPages)  # noqa: S101 - they come from read_documents, or from narrowing
    distinct = list({id(each): each for each in settings.values()}.values())
    thresholds = {id(each): Thresholds(each.fail_under, each.fail_on) for each in distinct}
    judged = [(head, thresholds[id(settings[head.path])]) for head in pages.heads]
    limits = [each.max_warnings for each in distinct if each.max_warnings is not None]
    gate = judge(judged, min(limits) if limits else None, sites, first.fail_on, scope.judged_by)
    named = {rule for each in distinct for rule in each.rules}
    repertoires = [repertoire_of(each) for each in distinct]
    known = {rule: found for each in repertoires for rule, found in each.rules.items() if rule in named}
    packs = {pack.name: pack for each in repertoires for pack in each.packs}
    return whole_report(pages, gate, known, first.severities, sites, tuple(packs.values()))
