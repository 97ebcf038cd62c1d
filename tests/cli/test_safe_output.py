"""Names of files and what configuration says reach terminals and build logs as text only, whatever the command."""

import json
import unicodedata

import pytest
from click.testing import CliRunner

from seoaudit.cli import main

#: File names may hold anything but a slash and a null character.
NAMES = [
    "::error file=a::b",
    "\x1b[31mred\x1b]0;t\x07",
    "a\n::error::b",
    "\u202eflip",
    "##vso[task.x]",
    "\x9b2J",
    "-\x1b[1m",
]
POST = "---\ntitle: Bikes\n---\n\n[click here](#)\n"


def assert_harmless(output):
    for line in output.split("\n"):
        assert not line.lstrip().startswith("::"), line
        assert "##vso[" not in line
        for character in line:
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp"), line
            assert unicodedata.bidirectional(character) not in ("RLO", "LRO", "RLE"), line


def run(*arguments):
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert "Traceback" not in result.output
    return result


@pytest.fixture(params=NAMES)
def name(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return request.param


def test_a_document_s_name(name, tmp_path):
    (tmp_path / f"{name}.md").write_text(POST)
    for format_ in ("terminal", "concise", "json", "jsonl", "csv", "junit", "gitlab", "sarif", "rdjson"):
        result = run("check", "--format", format_)
        assert result.exit_code == 1
        assert_harmless(result.output.replace("\r\n", "\n"))
    assert_harmless(run("baseline").output)
    assert_harmless((tmp_path / "seoaudit-baseline.json").read_text())
    assert_harmless(run("config", "--", f"{name}.md").output)
    assert_harmless(run("config", "--format", "json", "--", f"{name}.md").output)


def test_a_path_that_is_not_there_or_taken_for_an_option(name):
    for arguments in (
        [f"{name}.md"],
        ["check", f"{name}.md"],
        ["check", f"--{name}"],
        ["check", "-o", name],
        ["report", name],
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert_harmless(result.output)


def test_what_configuration_says_and_where_it_lies(name, tmp_path):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "a.md").write_text(POST)
    key = json.dumps(name)
    (folder / "seoaudit.toml").write_text(f"{key} = 1\nselect = [{key}]\n[rules.{key}]\nweight = 1\n")
    for arguments in (
        ["check"],
        ["config", "--", name],
        ["baseline"],
        ["check", "--config", folder / "seoaudit.toml"],
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert_harmless(result.output)


def test_the_name_of_a_branch(name, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(POST)
    for option in ("--since", "--diff", "--config-from"):
        result = run("check", f"{option}={name}")
        assert result.exit_code == 2
        assert_harmless(result.output)


def test_without_a_command_the_help_is_readable():
    result = CliRunner().invoke(main, [])
    assert "\\n" not in result.output
    assert "\n  seoaudit check post.md       audit a draft\n" in result.output
