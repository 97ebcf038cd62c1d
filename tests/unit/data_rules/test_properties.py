"""Whatever the page and whatever the rules: nothing breaks, places are right, and points add up."""

import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seoaudit.audit import audit, prepare, run
from seoaudit.config.reading import file_table
from seoaudit.data_rules.catalogue import made, rules_in
from seoaudit.data_rules.files import own_rules
from seoaudit.data_rules.kinds import Common, DataRule, packed, unpacked
from seoaudit.data_rules.messages import Message, fault
from seoaudit.data_rules.scopes import SCOPES
from seoaudit.data_rules.searching import Searches, phrase_pattern
from seoaudit.data_rules.wording import PatternRule, PhraseRule
from seoaudit.profiles import POST
from seoaudit.scoring import scale, score
from tests.unit.data_rules.conftest import page_of, read

ONE_OF_EACH = """
rule = [
  { id = "a", kind = "phrase", phrases = ["foo", "é"], inflections = true, except = ["foo bar"], bad = "foo" },
  { id = "b", kind = "substitution", swap = { foo = "Foo" }, bad = "foo" },
  { id = "c", kind = "pattern", pattern = '(\\w+)-\\w*', replacement = "{1}", bad = "a-b" },
  { id = "d", kind = "count", phrases = ["foo"], max = 1, each = true, bad = "foo foo" },
  { id = "e", kind = "count", element = "links", min = 1, bad = "" },
  { id = "f", kind = "length", scope = ["sections", "sentences", "alt"], unit = "words", max = 2, bad = "a b c" },
  { id = "g", kind = "front-matter", keys = { title = { type = "list", one-of = ["x"] }, a = {} }, bad = "" },
  { id = "h", kind = "heading", required = ["foo"], forbidden = ["é*"], case = "sentence", bad = "" },
  { id = "i", kind = "link", required = ["/foo*"], forbidden-text = ["foo"], bad = "" },
  { id = "j", kind = "image", caption = true, formats = ["png"], bad = "![a](a.gif)" },
  { id = "k", kind = "metric", metric = "words-per-sentence", good = 3, bad = 9 },
]
"""
RULES, MISTAKES = read(ONE_OF_EACH)
DATA = own_rules(file_table(ONE_OF_EACH, "x.toml", ()), (), ()).rules
ALONE = [made(each) for each in DATA]
PIECES = st.sampled_from(
    ["foo", "Foo bar", "é", "`foo`", "# foo\n", "\n\n", " ", "![foo](a.gif)", "[foo](/foo/)", "<code>", "a-b", "> ", "- foo\n",
     "|foo|\n|---|\n", "---\ntitle: foo\n---\n", "&#xD800;", "<figure>", "*foo*", "http://foo.example/foo", "~~~\nfoo\n~~~\n", "{{< foo >}}"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)
QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def test_there_is_one_of_each_kind():
    assert not MISTAKES
    assert len(RULES) == 11


@QUIET
@given(TEXTS, st.sampled_from(["post.md", "page.html", "note.txt"]))
def test_no_page_breaks_a_rule_and_places_lie_within_it(text, name):
    page = page_of(text, name, path="/x/", site_url="https://foo.example/")
    for result in audit(page, prepare(RULES.values())):
        assert result.outcome != "errored", f"{result.rule}: {result.reason}"
        assert 0 <= result.score <= 1
        for finding in result.findings:
            assert 0 <= finding.span.start <= finding.span.end <= len(page.source.text)
            for edit in finding.edits:
                assert page.source.text[slice(*edit.span)] in finding.message


@QUIET
@given(TEXTS)
def test_what_is_lost_adds_up(text):
    results = audit(page_of(text), prepare(RULES.values()))
    found = score(results, scale(RULES.values(), POST))
    assert sum(found.lost.values()) == pytest.approx(100 - found.earned)
    assert 0 <= found.value <= 100


@QUIET
@given(TEXTS)
def test_searching_together_finds_what_searching_alone_finds(text):
    page = page_of(text)
    for alone in ALONE:
        assert run(alone, page_of(text)) == run(RULES[alone.id], page)


@QUIET
@given(
    st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_any_phrase_makes_a_pattern_that_finds_it(phrases, match_case, whole_words):
    import re2

    try:
        phrases[0].encode()
    except UnicodeEncodeError:
        return
    pattern = phrase_pattern(phrases, match_case=match_case, whole_words=whole_words)
    assert re2.compile(pattern).search(f" {phrases[0]} ")


@given(st.text(alphabet="ab{} ", max_size=20))
def test_a_template_without_fault_is_filled_in(template):
    if fault(template, ("a", "b")) == ("", ""):
        said = Message(template)({"a": "1", "b": "2"})
        values = {"{{": "{", "}}": "}", "a": "1", "b": "2"}
        parts = r"\{\{|\}\}|\{ *([ab]) *\}"
        assert said == re.sub(parts, lambda part: values[part[1] or part[0]], template)


def test_rules_travel_as_bytes_and_the_same_bytes_are_the_same_rules():
    data = packed(DATA)
    assert unpacked(data) == DATA
    assert packed(unpacked(data)) == data
    assert rules_in(data) is rules_in(bytes(bytearray(data)))
    other = msgspec.structs.replace(DATA[0], common=msgspec.structs.replace(DATA[0].common, message="new"))
    assert packed((other, *DATA[1:])) != data


def test_a_set_that_runs_out_of_memory_hides_nothing(monkeypatch):
    monkeypatch.setattr("seoaudit.data_rules.searching._SET_MEMORY", 3_000)
    searches = Searches()
    phrase = DataRule(common=Common(id="local/a"), kind=PhraseRule(phrases=("foo",)))
    pattern = DataRule(common=Common(id="local/b"), kind=PatternRule(pattern="(?:[a-y]{1,20}[0-9]){1,20}z"))
    rules = [made(each, searches) for each in (phrase, pattern)]
    page = page_of("We say foo, and a1b2z.")
    assert [run(each, page).outcome for each in rules] == ["failed", "failed"]


@pytest.mark.parametrize("text", ["`" * 20_000, "` `` " * 4_000, "<code>" * 4_000, "foo " * 20_000])
def test_odd_text_is_looked_at_all_the_same(text):
    result = run(RULES["local/a"], page_of(f"So {text} foo"))
    assert result.outcome in ("failed", "passed")


def test_every_scope_has_its_example():
    for name, scope in SCOPES.items():
        assert "{}" in scope.example, name
        assert scope.one.startswith(("a ", "an ", "the ")), name
