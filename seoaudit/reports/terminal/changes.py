"""What changed since an earlier report, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seoaudit.compare import Comparison
from seoaudit.reports.changes import in_short, provisos
from seoaudit.reports.listed import Listed
from seoaudit.reports.terminal.paper import Paper, Part, Style

#: As many findings are named by their rules; who wants to see more asks for the comparison by itself.
_NAMED = 8


def changes(found: Comparison | None, paper: Paper) -> Iterator[str]:
    """Yield the sentence, and what has to be known to read it rightly; nothing where nothing is compared."""
    if found is None:
        return
    yield from paper.flow(Part(f"{in_short(found)}."), hanging="  ")
    of_both: tuple[tuple[str, Style, Sequence[Listed]], ...] = (
        ("New", "poor", found.new),
        ("Fixed", "good", found.fixed),
    )
    still = {each.rule for each in found.new} & {each.rule for each in found.fixed}
    for what, style, listed in of_both:
        rules = dict.fromkeys(each.rule for each in listed if each.rule not in still)
        if rules and len(listed) <= _NAMED:
            names = ", ".join(rules)
            yield from paper.flow(Part(f"{what}: {names}", style), indent="  ", hanging="  ")
    if still and len(found.new) <= _NAMED:
        yield from paper.flow(
            Part(f"There as before, in other words or places: {', '.join(sorted(still))}", "faint"),
            indent="  ",
            hanging="  ",
        )
    for sentence in provisos(found):
        yield from paper.flow(Part(sentence, "faint"), indent="  ", hanging="  ")
    yield ""
