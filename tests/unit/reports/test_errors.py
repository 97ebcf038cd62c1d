"""The errors that a report of many pages names: of every rule some, each at its place, the rest counted."""

import msgspec
from sample_reports import RULES, failed, finding, good_page, many, page_of, report_of, unreadable_page

from seoaudit.packed import PackedPages, head_of, pack
from seoaudit.report.page import Location, ReportedResult
from seoaudit.report.site import LinkGraph, SiteReport, TemplateFault
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.errors import errors_of_pages

LINK = "cta/dead-target"
ANCHOR = "headings/skipped-level"


def error(rule, *places, message="leads nowhere"):
    result = failed(rule, 5.0, *(finding(line, 3, message) for line in places))
    return msgspec.structs.replace(result, severity="error")


def blog():
    """Twelve pages with two broken links each, one with a broken fragment, and pages without errors."""
    pages = [page_of(f"posts/{number:02}.md", error(LINK, 4, 9)) for number in range(12)]
    return report_of(*pages, page_of("posts/odd.md", error(ANCHOR, 7)), good_page(), unreadable_page())


def test_every_rule_is_named_and_the_one_with_most_errors_comes_first():
    found = errors_of_pages(blog(), 10)
    assert [each.rule for each in found.named] == [LINK] * 9 + [ANCHOR]
    assert found.named[1] == (
        "posts/00.md",
        Location(9, 3, 9, found.named[1].location.end_column),
        "leads nowhere",
        LINK,
    )
    assert (found.total, found.unnamed_rules) == (25, [LINK])


def test_where_there_is_room_all_are_named():
    found = errors_of_pages(blog(), 100)
    assert (len(found.named), found.total, found.unnamed_rules) == (25, 25, [])


def test_warnings_are_not_named():
    report = report_of(page_of("a.md", failed("cta/missing", 9.0, finding(1, 1, "asks nothing"))))
    assert errors_of_pages(report, 10) == ([], 0, [])


def test_a_rule_that_fails_without_a_place_is_named_by_what_it_wants():
    result = ReportedResult("cta/missing", "failed", "error", 0.0, 9.0)
    (named,) = errors_of_pages(report_of(page_of("a.md", result)), 10).named
    assert named.location == Location(1, 1, 1, 1)
    assert named.message == f"this does not hold: {RULES['cta/missing'].summary.rstrip('.')}"


def test_what_the_template_makes_is_told_with_the_site():
    pages = [
        page_of(f"{number}.html", error("images/missing-alt", 3, message="no viewport"))
        for number in range(6)
    ]
    report = report_of(*pages, page_of("own.html", error(LINK, 8)))
    fault = TemplateFault(
        "images/missing-alt", "error", "no viewport", "", 6, "0.html", Location(3, 1, 3, 7), "", "head"
    )
    site = SiteReport(".", "", "", 7, True, True, (), (0,) * 10, LinkGraph(7, 0), (fault,))
    found = errors_of_pages(msgspec.structs.replace(report, sites=(site,)), 10)
    assert ([each.path for each in found.named], found.total) == (["own.html"], 1)


class Counting(PackedPages):
    """Packed pages that count how many are unpacked."""

    opened = 0

    def __getitem__(self, index):
        self.opened += 1
        return super().__getitem__(index)


def test_only_what_is_quoted_is_unpacked():
    report, pages = many(300), Counting()
    for page in report.pages:
        pages.append(head_of(page), pack(page))
    assert len(errors_of_pages(msgspec.structs.replace(report, pages=pages), 10).named) == 10
    assert pages.opened == 10


def test_the_terminal_says_how_to_see_the_others():
    text = "".join(FORMATS["terminal"](blog(), RenderOptions(width=100)))
    assert "  posts/00.md:4:3  leads nowhere  cta/dead-target\n" in text
    assert "  and 15 more; --select cta/dead-target --format concise lists them\n" in text
    assert text.index("Errors\n") < text.index("15 pages")


def test_the_html_report_names_the_first_before_its_table():
    text = "".join(FORMATS["html"](blog(), RenderOptions()))
    block = text[text.index('<ul class="between errors">') :]
    assert block.count("leads nowhere", 0, block.index("</ul>")) == 5
    assert "00.md:4</bdi>" in block  # the title leads there, the place stands behind it
    assert "and 20 more" in block
    assert text.index("between errors") < text.index('id="pages"')
    clean = "".join(FORMATS["html"](report_of(good_page(), good_page("b.md")), RenderOptions()))
    assert "between errors" not in clean
