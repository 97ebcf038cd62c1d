"""Addresses are joined as browsers join them, and all spellings of one address have one key."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.site.urls import address_key, decoded, encoded, host_key, join, join_path, path_of, split

PARTS = st.sampled_from(["a", "b.html", "..", ".", "x-y", "~z", "2024"])


@pytest.mark.parametrize(
    ("href", "joined"),
    [
        ("../c/", "https://bikes.example/a/c/"),
        ("/c", "https://bikes.example/c"),
        ("//other.example", "https://other.example/"),
        ("#top", "https://bikes.example/a/b/?q=1#top"),
        ("?page=2", "https://bikes.example/a/b/?page=2"),
        ("", "https://bikes.example/a/b/?q=1"),
        ("c d.html", "https://bikes.example/a/b/c%20d.html"),
        (r"\c", "https://bikes.example/c"),
        ("mailto:ann@bikes.example", "mailto:ann@bikes.example"),
        ("https://bikes.example:443/c", "https://bikes.example/c"),
        ("https://", ""),
        ("x" * 10_000, ""),
        ("/\udc80", ""),
    ],
)
def test_joining(href, joined):
    assert join("https://bikes.example/a/b/?q=1#here", href) == joined


@given(
    st.lists(st.sampled_from(["a", "b c", "é", "d.e"]), max_size=4),
    st.lists(PARTS, min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_the_short_way_to_join_paths_is_the_same_way(base, parts, root, slash):
    base = "/" + "/".join(base)
    href = ("/" if root else "") + "/".join(parts) + ("/" if slash else "")
    assert join_path(base, href) == path_of(join(f"https://bikes.example{quote(base)}", href))


@pytest.mark.parametrize(
    ("base", "href"), [("/a/", "//other.example/b"), ("/a/", "mailto:b"), ("/a/", "https://[")]
)
def test_a_path_that_leaves_the_host_is_none(base, href):
    assert join_path(base, href) == ""


@given(st.text(max_size=30))
def test_an_encoded_path_decodes_to_itself(text):
    path = decoded(text)
    assert decoded(encoded(path).replace("%25", "%")) is not None
    assert decoded(encoded(decoded(path.replace("%", "")))) == decoded(path.replace("%", ""))


@pytest.mark.parametrize(
    "address",
    [
        "https://bikes.example/blog/",
        "http://www.Bikes.example:80/blog",
        "https://bikes.example/blog/index.html#top",
        "https://bikes.example/blog.html?",
        "https://bikes.example/%62log",
    ],
)
def test_spellings_of_one_address_have_one_key(address):
    assert address_key(address) == "bikes.example/blog"


def test_other_addresses_have_other_keys():
    keys = {
        address_key(each)
        for each in (
            "https://bikes.example/blog/?page=2",
            "https://shop.bikes.example/blog/",
            "https://bikes.example:8080/blog/",
            "https://bikes.example/Blog/",
            "https://bikes.example/",
        )
    }
    assert len(keys) == 5
    assert address_key("https://a.example/b/", exact_path=True) != address_key(
        "https://a.example/b", exact_path=True
    )
    assert address_key("/blog/") == ""


def test_taking_apart():
    assert split("HTTPS://ann@Bikes.example/a?b#c?d") == ("https", "bikes.example", "/a", "b", "c?d")
    assert split("a:b") == ("a", "", "b", "", "")
    assert split("2024:a") == ("", "", "2024:a", "", "")
    assert host_key("www.bikes.example.") == "bikes.example"
