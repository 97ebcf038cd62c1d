"""Fetched pages in the HTML report: the home page has a name, each page its address to open, results their crumbs."""

import msgspec
import pytest
from sample_reports import good_page, report_of, weak_page

from seoaudit.report.fetched import FetchFacts
from seoaudit.report.page_map import PageMap
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.html.overview import overview
from seoaudit.reports.html.preview import previews

HOST = "http://localhost:8000"


def _fetched(page, path, **changed):
    return msgspec.structs.replace(page, path=path, fetch=FetchFacts(200), **changed)


def _html(*pages):
    return "".join(FORMATS["html"](report_of(*pages), RenderOptions()))


def test_the_home_page_is_called_by_its_slash():
    pages = [_fetched(weak_page(), f"{HOST}/"), _fetched(good_page(), f"{HOST}/blog/")]
    seen = overview(report_of(*pages))
    assert {row.path for row in seen.rows} == {"/", "/blog/"}
    assert set(seen.places) == {f"{HOST}/", f"{HOST}/blog/"}


def test_an_address_can_be_opened_and_tells_nobody_of_the_report():
    text = _html(_fetched(good_page(), f"{HOST}/blog/"))
    assert f'<a href="{HOST}/blog/" rel="noreferrer noopener">' in text


@pytest.mark.parametrize("path", ["javascript:alert(1)", "file:///etc/hosts", "blog/post.md"])
def test_nothing_but_a_web_address_can_be_opened(path):
    assert f'href="{path}"' not in _html(_fetched(good_page(), path))


@pytest.mark.parametrize(
    ("path", "crumbs"),
    [
        (f"{HOST}/2018/09/21/Security-advisory.html", "localhost:8000 › 2018 › 09 › 21 › Security-advisory"),
        ("https://example.org/a/b/c/d/e/f/", "example.org › … › c › d › e › f"),
        ("https://example.org/caf%C3%A9/?page=2", "example.org › café"),
        ("https://example.org/%E2%80%AEgnp/", "example.org › %E2%80%AEgnp"),
        ("content/blog/posts/tents.md", "blog › posts › tents"),
    ],
)
def test_crumbs_name_the_host_and_then_the_folders(path, crumbs):
    mapped = PageMap(title_shown=(5, 5), description_shown=(0, 0))
    assert [each.crumbs for each in previews(path, "Tents", mapped)] == [crumbs, crumbs]
