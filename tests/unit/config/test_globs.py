"""Patterns are gitignore patterns; those that can match nothing are refused."""

import pytest

from seoaudit.config import globs


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("docs/**", "docs/a/b.md", True),
        ("docs/**", "blog/docs/a.md", False),
        ("drafts/", "blog/drafts/a.md", True),
        ("*.draft.md", "blog/a.draft.md", True),
        ("/about.md", "about.md", True),
        ("/about.md", "blog/about.md", False),
        ("**/index.md", "blog/x/index.md", True),
    ],
)
def test_patterns_match_as_in_a_gitignore_file(pattern, path, matches):
    assert globs.fault(pattern) == ("", "")
    assert globs.compiled((pattern,)).match_file(path) is matches


@pytest.mark.parametrize("pattern", ["", " ", "/", "!", "./a", "!./a", "../a", "..", "# a", "a\\b"])
def test_patterns_that_match_nothing_are_faults(pattern):
    message, fix = globs.fault(pattern)
    assert message
    assert fix


def test_relative_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert globs.relative("blog/../docs/a.md", tmp_path) == "docs/a.md"
    assert globs.relative(tmp_path / "docs" / "a.md", tmp_path / "docs") == "a.md"
    assert globs.relative("a.md", tmp_path / "docs") == "a.md", "outside the root: from the working directory"
    assert globs.relative("https://example.org/blog/a?b#c", tmp_path) == "blog/a"
