"""Annotations for GitHub Actions: workflow commands, within the limits that GitHub sets.

GitHub keeps ten annotations of each level for a step and drops the rest without a word, so the worst go first and
the last line says how many there are in all. https://docs.github.com/actions/reference/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Report
from seoaudit.reports.listed import Listed, listed
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import visible

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
#: Annotations of one level that GitHub keeps for a step.
KEPT = 10


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield a command for each finding that GitHub will keep, then the verdict in plain words."""
    found: dict[Severity, list[Listed]] = {severity: [] for severity in SEVERITIES}
    counts: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    failing = set(report.gate.failing)
    for each in listed(report):
        counts[each.severity] += 1
        found[each.severity].append(each)
    for severity in SEVERITIES:
        if severity != "info" or options.verbosity == "verbose":
            ranked = sorted(found[severity], key=lambda each: each.path not in failing)
            yield from map(_command, ranked[:KEPT])
    yield f"seoaudit: {_verdict(report)}; {_tally(counts)}.\n"


def _command(each: Listed) -> str:
    at = each.location
    places = [f"file={_property(each.path)}", f"line={at.line}"]
    if at.end_line == at.line:  # columns of a range over several lines are refused
        places.append(f"col={at.column}")
        if at.end_column > at.column:
            places.append(f"endColumn={at.end_column}")
    else:
        places.append(f"endLine={at.end_line}")
    text = f"{each.message}. {each.fix}" if each.fix else each.message
    return f"::{_COMMANDS[each.severity]} {','.join(places)},title={_property(each.rule)}::{_data(text)}\n"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _verdict(report: Report) -> str:
    if report.gate.passed:
        return "passed"
    more = len(report.gate.failures) - 1
    reason = visible(report.gate.failures[0]) if report.gate.failures else ""
    return f"failed: {reason}" + (f" (and {more} more)" if more > 0 else "")


def _tally(counts: Mapping[Severity, int]) -> str:
    names = {"error": "errors", "warning": "warnings", "info": "infos"}
    return ", ".join(f"{counts[severity]:,} {names[severity]}" for severity in SEVERITIES)
