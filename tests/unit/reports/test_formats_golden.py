"""Every format for machines and for merge requests, of one report, as it should look.

The files in ``golden/formats/`` are of the report of a site. After a wanted change, write them anew with
``UPDATE_GOLDEN=1 pytest tests/unit/reports`` and read the difference.
"""

import os
from pathlib import Path

import pytest
from sample_reports import SAMPLES, page_of, report_of, weak_page

from seoaudit.reports import FORMATS, RenderOptions

GOLDEN = Path(__file__).parent / "golden" / "formats"
FILES = {
    "concise": "site.txt",
    "csv": "site.csv",
    "csv-pages": "site-pages.csv",
    "github": "site-github.txt",
    "gitlab": "gl-code-quality-report.json",
    "junit": "site.xml",
    "markdown": "site.md",
    "rdjson": "site.rdjson",
    "sarif": "site.sarif",
}
#: The audit was run in the folder ``blog`` of a repository.
OPTIONS = RenderOptions(root="/work/site", folder="blog")


@pytest.mark.parametrize("name", FILES)
def test_it_looks_as_it_should(name):
    data = "".join(FORMATS[name](SAMPLES["site"](), OPTIONS)).encode()
    file = GOLDEN / FILES[name]
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    assert data == file.read_bytes()


def test_every_format_has_one_or_a_test_of_its_own():
    assert set(FORMATS) - set(FILES) == {"terminal", "html", "json", "jsonl", "sarif-all"}


@pytest.mark.parametrize("name", [*FILES, "json", "jsonl"])
def test_findings_of_the_site_and_of_templates_are_in_every_format(name):
    text = "".join(FORMATS[name](SAMPLES["site"](), OPTIONS))
    if name == "csv-pages":  # which is about pages
        return
    assert "the text is that of 1 other page" in text
    if name != "github":  # of which GitHub keeps the ten worst
        for said in ("is the keyphrase of 3 pages", "the head has no viewport", "no page links here"):
            assert said in text, said


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_name_that_is_not_utf8_stops_no_format(name):
    report = report_of(page_of("caf\udce9.md", *weak_page().results))
    text = "".join(FORMATS[name](report, OPTIONS))
    assert "caf" in text
    text.encode("utf-8")
