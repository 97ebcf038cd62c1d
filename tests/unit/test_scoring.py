"""The score's arithmetic: bounds, losses that add up, grades rounded down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.audit import score_of
from seoaudit.model import RuleResult
from seoaudit.profiles import POST
from seoaudit.registry import rules
from seoaudit.scoring import BLOCKED_MAX, Scale, _gains, _mended, _Part, grade, rounded, scale, score

RULES = rules()
SCALE = scale(RULES.values(), POST)
UNCAPPED = Scale(SCALE.weights, SCALE.faults)
WEIGHTS = SCALE.weights

RESULTS = st.fixed_dictionaries(
    {
        rule: st.one_of(
            st.just(RuleResult(rule, "not-applicable")),
            st.just(RuleResult(rule, "errored")),
            st.floats(0, 1).map(lambda s, rule=rule: RuleResult(rule, "failed" if s < 1 else "passed", s)),
        )
        for rule in RULES
    }
).map(lambda by_rule: list(by_rule.values()))


@given(RESULTS)
def test_a_score_is_between_0_and_100_and_its_losses_add_up(results):
    found = score(results, SCALE)
    assert 0 <= found.value <= 100
    judged = [
        r for r in results
        if r.rule in WEIGHTS and r.outcome in ("passed", "failed") and (r.score < 1 or r.rule not in SCALE.faults)
    ]  # fmt: skip
    if judged:
        assert found.earned + sum(found.lost.values()) == pytest.approx(100)
        assert sum(category.lost for category in found.categories) == pytest.approx(100 - found.earned)


@given(RESULTS, st.data())
def test_mending_one_rule_never_lowers_the_score(results, data):
    failing = [n for n, r in enumerate(results) if r.outcome == "failed"]
    if not failing:
        return
    at = data.draw(st.sampled_from(failing))
    mended = [RuleResult(r.rule, "passed") if n == at else r for n, r in enumerate(results)]
    assert score(mended, SCALE).value >= score(results, SCALE).value - 1e-9


@given(RESULTS, st.data())
def test_mending_half_never_lowers_the_score_either(results, data):
    failing = [n for n, r in enumerate(results) if r.outcome == "failed"]
    if not failing:
        return
    at = data.draw(st.sampled_from(failing))
    better = data.draw(st.floats(results[at].score, 1))
    mended = [RuleResult(r.rule, "failed", better) if n == at else r for n, r in enumerate(results)]
    assert score(mended, UNCAPPED).value >= score(results, UNCAPPED).value - 1e-9


def test_the_absence_of_faults_earns_nothing():
    passed = [RuleResult(rule, "passed") for rule in SCALE.faults]
    half = [RuleResult("links/too-few-internal", "failed", 0.5), *passed]
    assert score(half, SCALE).value == 50


def test_one_bad_link_of_sixteen_weighs_a_quarter_of_sixteen():
    weight = Scale({"links/earning": 10, "links/fault": 8}, frozenset({"links/fault"}))
    earning = RuleResult("links/earning", "passed")
    one = score([earning, RuleResult("links/fault", "failed", 15 / 16)], weight)
    every = score([earning, RuleResult("links/fault", "failed", 0)], weight)
    assert one.lost["links/fault"] == pytest.approx(100 * 2 / 12)
    assert every.lost["links/fault"] == pytest.approx(100 * 8 / 18)


@given(RESULTS)
def test_a_failing_blocker_caps_the_score_and_is_named(results):
    blocker = next(rule for rule in WEIGHTS)
    blocked = [RuleResult(blocker, "failed", 0.0) if r.rule == blocker else r for r in results]
    found = score(blocked, Scale(WEIGHTS, SCALE.faults, frozenset({blocker})))
    assert found.value <= BLOCKED_MAX
    assert found.blockers == (blocker,)
    assert found.value <= found.earned


@given(RESULTS)
def test_a_category_is_scored_by_the_same_formula(results):
    found = score(results, SCALE)
    for category in found.categories:
        own = [r for r in results if r.rule in WEIGHTS and r.rule.startswith(category.category + "/")]
        alone = score(own, SCALE)
        if category.score is not None:
            assert category.score == pytest.approx(alone.earned)


def test_where_nothing_counts_nothing_was_found():
    assert score([], SCALE).value == 100


def test_a_selection_of_faults_alone_is_judged_by_them():
    alone = scale([RULES["links/vague-reference"]], POST)
    assert score([RuleResult("links/vague-reference", "failed", 0.75)], alone).value == 75


@given(RESULTS)
def test_following_all_advice_reaches_100_and_each_step_counts(results):
    found = score(results, UNCAPPED)
    assert sum(points for _, points in found.gains) == pytest.approx(100 - found.value)
    mended = list(results)
    value = found.value
    for rule, points in found.gains:
        mended = [RuleResult(r.rule, "passed") if r.rule == rule else r for r in mended]
        value += points
        assert score(mended, UNCAPPED).value == pytest.approx(value)


@given(RESULTS)
def test_blockers_come_first_and_the_cap_is_lifted_with_the_last(results):
    blockers = [r.rule for r in results if r.rule in WEIGHTS and r.outcome == "failed" and r.score == 0][:2]
    found = score(results, Scale(WEIGHTS, SCALE.faults, frozenset(blockers)))
    assert {rule for rule, _ in found.gains[: len(found.blockers)]} == set(found.blockers)
    assert found.value + sum(points for _, points in found.gains) == pytest.approx(100)


def test_advice_costs_nothing():
    assert not {rule.id for rule in RULES.values() if rule.severity == "info"} & set(WEIGHTS)


def test_the_earning_rules_of_a_category_weigh_its_share():
    shares = {}
    for rule in WEIGHTS.keys() - SCALE.faults:
        category = rule.partition("/")[0]
        shares[category] = shares.get(category, 0) + WEIGHTS[rule]
    assert shares == pytest.approx({category: POST.share(category) for category in shares})


@pytest.mark.parametrize(
    ("value", "letter"),
    [(100, "A"), (90, "A"), (89.99, "B"), (80, "B"), (70, "C"), (60, "D"), (59.9, "F"), (0, "F")],
)
def test_grades_are_given_to_the_rounded_down_score(value, letter):
    assert grade(value) == letter


def test_scores_are_rounded_down_so_that_100_means_100():
    assert rounded(99.999) == 99
    assert rounded(99.9999999999) == 100  # a float's way of saying 100


@pytest.mark.parametrize(
    ("value", "good", "bad", "expected"),
    [
        (60, 60, 30, 1),
        (45, 60, 30, 0.5),
        (10, 60, 30, 0),
        (25, 25, 30, 1),
        (29, 25, 30, 0.2),
        (2, (0.5, 3), (0, 4), 1),
        (0.25, (0.5, 3), (0, 4), 0.5),
        (3.5, (0.5, 3), (0, 4), 0.5),
    ],
)
def test_a_measurement_scores_linearly_between_good_and_bad(value, good, bad, expected):
    assert score_of(value, good, bad) == pytest.approx(expected)


#: Few values, so that many rules are alike and only their names tell them apart.
_MISSED = st.sampled_from([0.1, 1 / 3, 1.0, 2.5])


@given(
    st.lists(_MISSED, max_size=8),
    st.lists(_MISSED, max_size=8),
    st.floats(0, 5),
)
def test_at_each_step_no_other_rule_would_have_won_more(earning, faults, passed):
    parts = [_Part(f"e/{number}", missed + 1, missed) for number, missed in enumerate(earning)]
    parts += [_Part(f"f/{number}", missed, missed) for number, missed in enumerate(faults)]
    parts.append(_Part("e/passed", passed, 0.0))
    by = Scale(
        {part.rule: part.weight for part in parts}, frozenset(p.rule for p in parts if p.rule[0] == "f")
    )
    left = {part.rule: part for part in parts if part.missed}
    whole = sum(part.weight for part in parts)
    had = whole - sum(part.missed for part in left.values())
    for rule, _ in _gains(parts, by, ()):
        after = {name: _mended(had, whole, part, by) for name, part in left.items()}
        best = max(after, key=lambda name: (after[name][0] / max(after[name][1], 1e-9), name))
        assert rule == best
        had, whole = after[rule]
        del left[rule]
    assert not left
