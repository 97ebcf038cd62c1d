"""How well our reading of Markdown agrees with two others: `python benchmarks/structure.py CASES_DIR MIRRORS_DIR`.

CASES_DIR holds `mdast_structure.jsonl.gz` (headings, links, images and code blocks of real posts with their
lines, by remark), `markdownlint_real.jsonl.gz` and `markdownlint_tests.jsonl.gz` (lines on which markdownlint's
rules fire). MIRRORS_DIR holds the posts: a git directory `owner+name/repo` for each repository. What is missing
is skipped, and so is a post whose version there is not the one that was labelled.

Structure: the share of labelled elements found with the same text on the same line (recall), and the share
of ours that are labelled (precision). HTML and components are not compared: remark leaves them as they
are, on purpose we do not. Nor are ids in braces
and comments: they are part of remark's text, and of no reader's. Rules: the same for the lines of those rules whose definitions agree.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seoaudit.audit import run
from seoaudit.page import Page, Source
from seoaudit.parsing import parse
from seoaudit.registry import rules

Case = dict[str, Any]
#: Text and address, or what else tells an element from another, and the line it begins on.
Item = tuple[object, ...]

REPOSITORIES = {
    "astro-docs": "withastro/docs",
    "docusaurus-plausible": "plausible/docs",
    "eleventy-18f": "18F/18f.gsa.gov",
    "hugo-forestry": "forestryio/forestry.io",
    "hugo-hugodocs": "gohugoio/hugoDocs",
    "hugo-midudev-es": "midudev/midu.dev",
    "jekyll-jekyll": "jekyll/jekyll",
    "jekyll-opensourceguide": "github/opensource.guide",
    "mkdocs-material": "squidfunk/mkdocs-material",
    "ms-powershelldocs": "MicrosoftDocs/PowerShell-Docs",
    "next-nodejs": "nodejs/nodejs.org",
    "next-reactdev": "reactjs/react.dev",
    "next-umami": "umami-software/website",
    "zola-rustblog": "rust-lang/blog.rust-lang.org",
}
#: An id given in braces, an MDX or HTML comment, an inline tag of HTML.
INVISIBLE = re.compile(
    r"\{\s*(?:[#:.]|id=)[^}]*\}|/\*.*?\*/|<!--.*?-->|</?(?:span|small|i|b|em|strong|br)\b[^>]*>", re.DOTALL
)
KINDS = ("headings", "links", "images", "code_blocks")
#: markdownlint's rules and ours that mean the same thing. Of MD059 only the recall tells something: its list has
#: four texts, ours is longer, and a second link that says what the target is acquits the first.
SAME_RULES = {
    "MD001": "headings/skipped-level",
    "MD024": "headings/duplicate",
    "MD025": "headings/multiple-h1",
    "MD036": "headings/bold-as-heading",
    "MD042": "links/not-crawlable",
    "MD045": "images/missing-alt",
    "MD059": "links/generic-text",
}


def read(folder: Path, name: str) -> list[Case]:
    path = folder / f"{name}.jsonl.gz"
    if not path.exists():
        print(f"skipped: no {name}", file=sys.stderr)
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def posts(cases: list[Case], mirrors: Path) -> Iterator[tuple[Case, Page]]:
    """Yield each case with its page, for those whose very version the mirrors have."""
    by_corpus: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_corpus[case["corpus"]].append(case)
    for corpus, group in sorted(by_corpus.items()):
        mirror = mirrors / REPOSITORIES.get(corpus, corpus).replace("/", "+") / "repo"
        if not mirror.is_dir():
            print(f"skipped: no mirror of {corpus} ({len(group)} posts)", file=sys.stderr)
            continue
        contents = blobs(mirror, [case["file"] for case in group])
        other = 0
        for case in group:
            content = contents.get(case["file"], b"")
            if not hashlib.sha1(content, usedforsecurity=False).hexdigest().startswith(case["sha1"]):
                other += 1
                continue
            yield case, page_of(case["file"], content.decode("utf-8", errors="replace"))
        if other:
            print(f"skipped: {other} of {len(group)} posts of {corpus} in another version", file=sys.stderr)


def blobs(mirror: Path, files: list[str]) -> dict[str, bytes]:
    """Return the files' contents at the mirror's newest commit."""
    asked = "".join(f"HEAD:{file}\n" for file in files).encode()
    command = ["git", f"--git-dir={mirror}", "cat-file", "--batch"]
    answer = subprocess.run(command, input=asked, capture_output=True, check=True).stdout
    found: dict[str, bytes] = {}
    at = 0
    for file in files:
        end = answer.index(b"\n", at)
        header = answer[at:end].split()
        at = end + 1
        if len(header) == 3 and header[1] == b"blob":
            size = int(header[2])
            found[file] = answer[at : at + size]
            at += size + 1
    return found


def page_of(name: str, text: str) -> Page:
    return parse(Source(name, text, "markdown"))


def folded(text: str) -> str:
    return " ".join(text.split())


def without_marks(text: str) -> str:
    """Return a labelled heading or link text without what remark keeps as text and a reader never sees."""
    return folded(INVISIBLE.sub("", text))


def labelled(case: Case) -> dict[str, Counter[Item]]:
    return {
        "headings": Counter((level, without_marks(text), line) for level, text, line in case["headings"]),
        "links": Counter(
            (url, without_marks(text), line) for url, text, line in case["links"] if "{" not in url
        ),
        "images": Counter((url, folded(alt or ""), line) for url, alt, line in case["images"]),
        "code_blocks": Counter((line,) for line in case["code_blocks"]),
    }


def ours(page: Page) -> dict[str, Counter[Item]]:
    text = page.source.text

    def line(offset: int) -> int:
        return page.position(offset).line

    return {
        "headings": Counter(
            (h.level, folded(h.text), line(h.span.start)) for h in page.headings if text[h.span.start] != "<"
        ),
        "links": Counter(
            # What remark calls a link's text includes the alt of an image in it; that is our name.
            (link.target, folded(link.text or link.name), line(link.span.start))
            for link in page.links
            if link.origin in ("markdown", "autolink", "bare") and "{" not in link.target
        ),
        "images": Counter(
            (image.target, folded(image.alt or ""), line(image.span.start))
            for image in page.images
            if image.origin == "markdown"
        ),
        "code_blocks": Counter(
            (line(code.span.start),) for code in page.codes if not text.startswith("<pre", code.span.start)
        ),
    }


class Tally:
    """Labelled and found elements of one kind, and how many are both."""

    def __init__(self) -> None:
        self.labelled = self.found = self.both = 0

    def add(self, labelled: Counter[Item], found: Counter[Item]) -> None:
        self.labelled += labelled.total()
        self.found += found.total()
        self.both += (labelled & found).total()

    def __str__(self) -> str:
        if not self.labelled or not self.found:
            return f"{self.labelled} labelled, {self.found} found"
        recall, precision = self.both / self.labelled, self.both / self.found
        return f"recall {recall:.4f} of {self.labelled}, precision {precision:.4f} of {self.found}"


def structure(cases: list[Case], mirrors: Path, show: str) -> None:
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    exact = read_posts = 0
    for case, page in posts(cases, mirrors):
        expected, got = labelled(case), ours(page)
        read_posts += 1
        exact += expected == got
        for kind in KINDS:
            tallies["all", kind].add(expected[kind], got[kind])
            tallies[case["corpus"], kind].add(expected[kind], got[kind])
            if show == kind:
                for sign, items in (("-", expected[kind] - got[kind]), ("+", got[kind] - expected[kind])):
                    for item in items:
                        print(f"{sign} {case['corpus']} {case['file']}:{item[-1]} {item[:-1]}")
    print(f"structure: {exact} of {read_posts} posts agree in every element")
    for (corpus, kind), tally in sorted(tallies.items(), key=lambda entry: (entry[0][0] != "all", entry[0])):
        print(f"  {corpus:24} {kind:12} {tally}")


def rule_lines(name: str, cases: Iterator[tuple[Case, Page]], show: str) -> None:
    known = rules()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case, page in cases:
        for code, rule_id in SAME_RULES.items():
            if rule_id not in known:
                continue
            expected: Counter[Item] = Counter((line,) for line in set(case["issues"].get(code, ())))
            result = run(known[rule_id], page)
            got: Counter[Item] = Counter(
                (line,) for line in {page.position(f.span.start).line for f in result.findings}
            )
            tallies[code].add(expected, got)
            if show == code:
                where = f"{case.get('corpus', '')} {case['file']}"
                for sign, items in (("-", expected - got), ("+", got - expected)):
                    for line in sorted(int(str(item[0])) for item in items):
                        source_line = page.source.text.splitlines()[line - 1 : line]
                        print(f"{sign} {where}:{line} {''.join(source_line)[:160]}")
    for code, tally in sorted(tallies.items()):
        print(f"{name}: {code} {SAME_RULES[code]}: {tally}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("mirrors", type=Path)
    parser.add_argument(
        "--show", default="", metavar="KIND", help="print the differences of a kind or rule: links, MD059 …"
    )
    arguments = parser.parse_args()
    folder, mirrors, show = arguments.cases, arguments.mirrors, arguments.show
    if not show.startswith("MD"):
        structure(read(folder, "mdast_structure"), mirrors, show)
    if not show or show.startswith("MD"):
        rule_lines("posts", posts(read(folder, "markdownlint_real"), mirrors), show)
        tests = ((case, page_of(case["file"], case["text"])) for case in read(folder, "markdownlint_tests"))
        rule_lines("tests", tests, show)


if __name__ == "__main__":
    main()
