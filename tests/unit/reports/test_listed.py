"""The list that formats are made from: everything once, in order, with fingerprints that last."""

import msgspec
import pytest
from sample_reports import SAMPLES, failed, finding, page_of, report_of
from sample_sites import NO_VIEWPORT, TEMPLATE_PAGES

from seoaudit.reports.listed import by_page, listed, not_listed


def test_a_fault_of_the_template_is_listed_once_on_the_first_page_that_has_it():
    found = [each for each in listed(SAMPLES["site"]()) if each.rule == "metadata/viewport"]
    assert [each.path for each in found] == [TEMPLATE_PAGES[0]]
    assert found[0].message == f"{NO_VIEWPORT}, as on 5 pages: mend the template"


def test_what_is_found_on_a_document_that_is_no_page_is_not_lost():
    pages = list(by_page(SAMPLES["site"]()))
    page, found = pages[-1]
    assert page is None
    assert [each.path for each in found] == ["public/sitemap.xml"]
    assert [page.path for page, _ in pages[:-1]] == [page.path for page in SAMPLES["site"]().pages]


def test_what_the_report_left_out_is_counted():
    report = SAMPLES["site"]()
    assert not_listed(report) == not_listed(report, "warning") == 2
    assert not_listed(report, "error") == 0


@pytest.mark.parametrize("sample", SAMPLES)
def test_fingerprints_are_unique(sample):
    found = [each.fingerprint for each in listed(SAMPLES[sample]())]
    assert len(set(found)) == len(found)


def test_a_fingerprint_stays_when_the_line_moves_and_changes_with_the_fault():
    def fingerprints(line, excerpt):
        fault = finding(line, 4, "the image has no alternative text", excerpt=excerpt)
        return [
            each.fingerprint
            for each in listed(report_of(page_of("a.md", failed("images/missing-alt", 1, fault))))
        ]

    assert fingerprints(3, "In ![](a.png)") == fingerprints(30, "In ![](a.png)")
    assert fingerprints(3, "In ![](a.png)") != fingerprints(3, "In ![](b.png)")


def test_a_fingerprint_stays_when_only_the_figures_change():
    def fingerprint(line, message):
        fault = finding(line, 1, message, excerpt="A line" if line > 1 else "---")
        (each,) = listed(report_of(page_of("a.md", failed("cta/missing", 1, fault))))
        return each.fingerprint

    assert fingerprint(5, "there is 1 link in it") == fingerprint(5, "there are 12 links in it")
    assert fingerprint(5, "there is 1 link in it") != fingerprint(5, "there is 1 image in it")
    assert fingerprint(1, "the page links to no other page") == fingerprint(
        1, "the page links to 1 other page"
    )


def test_the_second_of_two_faults_that_are_alike_is_another():
    fault = finding(3, 1, "“Read more” says nothing")
    one = report_of(page_of("a.md", failed("cta/missing", 1, fault)))
    again = msgspec.structs.replace(fault, location=finding(9, 1, "").location)
    two = report_of(page_of("a.md", failed("cta/missing", 1, fault, again)))
    first, (kept, new) = [e.fingerprint for e in listed(one)], [e.fingerprint for e in listed(two)]
    assert first == [kept]
    assert new != kept
