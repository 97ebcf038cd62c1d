"""Running a rule: every kind of judgement, and every way a rule can fail, becomes a result."""

from typing import Annotated

import msgspec
import pytest

from seoaudit.api import (
    Context,
    Finding,
    Measurement,
    Meta,
    NotApplicable,
    Page,
    Source,
    Span,
    Verdict,
    headings,
    rule,
)
from seoaudit.audit import run
from seoaudit.pack import rule_faults
from seoaudit.parsing import parse
from seoaudit.rule import option_names, options_from, parse_documentation

PAGE = parse(Source("post.md", "# One\n\n## Two\n\nText.\n", "markdown"))
EMPTY = parse(Source("post.md", "Text.\n", "markdown"))


def make(check, **options):
    arguments = {
        "severity": "warning",
        "weight": 1,
        "evidence": "heuristic",
        "source": "a test",
        "id": "test/rule",
    }
    return rule(**{**arguments, **options})(check)


def test_findings_fail_a_rule_and_their_share_is_its_score():
    made = make(lambda page: [Finding(page.headings[0].span, "bad")], of=headings)
    result = run(made, PAGE)
    assert (result.outcome, result.score, len(result.findings)) == ("failed", 0.5, 1)


@pytest.mark.parametrize(
    ("status", "path", "applied"),
    [
        (200, "/huts/", {"text", "page", "response"}),
        (404, "/huts/", {"response"}),
        (503, "/huts/", {"response"}),
        (200, "/blog/page/2/", {"page", "response"}),
        (200, "/privacy/", {"page", "response"}),
    ],
)
def test_what_a_rule_judges_decides_whether_it_applies(status, path, applied):
    page = parse(
        Source(path, "<!doctype html><title>Huts</title><p>Text.", "html"),
        Context(url=f"https://example.com{path}", status=status),
    )
    made = {judges: make(lambda page: [], judges=judges) for judges in ("text", "page", "response")}
    assert {judges for judges, each in made.items() if run(each, page).outcome == "passed"} == applied


def test_a_category_says_what_its_rules_judge():
    ids = ("readability/own", "indexing/own", "outdoors/own")
    assert [make(lambda page: [], id=id_).judges for id_ in ids] == ["text", "response", "page"]


def test_two_findings_at_one_place_count_once():
    made = make(
        lambda page: [Finding(page.headings[0].span, "bad"), Finding(page.headings[0].span, "worse")],
        of=headings,
    )
    assert run(made, PAGE).score == 0.5


def test_no_findings_pass():
    assert run(make(lambda _: ()), PAGE).outcome == "passed"
    assert run(make(lambda _: None), PAGE).outcome == "passed"


def test_a_rule_about_nothing_does_not_apply():
    assert run(make(lambda _: (), of=headings), EMPTY).outcome == "not-applicable"


def test_a_rule_that_asks_is_told_the_effective_bounds():
    def check(page: Page, *, good: float = 25, bad: float = 30) -> Measurement:
        return Measurement(29, "%", [Finding(page.start, f"{good:g} to {bad:g}")])

    made = make(check, good=25, bad=30)
    assert run(made, PAGE, {"bad": 40.0}).findings[0].message == "25 to 40"
    assert [name for name in made.options.__struct_fields__ if name in ("good", "bad")] == ["good", "bad"]


def test_a_measurement_is_scored_between_good_and_bad():
    made = make(lambda page: Measurement(27.5, "%", [Finding(page.start, "long")]), good=25, bad=30)
    result = run(made, PAGE)
    assert (result.outcome, result.score, result.target) == ("failed", 0.5, "at most 25")
    passed = run(made, PAGE, {"good": 28.0})
    assert (passed.outcome, passed.findings) == ("passed", ())


def test_a_verdict_decides_for_itself():
    result = run(make(lambda page: Verdict(0.67, [Finding(page.start, "late")])), PAGE)
    assert (result.outcome, result.score) == ("failed", 0.67)


def test_not_applicable_says_why():
    def check(page: Page):
        raise NotApplicable("no keyphrase")

    assert run(make(check), PAGE).reason == "no keyphrase"


def test_a_broken_rule_is_a_result_too():
    result = run(make(lambda _: 1 / 0), PAGE)
    assert result.outcome == "errored"
    assert "ZeroDivisionError" in result.reason


def test_a_broken_rule_says_in_which_line_of_its_file():
    def check(page: Page):
        yield Finding(page.start, "one")
        yield page.sentences  # no page has them

    line = check.__code__.co_firstlineno + 2
    assert run(make(check), PAGE).reason == (
        f"test_audit.py:{line}: AttributeError: 'Page' object has no attribute 'sentences'"
    )


@pytest.mark.parametrize(
    ("declared", "outcome"),
    [
        ("en", "failed"),
        ("en-GB", "failed"),
        ("EN", "failed"),
        ("de", "not-applicable"),
        ("eng", "not-applicable"),
    ],
)
def test_a_rule_for_one_language_does_not_apply_elsewhere(declared, outcome):
    page = parse(Source("a.md", "# Title\n", "markdown"), Context(language=declared))
    result = run(make(lambda page: [Finding(page.start, "words")], languages=("en",)), page)
    assert result.outcome == outcome
    if outcome == "not-applicable":
        assert result.reason == "this rule knows pages in en only"


def test_languages_are_tags_in_a_tuple():
    with pytest.raises(TypeError, match=r"languages=\('en',\)"):
        make(lambda _: (), languages="en")
    made = make(lambda _: (), languages=("english!",))
    assert any("languages must be tags" in fault for fault in rule_faults(made))
    with pytest.raises(ValueError, match="a site rule"):
        rule(scope="site", severity="info", evidence="heuristic", source="ours", languages=("en",))


def test_a_failed_fact_fails_every_rule_that_needs_it_alike():
    def broken(page: Page):
        raise ValueError("no")

    first, second = run(make(lambda _: (), of=broken), PAGE), run(make(lambda _: (), of=broken), PAGE)
    assert first.outcome == second.outcome == "errored"


def test_weights_are_bounded_by_evidence():
    with pytest.raises(ValueError, match="heuristic"):
        make(lambda _: (), weight=3)


def test_options_come_from_the_signature():
    def check(page: Page, *, max_words: Annotated[int, Meta(ge=1)] = 8, only: tuple[str, ...] = ()):
        return ()

    made = make(check)
    assert option_names(made) == ("max-words", "only")
    assert options_from(made, {"max-words": 9}) == {"max_words": 9}
    for wrong in ({"max-words": 0}, {"max-words": "9"}, {"max-word": 9}):
        with pytest.raises(msgspec.ValidationError):
            options_from(made, wrong)


def test_a_docstring_is_taken_apart():
    found = parse_documentation("Headings go down.\n\nWhy: Readers\nskim.\n\nFix: Mend it.\n")
    assert (found.summary, found.why, found.fix, found.notes) == (
        "Headings go down.",
        "Readers skim.",
        "Mend it.",
        "",
    )


def test_spans_point_into_the_source():
    assert PAGE.source.text[slice(*PAGE.headings[1].span)] == "## Two"
    assert PAGE.position(Span(7, 8).start) == (3, 1)
