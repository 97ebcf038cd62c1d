"""The tables of a site's rows, and the questions that site rules ask of them.

The queries are written in a subset of SQL that SQLite, DuckDB and Spark share: joins, grouping, window-free
aggregates, ``CASE``, ``LIKE`` without collation tricks. Logical values are 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from seoaudit.model import Span
from seoaudit.report.fetched import CrawlFacts
from seoaudit.site.rows import CrawlerRow, LinkRow, PageRow, ResponseRow
from seoaudit.site.signatures import bands

if TYPE_CHECKING:
    import sqlite3

    from seoaudit.site.sitemaps import Sitemaps

#: One row per page, errors included; ``*_start`` and ``*_end`` are places in the page's source.
_TABLES = """
CREATE TABLE pages (
    key TEXT PRIMARY KEY, path TEXT, section TEXT, variant TEXT, kind TEXT, media TEXT, status INTEGER, error TEXT,
    published INTEGER, noindex INTEGER, indexable INTEGER, canonical TEXT, canonical_start INTEGER,
    canonical_end INTEGER, canonical_status TEXT, language TEXT, title TEXT, title_key TEXT, title_start INTEGER,
    title_end INTEGER, title_stems TEXT, announced TEXT,
    description TEXT, description_key TEXT, description_start INTEGER, description_end INTEGER, h1 TEXT,
    words INTEGER, text_key TEXT, signature BLOB, keyphrase TEXT, keyphrase_stems TEXT, keyphrase_origin TEXT,
    keyphrase_start INTEGER, keyphrase_end INTEGER, date TEXT, calls INTEGER, score REAL, links_left_out INTEGER
);
CREATE TABLE links (
    source TEXT, target TEXT, href TEXT, status TEXT, host TEXT, fragment TEXT, anchor TEXT, anchor_stems TEXT,
    main INTEGER, nofollow INTEGER, start_at INTEGER, end_at INTEGER, hops INTEGER
);
CREATE TABLE alternates (source TEXT, code TEXT, target TEXT, status TEXT, start_at INTEGER, end_at INTEGER);
CREATE TABLE terms (page TEXT, stem TEXT, word TEXT, weight REAL);
CREATE TABLE bands (page TEXT, band INTEGER, fingerprint INTEGER);
CREATE TABLE texts (page TEXT PRIMARY KEY, words TEXT, sentences BLOB);
CREATE TABLE names (page TEXT, stems TEXT, content INTEGER, text TEXT, origin TEXT);
CREATE TABLE faults (
    page TEXT, rule TEXT, severity TEXT, message TEXT, fix TEXT, part TEXT, lost REAL, start_at INTEGER, end_at INTEGER
);
CREATE TABLE suppressions (
    page TEXT, rule TEXT, start_at INTEGER, end_at INTEGER, whole INTEGER, reason TEXT, comment_start INTEGER,
    comment_end INTEGER
);
CREATE TABLE sitemap (key TEXT, address TEXT, status TEXT, file TEXT, line INTEGER);
CREATE TABLE sitemap_files (file TEXT, problem TEXT, urls INTEGER, size INTEGER);
CREATE TABLE responses (
    key TEXT, address TEXT PRIMARY KEY, asked INTEGER, status INTEGER, trouble TEXT, target TEXT, media TEXT,
    seconds REAL, size INTEGER, depth INTEGER, google TEXT, bing TEXT, probe INTEGER
);
CREATE TABLE crawlers (
    agent TEXT, operator TEXT, purpose TEXT, pages INTEGER, admitted INTEGER, home INTEGER, because TEXT
);
"""
#: Made after the rows are in, which is faster than keeping them up to date.
_INDEXES = """
CREATE INDEX pages_variant ON pages (variant);
CREATE INDEX links_source ON links (source);
CREATE INDEX links_target ON links (target);
CREATE INDEX sitemap_key ON sitemap (key);
CREATE INDEX responses_key ON responses (key);
CREATE INDEX terms_stem ON terms (stem);
CREATE INDEX terms_page ON terms (page);
CREATE INDEX faults_page ON faults (page);
CREATE INDEX bands_fingerprint ON bands (band, fingerprint);
"""
#: Fields of a row that are tables of their own.
_ELSEWHERE = frozenset(
    {"links", "alternates", "terms", "prose", "sentences", "names", "faults", "suppressions"}
)


class Site:
    """What a site rule is given: ``query`` over the rows, and what is known of the site as a whole.

    ``whole``: every published page of the site is among the rows, so that what no row links to, nothing
    links to. ``built``: the rows are of built or fetched pages, navigation included. ``home`` is the key of
    the home page, empty when there is none. ``url`` is the published address; ``url_inferred``: only canonical links
    tell it. ``today`` is an ISO date. ``crawl`` says what was asked of a fetched site. ``named`` are the keys of pages that were asked for by their addresses.
    ``robots`` is what reports call the robots.txt of a built site, empty for other sites.
    """

    def __init__(self, file: str = "") -> None:
        self.whole = False
        self.built = False
        self.home = ""
        self.url = ""
        self.url_inferred = False
        self.generator = ""
        self.today = ""
        self.crawl: CrawlFacts | None = None
        self.named: frozenset[str] = frozenset()
        self.robots = ""
        import sqlite3  # a single draft has no rows

        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN; {_TABLES}")
        self._indexed = False

    def add(self, rows: Iterable[PageRow]) -> None:
        """Add pages; of two with the same key the first is kept, as a server would show only one."""
        for row in rows:
            if self._insert("pages", _columns(row), "OR IGNORE") == 0:
                continue
            self._insert_all("links", [(row.key, *_tuple(link)) for link in row.links])
            self._insert_all("alternates", [(row.key, *_tuple(each)) for each in row.alternates])
            self._insert_all("terms", [(row.key, *term) for term in row.terms])
            self._insert_all("names", [(row.key, *_tuple(name)) for name in row.names])
            self._insert_all("faults", [(row.key, *_tuple(fault)) for fault in row.faults])
            self._insert_all("suppressions", [(row.key, *_tuple(each)) for each in row.suppressions])
            self._insert_all("bands", [(row.key, *band) for band in bands(row.signature)])
            if row.prose:
                self._insert("texts", (row.key, row.prose, row.sentences))

    def add_sitemaps(self, sitemaps: Sitemaps) -> None:
        """Add the sitemaps of a built site and what they list."""
        self._insert_all("sitemap", [_tuple(entry) for entry in sitemaps.entries])
        self._insert_all("sitemap_files", [_tuple(file) for file in sitemaps.files])

    def add_responses(self, rows: Iterable[ResponseRow]) -> None:
        """Add what the addresses of a fetched site answered, those of its own host only."""
        for row in rows:
            self._insert("responses", _tuple(row), "OR IGNORE")

    def add_crawlers(self, rows: Iterable[CrawlerRow]) -> None:
        """Add how far robots.txt admits the crawlers of AI services."""
        self._insert_all("crawlers", [_tuple(row) for row in rows])

    def query(self, sql: str, *parameters: str | float) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query; values are reached by column name."""
        if not self._indexed:
            self._connection.executescript(_INDEXES)
            self._indexed = True
        yield from self._connection.execute(sql, parameters)

    def value(self, sql: str, *parameters: str | float) -> Any:  # noqa: ANN401 - as many types as SQL has
        """Return the first column of the first row, ``None`` when there is none."""
        return next((row[0] for row in self.query(sql, *parameters)), None)

    def close(self) -> None:
        """Let go of the rows."""
        self._connection.close()

    def _insert(self, table: str, values: tuple[Any, ...], otherwise: str = "") -> int:
        marks = ",".join("?" * len(values))
        return self._connection.execute(f"INSERT {otherwise} INTO {table} VALUES ({marks})", values).rowcount  # noqa: S608 - tables of ours

    def _insert_all(self, table: str, values: list[tuple[Any, ...]]) -> None:
        if values:
            marks = ",".join("?" * len(values[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - as above


def _tuple(row: LinkRow | msgspec.Struct) -> tuple[Any, ...]:
    return msgspec.structs.astuple(row)


def _columns(row: PageRow) -> tuple[Any, ...]:
    """Return a row's values in the order of the table's columns; a span becomes two."""
    values: list[Any] = []
    for field in row.__struct_fields__:
        if field in _ELSEWHERE:
            continue
        value = getattr(row, field)
        if isinstance(value, Span):
            values += value
        else:
            values.append(value)
        if field == "noindex":
            values.append(_indexable(row))
    return tuple(values)


def _indexable(row: PageRow) -> bool:
    """Return whether a search engine would list the page under its own address."""
    elsewhere = row.canonical not in ("", row.key)
    return row.published and not row.noindex and not row.error and row.status == 200 and not elsewhere
