"""Ignore files: the quick look before the library of patterns changes no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from seoaudit.site.walk import _IgnoreFile

PIECES = ["a", "build", ".md", "*", "**", "?", "/", "!", "#", "[ab]", "[!a]", "[", "\\", "\\#", " ", "ä"]
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), max_size=4)
PATHS = st.lists(
    st.sampled_from(["a", "b", "build", "builds", "x.md", "#", "!", "ä", "a b"]), min_size=1, max_size=3
)


@pytest.mark.filterwarnings("ignore:Possible nested set")  # the library's own expressions of such lines
@given(LINES, PATHS, st.booleans())
def test_a_quick_look_decides_as_the_patterns_do(lines, path, is_folder):
    path = "/".join(path) + "/" * is_folder
    try:
        expected = GitIgnoreSpec.from_lines(lines, backend="simple").check_file(path).include
    except ValueError:
        expected = None
    assert _IgnoreFile(lines).decides(path) == expected


def test_patterns_are_made_when_a_path_holds_a_piece_of_one():
    ignores = _IgnoreFile(["# built by the generator", "/public/", "*.log"])
    assert ignores.decides("content/blog/") is None
    assert "_spec" not in vars(ignores)
    assert ignores.decides("public/") is True
