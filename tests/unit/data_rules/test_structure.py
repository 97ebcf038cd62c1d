"""Front matter, headings, links and images."""

import pytest

from seoaudit.audit import run
from tests.unit.data_rules.conftest import page_of

KEYS = """
kind = "front-matter"
bad = "a: 1"
[rule.keys]
author = { type = "string" }
date = { type = "date", format = "date" }
tags = { one-of = ["news", "guides"] }
"seo.image" = { required = false, format = "image" }
layout = { forbidden = true }
"""
GOOD = "author: Ann\ndate: 2024-05-01\ntags: [news, guides]\n"


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        (GOOD, []),
        (GOOD + "seo:\n  image: /a.webp\n", []),
        (GOOD.replace("Ann", "3"), ["2:9 “author” should be text, and is 3"]),
        (GOOD.replace("Ann", "'{{ site.author }}'"), []),
        (GOOD.replace("2024-05-01", "next week"), ["3:7 “date” should be a date, and is “next week”"]),
        (GOOD.replace("2024-05-01", "1 May 2024"), ["3:7 “date” has another format than the house's: “1 May 2024”"]),
        (GOOD.replace("guides", "guide"), ["4:7 “tags” must not be “guide”"]),
        (GOOD + "layout: wide\n", ["5:9 “layout” does not belong into the front matter"]),
        (GOOD + "seo:\n  image: a.doc\n", ["6:10 “seo.image” has another format than the house's: “a.doc”"]),
        ("author: ''\ntags: []\n", [
            "1:1 “author” is missing in the front matter", "1:1 “date” is missing in the front matter",
            "1:1 “tags” is missing in the front matter",
        ]),
    ],
)  # fmt: skip
def test_keys_of_the_front_matter(findings, matter, said):
    assert findings(KEYS, f"---\n{matter}---\n\nText.\n") == said


def test_a_page_without_front_matter_lacks_it_and_a_built_page_has_none(rule):
    own = rule(KEYS)
    assert run(own, page_of("Text.")).score == pytest.approx(2 / 5)
    assert run(own, page_of("<!doctype html><p>Text.", "a.html")).outcome == "not-applicable"
    assert run(own, page_of("---\na: [\n---\n")).outcome == "not-applicable"  # another rule says that


def test_advice_names_what_was_meant(rule):
    result = run(rule(KEYS), page_of(f"---\n{GOOD.replace('guides', 'guide')}---\n"))
    assert result.findings[0].fix == "Did you mean “guides”?"


SECTIONS = """
kind = "heading"
required = ["What is new", ["Upgrade", "How to *"], "Fixes"]
in-order = true
forbidden = ["Misc*"]
bad = "none"
"""


def test_sections_their_order_and_names(findings):
    right = "# 2.0\n\n## what’s new\n\n## What is new\n\n## How to upgrade\n\n## Fixes\n"
    assert findings(SECTIONS, right) == []
    assert findings(SECTIONS, "## Fixes\n\n## What is new\n\n## Miscellaneous\n") == [
        "1:1 there is no section “Upgrade or How to *”",
        "1:1 “Fixes” comes before “What is new”",
        "5:1 no heading should be “Miscellaneous”",
    ]


def test_only_the_levels_that_are_named_count(findings):
    toml = 'kind = "heading"\nrequired = "Fixes"\nlevels = [2]\nbad = "### Fixes"'
    assert findings(toml, "# Fixes\n") == ["1:1 there is no section “Fixes”"]
    assert findings(toml, "## Fixes\n") == []


@pytest.mark.parametrize(
    ("case", "heading", "better"),
    [
        ("sentence", "How to Fit a Bike for Long Tours", "How to fit a bike for long tours"),
        ("sentence", "Tents: Which Ones Keep Rain Out", "Tents: Which ones keep rain out"),
        ("sentence", "How NASA Chose Its New Rocket Engine", "How NASA chose its new rocket engine"),
        ("sentence", "Moving from Postgres to ClickHouse Cloud", ""),
        ("sentence", "Shimano, Campagnolo and SRAM", ""),
        ("title", "How to fit a Bike", "How to Fit a Bike"),
        ("title", "How to Fit a Bike: a Guide", "How to Fit a Bike: A Guide"),
        ("title", "iPhones and You", ""),
    ],
)
def test_case_is_spoken_of_where_it_is_plain(rule, case, heading, better):
    bad = "How to Fit a Bike for Long Tours" if case == "sentence" else "All is small"
    own = rule(f'kind = "heading"\ncase = "{case}"\nbad = "## {bad}"')
    assert [each.fix for each in run(own, page_of(f"## {heading}\n")).findings] == (
        [f"Write “{better}”."] if better else []
    )


PRICES = 'kind = "link"\nrequired = ["/pricing/"]\nbad = "none"\n'


@pytest.mark.parametrize(
    "text",
    ["[a](/pricing)", "[a](/pricing/#team)", "[a](https://www.example.net/pricing?x=1)", "[a](../../pricing/)", "<a href=/pricing/>a</a>"],
)  # fmt: skip
def test_a_target_is_the_same_however_it_is_written(findings, text):
    assert findings(PRICES, text, site_url="https://example.net/", path="/posts/one/") == []


def test_a_page_need_not_link_to_itself_and_others_do_not_count(findings):
    other = "[a](https://other.example/pricing/) [b](/pricing-old/)"
    assert findings(PRICES, other, site_url="https://example.net/") == [
        "1:1 the page has no link to /pricing/"
    ]
    assert findings(PRICES, "No link.", path="/pricing/") == []


def test_targets_and_texts_that_must_not_be(findings):
    toml = """
    kind = "link"
    forbidden = ["http://example.net*"]
    forbidden-text = ["Example", "read *"]
    bad = "[x](http://example.net/)"
    """
    text = "[Docs](http://example.net/docs) and [example](/a)\n[Read on](/b) [Example docs](/c)"
    assert findings(toml, text) == [
        "1:1 no link should lead to http://example.net/docs",
        "1:37 a link should not be called “example”",
        "2:1 a link should not be called “Read on”",
    ]


def test_links_to_a_target_have_their_names(findings):
    toml = 'kind = "link"\nto = "/pricing"\nrequired-text = ["Prices", "pricing*"]\nbad = "[x](/pricing)"'
    assert findings(toml, "[Pricing plans](/pricing) [more](/pricing/) [more](/else)") == [
        "1:27 a link to /pricing/ is called “more”"
    ]


@pytest.mark.parametrize(
    "text",
    [
        '![a](a.png "Seen from above")',
        "![a](a.png)\n*Seen from above*",
        "![a](a.png)\n\n_Seen from above_\n\nText.",
        "<figure><img src=a.png alt=a><figcaption>Above</figcaption></figure>",
        '{{< figure src="a.png" alt="a" caption="Above" >}}',
    ],
)
def test_captions_as_people_write_them(findings, text):
    toml = 'kind = "image"\ncaption = true\nbad = "![a](a.png)"'
    assert findings(toml, text) == []
    assert findings(toml, "![a](a.png)\n\nThis is *no* caption.") == ["1:1 the image has no caption"]
    assert findings(
        toml, "<figure><img src=b.png alt=b><figcaption>B</figcaption></figure>\n\n![a](a.png)"
    ) == ["3:1 the image has no caption"]


def test_formats_and_sources_of_images(findings):
    toml = 'kind = "image"\nformats = ["webp", "jpg"]\nforbidden = ["https://cdn.example/*"]\nalt = true\nbad = "![a](a.gif)"'
    text = "![a](a.jpeg?w=1)\n\n![a](b.PNG)\n\n![](https://cdn.example/c.webp)\n"
    assert findings(toml, text) == [
        "3:1 the image is png, not webp or jpg",
        "5:1 no image should come from https://cdn.example/c.webp",
        "5:1 the image has no alt text",
    ]
