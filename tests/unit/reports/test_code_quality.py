"""GitLab's Code Quality and the Reviewdog Diagnostic Format, read by strict types written after their definitions."""

from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta
from sample_reports import SAMPLES, failed, finding, page_of, report_of

from seoaudit.reports import FORMATS, RenderOptions

Positive = Annotated[int, Meta(ge=1)]
Text = Annotated[str, Meta(min_length=1)]


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """Refuses what the format does not know."""


class Point(Strict):
    line: Positive
    column: Positive | msgspec.UnsetType = msgspec.UNSET


class Positions(Strict):
    begin: Point
    end: Point


class Lines(Strict):
    begin: Positive
    end: Positive


class Place(Strict):
    path: Text
    lines: Lines
    positions: Positions


class Issue(Strict):
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

    description: Text
    check_name: Text
    fingerprint: Text
    severity: Literal["info", "minor", "major", "critical", "blocker"]
    location: Place
    type: Literal["issue"]
    categories: list[Literal["Style"]]


class Range(Strict):
    start: Point
    end: Point | msgspec.UnsetType = msgspec.UNSET


class RdLocation(Strict):
    path: Text
    range: Range | msgspec.UnsetType = msgspec.UNSET


class Related(Strict):
    location: RdLocation
    message: str = ""


class Code(Strict):
    value: Text
    url: str = ""


class Diagnostic(Strict):
    message: Text
    location: RdLocation
    severity: Literal["ERROR", "WARNING", "INFO"]
    code: Code
    related_locations: list[Related] = []


class Source(Strict):
    name: Text


class DiagnosticResult(Strict):
    """https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto"""

    diagnostics: list[Diagnostic]
    source: Source


OPTIONS = RenderOptions(root="/r", folder="blog")


def issues(report):
    return msgspec.json.decode("".join(FORMATS["gitlab"](report, OPTIONS)), type=list[Issue])


def diagnostics(report):
    return msgspec.json.decode("".join(FORMATS["rdjson"](report, OPTIONS)), type=DiagnosticResult).diagnostics


@pytest.mark.parametrize("sample", SAMPLES)
def test_gitlab_finds_what_it_needs_and_no_fingerprint_twice(sample):
    found = issues(SAMPLES[sample]())
    assert len({issue.fingerprint for issue in found}) == len(found)
    assert len(found) == len(diagnostics(SAMPLES[sample]()))


def test_gitlab_is_told_severities_of_its_own():
    found = {issue.check_name: issue.severity for issue in issues(SAMPLES["one"]())}
    assert found["cta/dead-target"] == "major"
    assert found["images/missing-alt"] == "minor"
    assert found["links/opportunity"] == "info"


@pytest.mark.parametrize("path", ["posts/a.md", "./posts/a.md", "/r/blog/posts/a.md", "../blog/posts/a.md"])
def test_paths_begin_at_the_top_of_the_repository(path):
    report = report_of(page_of(path, failed("cta/missing", 5, finding(3, 1, "x"))))
    assert issues(report)[0].location.path == "blog/posts/a.md"
    assert diagnostics(report)[0].location.path == "blog/posts/a.md"


def test_rdjson_names_the_other_pages():
    related = [each.related_locations for each in diagnostics(SAMPLES["site"]()) if each.related_locations]
    assert [len(each) for each in related] == [1, 2]


def rd_range(column, excerpt, length=4):
    """The range in rdjson of a fault on line 3."""
    fault = finding(3, column, "x", excerpt=excerpt, length=length)
    (found,) = diagnostics(report_of(page_of("a.md", failed("cta/missing", 5, fault))))
    return msgspec.to_builtins(found.location.range)


def test_rdjson_counts_bytes():
    line = "Größe 🚲: ![](a)"
    at = line.index("!") + 1
    begin = len(line[: at - 1].encode()) + 1
    assert rd_range(at, line, len("![](a)")) == {
        "start": {"line": 3, "column": begin},
        "end": {"line": 3, "column": len(line.encode()) + 1},
    }


def test_where_the_line_is_not_known_so_far_the_place_is_the_line():
    assert rd_range(40, "a short line") == {"start": {"line": 3}}
    assert rd_range(160, "x" * 158 + "…") == {"start": {"line": 3}}
    assert rd_range(1, "") == {"start": {"line": 3, "column": 1}}
