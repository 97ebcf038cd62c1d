"""JSON and JSON lines: complete, deterministic, valid against the schema, and readable again."""

import json
import subprocess
import sys

import jsonschema
import msgspec
import pytest
from sample_reports import SAMPLES, good_page, report_of

from seoaudit.reports import FORMATS, RenderOptions, encodable
from seoaudit.reports.load import ReportError, load, loads
from seoaudit.reports.options import draws_unicode
from seoaudit.reports.schema import SCHEMA_FILE, schema_text

OPTIONS = RenderOptions()


def rendered(name, sample):
    return "".join(FORMATS[name](SAMPLES[sample](), OPTIONS))


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_json_report_can_be_read_back(sample):
    assert loads(rendered("json", sample).encode()) == SAMPLES[sample]()


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_json_report_is_valid_against_the_schema(sample):
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(json.loads(rendered("json", sample)))] == []


def test_the_schema_is_itself_valid_and_refuses_what_is_no_report():
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    report = json.loads(rendered("json", "one"))
    report["schema_version"] = 2
    assert not jsonschema.Draft202012Validator(schema).is_valid(report)


def test_the_schema_file_is_up_to_date():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run python -m seoaudit.reports.schema"


@pytest.mark.parametrize("sample", ["few", "none"])
def test_written_page_by_page_it_is_the_same_as_in_one_go(sample):
    data = msgspec.json.encode(SAMPLES[sample](), order="deterministic")
    assert rendered("json", sample) == msgspec.json.format(data, indent=2).decode() + "\n"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_format_renders_every_report_the_same_each_time(name, sample):
    assert rendered(name, sample) == rendered(name, sample)


def test_json_lines_have_one_page_each_and_a_summary_last():
    lines = [json.loads(line) for line in rendered("jsonl", "few").splitlines()]
    assert [line["kind"] for line in lines] == ["page"] * 5 + ["summary"]
    report = json.loads(rendered("json", "few"))
    assert [{k: v for k, v in line.items() if k != "kind"} for line in lines[:-1]] == report["pages"]
    assert {**lines[-1], "pages": report["pages"]} == {**report, "kind": "summary"}


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_what_drives_terminals_and_build_services_is_escaped(name):
    text = rendered(name, "hostile")
    assert not {"\x1b", "\x9b", "\u202e", "\x7f"} & set(text)
    assert "##vso[" not in text


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_file_name_that_is_not_utf8_does_not_stop_the_report(name):
    text = "".join(FORMATS[name](report_of(good_page("caf\udce9.md")), OPTIONS))
    assert r"caf\\udce9.md" in text
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not JSON"),
        (b"<html>", "not JSON"),
        (b'{"a": 1}', "no report"),
        (b"[1]", "no report"),
        (b'{"schema_version": 2}', "schema version 2"),
        (b'{"schema_version": 0}', "schema version 0"),
        (b'{"schema_version": 1}', "damaged"),
        (b'{"schema_version": 1, "tool": ' + b"[" * 100_000, "not JSON|damaged"),
        (b'{"kind":"page"}\n{"kind":"summary"}\n', "JSON lines"),
    ],
)
def test_what_is_no_report_is_refused_with_a_reason(data, says):
    with pytest.raises(ReportError, match=says):
        loads(data)


def test_fields_of_later_versions_are_skipped():
    report = json.loads(rendered("json", "one"))
    report["pages"][0]["colour"] = "blue"
    assert loads(json.dumps(report).encode()) == SAMPLES["one"]()


def test_an_error_names_the_file(tmp_path):
    file = tmp_path / "old.json"
    file.write_text('{"schema_version": 9}')
    with pytest.raises(
        ReportError, match=r"old\.json: the report has schema version 9, and this is an older seoaudit"
    ):
        load(file)
    file.write_text(rendered("json", "one"), encoding="utf-8")
    assert load(file) == SAMPLES["one"]()


def test_an_encoding_that_lacks_a_character_gets_an_escape():
    assert list(encodable(["a", "“ü”"], "latin-1")) == ["a", "\\u201cü\\u201d"]
    assert not draws_unicode("latin-1")
    assert draws_unicode("utf-8")


def test_formats_are_imported_when_they_are_used():
    code = (
        "import sys, seoaudit.reports as r; "
        "assert not [m for m in sys.modules if m.startswith(('rich', 'seoaudit.reports.terminal'))]; "
        "import seoaudit.reports.terminal.page, seoaudit.reports.terminal.paper as p; "
        "assert p.cells('“é”') == 3 and not [m for m in sys.modules if m.startswith('rich')]; "
        "assert p.cells('日本') == 4 and 'rich.cells' in sys.modules and 'rich.console' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
