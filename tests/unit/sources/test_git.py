"""What git is asked, in real repositories: also in ones that would like to run something."""

import os
import subprocess

import pytest

from seoaudit.engines.past import past_tree
from seoaudit.sources.decode import Unreadable
from seoaudit.sources.git import Repository, top_of
from tests.repositories import Tree


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path / "tree", one="One.\n", two="Two, which is long enough to be known again.\n" * 5)


def test_staged_changed_and_new_files_are_changes_and_ignored_ones_are_not(tree):
    base = tree.commit()
    tree.write(one="Changed.\n", staged="New.\n", new="New.\n", ignored="New.\n")
    (tree.root / ".gitignore").write_text("ignored.md\n")
    tree.git("add", "staged.md")
    found = Repository(tree.root).changes(base)
    assert found.files == {"one.md", "staged.md", "new.md", ".gitignore"}
    assert not found.gone


def test_renames_and_deletions(tree):
    base = tree.commit()
    tree.git("mv", "two.md", "three.md")
    (tree.root / "one.md").unlink()
    found = Repository(tree.root).changes(base)
    assert (found.files, found.gone, found.renamed) == (
        {"three.md"},
        {"one.md", "two.md"},
        {"three.md": "two.md"},
    )


def test_names_of_any_kind(tree):
    base = tree.commit()
    names = [
        "with space.md",
        "ünï.md",
        "new\nline.md",
        "-dash.md",
        ":(glob)x.md",
        os.fsdecode(b"latin-\xe9.md"),
    ]
    for name in names:
        (tree.root / name).write_text("Text.\n")
    assert Repository(tree.root).changes(base).files == set(names)
    commit = tree.commit()
    repository = Repository(tree.root)
    assert set(names) <= set(repository.files(commit))
    assert all(repository.read(commit, name, 100) == b"Text.\n" for name in names)


def test_the_merge_base_is_where_the_branch_began(tree):
    base = tree.commit()
    tree.git("checkout", "-qb", "work")
    tree.commit()
    tree.git("checkout", "-q", "main")
    tree.commit()
    tree.git("checkout", "-q", "work")
    assert Repository(tree.root).merge_base("main") == base


@pytest.mark.parametrize(
    "ref",
    [
        "--upload-pack=touch pwned",
        "-h",
        "",
        "no-such-branch",
        "main:one.md",
        "a\0b",
        "$(touch pwned)",
        "a b",
        "HEAD:",
    ],
)
def test_what_is_no_ref_is_refused_and_starts_nothing(tree, ref):
    with pytest.raises(Unreadable) as refused:
        Repository(tree.root).merge_base(ref)
    assert refused.value.fix
    assert not list(tree.root.glob("pwned*"))


def test_histories_without_a_common_commit(tree):
    tree.git("checkout", "-q", "--orphan", "other")
    tree.commit()
    with pytest.raises(Unreadable, match="no commit in common"):
        Repository(tree.root).merge_base("main")


def test_a_shallow_clone_is_told_to_fetch(tree, tmp_path):
    tree.commit()
    tree.git("checkout", "-qb", "work", "main~1")
    tree.commit()
    shallow = tmp_path / "shallow"
    url = tree.root.as_uri()
    tree.git("clone", "-q", "--depth=1", "--no-single-branch", url, str(shallow))
    with pytest.raises(Unreadable) as refused:
        Repository(shallow).merge_base("origin/main")
    assert "unshallow" in refused.value.fix


def test_a_repository_without_a_commit_and_a_folder_without_a_repository(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path / "new"], check=True)
    with pytest.raises(Unreadable, match="no commit yet"):
        Repository(tmp_path / "new").commit("HEAD")
    assert top_of(tmp_path) is None or top_of(tmp_path) not in (tmp_path, *tmp_path.parents[:1])
    with pytest.raises(Unreadable, match="not in a git repository"):
        Repository.around(tmp_path)


def test_links_and_git_s_own_folder_are_no_files_of_a_commit(tree):
    (tree.root / "link.md").symlink_to("/etc/passwd")
    commit = tree.commit()
    repository = Repository(tree.root)
    assert "link.md" not in repository.files(commit)
    assert repository.read(commit, "link.md", 1000) is None


def test_a_file_that_is_too_large_is_not_read(tree):
    with pytest.raises(Unreadable, match="too large"):
        Repository(tree.root).read(tree.commit(), "two.md", 10)


#: What a repository may have run by plain git, and the command that does it.
PROGRAMS = {
    "core.fsmonitor": ["status"],
    "core.hooksPath": ["status"],
    "diff.external": ["diff"],
    "diff.evil.command": ["diff"],
    "diff.evil.textconv": ["diff"],
    "filter.evil.clean": ["diff"],
    "filter.evil.process": ["diff"],
    "filter.a=b.clean": ["diff"],
}


def marking(path, marker):
    """Write a program that leaves a marker, and return it."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("setting", PROGRAMS)
def test_nothing_that_the_repository_s_configuration_names_is_run(tree, tmp_path, setting):
    marker, hooks = tmp_path / "pwned", tmp_path / "hooks"
    program = marking(tmp_path / "evil", marker)
    marking(hooks / "post-index-change", marker)
    (tree.root / ".gitattributes").write_text("one.md filter=evil diff=evil\ntwo.md filter=a=b\n")
    base = tree.commit()
    tree.write(one="Changed.\n", two="Changed.\n")
    tree.git("config", setting, str(hooks if setting == "core.hooksPath" else program))
    repository = Repository(tree.root)
    changes = repository.changes(repository.merge_base(base))
    with past_tree(repository, base, changes) as (folder, _):
        assert (folder / "one.md").read_text() == "One.\n"
    assert {"one.md", "two.md"} <= changes.files
    assert not marker.exists()
    subprocess.run(["git", "-C", tree.root, *PROGRAMS[setting]], capture_output=True, check=False)
    assert marker.exists(), "plain git does not run it, so that this test shows nothing"


@pytest.mark.parametrize("variable", ["GIT_TRACE", "GIT_TRACE2_EVENT"])
def test_git_s_variables_do_not_reach_it_unless_they_say_where_the_repository_is(
    tree, tmp_path, monkeypatch, variable
):
    base = tree.commit()
    tree.write(one="Changed.\n")
    monkeypatch.setenv(variable, str(tmp_path / "written"))
    assert Repository(tree.root).changes(base).files == {"one.md"}
    assert not (tmp_path / "written").exists()


def test_a_git_of_the_repository_s_own_is_not_run(tree, monkeypatch):
    marking(tree.root / "git", tree.root / "pwned")
    monkeypatch.setenv("PATH", f"{tree.root}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(Unreadable, match="lies in the repository"):
        Repository(tree.root)
    assert not (tree.root / "pwned").exists()


def test_the_working_tree_is_where_it_is_whatever_the_configuration_says(tree, tmp_path):
    base = tree.commit()
    tree.git("config", "core.worktree", str(tmp_path))
    tree.write(one="Changed.\n")
    assert Repository(tree.root).changes(base).files == {"one.md"}


def test_the_past_is_laid_out_as_it_was_and_removed(tree):
    (tree.root / "link.md").symlink_to("/etc/passwd")
    (tree.root / "sub").mkdir()
    (tree.root / "sub/four.md").write_text("Four.\n")
    base = tree.commit()
    tree.write(one="Changed.\n", new="New.\n")
    (tree.root / "two.md").unlink()
    repository = Repository(tree.root)
    with past_tree(repository, base, repository.changes(base)) as (folder, files):
        assert files == {"one.md", "two.md", "sub/four.md"}
        assert (folder / "one.md").read_text() == "One.\n"
        assert (folder / "two.md").read_text().startswith("Two")
        assert (folder / "sub/four.md").read_text() == "Four.\n"
        assert not (folder / "link.md").exists()
        assert not (folder / "new.md").exists()
        assert top_of(folder / "sub") == folder, "searches upwards would leave it"
    assert not folder.exists()
    assert (tree.root / "sub/four.md").exists()
