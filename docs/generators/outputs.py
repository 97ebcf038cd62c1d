"""What commands print, in pages that people write: the block below a marker is what the command says now.

    <!-- output of `seoaudit check post.md` in examples/blog, 3 parts -->

stands above a block of code. The command is run in the folder (by default the repository's), 80 characters wide, on a set day.
A part ends at an empty line; without a number all of them are shown.
"""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from seoaudit.cli import main

_MARKED = re.compile(
    r"(?P<marker><!-- output of `seoaudit (?P<command>[^`]+)`(?: in (?P<folder>[^\s,]+))?(?:, (?P<parts>\d+) parts?)? -->\n)"
    r"(?P<fence>`{3,})text\n.*?^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_ENVIRONMENT = {"COLUMNS": "80", "SEOAUDIT_TODAY": "2026-11-01", "NO_COLOR": "1", "FORCE_COLOR": "", "GITHUB_STEP_SUMMARY": ""}  # fmt: skip


def with_outputs(text: str, root: Path) -> str:
    """Return a page with its marked blocks as the commands print them now."""
    if not _MARKED.search(text):
        return text
    with tempfile.TemporaryDirectory() as cache:
        environment = {**_ENVIRONMENT, "SEOAUDIT_CACHE_DIR": cache}
        return _MARKED.sub(lambda found: _block(found, root, environment), text)


def _block(found: re.Match[str], root: Path, environment: dict[str, str]) -> str:
    with _within(root / (found["folder"] or "")):
        told = CliRunner().invoke(main, shlex.split(found["command"]), env=environment)
    if told.exit_code == 2 or not told.stdout:
        message = f"`seoaudit {found['command']}` cannot be shown: {told.output or told.exception}"
        raise SystemExit(message)
    parts = told.stdout.rstrip().split("\n\n")
    shown = parts[: int(found["parts"] or len(parts))]
    lines = "\n\n".join(shown) + ("\n…" if len(shown) < len(parts) else "")
    return f"{found['marker']}{found['fence']}text\n{lines}\n{found['fence']}"


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
