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

Further fences are the files around the document, named by their paths (``hugo.toml``, ``content/about.md``),
and the document's own fence then names its path too. They are written to a folder and read as a site. A rule
of scope *site* judges all documents together; its findings are ``path:line:column message``, and a table
``[site]`` may set ``whole``, ``built``, ``home`` and ``url``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import msgspec

from seoaudit.audit import run, run_on_site
from seoaudit.config import Settings, page_settings
from seoaudit.engines.page import Document, Place
from seoaudit.engines.surroundings import BUILT, sites_around
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import RuleResult, SiteRuleResult
from seoaudit.page import Context, Page, Source
from seoaudit.parsing import media_of, parse
from seoaudit.rule import Rule
from seoaudit.site.database import Site
from seoaudit.site.rows import key_of, page_row
from seoaudit.sources.decode import decode

Expectation = Literal["fires", "passes", "does not apply"]

_HEADING = lazy_regex(r"^##\s+(Fires|Passes|Does not apply)\b:?\s*(.*)$", re.IGNORECASE)
_FENCE = lazy_regex(r"^(`{3,})(.*)$")
_SCORE = lazy_regex(r"^score (\d(?:\.\d+)?)$")


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
    files: Mapping[str, str] = {}
    site: Mapping[str, Any] = {}


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
    for info, body in blocks:
        if info == "toml":
            settings = tomllib.loads(body)
        elif info == "findings":
            lines = [entry.strip() for entry in body.splitlines() if entry.strip()]
            scores = [float(match[1]) for match in map(_SCORE.match, lines) if match]
            score = scores[0] if scores else None
            findings = tuple(entry for entry in lines if not _SCORE.match(entry))
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
    expectation: Expectation = heading[1].lower()  # type: ignore[assignment]
    return Case(
        heading[2],
        expectation,
        Source(name, files[name], media),
        findings,
        score,
        settings.get("options", {}),
        msgspec.convert(settings.get("context", {}), Context),
        settings.get("encoding", "utf-8"),
        line,
        files,
        settings.get("site", {}),
    )


def judge(case: Case, rule: Rule) -> tuple[Page, RuleResult]:
    """Parse the case's document and run the rule over it, with the case's options and context."""
    if len(case.files) > 1:
        with _written(case) as documents:
            (around, *_), _ = sites_around(documents, case.context.today)
            page = _page(case, rule, case.source.name, around(documents[0]))
            return page, run(rule, page, _options(case))
    page = _page(case, rule, case.source.name, Place())
    return page, run(rule, page, _options(case))


def judge_site(case: Case, rule: Rule) -> tuple[Mapping[str, Page], SiteRuleResult]:
    """Run a site rule over all documents of the case; the pages come by their keys."""
    with _written(case) as documents:
        (around, *_), _ = sites_around(documents, case.context.today)
        around.prepare()
        pages = [_page(case, rule, document.name, around(document)) for document in documents]
        site = Site()
        site.add(page_row(page) for page in pages)
        site.generator, site.built = around.config.generator, around.config.generator == BUILT
        site.home, site.url, site.today = around.home, around.config.url, case.context.today
        site.whole = around.is_whole(document.path for document in documents if document.path)
        if site.built:
            site.add_sitemaps(around.sitemaps(documents))
        for name, value in case.site.items():
            setattr(site, name, value)
        return {key_of(page): page for page in pages}, run_on_site(rule, site, _options(case))


@contextmanager
def _written(case: Case) -> Iterator[list[Document]]:
    """Write the case's files to a folder and yield its documents, the one judged first."""
    with TemporaryDirectory(prefix="seoaudit-case-") as name:
        folder = Path(name).resolve()
        (folder / ".git").mkdir()  # the search for a site's configuration ends here
        for file, text in case.files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode(case.encoding))
        yield [Document(file, folder / file) for file in case.files if media_of(file)]


def _page(case: Case, rule: Rule, name: str, place: Place) -> Page:
    media = media_of(name) or "markdown"
    text, encoding, problems = decode(case.files[name].encode(case.encoding), media)
    context = msgspec.structs.replace(
        case.context,
        url=case.context.url or place.url,
        path=place.path,
        site_url=case.context.site_url or place.site_url,
        neighbours=place.neighbours,
    )
    page = parse(Source(name, text, media, encoding), context, problems)
    page.problems = (*page.problems, *page_settings(Settings(rules=(rule.id,)), page.front_matter)[1])
    return page


def _options(case: Case) -> dict[str, Any]:
    return {name.replace("-", "_"): value for name, value in case.options.items()}


def check(case: Case, rule: Rule) -> None:
    """Raise ``AssertionError`` unless the rule says of the document what the case expects."""
    got = []
    result: RuleResult | SiteRuleResult
    if rule.scope == "site":
        pages, result = judge_site(case, rule)
        score = 1.0
        for found in result.findings:
            about = pages.get(found.page)  # a sitemap is no page
            line, column = about.position(found.span.start) if about else (1, 1)
            got.append(f"{about.source.name if about else found.page}:{line}:{column} {found.message}")
    else:
        page, result = judge(case, rule)
        score = result.score
        for finding in result.findings:
            line, column = page.position(finding.span.start)
            got.append(f"{line}:{column} {finding.message}")
    outcome = {"fires": "failed", "passes": "passed", "does not apply": "not-applicable"}[case.expectation]
    said = "\n".join([f"{result.outcome} (score {score:g}) {result.reason}", *got])
    assert result.outcome == outcome, f"expected {outcome}, the rule said: {said}"
    assert sorted(got) == sorted(case.findings), (
        f"expected\n{chr(10).join(case.findings)}\nthe rule said: {said}"
    )
    if case.score is not None:
        assert abs(score - case.score) < 0.005, f"expected score {case.score}, got {score:g}"
