"""The fixes of one document: it gets better, and better again does not change it."""

import codecs

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seoaudit.audit import prepare
from seoaudit.config import Settings
from seoaudit.engines.document import Place
from seoaudit.engines.page import Plan, audit_bytes
from seoaudit.fixes import document
from seoaudit.fixes.document import fix_document
from seoaudit.model import Edit, Finding, Span, Verdict
from seoaudit.registry import rules
from seoaudit.rule import rule

EVERY_RULE = Settings(rules=tuple(rules()))
PLAN = Plan(EVERY_RULE)


def auditor(plan=PLAN, name="post.md"):
    return lambda data: audit_bytes(name, data, plan, "2026-01-15", Place(), rows=False)


def fix(data, unsafe=False, plan=PLAN, only=None):
    return fix_document(data, "markdown", auditor(plan), unsafe=unsafe, only=only)


POST = b"""---
title: "Tents "
---
Read [the code](http://github.com/camp/tents).

#### Poles

Don\xc3\xa2\xe2\x82\xac\xe2\x84\xa2t buy the first one.
"""


def test_several_rules_mend_one_document():
    found = fix(POST)
    assert found.data.decode() == (
        '---\ntitle: "Tents"\n---\nRead [the code](https://github.com/camp/tents).\n\n## Poles\n\n'
        "Don’t buy the first one.\n"
    )
    assert found.fixed == {
        "content/mojibake": 1,
        "headings/skipped-level": 1,
        "links/insecure": 1,
        "metadata/padded-value": 1,
    }
    assert not found.left


def test_only_what_is_asked_for():
    found = fix(POST, only=frozenset({("headings/skipped-level", 6, 1)}))
    assert found.fixed == {"headings/skipped-level": 1}
    assert b'"Tents "' in found.data


def test_a_skipped_level_within_a_skipped_level_takes_two_rounds():
    found = fix(b"# Tents\n\n### Poles\n\n##### Alu\n")
    assert found.data == b"# Tents\n\n## Poles\n\n### Alu\n"
    assert found.fixed == {"headings/skipped-level": 2}


def test_a_thousand_findings_are_mended_a_part_at_a_time(monkeypatch):
    monkeypatch.setattr(document, "_MOST_AT_ONCE", 2)
    found = fix(b"# Tents\n\n" + b"## Poles\n\nLong.\n\n#### Wood\n\nHard.\n\n" * 7)
    assert found.fixed == {"headings/skipped-level": 7}
    assert found.data.count(b"\n### Wood") == 7


def test_no_change_where_nothing_can_be_mended():
    data = b"# Tents\n\nText.\n"
    assert fix(data).data == data


def test_what_is_not_text_is_left_alone_and_said_so():
    found = fix(b"# Caf\xe9 \x81\n\n#### Poles\n")
    assert "bytes that are not windows-1252" in found.left[""]


def own_plan(check, **more):
    """Return a plan with every rule and one more, whose edits may be as wrong as they like."""
    made = rule(severity="warning", weight=2, evidence="heuristic", source="test", id="test/own", **more)(
        check
    )
    plan = Plan(EVERY_RULE)
    plan.rules = [*plan.rules, made]
    plan.by_id = {**plan.by_id, made.id: made}
    plan.ready = prepare(plan.rules, plan.options)
    plan.scale = msgspec.structs.replace(plan.scale) if isinstance(plan.scale, msgspec.Struct) else plan.scale
    return plan


def test_a_fix_that_makes_an_error_is_taken_back(monkeypatch):
    def own(page):
        at = page.source.text.find("About")
        if at >= 0:
            yield Finding(
                Span(at, at + 5), "bad word", edits=(Edit(Span(at, at + 5), "Lorem ipsum dolor sit amet"),)
            )

    found = fix(b"# Tents\n\n#### Poles\n\nAbout tents.\n", plan=own_plan(own))
    assert found.data == b"# Tents\n\n## Poles\n\nAbout tents.\n"
    assert "content/placeholder would find a new error" in found.left["test/own"]


def test_a_fix_that_does_not_help_is_taken_back():
    def own(page):
        yield Finding(Span(0, 1), "still there", edits=(Edit(Span(0, 0), " "),))

    found = fix(b"Tents are light.\n", plan=own_plan(own))
    assert found.data == b"Tents are light.\n"
    assert "would still find the same" in found.left["test/own"]


def test_rules_that_quarrel_come_to_an_end():
    def own(page):
        text = page.source.text
        for one, other in (("colour", "color"), ("color", "colour")):
            at = text.find(one)
            if at >= 0:
                yield Finding(
                    Span(at, at + len(one)), f"not {one}", edits=(Edit(Span(at, at + len(one)), other),)
                )
                return

    assert fix(b"The colour.\n", plan=own_plan(own)).data in (b"The colour.\n", b"The color.\n")


def test_one_bad_fix_of_many_leaves_the_others():
    def own(page):
        text, at = page.source.text, -1
        while (at := text.find("teh", at + 1)) >= 0:
            better = "lorem ipsum dolor" if text.startswith("teh end", at) else "the"
            yield Finding(Span(at, at + 3), "misspelt", edits=(Edit(Span(at, at + 3), better),))

    found = fix(b"# A\n\nIn teh house, teh yard, teh end, teh road and teh wood.\n", plan=own_plan(own))
    assert found.data == b"# A\n\nIn the house, the yard, teh end, the road and the wood.\n"
    assert found.fixed == {"test/own": 4}


LINES = st.sampled_from(
    [
        "# Tents", "## Poles", "### Pegs", "#### Alu", "###### Deep", "Setext", "---", "===", "", "", "Some text stands here.",
        "**Bold line**", "[a](http://github.com/x)", "<http://en.wikipedia.org/wiki/T>", "![](a.png)", "Donâ€™t", "- item",
        "> #### quoted", "<h4>Tag</h4>", '<img src="spacer.gif">', "```", "[b](http://shop.example.net/ü \"t\")", "1. one", "éü😀",
    ]
)  # fmt: skip
HEADS = st.sampled_from(
    ["", '---\ntitle: "Tents "\n---\n', "---\ntitle: Tents\ndraft: true\nslug: A_b\n---\n", '+++\ntags = ["a ", "b"]\n+++\n', "---\ndate: 2024-01-01\n---\n"]
)  # fmt: skip
ENCODINGS = st.sampled_from(
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HEADS, st.lists(LINES, max_size=14), ENCODINGS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_fixing_twice_is_fixing_once_and_never_costs_points(head, lines, encoding, newline, unsafe):
    name, mark = encoding
    data = mark + (head + "\n".join(lines) + "\n").replace("\n", newline).encode(name)
    once = fix(data, unsafe)
    twice = fix(once.data, unsafe)
    assert twice.data == once.data
    assert not twice.fixed
    before, after = auditor()(data).report, auditor()(once.data).report
    assert after.score >= before.score
    assert after.media == before.media
    assert once.data.startswith(mark)
    text = once.data[len(mark) :].decode(name)
    assert newline == "\n" or "\n" not in text.replace("\r\n", "")


@settings(max_examples=25, deadline=None)
@given(HEADS, st.lists(LINES, max_size=12))
def test_what_the_old_windows_wrote_keeps_its_bytes(head, lines):
    data = (head + "\n".join([*lines, "caf\xe9"]) + "\n").encode("windows-1252", errors="ignore")
    found = fix(data)
    assert found.data.decode("windows-1252").count("caf\xe9") == data.decode("windows-1252").count("caf\xe9")
    assert fix(found.data).data == found.data


def test_verdicts_with_edits_are_mended_too():
    def own(page):
        at = page.source.text.find("teh")
        return (
            Verdict(0.5, [Finding(Span(at, at + 3), "misspelt", edits=(Edit(Span(at, at + 3), "the"),))])
            if at >= 0
            else None
        )

    assert fix(b"In teh house.\n", plan=own_plan(own)).data == b"In the house.\n"


@pytest.mark.parametrize("name", [name for name, each in rules().items() if each.fixable])
def test_what_is_called_fixable_has_a_case_that_shows_it(name):
    from pathlib import Path

    from seoaudit.testing import load_cases

    cases = load_cases(Path(__file__).parents[2] / "rules" / f"{name}.md")
    changed = [case for case in cases if case.fixed not in (None, case.source.text)]
    assert changed
    if rules()[name].fixable == "safe":
        assert any(not case.unsafe for case in changed)
