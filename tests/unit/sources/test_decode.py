"""From bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.sources.decode import Unreadable, decode


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding):
    assert decode("# Hé 🚲".encode(encoding), "markdown")[0] == "# Hé 🚲"


def test_utf_8_is_expected():
    assert decode("naïve".encode(), "markdown") == ("naïve", "utf-8", [])


def test_other_bytes_are_read_as_browsers_do_and_the_first_is_pointed_at():
    text, encoding, problems = decode("Ein schöner Café".encode("cp1252"), "markdown")
    assert (text, encoding) == ("Ein schöner Café", "windows-1252")
    assert text[problems[0].span.start] == "ö"


def test_html_declares_its_encoding():
    data = '<meta charset="iso-8859-2"><p>Łódź</p>'.encode("iso-8859-2")
    assert "Łódź" in decode(data, "html")[0]


def test_a_wrong_declaration_does_not_matter():
    assert decode('<meta charset="no-such-thing"><p>ö</p>'.encode(), "html")[1] == "utf-8"
    assert decode('<meta charset="utf-16"><p>ö</p>'.encode(), "html")[1] == "utf-8"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a\0\0", b"text\0more"])
def test_binary_is_refused(data):
    with pytest.raises(Unreadable, match="binary"):
        decode(data, "markdown")


def test_a_lying_byte_order_mark_is_a_problem_not_a_crash():
    text, _, problems = decode(codecs.BOM_UTF8 + b"abc\xff", "markdown")
    assert text.startswith("abc")
    assert problems[0].span.start == 3


@given(st.binary(max_size=300), st.sampled_from(["markdown", "html", "text"]))
def test_no_bytes_crash_it(data, media):
    try:
        text, _, problems = decode(data, media)
    except Unreadable:
        return
    assert all(0 <= p.span.start <= len(text) for p in problems)
