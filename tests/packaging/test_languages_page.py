"""The table of languages is derived: who asks for a language by its name is found out, not written down."""

import importlib.util
from pathlib import Path

import pytest

from seoaudit.api import Finding, NotApplicable, Page, language, rule
from seoaudit.registry import rules

PROGRAM = Path(__file__).parents[2] / "docs" / "languages.py"


@pytest.fixture
def languages():
    spec = importlib.util.spec_from_file_location("languages_page", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(page: Page):
    yield Finding(page.start, "said in English")


def only_english(page: Page):
    if language(page).root != "en":
        raise NotApplicable("in English only")
    yield from words(page)


@pytest.mark.parametrize(
    ("check", "declared", "by_name"), [(words, (), False), (words, ("en",), True), (only_english, (), True)]
)
def test_a_rule_that_knows_one_language_is_found_out(languages, monkeypatch, check, declared, by_name):
    name = "links/vague-reference"  # for its cases
    made = rule(severity="info", weight=1, evidence="heuristic", source="ours", id=name, languages=declared)(
        check
    )
    monkeypatch.setattr(languages, "rules", lambda: {**rules(), name: made})
    monkeypatch.setattr(languages, "_PAGE_RULES", [name])
    assert languages._by_name() == ({name} if by_name else frozenset())
