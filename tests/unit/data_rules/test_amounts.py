"""Counts, lengths and metrics."""

import pytest

from seoaudit.audit import run
from tests.unit.data_rules.conftest import page_of

SHOUT = 'kind = "count"\npattern = "!"\nmax = 1\nbad = "a! b!"\n'


def test_the_first_that_is_too_many_is_pointed_at(findings):
    assert findings(SHOUT, "# Go!\n\nNow! Or never!") == ["3:4 “!” occurs 3 times, at most 1 is right"]
    assert findings(SHOUT, "Once!") == []


def test_bounds_can_be_set_for_a_path_as_options(findings):
    assert findings(SHOUT, "One! Two! Three!", options={"max": 3}) == []


def test_too_few_belong_to_the_page(findings):
    toml = 'kind = "count"\nphrases = ["as an affiliate"]\nmin = 1\nmessage = "{problem}: {count} of {min}"\nbad = "x"'
    assert findings(toml, "\nSome text.") == ["1:1 “as an affiliate” occurs nowhere: 0 of 1"]
    assert findings(toml, "As an affiliate, we earn.") == []


def test_each_passage_can_be_counted_by_itself(findings):
    toml = SHOUT + 'each = true\nscope = "paragraphs"'
    assert findings(toml, "One!\n\nTwo! Three!\n\nFour!") == ["3:11 “!” occurs 2 times, at most 1 is right"]


def test_elements_are_counted_on_the_page(findings):
    toml = 'kind = "count"\nelement = "images"\nmin = 1\nmax = 2\nbad = "none"'
    assert findings(toml, "None.") == ["1:1 the page has no images, 1 to 2 is right"]
    assert findings(toml, "![a](a.png)\n\n![b](b.png)\n\n![c](c.png)\n") == [
        "5:1 the page has 3 images, 1 to 2 is right"
    ]


@pytest.mark.parametrize(
    ("toml", "text", "said"),
    [
        ('scope = "introduction"\nunit = "words"\nmax = 3', "# A\n\nFour words are here.\n\nMore words are down here.",
         ["3:1 the introduction has 4 words, at most 3 is right"]),
        ('scope = "title"\nmin = 9', "---\ntitle: Short\n---\n", ["2:8 the title has 5 characters, at least 9 is right"]),
        ('scope = "headings"\nmax = 4', "# Four\n\n## Three *words* long\n", ["3:1 a heading has 16 characters, at most 4 is right"]),
        ('scope = "sections"\nunit = "words"\nmax = 3', "# A\n\nOne two.\n\nThree four.\n\n# B\n\nFive.", ["1:1 a section has 4 words, at most 3 is right"]),
    ],
)  # fmt: skip
def test_lengths_are_those_of_each_passage(findings, toml, text, said):
    bad = "a" if "min" in toml else "word " * 9
    assert findings(f'kind = "length"\n{toml}\nbad = "{bad}"', text) == said


def test_a_metric_counts_in_part_between_its_figures(rule):
    own = rule('kind = "metric"\nmetric = "images"\ngood = 2\nbad = 0')
    result = run(own, page_of("![a](a.png)"))
    assert (result.score, result.value, result.unit) == (0.5, 1, "images")
    assert result.findings[0].message == "the number of images: 1, where 2 is good"
    assert run(own, page_of("![a](a.png) ![b](b.png)")).outcome == "passed"
    assert run(own, page_of("None."), {"good": 1.0, "bad": -1.0}).score == 0.5
