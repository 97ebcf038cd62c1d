"""Annotations for GitHub Actions: workflow commands, within the limits that GitHub sets.

GitHub keeps ten annotations of each level for a step and drops the rest without a word, so the worst go first and
the last line says how many there are in all. https://docs.github.com/actions/reference/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import nsmallest

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Report
from seoaudit.reports.figures import counted
from seoaudit.reports.listed import Listed, not_listed, with_broken
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.places import in_repository
from seoaudit.reports.safe_text import clipped, visible

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_NOUNS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
#: Annotations of one level that GitHub keeps for a step.
KEPT = 10
#: Characters that its runner keeps of a message; a title is shown on one line.
MAX_MESSAGE, _MAX_TITLE = 4096, 255
#: GitHub shows an annotation below its *last* line, where nobody looks for a fault that begins pages above.
_MAX_LINES = 20


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield a command for each finding that GitHub will keep, then the verdict in plain words."""
    found: dict[Severity, list[Listed]] = {severity: [] for severity in SEVERITIES}
    counts = {severity: not_listed(report, severity) for severity in SEVERITIES}
    failing = set(report.gate.failing)
    for each in with_broken(report):
        counts[each.severity] += 1
        found[each.severity].append(each)
    # What no page is to blame for would otherwise be seen in the log alone.
    reasons = () if report.gate.passed or failing else report.gate.failures[:KEPT]
    for reason in reasons:
        yield f"::error title={_property(report.tool.name)}::{_data(reason)}\n"
    for severity in SEVERITIES:
        if severity != "info" or options.verbosity == "verbose":
            room = KEPT - len(reasons) if severity == "error" else KEPT
            for each in nsmallest(room, found[severity], key=lambda each: each.path not in failing):
                yield _command(each, options)
    tally = ", ".join(counted(counts[severity], _NOUNS[severity]) for severity in SEVERITIES)
    yield f"seoaudit: {_verdict(report)}; {tally}.\n"


def _command(each: Listed, options: RenderOptions) -> str:
    at = each.location
    places = [f"file={_property(in_repository(each.path, options))}", f"line={at.line}"]
    if at.end_line == at.line:  # columns of a range over several lines are refused
        places.append(f"col={at.column}")
        if at.end_column > at.column:
            places.append(f"endColumn={at.end_column}")
    elif at.line < at.end_line <= at.line + _MAX_LINES:
        places.append(f"endLine={at.end_line}")
    places.append(f"title={_property(clipped(each.rule, _MAX_TITLE))}")
    text = f"{each.message}. {each.fix}" if each.fix else each.message
    return f"::{_COMMANDS[each.severity]} {','.join(places)}::{_data(text)}\n"


def _data(text: str) -> str:
    """Return a message as the runner reads it; line breaks are escapes that people see."""
    return clipped(visible(text), MAX_MESSAGE).replace("%", "%25")


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def _verdict(report: Report) -> str:
    if report.gate.passed:
        return "passed"
    more = len(report.gate.failures) - 1
    reason = visible(report.gate.failures[0]) if report.gate.failures else ""
    return f"failed: {reason}" + (f" (and {more} more)" if more > 0 else "")
