"""Reading case files: Markdown whose examples are both a rule's documentation and its tests."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from seoaudit.context import Context
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Source
from seoaudit.parsing import media_of
from seoaudit.site.rows import CrawlerRow, ResponseRow

#: What a case expects of its rule, as the heading of a case begins.
Expectation = Literal["fires", "passes", "does not apply"]

_HEADING = lazy_regex(r"^##\s+(Fires|Passes|Does not apply)\b:?\s*(.*)$", re.IGNORECASE)
_FENCE = lazy_regex(r"^(`{3,})(.*)$")
#: Begins the info string of the fence that has what is published of the draft; its address follows.
_PUBLISHED = "published "
#: Info strings of the fence that has the document as fixes leave it, safe ones only or all.
_FIXED = ("fixed", "fixed unsafe")
_SCORE = lazy_regex(r"^score (\d(?:\.\d+)?)$")


class Case(msgspec.Struct, frozen=True):
    """One example: a document and what a rule has to say of it. ``fixed``: what its fixes make of the document."""

    title: str
    expectation: Expectation
    source: Source
    findings: tuple[str, ...]
    score: float | None
    options: Mapping[str, Any]
    context: Context
    encoding: str
    line: int
    files: Mapping[str, str] = {}
    site: Mapping[str, Any] = {}
    responses: tuple[ResponseRow, ...] = ()
    crawlers: tuple[CrawlerRow, ...] = ()
    published: tuple[str, str] | None = None
    fixed: str | None = None
    unsafe: bool = False


def load_cases(path: Path) -> list[Case]:
    """Read a case file. Raises ``ValueError`` with the line of a case that is not well formed."""
    return list(_cases(path.read_text(encoding="utf-8"), path))


def _cases(text: str, path: Path) -> Iterator[Case]:
    heading: re.Match[str] | None = None
    heading_line = 0
    blocks: list[tuple[str, str]] = []
    fence, info = "", ""
    inside: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1] == fence and not opening[2].strip():
                blocks.append((info, "".join(f"{entry}\n" for entry in inside)))
                fence = ""
            else:
                inside.append(line)
        elif opening and heading:
            fence, info, inside = opening[1], opening[2].strip(), []
        elif line.startswith("## "):
            if heading:
                yield _case(heading, heading_line, blocks, path)
            heading, heading_line, blocks = _HEADING.match(line), number, []
            if heading is None:
                raise ValueError(f"{path}:{number}: a case begins with Fires, Passes or Does not apply")
    if heading:
        yield _case(heading, heading_line, blocks, path)


def _case(heading: re.Match[str], line: int, blocks: list[tuple[str, str]], path: Path) -> Case:
    settings: dict[str, Any] = {}
    files: dict[str, str] = {}
    findings: tuple[str, ...] = ()
    score = None
    published = None
    fixed: str | None = None
    unsafe = False
    for info, body in blocks:
        if info == "toml":
            settings = tomllib.loads(body)
        elif info == "findings":
            lines = [entry.strip() for entry in body.splitlines() if entry.strip()]
            scores = [float(match[1]) for match in map(_SCORE.match, lines) if match]
            score = scores[0] if scores else None
            findings = tuple(entry for entry in lines if not _SCORE.match(entry))
        elif info in _FIXED:
            fixed, unsafe = body, info != "fixed"
        elif info.startswith(_PUBLISHED):
            published = (info.removeprefix(_PUBLISHED).strip(), body)
        elif "." in info or "/" in info:
            files[info] = body
        else:
            raise ValueError(f"{path}:{line}: name the document's fence after a file, such as post.md")
    name = next((name for name in files if media_of(name)), "")
    media = media_of(name)
    if media is None:
        raise ValueError(f"{path}:{line}: the case has no document")
    if bool(findings) != (heading[1].lower() == "fires"):
        raise ValueError(f"{path}:{line}: findings belong to a case that fires, and it needs them")
    context = settings.get("context", {})
    if unknown := sorted({*context} - {*Context.__struct_fields__}):
        raise ValueError(f"{path}:{line}: a page's context has no “{unknown[0]}”")
    expectation: Expectation = heading[1].lower()  # type: ignore[assignment]
    return Case(
        heading[2],
        expectation,
        Source(name, files[name], media),
        findings,
        score,
        settings.get("options", {}),
        msgspec.convert(context, Context),
        settings.get("encoding", "utf-8"),
        line,
        files,
        settings.get("site", {}),
        tuple(ResponseRow(**row) for row in settings.get("responses", ())),
        tuple(CrawlerRow(**row) for row in settings.get("crawlers", ())),
        published,
        fixed,
        unsafe,
    )
