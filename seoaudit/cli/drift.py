"""``seoaudit compare DRAFT PUBLISHED``: a draft beside the page that was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from seoaudit.cli.targets import Target, Wanted

if TYPE_CHECKING:
    from seoaudit.engines.drift import Line, SideBySide

_WIDTH = 80
_LABEL = 13
_SHOWN = 10
#: Characters before the first difference of two long texts that are quoted.
_BEFORE = 20
_NAMES = {"heading": "H1", "noindex": "indexing"}
#: What a change is called behind the published value.
_CALLED = {
    "extended": "the template adds to it",
    "changed": "not the same",
    "lost": "lost",
    "added": "only on the published page",
}
#: Things of which a draft has many.
_MANY = {"links": "link", "text": "sentence"}


def compare_drafts(draft: Path, published: Target, *, as_json: bool, verbose: bool) -> tuple[str, bool]:
    """Return what changed between drafts and their published pages, as text or JSON, and whether anything did.

    Raises ``Unreadable`` and ``ConfigErrors``.
    """
    from seoaudit.cli.documents import Configs, today
    from seoaudit.cli.gathering import gathered
    from seoaudit.config import Overrides
    from seoaudit.engines.drift import side_by_side
    from seoaudit.reports.json_report import json_text

    with gathered(Wanted([draft], against=published), Configs(Overrides(), None)) as found:
        compared = side_by_side(found.documents, found.settings, today(), found.outside)
    differs = any(_differs(each) for each in compared)
    if as_json:
        return json_text(compared), differs
    return "\n\n".join("\n".join(_text(each, None if verbose else _SHOWN)) for each in compared), differs


def _differs(each: SideBySide) -> bool:
    """Return whether something is other than the draft wants it, or its page is not there.

    What the template adds to the title is not.
    """
    if each.missing:
        return True
    fine = ("same", "extended")
    return any(
        line.change not in fine and not (line.what == "description" and line.change == "added")
        for line in each.lines
    )


def _text(each: SideBySide, limit: int | None) -> Iterator[str]:
    from seoaudit.reports.safe_text import visible

    yield visible(f"{each.draft} → {each.published or 'nothing published that is known'}")
    if each.reason:
        yield f"  {each.reason}"
        return
    yield ""
    same = []
    for what, lines in groupby(each.lines, key=lambda line: line.what):
        entries = list(lines)
        changed = [line for line in entries if line.change != "same"]
        if not changed:
            same.append(_NAMES.get(what, what))
        elif what in _MANY:
            yield from _many(what, entries, changed, limit)
        else:
            yield from _one(what, changed[0])
    if same:
        yield f"{'the same':{_LABEL}}{', '.join(same)}"


def _one(what: str, line: Line) -> Iterator[str]:
    name = _NAMES.get(what, what)
    start = _first_difference(line.draft, line.published) if line.change == "changed" else 0
    yield f"{name:{_LABEL}}{_shortened(line.draft, start=start) or '–'}"
    yield f"{'':{_LABEL}}{_shortened(line.published, start=start) or '–'}"
    yield f"{'':{_LABEL}}{_CALLED[line.change]}"


def _first_difference(one: str, other: str) -> int:
    """Return where to begin to quote two texts so that the first difference is seen; 0 if it is seen anyway."""
    at = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return max(at - _BEFORE, 0) if at > _WIDTH - _LABEL - _BEFORE else 0


def _many(what: str, entries: Sequence[Line], changed: Sequence[Line], limit: int | None) -> Iterator[str]:
    lost = sum(line.change == "lost" for line in changed)
    said = [f"{lost} of {len(entries)} {_MANY[what]}{'s' * (len(entries) != 1)} lost"] * bool(lost)
    said += [f"{len(changed) - lost} of {len(entries)} lead elsewhere"] * (len(changed) > lost)
    yield f"{what:{_LABEL}}{', '.join(said)}"
    for line in changed[:limit]:
        where = f"{line.line}:{line.column}"
        leads = f" → {line.published}" if line.published else ""
        yield f"{'':{_LABEL}}{where:8}{_shortened(line.draft + leads, 8)}"
    if limit is not None and len(changed) > limit:
        yield f"{'':{_LABEL}}and {len(changed) - limit:,} more; --verbose names them"


def _shortened(text: str, indent: int = 0, start: int = 0) -> str:
    """Return a text, from ``start`` on, as long as there is room for it."""
    from seoaudit.reports.safe_text import visible

    text = visible(("…" if start else "") + text[start:])
    room = _WIDTH - _LABEL - indent
    return text if len(text) <= room else text[: room - 1] + "…"
