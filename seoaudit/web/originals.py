"""Which records of an archive later ones may refer to, kept on disk: archives have millions."""

from __future__ import annotations

import sqlite3

from seoaudit.blake import blake2b


class Originals:
    """Offsets of records by the digest of their body and by their address."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)  # a temporary file, once it is large
        self._connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000;"
            "CREATE TABLE places (key INTEGER PRIMARY KEY, place INTEGER); BEGIN"
        )

    def add(self, place: int, digest: str, url: str) -> None:
        """Note a record. Of several of one address or digest the last one counts."""
        rows = [(_key(text), place) for text in (digest, url) if text]
        self._connection.executemany("INSERT OR REPLACE INTO places VALUES (?, ?)", rows)

    def find(self, digest: str, url: str) -> int | None:
        """Return where the record with a body lies: by its digest, if there is one, otherwise by its address."""
        sql = "SELECT place FROM places WHERE key = ?"
        row = self._connection.execute(sql, (_key(digest or url),)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Remove the file."""
        self._connection.close()


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)
