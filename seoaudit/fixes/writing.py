"""Writing a mended file in place of the one that was read: whole or not at all, and nothing that would surprise."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from seoaudit.fixes.encoded import NotFixable


def replace_content(path: Path, before: bytes, after: bytes) -> None:
    """Write ``after`` to a file that holds ``before``. Raises ``NotFixable``; then the file is as it was.

    The new content is written beside the file and takes its place in one step, with its permissions. A link is
    followed only within its repository, or its folder where it is in none.
    """
    target = _target(path)
    try:
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotFixable("it is not a regular file")
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise NotFixable("it is read-only")
        if status.st_nlink > 1:
            raise NotFixable("it has another name (a hard link), which would keep the old text")
        _replace(target, status, before, after)
    except OSError as error:
        raise NotFixable(f"it cannot be written: {error.strerror or error}") from error


def _target(path: Path) -> Path:
    """Return the file itself, at the end of links that do not lead out of the tree."""
    if not path.is_symlink():
        return path
    target, folder = Path(os.path.realpath(path)), Path(os.path.realpath(path.parent))
    top = next((each for each in (folder, *folder.parents) if os.path.exists(each / ".git")), folder)  # noqa: PTH110
    if not target.is_relative_to(top):
        raise NotFixable(f"it is a link out of {top.name or top}, and what lies there is not changed")
    return target


def _replace(target: Path, status: os.stat_result, before: bytes, after: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(stat.S_IMODE(status.st_mode))
        with suppress(OSError, AttributeError):  # only root may give a file to somebody else
            os.chown(temporary, status.st_uid, status.st_gid)
        _refuse_if_changed(target, before)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _refuse_if_changed(target: Path, before: bytes) -> None:
    if target.read_bytes() != before:
        raise NotFixable("it was changed by somebody else meanwhile")
