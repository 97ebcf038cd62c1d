"""Judging a case: its document is parsed, the rule is run over it, and what it says is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import ndiff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from seoaudit.audit import run, run_on_site
from seoaudit.config import Settings, page_settings
from seoaudit.config.errors import did_you_mean, shown
from seoaudit.config.keys import expected
from seoaudit.context import Context, Published
from seoaudit.engines.document import Document, Place
from seoaudit.engines.surroundings import sites_around
from seoaudit.facts.drift import published_of
from seoaudit.fixes.edits import Repair, edited, edits_of, together
from seoaudit.model import Outcome, RuleResult, SiteRuleResult
from seoaudit.page import Page, Source
from seoaudit.parsing import media_of, parse
from seoaudit.rule import Rule, options_from
from seoaudit.site.database import Site
from seoaudit.site.page_row import key_of, page_row
from seoaudit.sources.decode import decode
from seoaudit.testing.cases import Case


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
        around.describe(site, documents)
        site.add_responses(case.responses)
        site.add_crawlers(case.crawlers)
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
        counterpart=_published(case),
    )
    page = parse(Source(name, text, media, encoding), context, problems)
    page.problems = (*page.problems, *page_settings(Settings(rules=(rule.id,)), page.front_matter)[1])
    return page


def _published(case: Case) -> Published | None:
    """Return what is published of the case's draft, if it says."""
    if case.published is None:
        return case.context.counterpart
    address, text = case.published
    return published_of(parse(Source(address, text, "html"), Context(url=address)), address)


def _options(case: Case) -> dict[str, Any]:
    return {name.replace("-", "_"): value for name, value in case.options.items()}


class Said(msgspec.Struct, frozen=True):
    """What a rule said of a case: its outcome with the reason, its score, and a line for each finding."""

    outcome: Outcome
    reason: str
    score: float
    findings: tuple[str, ...]


def said(case: Case, rule: Rule) -> Said:
    """Run the rule over the case. Findings are written as in the case file."""
    got = []
    if rule.scope == "site":
        pages, on_site = judge_site(case, rule)
        for found in on_site.findings:
            about = pages.get(found.page)  # a sitemap is no page
            line, column = about.position(found.span.start) if about else (1, 1)
            got.append(f"{about.source.name if about else found.page}:{line}:{column} {found.message}")
        return Said(on_site.outcome, on_site.reason, 1.0, tuple(got))
    page, result = judge(case, rule)
    for finding in result.findings:
        line, column = page.position(finding.span.start)
        got.append(f"{line}:{column} {finding.message}")
    return Said(result.outcome, result.reason, result.score, tuple(got))


_OUTCOMES: Mapping[str, Outcome] = {"fires": "failed", "passes": "passed", "does not apply": "not-applicable"}


def differences(case: Case, rule: Rule) -> list[str]:
    """Return in lines how what the rule says differs from what the case expects; none when the case holds.

    Lines that begin with “-” are expected and were not said, those with “+” were said and are not expected.
    """
    if faults := list(_option_faults(case, rule)):
        return faults
    heard = said(case, rule)
    if heard.outcome == "errored":  # it said nothing, which is no news about each of its findings
        return [f"the rule broke: {heard.reason}"]
    lines = []
    if heard.outcome != _OUTCOMES[case.expectation]:
        reason = f": {heard.reason}" if heard.reason else ""
        lines.append(f"the rule {_TOLD[heard.outcome]}{reason}, where the case {_EXPECTED[case.expectation]}")
    awaited, got = Counter(case.findings), Counter(heard.findings)
    missing, more = sorted((awaited - got).elements()), sorted((got - awaited).elements())
    lines += [f"- {each}" for each in missing] + [f"+ {each}" for each in more]
    if set(map(_straight, missing)) & set(map(_straight, more)):
        lines.append("they differ in quotation marks: messages here have curly ones, “…” and ’")
    if case.score is not None and abs(heard.score - case.score) >= _SCORES_DIFFER:
        lines += [f"- score {case.score:g}", f"+ score {heard.score:.3g}"]
    if case.fixed is not None and (mended := _mended(case, rule)) != case.fixed:
        lines += ["the document after its fixes:", *ndiff(case.fixed.splitlines(), mended.splitlines())]
    return lines


def _option_faults(case: Case, rule: Rule) -> Iterator[str]:
    """Yield what is wrong with the options that a case sets, as the configuration would put it."""
    types = {field.encode_name: field.type for field in msgspec.structs.fields(rule.options)}
    for name, value in case.options.items():
        if name not in types:
            known = f"It has: {', '.join(types)}." if types else "It has none."
            yield f"“{rule.id}” has no option “{name}”. {did_you_mean(name, types, known)}"
            continue
        try:
            options_from(rule, {name: value})
        except msgspec.ValidationError:
            yield f"“{name}” of “{rule.id}” must be {expected(types[name])}, not {shown(value)}"


def _straight(text: str) -> str:
    return text.translate(_STRAIGHT)


#: Quotation marks that are told apart by looking twice.
_STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")


def _mended(case: Case, rule: Rule) -> str:
    """Return the document after the rule's fixes, made again and again until there are none."""
    for _ in range(_MAX_ROUNDS):
        page, result = judge(case, rule)
        repairs = [
            Repair(rule.id, finding)
            for finding in result.findings
            if finding.edits and (case.unsafe or finding.applicability == "safe")
        ]
        text = page.source.text
        after = edited(text, edits_of(together(repairs, len(text))))
        if after == text:
            break
        files = {**case.files, case.source.name: after}
        case = msgspec.structs.replace(case, files=files)
    return case.files[case.source.name]


#: A fix may make another one possible; more rounds than this are a quarrel.
_MAX_ROUNDS = 5


#: Cases give scores with two or three digits.
_SCORES_DIFFER = 0.005
_TOLD: Mapping[Outcome, str] = {
    "failed": "fires", "passed": "passes", "not-applicable": "does not apply",
}  # fmt: skip
_EXPECTED: Mapping[str, str] = {
    "fires": "wants it to fire", "passes": "wants it to pass", "does not apply": "wants it not to apply",
}  # fmt: skip


def check(case: Case, rule: Rule) -> None:
    """Raise ``AssertionError`` unless the rule says of the document what the case expects."""
    found = differences(case, rule)
    assert not found, "\n".join(["the case does not hold", *found])
