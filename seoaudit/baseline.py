"""Baselines: the findings that a team knows of and has not mended yet.

A baseline counts findings by file and rule and keeps each such page's score. What it knows does not fail the gate;
more of it does. Counts rather than places, so that an edit above a finding changes nothing.

The file is made for merging: one entry a line, in the order of paths, and a last line that stays last, so that no
comma moves. Of two entries for the same thing, as a merge may leave them, the stricter one counts.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec

from seoaudit import __version__
from seoaudit.gate import WHOLE_RUN
from seoaudit.model import SEVERITIES
from seoaudit.packed import PageHead, heads
from seoaudit.registry import rules
from seoaudit.report import Report
from seoaudit.report.site import SiteReport
from seoaudit.reports.json_report import safe
from seoaudit.scoring import rounded
from seoaudit.sources.decode import Unreadable

FILE_NAME = "seoaudit-baseline.json"
_VERSION = 1
#: More than the baseline of any site; what is larger is some other file.
MAX_SIZE = 64_000_000
_HOW = "Write it anew with `seoaudit baseline`."


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known of one page: its ``score`` (rounded down), or how often a ``rule`` finds something.

    ``path`` is relative to the baseline's folder; empty for what belongs to no single page. ``owner`` and ``reason``
    are for people and stay as they were written.
    """

    path: str = ""
    rule: str = ""
    count: Annotated[int, msgspec.Meta(ge=0)] = 0
    score: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    owner: str = ""
    reason: str = ""
    tool: str = ""


class _File(msgspec.Struct, frozen=True):
    version: int
    entries: tuple[Entry, ...]


#: A path and a rule; the rule is empty for the entry with the page's score.
Key = tuple[str, str]


class Change(msgspec.Struct, frozen=True):
    """How one baseline differs from another: how many entries are new, grew, shrank, and are gone."""

    new: int
    grown: int
    shrunk: int
    gone: int

    @property
    def none(self) -> bool:
        """Return whether nothing changed."""
        return not (self.new or self.grown or self.shrunk or self.gone)


class Baseline:
    """Entries by path and rule. Paths of reports are looked up from the working directory."""

    when, strict = "in the baseline", True

    def __init__(
        self, root: Path, entries: Iterable[Entry] = (), tool: str = "", file: Path | None = None
    ) -> None:
        """``root`` is the folder that the paths are relative to, ``file`` where it was read."""
        self.root, self.tool, self.file = root, tool, file
        self.entries: dict[Key, Entry] = {}
        for entry in entries:
            key = entry.path, entry.rule
            known = self.entries.get(key)
            self.entries[key] = _stricter(known, entry) if known else entry
        self._paths: dict[str, str] = {}

    def count(self, path: str, rule: str) -> int:
        """Return how many findings of a rule are known of a report's page."""
        entry = self.entries.get((self.path_of(path), rule))
        return entry.count if entry else 0

    def score(self, path: str) -> int | None:
        """Return the score that is known of a report's page."""
        entry = self.entries.get((self.path_of(path), ""))
        return entry.score if entry else None

    def path_of(self, path: str) -> str:
        """Return a report's path as entries have it."""
        if path == WHOLE_RUN or "://" in path:
            return path
        found = self._paths.get(path)
        if found is None:
            found = self._paths[path] = Path(os.path.relpath(path, self.root)).as_posix()
        return found

    @property
    def pages(self) -> int:
        """Return how many pages have entries."""
        return len({path for path, _ in self.entries if path})

    @property
    def findings(self) -> int:
        """Return how many findings are known."""
        return sum(entry.count for entry in self.entries.values())

    def text(self) -> str:
        """Return the file's text."""
        lines = [_line(self.entries[key]) for key in sorted(self.entries)]
        last = _line(Entry(tool=f"seoaudit {__version__}"))
        body = ",\n".join([*lines, last])
        return f'{{\n"version": {_VERSION},\n"entries": [\n{body}\n]\n}}\n'

    def changed_to(self, other: Baseline) -> Change:
        """Return how another baseline differs from this one."""
        mine, theirs = self.entries, other.entries
        both = [(mine[key], theirs[key]) for key in mine if key in theirs]
        return Change(
            new=sum(key not in mine for key in theirs),
            grown=sum(_debt(after) > _debt(before) for before, after in both),
            shrunk=sum(_debt(after) < _debt(before) for before, after in both),
            gone=sum(key not in theirs for key in mine),
        )


def _debt(entry: Entry) -> int:
    return entry.count if entry.score is None else -entry.score


def _stricter(one: Entry, other: Entry) -> Entry:
    return min(one, other, key=_debt)


def _line(entry: Entry) -> str:
    value = {
        name: value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
        for name, value in msgspec.to_builtins(entry).items()
    }
    return safe(json.dumps(value).encode("ascii"))


def parse_baseline(data: bytes, root: Path, name: str) -> Baseline:
    """Return the baseline in a file's bytes. Raises ``Unreadable``."""
    try:
        found = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if b"\n<<<<<<< " in data:
            raise Unreadable(f"{name}: a merge has left its marks", f"Resolve them, or: {_HOW}") from error
        raise Unreadable(f"{name}: this is no baseline: {error}", _HOW) from error
    if found.version != _VERSION:
        message = f"{name}: the baseline has version {found.version}, and this seoaudit reads {_VERSION}"
        raise Unreadable(message, _HOW)
    tool = next((entry.tool for entry in found.entries if entry.tool), "")
    return Baseline(root, (entry for entry in found.entries if not entry.tool), tool)


def read_baseline(file: Path) -> Baseline:
    """Return the baseline in a file. Raises ``Unreadable``."""
    from seoaudit.sources.files import read_bytes

    if not file.is_file():
        raise Unreadable(f"{file}: there is no such baseline", f"`seoaudit baseline -o {file}` writes one.")
    found = parse_baseline(read_bytes(file, MAX_SIZE), file.absolute().parent, str(file))
    found.file = file
    return found


def found_in(report: Report, root: Path) -> Baseline:
    """Return what there is to know of a report's pages: of each with errors or warnings their counts, and its score."""
    empty = Baseline(root)
    counts: Counter[Key] = Counter()
    for site in report.sites:
        counts += _of_site(site, empty)
    scores: dict[Key, int] = {}
    for page in heads(report):
        own = _of_page(page, empty)
        counts += own
        if own and page.score is not None:
            scores[empty.path_of(page.path), ""] = rounded(page.score)
    entries = [Entry(path, rule, count) for (path, rule), count in counts.items()]
    entries += [Entry(path, score=score) for (path, _), score in scores.items()]
    return Baseline(root, entries)


def _of_page(page: PageHead, names: Baseline) -> Counter[Key]:
    path = names.path_of(page.path)
    return Counter(
        {
            (path, rule): count
            for severity, failed, counts in zip(SEVERITIES, page.failed, page.counts, strict=True)
            for rule, count in zip(failed, counts, strict=True)
            if severity != "info"
        }
    )


def _of_site(site: SiteReport, names: Baseline) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for result in (each for each in site.results if each.severity != "info"):
        if result.left_out:  # which pages they are on is not told
            counts[WHOLE_RUN, result.rule] += len(result.findings) + result.left_out
        else:
            counts.update((names.path_of(finding.path), result.rule) for finding in result.findings)
    counts.update((WHOLE_RUN, fault.rule) for fault in site.templates if fault.part == "frame")
    return counts


def renewed(
    old: Baseline, report: Report, *, shrink_only: bool = False, owner: str = "", reason: str = ""
) -> Baseline:
    """Return the baseline as a report's pages are now, with the owners and reasons of the old one.

    Pages that were not audited keep their entries while their files exist. With ``shrink_only`` nothing is added
    and nothing grows. What only all pages together show is taken over when all pages that the baseline knows of
    were audited. ``owner`` and ``reason`` are for entries that are new.
    """
    now = found_in(report, old.root).entries
    audited = {old.path_of(page.path) for page in heads(report) if not page.error}
    existing = {path for path, _ in old.entries if path in audited or _exists(old.root, path)}
    whole = bool(report.sites) and existing <= {*audited, WHOLE_RUN}
    entries: list[Entry] = []
    for (path, rule), before in old.entries.items():
        after = now.pop((path, rule), None)
        if path not in existing:
            continue
        judged = whole if path == WHOLE_RUN or _is_site_rule(rule, report) else path in audited
        if not judged:
            entries.append(before)
        elif after is not None:
            kept = _stricter(before, after) if shrink_only else after
            entries.append(msgspec.structs.replace(kept, owner=before.owner, reason=before.reason))
    if not shrink_only:
        entries += [msgspec.structs.replace(each, owner=owner, reason=reason) for each in now.values()]
    return Baseline(old.root, entries, file=old.file)


def _is_site_rule(rule: str, report: Report) -> bool:
    found = rules(tuple(pack.name for pack in report.tool.packs)).get(rule)
    return found is not None and found.scope == "site"


def _exists(root: Path, path: str) -> bool:
    return path == WHOLE_RUN or "://" in path or (root / path).exists()
