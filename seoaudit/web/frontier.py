"""The frontier of a crawl: every address it knows, what became of it, and which one is next. On disk, in SQLite.

A record is put into the archive first; then one transaction notes what was asked, where it led, and how long the archive
is. So what the frontier says of the archive is always there, and a crawl that was killed loses only what was under way.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from seoaudit.web.scope import origin_of

State = Literal["waiting", "done", "refused"]
#: Why an address is not asked.
Reason = Literal["", "robots", "depth", "nofollow", "trap", "scope", "unreachable"]
_VERSION = 2
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY, url TEXT UNIQUE, origin TEXT, state TEXT, reason TEXT DEFAULT '', depth INTEGER,
    rank INTEGER, parent INTEGER, listed INTEGER DEFAULT 0, tries INTEGER DEFAULT 0, place INTEGER DEFAULT -1,
    end INTEGER DEFAULT 0, page INTEGER DEFAULT 0, etag TEXT DEFAULT '', modified TEXT DEFAULT '');
CREATE INDEX waiting ON addresses (origin, rank, id) WHERE state = 'waiting';
CREATE INDEX asked ON addresses (end) WHERE state = 'done';
"""
#: Rows that were not written here: SQLite keeps anything in any column.
_ODD = """
SELECT 1 FROM addresses WHERE typeof(url) || typeof(origin) || typeof(state) || typeof(reason) || typeof(etag)
  || typeof(modified) != 'texttexttexttexttexttext' OR typeof(depth) || typeof(rank) || typeof(tries) || typeof(place)
  || typeof(end) != 'integerintegerintegerintegerinteger' LIMIT 1
"""
#: Kilobytes that SQLite keeps in memory.
_CACHE = 8_000
#: Milliseconds to wait for another process that looks into the file.
_PATIENCE = 1_000


class InUse(Exception):  # noqa: N818 - it describes the folder
    """Another crawl has the frontier open."""


class Unknown(Exception):  # noqa: N818 - it describes the file
    """The file is no frontier, or one of another version."""


class Address(NamedTuple):
    """An address that waits. ``depth`` is how many links away from a start it is, ``rank`` its place in the queue."""

    id: int
    url: str
    origin: str
    depth: int
    rank: int
    tries: int


class Link(NamedTuple):
    """An address that was found. ``reason`` is why it is not to be asked, empty if it is."""

    url: str
    depth: int
    rank: int
    listed: bool = False
    reason: Reason = ""


class Validators(NamedTuple):
    """By what a server can tell whether a page has changed, and where the record of the page lies."""

    place: int
    etag: str
    modified: str


class Asked(msgspec.Struct, frozen=True):
    """What became of an address: the offset of its record, the end of the record, whether it is a page, validators."""

    place: int
    end: int
    page: bool = False
    etag: str = ""
    modified: str = ""


class Frontier:
    """The frontier in a file, which is made where there is none. One process at a time; not safe between threads.

    Raises ``InUse``, ``Unknown``, and ``OSError`` or ``sqlite3.Error`` where the disk does not do what it should.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=_PATIENCE / 1000, isolation_level=None)
        try:
            self._open()
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" in str(error):
                raise InUse from error
            raise
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise Unknown from error
        except Unknown:
            self._connection.close()
            raise
        self._under_way: dict[int, str] = {}
        self.waiting = self._waiting()

    def _open(self) -> None:
        run = self._connection.execute
        run(
            "PRAGMA locking_mode=EXCLUSIVE"
        )  # which the system releases when the process ends, however it does
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=NORMAL")
        run(f"PRAGMA cache_size=-{_CACHE}")
        run("BEGIN IMMEDIATE")
        version = run("PRAGMA user_version").fetchone()[0]
        if version == 0 and not run("SELECT 1 FROM sqlite_master").fetchone():
            for statement in _TABLES.split(";"):
                run(statement)
            run(f"PRAGMA user_version={_VERSION}")
        elif version != _VERSION or run(_ODD).fetchone():
            raise Unknown
        run("COMMIT")

    def close(self) -> None:
        """Close the file, and let others open it."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Note what is done in the ``with`` block as a whole, or nothing of it."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            self.waiting = self._waiting()
            raise
        self._connection.execute("COMMIT")

    def add(self, links: Iterable[Link], parent: int = 0) -> None:
        """Note addresses that were found on a page (``parent``, 0: none). What is known is only known better."""
        for link in links:
            self._add(link, parent)

    def _add(self, link: Link, parent: int) -> None:
        state = "refused" if link.reason else "waiting"
        origin = origin_of(link.url)
        found = self._connection.execute(
            "INSERT INTO addresses (url, origin, state, reason, depth, rank, parent, listed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
            (link.url, origin, state, link.reason, link.depth, link.rank, parent, link.listed),
        ).fetchone()
        if found is None:
            self._know_better(link, origin, parent)
        elif state == "waiting":
            self.waiting[origin] += 1

    def _know_better(self, link: Link, origin: str, parent: int) -> None:
        run = self._connection.execute
        if link.listed:
            run("UPDATE addresses SET listed = 1 WHERE url = ?", (link.url,))
        if link.reason:
            return
        mended = run(
            "UPDATE addresses SET state = 'waiting', reason = '', depth = ?, rank = ?, parent = ?"
            " WHERE url = ? AND state = 'refused' AND reason IN ('depth', 'nofollow') RETURNING id",
            (link.depth, link.rank, parent, link.url),
        ).fetchone()
        if mended is not None:
            self.waiting[origin] += 1
            return
        run(
            "UPDATE addresses SET depth = min(depth, ?), rank = min(rank, ?) WHERE url = ? AND state = 'waiting'",
            (link.depth, link.rank, link.url),
        )

    def knows(self, url: str) -> bool:
        """Return whether an address was found before."""
        return (
            self._connection.execute("SELECT 1 FROM addresses WHERE url = ?", (url,)).fetchone() is not None
        )

    def take(self, busy: Collection[str] = ()) -> Address | None:
        """Return the next address that waits at an origin that is not busy; it is under way then. ``None``: there is none."""
        best: Address | None = None
        for origin, count in self.waiting.items():
            if count <= 0 or origin in busy:
                continue
            found = self._first(origin)
            if found is not None and (best is None or (found.rank, found.id) < (best.rank, best.id)):
                best = found
        if best is not None:
            self._under_way[best.id] = best.origin
            self.waiting[best.origin] -= 1
        return best

    def _first(self, origin: str) -> Address | None:
        rows = self._connection.execute(
            "SELECT id, url, origin, depth, rank, tries FROM addresses WHERE origin = ? AND state = 'waiting'"
            " ORDER BY rank, id LIMIT ?",
            (origin, len(self._under_way) + 1),
        )
        return next((Address(*row) for row in rows if row[0] not in self._under_way), None)

    def done(self, address: Address, asked: Asked) -> None:
        """Note that an address under way was asked."""
        self._under_way.pop(address.id, None)
        self._connection.execute(
            "UPDATE addresses SET state = 'done', place = ?, end = ?, page = ?, etag = ?, modified = ? WHERE id = ?",
            (asked.place, asked.end, asked.page, asked.etag, asked.modified, address.id),
        )

    def refuse(self, address: Address, reason: Reason) -> None:
        """Note that an address under way is not to be asked."""
        self._under_way.pop(address.id, None)
        sql = "UPDATE addresses SET state = 'refused', reason = ? WHERE id = ?"
        self._connection.execute(sql, (reason, address.id))

    def refuse_all(self, origin: str, reason: Reason) -> None:
        """Note that nothing that waits at an origin is to be asked."""
        sql = "UPDATE addresses SET state = 'refused', reason = ? WHERE origin = ? AND state = 'waiting'"
        self._connection.execute(sql, (reason, origin))
        self.waiting = self._waiting()

    def put_back(self, address: Address, *, rank: int | None = None, tried: bool = True) -> None:
        """Let an address under way wait again, at another rank if one is given; ``tried``: it counts as a try."""
        self._under_way.pop(address.id, None)
        self.waiting[address.origin] += 1
        if tried or rank is not None:
            sql = "UPDATE addresses SET rank = ?, tries = tries + ? WHERE id = ?"
            self._connection.execute(sql, (address.rank if rank is None else rank, tried, address.id))

    def ask_again(self, address: Address) -> bool:
        """Let an address wait again that was asked; return whether it was."""
        sql = "UPDATE addresses SET state = 'waiting', place = -1, end = 0, tries = 0 WHERE id = ? AND state = 'done'"
        asked = self._connection.execute(sql, (address.id,)).rowcount > 0
        self.waiting[address.origin] += asked
        return asked

    def note(self, url: str, asked: Asked) -> None:
        """Note an address that was asked out of turn: robots.txt, a sitemap."""
        sql = "SELECT id FROM addresses WHERE url = ? AND state = 'waiting'"
        row = self._connection.execute(sql, (url,)).fetchone()
        if row is not None and row[0] not in self._under_way:
            self.waiting[origin_of(url)] -= 1
        self._connection.execute(
            "INSERT INTO addresses (url, origin, state, depth, rank, parent, place, end) VALUES (?, ?, 'done', 0, -1, 0, ?, ?)"
            " ON CONFLICT DO UPDATE SET state = 'done', rank = -1, place = excluded.place, end = excluded.end",
            (url, origin_of(url), asked.place, asked.end),
        )

    def forget_after(self, length: int) -> int:
        """Let addresses wait again whose record ends behind a length of the archive; return the length that remains.

        That is needed only where the machine itself went down, and the disk had less of the archive than of this file.
        """
        sql = "UPDATE addresses SET state = 'waiting', place = -1, end = 0 WHERE state = 'done' AND end > ?"
        self._connection.execute(sql, (length,))
        self.waiting = self._waiting()
        whole = self._connection.execute("SELECT max(end) FROM addresses WHERE state = 'done'").fetchone()[0]
        return int(whole or 0)

    def fact(self, name: str) -> str:
        """Return a fact about the crawl, ``""`` for one that was not noted."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def number(self, name: str) -> int:
        """Return a fact that is a number, 0 for one that was not noted. Raises ``Unknown`` for what is none."""
        value = self.fact(name) or "0"
        if not (value.isascii() and value.isdecimal() and len(value) < 16):
            raise Unknown
        return int(value)

    def set_fact(self, name: str, value: str) -> None:
        """Note a fact about the crawl."""
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def facts(self, prefix: str) -> dict[str, str]:
        """Return the facts whose names begin so."""
        sql = "SELECT name, value FROM facts WHERE substr(name, 1, ?) = ?"
        return dict(self._connection.execute(sql, (len(prefix), prefix)))

    def validators(self, url: str) -> Validators | None:
        """Return what is known of a page that was fetched, ``None`` if it was not or its server gives no validators."""
        sql = "SELECT place, etag, modified FROM addresses WHERE url = ? AND page = 1 AND (etag != '' OR modified != '')"
        row = self._connection.execute(sql, (url,)).fetchone()
        return Validators(*row) if row else None

    def linked(self) -> Iterator[str]:
        """Yield the addresses that are in no sitemap and that no pattern leaves out, in the order in which they were found."""
        sql = "SELECT url FROM addresses WHERE listed = 0 AND rank >= 0 AND reason <> 'scope' ORDER BY id"
        yield from (row[0] for row in self._connection.execute(sql))

    def counts(self) -> dict[tuple[State, str], int]:
        """Return how many addresses there are, by state and reason."""
        rows = self._connection.execute(
            "SELECT state, reason, count(*) FROM addresses GROUP BY state, reason"
        )
        return {(state, reason): count for state, reason, count in rows}

    def asked(self) -> tuple[int, int]:
        """Return how many addresses were asked in their turn, and how many of them are pages."""
        sql = "SELECT count(*), coalesce(sum(page), 0) FROM addresses WHERE state = 'done' AND rank >= 0"
        asked, pages = self._connection.execute(sql).fetchone()
        return asked, pages

    def _waiting(self) -> Counter[str]:
        """Count what waits at each origin, without what is under way."""
        sql = "SELECT origin, count(*) FROM addresses WHERE state = 'waiting' GROUP BY origin"
        waiting = Counter(dict(self._connection.execute(sql).fetchall()))
        waiting.subtract(self._under_way.values())
        return waiting
