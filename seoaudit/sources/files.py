"""Finding the files to audit: given ones as they are, directories through their ignore files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from seoaudit.parsing.reader import ENDINGS
from seoaudit.sources.decode import Unreadable
from seoaudit.sources.ignore_files import IgnoreFiles, ignore_files_above

#: Pages that are served but that no page links to: of errors, and with which an owner proves to be one.
NEVER_LINKED: tuple[str, ...] = ("404.html", "404.md", "google" + "[0-9a-f]" * 8 + "*.html")

#: What directories hold besides content; a file that is named on the command line is audited all the same.
#: Version control, dependencies, templates, and documents about the repository rather than for its readers.
NOT_CONTENT: tuple[str, ...] = (
    *NEVER_LINKED,
    ".*/", "node_modules/", "bower_components/", "__pycache__/", "venv/", "_layouts/", "_includes*/", "_sass/",
    "README*", "CHANGELOG*", "CHANGES*", "CONTRIBUTING*", "CODE_OF_CONDUCT*", "LICENSE*", "LICENCE*", "SECURITY*",
    "NOTICE*", "AUTHORS*", "CLAUDE.md", "AGENTS.md", "PULL_REQUEST_TEMPLATE*", "ISSUE_TEMPLATE*",
    "robots.txt", "humans.txt", "*.alt.txt", "ads.txt", "security.txt", "llms*.txt", "CMakeLists.txt",
    "requirements*.txt", "constraints*.txt",
)  # fmt: skip

#: Folders of templates and of other people's work, except among texts and built pages, where they are subjects.
TEMPLATE_FOLDERS = frozenset({"archetypes", "layouts", "partials", "templates", "themes", "vendor"})
_TEXT_FOLDERS = frozenset(
    {
        "content",
        "docs",
        "posts",
        "_posts",
        "articles",
        "_articles",
        "pages",
        "public",
        "dist",
        "_site",
        "out",
        "site",
    }
)


class Found(msgspec.Struct, frozen=True):
    """A file to audit: where it is and the name reports call it by; or why it cannot be.

    ``named``: it was given itself, not found in a folder.
    """

    path: Path
    name: str
    error: str = ""
    fix: str = ""
    named: bool = False


class Globs:
    """Include and exclude patterns as in a gitignore file, relative to ``root``."""

    def __init__(self, root: Path, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        import pathspec

        self.root = root
        self.include = pathspec.GitIgnoreSpec.from_lines(include, backend="simple") if include else None
        self.exclude = pathspec.GitIgnoreSpec.from_lines([*NOT_CONTENT, *exclude], backend="simple")

    def file(self, path: Path) -> bool:
        """Return whether a file that a directory holds is to be audited."""
        relative = _relative(path, self.root)
        if path.suffix.lower() not in ENDINGS or self._leaves_out(relative):
            return False
        return self.include is None or self.include.match_file(relative)

    def directory(self, path: Path) -> bool:
        """Return whether a directory is to be searched."""
        return not self._leaves_out(_relative(path, self.root) + "/")

    def _leaves_out(self, relative: str) -> bool:
        return among_templates(relative) or self.exclude.match_file(relative)


def among_templates(relative: str) -> bool:
    """Return whether a path leads through a folder of templates that does not lie among texts.

    >>> among_templates("themes/plain/README.md"), among_templates("content/en/templates/intro.md")
    (True, False)
    """
    for folder in relative.split("/")[:-1]:
        if folder in _TEXT_FOLDERS:
            return False
        if folder in TEMPLATE_FOLDERS:
            return True
    return False


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def display_name(path: Path, working: Path) -> str:
    """Return a path as reports show it: relative to the working directory where that is shorter.

    A name that is not UTF-8 is shown with escapes.
    """
    relative = os.path.relpath(path, working)
    text = relative if not relative.startswith(os.path.join("..", "..", "..")) else str(path)  # noqa: PTH118
    return Path(text).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def find(paths: Sequence[Path], globs: Callable[[Path], Globs]) -> Iterator[Found]:
    """Yield the files under ``paths`` in a stable order, each once.

    ``globs`` gives the patterns that hold for a directory. ``.gitignore`` files are honoured, links to
    directories are not followed, so that a loop of them ends. Raises ``Unreadable`` for a path that does
    not exist.
    """
    working = Path.cwd()
    seen: set[str] = set()
    for path in paths:
        if not path.exists() and not path.is_symlink():
            from seoaudit.sources.mistaken import meant_address  # only who slips has use for it

            meant = meant_address(str(path))
            raise Unreadable(
                f"{path}: there is no such file or directory",
                f"Did you mean {meant}?" if meant else "Check the path.",
            )
        for found in _directory(path, globs(path), working) if path.is_dir() else [_given(path, working)]:
            key = os.path.abspath(found.path)  # noqa: PTH100 - “a.md” and “../b/a.md” are called alike
            if key not in seen:
                seen.add(key)
                yield found


def _given(path: Path, working: Path) -> Found:
    name = display_name(path, working)
    if path.suffix.lower() not in ENDINGS:
        known = ", ".join(sorted(ENDINGS))
        ending = f"“{path.suffix}”" if path.suffix else "a file without an ending"
        return Found(
            path, name, f"{ending} is no kind of content that can be read", f"Known endings: {known}."
        )
    return Found(path, name, named=True)


def _directory(top: Path, globs: Globs, working: Path) -> Iterator[Found]:
    stack = [(top, "", ignore_files_above(top))]
    while stack:
        current, prefix, known = stack.pop()
        try:
            with os.scandir(current) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Found(
                current,
                display_name(current, working),
                f"cannot be read: {error.strerror or error}",
                "Check its permissions.",
            )
            continue
        if any(entry.name == ".gitignore" for entry in entries):
            known = known.with_own(top, prefix)
        below: list[tuple[Path, str, IgnoreFiles]] = []
        for entry in entries:
            path, relative = Path(entry.path), prefix + entry.name
            absolute = _absolute(path)
            if entry.is_dir(follow_symlinks=False):
                if globs.directory(absolute) and not known.leave_out(f"{relative}/"):
                    below.append((path, f"{relative}/", known))
            elif not _links_to_directory(entry) and globs.file(absolute) and not known.leave_out(relative):
                yield Found(path, display_name(path, working))
        stack.extend(reversed(below))


def _absolute(path: Path) -> Path:
    """Return a path from the root, without ``..``: patterns are matched against its parts."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed


def _links_to_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself: reading it will say so
        return False


def read_bytes(path: Path, limit: int) -> bytes:
    """Return a file's bytes; raises ``Unreadable`` when it is too large or the system says no."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise Unreadable(
                f"the file is {size / 1e6:.1f} MB, more than the limit of {limit / 1e6:g} MB",
                "Exclude it, or raise max-file-size in the configuration.",
            )
        if not path.is_file():
            raise Unreadable("this is not a regular file", "Leave it out with --exclude.")
        return path.read_bytes()
    except OSError as error:
        fix = (
            "Check the permissions."
            if isinstance(error, PermissionError)
            else "Check where the link leads."
            if path.is_symlink()
            else ""
        )
        raise Unreadable(f"cannot be read: {error.strerror or error}", fix) from error
