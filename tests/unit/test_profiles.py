"""Profiles name rules and options that exist, and change what they should."""

import pytest

from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document
from seoaudit.profiles import PROFILES
from seoaudit.registry import rules
from seoaudit.rule import option_names, options_from

RULES = rules()
LANDING = b"""---
title: Hire a bike fitter who comes to you
description: A fitter comes to your home, measures you and your bike, and leaves when nothing hurts any more.
---

# A bike fitter who comes to you

Your knees hurt? We come to your home, measure you on your own bike, and change what has to be changed. It takes two
hours. You pay when you have ridden a week without pain.

[Book a home visit](/book/)
"""


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_profile_is_about_rules_that_exist(profile):
    assert profile.off <= set(RULES)
    assert sum(profile.shares.values()) == pytest.approx(100)
    assert {rule.category for rule in RULES.values() if not rule.fault and rule.weight} <= set(profile.shares)
    for rule, options in profile.options.items():
        written = {name.replace("_", "-"): value for name, value in options.items()}
        assert set(written) <= set(option_names(RULES[rule]))
        assert options_from(RULES[rule], written) == options


def audited(profile, **settings):
    plan = Plan(discover(".", command_line=Overrides(profile=profile, **settings)).for_path("page.md"))
    return audit_document(Document("page.md", None, LANDING), plan).report


def test_a_landing_page_is_no_weak_post():
    assert audited("landing").score >= 90
    assert audited("post").score < 60


def test_documentation_sells_nothing():
    assert not [r for r in audited("documentation").results if r.rule == "cta/missing"]


def test_cornerstone_asks_for_more():
    assert audited("cornerstone").score <= audited("post").score


def test_a_page_may_say_what_it_is():
    plan = Plan(discover(".").for_path("page.md"))
    text = LANDING.replace(b"---\n\n#", b"seo:\n  profile: landing\n---\n\n#")
    assert audit_document(Document("page.md", None, text), plan).report.score == audited("landing").score
