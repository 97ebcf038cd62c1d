"""`seoaudit config` shows what holds for a path and where it comes from; the documentation names every key."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli.check import check
from seoaudit.cli.config import config
from seoaudit.config import KEYS, discover
from seoaudit.config.keys import TABLES
from seoaudit.config.site import SITE_KEYS

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "configuration.md"

FILE = """\
fail-under = 70
ignore = ["headings/generic"]

[rules."headings/skipped-level"]
severity = "error"
max-step = 2

[[overrides]]
paths = ["docs/**"]
fail-under = 40
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def call(*arguments, files=(), missing=()):
        for name, text in dict(files).items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        for name in arguments:
            if name.endswith(".md") and name not in missing:
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).touch()
        return CliRunner().invoke(config, arguments)

    return call


def rows(result):
    """Return the table's rows: setting to (value, origin)."""
    found = {}
    for line in result.stdout.splitlines():
        cells = re.split(r" {2,}", line)
        if len(cells) == 3:
            found[cells[0]] = (cells[1], cells[2])
    return found


def test_without_a_configuration_the_defaults_are_shown(run):
    result = run("post.md")
    assert result.exit_code == 0
    assert "No configuration found: these are the defaults." in result.stdout
    assert rows(result)["fail-under"] == ("60", "default")
    assert rows(result)["max-warnings"] == ("(any number)", "default")
    assert set(KEYS) <= set(rows(result))


def test_every_setting_has_its_place(run):
    result = run("docs/guide.md", files={"seoaudit.toml": FILE})
    assert result.exit_code == 0
    shown = rows(result)
    assert shown["ignore"] == ('["headings/generic"]', "seoaudit.toml:2")
    assert shown["headings/skipped-level.severity"] == ('"error"', "seoaudit.toml:5")
    assert shown["headings/skipped-level.max-step"] == ("2", "seoaudit.toml:6")
    assert shown["fail-under"] == ("40", "override docs/** at")


def test_lines_fit_a_terminal(run):
    long = "a very long folder name that goes on/" * 4
    result = run("post.md", files={"seoaudit.toml": f'exclude = ["{long}"]\nkeyphrase = "{"x" * 200}"\n'})
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_page_has_the_last_word(run):
    page = "---\ntitle: x\nseo:\n  keyphrase: bike fitting\n  ignore: [headings/too-long]\n  language: no tag\n---\n"
    result = run("post.md", files={"seoaudit.toml": FILE, "post.md": page})
    shown = rows(result)
    assert shown["keyphrase"] == ('"bike fitting"', "post.md:4")
    assert "seoaudit.toml:2; post.md:5" in " ".join(result.stdout.split())
    assert shown["language"][1] == "default"
    assert (
        result.stderr
        == "post.md:6: “no tag” is not a language tag. Write a tag such as en, de-AT or pt-BR.\n"
    )


def test_json_has_values_as_they_are(run):
    result = run("docs/guide.md", "--format", "json", files={"seoaudit.toml": FILE})
    value = json.loads(result.stdout)
    assert value["path"] == "docs/guide.md"
    assert value["config"] == "seoaudit.toml"
    assert value["settings"]["fail-under"] == {"value": 40, "from": "override docs/** at seoaudit.toml:10"}
    assert value["settings"]["max-warnings"] == {"value": None, "from": "default"}
    assert value["settings"]["headings/skipped-level.max-step"] == {"value": 2, "from": "seoaudit.toml:6"}
    assert "headings/skipped-level" in value["rules"]
    assert "headings/generic" not in value["rules"]


def test_another_configuration_can_be_asked(run):
    result = run(
        "--config",
        "strict.toml",
        "post.md",
        files={"seoaudit.toml": FILE, "strict.toml": "fail-under = 90\n"},
    )
    assert rows(result)["fail-under"] == ("90", "strict.toml:1")


def test_mistakes_end_with_exit_code_2(run):
    result = run("post.md", files={"seoaudit.toml": "fail-undr = 1\njobs = -1\n"})
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "seoaudit.toml:1:1: unknown key “fail-undr”. Did you mean “fail-under”?",
        "seoaudit.toml:2:1: “jobs” must be a whole number of at least 0, not -1",
    ]


def test_escapes_do_not_reach_the_terminal(run):
    result = run("post.md", files={"seoaudit.toml": 'keyphrase = "a\\u001b[31mb\\u202ec"\n'})
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


HUGO = {"hugo.toml": 'baseURL = "https://bikes.example/"\n', "content/a/my post.md": "---\ntitle: x\n---\n"}


def test_the_site_is_shown_with_the_address_of_the_page(run):
    result = run("content/a/my post.md", files=HUGO)
    site = result.stdout[result.stdout.index("\nSite\n") :]
    assert "  generator  Hugo\n             from hugo.toml\n" in site
    assert "  url        https://bikes.example/\n             from hugo.toml:1\n" in site
    assert "  this page  https://bikes.example/a/my-post/\n" in site


def test_the_site_is_in_the_json(run):
    site = json.loads(run("content/a/my post.md", "--format", "json", files=HUGO).stdout)["site"]
    assert (site["generator"], site["content"], site["redirects"]) == ("Hugo", ["content"], 0)
    assert site["page"] == {
        "path": "/a/my-post/",
        "url": "https://bikes.example/a/my-post/",
        "language": "",
        "published": True,
        "aliases": [],
    }


def test_a_file_that_becomes_no_page_is_said_to_be_none(run):
    result = run("README.md", files={**HUGO, "README.md": "# x\n"})
    assert "  this page  (becomes no page of the site)\n" in result.stdout


def test_the_site_can_be_set_by_hand(run):
    config = '[site]\nurl = "https://shop.example/b/"\ncontent = ["content:/texts"]\n'
    site = json.loads(
        run("content/a/my post.md", "--format", "json", files={**HUGO, "seoaudit.toml": config}).stdout
    )["site"]
    assert site["page"]["url"] == "https://shop.example/b/texts/a/my%20post"
    assert site["from"]["url"] == "seoaudit.toml:2"


def test_the_documentation_names_every_key():
    text = DOCUMENTATION.read_text(encoding="utf-8")
    for name in (*KEYS, *TABLES):
        assert f"\n### `{name}`\n" in text
        assert f"| [`{name}`](#{name}) |" in text
    table = text[text.index("### `site`") : text.index("## In a page")]
    for key in SITE_KEYS:
        assert f"\n{key} = " in table


def test_the_documentation_says_rightly_where_a_key_may_stand():
    text = DOCUMENTATION.read_text(encoding="utf-8")
    for key in KEYS.values():
        (row,) = re.findall(rf"^\| \[`{key.name}`\].*$", text, re.MULTILINE)
        assert [cell.strip() for cell in row.split("|")[4:6]] == [
            "yes" if key.override else "",
            "yes" if key.page else "",
        ]


def test_the_examples_in_the_documentation_are_valid(run, tmp_path):
    text = DOCUMENTATION.read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    examples += re.findall(r"(?:^    (?:select|ignore) = .*\n)+", text, re.MULTILINE)
    assert len(examples) == 7
    for number, example in enumerate(examples):
        file = tmp_path / f"{number}.toml"
        file.write_text(example.replace("\n    ", "\n").strip(), encoding="utf-8")
        discover("post.md", explicit=file)
    settings = discover("content/docs/a.draft.md", explicit=tmp_path / "0.toml").for_path(
        "content/docs/a.draft.md"
    )
    assert (settings.fail_under, settings.fail_on) == (0, "never")


def test_the_command_line_options_of_the_documentation_exist():
    (sentence,) = re.findall(r"`seoaudit check` takes (.*?);", DOCUMENTATION.read_text(encoding="utf-8"))
    names = re.findall(r"`--([a-z-]+)`", sentence)
    assert {name.replace("-", "_") for name in names} <= {parameter.name for parameter in check.params}


def test_a_path_that_is_not_there_is_refused(run):
    result = run("nope.md", missing=["nope.md"])
    assert result.exit_code == 2
    assert result.stderr == "seoaudit: nope.md: there is no such file or directory. Check the path.\n"


def test_the_recognised_address_stands_at_the_setting(run):
    result = run("content/a.md", files={"hugo.toml": 'baseURL = "https://bikes.example/"\n'})
    assert rows(result)["site-url"] == ("(https://bikes.example/)", "hugo.toml:1")
    set_ = run("content/a.md", files={"seoaudit.toml": 'site-url = "https://other.example/"\n'})
    assert rows(set_)["site-url"][0] == '"https://other.example/"'
