"""The first bytes of an image say what it is, and nothing that a file holds breaks the reading of them."""

import struct
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seoaudit.site.images import ImageFacts, facts_of, image_facts


def png(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def jpeg(width, height):
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"note"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + b"\x03"


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (png(640, 480), ImageFacts("png", 640, 480)),
        (jpeg(640, 480), ImageFacts("jpeg", 640, 480)),
        (
            b"RIFF\x00\x00\x00\x00WEBPVP8X" + bytes(8) + b"\x7f\x02\x00\xdf\x01\x00",
            ImageFacts("webp", 640, 480),
        ),
        (b"\x00\x00\x00\x1cftypavif", ImageFacts("avif")),
        (b'<?xml version="1.0"?>\n<svg height="48px" width="64">', ImageFacts("svg", 64, 48)),
        (b'<svg width="100%">', ImageFacts("svg")),
        (b"# A text", ImageFacts()),
        (b"", ImageFacts()),
    ],
)
def test_formats(head, facts):
    assert facts_of(head) == facts


@given(
    st.binary(max_size=80),
    st.sampled_from([b"", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8 ", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM"]),
)
@example(b"\xff" * 60, b"\xff\xd8\xff")
def test_no_bytes_break_it(rest, begin):
    facts = facts_of(begin + rest)
    assert facts.width >= 0
    assert facts.height >= 0


def test_files(tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg(8, 6))
    assert image_facts(tmp_path / "a.jpg") == ImageFacts("jpeg", 8, 6)
    assert image_facts(tmp_path / "none.jpg") == ImageFacts()
    assert image_facts(tmp_path) == ImageFacts()
