"""Word lists on disk: one entry a line, `#` starts a comment, the header gives the origin.

A language is a folder of such files next to this module, named by its primary subtag (`en`).
Files are read at first use and kept for the life of the process.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parent
#: Folders that packs add, by language; ``seoaudit.language.added`` fills it.
ADDED: dict[str, tuple[Path, ...]] = {}
# importlib.resources costs more to import than all lists cost to read, and a language pack
# is never inside a zip file: pip unpacks wheels.


@cache
def lines(language: str, part: str) -> tuple[str, ...]:
    """Return the entries of `language`/`part`.txt in file order; empty when there is no such file."""
    found: tuple[str, ...] = ()
    for folder in _folders(language):
        try:
            text = (folder / f"{part}.txt").read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
        found += tuple(entry for line in text.splitlines() if (entry := line.partition("#")[0].strip()))
    return found


@cache
def entries(language: str, part: str) -> frozenset[str]:
    """Return the same entries as a set."""
    return frozenset(lines(language, part))


@cache
def words(language: str, part: str) -> frozenset[str]:
    """Return the words of a file that has several, separated by blanks, on each line."""
    return frozenset(word for line in lines(language, part) for word in line.split())


@cache
def exists(language: str, part: str) -> bool:
    """Whether the language has this file."""
    return any((folder / f"{part}.txt").is_file() for folder in _folders(language))


def _folders(language: str) -> tuple[Path, ...]:
    return (_ROOT / language, *ADDED.get(language, ()))


@cache
def classes(language: str, part: str) -> dict[str, frozenset[str]]:
    """Return the words of a file whose lines are `class: words`, by class."""
    found: dict[str, frozenset[str]] = {}
    for line in lines(language, part):
        name, _, listed = line.partition(":")
        found[name] = found.get(name, frozenset()) | frozenset(listed.split())
    return found
