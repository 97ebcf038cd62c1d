"""Reading a run's documents: audits of pages, from earlier runs where they are still valid, and the rows of sites."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from seoaudit.config import Settings
from seoaudit.engines.document import Document
from seoaudit.engines.outside import NOTHING_OUTSIDE, Outside
from seoaudit.engines.page import Plan
from seoaudit.engines.pool import Crew, PackedPage, Task, audit_all
from seoaudit.engines.surroundings import arounds
from seoaudit.packed import PackedPages
from seoaudit.report.site import SiteReport
from seoaudit.site.database import Site

if TYPE_CHECKING:
    from seoaudit.engines.cache_folder import CacheFolder
    from seoaudit.engines.cached import KnownAudits
    from seoaudit.engines.counterparts import Against
    from seoaudit.engines.external import ExternalLinks

#: Fewer documents than this are audited before the files of a cache could be opened.
_LEAST_FOR_CACHE = 8

#: Shows how far a run is; gets the pages as they are done, and how many there will be.
Progress = Callable[[Iterator[PackedPage], int], Iterable[PackedPage]]


def silently(pages: Iterator[PackedPage], total: int) -> Iterable[PackedPage]:
    """Show no progress."""
    del total
    return pages


class ReadSite(msgspec.Struct, frozen=True):
    """A site with its rows, and the folder that it lies in."""

    site: Site
    root: str


class Reading:
    """The documents of a run and what is known of them before they are read. Use it in a ``with`` statement.

    ``known_sites`` are reports of sites of which nothing has changed since the last run; their rows need not be read.
    ``left_out`` counts by site the files that become no page of it: includes, tests, what its configuration excludes.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        settings: Sequence[Settings],
        today: str,
        jobs: int = 0,
        cache_folder: CacheFolder | None = None,
        *,
        rows: bool = True,
        outside: Outside = NOTHING_OUTSIDE,
    ) -> None:
        distinct, numbers = _numbered(settings)
        # A configuration may be another site's: only who names the published site means what is fetched.
        published = next((each.site_url for each in distinct if "site-url" in each.fixed), "")
        self._around, places = arounds(documents, today, cache_folder, outside.collection, published)
        self._tasks = [
            Task(document, number, place)
            for document, number, place in zip(documents, numbers, places, strict=True)
        ]
        self._crew = Crew(distinct, self._around, today, rows=rows)
        self._jobs, self._rows = jobs, rows
        self._against, self._links = outside.against, outside.links
        self._known: KnownAudits | None = None
        self._folder = cache_folder if len(documents) >= _LEAST_FOR_CACHE else None
        self.pages = PackedPages()
        self.left_out: dict[int, int] = {}

    def __enter__(self) -> Self:
        """Read the files of the sites, and what earlier runs have found."""
        if len(self._tasks) > 1:
            for site in self._around:
                site.prepare()
            self._leave_out()
        if self._against is not None:
            self._compare_with(self._against)
        if self._links is not None:
            self._try(self._links)
        if self._folder is not None:
            from seoaudit.engines.cached import KnownAudits  # with SQLite's file and the libraries' versions

            self._known = KnownAudits(self._tasks, self._crew, self._around, self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of what earlier runs have found, with what this one has."""
        if self._known is not None:
            self._known.close()

    def _compare_with(self, against: Against) -> None:
        """Find what is published of each draft."""
        from seoaudit.engines.counterparts import with_counterparts  # few runs compare

        for site in self._around:
            site.prepare()
        documents = [task.document for task in self._tasks]
        places = [self._around[task.site](task.document) for task in self._tasks]
        self._take_over(with_counterparts(documents, places, against))

    def _try(self, links: ExternalLinks) -> None:
        """Try the documents' links to other sites."""
        from seoaudit.engines.external import with_reached  # few runs try them

        documents = [task.document for task in self._tasks]
        settings = [self._crew.orders.settings[task.settings] for task in self._tasks]
        places = [self._around[task.site](task.document) for task in self._tasks]
        self._take_over(with_reached(documents, settings, places, links))

    def _take_over(self, documents: Sequence[Document]) -> None:
        """Audit these documents, about which more is known now."""
        self._tasks = [
            msgspec.structs.replace(task, document=document)
            for task, document in zip(self._tasks, documents, strict=True)
        ]

    def _leave_out(self) -> None:
        """Leave out files that were found in folders and that the site makes no page of, if others are pages."""
        odd = {
            number
            for number, task in enumerate(self._tasks)
            if not task.document.named and self._around[task.site].becomes_no_page(task.document)
        }
        of_pages = {task.site for number, task in enumerate(self._tasks) if number not in odd}
        odd = {number for number in odd if self._tasks[number].site in of_pages}
        for number in odd:
            site = self._tasks[number].site
            self.left_out[site] = self.left_out.get(site, 0) + 1
        self._tasks = [task for number, task in enumerate(self._tasks) if number not in odd]

    @property
    def plan(self) -> Plan:
        """Return the plan of the first document."""
        return self._crew.plans[0]

    def known_sites(self) -> Mapping[int, SiteReport]:
        """Return by number the reports of the sites of which nothing has changed."""
        if self._known is None:
            return {}
        found = ((number, self._known.site(number)) for number in range(len(self._around)))
        return {number: report for number, report in found if report is not None}

    def keep_site(self, number: int, report: SiteReport) -> None:
        """Remember a site's report for the next run."""
        if self._known is not None:
            self._known.keep_site(number, report)

    def read(
        self, progress: Progress = silently, without_rows: Container[int] = ()
    ) -> Mapping[int, ReadSite]:
        """Audit the documents into ``pages``; return the sites by number, but those whose rows nobody needs."""
        audits = (
            self._known.audits(self._jobs) if self._known else audit_all(self._tasks, self._crew, self._jobs)
        )
        wanted = [number for number in range(len(self._around)) if self._rows and number not in without_rows]
        sites = {number: Site() for number in wanted}
        for task, page in zip(self._tasks, progress(audits, len(self._tasks)), strict=True):
            self.pages.append(page.head, page.report)
            if task.site in sites:
                sites[task.site].add([page.page_row()])
        for number, site in sites.items():
            own = [task.document for task in self._tasks if task.site == number]
            self._around[number].describe(site, own)
        return {number: ReadSite(site, self._around[number].root) for number, site in sites.items()}


def _numbered(settings: Sequence[Settings]) -> tuple[list[Settings], list[int]]:
    """Return the distinct settings, and for each of the given ones the index of its like."""
    found: dict[int, int] = {}
    distinct: list[Settings] = []
    for each in settings:
        if id(each) not in found:
            found[id(each)] = len(distinct)
            distinct.append(each)
    return distinct, [found[id(each)] for each in settings]
