"""CSV: as RFC 4180 has it, complete, and harmless in a spreadsheet."""

import csv
from io import StringIO

import pytest
from any_text import any_text
from hypothesis import example, given, settings
from sample_reports import SAMPLES, failed, finding, page_of, report_of

from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.csv_report import FINDING_COLUMNS, FORMULA, PAGE_COLUMNS
from seoaudit.reports.listed import with_broken


def rows(name, report):
    text = "".join(FORMATS[name](report, RenderOptions()))
    assert text.endswith("\r\n")
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_line_for_each_finding(sample):
    report = SAMPLES[sample]()
    assert [row["fingerprint"] for row in rows("csv", report)] == [
        each.fingerprint for each in with_broken(report)
    ]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_line_for_each_page_with_the_score_of_each_category(sample):
    report = SAMPLES[sample]()
    found = rows("csv-pages", report)
    assert len(found) == len(report.pages)
    for row, page in zip(found, report.pages, strict=True):
        assert list(row)[: len(PAGE_COLUMNS)] == list(PAGE_COLUMNS)
        assert row["score"] == ("" if page.score is None else f"{page.score:.4f}")
        scores = {each.category: each.score for each in page.categories}
        if scores.get("links") is not None:
            assert float(row["score_links"]) == pytest.approx(scores["links"], abs=1e-4)


def test_the_columns_are_the_documented_ones():
    (row,) = rows("csv", report_of(page_of("a.md", failed("cta/missing", 1, finding(3, 5, "x", "y")))))
    assert tuple(row) == FINDING_COLUMNS
    assert [row[name] for name in ("path", "line", "column", "end_line", "end_column", "severity")] == [
        "a.md", "3", "5", "3", "15", "warning",
    ]  # fmt: skip


def test_the_other_pages_are_named():
    related = [row["related"] for row in rows("csv", SAMPLES["site"]()) if row["related"]]
    assert "public/guide/2/index.html | public/guide/3/index.html" in related


TEXTS = any_text("=+-@＝\t\r\n\",;'| ", 30)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
@example("-x.md", " =1+1")
@example("＝x.md", "\xa0@SUM(A1)")
def test_no_cell_is_a_formula_and_every_row_is_whole(path, message):
    report = report_of(page_of(path, failed("cta/missing", 5, finding(1, 1, message, message))))
    for name in ("csv", "csv-pages"):
        (row,) = rows(name, report)
        assert None not in row
        for cell in row.values():
            assert not cell.lstrip().startswith(FORMULA)


def test_what_would_be_a_formula_has_an_apostrophe_before_it():
    formula = '=HYPERLINK("https://evil.example","x")'
    (row,) = rows("csv", report_of(page_of("a.md", failed("cta/missing", 5, finding(1, 1, formula)))))
    assert row["message"] == "'" + formula
