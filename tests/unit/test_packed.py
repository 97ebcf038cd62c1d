"""Packed page reports: in memory while they are few, in a file when there are many, the same to whoever reads them."""

import msgspec
import pytest

from seoaudit import packed
from seoaudit.packed import PackedPages, head_of, pack
from seoaudit.report.page import PageReport


@pytest.fixture(params=[10_000_000, 200, 0], ids=["in memory", "half way", "in a file"])
def pages(request, monkeypatch):
    monkeypatch.setattr(packed, "_MOST_IN_MEMORY", request.param)
    found = PackedPages()
    for page in REPORTS:
        found.append(head_of(page), pack(page))
    return found


REPORTS = [
    PageReport(f"{number}.md", "markdown", 50.0 + number, grade="F", error="e" * number)
    for number in range(20)
]


def test_pages_come_back_as_they_were_in_their_order(pages):
    assert list(pages) == REPORTS
    assert [head.path for head in pages.heads] == [page.path for page in REPORTS]
    assert len(pages) == len(REPORTS)


def test_single_pages_and_slices(pages):
    assert pages[3] == REPORTS[3]
    assert pages[-1] == REPORTS[-1]
    assert pages[2:5] == REPORTS[2:5]
    with pytest.raises(IndexError):
        pages[len(REPORTS)]


def test_they_can_be_read_while_more_are_added(pages):
    reading = iter(pages)
    assert next(reading) == REPORTS[0]
    pages.append(head_of(REPORTS[5]), pack(REPORTS[5]))
    assert [*reading][-1] == REPORTS[19]
    assert pages[20] == REPORTS[5]


def test_two_readers_do_not_disturb_each_other(pages):
    assert [one.path for one, other in zip(pages, pages, strict=True) if one == other] == [
        page.path for page in REPORTS
    ]


def test_as_json(pages):
    assert [msgspec.json.decode(each)["path"] for each in pages.as_json()] == [page.path for page in REPORTS]
