"""Every rule has a case file; every case holds; every rule is documented."""

from pathlib import Path

import pytest

from seoaudit.registry import rules
from seoaudit.rule import option_names
from seoaudit.testing import check, load_cases

FOLDER = Path(__file__).parent
RULES = rules()
CASES = [
    pytest.param(rule, case, id=f"{rule.id}:{case.line}")
    for rule in RULES.values()
    if (path := FOLDER / f"{rule.id}.md").exists()
    for case in load_cases(path)
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule, case):
    check(case, rule)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_is_documented_and_shown(rule):
    cases = load_cases(FOLDER / f"{rule.id}.md")
    kinds = {case.expectation for case in cases}
    assert {"fires", "passes"} <= kinds
    documentation = rule.documentation
    assert documentation.summary.endswith(".")
    assert documentation.summary[0].isupper() or not documentation.summary[0].isalpha()
    assert documentation.why
    assert documentation.fix
    assert rule.source
    assert all(name == name.lower() and "_" not in name for name in option_names(rule))


def test_no_case_file_without_a_rule():
    files = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.glob("*/*.md")}
    assert files == set(RULES)
