"""Where reports go: terminals, pipes and files."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from seoaudit.reports.options import RenderOptions, draws_unicode
from seoaudit.sources.decode import Unreadable

#: The width of a report in a pipe or a file.
_PLAIN_WIDTH = 100


def terminal_options(
    verbosity: Literal["quiet", "normal", "verbose"],
    color: Literal["auto", "always", "never"],
    *,
    to_file: bool,
) -> RenderOptions:
    """Return how to render for standard output, or for a file."""
    terminal = sys.stdout.isatty() and not to_file
    width = shutil.get_terminal_size().columns if terminal or os.environ.get("COLUMNS") else _PLAIN_WIDTH
    return RenderOptions(
        verbosity=verbosity,
        color=_colored(color, terminal=terminal) and not to_file,
        width=max(width, 40),
        unicode=to_file or draws_unicode(sys.stdout.encoding),
    )


def _colored(color: str, *, terminal: bool) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def write_atomically(file: Path, chunks: Iterable[str]) -> None:
    """Write a file whole or not at all. Raises ``Unreadable`` when the system says no."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    except OSError as error:
        raise Unreadable(
            f"{file}: cannot be written: {error.strerror or error}", "Check the path and its permissions."
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(chunks)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
