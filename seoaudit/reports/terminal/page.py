"""One page in full: score, facts, categories, the fixes worth most, every finding at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from seoaudit.model import SEVERITIES
from seoaudit.report import Location, PageFacts, PageReport, ReportedCategory, ReportedFinding, ReportedResult, RuleInfo
from seoaudit.reports.options import Verbosity
from seoaudit.reports.terminal.figures import (
    best_fixes,
    counted,
    figure,
    findings_by_severity,
    grade_style,
    score_style,
    shown,
    tally,
)
from seoaudit.reports.terminal.paper import Paper, Part, cells

#: Findings of one rule that are printed in full unless all are asked for.
SHOWN = 3
#: Line numbers named for the rest.
_LINES_NAMED = 12
_BAR = 10
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
_NUMBER_WORDS = {1: "this", 2: "these two", 3: "these three"}


class PageWriter:
    """Writes pages on one paper, with the rules' texts at hand."""

    def __init__(self, paper: Paper, rules: Mapping[str, RuleInfo], verbosity: Verbosity) -> None:
        self._paper = paper
        self._rules = rules
        self._verbose = verbosity == "verbose"

    def page(self, page: PageReport) -> Iterator[str]:
        """Yield the page's lines."""
        yield from self.head(page)
        if page.error:
            return
        yield from self._facts(page.facts)
        yield ""
        yield from self._categories(page.categories)
        said = yield from self._first(page)
        failed = sorted(
            (result for result in page.results if result.outcome == "failed"),
            key=lambda result: (SEVERITIES.index(result.severity), -result.lost, result.rule),
        )
        compact = False
        for result in failed:
            if not compact:
                yield ""
            compact = result.severity == "info" and not self._verbose
            yield from self._advice(page.path, result) if compact else self._group(page.path, result, said)
        yield from self._other_outcomes(page)

    def head(self, page: PageReport, pad: int = 0, note: str = "") -> Iterator[str]:
        """Yield the head line: path, score, grade, counts; for an unreadable page why and what to do."""
        path = Part(page.path.ljust(pad), "strong", solid=True)
        if page.error or page.score is None:
            error = _sentence(page.error or "it could not be audited")
            yield from self._paper.flow(path, Part("not audited:", "error"), Part(f"{error} {page.fix}"))
            return
        score = Part(f"{shown(page.score):>3} {page.grade}", grade_style(page.grade), solid=True)
        parts = [path, score, *([Part(note, "poor")] if note else []), *tally(findings_by_severity(page))]
        yield from self._paper.flow(*parts)

    def _facts(self, facts: PageFacts) -> Iterator[str]:
        figures = [
            counted(facts.words, "word"),
            counted(facts.sentences, "sentence"),
            counted(facts.internal_links, "internal link"),
            f"{facts.external_links:,} external",
            counted(facts.calls_to_action, "call to action", "calls to action"),
            facts.language,
        ]
        if self._verbose and facts.title:
            yield from self._paper.flow(Part(f"“{facts.title}”"), indent="  ")
        yield from self._paper.flow(Part(" · ".join(filter(None, figures))), indent="  ")
        if not facts.keyphrase:
            yield from self._paper.flow(Part("no keyphrase given, and none could be inferred", "faint"), indent="  ")
            return
        origin = f" ({facts.keyphrase_origin})" if facts.keyphrase_origin else ""
        phrase = f"keyphrase “{facts.keyphrase}”{origin}: {counted(facts.keyphrase_uses, 'use')}"
        if facts.keyphrase_natural:
            low, high = facts.keyphrase_natural
            phrase += f", {low}–{high} read naturally" if high > low else f", {high} reads naturally"
        yield from self._paper.flow(Part(phrase), indent="  ")

    def _categories(self, categories: Sequence[ReportedCategory]) -> Iterator[str]:
        scored = [category for category in categories if category.score is not None]
        if not scored:
            return
        names = max(cells(self._paper.clean(Part(category.category))) for category in scored)
        bar = 2 * _BAR if self._verbose else _BAR
        row: list[Part] = []
        used = 0
        for category in scored:
            name = self._paper.clean(Part(category.category))
            cell = [Part("  " + name + " " * (names - cells(name) + 1), solid=True)]
            score = category.score or 0.0
            cell += self._paper.bar(score / 100, bar, score_style(score))
            cell.append(Part(f"{shown(score):>4}", solid=True))
            if self._verbose:
                cost = f"  costs {figure(category.lost)}" if category.lost else ""
                cell.append(Part(cost, "faint", solid=True))
            size = names + bar + 7
            if row and (self._verbose or used + size > self._paper.width):
                yield self._paper.line(*row)
                row, used = [], 0
            row += [*cell, Part("  ", solid=True)]
            used += size + 2
        yield self._paper.line(*row)

    def _first(self, page: PageReport) -> Iterator[str]:
        """Yield the fixes worth most; returns the fixes that were said."""
        best = best_fixes(page)
        yield ""
        if not best.fixes:
            yield from self._paper.flow(Part("Nothing to fix costs points", "good"), indent="  ")
            return frozenset()
        for blocker in page.blockers:
            without = f"; {shown(page.earned)} without it" if (page.earned or 0) > (page.score or 0) else ""
            text = f"caps the score at {best.before}{without}" if without else "caps the score until it is fixed"
            yield from self._paper.flow(Part(blocker, "rule"), Part(text, "error"), indent="  ")
        gain = "" if best.after is None else f": +{best.after - best.before} → {best.after}"
        yield from self._paper.flow(Part(f"Fix {_NUMBER_WORDS[len(best.fixes)]}{gain}", "strong"), indent="  ")
        for fix in best.fixes:
            points = Part(f"{f'+{fix.points}':>3}", "good", solid=True)
            place = Part(_place(page.path, fix.location), solid=True)
            yield from self._paper.flow(points, place, Part(fix.rule, "rule"), indent="  ", hanging=" " * 7)
            text = _sentence(fix.message) + f" {fix.fix}"
            yield from self._paper.flow(Part(text), indent=" " * 7, hanging=" " * 7)
        return frozenset(fix.fix for fix in best.fixes)

    def _group(self, path: str, result: ReportedResult, said: frozenset[str]) -> Iterator[str]:
        """Yield all that one rule found, then once what it wants, how to fix it and why."""
        info = self._rules.get(result.rule)
        findings = result.findings or (_without_place(result, info),)
        limit = len(findings) if self._verbose or len(findings) == SHOWN + 1 else SHOWN
        fixes = dict.fromkeys(finding.fix for finding in findings)
        cost = f"(−{figure(result.lost)})" if result.lost else ""
        for finding in findings[:limit]:
            yield from self._paper.flow(
                Part(_place(path, finding.location), solid=True),
                Part(result.severity, result.severity),
                Part(finding.message),
                Part(result.rule, "rule"),
                Part(cost, "faint"),
            )
            cost = ""
            yield from self._excerpt(finding)
            if len(fixes) > 1:
                yield from self._labelled("fix", finding.fix)
        yield from self._rest(findings[limit:])
        if result.value is not None and result.target:
            unit = f" {result.unit}" if result.unit else ""
            yield from self._labelled("aim", f"{result.target}{unit} (now {figure(result.value)})")
        fix = next(iter(fixes)) or (info.fix if info else "")
        if len(fixes) == 1 and (self._verbose or fix not in said):
            yield from self._labelled("fix", fix)
        if info:
            yield from self._labelled("why", info.why if self._verbose else _SENTENCE_END.split(info.why)[0])
            if self._verbose:
                yield from self._labelled("see", f"{info.source} ({info.evidence})")

    def _advice(self, path: str, result: ReportedResult) -> Iterator[str]:
        """Yield an *info* result as one entry: its first finding and where the others are."""
        finding, *others = result.findings or (_without_place(result, self._rules.get(result.rule)),)
        more = f"and {len(others)} more: {_lines(others)}" if others else ""
        yield from self._paper.flow(
            Part(_place(path, finding.location), solid=True),
            Part("info", "info"),
            Part(finding.message),
            Part(more, "faint"),
            Part(result.rule, "rule"),
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
        if not excerpt.strip() or empty or ("“" in finding.message and not self._verbose):
            return
        begin = at.column - finding.excerpt_column
        length = at.end_column - at.column if at.end_line == at.line else len(excerpt)
        if begin < 0 or begin > len(excerpt):
            begin, length = 0, 0
        pieces = (excerpt[:begin].lstrip(), excerpt[begin : begin + length], excerpt[begin + length :].rstrip())
        before, fault, after = (self._paper.clean(Part(piece)) for piece in pieces)
        room = self._paper.width - 6
        before = self._paper.shortened_left(before, max(room - cells(fault) - cells(after), room // 3))
        fault = self._paper.shortened(fault, room - cells(before))
        after = self._paper.shortened(after, room - cells(before) - cells(fault)) if after else ""
        yield self._paper.line(
            Part("    | ", "faint", solid=True), Part(before), Part(fault, "fault"), Part(after)
        )

    def _other_outcomes(self, page: PageReport) -> Iterator[str]:
        """Yield the rules that broke; with all details asked for, also those that passed or did not apply."""
        for result in page.results:
            if result.outcome == "errored":
                yield ""
                yield from self._paper.flow(
                    Part(_place(page.path, Location(1, 1, 1, 1)), solid=True),
                    Part("errored", "error"),
                    Part(f"the rule broke and judged nothing: {result.reason}"),
                    Part(result.rule, "rule"),
                )
        if not self._verbose:
            return
        passed = [result.rule for result in page.results if result.outcome == "passed"]
        yield from self._names("passed", passed)
        reasons: dict[str, list[str]] = {}
        for result in page.results:
            if result.outcome == "not-applicable":
                reasons.setdefault(result.reason, []).append(result.rule)
        for reason, names in reasons.items():
            yield from self._names(f"did not apply, {reason}" if reason else "did not apply", names)

    def _names(self, label: str, names: Sequence[str]) -> Iterator[str]:
        if names:
            yield ""
            yield from self._paper.flow(Part(f"{len(names)} {label}:", "faint"), Part(", ".join(names)), indent="  ")


def _place(path: str, location: Location) -> str:
    return f"{path}:{location.line}:{location.column}"


def _without_place(result: ReportedResult, info: RuleInfo | None) -> ReportedFinding:
    """Return a finding for a rule that failed on the page as a whole."""
    text = info.summary.rstrip(".") if info else "the page fails this rule"
    return ReportedFinding(Location(1, 1, 1, 1), text, "")


def _lines(findings: Sequence[ReportedFinding]) -> str:
    numbers = list(dict.fromkeys(finding.location.line for finding in findings))
    named = ", ".join(map(str, numbers[:_LINES_NAMED]))
    return f"{'line' if len(numbers) == 1 else 'lines'} {named}{', …' if len(numbers) > _LINES_NAMED else ''}"


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?…" else f"{text}."
