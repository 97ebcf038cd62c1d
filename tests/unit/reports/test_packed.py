"""Packed pages are the pages, in less room."""

from msgspec.json import encode
from sample_reports import few

from seoaudit.packed import PackedPages, head_of, heads, pack, unpack
from seoaudit.report.page import PageReport


def packed(pages):
    kept = PackedPages()
    for page in pages:
        kept.append(head_of(page), pack(page))
    return kept


def test_what_is_packed_comes_back():
    pages = few().pages
    kept = packed(pages)
    assert len(kept) == len(pages)
    assert list(kept) == list(pages)
    assert kept[1] == pages[1]
    assert kept[-1] == pages[-1]
    assert list(kept[1:3]) == list(pages[1:3])


def test_heads_are_the_same_however_the_pages_are_held():
    report = few()
    assert list(heads(report)) == packed(report.pages).heads


def test_a_head_counts_findings_and_names_rules_by_severity():
    report = few()
    for page, head in zip(report.pages, heads(report), strict=True):
        failed = [result for result in page.results if result.outcome == "failed"]
        assert sum(map(len, head.failed)) == len(failed)
        assert sum(head.findings) == sum(len(result.findings) for result in failed)
        assert (head.path, head.score, head.grade, head.error) == (
            page.path,
            page.score,
            page.grade,
            page.error,
        )


def test_packing_takes_a_fraction_of_the_room():
    page = max(few().pages, key=lambda each: len(encode(each)))
    assert len(pack(page)) < len(encode(page)) / 2
    assert unpack(pack(PageReport("a.md", error="binary"))).error == "binary"
