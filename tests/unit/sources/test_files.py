"""Finding files: ignore files, patterns, links, and what the system refuses."""

import os
from pathlib import Path

import pytest

from seoaudit.sources.decode import Unreadable
from seoaudit.sources.files import Globs, find, read_bytes


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("text")

    return write


def names(path=".", include=(), exclude=()):
    return [found.name for found in find([Path(path)], lambda _: Globs(Path.cwd(), include, exclude))]


def test_content_is_found_in_a_stable_order(tree):
    tree(
        "b.md",
        "a.html",
        "sub/c.txt",
        "image.png",
        "README.md",
        "node_modules/x/readme.md",
        ".git/x.md",
        "sub/robots.txt",
    )
    assert names() == ["a.html", "b.md", "sub/c.txt"]


def test_gitignore_is_honoured_with_negation_and_depth(tree, tmp_path):
    tree("a.md", "draft.md", "sub/draft.md", "sub/keep/draft.md", "build/x.md", ".git/HEAD")
    (tmp_path / ".gitignore").write_text("draft.md\nbuild/\n")
    (tmp_path / "sub/keep/.gitignore").write_text("!draft.md\n")
    assert names() == ["a.md", "sub/keep/draft.md"]
    assert names("sub") == ["sub/keep/draft.md"]


def test_include_and_exclude(tree):
    tree("posts/a.md", "posts/b.md", "pages/c.md", "posts/d.html")
    assert names(include=["posts/*.md"]) == ["posts/a.md", "posts/b.md"]
    assert names(exclude=["b.md", "pages/"]) == ["posts/a.md", "posts/d.html"]


def test_a_file_that_is_named_is_audited_all_the_same(tree):
    tree("README.md")
    assert names("README.md") == ["README.md"]


def test_a_file_of_an_unknown_kind_is_an_error_of_its_own(tree):
    tree("a.docx")
    [found] = find([Path("a.docx")], lambda _: Globs(Path.cwd()))
    assert "“.docx”" in found.error
    assert ".md" in found.fix


def test_a_path_that_does_not_exist_is_refused(tree):
    with pytest.raises(Unreadable, match="no such file"):
        names("nowhere")


def test_a_file_is_audited_once(tree):
    tree("sub/a.md")
    found = find([Path("sub/a.md"), Path("sub"), Path()], lambda _: Globs(Path.cwd()))
    assert [f.name for f in found] == ["sub/a.md"]


def test_a_file_that_is_given_by_two_names_is_audited_once(tree, tmp_path):
    tree("blog/a.md")
    paths = [Path("blog/a.md"), Path("blog/../blog/a.md"), tmp_path / "blog/a.md", Path("./blog")]
    assert [found.name for found in find(paths, lambda _: Globs(Path.cwd()))] == ["blog/a.md"]


def test_loops_of_links_end_and_links_to_files_are_followed(tree, tmp_path):
    tree("sub/a.md")
    (tmp_path / "sub/loop").symlink_to(tmp_path)
    (tmp_path / "linked.md").symlink_to(tmp_path / "sub/a.md")
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    assert names() == ["linked.md", "self.md", "sub/a.md"]
    with pytest.raises(Unreadable, match="cannot be read"):
        read_bytes(tmp_path / "self.md", 10**6)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_no_permission(tree, tmp_path):
    tree("secret.md", "closed/a.md")
    (tmp_path / "secret.md").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        assert [f.error for f in find([Path()], lambda _: Globs(Path.cwd())) if f.error] == [
            "cannot be read: Permission denied"
        ]
        with pytest.raises(Unreadable, match="Permission denied"):
            read_bytes(tmp_path / "secret.md", 10**6)
    finally:
        (tmp_path / "closed").chmod(0o755)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tree, tmp_path):
    tree("big.md")
    with pytest.raises(Unreadable, match=r"0\.0 MB, more than the limit"):
        read_bytes(tmp_path / "big.md", 3)


def test_a_pipe_is_not_read(tree, tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(Unreadable, match="not a regular file"):
        read_bytes(tmp_path / "pipe.md", 10**6)
