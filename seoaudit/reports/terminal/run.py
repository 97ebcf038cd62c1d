"""The run as a whole: a listing of many pages, the summary, the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seoaudit.packed import PageHead, heads
from seoaudit.report import Report
from seoaudit.report.page import PageReport
from seoaudit.reports.errors import errors_of_pages
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.fixes import by_document, left, sentence
from seoaudit.reports.options import Verbosity
from seoaudit.reports.terminal.figures import best_fixes, findings_by_severity, grade_style, tally
from seoaudit.reports.terminal.findings import place
from seoaudit.reports.terminal.page import not_audited, score_and_grade
from seoaudit.reports.terminal.paper import Paper, Part, cells

#: Pages in a listing that is not asked for in full: as many as fail, within these bounds.
LISTED = (10, 20)
_RULES = 8
#: Errors that are named, and rules that a hint to the others names.
_ERRORS, _ERROR_RULES = 10, 3
_LOWEST = 5
_BANDS = (("A", "90–100"), ("B", "80–89"), ("C", "70–79"), ("D", "60–69"), ("F", "0–59"))
#: With fewer pages a distribution says nothing, and no rule is broken often.
_LEAST_FOR_BANDS = 5
_BAR = 30


def listing(report: Report, paper: Paper) -> Iterator[str]:
    """Yield two lines for each of the pages that most need work: its score, and the fixes worth most.

    Pages that could not be audited come first, then those that fail the gate, then the rest, each with
    the lowest score first: in a run of hundreds the worst are what one can act on.
    """
    failing = set(report.gate.failing)
    if paper.origin:
        yield from paper.flow(Part(f"Pages of {paper.origin}", "strong"))
    order = sorted(
        enumerate(heads(report)),
        key=lambda entry: (
            not entry[1].error,
            entry[1].path not in failing,
            entry[1].score or 0,
            entry[1].path,
        ),
    )
    ranked = [page for _, page in order]
    unfit = sum(page.path in failing or bool(page.error) for page in ranked)
    listed = min(max(unfit, LISTED[0]), LISTED[1])
    for page in (report.pages[index] for index, _ in order[:listed]):
        broke = sum(result.outcome == "errored" for result in page.results)
        yield from _row(page, paper, fails=page.path in failing, broke=broke)
        best = best_fixes(page)
        if best.fixes:
            gain = "" if best.after is None else f"+{best.gain:.1f} → {best.after}:"
            ends = [","] * (len(best.fixes) - 1) + [""]
            fixes = (
                Part(f"{fix.rule} +{fix.points:.1f}{end}", solid=True, gap=1)
                for fix, end in zip(best.fixes, ends, strict=True)
            )
            yield from paper.flow(Part(gain, "good"), *fixes, indent=" " * 7, hanging=" " * 7)
    rest = ranked[listed:]
    if rest:
        failed = max(unfit - listed, 0)
        text = f"{counted(len(rest), 'more page')}{f', {failed:,} of them failing' if failed else ''}"
        yield ""
        yield from paper.flow(
            Part(f"{text}. --quiet lists all that fail, --verbose shows everything.", "faint"), hanging=""
        )


def errors(report: Report, paper: Paper) -> Iterator[str]:
    """Yield the first errors of many pages at their places, and how to see the others; then an empty line."""
    found = errors_of_pages(report, _ERRORS)
    if not found.named:
        return
    yield from paper.flow(Part("Errors", "strong"))
    for error in found.named:
        where = Part(place(paper.name(error.path), error.location), solid=True)
        yield from paper.flow(
            where, Part(error.message), Part(error.rule, "rule"), indent="  ", hanging=" " * 6
        )
    left = found.total - len(found.named)
    if left > 0:
        rules = ",".join(found.unnamed_rules[:_ERROR_RULES])
        command = f"{paper.command} " if paper.command else ""
        text = f"and {left:,} more; {command}--select {rules} --format concise lists them"
        yield from paper.flow(Part(text, "faint"), indent="  ", hanging=" " * 6)
    yield ""


def failing_pages(report: Report, paper: Paper) -> Iterator[str]:
    """Yield a line for each page that fails the gate or could not be audited, in the report's order."""
    failing = set(report.gate.failing)
    for page, head in zip(report.pages, heads(report), strict=True):
        if head.error or head.path in failing:
            yield from _row(page, paper, fails=False, broke=len(head.broke))


def summary(report: Report, paper: Paper, *, every_rule: bool, lowest: bool) -> Iterator[str]:
    """Yield the figures of a run of several pages, each block followed by an empty line.

    ``every_rule``: name all broken rules, not the most frequent. ``lowest``: name the worst pages.
    """
    scored = [page for page in heads(report) if page.score is not None]
    blocks: list[Iterable[str]] = []
    if not report.pages:
        blocks = [paper.flow(Part("No pages were audited."))]
    elif len(report.pages) > 1:
        blocks = [_overview(report, paper)]
    if len(scored) >= _LEAST_FOR_BANDS:
        blocks += [_distribution(scored, paper), _broken_rules(report, len(scored), paper, every=every_rule)]
        if lowest:
            blocks.append(_lowest(report, paper))
    for block in blocks:
        lines = list(block)
        yield from lines
        if lines:
            yield ""


def fixes(report: Report, paper: Paper, verbosity: Verbosity) -> Iterator[str]:
    """Yield what was mended and where, what could not be, and how many findings can still be mended."""
    figures = report.summary
    if report.fixed is not None:
        yield from paper.flow(Part(sentence(report.fixed), "good" if report.fixed.findings else "plain"))
        if verbosity != "quiet":
            for line in by_document(report.fixed, every=verbosity == "verbose"):
                yield from paper.flow(Part(line), indent="  ", hanging="    ")
        for line in left(report.fixed):
            yield from paper.flow(Part(line, "faint"), indent="  ", hanging="    ")
    if figures.fixable:
        text = f"{counted(figures.fixable, 'finding')} can be fixed with --fix"
        if figures.fixable_unsafely:
            text += f", {figures.fixable_unsafely:,} more with --unsafe-fixes"
        yield from paper.flow(Part(f"{text}.", "faint"))
    elif figures.fixable_unsafely:
        text = f"{counted(figures.fixable_unsafely, 'finding')} can be fixed with --fix --unsafe-fixes."
        yield from paper.flow(Part(text, "faint"))


def verdict(report: Report, paper: Paper) -> Iterator[str]:
    """Yield whether the run passed, with every condition that failed."""
    gate = report.gate
    if gate.passed:
        only = report.pages[0] if len(report.pages) == 1 else None
        score = (
            f"{only.path} scored {shown(only.score)} ({only.grade})"
            if only and only.score is not None
            else ""
        )
        yield from paper.flow(Part("Passed" + ":" * bool(score), "good"), Part(score, gap=1))
        return
    word = "Incomplete" if gate.exit_code == 2 else "Failed"
    below = f"{paper.origin}/"
    failures = [each.removeprefix(paper.origin) if each.startswith(below) else each for each in gate.failures]
    if len(failures) <= 1:
        reason = "".join(failures)
        yield from paper.flow(Part(word + ":" * bool(reason), "error"), Part(reason, gap=1))
        return
    yield from paper.flow(Part(f"{word}:", "error"))
    for failure in failures:
        yield from paper.flow(Part(failure), indent="  ")


def disclaimer(report: Report, paper: Paper) -> Iterator[str]:
    """Yield what the score is not."""
    yield from paper.flow(Part(report.disclaimer, "faint"), hanging="")


def _row(page: PageReport, paper: Paper, *, fails: bool, broke: int) -> Iterator[str]:
    score = Part("  –  ", solid=True) if page.score is None else score_and_grade(page)
    path = paper.broken(page.path, "strong", cells(paper.clean(score)), hanging=7)
    if page.score is None:
        return paper.flow(score, *path, *not_audited(page), hanging=" " * 7)
    note = [Part("fails", "error")] if fails else []
    if broke:  # a score of what else was judged
        note = [Part(f"incomplete: {counted(broke, 'rule')} broke", "error")]
    counts = findings_by_severity(page) | {"info": 0}
    return paper.flow(score, *path, *note, *tally(counts), hanging=" " * 7)


def _overview(report: Report, paper: Paper) -> Iterator[str]:
    figures = report.summary
    parts = [Part(counted(figures.pages, "page"), "strong")]
    if figures.errors:
        parts.append(Part(f"{figures.errors:,} not audited", "error"))
    if figures.score is not None and figures.median is not None:
        mean = f"mean score {shown(figures.score)} {figures.grade}, median {shown(figures.median)}"
        parts.append(Part(mean, grade_style(figures.grade)))
    yield from paper.flow(*parts, *tally(figures.findings))


def _distribution(scored: Sequence[PageHead], paper: Paper) -> Iterator[str]:
    numbers = {grade: sum(page.grade == grade for page in scored) for grade, _ in _BANDS}
    most = max(numbers.values()) or 1
    longest = min(_BAR, paper.width - 25)
    for grade, band in _BANDS:
        number = numbers[grade]
        filled = round(number / most * longest) or int(number > 0)
        yield paper.line(
            Part(f"  {grade} {band:<6}", grade_style(grade), solid=True),
            Part(f" {number:>6,} {number / len(scored):>4.0%}  ", solid=True),
            Part("█" * filled, grade_style(grade), solid=True),
        )


def _broken_rules(report: Report, scored: int, paper: Paper, *, every: bool) -> Iterator[str]:
    """Yield the rules that most pages fail, with what they want; advice that costs nothing is left out."""
    rules = report.rules
    costly = [
        (rule, pages)
        for rule, pages in report.summary.affected.items()
        if rule not in rules or rules[rule].severity != "info"
    ]
    costly.sort(key=lambda entry: (-entry[1], entry[0]))
    chosen = costly if every else costly[:_RULES]
    if not chosen:
        return
    yield from paper.flow(Part("Rules that most pages break", "strong"))
    names = max(cells(paper.clean(Part(rule))) for rule, _ in chosen)
    for rule, pages in chosen:
        head = f"  {pages:>6,} {pages / scored:>4.0%}  "
        name = paper.shortened(paper.clean(Part(rule)), paper.width - len(head))
        room = paper.width - len(head) - names - 2
        wanted = (
            paper.shortened(paper.clean(Part(rules[rule].summary)), room)
            if rule in rules and room > 15
            else ""
        )
        yield paper.line(
            Part(head, solid=True),
            Part(name + " " * (names - cells(name) + 2), "rule", solid=True),
            Part(wanted, "faint"),
        )


def _lowest(report: Report, paper: Paper) -> Iterator[str]:
    pages = {page.path: page for page in heads(report)}
    worst = [pages[path] for path in report.summary.worst[:_LOWEST] if path in pages]
    if worst:
        yield from paper.flow(Part("Lowest scores", "strong"))
    for page in worst:
        score = score_and_grade(page)
        path = paper.broken(page.path, "plain", 2 + cells(paper.clean(score)), hanging=9)
        yield from paper.flow(score, *path, indent="  ", hanging=" " * 9)
