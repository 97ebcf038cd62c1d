"""A comparison with an earlier report, in the formats that people read."""

import re
from html.parser import HTMLParser

import msgspec
import pytest
from sample_reports import (
    SAMPLES,
    failed,
    few,
    finding,
    good_page,
    hostile_page,
    many,
    page_of,
    report_of,
    weak_page,
)

from seoaudit.compare import compare
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.markdown_changes import LIMIT, document
from seoaudit.reports.sarif_report import MAX_RESULTS


def rendered(name, old, new, **options):
    found = compare(old, new, "last-month.json")
    return "".join(FORMATS[name](new, RenderOptions(compared=found, **options)))


def words(html):
    """What a reader sees of a piece of markup."""
    seen = []
    reader = HTMLParser()
    reader.handle_data = seen.append
    reader.feed(html)
    return " ".join("".join(seen).split())


def mended():
    """The weak page with one fault mended and another one made, both seen from the report before."""
    page = weak_page()
    results = [result for result in page.results if result.rule != "cta/dead-target"]
    made = failed("cta/missing", 3.0, finding(70, 1, "“Start” is all that the page asks for"))
    new = page_of(page.path, *(result for result in results if result.rule != "cta/missing"), made)
    return report_of(page, good_page()), report_of(new, good_page())


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", ["html", "markdown", "terminal"])
def test_every_sample_is_compared_with_every_other(name, sample):
    new = SAMPLES[sample]()
    for old in (few(), new):
        assert "last-month.json" in rendered(name, old, new)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"html", "markdown", "terminal"}))
def test_formats_for_machines_are_as_without(name):
    old, new = mended()
    assert rendered(name, old, new) == "".join(FORMATS[name](new, RenderOptions()))


@pytest.mark.parametrize("name", ["html", "markdown", "terminal"])
def test_the_short_form_says_how_many_are_new_and_fixed(name):
    old, new = mended()
    text = (
        words(rendered(name, old, new, width=300)) if name == "html" else rendered(name, old, new, width=300)
    )
    assert re.search(r"the mean score rose from \d+ to \d+; 1 finding is new, 1 fixed, \d+ as before", text)


def test_html_marks_what_is_new_and_lists_what_is_fixed():
    old, new = mended()
    text = rendered("html", old, new)
    (at,) = (match.start() for match in re.finditer('<span class="chip new">', text))
    assert "“Start” is all that the page asks for" in words(text[at : at + 400])
    fixed = words(text[text.index('<details class="fixed">') :][:600])
    assert fixed.startswith("1 finding was fixed")
    assert "“Start today” links to “#”" in fixed


def test_html_says_what_won_and_what_lost_points():
    old, new = mended()
    bars = words(re.search(r'<ul class="winlose">.*?</ul>', rendered("html", old, new), re.DOTALL)[0])
    assert bars == "cta/dead-target+6.2 cta/missing−3.0"


def test_html_has_a_column_of_changes_only_when_compared():
    old, new = mended()
    row = r'<tr id="p0"[^>]*data-change="3.25".*?</tr>'
    assert words(re.search(row, rendered("html", old, new), re.DOTALL)[0]).endswith("+3")
    assert "data-change" not in "".join(FORMATS["html"](new, RenderOptions()))


def test_pages_that_are_gone_are_named_and_pages_that_are_new_are_marked():
    old, new = (
        report_of(weak_page("a.md"), good_page("b.md")),
        report_of(weak_page("a.md"), weak_page("c.md")),
    )
    text = rendered("html", old, new)
    assert "Pages that are gone 1 b.md" in words(text)
    assert "The earlier report does not have this page." in text


def test_what_documents_say_stays_text():
    attack = "<script>alert(1)</script>"
    page = page_of(f"{attack}.md", failed("cta/missing", 9.0, finding(3, 1, attack)))
    for old, new in ((report_of(page), few()), (few(), report_of(page)), (few(), report_of(hostile_page()))):
        text = rendered("html", old, new)
        assert attack not in text
        assert "\x1b" not in text
        assert "\n::" not in rendered("terminal", old, new)
        assert attack not in re.sub("`[^`]+`", "", rendered("markdown", old, new))


def test_a_comment_has_room_for_any_comparison():
    old = report_of(*(weak_page(f"{number}{'x' * 300}.md") for number in range(60)))
    new = report_of(*(weak_page(f"{number}{'y' * 300}.md") for number in range(60)))
    assert len(rendered("markdown", old, new)) <= LIMIT
    assert len("".join(document(compare(old, new)))) <= LIMIT
    assert "more" in "".join(document(compare(old, new)))


def test_a_long_list_is_cut_and_counted():
    old, new = report_of(good_page()), many(60)
    text = words(rendered("html", old, new))
    total = len(compare(old, new).new)
    assert total > 208
    assert f"and {total - 200:,} more that are not listed here" in text


# --- what is left out on purpose ------------------------------------------------------------------------


def suppressing(report, reason="the theme's button"):
    from seoaudit.report.page import Location, SuppressedFinding

    found = SuppressedFinding(
        "cta/missing", "warning", Location(9, 1, 9, 5), "“here” says nothing", reason, Location(8, 1, 8, 60)
    )
    pages = [msgspec.structs.replace(page, suppressed=(found,)) for page in report.pages]
    return msgspec.structs.replace(report, pages=pages)


def test_html_shows_what_comments_leave_out_with_reason_and_line():
    text = words("".join(FORMATS["html"](suppressing(report_of(weak_page())), RenderOptions())))
    assert "1 finding or rule is left out on purpose" in text
    assert "“the theme's button”, says the comment on line 8." in text
    silent = words("".join(FORMATS["html"](suppressing(report_of(weak_page()), ""), RenderOptions())))
    assert "Without a reason, by the comment on line 8." in silent


def test_sarif_lists_it_only_when_asked():
    report = suppressing(report_of(weak_page("a.md"), good_page("b.md")))
    runs = {
        name: msgspec.json.decode("".join(FORMATS[name](report, RenderOptions())))["runs"][0]["results"]
        for name in ("sarif", "sarif-all")
    }
    assert not any("suppressions" in result for result in runs["sarif"])
    more = runs["sarif-all"][len(runs["sarif"]) :]
    assert [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in more] == [
        "a.md",
        "b.md",
    ]
    (suppression,) = more[0]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
    assert suppression["justification"] == "the theme's button"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 8
    assert len(runs["sarif-all"]) <= MAX_RESULTS
