"""SARIF 2.1.0, as code scanning reads it: relative addresses, whole regions, fingerprints, help for each rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from seoaudit.model import Severity
from seoaudit.report import Location, Report, RuleInfo
from seoaudit.reports.json_report import json_text
from seoaudit.reports.listed import UNREADABLE, Listed, worst_first
from seoaudit.reports.options import RenderOptions

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
#: Code scanning takes no more results of one run, shows fewer, and drops long texts.
MAX_RESULTS = 25_000
_MAX_RELATED = 20


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield the log as one piece; the worst findings come first, because what is beyond the limit is left out."""
    found = worst_first(report)
    rules = _rules(report)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {"driver": _driver(report, rules)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder the audit was run in."}}},
        "results": [_result(each, numbers) for each in found[:MAX_RESULTS]],
        "invocations": [
            {"executionSuccessful": report.gate.exit_code != 2, "exitCode": report.gate.exit_code}
        ],
        "properties": {"score": report.summary.score, "leftOut": max(len(found) - MAX_RESULTS, 0)},
    }
    yield json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _driver(report: Report, rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": report.tool.name,
        "version": report.tool.version,
        "semanticVersion": report.tool.version,
        "rules": rules,
    }


def _rules(report: Report) -> list[dict[str, Any]]:
    known = dict(sorted(report.rules.items()))
    found = [_rule(rule, info) for rule, info in known.items()]
    if any(head.error for head in report.pages):
        text = "A document could not be audited."
        found.append({"id": UNREADABLE, "shortDescription": {"text": text}, "help": {"text": text}})
    return found


def _rule(rule: str, info: RuleInfo) -> dict[str, Any]:
    help_ = f"{info.summary}\n\nWhy: {info.why}\n\nFix: {info.fix}\n\nSource ({info.evidence}): {info.source}"
    entry: dict[str, Any] = {
        "id": rule,
        "name": "".join(part.capitalize() for part in rule.replace("/", "-").split("-")),
        "shortDescription": {"text": info.summary},
        "fullDescription": {"text": f"{info.summary} {info.why}"},
        "help": {
            "text": help_,
            "markdown": f"{info.summary}\n\n**Why:** {info.why}\n\n**Fix:** {info.fix}\n\n*{info.evidence}:* {info.source}",
        },
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
        "properties": {"tags": [rule.partition("/")[0], info.evidence]},
    }
    if info.source.startswith("https://"):
        entry["helpUri"] = info.source
    return entry


def _result(each: Listed, numbers: Mapping[str, int]) -> dict[str, Any]:
    text = f"{each.message}. {each.fix}".rstrip() if each.fix else each.message
    result: dict[str, Any] = {
        "ruleId": each.rule,
        "level": _LEVELS[each.severity],
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": _artifact(each.path), "region": _region(each.location)}}
        ],
        "partialFingerprints": {"seoauditFinding/v1": each.fingerprint},
    }
    if each.rule in numbers:
        result["ruleIndex"] = numbers[each.rule]
    if each.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": {"artifactLocation": _artifact(path)},
                "message": {"text": path},
            }
            for number, path in enumerate(each.related[:_MAX_RELATED])
        ]
    return result


def _artifact(path: str) -> dict[str, str]:
    if path.startswith(("http://", "https://")):
        return {"uri": path}
    return {"uri": quote(path.encode("utf-8", "surrogateescape"), safe="/"), "uriBaseId": "%SRCROOT%"}


def _region(at: Location) -> dict[str, int]:
    """Return a region that is never empty, which some readers refuse."""
    empty = (at.end_line, at.end_column) <= (at.line, at.column)
    end_line, end_column = (at.line, at.column + 1) if empty else (at.end_line, at.end_column)
    return {"startLine": at.line, "startColumn": at.column, "endLine": end_line, "endColumn": end_column}
