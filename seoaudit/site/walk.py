"""The files of a site: names and sizes, without what is no source of it; links out of the root are not followed."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from seoaudit.sources.ignore_files import IgnoreFiles, ignore_files_above

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
    stack = [("", ignore_files_above(root))]
    while stack:
        folder, known = stack.pop()
        try:
            with os.scandir(root / folder if folder else root) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        prefix = f"{folder}/" if folder else ""
        if any(entry.name == ".gitignore" for entry in entries):
            known = known.with_own(root, prefix)
        below: list[tuple[str, IgnoreFiles]] = []
        for entry in entries:
            path = prefix + entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if _wanted(entry.name, path, skipped) and not known.leave_out(path + "/"):
                        below.append((path, known))
                elif (found := _file(entry, real)) and not (_is_text(entry.name) and known.leave_out(path)):
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
