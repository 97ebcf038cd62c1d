"""Ignore files (``.gitignore``): those that hold in a folder, and whether they leave out a path."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from seoaudit.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Bytes of an ignore file; what is larger is none.
_MAX_SIZE = 1_000_000
#: What is no plain character in a line of an ignore file, besides sets in brackets.
_SPECIAL = lazy_regex(r"[*?\\/]+")


class IgnoreFiles:
    """The ignore files that hold in a folder, outermost first.

    Paths are relative to the folder in which the search began; those of folders end in a slash.
    """

    __slots__ = ("_decisions",)

    def __init__(self, decisions: Sequence[Callable[[str], bool | None]] = ()) -> None:
        self._decisions = decisions

    def leave_out(self, path: str) -> bool:
        """Return whether a path is ignored: the innermost file that says anything of it decides."""
        return next(
            (found for decide in reversed(self._decisions) if (found := decide(path)) is not None), False
        )

    def with_own(self, top: Path, prefix: str) -> IgnoreFiles:
        """Return these and the one of a folder below: ``top`` is where the search began, ``prefix`` leads to it."""
        own = _read(top / prefix / ".gitignore")
        if own is None:
            return self
        length = len(prefix)
        return IgnoreFiles([*self._decisions, lambda path: own.decides(path[length:])])


def ignore_files_above(folder: Path) -> IgnoreFiles:
    """Return the ignore files of the folders above one, up to the top of its repository; none where it is in none."""
    found: list[Callable[[str], bool | None]] = []
    prefix, at = "", Path(os.path.abspath(folder))  # noqa: PTH100 - links are not followed
    while not (at / ".git").exists():
        if at.parent == at:
            return IgnoreFiles()  # not in a repository: what lies above says nothing
        prefix, at = f"{at.name}/{prefix}", at.parent
        own = _read(at / ".gitignore")
        if own is not None:
            found.append(_below(own, prefix))
    return IgnoreFiles(found[::-1])


def _below(own: IgnoreFile, prefix: str) -> Callable[[str], bool | None]:
    return lambda path: own.decides(prefix + path)


class IgnoreFile:
    """The lines of an ignore file; patterns are made of them when a path holds a piece of one.

    To import the library of patterns takes a tenth of the time in which a draft is checked, and most paths of a site
    are nowhere near a pattern.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._pieces = [_piece(line) for line in lines if line.strip() and not line.startswith("#")]

    def decides(self, path: str) -> bool | None:
        """Return whether a path is ignored, ``None`` where no line says anything of it."""
        if not any(piece in path for piece in self._pieces) or self._spec is None:
            return None
        return self._spec.check_file(path).include

    @cached_property
    def _spec(self) -> GitIgnoreSpec | None:
        from pathspec import GitIgnoreSpec

        try:
            return GitIgnoreSpec.from_lines(self._lines, backend="simple")
        except ValueError:
            return None


def _piece(line: str) -> str:
    """Return what stands in every path that a line of an ignore file matches: its longest run of plain characters.

    >>> _piece("/docs/_build/"), _piece("!keep-*.py[cod]"), _piece("**/*")
    ('_build', 'keep-', '')
    """
    plain = line.partition("[")[0].strip().removeprefix("!")
    return max(_SPECIAL.split(plain), key=len)


def _read(file: Path) -> IgnoreFile | None:
    try:
        if not file.is_file() or file.stat().st_size > _MAX_SIZE:  # a link to a device never ends
            return None
        return IgnoreFile(file.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return None
