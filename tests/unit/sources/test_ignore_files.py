"""Ignore files: which hold in a folder, and that the quick look before the library of patterns changes no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from seoaudit.sources.ignore_files import IgnoreFile, ignore_files_above

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
    assert IgnoreFile(lines).decides(path) == expected


def test_patterns_are_made_when_a_path_holds_a_piece_of_one():
    ignores = IgnoreFile(["# built by the generator", "/public/", "*.log"])
    assert ignores.decides("content/blog/") is None
    assert "_spec" not in vars(ignores)
    assert ignores.decides("public/") is True


@pytest.fixture
def site(tmp_path):
    """A site two folders below the top of its repository, which lies in a folder that ignores everything."""
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    site = tmp_path / "repository" / "sites" / "bikes"
    site.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (tmp_path / "repository" / ".gitignore").write_text(
        "drafts/\n/sites/bikes/old/\n*.log\n", encoding="utf-8"
    )
    (tmp_path / "repository" / "sites" / ".gitignore").write_text("!bikes/drafts/\n", encoding="utf-8")
    return site


def test_what_lies_above_holds_up_to_the_top_of_the_repository(site):
    above = ignore_files_above(site)
    assert not above.leave_out("content/wheels.md")
    assert above.leave_out("old/")
    assert above.leave_out("content/build.log")
    assert not above.leave_out("drafts/"), "the inner file takes back what the outer one says"
    assert above.leave_out("content/drafts/")


def test_the_file_of_a_folder_below_holds_in_that_folder(site):
    (site / "content").mkdir()
    (site / "content" / ".gitignore").write_text("/notes.md\n!build.log\n", encoding="utf-8")
    known = ignore_files_above(site).with_own(site, "content/")
    assert known.leave_out("content/notes.md")
    assert not known.leave_out("content/blog/notes.md")
    assert not known.leave_out("content/build.log")


def test_without_a_repository_nothing_that_lies_above_holds(site):
    (site.parents[1] / ".git").rmdir()
    assert not ignore_files_above(site).leave_out("content/build.log")
