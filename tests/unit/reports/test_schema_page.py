"""``docs/report-schema.md`` explains every field of the report, and none that is not there."""

import re
from pathlib import Path

import msgspec
import pytest

import seoaudit.report as run
from seoaudit.model import Evidence, Outcome, Severity
from seoaudit.report import fetched, page, page_map, site

PAGE = (Path(__file__).parents[3] / "docs" / "report-schema.md").read_text(encoding="utf-8")
SECTIONS = {
    match[1]: match[2]
    for match in re.finditer(r"^## (\w+)$\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
STRUCTS = {
    name: value
    for module in (run, page, page_map, site, fetched)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == module.__name__
}


@pytest.mark.parametrize("name", STRUCTS)
def test_every_field_is_explained_in_its_section_in_order(name):
    rows = re.findall(r"^\| `(\w+)` \| \S", SECTIONS[name], re.MULTILINE)
    assert rows == list(STRUCTS[name].__struct_fields__)


def test_every_section_is_a_type_and_every_link_leads_to_one():
    assert set(SECTIONS) == set(STRUCTS)
    targets = set(re.findall(r"\]\(#([\w-]+)\)", PAGE))
    assert targets <= {name.lower() for name in SECTIONS}
    assert {name.lower() for name in SECTIONS} - targets == set()


def test_every_value_a_field_may_have_is_named():
    for choices in (Severity, Outcome, Evidence):
        for value in choices.__args__:
            assert f"`{value}`" in PAGE
