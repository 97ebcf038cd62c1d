"""The cookbook of docs/data-rules.md works, and its reference is that of the code."""

import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from docs.data_rules import written
from seoaudit.audit import run
from seoaudit.config import discover
from seoaudit.config.own_rules import with_own_rules
from seoaudit.config.reading import file_table
from seoaudit.data_rules.examples import example_page
from seoaudit.data_rules.kinds import KINDS, unpacked
from seoaudit.data_rules.schema import rule_schema
from seoaudit.registry import repertoire

PAGE = (Path(__file__).parents[2] / "docs" / "data-rules.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
RECIPES = [block for block in BLOCKS if "[[rule]]" in block]


def read(text):
    known, own = with_own_rules(repertoire(), file_table(text, "seoaudit.toml", ()), ())
    assert not own.errors, "\n".join(map(str, own.errors))
    return known.rules, unpacked(own.packed)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda text: re.search(r'id = "(.*?)"', text)[1])
def test_a_recipe_does_what_its_examples_say(recipe):
    rules, (rule,) = read(recipe)
    found = {
        text: run(rules[rule.id], example_page(rule, text)) for text in (*rule.common.bad, *rule.common.good)
    }
    assert all(found[text].findings for text in rule.common.bad)
    assert not any(found[text].findings for text in rule.common.good)
    jsonschema.validate(tomllib.loads(recipe)["rule"][0], rule_schema())


def test_all_of_the_page_is_a_configuration(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seoaudit.toml").write_text("\n".join(BLOCKS), encoding="utf-8")
    own = [
        name
        for name in discover("content/posts/a.md").for_path("content/posts/a.md").rules
        if name.startswith("local/")
    ]
    assert len(own) == len(RECIPES) - 1  # release notes are elsewhere


def test_every_kind_has_a_recipe():
    assert {rule.kind.__struct_config__.tag for recipe in RECIPES for rule in read(recipe)[1]} == set(KINDS)


def test_the_reference_is_that_of_the_code():
    assert written(PAGE) == PAGE, "run python docs/data_rules.py"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "phrase", "bad": "a"},
        {"kind": "phrase", "phrases": "a"},
        {"kind": "phrase", "phrases": "a", "bad": "a", "swap": {}},
        {"kind": "phrase", "phrases": "a", "bad": "a", "scope": "titel"},
        {"kind": "link", "bad": "a"},
        {"kind": "frase", "phrases": "a", "bad": "a"},
    ],
)
def test_the_schema_refuses_what_the_program_refuses(wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": "x", **wrong}, rule_schema())
