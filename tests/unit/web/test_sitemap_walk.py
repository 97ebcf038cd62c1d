"""From robots.txt to the addresses of a host, over sitemaps that may be missing, nested, endless or hostile."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import pytest

from seoaudit.context import Resolution
from seoaudit.site.sitemap_file import MAX_BYTES
from seoaudit.site.sitemaps import MAX_FILES
from seoaudit.web import sitemap_walk
from seoaudit.web.response import Response
from seoaudit.web.sitemap_walk import Fed, SitemapWalk, sitemaps_of, walked

SITE = "https://tents.example"


def urlset(*addresses: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{each}</loc></url>' for each in addresses)}</urlset>".encode()


def index(*addresses: str) -> bytes:
    found = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in addresses)
    return f"<sitemapindex>{found}</sitemapindex>".encode()


def answer(path: str, body: bytes, media: str = "application/xml", status: int = 200) -> Response:
    url = path if ":" in path else SITE + path
    return Response(url=url, status=status, headers=(("Content-Type", media),), body=body)


def walk(pages: Mapping[str, bytes], *named: str) -> tuple[list[Fed], list[str]]:
    """Return what each sitemap of the walk gave, and what was asked for."""
    asked = []

    def read(address: str) -> Response:
        asked.append(address.removeprefix(SITE))
        body = pages.get(asked[-1])
        if body is None:
            return answer(address, b"<p>Not found", "text/html", 404)
        return answer(address, body)

    return list(walked(SitemapWalk(SITE, named), read)), asked


def test_robots_txt_names_an_index_that_names_sitemaps() -> None:
    pages = {
        "/map.xml": index(f"{SITE}/a.xml", f"{SITE}/b.xml.gz", "https://elsewhere.example/c.xml"),
        "/a.xml": urlset(f"{SITE}/caf\u00e9/#menu", "ftp://x"),
        "/b.xml.gz": gzip.compress(urlset(f"{SITE}/b/")),
    }
    found, asked = walk(pages, f"{SITE}/map.xml", "/gone.xml")
    assert asked == ["/map.xml", "/gone.xml", "/a.xml", "/b.xml.gz"]
    assert [(each.address, each.line) for fed in found for each in fed.listed] == [
        (f"{SITE}/caf%C3%A9/", 1),
        ("", 1),
        (f"{SITE}/b/", 1),
    ]
    assert [(fed.file.file, fed.file.problem) for fed in found if fed.file and fed.file.problem] == [
        (f"{SITE}/gone.xml", "answers 404")
    ]


def test_usual_names_are_tried_until_one_is_there() -> None:
    found, asked = walk({"/sitemap-index.xml": index(f"{SITE}/a.xml"), "/a.xml": urlset(f"{SITE}/a/")})
    assert asked == ["/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/a.xml"]
    assert [fed.file.file for fed in found if fed.file] == [f"{SITE}/sitemap-index.xml", f"{SITE}/a.xml"]


def test_a_page_instead_of_a_sitemap_is_none() -> None:
    page = SitemapWalk(SITE)
    fed = page.feed(answer("/sitemap.xml", b"<!doctype html><p>Home", "text/html"))
    assert (fed.file, fed.further) == (None, (f"{SITE}/sitemap_index.xml",))
    broken = SitemapWalk(SITE).feed(answer("/sitemap.xml", b"<urlset>"))
    assert broken.file is not None
    assert broken.file.problem.startswith("is not well-formed XML")


def test_nothing_is_there_at_all() -> None:
    found, asked = walk({})
    assert len(asked) == 5
    assert all(fed == Fed(further=fed.further) for fed in found)


def test_a_sitemap_behind_a_redirect_is_called_as_it_was_asked_for() -> None:
    start = SitemapWalk(SITE, [f"{SITE}/sitemap.xml"])
    fed = start.feed(
        answer("https://www.tents.example/real.xml", urlset(f"{SITE}/a/")), f"{SITE}/sitemap.xml"
    )
    assert fed.file is not None
    assert fed.file.file == fed.listed[0].file == f"{SITE}/sitemap.xml"


@pytest.mark.parametrize(("response", "problem"), [
    (Response(url=f"{SITE}/s.xml", trouble="timeout", message="no answer in 30 seconds"), "cannot be read: no answer in 30 seconds"),
    (Response(url=f"{SITE}/s.xml", status=200, trouble="truncated", message="it was cut off", body=b"<urlset>"), "cannot be read whole: it was cut off"),
    (Response(url=f"{SITE}/s.xml", status=200, body=gzip.compress(b" " * (MAX_BYTES + 1))), "is larger than the 50 MB that are allowed"),
    (answer("/s.xml", b'<!DOCTYPE l [<!ENTITY l "lol"><!ENTITY m "&l;&l;">]><urlset><url><loc>&m;</loc></url></urlset>'), "is not well-formed XML"),
    (answer("/s.xml", b"\xff\xfe<"), "is not UTF-8"),
])  # fmt: skip
def test_what_cannot_be_read_is_said(response: Response, problem: str) -> None:
    file = SitemapWalk(SITE, [f"{SITE}/s.xml"]).feed(response).file
    assert file is not None
    assert file.problem.startswith(problem)


def test_indexes_end() -> None:
    """Indexes name themselves, more and more sitemaps, or deeper and deeper ones."""
    pages = {"/a.xml": index(*(f"{SITE}/{at}.xml" for at in range(5_000)), f"{SITE}/a.xml")}
    assert len(walk(pages, f"{SITE}/a.xml")[1]) == MAX_FILES

    def deeper(address: str) -> Response:
        return answer(address, index(f"{address}x"))

    assert len(list(walked(SitemapWalk(SITE, [f"{SITE}/a.xml"]), deeper))) == 1 + sitemap_walk.MAX_DEPTH


def test_addresses_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap_walk, "MAX_LISTED", 3)
    pages = {"/a.xml": urlset(f"{SITE}/1", f"{SITE}/2"), "/b.xml": urlset(f"{SITE}/3", f"{SITE}/4")}
    found, _ = walk(pages, f"{SITE}/a.xml", f"{SITE}/b.xml")
    assert [len(fed.listed) for fed in found] == [2, 1]


def test_rows_for_site_rules() -> None:
    found, _ = walk({"/a.xml": urlset(f"{SITE}/old", f"{SITE}/b")}, f"{SITE}/a.xml")

    def resolve(address: str) -> Resolution:
        return Resolution("redirect", "/new") if address.endswith("/old") else Resolution("unknown")

    rows = sitemaps_of(found[0], resolve, lambda address: address.removeprefix(SITE))
    assert [(row.key, row.address, row.status) for row in rows.entries] == [
        ("/new", f"{SITE}/old", "redirect"),
        ("/b", f"{SITE}/b", "unknown"),
    ]
    assert [file.urls for file in rows.files] == [2]
