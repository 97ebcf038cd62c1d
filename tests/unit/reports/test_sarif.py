"""SARIF: of the shape that the standard's object model has, and with what GitHub's code scanning asks for."""

import json
import re

import attr
import pytest
import sarif_om
from sample_reports import SAMPLES, failed, finding, hostile_page, page_of, report_of

from seoaudit.report.page import Location, ReportedFinding
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.sarif_report import MAX_RESULTS

#: What the properties of a log hold, where it is not text, a number or a list of them.
MODEL = {
    "runs": sarif_om.Run, "tool": sarif_om.Tool, "driver": sarif_om.ToolComponent, "rules": sarif_om.ReportingDescriptor,
    "shortDescription": sarif_om.MultiformatMessageString, "fullDescription": sarif_om.MultiformatMessageString,
    "help": sarif_om.MultiformatMessageString, "defaultConfiguration": sarif_om.ReportingConfiguration,
    "automationDetails": sarif_om.RunAutomationDetails, "description": sarif_om.Message,
    "results": sarif_om.Result, "message": sarif_om.Message, "locations": sarif_om.Location,
    "relatedLocations": sarif_om.Location, "physicalLocation": sarif_om.PhysicalLocation, "region": sarif_om.Region,
    "artifactLocation": sarif_om.ArtifactLocation, "%SRCROOT%": sarif_om.ArtifactLocation,
    "invocations": sarif_om.Invocation, "toolExecutionNotifications": sarif_om.Notification,
    "associatedRule": sarif_om.ReportingDescriptorReference,
}  # fmt: skip
#: Bags of names and values, in which any name may stand.
BAGS = {"properties", "partialFingerprints", "originalUriBaseIds"}


def log_of(report, **options):
    return json.loads("".join(FORMATS["sarif"](report, RenderOptions(**options))))


def run_of(report, **options):
    return log_of(report, **options)["runs"][0]


def unlike_the_model(value, model, place="log"):
    """What the standard's object model does not know, and what it misses."""
    known = {each.metadata["schema_property_name"]: each for each in attr.fields(model)}
    yield from (f"{place}.{name} is unknown" for name in value if name not in known)
    needed = (name for name, each in known.items() if each.default is attr.NOTHING)
    yield from (f"{place}.{name} is missing" for name in needed if name not in value)
    for name in value.keys() & known.keys():
        yield from inside(name, value[name], f"{place}.{name}")


def inside(name, value, place):
    for index, each in enumerate(value if isinstance(value, list) else [value]):
        if name in BAGS:
            for key, entry in each.items():
                if key in MODEL:
                    yield from unlike_the_model(entry, MODEL[key], f"{place}.{key}")
        elif isinstance(each, dict):
            yield from unlike_the_model(each, MODEL[name], f"{place}[{index}]")


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_has_the_shape_of_the_standard(sample):
    assert list(unlike_the_model(log_of(SAMPLES[sample]()), sarif_om.SarifLog)) == []


def test_the_check_of_the_shape_sees_what_is_wrong():
    log = log_of(SAMPLES["one"]())
    log["runs"][0]["results"][0]["msg"] = log["runs"][0]["results"][0].pop("message")
    wrong = list(unlike_the_model(log, sarif_om.SarifLog))
    assert wrong == ["log.runs[0].results[0].msg is unknown", "log.runs[0].results[0].message is missing"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_result_is_of_a_rule_that_is_explained_and_has_a_whole_region(sample):
    run = run_of(SAMPLES[sample]())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
        assert result["message"]["text"].strip()
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert len(rule["name"]) <= 255
        assert len(rule.get("properties", {}).get("tags", [])) <= 10


def test_only_our_own_fingerprint_is_given():
    """GitHub's uploader computes ``primaryLocationLineHash`` and warns of every other value for it."""
    for result in run_of(SAMPLES["site"]())["results"]:
        assert list(result["partialFingerprints"]) == ["seoauditFinding/v1"]


@pytest.mark.parametrize(
    ("path", "options", "artifact"),
    [
        ("posts/a b.md", {}, {"uri": "posts/a%20b.md", "uriBaseId": "%SRCROOT%"}),
        ("./ü.md", {}, {"uri": "%C3%BC.md", "uriBaseId": "%SRCROOT%"}),
        ("a:b.md", {}, {"uri": "a%3Ab.md", "uriBaseId": "%SRCROOT%"}),
        ("caf\udce9.md", {}, {"uri": "caf%E9.md", "uriBaseId": "%SRCROOT%"}),
        ("a.md", {"root": "/r", "folder": "blog"}, {"uri": "blog/a.md", "uriBaseId": "%SRCROOT%"}),
        ("../a.md", {"root": "/r", "folder": "blog"}, {"uri": "a.md", "uriBaseId": "%SRCROOT%"}),
        ("/r/blog/a.md", {"root": "/r", "folder": "docs"}, {"uri": "blog/a.md", "uriBaseId": "%SRCROOT%"}),
        ("../../x/a.md", {"root": "/r", "folder": "blog"}, {"uri": "file:///x/a.md"}),
        ("/rx/a.md", {"root": "/r"}, {"uri": "file:///rx/a.md"}),
        ("../a.md", {}, {"uri": "../a.md"}),
        ("C:/a b.md", {}, {"uri": "file:///C:/a%20b.md"}),
        ("https://example.org/ä?a=1#b", {}, {"uri": "https://example.org/%C3%A4?a=1#b"}),
    ],
)
def test_addresses_begin_at_the_top_of_the_repository(path, options, artifact):
    report = report_of(page_of(path, failed("cta/missing", 5, finding(3, 1, "nothing asks for anything"))))
    run = run_of(report, **options)
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


def test_related_pages_are_related_locations():
    results = {result["ruleId"]: result for result in run_of(SAMPLES["site"]())["results"]}
    related = results["keywords/cannibalisation"]["relatedLocations"]
    assert [each["id"] for each in related] == [1, 2]
    assert related[0]["physicalLocation"]["artifactLocation"]["uri"] == "public/guide/2/index.html"


def test_a_rule_that_broke_is_a_notification_and_the_run_did_not_succeed():
    (invocation,) = run_of(SAMPLES["few"]())["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["associatedRule"]["id"] == "headings/skipped-level"
    assert told["message"]["text"] == "the rule headings/skipped-level broke: KeyError: 'level'"


def test_nothing_in_a_message_becomes_a_link():
    """SARIF reads ``[text](target)`` in plain messages, and GitHub shows it as a link."""
    text = "“[Win a prize](https://evil.example)” and [x](1)"
    report = report_of(page_of("a.md", failed("cta/missing", 5, finding(3, 1, text))))
    message = run_of(report)["results"][0]["message"]["text"]
    assert re.search(r"(?<!\\)\[[^\]]*\]\(", message) is None
    assert message.startswith(text.replace("[", r"\["))


def test_long_texts_are_cut():
    report = report_of(page_of("a.md", failed("cta/missing", 5, finding(3, 1, "x" * 50_000, "y" * 50_000))))
    assert len(run_of(report)["results"][0]["message"]["text"]) <= 2100


def test_beyond_the_limit_the_worst_are_kept_and_the_rest_is_counted():
    many = [finding(line, 1, "the image has no alternative text") for line in range(1, MAX_RESULTS + 2)]
    dead = ReportedFinding(Location(9, 1, 9, 2), "it leads nowhere", "mend it")
    report = report_of(
        page_of("a.md", failed("images/missing-alt", 5, *many), failed("cta/dead-target", 5, dead))
    )
    run = run_of(report)
    assert len(run["results"]) == MAX_RESULTS
    assert run["results"][0]["ruleId"] == "cta/dead-target"
    assert run["properties"]["leftOut"] == 2


def test_a_hostile_report_is_nothing_but_data():
    text = "".join(FORMATS["sarif"](report_of(hostile_page()), RenderOptions()))
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)
    assert "##vso[" not in text
