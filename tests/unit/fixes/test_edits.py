"""Edits of one text: which go together, and what they make."""

from hypothesis import given
from hypothesis import strategies as st

from seoaudit.fixes.edits import Repair, edited, edits_of, moved, newline_at, together
from seoaudit.model import Edit, Finding, Span


def repair(*edits, rule="a/b"):
    found = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Repair(rule, Finding(found[0].span, "wrong", edits=found))


def mended(text, *repairs):
    return edited(text, edits_of(together(repairs, len(text))))


def test_edits_are_made_where_they_stand():
    assert mended("one two three", repair((0, 3, "1")), repair((8, 13, "3"))) == "1 two 3"


def test_of_two_that_overlap_the_later_waits():
    assert mended("one two", repair((0, 5, "A")), repair((4, 7, "B"))) == "Awo"


def test_two_insertions_at_one_place_are_made_one_after_the_other():
    first, second = repair((3, 3, "!")), repair((3, 3, "?"), rule="c/d")
    assert together([first, second], 7) == [first]


def test_all_edits_of_a_finding_or_none():
    assert mended("one two", repair((0, 1, "x")), repair((0, 3, "A"), (4, 7, "B"))) == "xne two"


def test_edits_that_make_no_sense_are_left_out():
    outside, itself = repair((3, 99, "x")), repair((0, 4, "x"), (2, 6, "y"))
    assert together([outside, itself], 7) == []


def test_ends_of_lines_are_those_of_the_text():
    assert mended("a: 1\r\nb: 2\r\n", repair((6, 6, "c: 3\n"))) == "a: 1\r\nc: 3\r\nb: 2\r\n"
    assert newline_at("a\nb\r\nc", 0) == "\n"
    assert newline_at("a\r\nlast", 5) == "\r\n"


TEXTS = st.text(alphabet="ab \n\r€😀", min_size=1, max_size=40)


@st.composite
def texts_with_repairs(draw):
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places, st.text(alphabet="xyz", max_size=4)), max_size=8))
    return text, [repair((min(a, b), max(a, b), new)) for a, b, new in pairs]


@given(texts_with_repairs())
def test_what_no_edit_covers_stays(given_):
    text, repairs = given_
    edits = edits_of(together(repairs, len(text)))
    after = edited(text, edits)
    kept = set(range(len(text))) - {at for edit in edits for at in range(*edit.span)}
    assert all(after[moved(at, edits)] == text[at] for at in kept)
    assert len(after) == len(kept) + sum(len(edit.text) for edit in edits)
