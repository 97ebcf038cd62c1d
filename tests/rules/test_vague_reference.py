"""``links/vague-reference`` does not send readers off a second time."""

from pathlib import Path

from seoaudit.registry import rules
from seoaudit.testing import judge, load_cases

CASES = load_cases(Path(__file__).parent / "links" / "vague-reference.md")


def fix_of(title: str) -> str:
    (case,) = (case for case in CASES if case.title.endswith(title))
    _, result = judge(case, rules()["links/vague-reference"])
    (finding,) = result.findings
    return finding.fix


def test_a_page_of_the_site_is_linked_again():
    assert fix_of("the link is somewhere else").startswith("Set the link of line 3 here again")


def test_instead_of_a_page_elsewhere_one_of_the_site_is_named():
    assert (
        fix_of("another site, which need not be linked twice") == "Name a page of your own here, and link it."
    )
