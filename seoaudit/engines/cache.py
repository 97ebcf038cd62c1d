"""What audits gave before, kept for the next run.

An audit is a function of a document's bytes, its name and place, its settings, the day, the program itself, and
the answers that the site around it gave to the page's questions. All but the answers make the key. The answers
are kept with the entry: where the site is unchanged as a whole they hold, otherwise the same questions are asked
again, and the entry is used when the answers are the same.

The cache is a convenience: whatever goes wrong with it, the audit goes on without it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from seoaudit import __version__
from seoaudit.blake import blake2b
from seoaudit.config import Settings
from seoaudit.context import Neighbours
from seoaudit.encoding import encode
from seoaudit.engines.document import Answers, Place
from seoaudit.engines.pool import PackedPage
from seoaudit.registry import BUILT_IN
from seoaudit.report.site import SiteReport

#: Entries that no run has used for so many days are forgotten: their texts were changed or the day has passed.
KEPT_DAYS = 5
#: Pages that are written at once; a run that is killed loses at most so many.
_BATCH = 64
_PATIENCE = 10.0
_LIBRARIES = (
    "pyromark",
    "turbohtml",
    "sentencex",
    "PyStemmer",
    "textstat",
    "rensa",
    "PyYAML",
    "python-frontmatter",
)
_TABLES = """
CREATE TABLE IF NOT EXISTS audits (
    key BLOB PRIMARY KEY, site TEXT, answers BLOB, page BLOB, day INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, report BLOB, day INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sites (root TEXT PRIMARY KEY, entries BLOB, day INTEGER);
"""
_ENCODER = msgspec.msgpack.Encoder(order="deterministic", enc_hook=sorted)
_PAGE = msgspec.msgpack.Decoder(PackedPage)
_REPORT = msgspec.msgpack.Decoder(SiteReport)


_ANSWERS = msgspec.msgpack.Decoder(Answers)


class Cache:
    """Audits by key in one SQLite file, which several processes may use at once."""

    def __init__(self, file: Path, day: int) -> None:
        """Open or make the file. ``day`` counts days from any beginning."""
        self._day = day
        self._waiting: list[tuple[bytes, str, bytes, bytes, int]] = []
        self._used: list[bytes] = []
        self._proven: list[tuple[str, int, bytes]] = []
        self._connection: sqlite3.Connection | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(file)
        except (sqlite3.Error, OSError):
            self._give_up()

    @classmethod
    def of_site(cls, folder: Path, root: str, day: int) -> Cache:
        """Open the file of a site in the folder of caches."""
        return cls(folder / f"{_digest(root)}.sqlite", day)

    def holds(self, key: bytes, site: str, neighbours: Neighbours | None, *, passing: bool = False) -> bool:
        """Return whether there is an audit for the key that is valid on a site with this digest.

        It is known from now on to be valid there, unless the site is a ``passing`` one.
        """
        found = self._row("SELECT site, answers, day FROM audits WHERE key = ?", key)
        if found is None:
            return False
        before, answers, day = found
        if before != site:
            try:
                valid = neighbours is not None and _ANSWERS.decode(answers).hold(neighbours)
            except (msgspec.DecodeError, ValueError):
                valid = False
            if not valid:
                return False
            if not passing:
                self._proven.append((site, self._day, key))
        elif day != self._day:
            self._used.append(key)
        return True

    def load(self, key: bytes) -> PackedPage | None:
        """Return the audit for a key."""
        found = self._row("SELECT page FROM audits WHERE key = ?", key)
        try:
            return _PAGE.decode(found[0]) if found else None
        except (msgspec.DecodeError, ValueError):
            return None

    def keep(self, key: bytes, site: str, page: PackedPage) -> None:
        """Remember an audit."""
        self._waiting.append((key, site, page.answers, encode(_ENCODER, page), self._day))
        if len(self._waiting) >= _BATCH:
            self._write()

    def load_report(self, key: bytes) -> SiteReport | None:
        """Return the report of a site for a key."""
        found = self._row("SELECT report FROM reports WHERE key = ?", key)
        try:
            return _REPORT.decode(found[0]) if found else None
        except (msgspec.DecodeError, ValueError):
            return None

    def keep_report(self, key: bytes, report: SiteReport) -> None:
        """Remember the report of a site."""
        self._run("INSERT OR REPLACE INTO reports VALUES (?, ?, ?)", key, encode(_ENCODER, report), self._day)

    def entries(self, root: str) -> bytes:
        """Return what was kept of the site at a root, empty when nothing was."""
        found = self._row("SELECT entries FROM sites WHERE root = ?", root)
        return found[0] if found and isinstance(found[0], bytes) else b""

    def keep_entries(self, root: str, entries: bytes) -> None:
        """Remember what was read of the site at a root."""
        self._run("INSERT OR REPLACE INTO sites VALUES (?, ?, ?)", root, entries, self._day)

    def close(self) -> None:
        """Write what is left, forget what is old, and let go of the file."""
        self._write()
        if self._proven:
            self._many("UPDATE audits SET site = ?, day = ? WHERE key = ?", self._proven)
        if self._used:
            self._many("UPDATE audits SET day = ? WHERE key = ?", [(self._day, key) for key in self._used])
        self._run("DELETE FROM audits WHERE day < ?", self._day - KEPT_DAYS)
        self._run("DELETE FROM reports WHERE day < ?", self._day)
        self._run("DELETE FROM sites WHERE day < ?", self._day - KEPT_DAYS)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        if rows:
            self._many("INSERT OR REPLACE INTO audits VALUES (?, ?, ?, ?, ?)", rows)

    def _row(self, sql: str, *parameters: Any) -> tuple[Any, ...] | None:  # noqa: ANN401 - values of SQL
        if self._connection is None:
            return None
        try:
            row: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        return row

    def _run(self, sql: str, *parameters: Any) -> None:  # noqa: ANN401
        self._many(sql, [parameters])

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany(sql, rows)
        except sqlite3.Error:
            self._give_up()

    def _give_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _opened(file: Path) -> sqlite3.Connection:
    """Open a file; one that is damaged, or of another make, is begun anew."""
    for attempt in (1, 2):
        connection = sqlite3.connect(file, timeout=_PATIENCE)
        try:
            connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {_TABLES}")
            connection.execute("SELECT key, site, answers, page, day FROM audits LIMIT 1").fetchone()
            connection.execute("SELECT root, entries, day FROM sites LIMIT 1").fetchone()
            connection.execute("SELECT key, report, day FROM reports LIMIT 1").fetchone()
            return connection
        except sqlite3.OperationalError as error:
            connection.close()
            if attempt == 2 or "locked" in str(error):
                raise
        except sqlite3.DatabaseError:
            connection.close()
            if attempt == 2:
                raise
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
    raise AssertionError


def key_of(name: str, content: bytes, place: Place, settings: bytes, today: str) -> bytes:
    """Return the key of a document's audit; ``content`` is a digest of its bytes."""
    key = blake2b(program(), digest_size=20)
    for part in (
        name,
        place.path,
        place.url,
        place.site_url,
        repr(place.title_is_h1),
        repr(place.published),
        today,
    ):
        key.update(part.encode("utf-8", "surrogateescape") + b"\0")
    key.update(content)
    key.update(settings)
    return key.digest()


def settings_digest(settings: Settings, packs: bytes = b"") -> bytes:
    """Return a digest of settings, and of the packs of the run (see ``seoaudit.registry.fingerprint``)."""
    return blake2b(encode(_ENCODER, settings) + packs, digest_size=16).digest()


@cache
def program() -> bytes:
    """Return a digest of the program: its version, its files with those of the rules, the libraries' versions."""
    from importlib.metadata import PackageNotFoundError, version

    digest = blake2b(__version__.encode(), digest_size=16)
    for package in ("seoaudit", *BUILT_IN):
        for name, stamp in sorted(_files(package).items()):
            digest.update(f"{package}/{name}:{stamp}\n".encode())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            continue
    return digest.digest()


def _files(package: str) -> Mapping[str, str]:
    from importlib.util import find_spec

    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return {}
    root = Path(next(iter(spec.submodule_search_locations)))
    return {
        path.relative_to(root).as_posix(): f"{status.st_size} {status.st_mtime_ns}"
        for path in root.rglob("*")
        if "__pycache__" not in path.parts and path.is_file() and (status := path.stat())
    }


def _digest(root: str) -> str:
    return blake2b(root.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def day_of(today: str) -> int:
    """Return the number of an ISO date's day; 0 for what is no date."""
    try:
        return dt.date.fromisoformat(today).toordinal()
    except ValueError:
        return 0
