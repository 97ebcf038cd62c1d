"""What fixes did, in words."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.report import FixedRun
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.safe_text import visible

#: Documents that are told of one by one, unless all are asked for.
_TOLD = 5
#: Documents that are named of those that were left as they were.
_NAMED = 10


def sentence(what: FixedRun, *, done: bool = True) -> str:
    """Return one sentence: ``Fixed 12 findings in 5 files: mean score 61 → 68``."""
    if not what.findings:
        return "Nothing was fixed" if done else "There is nothing that --fix would change"
    text = f"{counted(what.findings, 'finding')} in {counted(len(what.files), 'file')}"
    if not done:
        return f"--fix would mend {text}"
    before, after = what.score_before, what.score_after
    if before is None or after is None:
        return f"Fixed {text}"
    return f"Fixed {text}: {'mean score' if what.pages > 1 else 'score'} {shown(before)} → {shown(after)}"


def by_document(what: FixedRun, *, every: bool = False) -> Iterator[str]:
    """Yield a line for each of the first documents, or of all: ``tents.md: headings/skipped-level ×2, score 68 → 70``."""
    told = what.documents if every else what.documents[:_TOLD]
    for each in told:
        rules = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in each.rules.items())
        before, after = each.score_before, each.score_after
        score = (
            ""
            if before is None or after is None or what.pages == 1
            else f", score {shown(before)} → {shown(after)}"
        )
        yield visible(f"{each.path}: {rules}{score}")
    more = len(what.documents) - len(told)
    if more > 0:
        yield f"and {counted(more, 'more file')}; --verbose names them all"


def left(what: FixedRun) -> Iterator[str]:
    """Yield a line for each of the first documents that were left as they were, or some of whose findings were."""
    for each in what.left[:_NAMED]:
        subject = f"{each.rule} was not fixed" if each.rule else "left as it was"
        yield visible(f"{each.path}: {subject}: {each.reason}")
    more = len(what.left) - _NAMED
    if more > 0:
        yield f"and {more:,} more that were not fixed"
