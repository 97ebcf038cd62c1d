"""``seoaudit compare``: what is new, what is fixed, and what has only moved."""

import json

import pytest
from click.testing import CliRunner

from seoaudit.cli import main

POST = """---
title: "How to true a wheel"
---

Spin the wheel and watch the rim. [Click here](/tools/) for the tools.

#### Too deep

Where it comes near the brake, loosen the spokes.
"""


def run(*arguments):
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """Save the report of a text under a name."""
    monkeypatch.chdir(tmp_path)

    def save(text, name):
        (tmp_path / "post.md").write_text(text)
        run("check", "post.md", "-o", name)
        return name

    return save


def compared(old, new, *options):
    result = run("compare", old, new, "--format", "json", *options)
    return json.loads(result.output), result.exit_code


def rules(findings):
    return {finding["rule"] for finding in findings}


def test_a_report_is_like_itself(saved):
    old = saved(POST, "a.json")
    found, code = compared(old, old)
    assert (found["new"], found["fixed"], found["pages"], code) == ([], [], [], 0)
    assert found["unchanged"] > 3


def test_what_only_moves_is_not_new(saved):
    old = saved(POST, "a.json")
    moved = POST.replace("Spin the wheel", "Take the wheel out.\n\nSpin the wheel").replace(
        "the tools.", "the tools we use."
    )
    found, code = compared(old, saved(moved, "b.json"))
    assert "links/generic-text" not in rules(found["new"]) | rules(found["fixed"])
    assert "headings/skipped-level" not in rules(found["new"]) | rules(found["fixed"])
    assert code == 0


def test_what_is_mended_is_fixed_and_the_score_tells(saved):
    old = saved(POST, "a.json")
    found, code = compared(
        old, saved(POST.replace("####", "##").replace("Click here", "Get the tools"), "b.json")
    )
    assert {"links/generic-text", "headings/skipped-level"} <= rules(found["fixed"])
    assert found["after"] > found["before"]
    assert found["pages"] == [{"path": "post.md", "before": found["before"], "after": found["after"]}]
    assert code == 0


def test_a_new_warning_is_a_regression_unless_told_otherwise(saved):
    old = saved(POST.replace("####", "##"), "a.json")
    new = saved(POST, "b.json")
    found, code = compared(old, new)
    assert "headings/skipped-level" in rules(found["new"])
    assert code == 1
    assert compared(old, new, "--fail-on", "error")[1] == 0
    assert compared(old, new, "--fail-on", "never")[1] == 0


def test_a_second_fault_like_the_first_is_new(saved):
    old = saved(POST, "a.json")
    found, _ = compared(old, saved(POST + "\nMore. [Click here](/rims/) for rims.\n", "b.json"))
    assert [finding["rule"] for finding in found["new"]].count("links/generic-text") == 1


def test_people_are_told_in_words(saved):
    old = saved(POST, "a.json")
    text = run("compare", old, saved(POST.replace("####", "##"), "b.json")).output
    assert "fixed" in text
    assert "post.md:7:1: warning" in text


@pytest.mark.parametrize("content", [None, "{}", "no json"])
def test_what_is_no_report_is_an_error(saved, tmp_path, content):
    if content is not None:
        (tmp_path / "b.json").write_text(content)
    result = run("compare", saved(POST, "a.json"), "b.json")
    assert result.exit_code == 2
    assert "b.json" in result.output


def test_what_changed_goes_into_files(saved, tmp_path):
    old, new = saved(POST, "a.json"), saved(POST.replace("####", "##"), "b.json")
    result = run("compare", old, new, "-o", "changes.html", "-o", "changes.md", "-o", "json:changes.data")
    assert result.exit_code == 0
    assert "What changed" in (tmp_path / "changes.html").read_text()
    assert "### Fixed" in (tmp_path / "changes.md").read_text()
    assert json.loads((tmp_path / "changes.data").read_text())["earlier"] == "a.json"


def test_a_file_without_a_known_ending_needs_a_format(saved):
    old = saved(POST, "a.json")
    result = run("compare", old, old, "-o", "changes.pdf")
    assert result.exit_code == 2
    assert "text, markdown, html, json" in result.output


@pytest.mark.parametrize("name", ["terminal", "markdown", "html"])
def test_check_and_report_say_what_changed_since(saved, name):
    old = saved(POST, "a.json")
    new = saved(POST.replace("####", "##"), "b.json")
    checked = run("check", "post.md", "--format", name, "--compare-with", old)
    rendered = run("report", new, "--format", name, "--compare-with", old)
    assert checked.stdout == rendered.stdout
    for said in ("Since a.json: the score rose", "0 findings are new, 1 fixed"):
        assert said in " ".join(checked.stdout.split())
    assert "Since" not in run("report", new, "--format", name).stdout


def test_the_gate_does_not_ask_what_changed(saved):
    old = saved(POST.replace("####", "##"), "a.json")
    saved(POST, "b.json")
    before = run("check", "post.md").exit_code
    assert run("check", "post.md", "--compare-with", old).exit_code == before


@pytest.mark.parametrize("content", [None, "{}", "no json"])
def test_an_earlier_report_that_is_none_ends_the_run_before_it_begins(saved, tmp_path, content):
    saved(POST, "a.json")
    if content is not None:
        (tmp_path / "old.json").write_text(content)
    result = run("check", "post.md", "-o", "report.html", "--compare-with", "old.json")
    assert result.exit_code == 2
    assert "old.json" in result.output
    assert not (tmp_path / "report.html").exists()
