"""One story of what to do first: the first screen, the table and the page's own list begin with the same."""

import csv
import doctest
import re
from io import StringIO

import msgspec
import pytest
from sample_reports import blocked_page, failed, finding, good_page, page_of, report_of, weak_page
from sample_sites import site

from seoaudit.report import Report
from seoaudit.report.page import Location
from seoaudit.report.site import ReportedSiteFinding, SiteResult
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.first_fixes import FirstFixes
from seoaudit.reports.headlines import headlines
from seoaudit.reports.html.documents import Documents
from seoaudit.reports.html.environment import environment
from seoaudit.reports.html.overview import overview
from seoaudit.reports.html.page_view import page_view
from seoaudit.reports.wordings import Told, Wording, Wordings

HEADLINE = "All 3 pages are about “tents”. Keep “Why lead generation matters”, and merge the others into it."
START = Location(1, 1, 1, 1)


def told(message: str, remedy: str = "Mend it.", points: float = 1.0, at: int = 0) -> Told:
    return Told(message, remedy, at, 1, (False, points))


def commonest(*each: Told) -> tuple[Wording, Told]:
    words = Wordings()
    for one in each:
        words.add(one)
    return words.commonest()


def competing(*paths: str) -> Report:
    """Pages of one site that compete; the second is the one to keep."""
    pages = [weak_page(path) for path in paths]
    findings = tuple(
        ReportedSiteFinding(
            path, START, f"competes with {paths[1] if path != paths[1] else paths[0]}", "Merge it.",
            related=tuple(other for other in paths if other != path),
            headline=HEADLINE if path == paths[1] else "",
            merge_into=paths[1] if path != paths[1] else "",
        )
        for path in paths
    )  # fmt: skip
    result = SiteResult("keywords/cannibalisation", "failed", "warning", len(paths), findings)
    made = site()
    (known,) = made.sites
    return msgspec.structs.replace(
        report_of(*pages),
        rules=made.rules,
        sites=(msgspec.structs.replace(known, pages=len(paths), results=(result,), templates=()),),
    )


# --- the wording of most pages -----------------------------------------------------------------------------


def test_figures_that_differ_become_a_range():
    words, _ = commonest(
        told("360 words link nowhere"), told("1,204 words link nowhere"), told("374 words link nowhere")
    )
    assert words == Wording("360–1,204 words link nowhere", general=True)


def test_where_quotations_differ_one_page_speaks_for_itself():
    words, page = commonest(told("“a” is a stock phrase"), told("“b” is a stock phrase", points=3, at=7))
    assert words == Wording("“b” is a stock phrase", general=False)
    assert page.at == 7


def test_an_odd_page_out_is_no_example_however_much_it_wins():
    common = told("the front matter has no description", "Add a line.")
    odd = told("the draft has no description", "Begin with front matter.", points=9, at=3)
    words, page = commonest(common, odd, common)
    assert (words.text, page.remedy, page.at) == ("the front matter has no description", "Add a line.", 0)


def test_of_two_wordings_as_common_neither_is_general():
    words, page = commonest(told("no link is near"), told("no button is near", points=3, at=2))
    assert words == Wording("no button is near", general=False)
    assert page.at == 2


@pytest.mark.parametrize("text", ["1.2.3 is no number", "a … stands for 4", "²½ and ٣ are figures", "“”"])
def test_odd_figures_stop_nothing(text):
    assert commonest(told(text), told(text))[0].text == text


# --- what comes before all else ------------------------------------------------------------------------------


def test_what_concerns_most_pages_is_said_before_every_fix():
    report = competing("a.md", "b.md", "c.md")
    assert [each.text for each in headlines(report)] == [HEADLINE]
    for form in ("html", "terminal"):
        text = " ".join("".join(FORMATS[form](report, RenderOptions())).split())
        first = text[text.index("What to do first") :]
        assert first.index("Keep “Why lead generation matters”") < re.search(r"\+\d+\.\d", first).start()


def test_what_concerns_a_few_of_many_is_not():
    report = competing("a.md", "b.md", "c.md")
    (large,) = report.sites
    report = msgspec.structs.replace(report, sites=(msgspec.structs.replace(large, pages=7),))
    assert headlines(report) == []


def test_the_page_to_begin_with_is_the_one_that_is_kept():
    seen = overview(competing("a.md", "b.md", "c.md"))
    assert seen.rows[seen.begin_row].path == "b.md"


def test_otherwise_it_is_the_page_on_which_the_first_fix_wins_most():
    light, heavy = (
        page_of(name, failed("cta/missing", lost, finding(1, 1, "nothing is asked")))
        for name, lost in (("a.md", 4.0), ("b.md", 9.0))
    )
    seen = overview(report_of(light, heavy, good_page()))
    assert seen.rows[seen.begin_row].path == seen.rows[seen.first_rows[0]].path == "b.md"


# --- the same order everywhere ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [weak_page(), blocked_page()], ids=["weak", "blocked"])
def test_the_table_names_what_the_pages_own_list_begins_with(page):
    seen = overview(report_of(page, good_page()))
    row = next(row for row in seen.rows if row.path == page.path.removeprefix(seen.folder))
    view = page_view(page, report_of(page).rules)
    first = [*view.errors, *view.groups][0]
    assert first.title.startswith(row.advice.rstrip("…"))
    assert row.points == (0 if view.errors else first.points)


def details(report: Report, path: str) -> str:
    """Return what the HTML report shows of one page."""
    seen = overview(report)
    documents = Documents(report, seen, environment().get_template("page.html").module)
    return documents.html(seen.places[path])


def test_a_page_that_another_is_to_take_in_says_so_first_everywhere():
    report = competing("a.md", "b.md", "c.md")
    shown = details(report, "c.md")
    merge, rest = "Merge this page into “Why lead generation matters”", "counts only if this page stays"
    assert (
        shown.index("What to fix") < shown.index(merge) < shown.index(rest) < shown.index("cta/dead-target")
    )
    assert rest not in details(report, "b.md")
    for format_name, begins in (("terminal", "c.md"), ("markdown", "**`c.md`**")):
        lines = "".join(FORMATS[format_name](report, RenderOptions())).splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith(begins))
        said = next(number for number, line in enumerate(lines[at:], at) if rest in line)
        first = next(number for number, line in enumerate(lines[at:], at) if "cta/dead-target" in line)
        assert said < first, format_name


def test_a_table_of_pages_has_the_merge_as_the_first_fix():
    rows = csv.DictReader(StringIO("".join(FORMATS["csv-pages"](competing("a.md", "b.md"), RenderOptions()))))
    first = {row["path"]: row["first_fix"] for row in rows}
    assert first["a.md"] == "Merge it."
    assert first["b.md"] not in ("", "Merge it.")


def test_what_a_headline_concerns_stands_first_in_the_table_and_on_the_page():
    report = competing("a.md", "b.md", "c.md")
    seen = overview(report)
    first = {row.path: row.advice for row in seen.rows}
    assert first == {
        "a.md": "Merge this page into “Why lead generation matters”",
        "b.md": "Keep this page, and merge the 2 other pages into it",
        "c.md": "Merge this page into “Why lead generation matters”",
    }
    for path, said in first.items():
        shown = details(report, path)
        assert shown.index(said) < shown.index('class="group"'), path


def test_an_error_of_the_page_stands_before_what_it_shares_with_a_few():
    warned = page_of("warned.md", failed("headings/skipped-level", 3.0, finding(20, 1, "h4 follows h2")))
    report = competing("a.md", "b.md", *(f"{number}.md" for number in range(6)))
    pages = [msgspec.structs.replace(blocked_page(), path="blocked.md"), warned, *report.pages]
    findings = tuple(
        ReportedSiteFinding(page.path, START, "is 5 clicks from the home page", "Link to it.")
        for page in pages[:2]
    )
    far = SiteResult("links/depth", "failed", "warning", 2, findings)
    known = msgspec.structs.replace(report.sites[0], pages=len(pages), results=(far,))
    report = msgspec.structs.replace(report_of(*pages), sites=(known,))
    first = {row.path: row.advice for row in overview(report).rows}
    assert (first["blocked.md"], first["warned.md"]) == (
        "The page has no title",
        "Is 5 clicks from the home page",
    )
    for path, then in (("blocked.md", "Is 5 clicks from the home page"), ("warned.md", "H4 follows h2")):
        shown = details(report, path)
        assert shown.index(first[path]) < shown.index(then), path


def test_what_is_said_of_all_pages_is_said_of_one_that_stays():
    report = competing("a.md", "b.md", "c.md")
    fixes = FirstFixes(report)
    for index, page in enumerate(report.pages):
        fixes.add(page, index)
    assert {fix.at for fix in fixes.ranked(3)} == {1}
    text = "".join(FORMATS["html"](report, RenderOptions()))
    assert "Do none of this on the 2 pages to be merged." in text


def test_an_error_is_said_to_be_what_fails():
    text = "".join(FORMATS["html"](report_of(weak_page(), good_page()), RenderOptions()))
    assert text.index("What fails, whatever the score") < text.index("what wins most points")
    errors_pass = msgspec.structs.replace(
        report_of(weak_page()), gate=msgspec.structs.replace(report_of(good_page()).gate)
    )
    assert "What fails, whatever" not in "".join(FORMATS["html"](errors_pass, RenderOptions()))


def test_a_page_tells_what_it_shares_with_others_by_their_titles():
    text = "".join(FORMATS["html"](competing("a.md", "b.md", "c.md"), RenderOptions()))
    assert "competes with “Why lead generation matters”" in text[text.index('id="d0"') :]


def test_faults_are_worded_as_faults():
    text = "".join(FORMATS["html"](report_of(weak_page(), good_page()), RenderOptions()))
    faults = text[text.index('id="rules"') :]
    assert "The image has no alternative text" in faults
    assert "Every image says in words what it shows." not in faults


def test_words_that_several_rules_are_about_name_each_other():
    both = page_of(
        "a.md",
        failed("cta/missing", 4.0, finding(7, 5, "leads away")),
        failed("keywords/density", 3.0, finding(7, 9, "hands it over")),
        failed("headings/skipped-level", 2.0, finding(7, 60, "stands elsewhere")),
    )
    view = page_view(both, report_of(both).rules)
    assert [group.shown[0].also for group in view.groups] == [["keywords/density"], ["cta/missing"], ()]


def test_examples_in_docstrings_hold():
    import seoaudit.reports.headlines as first
    import seoaudit.reports.wordings as second

    assert doctest.testmod(first).failed == doctest.testmod(second).failed == 0
