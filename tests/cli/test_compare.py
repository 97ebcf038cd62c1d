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
