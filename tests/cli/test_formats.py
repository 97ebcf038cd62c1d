"""Formats on the command line: several from one run, guessed from endings, completed, rendered again."""

import csv
import json
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.cli.formats import guessed_format
from seoaudit.cli.step_summary import MAX_BYTES
from seoaudit.reports import FORMATS

WEAK = "---\ntitle: Bikes\n---\n\nWe mend bikes. [Click here](#).\n\n#### Too deep\n\nMore.\n"


@pytest.fixture
def blog(tmp_path, monkeypatch):
    """A repository with a weak post in a folder, which is where commands are run."""
    folder = tmp_path / "blog"
    folder.mkdir()
    (tmp_path / ".git").mkdir()
    (folder / "weak.md").write_text(WEAK)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return folder


def run(*arguments):
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_several_files_come_from_one_run(blog):
    outputs = ("out.sarif", "out.xml", "out.md", "out.csv", "out.json", "out.jsonl", "pages/all.html")
    (blog / "pages").mkdir()
    result = run(
        "check", ".", *(f"-o{name}" for name in outputs), "-ocsv-pages:p.txt", "-ogl-code-quality-report.json"
    )
    assert result.exit_code == 1
    assert json.loads((blog / "out.sarif").read_text())["version"] == "2.1.0"
    assert ET.parse(blog / "out.xml").getroot().tag == "testsuites"
    assert (blog / "out.md").read_text().startswith("<!-- seoaudit -->")
    assert (blog / "pages/all.html").read_text().lower().startswith("<!doctype html>")
    with (blog / "p.txt").open(newline="") as stream:
        assert next(csv.DictReader(stream))["path"] == "weak.md"
    assert b"\r\n" in (blog / "out.csv").read_bytes()
    assert (
        json.loads((blog / "gl-code-quality-report.json").read_text())[0]["location"]["path"]
        == "blog/weak.md"
    )


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.sarif", "sarif"), ("a.sarif.json", "sarif"), ("a.xml", "junit"), ("a.md", "markdown"), ("a.csv", "csv"), ("a.html", "html"),
     ("a.HTM", "html"), ("a.json", "json"), ("a.ndjson", "jsonl"), ("a.rdjson", "rdjson"), ("a.log", "terminal")],
)  # fmt: skip
def test_endings_tell_the_format(file, name):
    assert guessed_format(file) == name
    assert name in FORMATS


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "sarfi"], "did you mean “sarif”?"),
        (["-o", "report.pdf"], "name the format, such as json:report.pdf"),
        (["-o", "pdf:report"], "name the format, such as json:report"),
        (["-o", "a.json", "-o", "jsonl:a.json"], "written twice"),
    ],
)
def test_what_is_no_format_is_refused_before_any_work(blog, arguments, says):
    result = run("check", ".", *arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert not list(blog.glob("*.json"))


@pytest.mark.parametrize("name", FORMATS)
def test_a_saved_report_renders_again_as_the_run_did(blog, name):
    printed = run("check", ".", "--format", name, "-o", "saved.json")
    again = run("report", "saved.json", "--format", name)
    assert again.output == printed.output
    assert again.exit_code == printed.exit_code == 1


def test_paths_begin_at_the_top_of_the_repository_wherever_the_command_is_run(blog):
    sarif = json.loads(run("check", "weak.md", "--format", "sarif").output)
    locations = {
        json.dumps(result["locations"][0]["physicalLocation"]["artifactLocation"], sort_keys=True)
        for result in sarif["runs"][0]["results"]
    }
    assert locations == {'{"uri": "blog/weak.md", "uriBaseId": "%SRCROOT%"}'}
    assert "file=blog/weak.md," in run("check", "weak.md", "--format", "github").output


def test_outside_of_a_repository_they_begin_where_the_command_is_run(tmp_path, monkeypatch):
    (tmp_path / "post.md").write_text(WEAK)
    monkeypatch.chdir(tmp_path)
    assert "file=post.md," in run("check", "post.md", "--format", "github").output


def test_annotations_come_with_a_step_summary(blog, monkeypatch):
    summary = blog / "summary.md"
    summary.write_text("# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("check", "weak.md", "--format", "github")
    assert summary.read_text().startswith("# Before\n<!-- seoaudit -->\n## seoaudit: failed")
    run("check", "weak.md", "--format", "json")
    assert summary.read_text().count("## seoaudit") == 1


def test_a_summary_that_is_full_or_cannot_be_written_changes_nothing(blog, monkeypatch):
    summary = blog / "summary.md"
    summary.write_bytes(b"x" * (MAX_BYTES - 10))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = run("check", "weak.md", "--format", "github")
    assert summary.stat().st_size == MAX_BYTES - 10
    assert (result.exit_code, "no room" in result.stderr) == (1, True)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(blog / "missing" / "summary.md"))
    result = run("check", "weak.md", "--format", "github")
    assert (result.exit_code, "cannot be written" in result.stderr) == (1, True)


def completions(arguments, incomplete):
    return {
        item.value
        for item in ShellComplete(main, {}, "seoaudit", "_C").get_completions(arguments, incomplete)
    }


@pytest.mark.parametrize("command", ["check", "report"])
def test_shells_complete_the_formats(command):
    assert completions([command, "--format"], "") == set(FORMATS)
    assert completions([command, "--format"], "js") == {"json", "jsonl"}
    assert completions([command, "-o"], "sa") == {"sarif:", "sarif-all:", "sa"}


def test_the_shells_own_way_of_asking_is_answered():
    done = subprocess.run(
        [sys.executable, "-m", "seoaudit"], capture_output=True, text=True, check=True,
        env={**os.environ, "_SEOAUDIT_COMPLETE": "bash_complete", "COMP_WORDS": "seoaudit check --format gi",
             "COMP_CWORD": "3"},
    )  # fmt: skip
    assert done.stdout.split() == ["plain,github", "plain,gitlab"]


@pytest.mark.parametrize("command", ["check", "report"])
def test_the_help_names_every_format(command):
    text = " ".join(run(command, "--help").output.split()).replace("- ", "-")  # lines break at hyphens
    said = text.partition("What to print: ")[2].partition("[default")[0]
    assert {word.strip(".,") for word in said.split()} >= set(FORMATS)


def test_a_badge_is_drawn_from_a_saved_report(blog):
    run("check", ".", "-o", "saved.json")
    assert run("badge", "saved.json", "-o", "badge.svg").exit_code == 0
    assert ET.parse(blog / "badge.svg").getroot().get("aria-label").startswith("seoaudit: ")
    run("badge", "saved.json", "-o", "badge.json", "--label", "posts")
    assert json.loads((blog / "badge.json").read_text())["label"] == "posts"
    assert run("badge", "saved.json", "--format", "svg").output == (blog / "badge.svg").read_text()
    assert run("badge", "missing.json").exit_code == 2
