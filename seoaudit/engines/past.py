"""A repository's files as they were at a commit, laid out in a folder of their own.

What has not changed since is linked or copied from the working tree; only the rest is read from git. Nothing is
checked out: no filter and no hook runs, and of links and submodules nothing is made.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seoaudit.sources.git import Changes, Repository, TreeFile

#: A larger file is no text and no image for the web: only that it was there, and how large, is kept of it.
_MAX_SIZE = 32_000_000
#: Files of a commit that are laid out.
_MAX_FILES = 400_000


@contextmanager
def past_tree(repository: Repository, commit: str, changes: Changes) -> Iterator[tuple[Path, frozenset[str]]]:
    """Lay out the files of a commit; give the folder and the files' paths, and remove it in the end."""
    with tempfile.TemporaryDirectory(prefix="seoaudit-") as folder:
        top = Path(folder).resolve()
        (top / ".git").mkdir()  # where searches upwards end
        files = dict(sorted(repository.files(commit).items())[:_MAX_FILES])
        from_git: list[tuple[str, TreeFile]] = []
        for path, file in files.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            if path in changes.files or path in changes.gone:
                from_git.append((path, file))
            else:
                _take_over(repository.top / path, top / path)
        for path, file in from_git:
            if file.size > _MAX_SIZE:
                with (top / path).open("wb") as stream:
                    stream.truncate(file.size)
        small = [(path, file) for path, file in from_git if file.size <= _MAX_SIZE]
        for path, data in repository.contents(small):
            (top / path).write_bytes(data)
        yield top, frozenset(files)


def _take_over(source: Path, target: Path) -> None:
    """Link or copy a file of the working tree; what is no regular file, or not there, is passed over."""
    try:
        if not stat.S_ISREG(source.lstat().st_mode):
            return
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:  # another file system, or one without links
            shutil.copyfile(source, target, follow_symlinks=False)
    except OSError:
        return
