"""The files of a site: names and sizes, without what is no source of it; links out of the root are not followed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seoaudit.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: More files than any site that is written by hand; the rest is passed over, and ``Walked.cut`` says so.
MAX_FILES = 400_000
#: Folders of dependencies, caches and built sites, whatever the generator.
SKIPPED = frozenset(
    {
        "node_modules", "bower_components", "__pycache__", "venv", "site-packages", "_site", "_gen",
        "coverage", "storybook-static", "target",
    }
)  # fmt: skip
#: Hidden folders that are published.
_VISIBLE = frozenset({".well-known", ".vitepress"})


#: What is no plain character in a line of an ignore file, besides sets in brackets.
_SPECIAL = lazy_regex(r"[*?\\/]+")
#: A file's size in bytes and the times, in nanoseconds, when its content and when anything about it was changed.
Stamp = tuple[int, int, int]


class Walked(msgspec.Struct, frozen=True):
    """The files by path relative to the root, in the order of paths, each with its stamp."""

    files: dict[str, Stamp]
    cut: bool = False


def walk(root: Path, skipped: Collection[str] = (), limit: int = MAX_FILES) -> Walked:
    """Return the files below a root. ``skipped`` are folders (relative to it) to leave out.

    ``.gitignore`` is honoured for folders and for the files that pages are made of; an ignored image that is
    there is there all the same. Links to files inside of the root count as files, links to folders and links
    that lead out do not.
    """
    files: dict[str, Stamp] = {}
    real = os.path.join(os.path.realpath(root), "")  # noqa: PTH118 - with its closing separator
    ignores = _above(root)
    stack: list[tuple[str, list[_Ignore]]] = [("", ignores)]
    while stack:
        folder, known = stack.pop()
        try:
            with os.scandir(root / folder if folder else root) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        prefix = f"{folder}/" if folder else ""
        if any(entry.name == ".gitignore" for entry in entries) and (own := _ignore_file(root, prefix)):
            known = [*known, own]
        below: list[tuple[str, list[_Ignore]]] = []
        for entry in entries:
            path = prefix + entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if _wanted(entry.name, path, skipped) and not _ignored(path + "/", known):
                        below.append((path, known))
                elif (found := _file(entry, real)) and not (
                    known and _is_text(entry.name) and _ignored(path, known)
                ):
                    if len(files) >= limit:
                        return Walked(files, cut=True)
                    files[path] = found
            except OSError:
                continue
        stack.extend(reversed(below))
    return Walked(files)


def _wanted(name: str, path: str, skipped: Collection[str]) -> bool:
    if name.startswith("."):
        return name in _VISIBLE
    return name not in SKIPPED and path not in skipped


def _file(entry: os.DirEntry[str], real: str) -> Stamp | None:
    if entry.is_symlink() and not os.path.realpath(entry.path).startswith(real):
        return None
    if not entry.is_file():
        return None
    status = entry.stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_text(name: str) -> bool:
    return name.endswith((".md", ".mdx", ".markdown", ".html"))


#: Tells of a path relative to the root whether an ignore file decides on it, and how.
_Ignore = Callable[[str], bool | None]


def _ignored(path: str, ignores: list[_Ignore]) -> bool:
    return next((found for check in reversed(ignores) if (found := check(path)) is not None), False)


def _ignore_file(root: Path, prefix: str) -> _Ignore | None:
    own = _read(root / prefix / ".gitignore")
    if own is None:
        return None
    length = len(prefix)
    return lambda path: own.decides(path[length:])


class _IgnoreFile:
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


def _read(file: Path) -> _IgnoreFile | None:
    try:
        if not file.is_file() or file.stat().st_size > 1_000_000:  # a link to a device never ends
            return None
        return _IgnoreFile(file.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return None


def _above(root: Path) -> list[_Ignore]:
    """Return the ignore files of the folders above the root, outermost first, up to the top of the repository."""
    found: list[_Ignore] = []
    prefix, at = "", root.absolute()
    if (at / ".git").exists():
        return found
    while at.parent != at:
        prefix, at = f"{at.name}/{prefix}", at.parent
        own = _read(at / ".gitignore")
        if own is not None:
            found.insert(0, _prefixed(own, prefix))
        if (at / ".git").exists():
            return found
    return []  # not in a repository: what lies above says nothing


def _prefixed(own: _IgnoreFile, prefix: str) -> _Ignore:
    return lambda path: own.decides(prefix + path)
