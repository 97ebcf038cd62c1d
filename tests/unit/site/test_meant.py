"""Suggestions name what is near, and nothing that is merely alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.site.meant import Paths, is_misspelt, nearest_fragment

PATHS = Paths(["/blog/tents/", "/blog/2024-05-release/", "/about/", "/docs/set-up/", "/docs/pricing/"])


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("/blog/tenst/", "/blog/tents/"),
        ("/tents/", "/blog/tents/"),
        ("/blog/2024/tents/", "/blog/tents/"),
        ("/blog/2024-06-release/", ""),  # another month's
        ("/blog/2024-5-release/", "/blog/2024-05-release/"),
        ("/blog/stoves/", ""),
        ("/docs/docs/pricing/", "/docs/pricing/"),
        ("", ""),
    ],
)
def test_paths(wanted, meant):
    assert PATHS.nearest(wanted) == meant


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [("Set_Up", "set-up"), ("setup", "set-up"), ("instal", ""), ("pricing", "our-pricing"), ("xyz", "")],
)
def test_fragments(wanted, meant):
    assert nearest_fragment(wanted, ["set-up", "our-pricing", "team"]) == meant


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5))
def test_a_suggestion_is_one_of_the_candidates(wanted, candidates):
    assert Paths(candidates).nearest(wanted) in {"", *candidates}
    assert nearest_fragment(wanted, candidates) in {"", *candidates}


def test_a_slip_is_told_from_another_page():
    assert is_misspelt("/blog/instalation/", "/blog/installation/")
    assert not is_misspelt("/docs/v1/", "/docs/v2/")
    assert not is_misspelt("/posts/", "/post/")
    assert not is_misspelt("/a/", "/b/")
    assert not is_misspelt("/blog/tents/", "")
