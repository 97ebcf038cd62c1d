"""How well our rules agree with other tools on their own test pages: `python benchmarks/html_rules.py CASES_DIR [--show]`.

CASES_DIR holds `lighthouse_seo.jsonl.gz`, `html_rule_cases.jsonl.gz`, `htmlproofer_cases.jsonl.gz`,
`nondescriptive_link_texts.jsonl.gz` and `jsonld_wild.jsonl.gz`; a file that is missing is skipped. `--show` prints
the disagreements.

A page agrees when the other tool complains of it and one of the rules of ours that ask the same fires, or when
neither does. Whether the other tool counts its complaint as a failure, a warning or as advice is not compared.

Where another tool's definition differs from ours on purpose the row is counted apart, under "differs", with the reason
in `DIFFERS`. Nothing is counted apart because we get it wrong. Rows of audits that we have no rule for, that need a network,
files on disk or options that we do not have are not run; their number is printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from seoaudit.audit import run
from seoaudit.context import Context
from seoaudit.language import for_language
from seoaudit.page import Page, Source
from seoaudit.parsing import parse
from seoaudit.parsing.json_ld import read
from seoaudit.registry import rules

Case = dict[str, Any]
#: The clock of the tests that have one.
TODAY = "2026-07-20"

LIGHTHOUSE = {
    "canonical": ("metadata/canonical",),
    "crawlable-anchors": ("links/not-crawlable", "links/local-address"),
    "hreflang": ("indexing/hreflang",),
    "http-status-code": ("indexing/status",),
    "is-crawlable": ("indexing/noindex",),
    "link-text": ("links/generic-text",),
    "meta-description": ("metadata/description-missing",),
}
OTHERS = {
    "content/date-agreement": ("structured-data/dates-disagree", "promise/year"),
    "content/hidden-text": ("content/hidden-text",),
    "content/mojibake": ("content/mojibake",),
    "content/heading-hierarchy": ("headings/skipped-level", "headings/empty"),
    "core/canonical": ("metadata/canonical", "indexing/canonicalised"),
    "core/h1": ("headings/missing-h1", "headings/multiple-h1"),
    "core/meta-description": ("metadata/description-missing", "metadata/description-length"),
    "core/meta-title": ("metadata/title-missing", "metadata/title-length"),
    "core/nosnippet": ("indexing/nosnippet",),
    "core/og-tags": ("metadata/open-graph",),
    "core/robots-meta": ("indexing/noindex",),
    "crawl/soft-404": ("indexing/soft-404",),
    "i18n/hreflang": ("indexing/hreflang",),
    "i18n/lang-attribute": ("metadata/language",),
    "images/alt-text": ("images/missing-alt",),
    "links/anchor-text": ("links/empty-text", "links/generic-text"),
    "schema/article": ("structured-data/date-format",),
    "schema/json-ld-valid": ("structured-data/invalid-json", "structured-data/required-properties"),
    "schema/local-business": ("structured-data/required-properties",),
    "schema/review": ("structured-data/required-properties",),
    "url/hyphens": ("metadata/slug",),
    "url/length": ("metadata/slug",),
    "url/lowercase": ("metadata/slug",),
    "url/special-chars": ("metadata/slug",),
}
#: Where their rule asks several things, the check that is compared; where ours does, the words of its message.
CHECKS = {"schema/article": "article-dat"}
ASKED = {"schema/review": "the AggregateRating"}
#: Rows whose definition differs from ours on purpose: (audit or rule, words of the name) and the reason.
DIFFERS: tuple[tuple[str, str, str], ...] = (
    (
        "core/meta-description",
        "^120$|^160$",
        "their limit is 160 characters, ours what a result shows of a text",
    ),
    ("content/hidden-text", "configurable", "another threshold than the default"),
    (
        "content/hidden-text",
        "safe_classes",
        "an option of theirs: the same page is expected to fire and to pass",
    ),
    ("core/h1", "hidden", "they read an H1 in a hidden element, we do not"),
    ("i18n/lang-attribute", "zh-Hans", "they advise against a valid tag"),
    ("images/alt-text", "whitespace", "a blank alternative text is an empty one, which marks decoration"),
    ("schema/json-ld-valid", "publisher", "Google requires no publisher"),
    ("links/anchor-text", "anchor-only", "a link within the page has to have a name too (WCAG 2.4.4)"),
    ("lighthouse crawlable-anchors", 'href=" "', "an address of blanks leads nowhere, like an empty one"),
    (
        "html-proofer links",
        "passes for hash href",
        "a link without a name is a fault wherever it leads (WCAG 2.4.4)",
    ),
    ("html-proofer links", "does expect href", "an a element with neither address nor handler is text"),
)
PASSED = ("pass", "none", "skipped")


class Count(NamedTuple):
    """The rows of one audit."""

    agree: int = 0
    all: int = 0
    differs: int = 0


class Tally:
    """Counts agreement by audit and keeps the disagreements."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = defaultdict(Count)
        self.shown: list[str] = []

    def add(self, audit: str, name: str, *, theirs: bool, ours: list[str], html: str) -> None:
        """Count one row: whether they complain, and what we say."""
        count = self.counts[audit]
        reason = next(
            (
                why
                for key, words, why in DIFFERS
                if key == audit and re.search(words, f"{name}\n{html}", re.MULTILINE)
            ),
            "",
        )
        agrees = theirs == bool(ours)
        if reason:
            self.counts[audit] = count._replace(differs=count.differs + 1)
            return
        self.counts[audit] = count._replace(agree=count.agree + agrees, all=count.all + 1)
        if not agrees:
            said = "; ".join(ours) or "nothing"
            self.shown.append(
                f"{audit}: {name}\n  they {'complain' if theirs else 'pass'}, we say: {said}\n  {html[:600]}"
            )


def cases(folder: Path, name: str) -> Iterator[Case]:
    """Yield the rows of a file, none when it is missing."""
    path = folder / f"{name}.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    else:
        print(f"{path.name} is missing")


def complaints(page: Page, ids: tuple[str, ...], options: dict[str, Any] | None = None) -> list[str]:
    """Return what the rules say of a page."""
    found = []
    for each in ids:
        result = run(rules()[each], page, options or {})
        if result.outcome == "errored":
            raise RuntimeError(f"{each}: {result.reason}")
        if result.outcome == "failed":
            found += [f"{each}: {finding.message}" for finding in result.findings] or [
                f"{each}: {result.value} {result.unit}"
            ]
    return found


def page_of(row: Case, html: str, name: str = "page.html") -> Page:
    """Parse a row's page with its address, status and headers."""
    headers = tuple((key, value) for key, value in row.get("headers") or ())
    context = Context(url=row.get("url") or "", today=TODAY, headers=headers, status=row.get("status") or 200)
    return parse(Source(name, html, "html"), context)


def lighthouse(folder: Path, tally: Tally, left: Counter[str]) -> None:
    """Lighthouse's SEO audits."""
    for row in cases(folder, "lighthouse_seo"):
        ids = LIGHTHOUSE.get(row["audit"])
        if ids is None or row["needs_dom_listeners"]:
            left[f"lighthouse {row['audit']}" + (" (needs a browser)" if ids else "")] += 1
            continue
        said = complaints(page_of(row, row["html"]), ids)
        tally.add(
            f"lighthouse {row['audit']}", row["test"], theirs=not row["passed"], ours=said, html=row["html"]
        )


def other_rules(folder: Path, tally: Tally, left: Counter[str]) -> None:
    """The page rules of another auditor, where it is right by its labels."""
    for row in cases(folder, "html_rule_cases"):
        ids = OTHERS.get(row["rule"])
        if row["trust"] != "ok" or ids is None or not row.get("html"):
            left["other rules: " + ("not right by the labels" if row["trust"] != "ok" else row["rule"])] += 1
            continue
        checks = row["expected"].get("checks", [])
        if wanted := CHECKS.get(row["rule"]):
            theirs = any(c["name"].startswith(wanted) and c["status"] not in PASSED for c in checks)
        else:
            statuses = {c["status"] for c in checks} or {row["expected"]["status"]}
            theirs = bool(statuses & {"warn", "fail"}) or row["expected"]["status"] in ("warn", "fail")
            theirs = theirs or (row["rule"] == "core/canonical" and "info" in statuses)
        said = complaints(page_of(row, row["html"]), ids)
        if asked := ASKED.get(row["rule"]):
            said = [entry for entry in said if asked in entry]
        tally.add(row["rule"], row["name"], theirs=theirs, ours=said, html=row["html"])


#: html-proofer's checks that need neither network nor files, by the words of the test's name.
PROOFER: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("images", r"missing alt$|srcset but missing alt|semicolon|base64", ("images/missing-alt",)),
    ("links", r"anchors in HTML5|placeholder|hash href|at-sign", ("links/not-crawlable", "links/empty-text")),
    ("links", r"mailto|tel links", ("links/bad-address", "links/empty-text")),
    (
        "open_graph",
        r"missing the protocol|missing image content",
        ("metadata/open-graph", "metadata/social-image"),
    ),
)


def proofer(folder: Path, tally: Tally, left: Counter[str]) -> None:
    """html-proofer's fixtures."""
    for row in cases(folder, "htmlproofer_cases"):
        ids = next(
            (i for check, words, i in PROOFER if check == row["check"] and re.search(words, row["name"])),
            None,
        )
        if ids is None or row["needs_network"] or not row["html"] or row["options"]:
            left["html-proofer (network, files, options, or no such rule)"] += 1
            continue
        said = complaints(page_of(row, row["html"]), ids)
        tally.add(
            f"html-proofer {row['check']}", row["name"], theirs=row["fails"] != 0, ours=said, html=row["html"]
        )


def link_texts(folder: Path, tally: Tally, _left: Counter[str]) -> None:
    """Texts that say nothing, by language."""
    for row in cases(folder, "nondescriptive_link_texts"):
        generic = for_language(row["lang"]).is_generic_link_text(row["text"])
        tally.add(
            f"link texts {row['lang']}",
            row["text"],
            theirs=True,
            ours=["generic"] if generic else [],
            html=row["text"],
        )


def json_ld(folder: Path, tally: Tally, _left: Counter[str]) -> None:
    """Real JSON-LD blocks: whether they parse; every rule has to survive them."""
    every = tuple(each for each in rules() if each.startswith("structured-data/"))
    for row in cases(folder, "jsonld_wild"):
        fault = read(row["raw"]).fault
        html = (
            f'<!doctype html><title>T</title><script type="application/ld+json">{row["raw"]}</script><p>Text.'
        )
        complaints(page_of(row, html), every)
        tally.add(
            "JSON-LD parses",
            row["raw"][:40],
            theirs=not row["json_ok"],
            ours=[fault.message] if fault else [],
            html=row["raw"],
        )


SETS: tuple[Callable[[Path, Tally, Counter[str]], None], ...] = (
    lighthouse,
    other_rules,
    proofer,
    link_texts,
    json_ld,
)


def main() -> int:
    """Print agreement per audit and in all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder with the cases")
    parser.add_argument("--show", action="store_true", help="print the disagreements")
    arguments = parser.parse_args()
    for each in SETS:
        tally, left = Tally(), Counter[str]()
        each(arguments.folder, tally, left)
        if not tally.counts:
            continue
        print(f"\n{each.__doc__}" if each.__doc__ else "")
        agree, every, apart = (sum(count[i] for count in tally.counts.values()) for i in range(3))
        for audit, count in sorted(tally.counts.items()):
            share = f"{count.agree / count.all:.3f}" if count.all else "–"
            print(
                f"  {audit:<34}{count.agree:>4} of {count.all:<4}{share:>7}"
                + (f"   {count.differs} differ" if count.differs else "")
            )
        print(
            f"  {'in all':<34}{agree:>4} of {every:<4}{agree / max(every, 1):>7.3f}"
            + (f"   {apart} differ" if apart else "")
        )
        if left:
            print(
                f"  not run: {sum(left.values())}"
                + (f" ({', '.join(f'{k} {n}' for k, n in sorted(left.items()))})" if arguments.show else "")
            )
        if arguments.show:
            print("\n".join(tally.shown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
