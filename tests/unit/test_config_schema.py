"""The JSON schema of the configuration says what the program says, as far as a schema can."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner

from seoaudit.cli.config import config
from seoaudit.config import KEYS, ConfigErrors, discover
from seoaudit.config.keys import TABLES
from seoaudit.config.schema import schema
from seoaudit.config.site import SITE_KEYS
from seoaudit.registry import repertoire, rules
from seoaudit.rule import options_from

SCHEMA = schema(repertoire())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_it_is_a_schema_of_draft_7():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "https://www.schemastore.org/seoaudit.json"


def test_it_has_every_key_with_its_default():
    assert set(SCHEMA["properties"]) == {*KEYS, *TABLES}
    assert set(SCHEMA["properties"]["site"]["properties"]) == set(SITE_KEYS)
    assert SCHEMA["properties"]["fail-under"] == {
        "type": "number", "minimum": 0, "maximum": 100, "default": 60, "description": "The least score a page may have.",
    }  # fmt: skip
    assert "default" not in SCHEMA["properties"]["max-warnings"]
    own = SCHEMA["properties"]["overrides"]["items"]["properties"]
    assert {name for name, key in KEYS.items() if key.override} | {"paths", "rules"} == set(own)


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_it_has_every_option_of_every_rule(rule):
    table = SCHEMA["definitions"]["rules"]["properties"][rule.id]
    assert table["description"] == rule.documentation.summary
    fields = msgspec.structs.fields(rule.options)
    own = {"severity"} if rule.scope == "site" else {"severity", "weight"}
    assert set(table["properties"]) == {*own, *(field.encode_name for field in fields)}
    defaults = {field.encode_name: table["properties"][field.encode_name]["default"] for field in fields}
    VALIDATOR.validate({"rules": {rule.id: defaults}})
    assert options_from(rule, defaults) == msgspec.structs.asdict(rule.options())


def agree(text, tmp_path):
    """Return whether schema and program take a configuration; they have to agree."""
    file = tmp_path / "seoaudit.toml"
    file.write_text(text, encoding="utf-8")
    try:
        discover("post.md", explicit=file)
        taken = True
    except ConfigErrors:
        taken = False
    assert VALIDATOR.is_valid(tomllib.loads(text)) == taken, text
    return taken


@pytest.mark.parametrize(
    "text",
    [
        "", "fail-under = 70.5", "max-warnings = 0", 'site-url = "https://example.org/blog/"', 'language = "pt-BR"',
        'select = ["all", "headings/too-long"]', "jobs = 2", 'baseline = "ci/known.json"', "title-is-h1 = false",
        '[rules."headings/too-long"]\nmax-characters = 80\nweight = 2.5',
        '[rules."readability/long-sentences"]\ngood = 20\nbad = 40',
        '[[overrides]]\npaths = ["docs/**"]\nprofile = "documentation"\n[overrides.rules."images/none"]\nseverity = "info"',
        '[site]\ngenerator = "Hugo"\ncontent = ["posts:/blog/"]',
    ],
)  # fmt: skip
def test_what_is_right_is_right_for_both(text, tmp_path):
    assert agree(text, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "fail-undr = 70", "fail-under = 101", 'fail-under = "70"', "max-warnings = -1", 'fail-on = "info"',
        'site-url = "example.org"', 'language = "english please"', 'select = "headings"', "jobs = -1", "packs = 3",
        'baseline = "/etc/known.json"', 'title-is-h1 = "no"', "paths = []",
        '[rules."headings/too-long"]\nmax-chars = 80', '[rules."headings/too-long"]\nmax-characters = 2',
        '[rules."headings/too-long"]\nseverity = "off"', '[rules."headings/too-long"]\nweight = 11',
        '[[overrides]]\nfail-under = 3', '[[overrides]]\npaths = []', '[[overrides]]\npaths = ["a"]\njobs = 2',
        '[site]\ngenerator = "hugo"', '[[rule]]\nid = "a"',
    ],
)  # fmt: skip
def test_what_is_wrong_is_wrong_for_both(text, tmp_path):
    assert not agree(text, tmp_path)


def test_what_only_the_program_can_know_is_left_to_it():
    for unknown in (
        'profile = "hut"',
        'packs = ["huts"]',
        '[rules."huts/open"]\nseverity = "info"\ndoors = 2',
    ):
        assert VALIDATOR.is_valid(tomllib.loads(unknown))


def test_the_examples_of_the_documentation_are_valid():
    examples = re.findall(
        r"^```toml\n(.*?)^```", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(examples) > 2
    for example in examples:
        VALIDATOR.validate(tomllib.loads(example))


def test_the_command_prints_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    printed = json.loads(CliRunner().invoke(config, ["--schema"]).stdout)
    assert json.dumps(printed, ensure_ascii=True).count("\\u201c") == 0  # straight quotation marks only
    assert printed["properties"].keys() == SCHEMA["properties"].keys()
