"""What a page says of itself, what sort of file it is, and how wide its title is drawn."""

import datetime as dt

import pytest

from seoaudit.context import Context
from seoaudit.facts.dates import parse_date
from seoaudit.facts.kind import is_document, page_kind
from seoaudit.facts.metadata import metadata, slug_of
from seoaudit.facts.pixels import display_length, width_in_pixels
from seoaudit.page import Source
from seoaudit.parsing import media_of, parse


def read(text, name="post.md", url=""):
    return parse(Source(name, text, media_of(name)), Context(url=url))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("_posts/2026-03-09-winter-tents.md", "winter-tents"),
        ("blog/winter-tents/index.md", "winter-tents"),
        ("blog/2026-03-09-winter-tents/index.mdx", "winter-tents"),
        ("blog/winter-tents.pt-BR.md", "winter-tents"),
        ("blog/node.js-tips.md", "node.js-tips"),
        ("blog/release-1.2.md", "release-1.2"),
        ("page.html.md", "page"),
        ("blog/_index.md", "blog"),
        ("index.md", ""),
    ],
)
def test_a_file_name_makes_a_slug(name, slug):
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://example.com/blog/winter-tents/", "winter-tents"),
        ("https://example.com/blog/winter-tents.html?a=b#c", "winter-tents"),
        ("https://example.com/blog/winter-tents/index.html", "winter-tents"),
        ("https://example.com/", ""),
        ("https://example.com", ""),
    ],
)
def test_a_url_makes_a_slug(url, slug):
    assert metadata(read("<p>x</p>", "page.html", url)).slug.value == slug


def test_a_table_or_a_list_gives_its_value():
    data = metadata(
        read("---\nauthors:\n  - name: Ada\nimage:\n  alt: A tent\n  src: tent.png\ntags: [a, b]\n---\n")
    )
    assert (data.author.value, data.image.value) == ("Ada", "tent.png")
    assert [tag.value for tag in data.tags] == ["a", "b"]


def test_places_are_those_of_the_values():
    page = read('---\ntitle: "Tents"\nseo:\n  description: Four questions.\n---\n')
    data = metadata(page)
    assert page.source.text[slice(*data.title.span)] == '"Tents"'
    assert page.source.text[slice(*data.description.span)] == "Four questions."


def test_front_matter_wins_over_the_head_and_the_text():
    assert metadata(read("---\ntitle: One\n---\n# Two")).title.value == "One"
    assert metadata(read("---\ntitle: One\n---\n<title>Two</title>", "page.html")).title.value == "One"
    assert metadata(read("# Two")).title.origin == "heading"


def test_dates_come_from_many_places():
    assert metadata(read("x", "_posts/2026-03-09-x.md")).date.value == "2026-03-09"
    assert metadata(read("---\npath: 2026/03/09/x\n---\n")).date.value == "2026/03/09"
    block = '<script type="application/ld+json">{"datePublished": "2026-03-09"</script>'
    page = read(block, "page.html")
    assert page.source.text[slice(*metadata(page).date.span)] == "2026-03-09"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("blog/tents.md", "# Tents", "post"),
        ("tents.md", "---\ndate: 2026-03-09\n---\n", "post"),
        ("docs/tents.md", "---\ndate: 2026-03-09\n---\n", "page"),
        ("prices.md", "# Prices", "page"),
        ("about.md", "---\nlayout: page\ndate: 2026-03-09\n---\nText.", "page"),
        ("blog/_index.md", "---\ntitle: Blog\n---\n", "index"),
        ("README.md", "# Tents", "part"),
        ("_includes/note.md", "Note.", "part"),
        ("old.md", "---\nredirect_to: /new\n---\n", "part"),
        ("latest.md", "---\ntemplate: latest.html\n---\n", "part"),
        ("old.html", '<meta http-equiv="refresh" content="0; url=/new">', "part"),
        ("page.html", '<script type="application/ld+json">{"@type": "BlogPosting"}</script>', "post"),
    ],
)
def test_what_sort_of_file_it_is(name, text, kind):
    assert page_kind(read(text, name)) == kind


def test_a_document_has_a_head_and_a_piece_has_none():
    assert is_document(read("<!DOCTYPE html><p>x</p>", "page.html"))
    assert not is_document(read("<header><p>x</p></header>", "page.html"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-09", dt.date(2026, 3, 9)),
        ("2026-03-09 10:00:00 +0100", dt.date(2026, 3, 9)),
        ("20260309", dt.date(2026, 3, 9)),
        ("2026", dt.date(2026, 1, 1)),
        ("9 March 2026", dt.date(2026, 3, 9)),
        ("Mon, 09 Mar 2026 10:00:00 GMT", dt.date(2026, 3, 9)),
        ("March 9th, 2026", dt.date(2026, 3, 9)),
        ("03/09/2026", dt.date(2026, 3, 9)),
        ("1773050400", dt.date(2026, 3, 9)),
        ("2026-02-30", None),
        ("9 Brumaire 2026", None),
        ("13/13/2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(text, day):
    assert parse_date(text) == day


def test_widths_are_those_of_the_typeface():
    # In units of 1/2048 em: W 1933, i 455, a 1139, space 569.
    assert width_in_pixels("W", 2048) == 1933
    assert width_in_pixels("ia ", 2048) == 455 + 1139 + 569
    assert width_in_pixels("é", 2048) == width_in_pixels("e", 2048) == width_in_pixels("e\u0301", 2048)
    assert width_in_pixels("テント", 20) == 60
    assert width_in_pixels("") == 0
    assert display_length("テント") == 6
