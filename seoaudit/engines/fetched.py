"""The hosts that a run's fetched documents come from, and each document's place on its host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seoaudit.engines.copies import copied, published_copy
from seoaudit.engines.document import Document, Hop, Place, Record
from seoaudit.engines.fetched_rows import add_rows
from seoaudit.site.urls import host_key, join, split
from seoaudit.sources.decode import Unreadable, decode
from seoaudit.web.collection import Collection
from seoaudit.web.neighbours import FetchedHost, FetchedNeighbours
from seoaudit.web.response import Fetched, Response, status_text
from seoaudit.web.visited import HTML, Visit

if TYPE_CHECKING:
    from seoaudit.site.database import Site

#: Statuses by name; importing them by theirs takes longer than a rule.
_OK, _TOO_MANY_REQUESTS, _SERVER_ERROR = 200, 429, 500
#: The name that reports have for the generator of a site that was fetched.
FETCHED = "fetched"


class HostAround:
    """One host as workers need it: gives each of its pages neighbours to ask (``seoaudit.engines.surroundings.Around``)."""

    def __init__(self, collection: Collection, origin: str, today: str = "", published: str = "") -> None:
        self.visited, self.origin, self.today = collection.visited, origin, today
        self.published, self.inferred = published, False
        self._whole = collection.whole
        self._held = {response.url: response for response in collection.held}
        self._states = collection.states
        self._starts = [start for state in collection.states for start in state.starts]

    def __getstate__(self) -> Mapping[str, object]:
        """Leave out what is kept of pages that were read."""
        return {
            "visited": self.visited, "origin": self.origin, "published": self.published, "_held": self._held
        }  # fmt: skip

    def __setstate__(self, state: Mapping[str, object]) -> None:
        """Take over what was pickled."""
        self.__dict__.update(state)

    def __call__(self, document: Document) -> Place:
        """Return the document's place."""
        url = document.name
        neighbours = FetchedNeighbours(self._host, url)
        return Place(self._host.key(url), self._host.public(url), f"{self.origin}/", None, neighbours)

    def prepare(self) -> None:
        """Do nothing: what was fetched is known before the run."""

    @property
    def root(self) -> str:
        """Return the address that the host's pages are below."""
        return f"{self.origin}/"

    @cached_property
    def digest(self) -> str:
        """Return what all answers can depend on, as a digest."""
        return self.visited.digest()

    def content_of(self, document: Document) -> bytes:
        """Return the digest of what was fetched."""
        return document.response.digest if isinstance(document.response, Record) else b""

    def becomes_no_page(self, document: Document) -> bool:
        """Return false: what was fetched is published."""
        del document
        return False

    def describe(self, site: Site, documents: Sequence[Document]) -> None:
        """Tell a site with the rows of its documents what is known of it besides."""
        site.generator, site.built, site.today = FETCHED, True, self.today
        site.url, site.url_inferred = f"{self.published or self.origin}/", self.inferred
        site.whole = self._whole
        site.home = self._home({document.name for document in documents})
        site.named = frozenset(self._host.key(document.name) for document in documents if document.named)
        add_rows(site, self._host, self._response)
        if site.crawl is not None:
            site.crawl = msgspec.structs.replace(site.crawl, copy_of="" if self.published else copied(site))
            for state in self._states:
                site.crawl = msgspec.structs.replace(
                    site.crawl,
                    ended=state.ended,
                    waiting=state.waiting,
                    left_out=state.left_out,
                    trouble=state.trouble,
                )

    def infer_published(self, addresses: Sequence[str]) -> None:
        """Find out by some pages whether this is a copy, on one's own machine or network, of a published site."""
        self.published = published_copy(self.origin, addresses, self._text_at)
        self.inferred = bool(self.published)

    def _home(self, fetched: set[str]) -> str:
        """Return the key of the home page: the host's root, or where it leads; else where the crawl began."""
        for url in (f"{self.origin}/", *self._starts):
            found = self._host.resolve(url)
            if found.file in fetched:
                return found.path
        return ""

    @cached_property
    def _host(self) -> FetchedHost:
        return FetchedHost(self.visited, self.origin, self._text, self.published)

    def _text_at(self, url: str) -> str:
        visit = self.visited.visit(url)
        return self._text(visit) if visit is not None else ""

    def _text(self, visit: Visit) -> str:
        """Return the text of a page, ``""`` where it cannot be read."""
        response = self._response(visit)
        try:
            return decode(response.body, "html", response.charset)[0] if response is not None else ""
        except Unreadable:
            return ""

    def _response(self, visit: Visit) -> Response | None:
        """Return the response of a visit with its body, ``None`` where it cannot be read."""
        if visit.url in self._held:
            return self._held[visit.url]
        from seoaudit.web.archive import read_response

        try:
            return read_response(Path(visit.archive), visit.place, visit.body) if visit.archive else None
        except Unreadable:
            return None


def record_of(visit: Visit) -> Record:
    """Return where the response of a visit lies."""
    return Record(visit.archive, visit.place, visit.body, visit.digest)


def hosts_of(
    documents: Iterable[Document], collection: Collection, today: str, site_url: str = ""
) -> tuple[list[HostAround], list[int]]:
    """Return the hosts of the documents that were fetched, and for each of these the index of its host.

    A host's pages are below one origin: that of most of them. ``site_url`` is the address of the published site, if a
    single other host was fetched as a copy of it; without it, the pages of a local host may tell.
    """
    fetched = [document.name for document in documents if document.response is not None]
    origins: dict[str, Counter[str]] = {}
    for url in fetched:
        parts = split(url)
        origins.setdefault(host_key(parts.host), Counter())[f"{parts.scheme}://{parts.host}"] += 1
    numbers = {host: number for number, host in enumerate(origins)}
    published = split(join(site_url, "") or site_url)
    copy = len(origins) == 1 and published.host and host_key(published.host) not in origins
    of = f"{published.scheme or 'https'}://{published.host}" if copy else ""
    hosts = [
        HostAround(collection, min(counts, key=lambda origin: (-counts[origin], origin)), today, of)
        for counts in origins.values()
    ]
    if not published.host:
        for host in hosts:
            host.infer_published([url for url in fetched if url.startswith(f"{host.origin}/")])
    return hosts, [numbers[host_key(split(url).host)] for url in fetched]


def documents_in(collection: Collection) -> list[Document]:
    """Return the pages in archives as documents, in the order of their addresses; then what archives could not give."""
    found = [
        Document(visit.url, response=record_of(visit))
        for visit in collection.visited.pages()
        if visit.archive
    ]
    return found + [
        Document(str(each.archive), error=each.message, fix=each.fix) for each in collection.problems
    ]


def live_document(fetched: Fetched) -> Document:
    """Return the document that was fetched from an address, or why there is none."""
    response = fetched.response
    hops = tuple(Hop(hop.url, hop.status) for hop in fetched.hops)
    document = Document(response.url, response=response, named=True, hops=hops)
    if response.trouble and response.trouble != "too-large":
        fix = _FIXES.get(response.trouble, "")
        if response.trouble == "tls" and "certificate" not in response.message:
            fix = ""
        return msgspec.structs.replace(document, error=response.message, fix=fix)
    if passing := passing_trouble(response):
        return msgspec.structs.replace(document, error=passing, fix=AGAIN)
    if kind := other_than_a_page(response):
        fix = "Give the address of a page: HTML, Markdown or plain text."
        return msgspec.structs.replace(document, error=kind, fix=fix)
    return document


def passing_trouble(response: Response) -> str:
    """Return what a server says that is busy or in trouble, ``""`` for another answer: it tells nothing of the page."""
    if response.status != _TOO_MANY_REQUESTS and response.status < _SERVER_ERROR:
        return ""
    wait = response.header("retry-after").strip()
    asks = f" and asks to wait {wait} seconds" if wait.isdecimal() and len(wait) < 7 else ""
    return f"the server answers {status_text(response.status)}{asks}"


def other_than_a_page(response: Response) -> str:
    """Return what a response is that is no page, ``""`` for one that is."""
    if response.status != _OK or response.media_type in (*HTML, *_TEXTS, ""):
        return ""
    return "this is no page but " + _KINDS.get(response.media_type, response.media_type)


#: Media types besides HTML that are read as texts.
_TEXTS = ("text/markdown", "text/plain")
#: What people call media types.
_KINDS = {"application/pdf": "a PDF (application/pdf)", "application/json": "data (application/json)"}
#: What to do where the server is busy or in trouble.
AGAIN = "Try again later. Of a server of your own, look into its log."
#: What to do about an address that gives no page.
_FIXES = {
    "dns": "Check the name of the host.",
    "refused": "Check the address and its port, and that the server runs.",
    "timeout": "Try again later.",
    "tls": "Renew or mend the server's certificate; browsers warn their users of it too.",
    "loop": "Mend the redirects: they lead in a circle.",
}
