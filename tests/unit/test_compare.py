"""Comparing two reports: what is new, fixed and moved, and where points were won and lost."""

import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.compare import compare
from seoaudit.report.page import Location
from seoaudit.reports.changes import in_short, provisos

sys.path.insert(0, str(Path(__file__).parent / "reports"))
from sample_reports import (
    blocked_page,
    failed,
    finding,
    good_page,
    page_of,
    report_of,
    unreadable_page,
    weak_page,
)

RULES = ("keywords/density", "cta/dead-target", "headings/skipped-level", "readability/long-sentences")


def post(path, *losses, line=3):
    """A page that loses points by the first rules, one after the other."""
    results = [
        failed(rule, lost, finding(line, 1, f"{rule} is broken"))
        for rule, lost in zip(RULES, losses, strict=False)
        if lost
    ]
    return page_of(path, *results)


def compared(old, new, **more):
    return compare(report_of(*old), report_of(*new), **more)


def test_a_report_is_like_itself():
    found = compared([weak_page(), blocked_page()], [weak_page(), blocked_page()])
    assert (found.new, found.fixed, found.moved, found.pages, found.rules, found.cap) == (
        (),
        (),
        0,
        (),
        (),
        0,
    )
    assert found.unchanged > 20
    assert (
        in_short(found)
        == f"Since the earlier report: nothing has changed: {found.unchanged} findings, all as before"
    )
    assert list(provisos(found)) == []


def test_what_stands_elsewhere_has_moved():
    found = compared([post("a.md", 5, 5)], [post("a.md", 5, 5, line=9)])
    assert (len(found.new), len(found.fixed), found.unchanged, found.moved) == (0, 0, 2, 2)


losses = st.lists(st.sampled_from([0.0, 0.5, 2.25, 8.4]), min_size=4, max_size=4)
pages = st.lists(st.tuples(losses, losses, st.booleans(), st.booleans()), min_size=1, max_size=6)


@given(pages)
def test_points_of_rules_and_caps_add_up_to_what_the_scores_won(drawn):
    def page(number, lost, capped):
        made = post(f"{number}.md", *lost)
        return msgspec.structs.replace(made, score=min(made.score, 49.0)) if capped else made

    old = [page(number, before, cap) for number, (before, _, cap, _) in enumerate(drawn)]
    new = [page(number, after, cap) for number, (_, after, _, cap) in enumerate(drawn)]
    found = compared([*old, post("gone.md", 8)], [*new, good_page("added.md")])
    won = sum(after.score - before.score for before, after in zip(old, new, strict=True))
    assert sum(change.points for change in found.rules) + found.cap == pytest.approx(won, abs=0.01)
    assert found.shared.pages == len(drawn)
    assert (found.shared.after - found.shared.before) * len(drawn) == pytest.approx(won, abs=0.01)
    assert found.shared.gained + found.shared.lost <= len(drawn)


@given(pages)
def test_the_other_way_round_new_is_fixed(drawn):
    old = [post(f"{number}.md", *before) for number, (before, _, _, _) in enumerate(drawn)]
    new = [post(f"{number}.md", *after) for number, (_, after, _, _) in enumerate(drawn)]
    there, back = compared(old, new), compared(new, old)
    assert there.new == back.fixed
    assert there.unchanged == back.unchanged
    assert {change.rule: -change.points for change in there.rules} == {
        change.rule: change.points for change in back.rules
    }


def test_pages_that_come_and_go_are_no_work_on_the_others():
    found = compared(
        [post("a.md", 8), post("b.md")], [post("a.md", 8), post("c.md", 8, 8)], earlier="old.json"
    )
    assert (found.added, found.removed) == (("c.md",), ("b.md",))
    assert found.rules == () or all(change.points == 0 for change in found.rules)
    assert in_short(found) == (
        "Since old.json: the score of the one page in both is 92 as before; 2 findings are new, 0 fixed, 1 as before"
    )
    assert list(provisos(found)) == [
        "1 page was not in it; 2 of the new findings are on it.",
        "1 page is gone.",
    ]


def test_a_page_that_could_not_be_read_then_has_no_score_to_compare():
    found = compared([unreadable_page("a.md")], [good_page("a.md")])
    assert (found.added, found.shared.pages) == ((), 0)
    assert "no page that both reports have a score of" in in_short(found)
    assert [each.rule for each in found.fixed] == ["seoaudit/unreadable"]


def test_rules_that_were_not_applied_then_accuse_nobody():
    old, new = report_of(good_page("a.md")), report_of(post("a.md", 8))
    found = compare(msgspec.structs.replace(old, rules={}), new)
    assert found.unapplied == ("keywords/density",)
    assert any("rules that it did not apply (keywords/density)" in each for each in provisos(found))
    assert compare(msgspec.structs.replace(old, rules=new.rules), new).unapplied == ()


def test_another_version_is_told():
    old, new = report_of(good_page("a.md")), report_of(good_page("a.md"))
    older = msgspec.structs.replace(old, tool=msgspec.structs.replace(old.tool, version="0.0.1"))
    assert any("version 0.0.1" in each for each in provisos(compare(older, new)))


def test_a_small_gain_is_told_as_one():
    found = compared([post("a.md", 2.7)], [post("a.md", 2.4)])
    assert "the score is 97 as before (+0.3);" in in_short(found)


def test_places_of_new_findings_are_those_of_the_new_report():
    (new,) = compared([post("a.md")], [post("a.md", 8, line=7)]).new
    assert (new.path, new.location.line) == ("a.md", 7)
    assert isinstance(new.location, Location)
