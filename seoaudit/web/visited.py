"""What was fetched of a site: an index on disk of the responses of archives, one row for each address.

It is made by one pass over the archives and then only read, also by other processes. Bodies stay where they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple, Self

import msgspec

from seoaudit.blake import blake2b
from seoaudit.site.sitemaps import USUAL_NAMES
from seoaudit.site.urls import path_of
from seoaudit.web.closing import Closing
from seoaudit.web.response import REDIRECTS, Response, Trouble

#: Redirects that are followed; browsers and search engines give up after as many.
MAX_HOPS = 10
#: Media types of pages.
HTML = frozenset({"text/html", "application/xhtml+xml"})
#: Files that are asked for whether they are there or not.
_TRIED = frozenset({"/robots.txt", *(f"/{name}" for name in USUAL_NAMES)})
_TABLES = """
CREATE TABLE visits (
    url TEXT PRIMARY KEY, status INTEGER, location TEXT, media TEXT, seconds REAL, size INTEGER, trouble TEXT,
    archive TEXT, place INTEGER, body INTEGER, digest BLOB, page INTEGER
) WITHOUT ROWID;
"""
_COLUMNS = "url, status, location, media, seconds, size, trouble, archive, place, body, digest, page"


class Visit(NamedTuple):
    """One address and what it answered, without the body.

    ``location`` is the absolute address that a redirect leads to, ``size`` the body's bytes as transferred, ``digest``
    that of the whole response. The record lies at ``place`` (bytes), the one with the body at ``body``, of the file ``archive`` (empty: in none); ``page``: it is an HTML page with status 200.
    """

    url: str
    status: int
    location: str
    media: str
    seconds: float
    size: int
    trouble: Trouble
    archive: str
    place: int
    body: int
    digest: bytes
    page: bool


class Trail(NamedTuple):
    """Where an address leads: the last visit (``None``: it was never asked), the redirects on the way.

    ``last`` is the last address. ``end``: *reached* an answer, a *loop*, or *unknown* where it was not asked.
    """

    end: Literal["reached", "loop", "unknown"]
    last: str
    visit: Visit | None
    hops: int


def visit_of(
    response: Response, *, size: int = 0, digest: str = "", archive: str = "", place: int = 0, body: int = 0
) -> Visit:
    """Return the visit that a response tells of. ``digest`` is that of its body, as an archive gives it.

    The visit's own digest covers everything that an audit may depend on; it is empty where that of the body is.
    """
    told = (digest, response.url, response.status, response.headers, response.seconds, response.trouble)
    whole = blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).digest() if digest else b""
    return Visit(
        response.url, response.status, response.location, response.media_type, response.seconds, size,
        response.trouble, archive, place, body, whole, is_page(response),
    )  # fmt: skip


def is_page(response: Response) -> bool:
    """Return whether a response is an HTML page that is there: status 200, its body whole, or too large to be read whole.

    What a server that answers everything with a page sends for robots.txt and sitemaps that are only tried is none.
    """
    there = response.status == 200 and response.media_type in HTML and response.trouble in ("", "too-large")
    return there and not (path_of(response.url) in _TRIED and "?" not in response.url)


class Visited(Closing):
    """The index. Use ``create`` to fill a new file and ``Visited(file)`` to read one; it is opened when first asked."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def create(cls, file: Path, visits: Iterable[Visit]) -> Self:
        """Write visits to a new file; of two of one address the later one stands."""
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN; {_TABLES}")
            marks = ",".join("?" * len(Visit._fields))
            connection.executemany(f"INSERT OR REPLACE INTO visits VALUES ({marks})", visits)  # noqa: S608 - ours
            connection.execute("COMMIT")
        return cls(file)

    def __getstate__(self) -> Path:
        """Pickle the place of the file: another process opens it for itself."""
        return self.file

    def __setstate__(self, state: Path) -> None:
        """Take over what was pickled."""
        self.file, self._connection = state, None

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def visit(self, url: str) -> Visit | None:
        """Return the visit of an address (as browsers write it, without fragment), ``None`` if there was none."""
        row = self._query(f"SELECT {_COLUMNS} FROM visits WHERE url = ?", url).fetchone()  # noqa: S608 - ours
        return _visit(row) if row else None

    def all(self) -> Iterator[Visit]:
        """Yield all visits in the order of their addresses."""
        yield from map(_visit, self._query(f"SELECT {_COLUMNS} FROM visits ORDER BY url"))  # noqa: S608 - ours

    def pages(self) -> Iterator[Visit]:
        """Yield the pages in the order of their addresses."""
        sql = f"SELECT {_COLUMNS} FROM visits WHERE page = 1 ORDER BY url"  # noqa: S608 - ours
        yield from map(_visit, self._query(sql))

    def trail(self, url: str) -> Trail:
        """Follow an address through redirects to where it ends."""
        seen = {url}
        at = url
        while True:
            visit = self.visit(at)
            if visit is None:
                return Trail("unknown", at, None, len(seen) - 1)
            if visit.status not in REDIRECTS or not visit.location:
                return Trail("reached", at, visit, len(seen) - 1)
            at = visit.location.partition("#")[0]
            if at in seen or len(seen) > MAX_HOPS:
                return Trail("loop", at, visit, len(seen))
            seen.add(at)

    def digest(self) -> str:
        """Return a digest of all that answers can depend on."""
        digest = blake2b(digest_size=16)
        for row in self._query("SELECT url, status, location, page, digest FROM visits ORDER BY url"):
            digest.update(repr(row).encode())
        return digest.hexdigest()

    def _query(self, sql: str, *values: str) -> sqlite3.Cursor:
        if self._connection is None:
            self._connection = sqlite3.connect(f"file:{_quoted(self.file)}?mode=ro", uri=True)
        return self._connection.execute(sql, values)


def _quoted(file: Path) -> str:
    from urllib.parse import quote

    return quote(str(file))


def _visit(row: tuple[object, ...]) -> Visit:
    values = list(row)
    values[-1] = bool(values[-1])
    return msgspec.convert(values, Visit)
