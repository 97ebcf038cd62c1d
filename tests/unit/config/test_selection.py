"""select and ignore: layers, specificity, and rules that are off by default."""

import pytest

from seoaudit.config.errors import closest
from seoaudit.config.selection import applied, defaults, fault
from tests.unit.config.sample_rules import SAMPLE_RULES

ON = defaults(SAMPLE_RULES)
HEADINGS = {"headings/skipped-level", "headings/too-long"}


def chosen(select=None, ignore=(), current=ON):
    return applied(current, select, ignore, SAMPLE_RULES)


def test_by_default_all_rules_apply_but_those_that_are_off():
    assert SAMPLE_RULES.keys() - {"headings/generic"} == ON
    assert chosen() == ON


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (["all"], [], ON),
        (["headings"], [], HEADINGS),
        (["headings"], ["headings/too-long"], {"headings/skipped-level"}),
        (["headings/too-long"], [], {"headings/too-long"}),
        (["all", "headings/generic"], [], SAMPLE_RULES.keys()),
        (["headings", "headings/generic"], [], HEADINGS | {"headings/generic"}),
        (["headings/too-long"], ["headings"], {"headings/too-long"}),
        (["all", "headings/too-long"], ["headings"], (ON - HEADINGS) | {"headings/too-long"}),
        (["headings"], ["all"], HEADINGS),
        (["headings"], ["headings"], set()),
        (None, ["headings"], ON - HEADINGS),
    ],
)
def test_the_more_specific_name_wins_and_of_equals_ignore(select, ignore, expected):
    assert chosen(select, ignore) == expected


def test_a_layer_without_select_only_takes_away():
    assert chosen(None, ["headings/too-long"], frozenset(HEADINGS)) == {"headings/skipped-level"}


def test_unknown_names_are_faults():
    assert fault("headings", SAMPLE_RULES) == ("", "")
    assert fault("all", SAMPLE_RULES) == ("", "")
    assert fault("heading", SAMPLE_RULES)[1] == "Did you mean “headings”?"


def test_other_spellings_are_recognised():
    assert closest("max_file_size", ["max-file-size", "jobs"]) == "max-file-size"
    assert closest("too-long", ["a/too-long", "b/too-long"]) in {"a/too-long", "b/too-long", ""}
    assert closest("zebra", ["max-file-size", "jobs"]) == ""
