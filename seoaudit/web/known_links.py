"""What earlier runs have learnt of links to other sites, in a file of the cache folder.

The cache is a convenience: whatever goes wrong with it, the links are asked for again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from seoaudit.context import Reach
from seoaudit.web.closing import Closing

FILE_NAME = "links.sqlite"
#: Days for which what is known holds: good news longer than bad, which somebody may be mending right now.
DAYS = {"ok": 14, "moved": 14, "broken": 1, "unverified": 1}
#: Servers that turn programs away will do so tomorrow; all else that is unverified is not kept.
_LASTING = frozenset({401, 403, 999})
_TABLE = (
    "CREATE TABLE IF NOT EXISTS links (address TEXT PRIMARY KEY, reach BLOB, until INTEGER) WITHOUT ROWID"
)
_BATCH = 64
_AT_ONCE = 500
_REACH = msgspec.msgpack.Decoder(Reach)


class KnownLinks(Closing):
    """Reaches by address. ``day`` counts days from any beginning; use it in a ``with`` statement."""

    def __init__(self, folder: Path, day: int) -> None:
        self._day = day
        self._waiting: list[tuple[str, bytes, int]] = []
        self._connection: sqlite3.Connection | None = None
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(folder / FILE_NAME)

    def of(self, addresses: Sequence[str]) -> dict[str, Reach]:
        """Return what is known and still holds."""
        found: dict[str, Reach] = {}
        for start in range(0, len(addresses), _AT_ONCE):
            some = addresses[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._rows(
                f"SELECT address, reach FROM links WHERE until >= ? AND address IN ({marks})",  # noqa: S608 - marks
                [self._day, *some],
            )
            for address, reach in rows:
                with suppress(msgspec.DecodeError, msgspec.ValidationError, TypeError):
                    found[address] = _REACH.decode(reach)
        return found

    def keep(self, address: str, reach: Reach) -> None:
        """Remember what was learnt of an address, if it will hold."""
        if reach.verdict == "unverified" and reach.status not in _LASTING:
            return
        self._waiting.append((address, msgspec.msgpack.encode(reach), self._day + DAYS[reach.verdict]))
        if len(self._waiting) >= _BATCH:
            self._write()

    def close(self) -> None:
        """Write what is left, forget what holds no longer, and let go of the file."""
        self._write()
        self._run("DELETE FROM links WHERE until < ?", [(self._day,)])
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        if rows:
            self._run("INSERT OR REPLACE INTO links VALUES (?, ?, ?)", rows)

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[tuple[str, bytes]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error:
            return []

    def _run(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error), self._connection:
                self._connection.executemany(sql, rows)


def _opened(file: Path) -> sqlite3.Connection | None:
    """Open a file; one that is damaged, or of another make, is begun anew."""
    for _ in range(2):
        connection = None
        try:
            connection = sqlite3.connect(file, timeout=10)
            connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {_TABLE}")
            connection.execute("SELECT address, reach, until FROM links LIMIT 1").fetchone()
            return connection
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            if "locked" in str(error):
                return None
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
    return None
