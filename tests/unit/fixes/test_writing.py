"""Mended files take the place of what was read: whole or not at all, and nobody is surprised."""

import os
import stat

import pytest

from seoaudit.fixes.encoded import NotFixable
from seoaudit.fixes.writing import replace_content


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "post.md"
    path.write_bytes(b"old")
    return path


def test_the_file_is_replaced_and_keeps_its_mode(file):
    file.chmod(0o640)
    replace_content(file, b"old", b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["post.md"]


def test_a_file_that_was_changed_meanwhile_is_left_alone(file):
    file.write_bytes(b"newer")
    with pytest.raises(NotFixable, match="somebody else"):
        replace_content(file, b"old", b"new")
    assert file.read_bytes() == b"newer"
    assert [path.name for path in file.parent.iterdir()] == ["post.md"]


def test_a_read_only_file_stays(file):
    file.chmod(0o444)
    with pytest.raises(NotFixable, match="read-only"):
        replace_content(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def test_a_link_within_the_tree_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "posts").mkdir()
    target = tmp_path / "shared" / "real.md"
    target.write_bytes(b"old")
    link = tmp_path / "posts" / "post.md"
    link.symlink_to("../shared/real.md")
    replace_content(link, b"old", b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("in_repository", [True, False])
def test_a_link_out_of_the_tree_is_not_followed(tmp_path, in_repository):
    tree = tmp_path / "tree"
    tree.mkdir()
    if in_repository:
        (tree / ".git").mkdir()
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"old")
    link = tree / "post.md"
    link.symlink_to(outside)
    with pytest.raises(NotFixable, match="link out of"):
        replace_content(link, b"old", b"new")
    assert outside.read_bytes() == b"old"


def test_a_file_with_two_names_is_left_alone(file):
    os.link(file, file.with_name("other.md"))
    with pytest.raises(NotFixable, match="another name"):
        replace_content(file, b"old", b"new")


def test_what_cannot_be_written_leaves_nothing_behind(file, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotFixable, match="No space left"):
        replace_content(file, b"old", b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in file.parent.iterdir()] == ["post.md"]
