"""Do links resolve as their generator resolves them: `python benchmarks/internal_links.py CASES SITES [--all] [--faults N]`.

CASES is the folder of labelled cases (``md_internal_links.jsonl.gz``: every own-site link of a real site with what it
resolves to once it is built), SITES a folder of checkouts named ``owner+name``. Printed is the share of links that
work and are called missing, of targets and of fragments. What is missing is skipped.

--all     counts the answers for every link and image of all checkouts, and prints each that is called missing
--faults  breaks up to N links that work in each checkout (a letter of the path, a letter of the fragment, the target's
          file taken away) and prints how many are found, and how often the original is what is said to be meant. A
          broken link that still resolves counts as missed: an older page, or a route that takes any path
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from seoaudit.context import Context, Resolution
from seoaudit.page import Page, Source
from seoaudit.parsing import media_of, parse
from seoaudit.site.generators import recognise
from seoaudit.site.index import SiteIndex
from seoaudit.site.resolve import Resolver

LABELLED = {"jekyll-opensourceguide": "github+opensource.guide"}
#: Where a checkout's site does not lie at its top, or the top is the program's and not the site's.
FOLDERS = {
    "forestryio+forestry.io": "hugo/content",
    "github+opensource.guide": "_articles",
    "jekyll+jekyll": "docs",
    "linkerd+website": "linkerd.io/content",
    "nodejs+nodejs.org": "apps/site/pages",
}
FOUND = ("page", "asset", "generated", "redirect")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Question(NamedTuple):
    """A link or image of a page."""

    file: str
    line: int
    target: str
    origin: str


def load(checkout: Path) -> Resolver:
    return Resolver(SiteIndex.build(recognise(checkout / FOLDERS.get(checkout.name, ""))))


def pages(resolver: Resolver) -> Iterator[Page]:
    for page in resolver.index.pages:
        media = media_of(page.file)
        try:
            text = (Path(resolver.config.root) / page.file).read_text("utf-8", errors="replace")
        except OSError:
            continue
        if media:
            yield parse(Source(page.file, text, media), Context())


def questions(resolver: Resolver) -> Iterator[Question]:
    """Yield the links and images that may lead to the site itself."""
    for page in pages(resolver):
        for element in (*page.links, *page.images):
            own = not element.target.startswith(("http", "mailto:", "//")) or (
                resolver.host and resolver.host in element.target
            )
            made = element.origin in ("component", "shortcode") and not element.target.startswith("/")
            if own and not made:
                yield Question(
                    page.source.name, page.position(element.span.start).line, element.target, element.origin
                )


def labelled(cases: Path, sites: Path) -> None:
    path = cases / "md_internal_links.jsonl.gz"
    if not path.exists():
        print("skipped: no md_internal_links")
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for corpus, name in LABELLED.items():
        if not (sites / name).is_dir():
            print(f"skipped: no checkout of {name}")
            continue
        resolver = load(sites / name)
        targets: Counter[str] = Counter()
        fragments: Counter[bool | None] = Counter()
        for row in rows:
            if row["corpus"] != corpus or row["status"] != "ok":
                continue
            found = resolver.of(row["file"]).resolve(row["href"])
            targets[found.status] += 1
            if row["fragment_ok"]:
                fragments[found.fragment_found] += 1
            if found.status == "missing" or (row["fragment_ok"] and found.fragment_found is False):
                print(f"  wrong: {row['file']}:{row['line']} {row['href']} -> {found}")
        wrong = targets["missing"] / max(targets.total(), 1)
        wrong_fragments = fragments[False] / max(fragments.total(), 1)
        print(f"{corpus}: {targets.total()} links {dict(targets)}, falsely missing {wrong:.2%}")
        print(
            f"{corpus}: {fragments.total()} fragments {dict(fragments)}, falsely missing {wrong_fragments:.2%}"
        )


def everything(checkout: Path) -> None:
    begin = time.process_time()
    resolver = load(checkout)
    built = time.process_time() - begin
    asked = list(questions(resolver))
    begin = time.process_time()
    statuses: Counter[str] = Counter()
    fragments: Counter[bool | None] = Counter()
    accused = []
    for question in asked:
        found = resolver.of(question.file).resolve(question.target)
        statuses[found.status] += 1
        if found.fragment:
            fragments[found.fragment_found] += 1
        if found.status == "missing" or found.fragment_found is False:
            accused.append(f"  {question.file}:{question.line} {question.target}  [{found.meant}]")
    took = time.process_time() - begin
    config = resolver.config
    print(
        f"{checkout.name} ({config.generator or 'plain'}): {len(resolver.index.pages)} pages indexed in {built:.2f} s, "
        f"{len(asked)} links in {took:.2f} s, {dict(statuses)}, fragments {dict(fragments)}"
    )
    print("\n".join(accused))


def misspelt(text: str, chance: random.Random) -> str:
    """Return the text with one letter changed, left out, doubled or swapped with the next; never the text itself."""
    at = chance.choice([number for number, letter in enumerate(text) if letter.isalpha()] or [0])
    changed = [
        text[:at] + chance.choice(LETTERS.replace(text[at].lower(), "")) + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
    ]
    return chance.choice([each for each in changed if each != text])


def inject(checkout: Path, count: int, chance: random.Random) -> dict[str, Counter[str]]:
    """Break links that work and return what became of them, by kind of fault."""
    resolver = load(checkout)
    working = [
        (each, found)
        for each in questions(resolver)
        if (found := resolver.of(each.file).resolve(each.target)).status in ("page", "asset")
        and "{" not in each.target
    ]
    chance.shuffle(working)
    outcome = {"path": Counter(), "fragment": Counter(), "file": Counter()}
    for question, found in working[: count * 6]:
        path, _, fragment = question.target.partition("#")
        head, slash, name = path.rstrip("/").rpartition("/")
        stem = name.partition(".")[0]
        if len(stem) > 3 and tried(outcome["path"]) < count:
            wrong = misspelt(stem, chance)
            target = (
                head
                + slash
                + wrong
                + path[len(head) + len(slash) + len(stem) :]
                + (f"#{fragment}" if fragment else "")
            )
            note(outcome["path"], resolver, question, target, stem)
        if found.fragment_found and len(fragment) > 3 and tried(outcome["fragment"]) < count:
            wrong = misspelt(fragment, chance)
            answer = resolver.of(question.file).resolve(f"{path}#{wrong}")
            told = {False: "found", True: "resolves", None: "unknown"}[answer.fragment_found]
            outcome["fragment"][told] += 1
            outcome["fragment"]["meant"] += answer.meant == question.target
    taken_away(resolver, working[:count], outcome["file"])
    return outcome


def tried(counts: Counter[str]) -> int:
    return counts["found"] + counts["unknown"] + counts["resolves"]


def verdict(answer: Resolution) -> str:
    """Return what became of a broken link: *found* out, *unknown*, or taken for one that *resolves*: a miss as well."""
    return "found" if answer.status == "missing" else "resolves" if answer.status in FOUND else "unknown"


def note(outcome: Counter[str], resolver: Resolver, question: Question, target: str, stem: str) -> None:
    answer = resolver.of(question.file).resolve(target)
    outcome[verdict(answer)] += 1
    outcome["meant"] += answer.status == "missing" and stem.lower() in answer.meant.lower()


def taken_away(resolver: Resolver, working: list, outcome: Counter[str]) -> None:
    """Ask again of sites without the target's file, for as many targets as there are."""
    for question, found in working:
        if not found.file or found.file == question.file:
            continue
        index = resolver.index
        files = {file: size for file, size in index.files.items() if file != found.file}
        kept = tuple(page for page in index.pages if page.file != found.file)
        without = SiteIndex(index.config, kept, files, index.routes, "")
        answer = Resolver(without).of(question.file).resolve(question.target)
        outcome[verdict(answer)] += 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("sites", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--faults", type=int, default=0)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    labelled(arguments.cases, arguments.sites)
    checkouts = [
        each for each in sorted(arguments.sites.iterdir()) if "+" in each.name and arguments.only in each.name
    ]
    sums: dict[str, Counter[str]] = {"path": Counter(), "fragment": Counter(), "file": Counter()}
    for checkout in checkouts:
        if arguments.all:
            everything(checkout)
        if arguments.faults:
            found = inject(checkout, arguments.faults, random.Random(1))
            print(f"{checkout.name}: " + "; ".join(shown(kind, counts) for kind, counts in found.items()))
            for kind, counts in found.items():
                sums[kind] += counts
    if arguments.faults:
        print("all: " + "; ".join(shown(kind, counts) for kind, counts in sums.items()))


def shown(kind: str, counts: Counter[str]) -> str:
    total = tried(counts)
    text = f"{kind} {counts['found']} of {total} found ({counts['found'] / max(total, 1):.0%})"
    text += f", {counts['unknown']} unknown, {counts['resolves']} still resolve"
    return text + (
        f", {counts['meant'] / max(counts['found'], 1):.0%} with the original" if kind != "file" else ""
    )


if __name__ == "__main__":
    main()
