"""The documentation says what the program does: what is generated is up to date, what is written by hand is so."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

from docs.generators import commands, environment, front_matter, interface
from docs.generators.outputs import with_outputs
from seoaudit import api, testing
from seoaudit.cli import main
from seoaudit.facts import metadata as metadata_facts
from seoaudit.facts.indexing import _SWITCHES, robots_directives
from seoaudit.facts.keyphrase import _KEYS as KEYPHRASE_KEYS
from seoaudit.facts.keyphrase import given_keyphrase
from seoaudit.facts.metadata import metadata
from seoaudit.page import Source
from seoaudit.parsing import parse
from seoaudit.registry import rules
from seoaudit.web.response import Trouble

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
#: Pages that people write; the rules' pages are generated from what is tested elsewhere.
WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
PAGES = [*WRITTEN, *sorted((DOCS / "reference").glob("*.md")), *sorted((DOCS / "rules").rglob("*.md"))]


def text(page):
    return page.read_text(encoding="utf-8")


# What is generated


def test_what_is_generated_is_up_to_date():
    done = subprocess.run(
        [sys.executable, str(DOCS / "generate.py"), "--check"],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'rules'}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("rule", rules())
def test_the_page_of_a_rule_says_all_there_is_to_say(rule):
    page = text(DOCS / "rules" / f"{rule}.md")
    headings = re.findall(r"^## (\w+)", page, re.MULTILINE)
    assert {"Why", "How", "Bad", "Good", "What"} <= set(headings)
    for option in rules()[rule].options.__struct_fields__:
        assert f"| `{option.replace('_', '-')}` | " in page


def test_every_command_and_option_is_described():
    page = text(DOCS / "reference" / "commands.md")
    sections = dict(re.findall(r"^## `(seoaudit[ \w]*)`\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    asked = [main.list_commands(click.Context(main)), ["rules new", "rules test"]]
    assert {f"seoaudit {name}" for names in asked for name in names} < set(sections)
    for name, command, context in commands.commands():
        told = " ".join(command.get_help(context).split())
        for option in set(re.findall(r"(?<=\s)--?[a-z][a-z-]*(?=[\s,])", told.partition(" Options: ")[2])):
            assert option in sections[name], f"{name} {option}"


def test_every_name_of_the_api_is_described_under_its_subject():
    page = text(DOCS / "reference" / "api.md")
    for name in (*api.__all__, *testing.__all__):
        (body,) = re.findall(
            rf"^### `{name}`(?: \(fact\))?\n(.*?)(?=^##)", f"{page}\n##", re.MULTILINE | re.DOTALL
        ) or [""]
        words = re.sub(r"```.*?```", "", body, flags=re.DOTALL).split()
        assert len(words) > 2, f"{name} is not described"
    assert list(interface.parts()) == list(interface.PARTS), (
        "say in docs/generators/interface.py where it belongs"
    )


def test_every_variable_of_the_environment_is_described():
    read = set()
    for file in (ROOT / "seoaudit").rglob("*.py"):
        read |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", text(file)))
        read |= set(re.findall(r"\"(SEOAUDIT_[A-Z_]+)\"", text(file)))
    assert read == set(environment.VARIABLES)


def test_exit_codes_are_those_that_the_page_tells(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.md").write_text("# Tents\n\nText.\n")
    (tmp_path / "weak.md").write_text("# Tents\n\n#### Poles\n")
    check = "check --select headings/skipped-level --fail-under 0 --fail-on warning -o report.json"
    told = dict(
        re.findall(
            r"^\| \[`seoaudit ([\w ]+)`\].*?\| (.*) \|$", text(DOCS / "reference/exit-codes.md"), re.MULTILINE
        )
    )
    for line, code in {
        f"{check} good.md": 0, "report report.json": 0, "compare report.json report.json": 0, f"{check} weak.md": 1,
        "report  report.json": 1, "check nowhere.md": 2, "report nowhere.json": 2, "config nowhere.md": 2, "config good.md": 0,
        "rules headings": 0, "rules nothing": 2, "init": 0, "completion bash": 0, "completion sh": 2, "graph good.md": 0,
        "badge report.json": 0, "badge good.md": 2, "baseline good.md": 0, "rules new nonsense": 2, "rules test good.md": 2,
    }.items():  # fmt: skip
        done = CliRunner().invoke(main, line.split())
        assert done.exit_code == code, f"{line}: {done.output}"
        name = next(name for name in sorted(told, key=len, reverse=True) if line.startswith(name))
        assert re.search(rf"\b{code} ", told[name]), f"the page does not say that {name} can exit with {code}"


# Front matter: every key that the page names does what it says


def page_with(key, value):
    lines = [f"{'  ' * depth}{part}:" for depth, part in enumerate(key.split("."))]
    return parse(Source("a.md", "---\n" + "\n".join(lines) + f" {value}\n---\n\nText.\n", "markdown"))


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name, keys in metadata_facts._KEYS.items() for key in keys]
)
def test_a_key_of_the_metadata_is_read(name, key):
    assert f"`{key}`" in text(DOCS / "reference" / "front-matter.md")
    assert getattr(metadata(page_with(key, "winter")), name).value == "winter"


def test_other_keys_are_read():
    for key in KEYPHRASE_KEYS:
        assert given_keyphrase(page_with(key, "bike fitting")).text == "bike fitting"
    for key in front_matter.TAGS:
        assert [each.value for each in metadata(page_with(key, "[bikes]")).tags] == ["bikes"]
    for key in front_matter.KEYWORDS:
        assert [each.value for each in metadata(page_with(key, "[bikes]")).keywords] == ["bikes"]
    for key, value in _SWITCHES:
        assert [each.name for each in robots_directives(page_with(key, str(value).lower()))] == ["noindex"]
    assert metadata(page_with("draft", "true")).draft


# What is written by hand


def test_the_list_of_all_pages_has_them_all():
    listed = set(re.findall(r"\]\(([\w/-]+\.md)\)", text(DOCS / "README.md")))
    there = {
        file.relative_to(DOCS).as_posix()
        for folder in (DOCS, DOCS / "reference")
        for file in folder.glob("*.md")
    }
    assert listed == there - {"README.md"} | {"rules/README.md"}


def test_every_link_leads_somewhere():
    for page in PAGES:
        prose = re.sub(r"^(`{3,})[^`].*?^\1$|`[^`\n]+`", "", text(page), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)", prose):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_every_word_for_what_servers_do_is_explained():
    words = re.search(r"^\| word \|.*?\n\n", text(DOCS / "live.md"), re.MULTILINE | re.DOTALL)[0]
    assert set(re.findall(r"`([\w-]+)`", re.sub(r"\|[^|]*\|$", "|", words, flags=re.MULTILINE))) == {
        *get_args(Trouble)
    } - {""}


def typed():
    """Every command that a page shows, with the page."""
    for page in PAGES:
        shown = re.findall(r"^ *```sh\n(.*?)^ *```$", text(page), re.MULTILINE | re.DOTALL)
        shown += re.findall(r"^ {4}seoaudit .*\n", text(page), re.MULTILINE)
        for line in "".join(shown).replace("\\\n", " ").splitlines():
            if found := re.match(r"(?:cat \S+ \| )?seoaudit (.*)", line.strip()):
                yield page.relative_to(ROOT).as_posix(), found[1]


@pytest.mark.parametrize("page", sorted({page for page, _ in typed()}))
def test_commands_are_such_as_there_are(page):
    """Of every command, its options are taken apart as the program does, and nothing is run."""
    for own, line in typed():
        if own == page:
            arguments = re.split(r"\s(?:#|\||>|<|\(|&&|  )", f" {line}")[0].replace('"', "").split()
            command = main
            while isinstance(command, click.Group):
                context = click.Context(command)
                if arguments and (found := command.get_command(context, arguments[0])):
                    command, arguments = found, arguments[1:]
                else:  # “seoaudit rules headings” is “seoaudit rules show headings”
                    command = command.get_command(context, "show")
            assert command, f"{page}: seoaudit {line}"
            command.make_parser(click.Context(command)).parse_args(arguments)  # an unknown option raises


# The blocks that commands print


def test_an_output_that_is_out_of_date_is_written_anew(tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("# Tents\n\n#### Poles\n")
    command = "seoaudit check a.md --format concise --select headings/skipped-level"
    page = f"Before.\n\n<!-- output of `{command}` in posts -->\n```text\nold\n```\n\nAfter.\n"
    new = with_outputs(page, tmp_path)
    said = "a.md:3:1: warning h4 follows h1, without an h2 between them [headings/skipped-level]"
    assert new == page.replace("\nold\n", f"\n{said}\n")
    assert with_outputs(new, tmp_path) == new


def test_a_command_that_fails_is_no_example(tmp_path):
    with pytest.raises(SystemExit, match="cannot be shown"):
        with_outputs("<!-- output of `seoaudit check nowhere.md` -->\n```text\n```\n", tmp_path)


def test_only_the_first_parts_are_shown(tmp_path):
    page = "<!-- output of `seoaudit rules headings/skipped-level`, 2 parts -->\n```text\n```\n"
    assert with_outputs(page, tmp_path).splitlines()[2:] == [
        "headings/skipped-level", "", "Heading levels go down one step at a time.", "…", "```",
    ]  # fmt: skip
