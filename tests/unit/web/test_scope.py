"""Which addresses belong to a crawl."""

import pytest

from seoaudit.web.scope import Scope

START = "https://example.org/blog/"


@pytest.mark.parametrize(
    ("url", "belongs"),
    [
        ("https://example.org/about", True),
        ("http://www.example.org/", True),
        ("https://docs.example.org/", False),
        ("https://example.org:8443/", False),
        ("https://example.org.evil.example/", False),
        ("https://other.example/?https://example.org/", False),
        ("ftp://example.org/", False),
        ("https://example.org/" + "a" * 2000, False),
    ],
)
def test_a_site_is_its_host_with_and_without_www(url, belongs):
    assert Scope([START]).holds(url) is belongs


@pytest.mark.parametrize(
    ("include", "url", "belongs"),
    [
        (["/blog/*"], "https://example.org/blog/post", True),
        (["/blog/*"], "https://example.org/about", False),
        (["/blog/*"], "https://other.example/blog/post", False),
        (["blog/*"], "https://example.org/blog/post", True),
        (["*?page=*"], "https://example.org/list?page=2", True),
        (["/list?page=*"], "https://example.org/lists", False),
        (["https://docs.example.org/*"], "https://docs.example.org/a", True),
        (["https://docs.example.org/*"], "https://example.org/a", False),
        (["https://docs.example.org/*", "/*"], "https://example.org/a", True),
    ],
)
def test_patterns_narrow_and_widen_it(include, url, belongs):
    assert Scope([START], include).holds(url) is belongs


def test_what_is_excluded_is_left_out_but_a_start_never_is():
    scope = Scope([START], exclude=["/blog/*", "https://*.example/*"])
    assert scope.holds(START)
    assert not scope.holds("https://example.org/blog/post")
    assert scope.holds("https://example.org/about")


def test_a_start_may_lead_to_another_site():
    scope = Scope(["https://short.example/"])
    scope.add_site("https://www.example.org/home")
    assert scope.holds("https://example.org/other")
