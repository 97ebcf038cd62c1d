"""Every planted defect costs points, and mending any of them never lowers the score, whatever else is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document

PLAN = Plan(discover(".", command_line=Overrides(site_url="https://example.org")).for_path("."))

#: Defect to (what a sound post has in its place, what the defect makes of it).
DEFECTS = {
    "no description": (
        "description: How to choose a rain barrel that fits your garden, and what to check before you buy one.",
        "draft: false",
    ),
    "title too long": (
        "title: How to choose a rain barrel for a garden",
        "title: " + "How to choose a rain barrel for a garden that is neither too small nor too large " * 2,
    ),
    "skipped level": (
        "## Size: how much rain barrel do you need?",
        "#### Size: how much rain barrel do you need?",
    ),
    "empty heading": ("## Where it stands", "##"),
    "bold in place of a heading": ("## Cleaning your rain barrel", "**Cleaning your rain barrel**"),
    "no call to action": (
        "[Book a visit](mailto:ada@example.org) and we bring three rain barrels for you to look at.",
        "That is all there is to know about it.",
    ),
    "dead call to action": (
        "Then [order the stand](https://example.com/stand) with it.",
        "Then [order the stand](#) with it.",
    ),
    "no internal links": ("Read [how to clean gutters](/gutters/) first.", "Clean the gutters first."),
    "generic link text": (
        "See the [water board's rules for rain water](https://example.com/rules).",
        "For the rules of the water board, [click here](https://example.com/rules).",
    ),
    "empty link": (
        "A lid keeps out leaves, as [the lids we tried](https://example.com/lid) do.",
        "A lid keeps out leaves [](https://example.com/lid).",
    ),
    "placeholder": (
        "Ours has stood there for nine years.",
        "TODO: say how old ours is. Lorem ipsum dolor sit amet.",
    ),
    "keyphrase repeated": (
        "Plastic is light. Wood looks better. Steel lasts.",
        "A rain barrel is a rain barrel. A good rain barrel beats a bad rain barrel. Your rain barrel is the rain barrel that a rain barrel should be. Buy a rain barrel, rain barrel or rain barrel. "
        * 2,
    ),
    "long sentences": (
        "It fills up in one storm. Then it runs over. So you need a way for the rest of the water to go.",
        "It fills up in one storm, which nobody who has not seen it with their own eyes would ever have believed, and then it runs over, so that you need to find some way for all the rest of the water to go. "
        * 6,
    ),
    "local address": (
        "We keep [a list of prices](https://example.com/prices) too.",
        "We keep [a list of prices](http://localhost:8080/prices) too.",
    ),
    "no alt text": ("![A rain barrel beside a greenhouse](/images/barrel.webp)", "![](/images/barrel.webp)"),
}

TEMPLATE = """---
{title too long}
{no description}
keyphrase: rain barrel
date: 2026-03-01
author: Ada
---

A rain barrel saves water and money. This guide helps you choose one. It names the size, the place and the three
checks that we make before we buy. {no internal links}

{no alt text}

{skipped level}

A small roof gives more water than you think. {long sentences} Count the beds that you water in a dry week. Each bed
takes two cans. A can holds ten litres. Ten beds take two hundred litres a week, and most of us have fewer. So a barrel
of that size is enough for a small garden. {keyphrase repeated}

{empty heading}

Put it in the shade, because warm water turns green. It has to stand on a firm base. Two hundred litres weigh as much
as two grown men. {dead call to action} {empty link} {placeholder} {local address}

{bold in place of a heading}

Empty it in autumn. Frost breaks a full barrel. Brush the inside, rinse it, and turn it over. In spring you set it up
again. It takes an hour. You do not need soap. {generic link text}

## What to do next

Measure your roof and write the number down. Ask your neighbours how much they use, because they know the summers here.
Small barrels cost less, and two of them can stand side by side. Decide before spring, when the shops are full. Then look at the place where the barrel will stand. Take a photo of it.
{no call to action}
"""


def post(defects):
    return TEMPLATE.format_map(
        {name: broken if name in defects else sound for name, (sound, broken) in DEFECTS.items()}
    )


def score(defects):
    page = audit_document(Document("rain-barrel.md", None, post(defects).encode()), PLAN, "2026-11-22").report
    assert not [r for r in page.results if r.outcome == "errored"]
    return page.score


def test_the_sound_post_scores_100():
    assert score(()) == 100


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_costs_visibly(defect):
    assert score({defect}) <= 99


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(sorted(DEFECTS)), min_size=1), st.data())
def test_mending_a_defect_never_lowers_the_score(defects, data):
    mended = data.draw(st.sampled_from(sorted(defects)))
    assert score(defects - {mended}) >= score(defects) - 1e-6
