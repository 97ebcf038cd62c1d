"""What fixes would change, as a patch that ``git apply`` and ``patch -p1`` take."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from seoaudit.fixes.run import Mended
from seoaudit.parsing import media_of
from seoaudit.sources.decode import decode

_NO_NEWLINE = "\\ No newline at end of file\n"


def patch(mended: Mended) -> Iterator[str]:
    """Yield the lines of a document's patch, with three lines around each change."""
    name = mended.document.name
    media = media_of(name) or "markdown"
    before, after = (_lines(decode(data, media)[0]) for data in (mended.before, mended.result.data))
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n{_NO_NEWLINE}"


def _lines(text: str) -> list[str]:
    """Return the lines as a patch counts them: only a line feed ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
