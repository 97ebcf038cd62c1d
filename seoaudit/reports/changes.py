"""A comparison in words, the same in every format that people read."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.compare import Comparison
from seoaudit.reports.figures import counted, shown

#: What an earlier report is called that has no name.
UNNAMED = "the earlier report"


def in_short(found: Comparison) -> str:
    """Return what changed in one sentence, without its full stop."""
    since = f"Since {found.earlier or UNNAMED}:"
    if not (found.new or found.fixed or found.pages):
        return f"{since} nothing has changed: {counted(found.unchanged, 'finding')}, all as before"
    counts = f"{counted(len(found.new), 'finding is', 'findings are')} new, {len(found.fixed):,} fixed, {found.unchanged:,} as before"
    return f"{since} {_score(found)}; {counts}"


def _score(found: Comparison) -> str:
    """Return how the score went, over the pages that both reports have."""
    shared = found.shared
    if shared.before is None or shared.after is None:
        return "there is no page that both reports have a score of"
    before, after = shown(shared.before), shown(shared.after)
    many = shared.pages > 1
    of = ""
    if found.added or found.removed:
        of = f" of the {shared.pages:,} pages in both" if many else " of the one page in both"
    what = f"the {'mean ' if many else ''}score{of}"
    if before == after:
        difference = shared.after - shared.before
        slightly = f" ({difference:+.1f})" if abs(difference) >= 0.05 else ""
        return f"{what} is {after} as before{slightly}"
    return f"{what} {'rose' if after > before else 'fell'} from {before} to {after}"


def provisos(found: Comparison) -> Iterator[str]:
    """Yield what has to be known so as not to take a difference of the reports for one of the pages, in sentences."""
    if found.added:
        there = frozenset(found.added)
        own = sum(each.path in there for each in found.new)
        on_them = f"; {own:,} of the new findings {'is' if own == 1 else 'are'} on {'it' if len(there) == 1 else 'them'}"
        yield f"{counted(len(found.added), 'page was', 'pages were')} not in it{on_them if own else ''}."
    if found.removed:
        there = frozenset(found.removed)
        own = sum(each.path in there for each in found.fixed)
        with_them = f", and {counted(own, 'finding', 'findings')} with {'it' if len(there) == 1 else 'them'}"
        yield f"{counted(len(found.removed), 'page is', 'pages are')} gone{with_them if own else ''}."
    if found.unapplied:
        own = sum(each.rule in found.unapplied for each in found.new)
        names = ", ".join(found.unapplied[:3]) + (" …" if len(found.unapplied) > 3 else "")
        yield (
            f"{own:,} of the new findings {'is' if own == 1 else 'are'} by rules that it did not apply "
            f"({names}), and may have been there before."
        )
    if found.tools[0] != found.tools[1]:
        yield f"It was made by version {found.tools[0]}, this one by {found.tools[1]}: rules may judge otherwise now."
    if found.cut:
        yield "Not all findings between pages are listed in the reports; those left out are not compared."
