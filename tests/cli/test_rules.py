"""`seoaudit rules` lists and explains the rules."""

import json
import re

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.cli.rules import rules
from seoaudit.profiles import PROFILES
from seoaudit.registry import Repertoire
from seoaudit.registry import rules as all_rules
from tests.unit.config.sample_rules import SAMPLE_RULES


@pytest.fixture
def sample(monkeypatch):
    sample = Repertoire(SAMPLE_RULES, PROFILES)
    monkeypatch.setattr("seoaudit.registry.repertoire", lambda packs=(): sample)


def run(*arguments):
    return CliRunner().invoke(rules, arguments)


def test_every_rule_is_listed_under_its_category():
    result = run()
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines() if line.startswith("  ")]
    assert {line[0] for line in lines} >= set(all_rules())
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_points_add_up_to_100():
    found = json.loads(run("--format", "json").stdout)
    assert sum(rule["points"] for rule in found if rule["default"] and not rule["fault"]) == pytest.approx(
        100, abs=0.5
    )


def test_a_list_shows_severity_points_evidence_and_what_is_off(sample):
    shown = re.sub(r"\d+(\.\d)? ", "N ", run("headings").stdout)  # the profile's figures are its own
    assert shown.startswith(
        "headings: N of N points\n"
        "  headings/generic        info         -  heuristic  off\n"
        "      A heading says what its section is about.\n"
        "  headings/skipped-level  warning   N  standard\n"
        "      Heading levels go down one step at a time.\n"
        "  headings/too-long       warning   N  convention\n"
        "      A heading fits on one line.\n"
    )


def test_one_rule_is_explained(sample):
    assert (
        re.sub(r"worth [\d.]+", "worth N", run("readability/length").stdout)
        == """\
readability/length

The text is neither too short nor too long.

Severity    error; worth N of 100 points; caps the score when it fails
State       on by default
Why         It must say something.
Fix         Say more, or less.
Notes       Nobody knows how long a text should be.
Evidence    official: https://example.org/
Applies to  Markdown

Settings, with their defaults:

  [rules."readability/length"]
  severity = "error"
  weight = 8
  good = [300, 2000]            # a list of 2 numbers
  bad = [0, 4000]               # a list of 2 numbers
"""
    )


def test_bounds_of_options_are_shown(sample):
    assert "max-characters = 70           # a whole number from 10 to 200" in run("headings/too-long").stdout


def test_a_rule_that_is_off_says_how_to_turn_it_on(sample):
    result = run("headings/generic")
    assert "off by default: name it in “select” to turn it on" in result.stdout
    assert "info; advice, which costs nothing" in result.stdout


def test_json_explains_too(sample):
    (rule,) = json.loads(run("headings/too-long", "--format", "json").stdout)
    assert rule["id"] == "headings/too-long"
    assert rule["fix"] == "Shorten it."
    assert rule["options"] == [
        {"name": "max-characters", "type": "a whole number from 10 to 200", "default": 70}
    ]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("headings/to-long", "Did you mean “headings/too-long”?"),
        ("heading", "Did you mean “headings”?"),
        ("too-long", "Did you mean “headings/too-long”?"),
        ("zebra", "`seoaudit rules` lists them."),
    ],
)
def test_an_unknown_name_ends_with_exit_code_2(sample, name, remedy):
    result = run(name)
    assert result.exit_code == 2
    assert result.stderr == f"seoaudit: there is no rule or category “{name}”. {remedy}\n"


@pytest.mark.parametrize("name", sorted(all_rules()))
def test_every_rule_can_be_explained(name):
    result = run(name)
    assert result.exit_code == 0, result.stdout
    assert f'[rules."{name}"]' in result.stdout


def test_a_site_rule_has_no_weight_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    explained = CliRunner().invoke(main, ["rules", "links/orphan"]).output
    assert "weight" not in explained
    assert "counts for the gate, not for" in explained
    (tmp_path / "seoaudit.toml").write_text('[rules."links/orphan"]\nweight = 1\n')
    (tmp_path / "post.md").write_text("# Tents\n")
    refused = CliRunner().invoke(main, ["check", "post.md"])
    assert refused.exit_code == 2
    assert "seoaudit.toml:2:1: “links/orphan” has no weight" in refused.stderr


def test_a_rule_for_one_language_says_so():
    assert "pages in en\n" in CliRunner().invoke(main, ["rules", "links/vague-reference"]).output
