"""The examples of docs/gate.md do what the page says."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.cli.check import check
from tests.repositories import Tree

PAGE = (Path(__file__).parents[2] / "docs" / "gate.md").read_text(encoding="utf-8")
EXAMPLES = {
    language: re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for language in ("markdown", "sh", "json")
}
COMMANDS = [line for block in EXAMPLES["sh"] for line in block.splitlines()]


def run(command):
    return CliRunner().invoke(main, shlex.split(command, comments=True)[1:])


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A clone of a repository with an old post that fails, and a baseline at origin/main."""
    origin = Tree(tmp_path / "origin", readme="Read me.\n")
    (origin.root / "content").mkdir()
    (origin.root / "content/old.md").write_text("---\ntitle: Old bikes\n---\n\n[Subscribe now](#)\n")
    (origin.root / "seoaudit.toml").write_text('baseline = "seoaudit-baseline.json"\n')
    monkeypatch.chdir(origin.root)
    assert run("seoaudit baseline content/").exit_code == 0
    origin.commit()
    clone = tmp_path / "clone"
    origin.git("clone", "-q", str(origin.root), str(clone))
    monkeypatch.chdir(clone)
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    return clone


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run_and_an_old_blog_passes(repository, command):
    result = run(command)
    assert result.exit_code == 0, result.output


def test_the_comments_suppress_what_is_below_them(tmp_path, monkeypatch):
    (example,) = EXAMPLES["markdown"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "post.md").write_text(f"---\ntitle: Bikes\n---\n\nText.\n\n{example}", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "post.md", "--format", "json"])
    page = json.loads(result.stdout)["pages"][0]
    reasons = {each["rule"]: each["reason"] for each in page["suppressed"]}
    assert reasons["links/generic-text"] == "the button's name in the shop"
    assert reasons["readability/filler"] == reasons["cta/dead-target"] == "an example of how not to write"
    assert not [each["rule"] for each in page["results"] if each["rule"].startswith("seoaudit/")]


def test_the_entries_of_the_baseline_are_entries(tmp_path):
    from seoaudit.baseline import parse_baseline

    (example,) = EXAMPLES["json"]
    known = parse_baseline(
        f'{{"version": 1, "entries": [{example.strip().rstrip(",")}]}}'.encode(), tmp_path, "x"
    )
    assert {entry.owner for entry in known.entries.values()} == {"", "ann"}


def test_every_option_of_the_gate_is_explained_and_exists():
    options = {name for parameter in check.params for name in parameter.opts if name.startswith("--")}
    own = {
        "--baseline",
        "--update-baseline",
        "--since",
        "--diff",
        "--no-inline",
        "--untrusted",
        "--config-from",
    }
    assert own <= options
    assert all(f"{name}" in PAGE for name in own)
    foreign = {"--verbose", "--config", "--owner", "--reason"}
    named = set(re.findall(r"`(--[a-z-]+)", PAGE))
    assert named <= options | foreign
