"""Where runs keep what they found, and under which name they find it again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class CacheFolder:
    """Says where runs keep what they found of sites; ``find`` is asked only when there is something to keep.

    What is known of a site goes by the site's root. Where its files lie elsewhere for the time being, as those of an
    earlier commit do, it still goes by the usual one (``for_moved``): most pages are the same, and what is kept of a
    page says nothing of where its site lies.
    """

    def __init__(self, find: Callable[[], Path]) -> None:
        self._find = find
        self._lies = self._usual = ""

    def __call__(self) -> Path:
        """Return the folder."""
        return self._find()

    def for_moved(self, lies: Path, usual: Path) -> CacheFolder:
        """Return the same for a run over files below ``lies`` that usually are below ``usual``."""
        folder = CacheFolder(self._find)
        folder._lies, folder._usual = str(lies), str(usual)
        return folder

    @property
    def is_of_moved(self) -> bool:
        """Return whether files lie elsewhere for the time being."""
        return bool(self._lies)

    def known_root(self, root: str) -> str:
        """Return the root that a site is known by, given the one that it has.

        >>> moved = CacheFolder(Path).for_moved(Path("/tmp/old"), Path("/blog"))
        >>> moved.known_root("/tmp/old/content"), moved.known_root("/tmp/old"), moved.known_root("/tmp/older")
        ('/blog/content', '/blog', '/tmp/older')
        """
        if self._lies and (root == self._lies or root.startswith(self._lies + os.sep)):
            return self._usual + root[len(self._lies) :]
        return root


@contextmanager
def shared(folder: CacheFolder | None, *, needed: bool) -> Iterator[CacheFolder | None]:
    """Give a folder for several runs: the given one, or where there is none but it is needed, one for the time being.

    So that what is in both states of a tree is audited once.
    """
    if folder is not None or not needed:
        yield folder
        return
    import tempfile  # with compression libraries

    with tempfile.TemporaryDirectory(prefix="seoaudit-", ignore_cleanup_errors=True) as passing:
        yield CacheFolder(lambda: Path(passing))
