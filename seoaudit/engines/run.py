"""A whole run: documents and their settings in, the report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from seoaudit.assemble import report as whole_report
from seoaudit.config import Settings
from seoaudit.engines.page import Document, Plan
from seoaudit.engines.pool import Crew, PackedPage, Task, audit_all
from seoaudit.engines.site import judge_site, site_report, template_faults
from seoaudit.engines.surroundings import BUILT, CacheFolder, SiteAround, sites_around
from seoaudit.gate import Thresholds, judge
from seoaudit.packed import PackedPages
from seoaudit.registry import rules
from seoaudit.report import Report, SiteReport
from seoaudit.site.database import Site
from seoaudit.sources.decode import Unreadable, decode
from seoaudit.sources.files import display_name, read_bytes

#: Fewer documents than this are audited before the files of a cache could be opened.
_LEAST_FOR_CACHE = 8

#: Shows how far a run is; gets the pages as they are done, and how many there will be.
Progress = Callable[[Iterator[PackedPage], int], Iterable[PackedPage]]


def silently(pages: Iterator[PackedPage], total: int) -> Iterable[PackedPage]:
    """Show no progress."""
    del total
    return pages


def run(
    documents: Sequence[Document],
    settings: Sequence[Settings],
    today: str,
    jobs: int = 0,
    cache_folder: CacheFolder | None = None,
    progress: Progress = silently,
) -> Report:
    """Audit documents, each under the settings of the same index, as pages and together as sites.

    The first document's settings hold for the run as a whole: for its site rules and the gate of those.
    ``cache_folder`` holds what earlier runs found; ``None``: nothing is kept.
    """
    distinct, _ = _numbered(settings)
    together = len(documents) > 1
    read = read_documents(documents, settings, today, jobs, cache_folder, progress, rows=together)
    reported = tuple(_judged(each, read.plan, documents) for each in read.sites if together)
    return _report(read.pages, reported, settings, distinct)


class ReadSite(NamedTuple):
    """A site with its rows, and the folder that it lies in."""

    site: Site
    root: Path


class Read(NamedTuple):
    """Audited documents: the reports of the pages, the sites they belong to, the plan of the first document."""

    pages: PackedPages
    sites: Sequence[ReadSite]
    plan: Plan


def read_documents(
    documents: Sequence[Document],
    settings: Sequence[Settings],
    today: str,
    jobs: int = 0,
    cache_folder: CacheFolder | None = None,
    progress: Progress = silently,
    *,
    rows: bool = True,
) -> Read:
    """Audit documents as pages, and gather their rows by site; ``rows=False`` leaves the sites empty."""
    distinct, numbers = _numbered(settings)
    around, places = sites_around(documents, today, cache_folder)
    tasks = [
        Task(document, number, place)
        for document, number, place in zip(documents, numbers, places, strict=True)
    ]
    crew = Crew(distinct, around, today, rows=rows)
    audits = _audits(tasks, crew, around, jobs, cache_folder if len(tasks) >= _LEAST_FOR_CACHE else None)
    pages = PackedPages()
    sites = [Site() for _ in around] if rows else []
    for task, page in zip(tasks, progress(audits, len(tasks)), strict=True):
        pages.append(page.head, page.report)
        if rows:
            sites[task.site].add([page.page_row()])
    for number, site in enumerate(sites):
        _describe(site, around[number], [task.document for task in tasks if task.site == number], today)
    roots = [Path(each.config.root) for each in around]
    return Read(pages, [ReadSite(*each) for each in zip(sites, roots, strict=False)], crew.plans[0])


def _describe(site: Site, around: SiteAround, documents: Sequence[Document], today: str) -> None:
    """Tell a site what is known of it besides its rows."""
    config = around.config
    site.generator, site.url, site.built = config.generator, config.url, config.generator == BUILT
    site.home, site.today = around.home, today
    site.whole = around.is_whole(document.path for document in documents if document.path)
    if site.built:
        site.add_sitemaps(around.sitemaps(documents))


def _audits(
    tasks: Sequence[Task], crew: Crew, around: Sequence[SiteAround], jobs: int, folder: CacheFolder | None
) -> Iterator[PackedPage]:
    if len(tasks) == 1:
        yield from audit_all(tasks, crew, jobs)
        return
    if folder is None:
        for site in around:
            site.prepare()
        yield from audit_all(tasks, crew, jobs)
        return
    from seoaudit.engines.cached import audit_cached  # with SQLite's file and the libraries' versions

    yield from audit_cached(tasks, crew, around, jobs, folder())


def _numbered(settings: Sequence[Settings]) -> tuple[list[Settings], list[int]]:
    """Return the distinct settings, and for each of the given ones the index of its like."""
    found: dict[int, int] = {}
    distinct: list[Settings] = []
    for each in settings:
        if id(each) not in found:
            found[id(each)] = len(distinct)
            distinct.append(each)
    return distinct, [found[id(each)] for each in settings]


def _judged(read: ReadSite, plan: Plan, documents: Sequence[Document]) -> SiteReport:
    sources = SourceTexts(documents, plan.settings.max_file_size)
    judged = judge_site(read.site, plan, sources)
    root = display_name(read.root, Path.cwd())
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
            data = document.data
            if data is None:
                data = read_bytes(document.path, self._limit) if document.path else b""
            return decode(data, "markdown")[0]
        except Unreadable:
            return ""


def _report(
    pages: PackedPages,
    sites: Sequence[SiteReport],
    settings: Sequence[Settings],
    distinct: Sequence[Settings],
) -> Report:
    thresholds = {id(each): Thresholds(each.fail_under, each.fail_on) for each in distinct}
    judged = [(head, thresholds[id(own)]) for head, own in zip(pages.heads, settings, strict=True)]
    limits = [each.max_warnings for each in distinct if each.max_warnings is not None]
    gate = judge(judged, min(limits) if limits else None, sites, settings[0].fail_on)
    named = {rule for each in distinct for rule in each.rules}
    known = {rule: found for rule, found in rules().items() if rule in named}
    return whole_report(pages, gate, known, settings[0].severities, sites)
