"""`seoaudit keyphrases`: what a text could be found for."""

import json

import pytest
from click.testing import CliRunner

from seoaudit.cli import main

POST = """---
title: Truing a bicycle wheel at home
---

A wobbly wheel needs no workshop. With a spoke key and an hour, truing a bicycle wheel is a job for the kitchen.

## What a spoke key does

The spoke key turns the nipple. A quarter turn of the spoke key is enough.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "wheel.md").write_text(POST)
    return tmp_path


def keyphrases(*arguments, stdin=None):
    return CliRunner().invoke(main, ["keyphrases", *arguments], input=stdin)


def test_a_table_of_phrases_with_their_uses_and_places(folder):
    result = keyphrases("wheel.md")
    assert result.exit_code == 0, result.output
    assert "wheel.md  no keyphrase" in result.output
    assert "      4  spoke key      a heading, opening\n" in result.output
    assert "      2  bicycle wheel  title, opening\n" in result.output
    assert "Choose the one that people would type" in result.output


def test_one_that_is_set_is_named_and_no_advice_given(folder):
    (folder / "wheel.md").write_text(POST.replace("title:", "keyphrase: spoke key\ntitle:"))
    result = keyphrases("wheel.md")
    assert "keyphrase “spoke key” (front matter)" in result.output
    assert "Choose the one" not in result.output


def test_json_for_programs(folder):
    result = keyphrases("wheel.md", "--format", "json", "-n", "1")
    assert json.loads(result.stdout) == [
        {
            "path": "wheel.md",
            "phrases": [
                {"text": "spoke key", "uses": 4, "in_title": False, "headings": 1, "in_opening": True},
            ],
        }
    ]


def test_standard_input_in_another_language(folder):
    result = keyphrases(
        "-", "--language", "de", stdin="# Pflege\n\nDie Kette ölen: eine trockene Kette quietscht.\n"
    )
    assert "trockene kette" in result.output


def test_what_cannot_be_read_does_not_hide_the_rest(folder):
    (folder / "bytes.md").write_bytes(b"\x00\x01\x02\xff" * 50)
    result = keyphrases(".")
    assert result.exit_code == 2
    assert "spoke key" in result.output
    assert "bytes.md" in result.output


def test_a_language_without_lists_is_said(folder):
    result = keyphrases("wheel.md", "--language", "fi")
    assert result.exit_code == 2
    assert "phrases cannot be told in" in result.output


def test_a_mistake_is_told(folder):
    assert "seoaudit: nope.md: there is no such file" in keyphrases("nope.md").output
    assert keyphrases("wheel.md", "-n", "0").exit_code == 2
