"""Measure keyphrase inference against labelled cases: `python benchmarks/keyphrases.py CASES_DIR [NAME=DIR …]`.

CASES_DIR holds gzipped JSON Lines files that are not part of this project; a file that is not there is
skipped. `blog_keywords` names posts by corpus and file: give each corpus' checkout as NAME=DIR. Prints one
line for each figure: what, the figure, and what it is out of.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seoaudit.facts.keyphrase import given_keyphrase
from seoaudit.facts.keyphrase_inference import infer
from seoaudit.facts.phrase_matching import terms
from seoaudit.facts.salient_phrases import salient_phrases
from seoaudit.language import for_language
from seoaudit.model import NotApplicable
from seoaudit.page import Context, Page, Source
from seoaudit.parsing import parse

Case = dict[str, Any]
Row = tuple[str, str, str]
Phrase = tuple[str, ...]

RANKED = 5


def read(folder: Path, name: str) -> list[Case]:
    path = folder / f"{name}.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def phrase_of(text: str, language: str = "en") -> Phrase:
    return tuple(terms(for_language(language), text))


def share(right: float, of: int) -> tuple[str, str]:
    return f"{right / of:.3f}" if of else "-", f"{right:g} of {of}"


def overlaps(guess: Phrase, keys: set[Phrase]) -> bool:
    """Whether a key holds all words of the guess, or the guess all of a key's."""
    words = set(guess)
    return any(words <= set(key) or set(key) <= words for key in keys if key)


def judged(pages: list[tuple[Page, set[Phrase]]], what: str) -> Iterator[Row]:
    answered = exact = partly = 0
    ranked: list[float] = []
    for page, keys in pages:
        try:
            ranked.append(sum(each.stems in keys for each in salient_phrases(page)[:RANKED]) / RANKED)
        except NotApplicable:
            ranked.append(0)
        try:
            guess = infer(page)[1]
        except NotApplicable:
            continue
        answered += 1
        exact += guess in keys
        partly += overlaps(guess, keys)
    yield f"{what}: a keyphrase is inferred", *share(answered, len(pages))
    yield f"{what}: it is one of the author's", *share(exact, answered)
    yield f"{what}: it is one, a part of one or holds one", *share(partly, answered)
    yield f"{what}: P@{RANKED} of the phrases that stand out", *share(round(sum(ranked), 1), len(pages))


def abstracts(folder: Path) -> Iterator[Row]:
    """Abstracts, reports and transcripts with a title line; texts with few repetitions, where no answer is often the right one."""
    sets: dict[str, list[tuple[Page, set[Phrase]]]] = {}
    for case in read(folder, "keyphrases"):
        title, _, body = case["text"].strip().partition("\n")
        page = parse(
            Source("case.md", f"# {title}\n\n{' '.join(body.split())}\n", "markdown"),
            Context(language=case["lang"]),
        )
        keys = {phrase_of(key, case["lang"]) for key in case["keys"]}
        sets.setdefault(case["set"], []).append((page, keys))
    for name, pages in sorted(sets.items()):
        yield from judged(pages, name)


def posts(folder: Path, corpora: dict[str, Path]) -> Iterator[Row]:
    """Posts with the keywords their authors gave them, which are not shown to the inference."""
    pages: list[tuple[Page, set[Phrase]]] = []
    given = 0
    for case in read(folder, "blog_keywords"):
        path = corpora.get(case["corpus"], Path("/nonexistent")) / case["file"]
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        given += given_keyphrase(parse(Source(path.name, text, "markdown"))) is not None
        page = parse(Source(path.name, text.replace("\nkeywords:", "\nhidden:", 1), "markdown"))
        in_text = [k for k, known in zip(case["keywords"], case["keywords_in_text"], strict=True) if known]
        pages.append((page, set(map(phrase_of, in_text))))
    if pages:
        yield from judged(pages, "blog keywords")
        yield "blog keywords: the first is taken for a choice", *share(given, len(pages))


def speed(folder: Path) -> Iterator[Row]:
    cases = read(folder, "keyphrases")[:200]
    pages = [parse(Source("case.md", f"# {c['text'].strip()}", "markdown")) for c in cases]
    began = time.process_time()
    for page in pages:
        try:
            infer(page)
        except NotApplicable:
            continue
    if pages:
        yield (
            "inference, facts included",
            f"{1000 * (time.process_time() - began) / len(pages):.2f} ms",
            f"{len(pages)} abstracts",
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cases", type=Path, metavar="CASES_DIR")
    parser.add_argument("corpora", nargs="*", metavar="NAME=DIR")
    arguments = parser.parse_args()
    corpora = {name: Path(place) for name, _, place in (entry.partition("=") for entry in arguments.corpora)}
    for rows in (abstracts(arguments.cases), posts(arguments.cases, corpora), speed(arguments.cases)):
        for what, figure, of in rows:
            print(f"{what:<60} {figure:>9}  {of}")


if __name__ == "__main__":
    main()
