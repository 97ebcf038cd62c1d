"""The terminal format: what it says, how wide it is, and what it never lets through.

The files in ``golden/`` are reports as they should look. After a wanted change, write them anew with
``UPDATE_GOLDEN=1 pytest tests/unit/reports`` and read the difference.
"""

import os
import re
from itertools import product
from pathlib import Path

import msgspec
import pytest
from any_text import any_text
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from sample_reports import (
    RULES,
    SAMPLES,
    blocked_page,
    failed,
    finding,
    good_page,
    many,
    page_of,
    report_of,
    unreadable_page,
    weak_page,
)

from seoaudit.report import GateVerdict, Report
from seoaudit.report.page import Location, PageReport, ReportedFinding, ReportedResult
from seoaudit.report.site import LinkGraph, ReportedSiteFinding, SiteReport, SiteResult
from seoaudit.reports import RenderOptions
from seoaudit.reports.safe_text import INVISIBLE
from seoaudit.reports.terminal import render
from seoaudit.reports.terminal.figures import best_fixes

GOLDEN = Path(__file__).parent / "golden"
LOOKS = {
    "one-80": ("one", RenderOptions()),
    "one-120": ("one", RenderOptions(width=120)),
    "one-verbose-100": ("one", RenderOptions(width=100, verbosity="verbose")),
    "one-ascii-80": ("one", RenderOptions(unicode=False)),
    "one-color-80": ("one", RenderOptions(color=True)),
    "good-80": ("good", RenderOptions()),
    "few-80": ("few", RenderOptions()),
    "many-80": ("many", RenderOptions()),
    "many-120": ("many", RenderOptions(width=120)),
    "many-quiet-80": ("many", RenderOptions(verbosity="quiet")),
    "none-80": ("none", RenderOptions()),
    "hostile-80": ("hostile", RenderOptions()),
}
SGR = re.compile(r"\x1b\[\d(?:\d|;\d\d)?m")
UNSAFE = re.compile(f"[\x00-\x09\x0b-\x1f{INVISIBLE}]")


def text_of(report: Report, **options) -> str:
    return "".join(render(report, RenderOptions(**options)))


@pytest.mark.parametrize("look", LOOKS)
def test_it_looks_as_it_should(look):
    sample, options = LOOKS[look]
    text = "".join(render(SAMPLES[sample](), options)).replace("\x1b", "␛")
    file = GOLDEN / f"{look}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def too_wide(text: str, report: Report, width: int) -> list[str]:
    """Lines beyond the width that hold more than what cannot be broken: a path, its place, a rule's id."""
    paths = sorted((page.path for page in report.pages), key=len, reverse=True)
    wide = []
    for line in text.splitlines():
        if cell_len(line) > width:
            rest = line
            for path in paths:
                rest = rest.replace(path, "", 1)
            if rest != line and cell_len(rest) <= 20:
                continue
            wide.append(line)
    return wide


@pytest.mark.parametrize(
    ("sample", "width", "verbosity"),
    list(product(["one", "few", "many", "none"], [40, 60, 80, 120], ["normal", "verbose", "quiet"])),
)
def test_no_line_is_wider_than_the_terminal(sample, width, verbosity):
    report = SAMPLES[sample]()
    for unicode in (True, False):
        assert (
            too_wide(text_of(report, width=width, verbosity=verbosity, unicode=unicode), report, width) == []
        )


@pytest.mark.parametrize(("sample", "lines"), list(product(["one", "few", "many", "good"], [12, 24, 50])))
def test_in_a_window_the_beginning_and_the_verdict_are_seen(sample, lines):
    report = SAMPLES[sample]()
    text = text_of(report, lines=lines, command="seoaudit check content")
    whole = text_of(report, command="seoaudit check content")
    assert len(text.splitlines()) <= lines
    assert text.splitlines()[0] == whole.splitlines()[0]
    assert (
        next(line for line in whole.splitlines() if line.startswith(("Passed", "Failed", "Incomplete")))
        in text
    )


def test_long_words_wide_characters_and_emoji_are_wrapped():
    message = "x" * 300 + " https://example.org/" + "y" * 200 + " " + "標題太長" * 40 + " 🧗🏽‍♀️" * 40
    report = report_of(
        page_of("a.md", failed("cta/missing", 50, finding(1, 3, message, excerpt="標" * 200, length=150)))
    )
    for width in (40, 41, 80):
        assert too_wide(text_of(report, width=width), report, width) == []


@pytest.mark.parametrize("verbosity", ["normal", "verbose", "quiet"])
def test_hostile_content_reaches_no_terminal_and_no_build_service(verbosity):
    text = text_of(SAMPLES["hostile"](), verbosity=verbosity)
    assert UNSAFE.search(text) is None
    assert "##vso[" not in text
    for line in text.splitlines():
        assert not line.lstrip().startswith("::")


def test_hostile_content_is_shown_not_hidden():
    text = text_of(SAMPLES["hostile"]())
    for shown in (r"\x1b[2J", "[bold red]x[/]", r"\u202e", r"\x9b", r"\x3a:error", r"##vso\x5btask]"):
        assert shown in text


ANYTHING = any_text("\x1b\x9b\u202e\n\r :#[]abc", 60)


@settings(max_examples=150, deadline=None)
@given(ANYTHING, ANYTHING, ANYTHING, st.integers(40, 100), st.booleans())
def test_any_text_is_safe(path, message, excerpt, width, unicode):
    result = ReportedResult(
        "cta/missing",
        "failed",
        "warning",
        0.0,
        10.0,
        (ReportedFinding(Location(1, 2, 1, 9), message, excerpt, excerpt),),
    )
    report = report_of(page_of(path, result))
    text = text_of(report, width=width, unicode=unicode)
    assert UNSAFE.search(text) is None
    assert not any(line.lstrip().startswith("::") for line in text.split("\n"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_colour_adds_nothing_but_colour(sample):
    report = SAMPLES[sample]()
    coloured = text_of(report, color=True)
    assert SGR.sub("", coloured) == text_of(report)
    assert "\x1b" not in SGR.sub("", coloured)


def test_a_stream_without_unicode_gets_ascii():
    assert text_of(SAMPLES["few"](), unicode=False).isascii()
    assert text_of(SAMPLES["many"](), unicode=False).isascii()


def test_every_finding_line_begins_with_its_place():
    text = text_of(report_of(weak_page("a.md")), width=160)
    assert "a.md:61:61  error  “Start today” links to “#”, the page itself  cta/dead-target (+6.2)\n" in text
    assert (
        "a.md:20:1  warning  h4 follows h2, without an h3 between them  headings/skipped-level (+3.7)\n"
        in text
    )


def test_errors_come_first_then_warnings_by_what_they_cost_then_advice():
    text = text_of(report_of(weak_page("a.md")), width=200)
    found = [line.split("  ")[1] for line in text.splitlines() if line.startswith("a.md:")]
    assert found == sorted(found, key=["error", "warning", "info"].index)
    costs = [float(cost) for cost in re.findall(r"warning .*\(−([\d.]+)\)", text)]
    assert costs == sorted(costs, reverse=True)


def test_why_and_fix_are_said_once_for_each_rule():
    text = text_of(report_of(weak_page("a.md")), width=300, verbosity="verbose")
    for said in (RULES["images/missing-alt"].why, RULES["images/missing-alt"].fix):
        assert text.count(said) == 1


def test_many_findings_of_one_rule_are_shortened_and_verbose_shows_all():
    assert "and 11 more: lines 36, 44, " in text_of(report_of(weak_page("a.md")))
    verbose = text_of(report_of(weak_page("a.md")), verbosity="verbose")
    assert len(re.findall(r"^a\.md:\d+:1  warning  the image has no", verbose, re.MULTILINE)) == 14


def test_a_measure_that_failed_without_a_place_is_still_reported():
    text = text_of(report_of(weak_page("a.md")), width=120)
    assert "a.md:1:1  warning  flesch reading ease 48.2, the target is at least 60  readability/" in text


def test_an_unreadable_page_is_one_line_with_its_remedy():
    text = text_of(report_of(unreadable_page("a.md")), width=120)
    line = "a.md  not audited: the front matter is not valid YAML: line 3 has a tab. Replace the tab by two spaces."
    assert line in text.splitlines()


def test_a_rule_that_broke_is_named():
    assert "the rule broke and judged nothing: KeyError: 'level'" in text_of(SAMPLES["few"](), width=200)


def test_the_points_of_the_best_fixes_add_up_to_what_is_shown():
    best = best_fixes(weak_page())
    assert best.after is not None
    assert sum(fix.points for fix in best.fixes) == pytest.approx(best.gain)
    assert best.after == int(weak_page().score + best.gain)
    assert [fix.rule for fix in best.fixes] == [
        "keywords/density",
        "readability/long-sentences",
        "cta/dead-target",
    ]


def test_a_blocker_is_fixed_first_and_lifts_the_cap():
    best = best_fixes(blocked_page())
    assert [(fix.rule, fix.points) for fix in best.fixes] == [
        ("metadata/title-missing", 42),
        ("cta/missing", 9),
    ]
    assert (best.before, best.after) == (49, 100)


def test_a_page_with_nothing_wrong_says_so():
    assert "Nothing to fix\n" in text_of(report_of(good_page()))


def test_quiet_prints_the_failing_pages_and_the_verdict():
    report = report_of(blocked_page(), good_page())
    assert text_of(report, verbosity="quiet").splitlines() == [
        " 49 F  posts/untitled.md  1 error, 1 warning",
        "Failed: posts/untitled.md scored 49, below your threshold of 60",
    ]


def test_every_failed_condition_is_printed():
    report = report_of(
        good_page(), failures=("a.md scored 12, below 60", "7 warnings, more than the 5 allowed")
    )
    for verbosity in ("quiet", "normal", "verbose"):
        text = text_of(report, verbosity=verbosity)
        assert "Failed:\n  a.md scored 12, below 60\n  7 warnings, more than the 5 allowed\n" in text


def test_the_score_is_never_shown_without_the_disclaimer():
    for sample in SAMPLES.values():
        assert "Search engines publish no such score" in " ".join(text_of(sample()).split())


def test_a_thousand_pages_fit_on_two_screens_and_verbose_has_them_all():
    report = many()
    assert text_of(report).count("\n") < 120
    verbose = text_of(report, verbosity="verbose")
    assert all(page.path in verbose for page in report.pages[::50])


def test_the_listing_begins_with_what_fails_and_counts_the_rest():
    pages = [
        page_of(f"p{index}.md", failed("cta/missing", float(index % 50), finding(1, 1, "none")))
        for index in range(60)
    ]
    lines = text_of(report_of(*pages)).splitlines()
    assert lines[0] == " 51 F  p49.md  fails  1 warning"
    assert lines[20] == ""
    assert lines[21].startswith("50 more pages. --quiet lists all that fail")


def test_a_report_without_the_pages_it_names_is_still_rendered():
    report = Report(
        1, SAMPLES["one"]().tool, SAMPLES["many"]().summary, GateVerdict(False, (), 1, ("x",)), (), {}
    )
    for verbosity in ("quiet", "normal", "verbose"):
        assert "Failed" in text_of(report, verbosity=verbosity)


def test_rules_the_report_does_not_explain_are_still_named():
    page = PageReport(
        "a.md",
        score=50.0,
        grade="F",
        results=(ReportedResult("x/y", "failed", "error", 0.0, 50.0, (finding(1, 1, "bad"),)),),
    )
    assert "a.md:1:1  error  bad  x/y" in text_of(report_of(page)).splitlines()


def graph_of(*, built: bool, unlinked: int = 202, results=()) -> str:
    graph = LinkGraph(329, 400, 5, unlinked, 3)
    site = SiteReport(".", "built" if built else "Hugo", "", 329, True, built, results, (0,) * 10, graph)
    return " ".join(text_of(msgspec.structs.replace(SAMPLES["few"](), sites=(site,)), width=200).split())


def test_pages_without_links_are_explained_where_no_rule_lists_them():
    text = graph_of(built=False)
    assert "202 of 329 pages that no other page’s text links to;" in text
    assert (
        "Lists and menus, which are made later, may lead to those pages. `seoaudit graph --format json`"
        in text
    )
    assert "Lists and menus" not in graph_of(built=True)
    assert "202 of 329 pages that no other page links to;" in graph_of(built=True)
    assert "seoaudit graph" not in graph_of(built=True, unlinked=0)


def test_pages_without_links_that_a_rule_lists_need_no_hint():
    found = ReportedSiteFinding(
        "a.md", Location(1, 1, 1, 1), "no other page’s text links here", "Link to it."
    )
    listed = SiteResult("links/unlinked", "failed", "info", 1, (found,))
    assert "seoaudit graph" not in graph_of(built=False, unlinked=1, results=(listed,))
