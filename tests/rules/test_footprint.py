"""``links/footprint`` says on every page what differs there; what to do is the same, and stands in the rule."""

from pathlib import Path

from seoaudit.registry import rules
from seoaudit.testing import judge_site, load_cases


def test_the_fix_is_the_rules_own():
    case = load_cases(Path(__file__).parent / "links" / "footprint.md")[0]
    _, result = judge_site(case, rules()["links/footprint"])
    assert [each.fix for each in result.findings] == ["", "", ""]
    assert all(len(each.related) == 2 for each in result.findings)


def test_it_is_said_once_of_all_the_pages():
    case = load_cases(Path(__file__).parent / "links" / "footprint.md")[0]
    _, result = judge_site(case, rules()["links/footprint"])
    (said,) = (each.headline for each in result.findings if each.headline)
    assert "pages send their readers to the same page of" in said
