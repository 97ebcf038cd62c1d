"""The map of a page: what stands where, in thousandths of its text, small however long the page is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.facts.pixels import DESCRIPTION_SIZE, fitting, width_in_pixels
from seoaudit.packed import pack
from seoaudit.page import Source
from seoaudit.page_map import page_map
from seoaudit.parsing import parse
from seoaudit.report.page import PageReport

POST = """---
title: How to true a bicycle wheel at home without a stand
description: What you need, and the order in which to turn the spokes.
keyphrase: true a wheel
---

To true a wheel you need a spoke key and half an hour. Spin it, and watch the rim. Mark where it rubs.

## Find the place

Where the rim comes near the brake, loosen the spokes of that side by a quarter of a turn. See [how spokes work](/spokes/).

Astonishingly incomprehensible.

### Turn by turn

Comprehensive dimensional irregularities necessitate considerable perseverance throughout successive recalibration, notwithstanding intermediate verification, meticulous documentation and occasional consultation of experienced mechanical engineering specialists.

## Last

You can true a wheel in an evening. [Book a fitting](/book/) if you would rather not. We do it while you wait.
"""


def mapped(text, name="post.md"):
    return page_map(parse(Source(name, text, "markdown")))


def test_a_post_is_mapped_from_its_first_word_to_its_last():
    found = mapped(POST)
    assert [(heading.level, heading.text, heading.line) for heading in found.headings] == [
        (2, "Find the place", 9),
        (3, "Turn by turn", 15),
        (2, "Last", 19),
    ]
    places = [heading.place for heading in found.headings]
    assert places == sorted(places)
    assert found.paragraphs[0].start == 0
    assert found.paragraphs[-1].end == 1000
    assert [paragraph.line for paragraph in found.paragraphs] == [7, 11, 17, 21]  # not 13, of two words
    assert min(found.paragraphs, key=lambda each: each.ease).line == 17
    assert len(found.keyphrase) == 2
    assert found.keyphrase[0] < 50 < 700 < found.keyphrase[1]
    assert [(link.text, link.kind, link.line) for link in found.links] == [
        ("how spokes work", "internal", 11),
        ("Book a fitting", "internal", 21),
    ]
    (call,) = found.calls
    assert (call.kind, call.linked, call.target) == ("book", True, "/book/")
    assert call.place > 800


def test_titles_and_descriptions_are_measured_as_results_show_them():
    found = mapped(POST)
    title = "How to true a bicycle wheel at home without a stand"
    assert found.title_shown == (len(title), len(title))
    assert found.title_pixels == round(width_in_pixels(title))
    long = mapped("---\ntitle: " + "Truing wheels " * 9 + "\n---\n\nText.\n")
    wide, phone = long.title_shown
    assert wide < phone < 9 * 14


def test_a_page_without_text_has_an_empty_map():
    found = mapped("")
    assert (found.headings, found.paragraphs, found.calls, found.links) == ((), (), (), ())


def test_a_language_without_syllables_has_no_reading_ease():
    found = mapped("---\nlang: th\n---\n\n# หัวข้อ\n\nข้อความสั้น ๆ สำหรับทดสอบ\n")
    assert found.paragraphs == ()
    assert len(found.headings) == 1


def test_a_very_long_page_has_a_small_map():
    section = "## Heading number {0}\n\n{1} with [a link](/to/{0}/) in it, and another one, [there](/there/{0}/).\n\n"
    found = mapped(
        "".join(
            section.format(number, "A line of text that says what there is to say " * 2)
            for number in range(2000)
        )
    )
    assert found.links_left_out == 4000 - len(found.links)
    assert 40 <= len(found.paragraphs) <= 80
    assert (found.paragraphs[0].start, found.paragraphs[-1].end) == (
        pytest.approx(10, abs=10),
        pytest.approx(1000, abs=10),
    )
    assert sum(paragraph.words for paragraph in found.paragraphs) > 15_000  # joined, not dropped
    assert len(pack(PageReport("long.md", map=found))) < 4_000


@given(st.text(max_size=200), st.integers(20, 900))
def test_what_is_shown_fits_and_is_the_beginning(text, room):
    (shown,) = fitting(text, [room], DESCRIPTION_SIZE)
    assert 0 <= shown <= len(text)
    if shown < len(text):
        assert width_in_pixels(text, DESCRIPTION_SIZE) > room
        assert width_in_pixels(text[:shown] + "...", DESCRIPTION_SIZE) <= room or shown == 0
    else:
        assert width_in_pixels(text.rstrip(" ,;:–—-"), DESCRIPTION_SIZE) <= room
