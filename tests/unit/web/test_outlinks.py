"""Where a crawl goes from a page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seoaudit.web.outlinks import MAX_LINKS, Outlink, outlinks
from seoaudit.web.response import Response

URL = "https://example.org/blog/post"


def _links(html, headers=(), media="text/html"):
    body = html if isinstance(html, bytes) else html.encode()
    response = Response(url=URL, status=200, headers=(("Content-Type", media), *headers), body=body)
    return outlinks(response)


def _urls(html, **others):
    return [link.url for link in _links(html, **others)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="other#top">', "https://example.org/blog/other"),
        ("<a href='?page=2&amp;q=a b'>", "https://example.org/blog/post?page=2&q=a%20b"),
        ('<AREA HREF="/map">', "https://example.org/map"),
        ('<base href="/docs/"><a href=intro>', "https://example.org/docs/intro"),
        ('<a href=intro><base href="/docs/"><base href="/no/">', "https://example.org/docs/intro"),
        ('<link rel="canonical" href="/post">', "https://example.org/post"),
        ('<link rel="alternate" hreflang="de" href="/de/">', "https://example.org/de/"),
        ('<link rel=next href="?page=3">', "https://example.org/blog/post?page=3"),
        ('<meta http-equiv="Refresh" content="0; URL=/new/">', "https://example.org/new/"),
        ('<a href="https://Other.example:443/x">', "https://other.example/x"),
        ('<a href=" \n/spaced ">', "https://example.org/spaced"),
        ('<template><a href="/no"></template><a href="/yes">', "https://example.org/yes"),
    ],
)
def test_links_are_absolute_and_without_fragment(html, found):
    assert _urls(html) == [found]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="mailto:me@example.org">', '<a href="javascript:go()">', "<a name=top>", '<img src="/cat.png">',
        '<iframe src="/frame">', '<link rel=stylesheet href="/style.css">', '<a href="http://[bad">',
        '<link rel=alternate type="application/rss+xml" href="/feed">', '<script>"<a href=/no>"</script>',
        '<!-- <a href="/no"> -->', '<textarea><a href="/no"></textarea>', '<a href="data:text/html,x">',
    ],
)  # fmt: skip
def test_what_is_no_link_to_a_page_is_not_followed(html):
    assert _urls(html) == []


def test_an_address_is_nofollow_where_every_link_to_it_is():
    assert _links('<a rel="NoFollow ugc" href=a><a rel=nofollow href=b><a href=b>') == [
        Outlink("https://example.org/blog/a", True),
        Outlink("https://example.org/blog/b", False),
    ]


@pytest.mark.parametrize(
    ("html", "headers"),
    [
        ('<meta name="ROBOTS" content="index, NoFollow">', ()),
        ('<meta content="none" name="robots">', ()),
        ("", (("X-Robots-Tag", "noindex, nofollow"),)),
    ],
)
def test_a_whole_page_may_say_nofollow(html, headers):
    assert _links(f"{html}<a href=/a>", headers=headers) == [Outlink("https://example.org/a", True)]


def test_what_is_said_to_one_robot_holds_for_that_one():
    assert not _links("<a href=/a>", headers=(("X-Robots-Tag", "googlebot: nofollow"),))[0].nofollow


def test_headers_may_name_other_addresses():
    header = '</canonical>; rel="canonical", </style.css>; rel=preload, </fr/>; rel="alternate"; hreflang=fr'
    assert _urls("", headers=(("Link", header),)) == [
        "https://example.org/canonical",
        "https://example.org/fr/",
    ]


def test_text_is_decoded_as_the_header_says():
    assert _urls("<a href='/é'>".encode("latin-1"), media="text/html; charset=latin-1") == [
        "https://example.org/%C3%A9"
    ]
    assert _urls("<a href='/é'>".encode("utf-16")) == ["https://example.org/%C3%A9"]


def test_only_pages_have_links():
    assert _urls('<a href="/a">', media="text/plain") == []
    assert _urls(b"\0\1\2<a href='/a'>") == []


def test_links_without_end_are_not_all_followed():
    assert len(_urls("".join(f"<a href={n}>" for n in range(MAX_LINKS + 10)))) == MAX_LINKS


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_page_is_too_broken(noise):
    for url in _urls(b"<a href='/a" + noise + b"<base href=" + noise + b"<a href=" + noise):
        assert url.startswith(("http://", "https://"))
        assert "#" not in url
