"""Phrases, substitutions and patterns: what they find, where, and what they propose."""

import pytest

from seoaudit.audit import run
from tests.unit.data_rules.conftest import page_of

PLAIN = 'kind = "phrase"\nphrases = ["utilize", "click here"]\nbad = "utilize"\n'


def test_phrases_are_found_where_an_author_writes_for_readers(findings):
    text = (
        "---\ntitle: Utilize it\ndescription: We utilize it\n---\n\n# Utilize\n\nClick\nhere to *utilize* it.\n\n- utilize\n"
        "\n| utilize |\n|---|\n| a |\n"
    )
    assert findings(PLAIN, text) == [
        "2:8 “Utilize” should not stand here",
        "3:17 “utilize” should not stand here",
        "6:3 “Utilize” should not stand here",
        "8:1 “Click here” should not stand here",
        "9:10 “utilize” should not stand here",
        "11:3 “utilize” should not stand here",
        "13:3 “utilize” should not stand here",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Utilizes, reutilize, utilize_it.",
        "The command `utilize --all` and ``x ` utilize``.",
        "<kbd>utilize</kbd>",
        "> We utilize it.",
        "```\nutilize\n```",
        "See https://example.net/utilize and utilize.example.net and /docs/utilize and @utilize.",
        "[it](/utilize/)",
    ],
)
def test_other_words_code_quotations_and_addresses_are_passed_over(findings, text):
    assert findings(PLAIN, text) == []


def test_words_of_other_scripts_have_boundaries_too(findings):
    toml = 'kind = "phrase"\nphrases = ["кот", "élan"]\nbad = "кот"'
    assert findings(toml, "Который кот? Un élan, élans.") == [
        "1:9 “кот” should not stand here",
        "1:17 “élan” should not stand here",
    ]


def test_apostrophes_and_hyphens_are_alike_however_they_are_typed(findings):
    toml = 'kind = "phrase"\nphrases = ["can\'t", "e-mail"]\nbad = "can\'t"'
    assert len(findings(toml, "We can’t send e‑mail.")) == 2


def test_inflections_are_told_by_the_stems_of_the_language(findings):
    toml = 'kind = "phrase"\nphrases = ["reach out", "Lösung"]\ninflections = true\nbad = "reaching out"'
    english = "We reached out. They reach out. A reacher out there. Outreach."
    assert [each.partition(" ")[0] for each in findings(toml, english, language="en")] == ["1:4", "1:22"]
    assert len(findings(toml, "Die Lösungen und die Losung.", language="de")) == 1
    assert (
        len(findings(toml, "Reach out, reaching out.", language="xx")) == 1
    )  # no stemmer: only as it is written


def test_exceptions_are_longer_phrases_in_which_a_match_is_right(findings):
    toml = PLAIN + 'except = ["utilize the bus"]'
    assert findings(toml, "Utilize the bus, or utilize it.") == ["1:21 “utilize” should not stand here"]


def test_a_substitution_is_for_what_is_not_yet_right(findings):
    toml = """
    kind = "substitution"
    swap = { wordpress = "WordPress", "in order to" = "to" }
    message = "“{match}” → “{replacement}” in {scope}"
    bad = "wordpress"
    """
    assert findings(toml, "# WordPress or Wordpress\n\nIn order to win, in order to lose.") == [
        "1:16 “Wordpress” → “WordPress” in a heading",
        "3:1 “In order to” → “To” in a passage",
        "3:18 “in order to” → “to” in a passage",
    ]


def test_letters_matter_where_the_rule_says_so(findings):
    toml = 'kind = "substitution"\nswap = { IOS = "iOS" }\nmatch-case = true\nbad = "IOS"'
    assert findings(toml, "IOS, iOS and ios") == ["1:1 “IOS” should be “iOS”"]


def test_a_pattern_lends_its_groups_to_message_and_replacement(findings):
    toml = r"""
    kind = "pattern"
    pattern = '(?P<number>\d+)(kg|km)\b'
    replacement = "{number} {2}"
    message = "“{match}”: {number} and {2}, better “{replacement}”"
    bad = "3kg"
    """
    assert findings(toml, "It weighs 12kg.") == ["1:11 “12kg”: 12 and kg, better “12 kg”"]


def test_anchors_are_the_ends_of_a_passage(findings):
    toml = 'kind = "pattern"\nscope = "headings"\npattern = \'^Why|[.]$\'\nbad = "Why"'
    text = "# Why not\n\n## And why\n\n## A sentence.\n\nWhy not.\n"
    assert [each.split()[0] for each in findings(toml, text)] == ["1:3", "5:14"]


def test_edits_are_only_proposed_where_the_source_reads_as_the_page_does(rule):
    own = rule('kind = "substitution"\nswap = { "word press" = "WordPress" }\nbad = "word press"')
    page = page_of('---\ntitle: "Word press"\n---\n\nWord press, *word* press, word\npress.\n')
    edits = [each.edits for each in run(own, page).findings]
    assert [bool(each) for each in sorted(edits, key=lambda each: each[0].span if each else (99, 0))] == [
        True,
        True,
        False,
        False,
    ]
    text = page.source.text
    assert {text[slice(*edit.span)] for each in edits for edit in each} == {"Word press"}


@pytest.mark.parametrize(
    ("replacement", "scope"),
    [("Word: press", "title"), ("<b>x</b>", "text"), ("a *b*", "text"), ("new-slug", "slug")],
)
def test_what_could_be_markup_end_a_value_or_change_an_address_is_not_written(rule, replacement, scope):
    own = rule(f'kind = "substitution"\nscope = "{scope}"\nswap = {{ post = "{replacement}" }}\nbad = "post"')
    result = run(own, page_of("---\ntitle: A post\n---\n\nA post.\n"))
    assert [each.edits for each in result.findings] == [()]


def test_a_rule_about_many_passages_is_failed_in_part(rule):
    result = run(rule(PLAIN), page_of("One.\n\nTwo.\n\nWe utilize three.\n\nFour.\n"))
    assert (result.members, result.score) == (4, 0.75)


def test_rules_for_other_languages_do_not_apply(rule):
    own = rule(PLAIN + 'languages = ["de"]')
    assert run(own, page_of("We utilize it.", language="en-GB")).outcome == "not-applicable"
    assert run(own, page_of("We utilize it.", language="de-AT")).outcome == "failed"
