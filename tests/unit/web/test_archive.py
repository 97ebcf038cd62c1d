"""Archives: what is written is read back, also by other programs, and what other programs wrote."""

import gzip
import io
import zlib
from contextlib import suppress
from random import Random

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from seoaudit.sources.decode import Unreadable
from seoaudit.web.archive import ArchiveWriter, CrawlState, read_response, read_responses
from seoaudit.web.response import Response

URL = "https://example.org/post/"
_PACK = {
    "": bytes, "gzip": lambda body: gzip.compress(body, mtime=0), "deflate": zlib.compress, "br": brotli.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body, mtime=0)),
}  # fmt: skip

_latin = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=30)
_token = st.text(st.sampled_from("abcXYZ019!#$%&'*+-.^_`|~"), min_size=1, max_size=12)
_headers = st.lists(
    st.tuples(
        st.one_of(
            _token,
            st.sampled_from(["Set-Cookie", "Transfer-Encoding", "x-orig-transfer-encoding", "WARC-Type"]),
        ),
        st.one_of(_latin.map(str.strip), st.just("chunked"), st.just("17")),
    ),
    max_size=8,
).map(tuple)


@st.composite
def responses(draw):
    """Any response: with a body in some encoding, whole or not, or without an answer."""
    line = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=30)
    told = {
        "url": draw(
            st.sampled_from([URL, "http://localhost:8000/?q=1&r=%20", "https://xn--caf-dma.example/%C3%A9"])
        ),
        "seconds": draw(st.floats(0, 1e6)),
        "fetched": "2026-11-22T07:00:00Z",
    }
    if draw(st.booleans()):
        trouble = draw(st.sampled_from(["dns", "refused", "timeout", "tls", "private"]))
        return Response(**told, trouble=trouble, message=draw(line))
    body = draw(st.binary(max_size=500))
    coding = draw(st.sampled_from(sorted(_PACK)))
    trouble = draw(st.sampled_from(["", "", "too-large", "timeout", "redirects"]))
    headers = tuple(each for each in draw(_headers) if each[0].lower() != "content-encoding")
    return Response(
        **told,
        status=draw(st.integers(100, 599)),
        reason=draw(_latin.map(str.strip)),
        headers=(*headers, ("Content-Encoding", coding)) if coding else headers,
        raw=_PACK[coding](body),
        body=body[: draw(st.integers(0, 500))] if trouble else body,
        trouble=trouble,
        message=draw(line) if trouble else "",
    )


@given(st.lists(responses(), max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(tmp_path_factory, written):
    path = tmp_path_factory.mktemp("archive") / "site.warc.gz"
    with ArchiveWriter(path, info={"software": "seoaudit"}) as archive:
        offsets = [archive.add(response) for response in written]
    assert [read_response(path, offset) for offset in offsets] == written
    found = list(read_responses(path))
    assert [each.offset for each in found] == offsets
    assert [each.length for each in found] == [len(response.raw) for response in written]
    assert [(each.response.headers, each.response.trouble) for each in found] == [
        (response.headers, response.trouble) for response in written
    ]


@pytest.fixture
def three(tmp_path):
    """An archive with three pages and how the crawl ended, and the offsets of the pages."""
    path = tmp_path / "site.warc.gz"
    with ArchiveWriter(path, info={"software": "seoaudit/1"}) as archive:
        offsets = [archive.add(_page(f"{URL}{number}")) for number in range(3)]
        archive.finish(CrawlState(starts=(URL,), fetched=3, pages=3))
    return path, offsets


def _page(url, body=b"<p>Hello", **others):
    headers = (("Content-Type", "text/html"), ("Content-Length", str(len(body))))
    return Response(
        url=url, status=200, reason="OK", headers=headers, raw=body, body=body, fetched="2026-11-22T07:00:00Z"
    )


def test_the_archive_says_how_the_crawl_ended_and_who_wrote_it(three):
    found = read_responses(three[0])
    assert len(list(found)) == 3
    assert found.state == CrawlState(starts=(URL,), fetched=3, pages=3)
    assert (found.software, found.problem, found.state.complete) == ("seoaudit/1", "", True)


def test_another_library_reads_it(three):
    with three[0].open("rb") as file:
        records = [
            (record.rec_type, record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "response", "response", "metadata"]
    assert records[1][1] == b"<p>Hello"


def test_chunks_that_were_joined_are_not_looked_for(tmp_path):
    path = tmp_path / "site.warc.gz"
    response = Response(
        url=URL, status=200, headers=(("Transfer-Encoding", "chunked"),), raw=b"3 p\r\n", body=b"3 p\r\n",
        fetched="2026-11-22T07:00:00Z",
    )  # fmt: skip
    with ArchiveWriter(path) as archive:
        offset = archive.add(response)
    assert read_response(path, offset) == response
    with path.open("rb") as file:
        assert next(iter(ArchiveIterator(file))).content_stream().read() == b"3 p\r\n"


def test_what_a_run_did_not_note_is_cut_off(three):
    path, offsets = three
    with ArchiveWriter(path, length=offsets[2]) as archive:
        archive.add(_page(URL + "again"))
    found = read_responses(path)
    assert [each.response.url for each in found] == [URL + "0", URL + "1", URL + "again"]
    assert not found.problem


@pytest.mark.parametrize("missing", [1, 9, 30, 200])
def test_a_cut_archive_gives_the_records_before_the_cut(three, missing):
    path, offsets = three
    path.write_bytes(path.read_bytes()[: offsets[2] + 300 - missing])
    found = read_responses(path)
    assert [each.offset for each in found] == offsets[:2]
    assert found.problem == f"is damaged or cut off in one place, the first at byte {offsets[2]:,}"
    with pytest.raises(Unreadable, match=r"no response|cut off"):
        read_response(path, offsets[2])


def test_records_after_a_damaged_place_are_read(three):
    path, offsets = three
    data = bytearray(path.read_bytes())
    data[offsets[1] + 40 : offsets[1] + 60] = bytes(20)
    path.write_bytes(data)
    found = read_responses(path)
    assert [each.offset for each in found] == [offsets[0], offsets[2]]
    assert f"byte {offsets[1]:,}" in found.problem
    assert found.state is not None
    assert read_response(path, offsets[2]).body == b"<p>Hello"


@pytest.mark.parametrize(
    "data", [b"", b"<!doctype html><p>This is no archive", b"\x1f\x8b\x08nothing", bytes(5000)]
)
def test_what_is_no_archive_has_no_responses(tmp_path, data):
    path = tmp_path / "site.warc.gz"
    path.write_bytes(data)
    found = read_responses(path)
    assert list(found) == []
    assert found.problem == ("has no records of a web archive" if data else "")


def test_a_file_that_is_not_there_is_a_problem_with_a_remedy(tmp_path):
    found = read_responses(tmp_path / "none.warc")
    assert list(found) == []
    assert "No such file" in found.problem
    assert found.fix


def _foreign(*records, packed=True):
    """Return an archive as another program writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for kind, url, headers, body, *fields in records:
        writer.write_record(
            writer.create_warc_record(
                url, kind, payload=io.BytesIO(body), length=len(body),
                http_headers=StatusAndHeaders("200 OK", headers, "HTTP/1.1") if headers is not None else None,
                warc_headers_dict=dict(*fields),
            )
        )  # fmt: skip
    return out.getvalue()


_PAGE = ("response", "<http://Example.org#top>", [("Content-Type", "text/html")], b"<p>Hi")


@pytest.mark.parametrize("packed", [True, False])
def test_wget_writes_angle_brackets_and_may_not_compress(tmp_path, packed):
    path = tmp_path / "site.warc"
    path.write_bytes(_foreign(_PAGE, _PAGE, packed=packed))
    first, second = read_responses(path)
    assert first.response.url == "http://example.org/"
    assert read_response(path, second.offset).body == b"<p>Hi"


def test_records_that_are_no_pages_of_the_web_are_passed_over(tmp_path):
    path = tmp_path / "site.warc.gz"
    other = [
        ("response", "dns:example.org", None, b"20261122\nexample.org. 1 IN A 127.0.0.1\n", {"Content-Type": "text/dns"}),
        ("resource", "urn:pageinfo:https://example.org/", None, b"{}", {"Content-Type": "application/json"}),
        ("conversion", "https://example.org/", None, b"Hi", {"Content-Type": "text/plain"}),
        ("request", "https://example.org/", None, b"GET / HTTP/1.1\r\n\r\n"),
        ("response", "https://example.org/odd", None, b""),
    ]  # fmt: skip
    path.write_bytes(_foreign(*other, _PAGE))
    found = read_responses(path)
    assert [each.response.url for each in found] == ["http://example.org/"]
    assert not found.problem


def test_a_file_archived_without_headers_is_a_page(tmp_path):
    path = tmp_path / "site.warc.gz"
    path.write_bytes(
        _foreign(("resource", URL, None, b"<p>Saved", {"Content-Type": "text/html; charset=utf-8"}))
    )
    (found,) = read_responses(path)
    response = read_response(path, found.offset)
    assert (response.status, response.media_type, response.charset, response.body) == (
        200,
        "text/html",
        "utf-8",
        b"<p>Saved",
    )


def test_chunks_and_encodings_as_they_came_are_undone(tmp_path):
    path = tmp_path / "site.warc.gz"
    packed = gzip.compress(b"<p>Hi")
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
    path.write_bytes(
        _foreign(
            ("response", URL, headers, chunks),
            ("response", URL, headers, packed),
            ("response", URL, headers, b"<p>Hi"),
        )
    )
    assert [read_response(path, each.offset).body for each in read_responses(path)] == [b"<p>Hi"] * 3


def test_a_body_that_others_cut_is_not_whole(tmp_path):
    path = tmp_path / "site.warc.gz"
    path.write_bytes(_foreign((*_PAGE, {"WARC-Truncated": "length"})))
    (found,) = read_responses(path)
    assert found.response.trouble == "too-large"


def _write_revisit(writer, url, digest, headers):
    date = "2026-11-22T07:00:00Z"
    writer.write_record(writer.create_revisit_record(url, digest, URL, date, http_headers=headers))


def test_an_answer_that_was_the_same_as_before_has_the_body_of_then(tmp_path):
    path = tmp_path / "site.warc.gz"
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
    body = io.BytesIO(b"<p>Hi")
    page = writer.create_warc_record(URL, "response", payload=body, length=5, http_headers=head)
    writer.write_record(page)
    digest = page.rec_headers["WARC-Payload-Digest"]
    for url, headers in ((f"{URL}?again", head), (f"{URL}?bare", None)):
        _write_revisit(writer, url, digest, headers)
    _write_revisit(writer, f"{URL}?lost", "sha1:NO", head)
    path.write_bytes(out.getvalue())
    first, again, bare, lost = read_responses(path)
    for each in (again, bare):
        assert each.body_offset == first.offset
        assert each.response.status == 200
        assert read_response(path, each.offset, each.body_offset).body == b"<p>Hi"
        assert read_response(path, each.offset, each.body_offset).url == each.response.url
    assert lost.body_offset == -1


@pytest.mark.parametrize("size", [5, 2_000_000])
def test_an_archive_compressed_in_one_piece_is_named_with_a_remedy(tmp_path, size):
    path = tmp_path / "site.warc.gz"
    page = ("response", URL, [], Random(1).randbytes(size))
    path.write_bytes(gzip.compress(_foreign(("metadata", URL, None, b"x"), page, page, packed=False), 1))
    found = read_responses(path)
    assert list(found) == []
    assert "in one piece" in found.problem
    assert "warcio recompress site.warc.gz" in found.fix


def test_a_body_that_unfolds_without_end_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr("seoaudit.web.archive_reader.MAX_BODY", 100_000)
    path = tmp_path / "site.warc.gz"
    path.write_bytes(
        _foreign(("response", URL, [("Content-Encoding", "gzip")], gzip.compress(bytes(10_000_000))))
    )
    (found,) = read_responses(path)
    response = read_response(path, found.offset)
    assert (len(response.body), response.trouble) == (100_000, "too-large")


@given(st.binary(max_size=200), st.integers(0, 900))
@settings(max_examples=80, deadline=None)
def test_no_damage_raises_anything(tmp_path_factory, noise, at):
    path = tmp_path_factory.mktemp("archive") / "site.warc.gz"
    data = _foreign(_PAGE, _PAGE, packed=len(noise) % 2 == 0)
    path.write_bytes(data[:at] + noise + data[at + len(noise) // 2 :])
    for each in read_responses(path):
        with suppress(Unreadable):
            assert read_response(path, each.offset).url == each.response.url


@pytest.mark.parametrize("length", ["-5", "9" * 5_000, "10000000000000000000", "12a", "٣"])
def test_a_length_that_cannot_be_is_a_damaged_place(tmp_path, length):
    archive = tmp_path / "odd.warc"
    whole = record("http://hills.example/whole")
    archive.write_bytes(record("http://hills.example/odd", length=length) + whole)
    found = read_responses(archive)
    assert [each.response.url for each in found] == ["http://hills.example/whole"]
    assert "damaged" in found.problem


@pytest.mark.parametrize("seconds", ["inf", "nan", "-1", "1e308", "soon"])
def test_seconds_that_cannot_be_are_none(tmp_path, seconds):
    archive = tmp_path / "odd.warc"
    archive.write_bytes(record("http://hills.example/", more=f"X-Seoaudit-Seconds: {seconds}\r\n"))
    (only,) = read_responses(archive)
    assert only.response.seconds == 0.0


def test_a_user_and_password_in_an_address_stay_where_they_are(tmp_path):
    archive = tmp_path / "odd.warc"
    archive.write_bytes(record("http://user:secret@hills.example/a@b"))
    (only,) = read_responses(archive)
    assert only.response.url == "http://hills.example/a@b"


def record(url, *, length=None, more=""):
    """Return a record of a response as another program may write it, and claim."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Hills</title>"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n{more}"
    head += (
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
