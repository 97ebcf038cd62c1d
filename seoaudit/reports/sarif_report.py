"""SARIF 2.1.0, as code scanning reads it: relative addresses, whole regions, fingerprints, help for each rule.

What GitHub takes: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Severity
from seoaudit.packed import heads
from seoaudit.report import Report, RuleInfo
from seoaudit.report.page import Location, ReportedRepair, SuppressedFinding
from seoaudit.reports.json_report import json_text
from seoaudit.reports.listed import UNREADABLE, Listed, not_listed, suppressed, worst_first
from seoaudit.reports.markdown_text import advice, plain
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.places import in_repository, is_address, isabs, leaves, uri
from seoaudit.reports.safe_text import clipped

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
#: Code scanning refuses a run with more results, and a log of more than 10 MB when packed.
MAX_RESULTS = 25_000
#: Characters of descriptions and messages that it keeps.
_MAX_TEXT = 1024
_MAX_RELATED, _MAX_BROKEN = 20, 100
#: A link in a message, which readers would follow.
_LINK = lazy_regex(r"\[(?=[^\]]*\]\()")


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the log as one piece; the worst findings come first, because what is beyond the limit is left out."""
    yield _log(report, options, [])


def render_all(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the log with what comments in the pages suppress, marked as such.

    Code scanning shows marked results as open alerts all the same, so this is for readers that know the mark.
    """
    yield _log(report, options, suppressed(report))


def _log(report: Report, options: RenderOptions, left_out: list[SuppressedFinding]) -> str:
    found = worst_first(report)
    rules = _rules(report)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": _tool(report, rules),
        "automationDetails": {"id": "seoaudit/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the repository."}}},
        "results": [_result(each, numbers, options) for each in found[:MAX_RESULTS]]
        + [
            _suppressed(each, numbers, options) for each in left_out[: MAX_RESULTS - len(found[:MAX_RESULTS])]
        ],
        "invocations": [_invocation(report, numbers, options)],
        "properties": {
            "score": report.summary.score,
            "grade": report.summary.grade,
            "leftOut": max(len(found) - MAX_RESULTS, 0) + not_listed(report),
        },
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _tool(report: Report, rules: list[dict[str, Any]]) -> dict[str, Any]:
    driver = {
        "name": report.tool.name,
        "version": report.tool.version,
        "semanticVersion": report.tool.version,
        "rules": rules,
    }
    packs = [
        {"name": pack.distribution, "version": pack.version, "properties": {"pack": pack.name}}
        for pack in report.tool.packs
    ]
    return {"driver": driver, "extensions": packs} if packs else {"driver": driver}


def _rules(report: Report) -> list[dict[str, Any]]:
    known = dict(sorted(report.rules.items()))
    found = [_rule(rule, info) for rule, info in known.items()]
    if any(page.error for page in heads(report)):
        text = "Every document can be read."
        found.append(
            {
                "id": UNREADABLE,
                "name": _name(UNREADABLE),
                "shortDescription": {"text": text},
                "fullDescription": {"text": f"{text} What cannot be read is not audited."},
                "help": {"text": "Do what the message says; until then the document has no score."},
                "defaultConfiguration": {"level": "error"},
            }
        )
    return found


def _rule(rule: str, info: RuleInfo) -> dict[str, Any]:
    link = info.source.startswith("https://")
    source = f"<{uri(info.source)}>" if link else plain(info.source)
    entry: dict[str, Any] = {
        "id": rule,
        "name": _name(rule),
        "shortDescription": {"text": clipped(info.summary, _MAX_TEXT)},
        "fullDescription": {"text": clipped(f"{info.summary} {info.why}", _MAX_TEXT)},
        "help": {
            "text": f"{info.summary}\n\nWhy: {info.why}\n\nFix: {info.fix}\n\nSource ({info.evidence}): {info.source}",
            "markdown": f"{advice(info.summary)}\n\n**Why:** {advice(info.why)}\n\n**Fix:** {advice(info.fix)}\n\n"
            f"**Source** ({info.evidence}): {source}",
        },
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
        "properties": {
            "tags": [rule.partition("/")[0], info.evidence],
            "problem.severity": _PROBLEMS[info.severity],
        },
    }
    if info.pack:
        entry["properties"]["pack"] = info.pack
    if link:
        entry["helpUri"] = uri(info.source)
    return entry


def _name(rule: str) -> str:
    return "".join(part.capitalize() for part in re.split("[^0-9A-Za-z]+", rule))


def _result(each: Listed, numbers: Mapping[str, int], options: RenderOptions) -> dict[str, Any]:
    physical = {"artifactLocation": _artifact(each.path, options), "region": _region(each.location)}
    result: dict[str, Any] = {
        "ruleId": each.rule,
        "level": _LEVELS[each.severity],
        "message": {"text": _message(each)},
        "locations": [{"physicalLocation": physical}],
        # A key of our own: what GitHub's uploader calls primaryLocationLineHash it makes itself, from the lines.
        "partialFingerprints": {"seoauditFinding/v1": each.fingerprint},
    }
    if each.rule in numbers:
        result["ruleIndex"] = numbers[each.rule]
    if each.repair is not None:
        result["fixes"] = [_fix(each, each.repair, options)]
    if each.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": {
                    "artifactLocation": _artifact(path, options),
                    "region": {"startLine": 1},
                },
                "message": {"text": _unlinked(path)},
            }
            for number, path in enumerate(each.related[:_MAX_RELATED], start=1)
        ]
    return result


def _suppressed(
    each: SuppressedFinding, numbers: Mapping[str, int], options: RenderOptions
) -> dict[str, Any]:
    """Return what a comment leaves out, with the comment as the place of the suppression and its reason."""
    artifact = _artifact(each.path, options)
    comment = {"physicalLocation": {"artifactLocation": artifact, "region": _region(each.comment)}}
    suppression: dict[str, Any] = {"kind": "inSource", "status": "accepted", "location": comment}
    if each.reason:
        suppression["justification"] = clipped(each.reason, _MAX_TEXT)
    result: dict[str, Any] = {
        "ruleId": each.rule,
        "level": _LEVELS[each.severity],
        "message": {"text": _unlinked(f"{clipped(each.message, _MAX_TEXT)}.")},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(each.location)}}],
        "suppressions": [suppression],
    }
    if each.rule in numbers:
        result["ruleIndex"] = numbers[each.rule]
    return result


def _fix(each: Listed, repair: ReportedRepair, options: RenderOptions) -> dict[str, Any]:
    """Return the edits; for what has to be looked at afterwards the description says so."""
    caution = "" if repair.applicability == "safe" else "Look at it afterwards: "
    return {
        "description": {"text": _unlinked(caution + clipped(each.fix or each.message, _MAX_TEXT))},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(each.path, options),
                "replacements": [
                    {"deletedRegion": _exact(edit.location), "insertedContent": {"text": edit.text}}
                    for edit in repair.edits
                ],
            }
        ],
    }


def _message(each: Listed) -> str:
    message = clipped(each.message, _MAX_TEXT)
    return _unlinked(f"{message}. {clipped(each.fix, _MAX_TEXT)}" if each.fix else f"{message}.")


def _unlinked(text: str) -> str:
    """Return a text in which nothing is taken for a link of SARIF's own kind, ``[text](target)``."""
    return _LINK.sub(r"\\[", text)


def _artifact(path: str, options: RenderOptions) -> dict[str, str]:
    place = in_repository(path, options)
    if is_address(place) or isabs(place) or leaves(place):
        return {"uri": uri(place)}
    return {"uri": uri(place), "uriBaseId": _ROOT}


def _region(at: Location) -> dict[str, int]:
    """Return a region that is never empty, which some readers refuse."""
    empty = (at.end_line, at.end_column) <= (at.line, at.column)
    end_line, end_column = (at.line, at.column + 1) if empty else (at.end_line, at.end_column)
    return {"startLine": at.line, "startColumn": at.column, "endLine": end_line, "endColumn": end_column}


def _exact(at: Location) -> dict[str, int]:
    """Return a region as it is; an empty one is a place to insert at."""
    return {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }


def _invocation(report: Report, numbers: Mapping[str, int], options: RenderOptions) -> dict[str, Any]:
    """Return how the run went, with the rules that broke."""
    broken = [
        _notification(rule, reason, numbers, {"artifactLocation": _artifact(page.path, options)})
        for page in heads(report)
        for rule, reason in page.broke
    ]
    broken += [
        _notification(result.rule, result.reason, numbers)
        for site in report.sites
        for result in site.results
        if result.outcome == "errored"
    ]
    return {
        "executionSuccessful": report.gate.exit_code != 2,
        "exitCode": report.gate.exit_code,
        **({"toolExecutionNotifications": broken[:_MAX_BROKEN]} if broken else {}),
    }


def _notification(
    rule: str, reason: str, numbers: Mapping[str, int], place: dict[str, Any] | None = None
) -> dict[str, Any]:
    text = _unlinked(clipped(f"the rule {rule} broke: {reason}", _MAX_TEXT))
    associated = {"id": rule, **({"index": numbers[rule]} if rule in numbers else {})}
    return {
        "level": "error",
        "message": {"text": text},
        "associatedRule": associated,
        **({"locations": [{"physicalLocation": place}]} if place else {}),
    }
