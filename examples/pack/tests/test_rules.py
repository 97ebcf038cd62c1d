"""Every case holds, and every rule has a case that fires and one that passes."""

from pathlib import Path

import pytest
from seoaudit.testing import RuleCase, collect, unshown

from outdoors import pack

CASES = collect([Path(__file__).parent / "rules"], pack)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: RuleCase) -> None:
    case.check()


def test_every_rule_is_shown() -> None:
    assert not unshown(pack, CASES)
