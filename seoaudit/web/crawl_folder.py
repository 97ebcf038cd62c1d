"""The folder of a crawl: its archive, its frontier, and those of the crawl before while there is use for them."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Literal

from seoaudit.sources.decode import Unreadable
from seoaudit.web.closing import Closing
from seoaudit.web.crawl_options import CrawlOptions
from seoaudit.web.frontier import Frontier, InUse, Unknown

ARCHIVE, FRONTIER = "archive.warc.gz", "crawl.db"
_OLD_ARCHIVE, _OLD_FRONTIER = "previous.warc.gz", "previous.db"
#: What SQLite puts beside a file.
_BESIDE = ("", "-wal", "-shm", "-journal")

#: What the folder is opened for: a first crawl, the rest of one that did not end, or another one after one that did.
Mode = Literal["new", "resume", "again"]


class CrawlFolder(Closing):
    """An open folder, which no other crawl can open. ``mode`` says what for.

    ``archive`` is the path of the archive to write, ``length`` how much of it is to be kept (bytes). ``before`` are the
    frontier and the archive of the crawl before, ``None`` without one. Raises ``Unreadable`` where the folder cannot be used.
    """

    def __init__(self, path: Path, options: CrawlOptions, *, fresh: bool = False) -> None:
        self.path, self.archive = path, path / ARCHIVE
        self.mode: Mode = "new"
        self.before: tuple[Frontier, Path] | None = None
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._refuse_links(fresh)
            self.frontier = self._opened(options, fresh)
            self._open_before()
        except InUse as error:
            message = f"{path}: another crawl is at work in this folder"
            raise Unreadable(message, "Wait until it has ended, or name another folder with --to.") from error
        except Unknown as error:
            message = f"{path / FRONTIER}: this is no crawl that this version can go on with"
            raise Unreadable(message, "Begin anew with --fresh, or name another folder with --to.") from error
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            message = f"{path}: the crawl cannot be kept here: {reason}"
            raise Unreadable(
                message, "Check the folder and its permissions, or name another one with --to."
            ) from error

    def close(self) -> None:
        """Close the files."""
        self.frontier.close()
        if self.before is not None:
            self.before[0].close()

    @property
    def length(self) -> int:
        """Return how many bytes of the archive belong to what the frontier knows."""
        noted = self.frontier.number("length")
        there = self.archive.stat().st_size if self.archive.exists() else 0
        return noted if there >= noted else self.frontier.forget_after(there)

    def begin(self) -> None:
        """Note that the crawl goes on."""
        self.frontier.set_fact("ended", "")

    def end(self, limit: int = 0) -> None:
        """Note that the crawl has ended by itself; ``limit``: because so many pages were asked and no more were allowed."""
        self.frontier.set_fact("ended", "1")
        self.frontier.set_fact("limit", str(limit))

    def forget_before(self) -> None:
        """Remove the crawl before if this one has ended."""
        if self.before is not None and self.frontier.fact("ended"):
            self.before[0].close()
            self.before = None
            _remove(self.path, _OLD_FRONTIER, _OLD_ARCHIVE)

    def discard(self) -> None:
        """Remove what the crawl has kept, and the folder if nothing else is in it."""
        self.close()
        _remove(self.path, FRONTIER, ARCHIVE)
        with suppress(OSError):
            self.path.rmdir()

    def _opened(self, options: CrawlOptions, fresh: bool) -> Frontier:
        there = (self.path / FRONTIER).exists()
        if fresh:
            if there:
                with suppress(Unknown):
                    Frontier(self.path / FRONTIER).close()  # nobody is at work on it
            _remove(self.path, FRONTIER, ARCHIVE, _OLD_FRONTIER, _OLD_ARCHIVE)
            return self._begun(options)
        if not there:
            self._finish_moving()
            return self._begun(options)
        frontier = Frontier(self.path / FRONTIER)
        told = frontier.fact("told")
        if not told:  # killed before it began
            frontier.set_fact("told", _told(options))
            return frontier
        starts = _starts_in(told)
        if starts != list(options.starts):
            frontier.close()
            message = f"{self.path}: this folder has a crawl of {', '.join(starts)}"
            raise Unreadable(message, "Name another folder with --to, or begin anew with --fresh.")
        limit, _ = frontier.number("limit"), frontier.number("length")
        goes_on = not frontier.fact("ended") or 0 < limit < options.max_pages
        if goes_on and told == _told(options):
            self.mode = "resume"
            return frontier
        frontier.close()
        _remove(self.path, _OLD_FRONTIER, _OLD_ARCHIVE)
        (self.path / FRONTIER).replace(self.path / _OLD_FRONTIER)
        self._finish_moving()
        return self._begun(options)

    def _refuse_links(self, fresh: bool) -> None:
        """Keep to files of one's own: what lies behind a link would be cut and written over."""
        for name in (ARCHIVE, FRONTIER, _OLD_ARCHIVE, _OLD_FRONTIER):
            file = self.path / name
            if file.is_symlink() and fresh:
                file.unlink()
            elif file.is_symlink() or (file.exists() and not file.is_file()):
                message = (
                    f"{file}: this is a link or no file at all, and a crawl writes to files of its own only"
                )
                raise Unreadable(message, "Remove it, or name another folder with --to.")

    def _begun(self, options: CrawlOptions) -> Frontier:
        frontier = Frontier(self.path / FRONTIER)
        frontier.set_fact("told", _told(options))
        return frontier

    def _finish_moving(self) -> None:
        """Put the archive beside the frontier that it belongs to, also if a run was killed in between."""
        if not self.archive.exists():
            return
        if not (self.path / _OLD_FRONTIER).exists():
            message = f"{self.archive}: the archive is there, but not the {FRONTIER} that belongs to it"
            raise Unreadable(message, "To audit it: seoaudit check. To replace it: --fresh.")
        self.archive.replace(self.path / _OLD_ARCHIVE)

    def _open_before(self) -> None:
        old = self.path / _OLD_FRONTIER
        if old.exists() and (self.path / _OLD_ARCHIVE).exists():
            with suppress(Unknown):
                self.before = Frontier(old), self.path / _OLD_ARCHIVE
        if self.mode == "new" and self.before is not None:
            self.mode = "again"


def _starts_in(told: str) -> list[str]:
    """Return the starts that a frontier was told; raises ``Unknown`` where somebody else has written it."""
    try:
        found = json.loads(told)["starts"]
    except (ValueError, TypeError, KeyError) as error:
        raise Unknown from error
    if not (isinstance(found, list) and all(isinstance(each, str) for each in found)):
        raise Unknown
    return found


def _told(options: CrawlOptions) -> str:
    """Return what decides which addresses belong to a crawl; of other options it may be resumed."""
    return json.dumps(
        {
            "starts": options.starts, "include": options.include, "exclude": options.exclude,
            "max_depth": options.max_depth, "robots": options.robots, "nofollow": options.nofollow,
            "sitemaps": options.sitemaps,
        }
    )  # fmt: skip


def _remove(folder: Path, *names: str) -> None:
    for name in names:
        for ending in _BESIDE:
            with suppress(FileNotFoundError):
                os.unlink(folder / f"{name}{ending}")  # noqa: PTH108 - also where it is a link to nothing
