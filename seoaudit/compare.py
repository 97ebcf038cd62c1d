"""What changed from one report to another: findings that are new, fixed, moved, and the scores of pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.packed import heads
from seoaudit.report import Report
from seoaudit.reports.listed import Listed, listed


class Changed(msgspec.Struct, frozen=True):
    """A page whose score changed; ``None`` where it has none, or is not in that report."""

    path: str
    before: float | None
    after: float | None


class Comparison(msgspec.Struct, frozen=True):
    """Findings are the same when their fingerprints are: the page, the rule and the line's text, wherever it moved.

    ``new`` and ``fixed`` are in the order of their reports. ``unchanged`` counts those in both. ``pages`` have
    another score than before, the greatest loss first. ``before`` and ``after`` are the mean scores.
    """

    new: tuple[Listed, ...]
    fixed: tuple[Listed, ...]
    unchanged: int
    pages: tuple[Changed, ...]
    before: float | None
    after: float | None

    def worse(self, severities: Iterable[Severity]) -> tuple[Listed, ...]:
        """Return the new findings of some severities."""
        wanted = set(severities)
        return tuple(each for each in self.new if each.severity in wanted)


def compare(old: Report, new: Report) -> Comparison:
    """Compare two reports of the same documents."""
    before = {each.fingerprint: each for each in listed(old)}
    after = {each.fingerprint: each for each in listed(new)}
    return Comparison(
        new=tuple(each for key, each in after.items() if key not in before),
        fixed=tuple(each for key, each in before.items() if key not in after),
        unchanged=sum(key in before for key in after),
        pages=_changed(old, new),
        before=old.summary.score,
        after=new.summary.score,
    )


def _changed(old: Report, new: Report) -> tuple[Changed, ...]:
    before, after = _scores(old), _scores(new)
    changed = [
        Changed(path, before.get(path), after.get(path))
        for path in dict.fromkeys((*before, *after))
        if before.get(path) != after.get(path)
    ]
    return tuple(sorted(changed, key=lambda each: ((each.after or 0) - (each.before or 0), each.path)))


def _scores(report: Report) -> Mapping[str, float | None]:
    return {head.path: head.score for head in heads(report)}


def at_least(severity: Severity) -> tuple[Severity, ...]:
    """Return the severities from the worst to this one."""
    return SEVERITIES[: SEVERITIES.index(severity) + 1]
