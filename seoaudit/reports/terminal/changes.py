"""What changed since an earlier report, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.compare import Comparison
from seoaudit.reports.changes import in_short, provisos
from seoaudit.reports.terminal.paper import Paper, Part


def changes(found: Comparison | None, paper: Paper) -> Iterator[str]:
    """Yield the sentence, and what has to be known to read it rightly; nothing where nothing is compared."""
    if found is None:
        return
    yield from paper.flow(Part(f"{in_short(found)}."), hanging="  ")
    for sentence in provisos(found):
        yield from paper.flow(Part(sentence, "faint"), indent="  ", hanging="  ")
    yield ""
