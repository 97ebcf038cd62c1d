"""The run as a whole: a listing of many pages, the summary, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seoaudit.report import PageReport, Report
from seoaudit.reports.options import Verbosity
from seoaudit.reports.terminal.figures import best_fixes, counted, grade_style, shown, tally
from seoaudit.reports.terminal.page import PageWriter
from seoaudit.reports.terminal.paper import Paper, Part, cells

#: Pages in a listing that is not asked for in full.
LISTED = 20
_FAULTS = 8
_LOWEST = 5
_BANDS = (("A", "90–100"), ("B", "80–89"), ("C", "70–79"), ("D", "60–69"), ("F", "0–59"))
#: With fewer pages a distribution says nothing.
_LEAST_FOR_BANDS = 5
_BAR = 30


def listing(report: Report, writer: PageWriter, paper: Paper) -> Iterator[str]:
    """Yield two lines for each of the pages that most need work: the head line and the fixes worth most.

    Pages that could not be audited come first, then those that fail the gate, then the rest, each with
    the lowest score first: in a run of hundreds the worst are what one can act on.
    """
    failing = set(report.gate.failing)
    ranked = sorted(report.pages, key=lambda page: (not page.error, page.path not in failing, page.score or 0, page.path))
    chosen = ranked[:LISTED]
    pad = min(max(len(page.path) for page in chosen), paper.width // 2)
    for page in chosen:
        yield from writer.head(page, pad, "fails" if page.path in failing else "")
        best = best_fixes(page)
        if best.fixes:
            gain = "" if best.after is None else f"+{best.after - best.before} → {best.after}:"
            fixes = ", ".join(f"{fix.rule} (line {fix.location.line})" for fix in best.fixes)
            yield from paper.flow(Part(gain, "good"), Part(fixes), indent="    ", hanging="      ")
    rest = ranked[LISTED:]
    if rest:
        unlisted = sum(page.path in failing or bool(page.error) for page in rest)
        fail = f", {unlisted:,} of them failing" if unlisted else ""
        yield ""
        text = f"{counted(len(rest), 'more page')}{fail}. --quiet lists all that fail, --verbose shows everything."
        yield from paper.flow(Part(text, "faint"), hanging="")


def failing_heads(report: Report, writer: PageWriter, paper: Paper) -> Iterator[str]:
    """Yield the head lines of the pages that fail the gate or could not be audited, in the report's order."""
    failing = set(report.gate.failing)
    pages = [page for page in report.pages if page.error or page.path in failing]
    pad = min(max((len(page.path) for page in pages), default=0), paper.width // 2)
    for page in pages:
        yield from writer.head(page, pad)


def summary(report: Report, paper: Paper, verbosity: Verbosity, *, listed: bool) -> Iterator[str]:
    """Yield the summary of a run. ``listed``: the worst pages have been named already."""
    scored = [page for page in report.pages if page.score is not None]
    if not report.pages:
        yield from paper.flow(Part("No pages were audited."))
    elif len(report.pages) > 1:
        yield from _overview(report, paper)
        if len(scored) >= _LEAST_FOR_BANDS:
            yield from _distribution(scored, paper)
        yield from _common_faults(report, len(scored), paper, every=verbosity == "verbose")
        if not listed and len(scored) > _LOWEST:
            yield from _lowest(report, paper)
    else:
        counts = tally(report.summary.findings)
        if counts:
            yield from paper.flow(*counts)


def verdict(report: Report, paper: Paper) -> Iterator[str]:
    """Yield whether the run passed, with every condition that failed."""
    gate = report.gate
    if gate.passed:
        yield from paper.flow(Part("Passed", "good"))
        return
    word = "Failed" if gate.exit_code == 1 else "Incomplete"
    yield from paper.flow(Part(f"{word}:" if gate.failures else word, "error"), Part("; ".join(gate.failures[:1])))
    for failure in gate.failures[1:]:
        yield from paper.flow(Part(failure), indent=" " * (len(word) + 3), hanging=" " * (len(word) + 3))


def disclaimer(report: Report, paper: Paper) -> Iterator[str]:
    """Yield what the score is not."""
    yield from paper.flow(Part(report.disclaimer, "faint"), hanging="")


def _overview(report: Report, paper: Paper) -> Iterator[str]:
    figures = report.summary
    parts = [Part(counted(figures.pages, "page"), "strong")]
    if figures.score is not None and figures.median is not None:
        parts += [
            Part(f"mean score {shown(figures.score)} {figures.grade},", grade_style(figures.grade)),
            Part(f"median {shown(figures.median)}"),
        ]
    if figures.errors:
        parts.append(Part(f"{figures.errors:,} not audited", "error"))
    yield from paper.flow(*parts, *tally(figures.findings))


def _distribution(scored: Sequence[PageReport], paper: Paper) -> Iterator[str]:
    yield ""
    most = max(sum(page.grade == grade for page in scored) for grade, _ in _BANDS) or 1
    for grade, band in _BANDS:
        number = sum(page.grade == grade for page in scored)
        filled = round(number / most * _BAR) or (1 if number else 0)
        yield paper.line(
            Part(f"  {grade} {band:<7} ", grade_style(grade), solid=True),
            Part(f"{number:>6,} {number / len(scored):>4.0%} ", solid=True),
            Part("█" * filled, grade_style(grade), solid=True),
        )


def _common_faults(report: Report, scored: int, paper: Paper, *, every: bool) -> Iterator[str]:
    """Yield the rules that most pages fail; advice that costs nothing is left out."""
    rules = report.rules
    costly = [(rule, pages) for rule, pages in report.summary.affected.items() if not _is_advice(report, rule)]
    costly.sort(key=lambda entry: (-entry[1], entry[0]))
    chosen = costly if every else costly[:_FAULTS]
    if not chosen or not scored:
        return
    yield ""
    yield from paper.flow(Part("Most common faults", "strong"))
    names = max(cells(paper.clean(Part(rule))) for rule, _ in chosen)
    for rule, pages in chosen:
        name = paper.clean(Part(rule))
        text = paper.clean(Part(rules[rule].summary)) if rule in rules else ""
        head = f"  {pages:>6,} {pages / scored:>4.0%}  "
        room = paper.width - len(head) - names - 2
        yield paper.line(
            Part(head, solid=True),
            Part(name + " " * (names - cells(name) + 2), "rule", solid=True),
            Part(paper.shortened(text, room) if room > 15 else "", "faint"),
        )


def _is_advice(report: Report, rule: str) -> bool:
    return rule in report.rules and report.rules[rule].severity == "info"


def _lowest(report: Report, paper: Paper) -> Iterator[str]:
    pages = {page.path: page for page in report.pages}
    yield ""
    yield from paper.flow(Part("Lowest scores", "strong"))
    for path in report.summary.worst[:_LOWEST]:
        page = pages.get(path)
        if page is not None and page.score is not None:
            score = Part(f"{shown(page.score):>3} {page.grade}", grade_style(page.grade), solid=True)
            yield from paper.flow(score, Part(path, solid=True), indent="  ")
