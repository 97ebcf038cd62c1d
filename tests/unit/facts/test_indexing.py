"""Robots directives, Link headers, refreshes, languages and hidden text."""

import pytest

from seoaudit.context import Context
from seoaudit.facts.indexing import (
    alternates,
    canonical_address,
    header_links,
    insecure_resources,
    is_sent_on,
    refreshes,
    robots_directives,
    same_address,
)
from seoaudit.facts.visible_dates import visible_dates
from seoaudit.language.tags import language_code_fault
from seoaudit.page import Source
from seoaudit.parsing import media_of, parse
from seoaudit.parsing.hidden_text import read_hidden_text


def page(text, name="a.html", **context):
    return parse(Source(name, text, media_of(name)), Context(**context))


def directives(found):
    return [(d.name, d.value, d.bot, d.origin) for d in robots_directives(found)]


def test_directives_of_meta_elements_are_taken_apart():
    found = page(
        '<meta name="ROBOTS" content=" NoIndex ,, max-snippet: 50"><meta name="bingbot" content="none">'
        '<meta name="robots" content="unavailable_after: Monday, 25-Aug-25 15:00:00 EST, nosnippet">'
    )
    assert directives(found) == [
        ("noindex", "", "", "meta"),
        ("max-snippet", "50", "", "meta"),
        ("none", "", "bingbot", "meta"),
        ("unavailable_after", "Monday, 25-Aug-25 15:00:00 EST", "", "meta"),
        ("nosnippet", "", "", "meta"),
    ]


def test_directives_of_headers():
    headers = (
        ("X-Robots-Tag", "googlebot: noindex, nofollow"),
        ("x-robots-tag", "unavailable_after: 2025-01-01"),
    )
    assert directives(page("<p>Text", headers=headers)) == [
        ("noindex", "", "googlebot", "header"),
        ("nofollow", "", "googlebot", "header"),
        ("unavailable_after", "2025-01-01", "", "header"),
    ]


@pytest.mark.parametrize(
    ("matter", "fires"),
    [("noindex: true", True), ("robots: noindex", True), ("seo:\n  noindex: true", True), ("robots:\n  index: false", True),
     ("noindex: false", False), ("robots: index", False), ("sitemap: false", False)],
)  # fmt: skip
def test_switches_of_front_matter(matter, fires):
    found = page(f"---\ntitle: A\n{matter}\n---\n\nText.\n", "a.md")
    assert any(d.name == "noindex" for d in robots_directives(found)) is fires


def test_link_headers():
    header = '<https://example.com/a,b>; rel="canonical", </de>; rel=alternate; hreflang="de"'
    found = page("<p>Text", headers=(("Link", header),), url="https://example.com/x")
    assert [(link.relations, link.address, link.hreflang) for link in header_links(found)] == [
        (("canonical",), "https://example.com/a,b", ""),
        (("alternate",), "/de", "de"),
    ]
    assert canonical_address(found)[0] == "https://example.com/a,b"
    assert [a.code for a in alternates(found)] == ["de"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [("5", [(5, "")]), ("0;URL='/new/'", [(0, "/new/")]), ("3, /new/", [(3, "/new/")]), ("", []), ("x", [(0, "x")]),
     (" " * 50_000, [])],
)  # fmt: skip
def test_refreshes(content, expected):
    found = refreshes(page(f'<meta http-equiv="Refresh" content="{content}">'))
    assert [(each.seconds, each.address) for each in found] == expected


def test_one_address_in_several_ways():
    assert same_address("http://www.example.com/a/", "https://example.com/a/index.html")
    assert not same_address("https://example.com/a?b=1", "https://example.com/a")
    assert same_address("https://example.com/a?b=1", "https://example.com/a", ignore_query=True)
    assert not same_address("", "")
    assert not same_address("https://[bad", "https://[bad")


@pytest.mark.parametrize("code", ["en", "pt-BR", "zh-Hant-TW", "es-419", "x-default", "fil", "sr-Latn", "iw"])
def test_language_codes(code):
    assert language_code_fault(code) is None


@pytest.mark.parametrize("code", ["", "xx", "en-UK", "en_GB", "eng", "jp", "de-XY", "english", "e"])
def test_codes_that_are_none(code):
    message, fix = language_code_fault(code)
    assert message
    assert fix


def test_what_a_page_loads_over_http():
    text = (
        '<link rel="canonical" href="http://a/"><link rel=stylesheet href=http://a/b.css><!-- <img src="http://c/"> -->'
        '<script>"<img src=http://d/>"</script><img srcset="/e.jpg 1x, http://f/g.jpg 2x"><a href="http://h/">H</a>'
    )
    assert [r.address for r in insecure_resources(page(text))] == ["http://a/b.css", "http://f/g.jpg"]


def test_hidden_text_is_the_outermost_element_s():
    text = '<div style="display:none"><p>One</p><p style="display:none">two</p></div><p>three</p>'
    assert [(h.text, text[slice(*h.span)]) for h in read_hidden_text(text)] == [
        ("One two", '<div style="display:none">')
    ]


@pytest.mark.parametrize(
    "style", ["display:block", "opacity:0.5", "left:-9999", "color:#fff", "font-size:0.5em"]
)
def test_styles_that_hide_nothing(style):
    assert read_hidden_text(f'<div style="{style}">Text</div>') == ()


@pytest.mark.parametrize(
    "text",
    ["<style>" * 5000, "<style>" + "a," * 50_000 + "</style><i style=display:none>a", "<script>a" * 5000],
)
def test_hostile_styles_take_no_time(text):
    read_hidden_text(text + '<p style="font-size:0">')


def test_dates_above_the_text():
    found = page(
        "<main><h1>Poles</h1><p>Posted on 3rd March 2026 by Ada</p><p>"
        + "word " * 30
        + "</p><p>May 1, 2020</p></main>"
    )
    assert [str(shown.date) for shown in visible_dates(found)] == ["2026-03-03"]


@pytest.mark.parametrize(
    ("content", "text", "expected"),
    [
        ("0; url=/new/", "Redirecting", True),
        ("5; url=https://example.org/new/", "You will be taken there.", True),
        ("0; url=/new/", "A text of its own. " * 20, False),
        ("0; url=https://example.org/old/", "It loads itself anew.", False),
        ("300", "It loads itself anew.", False),
        ("120; url=/new/", "A notice that stays for two minutes.", False),
    ],
)
def test_a_page_that_only_leads_on_is_a_redirect(content, text, expected):
    source = (
        f'<html><head><meta http-equiv="refresh" content="{content}"></head><body><p>{text}</p></body></html>'
    )
    assert is_sent_on(page(source, url="https://example.org/old/")) is expected
