"""Reading the sitemaps of a built site, hostile ones too."""

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seoaudit.context import Resolution
from seoaudit.site import sitemap_file
from seoaudit.site.sitemaps import read_sitemaps

SITE = "https://tents.example/"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*addresses):
    return (
        f"{HEAD}<urlset {SPACE}>\n"
        + "".join(f"<url><loc>{each}</loc></url>\n" for each in addresses)
        + "</urlset>\n"
    )


def resolve(address):
    return Resolution("page", address)


def read(folder, url=SITE):
    return read_sitemaps(folder, url, resolve, "public/")


def test_addresses_with_their_lines(tmp_path):
    (tmp_path / "sitemap.xml").write_text(
        urlset(f"{SITE}a/", f"{SITE}caf%C3%A9/?a=1&amp;b=2"), encoding="utf-8"
    )
    found = read(tmp_path)
    assert [(each.key, each.line) for each in found.entries] == [("/a/", 3), ("/caf%C3%A9/", 4)]
    assert found.files[0].file == "public/sitemap.xml"
    assert not found.files[0].problem


def test_an_image_has_a_loc_that_is_no_page(tmp_path):
    text = urlset(f"{SITE}a/").replace(
        "</url>",
        '<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>x</image:loc></image:image></url>',
    )
    (tmp_path / "sitemap.xml").write_text(text, encoding="utf-8")
    assert [each.address for each in read(tmp_path).entries] == [f"{SITE}a/"]


def test_an_index_compressed_parts_and_robots(tmp_path):
    index = f"{HEAD}<sitemapindex {SPACE}><sitemap><loc>{SITE}posts.xml.gz</loc></sitemap></sitemapindex>"
    (tmp_path / "map.xml").write_text(index, encoding="utf-8")
    (tmp_path / "posts.xml.gz").write_bytes(gzip.compress(urlset(f"{SITE}post/").encode()))
    (tmp_path / "robots.txt").write_text(f"User-agent: *\nSITEMAP: {SITE}map.xml\n", encoding="utf-8")
    found = read(tmp_path)
    assert [each.file for each in found.files] == ["public/map.xml", "public/posts.xml.gz"]
    assert [each.key for each in found.entries] == ["/post/"]


def test_an_index_that_names_itself_ends(tmp_path):
    index = f"{HEAD}<sitemapindex {SPACE}><sitemap><loc>{SITE}sitemap.xml</loc></sitemap></sitemapindex>"
    (tmp_path / "sitemap.xml").write_text(index, encoding="utf-8")
    assert len(read(tmp_path).files) == 1


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<urlset><url>", "is not well-formed XML"),
        (
            b'<!DOCTYPE a [<!ENTITY b "ccc">]><urlset><url><loc>&b;</loc></url></urlset>',
            "is not well-formed XML",
        ),
        (b"<html></html>", "is no sitemap"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"\x1f\x8bnothing", "is not valid gzip"),
        (urlset().encode(), "lists nothing"),
        (b"", "is not well-formed XML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, data, problem):
    (tmp_path / "sitemap.xml").write_bytes(data)
    found = read(tmp_path)
    assert found.files[0].problem.startswith(problem)
    assert found.entries == ()


def test_feeds_and_lists_are_sitemaps_too(tmp_path):
    (tmp_path / "sitemap.txt").write_text(f"\ufeff{SITE}a/\r\n\r\n{SITE}b/\r\n", encoding="utf-8")
    (tmp_path / "rss.xml").write_text(
        f"<rss version='2.0'><channel><link>{SITE}</link>\n<item><title>x</title>\n<link>{SITE}c/</link>"
        "<pubDate>Mon, 06 May 2024</pubDate></item></channel></rss>",
        encoding="utf-8",
    )
    (tmp_path / "atom.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="enclosure" href="x.mp3"/>'
        f'<link href="{SITE}d/"/></entry></feed>',
        encoding="utf-8",
    )
    (tmp_path / "robots.txt").write_text(f"Sitemap: {SITE}rss.xml\nSitemap: {SITE}atom.xml", encoding="utf-8")
    found = read(tmp_path)
    assert [(each.address.removeprefix(SITE), each.line) for each in found.entries] == [
        ("c/", 3),
        ("d/", 1),
        ("a/", 1),
        ("b/", 3),
    ]


def test_what_stands_in_comments_or_too_deep_is_not_listed(tmp_path):
    text = f"<urlset><!--<url><loc>{SITE}old/</loc></url>-->\n<url><loc>{SITE}a/</loc><lastmod>2024-05-06</lastmod>"
    text += f"<url><loc>{SITE}deep/</loc></url></url></urlset>"
    (tmp_path / "sitemap.xml").write_text(text, encoding="utf-8")
    assert [(each.address, each.line) for each in read(tmp_path).entries] == [(f"{SITE}a/", 2)]
    assert [each.lastmod for each in sitemap_file.read_sitemap(text.encode()).listed] == ["2024-05-06"]


def test_deep_nesting_is_read_in_time_that_its_length_allows_for():
    """Reading the text of each nested element would take hours here."""
    deep = "<url><loc>" * 200_000 + "</loc></url>" * 200_000
    content = sitemap_file.read_sitemap(f"<urlset><url><loc>{SITE}</loc></url>{deep}</urlset>".encode())
    assert content.urls == 1


def test_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(sitemap_file, "MAX_URLS", 2)
    monkeypatch.setattr(sitemap_file, "MAX_BYTES", 2_000)
    (tmp_path / "sitemap.xml").write_text(urlset(*(f"{SITE}{at}/" for at in range(3))), encoding="utf-8")
    (tmp_path / "sitemap.xml.gz").write_bytes(gzip.compress(b" " * 1_000_000))
    problems = {each.file: each.problem for each in read(tmp_path).files}
    assert problems["public/sitemap.xml"] == "has 3 addresses, 2 are allowed"
    assert problems["public/sitemap.xml.gz"].startswith("is larger than")


def test_nothing_outside_the_folder_is_read(tmp_path):
    (tmp_path / "secret.xml").write_text(urlset(f"{SITE}secret/"), encoding="utf-8")
    root = tmp_path / "public"
    root.mkdir()
    (root / "sitemap.xml").symlink_to(tmp_path / "secret.xml")
    (root / "robots.txt").write_text(
        f"Sitemap: {SITE}../secret.xml\nSitemap: {SITE}%2e%2e/secret.xml\n", encoding="utf-8"
    )
    found = read(root)
    assert found.entries == ()
    assert all(each.problem == "does not exist" for each in found.files)


def test_without_a_known_address_the_first_one_tells(tmp_path):
    (tmp_path / "sitemap.xml").write_text(urlset(f"{SITE}a/", "https://shop.example/b/"), encoding="utf-8")
    assert [each.status for each in read(tmp_path, url="").entries] == ["page", "elsewhere"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path, data):
    (tmp_path / "sitemap.xml").write_bytes(data)
    (tmp_path / "robots.txt").write_bytes(b"Sitemap: " + data)
    assert read(tmp_path).files
