"""`seoaudit check --watch`, as a writer uses it: in one window the report, in another the draft."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from seoaudit.cli import main

WEAK = "---\ntitle: How to true a wheel\n---\n\n### Tools\n\nYou need a spoke key.\n"
LEVEL = "headings start at level 3"
BETTER = WEAK.replace("###", "##")
#: Long enough for a busy machine; nothing waits for it that goes well.
PATIENCE = 60


class Window:
    """What a running `check --watch` has printed so far."""

    def __init__(self, process, printed):
        self.process, self._printed = process, printed
        self._read = 0

    def next_round(self):
        """Wait for the next report to be whole, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = self._printed.read_text("utf-8")[self._read :]
            if "Ctrl-C ends.\n" in text:
                self._read += len(text)
                return text
            assert self.process.poll() is None, text
            time.sleep(0.05)
        raise AssertionError(f"nothing more was printed after {text!r}")


@pytest.fixture
def window(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEOAUDIT_CACHE_DIR", str(tmp_path / "kept"))

    @contextmanager
    def opened(*arguments):
        printed = tmp_path / "printed.log"
        command = [sys.executable, "-m", "seoaudit", "check", *arguments, "--watch"]
        with (
            printed.open("wb") as stream,
            subprocess.Popen(
                command, stdout=stream, stderr=stream, env=os.environ | {"COLUMNS": "400"}
            ) as process,
        ):
            try:
                yield Window(process, printed)
            finally:
                process.send_signal(signal.SIGINT)
                assert process.wait(PATIENCE) == 0

    return opened


def test_a_saved_draft_is_audited_again_and_the_change_is_told(tmp_path, window):
    draft = tmp_path / "wheel.md"
    draft.write_text(WEAK)
    with window("wheel.md") as watched:
        first = watched.next_round()
        assert LEVEL in first
        assert "Since" not in first
        draft.write_text(BETTER)
        second = watched.next_round()
    assert LEVEL not in second
    assert "Since the last save: the score rose from" in second
    assert "Fixed: headings/skipped-level" in second


def test_what_can_no_longer_be_judged_is_not_fixed(tmp_path, window):
    draft = tmp_path / "wheel.md"
    draft.write_text(WEAK)
    with window("wheel.md") as watched:
        assert "metadata/description-missing" in watched.next_round()
        draft.write_text(WEAK.replace("title:", "title: [", 1))
        broken = watched.next_round()
    assert "metadata/front-matter" in broken
    assert "Fixed: " not in broken


def test_a_post_that_is_deleted_leaves_the_report(tmp_path, window):
    folder = tmp_path / "posts"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(WEAK.replace("wheel", name))
    with window("posts") as watched:
        watched.next_round()
        (folder / "two.md").unlink()
        assert "posts/two.md" not in watched.next_round()


def test_an_editor_may_replace_the_file(tmp_path, window):
    draft = tmp_path / "wheel.md"
    draft.write_text(WEAK)
    with window("wheel.md") as watched:
        watched.next_round()
        (tmp_path / ".wheel.md.new").write_text(BETTER)
        (tmp_path / ".wheel.md.new").replace(draft)
        assert LEVEL not in watched.next_round()


def test_in_a_folder_only_what_was_saved_is_shown(tmp_path, window):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "one.md").write_text(WEAK)
    (folder / "two.md").write_text(WEAK.replace("wheel", "frame"))
    with window("posts") as watched:
        first = watched.next_round()
        assert "posts/one.md" in first
        assert "posts/two.md" in first
        (folder / "two.md").write_text(BETTER.replace("wheel", "frame"))
        second = watched.next_round()
        assert "posts/one.md" not in second
        assert "Since the last save: the score rose" in second
        (folder / "three.md").write_text(WEAK.replace("wheel", "chain"))
        assert "posts/three.md" in watched.next_round()


def test_an_error_does_not_end_it_and_a_mended_configuration_judges_anew(tmp_path, window):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "one.md").write_text(WEAK)
    with window("posts") as watched:
        watched.next_round()
        (folder / "seoaudit.toml").write_text("select = [")
        assert "not valid TOML" in watched.next_round()
        (folder / "seoaudit.toml").write_text('ignore = ["headings"]')
        last = watched.next_round()
    assert LEVEL not in last
    assert "Since" not in last  # nothing was mended


def test_what_is_ignored_or_written_by_the_run_itself_starts_no_round(tmp_path, window):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / ".gitignore").write_text("built/\n")
    (folder / "one.md").write_text(WEAK)
    with window("posts", "-o", "posts/report.html") as watched:
        watched.next_round()
        (folder / "built").mkdir()
        (folder / "built/one.html").write_text("<p>One")
        time.sleep(0.5)  # a round for the built page would begin
        (folder / "one.md").write_text(BETTER)
        assert LEVEL not in watched.next_round()
        assert "<html" in (folder / "report.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-"], "is for files and folders"),
        (["https://site.example/"], "is for files and folders"),
        (["posts", "--fix"], "changes no files"),
        (["posts", "--diff", "main"], "choose one"),
        (["posts", "posts/one.md"], "not both"),
        (["nowhere.md"], "nothing to watch at nowhere.md"),
    ],
)
def test_what_cannot_be_watched_is_refused(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/one.md").write_text(WEAK)
    result = CliRunner().invoke(main, ["check", *arguments, "--watch"])
    assert result.exit_code == 2
    assert said in result.output
