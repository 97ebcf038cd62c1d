"""One page in full: score, facts, categories, the fixes worth most, every finding at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seoaudit.model import SEVERITIES
from seoaudit.packed import PageHead
from seoaudit.report import RuleInfo
from seoaudit.report.fetched import FetchFacts
from seoaudit.report.page import SENDS_ON, Location, PageFacts, PageReport, ReportedCategory
from seoaudit.reports.between import Between
from seoaudit.reports.fetching import answered, redirects
from seoaudit.reports.figures import counted, figure, shown
from seoaudit.reports.options import Verbosity
from seoaudit.reports.terminal.figures import (
    BestFixes,
    best_fixes,
    findings_by_severity,
    grade_style,
    score_style,
    tally,
)
from seoaudit.reports.terminal.findings import FindingsWriter, place
from seoaudit.reports.terminal.paper import NO_BREAK, Paper, Part, cells
from seoaudit.reports.terminal.suppressed import ignored, suppressed

_BAR = 8
_NUMBER_WORDS = {1: "this", 2: "these two", 3: "these three"}


class PageWriter:
    """Writes pages on one paper, with the rules' texts at hand."""

    def __init__(
        self,
        paper: Paper,
        rules: Mapping[str, RuleInfo],
        verbosity: Verbosity,
        between: Mapping[str, Sequence[Between]] | None = None,
    ) -> None:
        self._paper = paper
        self._between = between or {}
        self._findings = FindingsWriter(paper, rules, verbose=verbosity == "verbose")
        self._verbose = verbosity == "verbose"

    def page(self, page: PageReport) -> Iterator[str]:
        """Yield the page's lines."""
        yield from self.head(page)
        if page.score is None:
            return
        yield from self._merge(page.path)
        yield from self._fetch(page.fetch)
        yield from self._facts(page.facts)
        yield ""
        yield from self._categories(page.categories)
        best = best_fixes(page)
        said = frozenset(fix.fix for fix in best.fixes)
        points = {advice.rule: advice.points for advice in page.advice}
        order = {advice.rule: place for place, advice in enumerate(page.advice)}
        yield ""
        yield from self._first(page, best)
        failed = sorted(
            (result for result in page.results if result.outcome == "failed"),
            key=lambda result: (
                SEVERITIES.index(result.severity),
                order.get(result.rule, len(order)),
                result.rule,
            ),
        )
        compact = False
        for result in failed:
            if not compact:
                yield ""
            compact = result.severity == "info" and not self._verbose
            if compact:
                yield from self._findings.briefly(page.path, result)
            else:
                yield from self._findings.in_full(page.path, result, said, points.get(result.rule, 0.0))
        yield from suppressed(self._paper, page.path, page.suppressed, verbose=self._verbose)
        yield from ignored(self._paper, page.ignored)
        yield from self._other_outcomes(page)

    def head(self, page: PageReport) -> Iterator[str]:
        """Yield the head line: path, score, grade, counts; for an unreadable page why and what to do."""
        path = Part(page.path, "strong", solid=True)
        if page.score is None:
            yield from self._paper.flow(path, *not_audited(page))
        else:
            yield from self._paper.flow(path, score_and_grade(page), *tally(findings_by_severity(page)))

    def _merge(self, path: str) -> Iterator[str]:
        """Yield that another page is to take this one in, before all that is said of a page that stays."""
        for each in self._between.get(path, ()):
            if each.into:
                what = Part(_sentence(f"{each.message[:1].upper()}{each.message[1:]}"), "strong")
                rest = Part("All that follows counts only if this page stays.", "strong")
                parts = (what, Part(each.fix, gap=1), Part(each.rule, "rule"))
                yield from self._paper.flow(*parts, indent="  ", hanging="  ")
                yield from self._paper.flow(rest, indent="  ")

    def _fetch(self, fetch: FetchFacts | None) -> Iterator[str]:
        """Yield how a live page answered, and the redirects that led there."""
        if fetch is None:
            return
        for text in redirects(fetch):
            yield from self._paper.flow(Part(text, "faint"), indent="  ", hanging="    ")
        yield from self._paper.flow(Part(answered(fetch)), indent="  ")

    def _facts(self, facts: PageFacts) -> Iterator[str]:
        figures = [
            counted(facts.words, "word") + (f" ({facts.language})" if facts.language else ""),
            counted(facts.sentences, "sentence") if self._verbose else "",
            f"{facts.internal_links:,} internal and {counted(facts.external_links, 'external link')}",
            counted(facts.calls_to_action, "call to action", "calls to action"),
        ]
        if self._verbose and facts.title:
            yield from self._paper.flow(Part(f"“{facts.title}”"), indent="  ")
        yield from self._paper.flow(Part(" · ".join(filter(None, figures))), indent="  ")
        if not facts.keyphrase:
            yield from self._paper.flow(
                Part("no keyphrase given, and none could be inferred", "faint"), indent="  "
            )
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
        bar = min(2 * _BAR if self._verbose else _BAR, self._paper.width - names - 20)
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
            row += cell
            used += size
        yield self._paper.line(*row)

    def _first(self, page: PageReport, best: BestFixes) -> Iterator[str]:
        """Yield the fixes worth most, and what they win together."""
        if not best.fixes:
            clean = not any(result.outcome == "failed" for result in page.results)
            yield from self._paper.flow(
                Part("Nothing to fix" if clean else "Nothing costs points", "good"), indent="  "
            )
            return
        for blocker in page.blockers:
            text = "caps the score until it is fixed"
            if page.earned is not None and shown(page.earned) > best.before:
                text = f"caps the score at {best.before}; {shown(page.earned)} without the cap"
            yield from self._paper.flow(Part(blocker, "rule"), Part(text, "error"), indent="  ")
        gain = "" if best.after is None else f": +{best.gain:.1f} → {best.after}"
        first = Part(f"Fix {_NUMBER_WORDS[len(best.fixes)]}{gain}", "strong")
        order = Part("(each counts once those before are done)", "faint")
        yield from self._paper.flow(first, *[order] * (len(page.advice) > 1), indent="  ")
        for fix in best.fixes:
            points = Part(f"{f'+{fix.points:.1f}':>5}", "good", solid=True)
            where = Part(place(page.path, fix.location), solid=True)
            yield from self._paper.flow(points, where, Part(fix.rule, "rule"), indent="  ", hanging=" " * 9)
            text = _sentence(fix.message[:1].upper() + fix.message[1:]) + f" {fix.fix}"
            places = f"({fix.places}{NO_BREAK}places)" if fix.places > 1 else ""
            yield from self._paper.flow(
                Part(text), Part(places, "faint", gap=1), indent=" " * 9, hanging=" " * 9
            )

    def _other_outcomes(self, page: PageReport) -> Iterator[str]:
        """Yield the rules that broke; with all details asked for, also those that passed or did not apply."""
        for result in page.results:
            if result.outcome == "errored":
                yield ""
                yield from self._paper.flow(
                    Part(place(page.path, Location(1, 1, 1, 1)), solid=True),
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
            yield from self._paper.flow(
                Part(f"{len(names)} {label}:", "faint"), Part(", ".join(names), gap=1), indent="  "
            )


def score_and_grade(page: PageReport | PageHead) -> Part:
    """Return ``58 F`` in a column of its own."""
    return Part(f"{shown(page.score or 0):>3} {page.grade}", grade_style(page.grade), solid=True)


def not_audited(page: PageReport) -> tuple[Part, Part]:
    """Return why a page has no score, and what to do about it."""
    if not page.error:
        return Part("not scored:", "faint"), Part(SENDS_ON, gap=1)
    why = _sentence(page.error or "nothing is known of it")
    return Part("not audited:", "error"), Part(f"{why} {page.fix}", gap=1)


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?…" else f"{text}."
