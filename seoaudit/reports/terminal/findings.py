"""What one rule found on one page: the places, then once the aim, the fix and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seoaudit.lazy_regex import lazy_regex
from seoaudit.report import RuleInfo
from seoaudit.report.page import Location, ReportedFinding, ReportedResult
from seoaudit.reports.figures import figure
from seoaudit.reports.terminal.paper import NO_BREAK, Paper, Part, cells

#: Findings of one rule that are printed in full unless all are asked for.
SHOWN = 3
#: Line numbers named for the rest.
_LINES_NAMED = 12
#: Cells that are worth filling after a fault in an excerpt: an ellipsis needs up to three.
_LEAST_AFTER = 3
#: Characters below which a reason's first sentence seldom says why.
_SHORT_SENTENCE = 90
_SENTENCE_END = lazy_regex(r"(?<=[.!?])\s+(?=[A-Z“])")


class FindingsWriter:
    """Writes findings on one paper, with the rules' texts at hand."""

    def __init__(self, paper: Paper, rules: Mapping[str, RuleInfo], *, verbose: bool) -> None:
        self._paper = paper
        self._rules = rules
        self._verbose = verbose

    def in_full(
        self, path: str, result: ReportedResult, said: frozenset[str], points: float = 0.0
    ) -> Iterator[str]:
        """Yield all that one rule found, then once what it wants, how to fix it and why.

        ``points`` is what mending it wins, in the order of the page's advice.
        """
        info = self._rules.get(result.rule)
        findings = result.findings or (_without_place(result, info),)
        limit = len(findings) if self._verbose or len(findings) == SHOWN + 1 else SHOWN
        fixes = dict.fromkeys(finding.fix for finding in findings)
        cost = f"{NO_BREAK}(+{points:.1f})" if points else ""
        for finding in findings[:limit]:
            yield from self._paper.flow(
                Part(place(path, finding.location), solid=True),
                Part(result.severity, result.severity),
                Part(finding.message),
                Part(result.rule + cost, "rule"),
                *fixable(finding),
            )
            cost = ""
            yield from self._excerpt(finding)
            if len(fixes) > 1:
                yield from self._labelled("fix", finding.fix)
        yield from self._rest(findings[limit:])
        if result.findings and result.value is not None and result.target:
            unit = f" {result.unit}" if result.unit else ""
            yield from self._labelled("aim", f"{result.target}{unit} (now {figure(result.value)})")
        fix = next(iter(fixes)) or (info.fix if info else "")
        if len(fixes) == 1 and (self._verbose or fix not in said):
            yield from self._labelled("fix", fix)
        if info:
            yield from self._labelled("why", info.why if self._verbose else opening(info.why))
            if self._verbose:
                yield from self._labelled("see", f"{info.source} ({info.evidence})")

    def briefly(self, path: str, result: ReportedResult) -> Iterator[str]:
        """Yield an *info* result as one entry: its first finding and where the others are."""
        finding, *others = result.findings or (_without_place(result, self._rules.get(result.rule)),)
        more = f"and {len(others)} more: {_lines(others)}" if others else ""
        yield from self._paper.flow(
            Part(place(path, finding.location), solid=True),
            Part("info", "info"),
            Part(finding.message),
            Part(more, "faint"),
            Part(result.rule, "rule"),
            *fixable(next((each for each in result.findings if each.repair), finding)),
        )

    def _rest(self, findings: Sequence[ReportedFinding]) -> Iterator[str]:
        if findings:
            text = f"and {len(findings):,} more: {_lines(findings)}"
            yield from self._paper.flow(Part(text, "faint"), indent="    ", hanging="      ")

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        if text:
            yield from self._paper.flow(Part(label, "faint"), Part(text), indent="    ", hanging=" " * 9)

    def _excerpt(self, finding: ReportedFinding) -> Iterator[str]:
        """Yield the source line around the fault, where the message does not quote it already."""
        at, excerpt = finding.location, finding.excerpt
        empty = (at.line, at.column) == (at.end_line, at.end_column)
        blank = not any(map(str.isalnum, excerpt))  # such as the “---” that a page begins with
        if blank or empty or ("“" in finding.message and not self._verbose):
            return
        begin = at.column - finding.excerpt_column
        length = at.end_column - at.column if at.end_line == at.line else len(excerpt)
        unknown = finding.excerpt_column == 1 and excerpt.startswith("…")
        if unknown or not 0 <= begin <= len(excerpt):
            begin, length = 0, 0
        pieces = (
            excerpt[:begin].lstrip(),
            excerpt[begin : begin + length],
            excerpt[begin + length :].rstrip(),
        )
        before, fault, after = (self._paper.clean(Part(piece)) for piece in pieces)
        room = self._paper.width - 6
        before = self._paper.shortened_left(before, max(room - cells(fault) - cells(after), room // 3))
        fault = self._paper.shortened(fault, room - cells(before))
        left = room - cells(before) - cells(fault)
        after = self._paper.shortened(after, left) if left > _LEAST_AFTER else ""
        yield self._paper.line(
            Part("    | ", "faint", solid=True), Part(before), Part(fault, "fault"), Part(after)
        )


def place(path: str, location: Location) -> str:
    """Return ``path:line:column``, which terminals and editors make a link."""
    return f"{path}:{location.line}:{location.column}"


def fixable(finding: ReportedFinding) -> Iterator[Part]:
    """Yield a mark on a finding that ``--fix`` mends; *unsafe* where that has to be asked for."""
    if finding.repair:
        mark = "[fixable]" if finding.repair.applicability == "safe" else "[unsafe fix]"
        yield Part(mark, "good" if finding.repair.applicability == "safe" else "faint", solid=True)


def _without_place(result: ReportedResult, info: RuleInfo | None) -> ReportedFinding:
    """Return a finding for a rule that failed on the page as a whole."""
    if result.value is not None and result.target:
        name = result.rule.rpartition("/")[2].replace("-", " ")
        unit = f" {result.unit}" if result.unit else ""
        text = f"{name} {figure(result.value)}{unit}, the target is {result.target}"
    elif info:
        text = f"this does not hold: {info.summary.rstrip('.')}"
    else:
        text = "the page fails this rule"
    return ReportedFinding(Location(1, 1, 1, 1), text, "")


def _lines(findings: Sequence[ReportedFinding]) -> str:
    numbers = list(dict.fromkeys(finding.location.line for finding in findings))
    named = ", ".join(map(str, numbers[:_LINES_NAMED]))
    return f"{'line' if len(numbers) == 1 else 'lines'} {named}{', …' if len(numbers) > _LINES_NAMED else ''}"


def opening(text: str) -> str:
    """Return the first sentence, and the second where the first is too short to carry the point."""
    sentences = _SENTENCE_END.split(text)
    short = len(sentences) > 1 and len(sentences[0]) < _SHORT_SENTENCE
    return " ".join(sentences[:2]) if short else sentences[0]
