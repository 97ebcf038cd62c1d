"""What pages suppress: how much in a line, and when everything is asked for each finding with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seoaudit.report.page import SuppressedFinding
from seoaudit.reports.figures import counted
from seoaudit.reports.terminal.findings import place
from seoaudit.reports.terminal.paper import Paper, Part


def suppressed(
    paper: Paper, path: str, findings: Sequence[SuppressedFinding], *, verbose: bool
) -> Iterator[str]:
    """Yield what comments leave out, after an empty line; nothing where they leave nothing out.

    ``path`` is the page's, for findings that do not name their own.
    """
    if not findings:
        return
    many = counted(len(findings), "finding is suppressed", "findings are suppressed")
    rest = "" if verbose else "; --verbose shows " + ("it" if len(findings) == 1 else "them")
    yield ""
    yield from paper.flow(Part(many + rest, "faint"), indent="  ")
    for each in findings if verbose else ():
        where = Part(place(each.path or path, each.location), "faint", solid=True)
        why = Part(f"({each.reason})" if each.reason else "(no reason given)", "faint", gap=1)
        yield from paper.flow(where, Part(each.message, "faint"), why, Part(each.rule, "rule"), indent="  ")


def ignored(paper: Paper, rules: Sequence[str]) -> Iterator[str]:
    """Yield the rules that the page's front matter leaves out."""
    if rules:
        text = f"its front matter ignores {counted(len(rules), 'rule')}:"
        yield ""
        yield from paper.flow(Part(text, "faint"), Part(", ".join(rules), "faint", gap=1), indent="  ")
