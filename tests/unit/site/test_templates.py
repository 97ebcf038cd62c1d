"""Template or content: what many pages have in common is told once, and costs no page what it cannot mend."""

import pytest

from seoaudit.config import discover
from seoaudit.engines.document import Document
from seoaudit.engines.run import run
from seoaudit.reports.listed import listed

PAGE = """<!doctype html>
<html lang="en"><head><title>Post number {number} about tents</title>
<meta name="viewport" content="width=device-width"></head>
<body><nav><a href="/"><img src="/logo.png"></a></nav>
<main><h1>Post {number}</h1><p>A tent for winter stands in the wind.</p>{extra}</main>
<footer><a href="http://localhost:8000/imprint">Imprint</a></footer></body></html>
"""


@pytest.fixture
def audited(tmp_path):
    def audit(pages):
        (tmp_path / ".git").mkdir()
        (tmp_path / "public").mkdir()
        for name, text in pages.items():
            (tmp_path / "public" / name).write_text(text, encoding="utf-8")
        files = [tmp_path / "public" / name for name in sorted(pages)]
        settings = [discover(file).for_path(file) for file in files]
        return run([Document(file.name, file) for file in files], settings, "2026-01-01", 1)

    return audit


def posts(count, frame=PAGE, **extra):
    names = ["index.html", *(f"post-{number}.html" for number in range(1, count))]
    return {
        name: frame.format(number=number, extra=extra.get(f"of_{number}", ""))
        for number, name in enumerate(names)
    }


def test_a_fault_of_the_footer_is_one_finding_with_the_number_of_pages(audited):
    report = audited(posts(6))
    faults = {(fault.rule, fault.part): fault for fault in report.sites[0].templates}
    footer = faults["links/local-address", "frame"]
    assert (footer.pages, footer.example, footer.lost) == (6, "index.html", 0)
    assert (footer.location.line, footer.location.column) == (6, 9)
    assert faults["images/missing-alt", "frame"].location.line == 4
    assert not any(
        result.findings
        for page in report.pages
        for result in page.results
        if result.rule == "links/local-address"
    ), "no page is charged with what stands in its frame"


def test_what_all_pages_lack_is_told_once_with_what_it_costs(audited):
    report = audited(posts(6))
    fault = next(each for each in report.sites[0].templates if each.rule == "metadata/description-missing")
    assert (fault.part, fault.pages) == ("page", 6)
    assert fault.lost > 0


def test_an_error_in_the_frame_fails_the_gate(audited):
    gate = audited(posts(6)).gate
    assert "the template of 6 pages fails links/local-address (error)" in gate.failures


def test_a_fault_in_the_text_of_one_page_is_that_pages_own(audited):
    report = audited(posts(6, of_3='<p>See <a href="http://localhost:1/x">the draft</a>.</p>'))
    here = [
        page.path
        for page in report.pages
        for each in page.results
        if each.rule == "links/local-address" and each.findings
    ]
    assert here == ["post-3.html"]


def test_two_pages_make_no_template(audited):
    assert audited(posts(2)).sites[0].templates == ()


def test_the_score_of_a_page_is_the_same_alone_and_among_others(audited, tmp_path):
    together = {page.path: page.score for page in audited(posts(6)).pages}
    file = tmp_path / "public" / "post-3.html"
    alone = run([Document(file.name, file)], [discover(file).for_path(file)], "2026-01-01", 1)
    assert alone.pages[0].score == together["post-3.html"]


def test_lists_of_findings_name_a_template_once(audited):
    report = audited(posts(6))
    missing = [each for each in listed(report) if each.rule == "metadata/description-missing"]
    assert [(each.path, each.message) for each in missing] == [
        ("index.html", "the page has no meta description, as on 6 pages: mend the template")
    ]
    assert [each.path for each in listed(report) if each.rule == "links/local-address"] == ["index.html"]
