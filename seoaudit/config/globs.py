"""Patterns for paths, written as in a gitignore file and relative to the configuration's folder."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from seoaudit.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_BACKSLASH = lazy_regex(r"\\\w")


@lru_cache(maxsize=256)
def compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Return a matcher for the patterns; the last one that matches a path decides."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns, backend="simple")


def fault(pattern: str) -> tuple[str, str]:
    """Return (what is wrong, the remedy) for a pattern that can match nothing, else two empty strings."""
    bare = pattern.removeprefix("!")
    if not bare.strip() or bare.strip().strip("/") == "":
        return "an empty pattern matches nothing", "Write “**” for everything."
    if pattern.startswith("#"):
        return (
            f"“{pattern}” is a comment, which matches nothing",
            f"Write “\\{pattern}” for a name that begins with #.",
        )
    if bare.startswith("./"):
        return (
            f"“{pattern}” matches nothing: patterns begin at the configuration's folder",
            f"Write “{bare[2:]}”.",
        )
    if bare.startswith("../") or bare == "..":
        return (
            f"“{pattern}” leaves the configuration's folder",
            "Move the configuration up, or give its folder's own paths.",
        )
    if _BACKSLASH.search(pattern):
        return f"“{pattern}” has a backslash between folders", "Write “/”, on every system."
    try:
        compiled((pattern,))
    except ValueError:
        return (
            f"“{pattern}” is not a pattern",
            "Write it as in a gitignore file, such as docs/** or *.draft.md.",
        )
    return "", ""


def relative(path: str | os.PathLike[str], root: Path) -> str:
    """Return the path that patterns are matched against.

    A file below ``root`` is named from there, any other from the working directory, and an address by its
    path, so that ``blog/**`` means the same for drafts and for the published site.
    """
    text = os.fspath(path)
    if text.startswith(("http://", "https://")):
        return re.sub(r"^\w+://[^/?#]*/?([^?#]*).*$", r"\1", text, flags=re.DOTALL)
    absolute = Path(os.path.abspath(text))  # noqa: PTH100 - links stay as they are written
    for folder in (root, Path.cwd()):
        if absolute.is_relative_to(folder):
            return absolute.relative_to(folder).as_posix()
    return absolute.as_posix().lstrip("/")


def rebased(patterns: Sequence[str], working: Path, root: Path) -> tuple[str, ...]:
    """Return patterns written from the working directory as patterns from ``root``, where that lies above it."""
    if working == root or not working.is_relative_to(root):
        return tuple(patterns)
    prefix = working.relative_to(root).as_posix()
    found = []
    for pattern in patterns:
        negation, bare = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
        # A pattern without a slash before its end matches at any depth, so it has no place to move.
        found.append(f"{negation}/{prefix}/{bare.lstrip('/')}" if "/" in bare.rstrip("/") else pattern)
    return tuple(found)
