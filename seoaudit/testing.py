"""Rule cases: Markdown files whose examples are both a rule's documentation and its tests.

A case file is named after its rule. Each case is a heading that begins with *Fires*, *Passes* or *Does not
apply*, then a fenced document whose info string is its file name, and for *Fires* a fence ``findings``
with one ``line:column message`` per line, in any order. A ``toml`` fence before the document sets the
rule's ``[options]``, the page's ``[context]`` (``keyphrase``, ``site_url`` …) and its ``encoding``::

    ## Fires: an h4 under an h2

    ```post.md
    ## Two
    #### Four
    ```

    ```findings
    2:1 h4 follows h2
    ```

A line ``score 0.5`` among the findings also checks the rule's score. Use a longer fence around a document
that holds fences itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from seoaudit.audit import run
from seoaudit.config import Settings, page_settings
from seoaudit.model import RuleResult
from seoaudit.page import Context, Page, Source
from seoaudit.parsing import media_of, parse
from seoaudit.rule import Rule
from seoaudit.sources.decode import decode

Expectation = Literal["fires", "passes", "does not apply"]

_HEADING = re.compile(r"^##\s+(Fires|Passes|Does not apply)\b:?\s*(.*)$", re.IGNORECASE)
_FENCE = re.compile(r"^(`{3,})(.*)$")
_SCORE = re.compile(r"^score (\d(?:\.\d+)?)$")


class Case(msgspec.Struct, frozen=True):
    """One example: a document and what a rule has to say of it."""

    title: str
    expectation: Expectation
    source: Source
    findings: tuple[str, ...]
    score: float | None
    options: Mapping[str, Any]
    context: Context
    encoding: str
    line: int


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
    source: Source | None = None
    findings: tuple[str, ...] = ()
    score = None
    for info, body in blocks:
        if info == "toml":
            settings = tomllib.loads(body)
        elif info == "findings":
            lines = [entry.strip() for entry in body.splitlines() if entry.strip()]
            scores = [float(match[1]) for match in map(_SCORE.match, lines) if match]
            score = scores[0] if scores else None
            findings = tuple(entry for entry in lines if not _SCORE.match(entry))
        else:
            media = media_of(info)
            if media is None:
                raise ValueError(f"{path}:{line}: name the document's fence after a file, such as post.md")
            source = Source(info, body, media)
    if source is None:
        raise ValueError(f"{path}:{line}: the case has no document")
    if bool(findings) != (heading[1].lower() == "fires"):
        raise ValueError(f"{path}:{line}: findings belong to a case that fires, and it needs them")
    context = msgspec.convert(settings.get("context", {}), Context)
    expectation: Expectation = heading[1].lower()  # type: ignore[assignment]
    return Case(
        heading[2],
        expectation,
        source,
        findings,
        score,
        settings.get("options", {}),
        context,
        settings.get("encoding", "utf-8"),
        line,
    )


def judge(case: Case, rule: Rule) -> tuple[Page, RuleResult]:
    """Parse the case's document and run the rule over it, with the case's options and context."""
    text, _, problems = decode(case.source.text.encode(case.encoding), case.source.media)
    page = parse(msgspec.structs.replace(case.source, text=text), case.context, problems)
    page.problems = (*page.problems, *page_settings(Settings(rules=(rule.id,)), page.front_matter)[1])
    options = {name.replace("-", "_"): value for name, value in case.options.items()}
    return page, run(rule, page, options)


def check(case: Case, rule: Rule) -> None:
    """Raise ``AssertionError`` unless the rule says of the document what the case expects."""
    page, result = judge(case, rule)
    got = []
    for finding in result.findings:
        line, column = page.position(finding.span.start)
        got.append(f"{line}:{column} {finding.message}")
    outcome = {"fires": "failed", "passes": "passed", "does not apply": "not-applicable"}[case.expectation]
    said = "\n".join([f"{result.outcome} (score {result.score:g}) {result.reason}", *got])
    assert result.outcome == outcome, f"expected {outcome}, the rule said: {said}"
    assert sorted(got) == sorted(case.findings), (
        f"expected\n{chr(10).join(case.findings)}\nthe rule said: {said}"
    )
    if case.score is not None:
        assert abs(result.score - case.score) < 0.005, f"expected score {case.score}, got {result.score:g}"
