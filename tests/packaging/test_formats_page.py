"""docs/formats.md describes every format, and names what the command line does."""

import re
from pathlib import Path

import pytest

from seoaudit.cli.formats import guessed_format
from seoaudit.reports import FORMATS
from seoaudit.reports.csv_report import FINDING_COLUMNS, PAGE_COLUMNS
from seoaudit.reports.markdown_report import LIMIT, MARK

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([\w-]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_section_and_a_place_in_the_table(name):
    assert len(SECTIONS[name].split()) > 8
    assert f"[{name}](#{name})" in PAGE


def test_there_is_a_section_for_nothing_else():
    assert set(SECTIONS) - {"Badges"} == set(FORMATS)


def test_the_endings_are_those_of_the_command_line():
    said = re.search(r"unless it is named with a colon: (.*?);", PAGE, re.DOTALL)[1]
    for ending, name in re.findall(r"`(\.\w+)`(?: \((\w+)\))?", said):
        assert guessed_format(f"report{ending}") == (name or ending[1:])


@pytest.mark.parametrize(("name", "columns"), [("csv", FINDING_COLUMNS), ("csv-pages", PAGE_COLUMNS)])
def test_the_columns_are_named_in_their_order(name, columns):
    named = re.findall(r"`(\w+)`", SECTIONS[name])
    assert tuple(each for each in named if each in columns) == columns


def test_figures_are_those_of_the_code():
    assert f"{LIMIT:,} characters" in SECTIONS["markdown"]
    assert f"`{MARK}`" in SECTIONS["markdown"]


def test_the_readme_names_every_format():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [name for name in FORMATS if f"`{name}`" not in readme]
