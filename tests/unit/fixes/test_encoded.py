"""Writing a text back: all bytes that are not edited stay, whatever the encoding."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.fixes.encoded import Encoded, NotFixable
from seoaudit.model import Edit, Span

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


@given(
    st.sampled_from([*MARKS.items(), ("utf-8", b"")]),
    st.text(alphabet="aé€😀\r\n ", max_size=30),
    st.text(alphabet="xé€😀", max_size=5),
    st.data(),
)
def test_every_other_byte_stays(encoding, text, new, data):
    name, mark = encoding
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before = mark + text.encode(name)
    after = Encoded.of(before, "markdown").edited([Edit(Span(start, end), new)])
    assert after == mark + (text[:start] + new + text[end:]).encode(name)


def test_windows_1252_stays_what_it_is():
    data = "caf\xe9 \x80 old".encode("latin-1")
    assert Encoded.of(data, "markdown").edited([Edit(Span(7, 10), "new é")]) == b"caf\xe9 \x80 new \xe9"


def test_what_the_encoding_has_not_is_refused():
    page = b'<meta charset="windows-1252"><title>caf\xe9</title>'
    with pytest.raises(NotFixable, match="cp1252"):
        Encoded.of(page, "html").edited([Edit(Span(0, 0), "😀")])


def test_bytes_that_cannot_be_written_back_are_left_alone():
    with pytest.raises(NotFixable, match="bytes that are not"):
        Encoded.of(b"caf\xe9 \x81 broken", "markdown")


def test_a_change_of_the_declared_encoding_is_refused():
    page = '<meta charset="utf-8"><title>café</title>'.encode()
    with pytest.raises(NotFixable, match="another encoding"):
        Encoded.of(page, "html").edited([Edit(Span(15, 20), "windows-1252")])


def test_an_encoding_with_states_is_refused_where_a_change_reaches_further():
    page = '<meta charset="iso-2022-jp"><title>日本語の題</title>'.encode("iso-2022-jp")
    with pytest.raises(NotFixable):
        Encoded.of(page, "html").edited([Edit(Span(36, 37), "新")])
