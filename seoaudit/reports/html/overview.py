"""The run at a glance: what the first screen and the table of pages show, gathered in one walk over the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from seoaudit.model import Evidence, Severity
from seoaudit.report import Report
from seoaudit.report.page import PageReport
from seoaudit.reports.errors import NamedErrors, errors_of_pages
from seoaudit.reports.first_fixes import Begin, FirstFix, FirstFixes
from seoaudit.reports.headlines import Headline, headlines
from seoaudit.reports.html.figures import counted, opening
from seoaudit.reports.html.rows import Row, row_of_page, with_shared
from seoaudit.reports.html.shared import Shared, shared
from seoaudit.reports.wordings import Told, Wording, Wordings

#: Fixes that the first screen names, and errors.
FIRST, ERRORS = 5, 5


class CategoryBar(NamedTuple):
    """A category's mean score over the pages it was judged on, and the points it costs the mean of all.

    ``score`` is ``None`` where it was judged on few of them; ``pages`` says on how many.
    """

    name: str
    score: float | None
    pages: int
    lost: float


class Reason(NamedTuple):
    """Why the run does not pass: the number of the page that it is about (-1: none) with its path, and the rest of the sentence."""

    row: int
    path: str
    text: str


class FailingRule(NamedTuple):
    """A rule that failed somewhere: what it says on most of the pages, on how many, and their share (0 … 1)."""

    rule: str
    fault: Wording
    severity: Severity
    evidence: Evidence | None
    pages: int
    share: float


class Overview(NamedTuple):
    """What the walk over the pages has gathered.

    ``places`` has the row of each path, ``titles`` the title where there is one. ``first`` are the fixes that win most, with the numbers of their rules in ``failing`` in ``first_rules`` and those of
    the pages where they win most in ``first_rows``; ``gain`` is what they win together. ``said`` comes before them, with
    the rows of its pages in ``said_rows``. ``begin`` is the page to begin with, in row ``begin_row``. ``between`` is what
    sites say of each page, and ``merged`` how many pages others are to take in.
    """

    name: str
    folder: str
    rows: Sequence[Row]
    places: Mapping[str, int]
    titles: Mapping[str, str]
    categories: Sequence[CategoryBar]
    unjudged: Sequence[str]
    reasons: Sequence[Reason]
    said: Sequence[Headline]
    said_rows: Sequence[int]
    first: Sequence[FirstFix]
    first_rules: Sequence[int]
    first_rows: Sequence[int]
    begin: Begin | None
    begin_row: int
    gain: float
    fixes: int
    failing: Sequence[FailingRule]
    broken: Mapping[str, str]
    errors: NamedErrors
    errors_fail: bool
    between: Mapping[str, Sequence[Shared]]
    merged: int


def overview(report: Report) -> Overview:
    """Gather what the first screen shows; each page's report is unpacked once and let go."""
    numbers = {rule: number for number, rule in enumerate(report.summary.affected)}
    faults = {rule: Wordings() for rule in numbers}
    folder = common_folder(_paths(report))
    fails = frozenset(report.gate.failing)
    rows: list[Row] = []
    fixes = FirstFixes(report)
    sums: dict[str, tuple[float, int, float]] = {}
    broken: dict[str, str] = {}
    for index, page in enumerate(report.pages):
        rows.append(row_of_page(page, index, folder, numbers, report.rules, fails=page.path in fails))
        fixes.add(page, index)
        _note_faults(page, index, faults)
        for category in page.categories:
            score, count, lost = sums.get(category.category, (0.0, 0, 0.0))
            judged = category.score is not None
            sums[category.category] = (score + (category.score or 0.0), count + judged, lost + category.lost)
        broken.update((result.rule, result.reason) for result in page.results if result.outcome == "errored")
    _note_site_faults(report, faults)
    rows.sort(key=lambda row: (row.score is not None, row.score or 0.0, row.path))
    rows = [row._replace(number=number) for number, row in enumerate(rows)]
    scored = max(sum(row.score is not None for row in rows), 1)
    row_of = {row.at: row.number for row in rows}
    places = dict(_places(rows, folder))
    titles = {path: row.title for path, number in places.items() if (row := rows[number]).title}
    between = shared(report, titles, folder)
    for path, entries in between.items():
        if path in places:
            rows[places[path]] = with_shared(rows[places[path]], entries)
    ranked = fixes.ranked(scored)
    first = ranked[:FIRST]
    said = headlines(report)
    begin = fixes.begin(ranked, said)
    return Overview(
        name=_name(report, folder),
        folder=folder,
        rows=rows,
        places=places,
        titles=titles,
        categories=_categories(sums, scored),
        unjudged=[name for name, (_, count, _) in sums.items() if not count],
        reasons=[_reason(failure, report.gate.failing, places, folder) for failure in report.gate.failures],
        said=said,
        said_rows=[places.get(each.path, -1) for each in said],
        first=first,
        first_rules=[numbers.get(fix.rule, -1) for fix in first],
        first_rows=[row_of[fix.at] for fix in first],
        begin=begin,
        begin_row=row_of[begin.at] if begin is not None else -1,
        gain=sum(fix.points for fix in first),
        fixes=len(ranked),
        failing=_failing(report, faults),
        broken=broken,
        errors=errors_of_pages(report, ERRORS),
        errors_fail=any(failure.endswith("(error)") for failure in report.gate.failures),
        between=between,
        merged=sum(any(each.into for each in entries) for entries in between.values()),
    )


def common_folder(paths: Iterable[str]) -> str:
    """Return what all paths begin with, up to a slash: what a reader need not see on every line.

    Of a site's home page the slash remains, and then of all its pages.

    >>> common_folder(["a/b/c.md", "a/b/d/e.md"]), common_folder(["a.md"])
    ('a/b/', '')
    >>> common_folder(["https://example.org/", "https://example.org/blog/"])
    'https://example.org'
    """
    ordered = iter(paths)
    first = shortest = next(ordered, "")
    shared = first.rpartition("/")[0] + "/"
    for path in ordered:
        shortest = min(shortest, path, key=len)
        while shared and not path.startswith(shared):
            shared = shared[:-1].rpartition("/")[0] + "/" if "/" in shared[:-1] else ""
    if shared == "/":
        return ""
    return shared[:-1] if shortest == shared else shared


def _paths(report: Report) -> Iterable[str]:
    heads = getattr(report.pages, "heads", None)
    return (page.path for page in (heads if heads is not None else report.pages))


def _places(rows: Iterable[Row], folder: str) -> Iterable[tuple[str, int]]:
    return ((folder + row.path, row.number) for row in rows)


def _name(report: Report, folder: str) -> str:
    """Return what the report is about: a page's title, a site's address or folder."""
    if len(report.pages) == 1:
        page = report.pages[0]
        return page.facts.title or page.path
    addresses = {site.url for site in report.sites if site.url}
    if len(addresses) == 1:
        return addresses.pop().partition("//")[2].strip("/") or folder
    return folder.rstrip("/").rpartition("/")[2].strip(".") or counted(len(report.pages), "page")


def _note_faults(page: PageReport, index: int, faults: Mapping[str, Wordings]) -> None:
    for result in page.results:
        if result.outcome == "failed" and result.findings and result.rule in faults:
            finding = result.findings[0]
            told = Told(finding.message, "", index, finding.location.line, (False, result.lost))
            faults[result.rule].add(told)


def _note_site_faults(report: Report, faults: Mapping[str, Wordings]) -> None:
    for result in (result for site in report.sites for result in site.results):
        if result.outcome == "failed" and result.rule in faults:
            for finding in result.findings:
                said = opening(finding.headline) or finding.message
                told = Told(
                    said, "", -1, finding.location.line, (bool(finding.headline), len(finding.related))
                )
                faults[result.rule].add(told)


def _failing(report: Report, faults: Mapping[str, Wordings]) -> list[FailingRule]:
    pages = max(report.summary.pages, 1)
    found = []
    for rule, number in report.summary.affected.items():
        info = report.rules.get(rule)
        found.append(
            FailingRule(
                rule,
                _fault(rule, faults[rule], info.summary if info else ""),
                info.severity if info else "warning",
                info.evidence if info else None,
                number,
                min(number / pages, 1.0),
            )
        )
    return found


def _fault(rule: str, told: Wordings, summary: str) -> Wording:
    """Return what a rule says on most pages; of what concerns no page alone, that its wish is not met."""
    if told:
        return told.commonest()[0]
    return Wording(f"does not hold: {summary}" if summary else rule, general=True)


def _categories(sums: Mapping[str, tuple[float, int, float]], pages: int) -> list[CategoryBar]:
    # What is judged on few pages is judged where something is wrong: their mean would speak for all the others.
    bars = [
        CategoryBar(name, score / count if 2 * count > pages else None, count, lost / pages)
        for name, (score, count, lost) in sums.items()
        if count
    ]
    return sorted(bars, key=lambda bar: (-bar.lost, bar.score or 0.0, bar.name))


def _reason(failure: str, failing: Iterable[str], places: Mapping[str, int], folder: str) -> Reason:
    """Return a failure with the page that its sentence begins with set apart."""
    path = next((path for path in failing if failure.startswith((f"{path} ", f"{path}: "))), "")
    if path in places:
        return Reason(places[path], path.removeprefix(folder), failure.removeprefix(path))
    return Reason(-1, "", failure.replace(folder, "") if folder else failure)
