"""Plain text: what its lines are."""

from __future__ import annotations

from seoaudit.context import Context
from seoaudit.page import Source
from seoaudit.parsing import parse


def blocks(text: str) -> list[tuple[str, str]]:
    page = parse(Source("note.txt", text, "text"), Context())
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


def test_wrapped_lines_are_one_paragraph():
    assert blocks("The kettle on the stove is full,\nand it boils.\n") == [
        ("paragraph", "The kettle on the stove is full, and it boils.")
    ]


def test_short_lines_without_marks_are_a_list():
    assert blocks("We sell these:\n\nkettles\nteapots, mugs\nspoons\n") == [
        ("paragraph", "We sell these:"),
        ("item", "kettles"),
        ("item", "teapots, mugs"),
        ("item", "spoons"),
    ]


def test_an_item_loses_its_marker():
    assert blocks("1. Fill it.\n2. Light it.\n") == [("item", "Fill it."), ("item", "Light it.")]


def test_items_on_one_line_keep_their_markers():
    assert blocks("1. Fill it 2. Light it\n") == [("paragraph", "1. Fill it 2. Light it")]


def test_spans_lead_back_to_the_lines():
    text = "kettles\r\nteapots\r\nspoons\r\n"
    page = parse(Source("note.txt", text, "text"), Context())
    assert [text[block.span.start : block.span.end].strip() for block in page.blocks] == text.split()
