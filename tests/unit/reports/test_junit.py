"""JUnit: read by the library that test reporters are written with, and safe to read."""

import re
from xml.etree import ElementTree as ET

import pytest
from any_text import any_text
from hypothesis import given, settings
from junitparser import Error, Failure, JUnitXml
from sample_reports import SAMPLES, blocked_page, errored_page, failed, finding, good_page, page_of, report_of

from seoaudit.reports import FORMATS, RenderOptions


def text_of(report, **options):
    return "".join(FORMATS["junit"](report, RenderOptions(**options)))


def suite_of(report, **options):
    (suite,) = JUnitXml.fromstring(text_of(report, **options).encode())
    return suite


def outcomes(report):
    return {case.name: [type(result) for result in case.result] for case in suite_of(report)}


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_totals_are_those_of_the_cases(sample):
    suite = suite_of(SAMPLES[sample]())
    told = (suite.tests, suite.failures, suite.errors, suite.skipped)
    suite.update_statistics()
    assert told == (suite.tests, suite.failures, suite.errors, suite.skipped)
    assert suite.tests == len(SAMPLES[sample]().pages) + 1


def test_pages_that_fail_the_gate_fail_and_what_could_not_be_done_is_an_error():
    assert outcomes(SAMPLES["few"]()) == {
        "posts/why-lead-generation-matters.md": [Failure],
        "posts/choosing-a-tent.md": [],
        "posts/untitled.md": [Failure],
        "posts/broken.md": [Error],
        "posts/odd.md": [Error],
        "the run as a whole": [],
    }


def test_a_failure_says_in_short_and_in_full_why():
    case = next(iter(suite_of(report_of(blocked_page()))))
    (failure,) = case.result
    assert failure.message == "scored 49 F: 1 error, 1 warning"
    assert failure.text.splitlines() == [
        "posts/untitled.md:1:1: error the page has no title [metadata/title-missing]",
        "posts/untitled.md:1:1: warning the post asks its reader for nothing [cta/missing]",
    ]


def test_what_no_page_is_to_blame_for_fails_the_run():
    report = report_of(good_page(), failures=("there are 12 warnings, more than the 10 allowed",))
    assert outcomes(report) == {"posts/choosing-a-tent.md": [], "the run as a whole": [Failure]}
    assert suite_of(report).failures == 1


def test_files_are_named_from_the_top_of_the_repository():
    root = ET.fromstring(text_of(report_of(good_page("a.md")), root="/r", folder="blog"))
    assert [case.get("file") for case in root.iter("testcase")] == ["blog/a.md", None]


def test_a_rule_that_broke_is_named():
    (error,) = next(iter(suite_of(report_of(errored_page())))).result
    assert error.message == "the rule headings/skipped-level broke: KeyError: 'level'"


def test_of_very_many_findings_the_worst_are_told():
    many = [finding(line, 1, "the image has no alternative text") for line in range(1, 500)]
    dead = finding(600, 1, "it leads nowhere")
    report = report_of(
        page_of("a.md", failed("images/missing-alt", 50, *many), failed("cta/dead-target", 5, dead))
    )
    (failure,) = next(iter(suite_of(report))).result
    first, *_, last = failure.text.splitlines()
    assert first == "a.md:600:1: error it leads nowhere [cta/dead-target]"
    assert last == "… and 400 more"


def test_no_file_is_attached_that_a_document_names():
    text = "see [[ATTACHMENT|/etc/passwd]]"
    report = report_of(page_of("a.md", failed("images/missing-alt", 5, finding(1, 1, text))))
    assert "[[ATTACHMENT" not in text_of(report)
    assert "ATTACHMENT|/etc/passwd]]" in text_of(report)


#: https://www.w3.org/TR/xml/#charsets
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ANYTHING = any_text("\x00\x1b\ufffe\uffff]]><&'\"", 40)


@settings(max_examples=100, deadline=None)
@given(ANYTHING, ANYTHING)
def test_any_text_makes_well_formed_xml(path, message):
    report = report_of(page_of(path, failed("cta/dead-target", 50, finding(1, 1, message))))
    text = text_of(report)
    assert NOT_XML.search(text) is None  # which not every parser minds
    root = ET.fromstring(text.encode())
    assert len(list(root.iter("testcase"))) == 2
