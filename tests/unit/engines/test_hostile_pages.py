"""What a page of strangers can cost: work grows with the page, not with its square, and what is too large is refused."""

import sys

import pytest

from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document
from seoaudit.parsing import builder, html, limits
from seoaudit.parsing import markdown as markdown_reader

HEAD = '<!doctype html><html lang="en"><title>A page</title><body><h1>A page</h1>'

PIECES = {
    "paragraphs that are links": '<p><a href="https://e{}.example/">click here</a></p>',
    "headings with images": '<h2><img src="a.png" alt="b"></h2><h3></h3>',
    "places on the page": '<a href="#i{}">part {}</a><p id="i{}">',
    "bold lines above code": "<p><b>Name</b></p><pre>x</pre>",
}


def page(name, pieces):
    middle = "".join(PIECES[name].format(number, number, number) for number in range(pieces))
    return Document("a.html", data=(HEAD + middle).encode())


def markdown(text):
    return Document("a.md", data=text.encode())


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    everything = Overrides(select=("all",))
    return Plan(discover(folder, explicit=None, command_line=everything).for_path(folder / "a.md"))


def lines_run(document, plan):
    """Return how many lines of Python an audit runs."""
    count = 0

    def count_lines(frame, event, argument):
        nonlocal count
        count += event == "line"
        return count_lines

    before = sys.gettrace()
    sys.settrace(count_lines)
    try:
        report = audit_document(document, plan, "2026-01-01").report
    finally:
        sys.settrace(before)
    assert not report.error
    return count


@pytest.mark.parametrize("name", PIECES)
def test_four_times_the_page_is_four_times_the_work(plan, name):
    audit_document(page(name, 10), plan)  # what is made once for all pages
    small, large = (lines_run(page(name, pieces), plan) for pieces in (150, 600))
    assert large < 4.2 * small


def test_tags_of_front_matter_too(plan):
    def tagged(count):
        return markdown(
            "---\ntags:\n" + "".join(f"  - t{each}\n" for each in range(count)) + "---\n# A page\n"
        )

    assert lines_run(tagged(600), plan) < 4.2 * lines_run(tagged(150), plan)


@pytest.mark.parametrize(
    "document",
    [
        Document("a.html", data=(HEAD + "<p>x" * 40).encode()),
        Document("a.html", data=(HEAD + "<a href=a>b</a>" * 40).encode()),
        Document("a.html", data=(HEAD + "<img src=a>" * 40).encode()),
        Document("a.html", data=(HEAD + "<div>" * 40).encode()),
        markdown("> " * 40 + "a"),
        markdown("- " * 40 + "a"),
        markdown("`a` " * 200),
    ],
    ids=["paragraphs", "links", "images", "elements", "quotes", "lists", "runs of text"],
)
def test_more_parts_than_any_page_has_are_an_error_with_a_remedy(plan, monkeypatch, document):
    for module in (builder, html, limits, markdown_reader):
        monkeypatch.setattr(module, "MOST_PARTS", 30)
    report = audit_document(document, plan).report
    assert (
        report.error
        == "the page has more than 30 paragraphs, links and other parts, which is as much as is read"
    )
    assert "Divide it" in report.fix
    assert report.score is None


def test_more_text_than_any_page_has_is_an_error_too(plan, monkeypatch):
    monkeypatch.setattr(builder, "MOST_TEXT", 500)
    report = audit_document(markdown("word " * 101), plan).report
    assert report.error.startswith("the page has more than 500 characters of text")
    assert not audit_document(markdown("word " * 99), plan).report.error
