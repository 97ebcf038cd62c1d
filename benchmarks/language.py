"""Measure the language room against labelled cases: `python benchmarks/language.py CASES_DIR [--articles DIR]`.

CASES_DIR holds gzipped JSON Lines files that are not part of this project; a file that is not
there is skipped. Prints one line for each figure: what, the figure, and what it is out of.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from seoaudit.language import MissingLanguagePart, for_language, readability

Case = dict[str, Any]
Row = tuple[str, str, str]

ENGLISH = for_language("en")
SAMPLE_WORDS = 1_200


def read(folder: Path, name: str) -> list[Case]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def tokens_of(text: str) -> list[list[str]]:
    """Return a text of several lines as sentences of words; each line is a block."""
    sentences: list[list[str]] = []
    for block in text.split("\n"):
        sentences += ENGLISH.words_of(block, ENGLISH.sentences(block))
    return sentences


def share(right: int, of: int) -> tuple[str, str]:
    return f"{right / of:.3f}" if of else "-", f"{right} of {of}"


def sentences(folder: Path) -> Iterator[Row]:
    """Exact agreement, white space aside; rows whose expected text differs from the input apart."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for case in read(folder, "sentences_pragseg"):
        language, text = for_language(case["lang"]), case["text"]
        found = [" ".join(text[start:end].split()) for start, end in language.sentences(text)]
        right = found == [" ".join(sentence.split()) for sentence in case["sentences"]]
        code = "en" if case["lang"] == "en" else "other"
        kind = "golden" if case["golden"] else "further"
        groups[f"{code} {kind}, all rows"].append(right)
        if case["non_destructive"]:
            groups[f"{code} {kind}, text kept as it is"].append(right)
    for name in sorted(groups):
        yield f"sentences exact: {name}", *share(sum(groups[name]), len(groups[name]))


def passive(folder: Path) -> Iterator[Row]:
    """Precision and recall per sentence, for all and for two halves drawn by a hash of the id."""
    cases = read(folder, "ud_ewt_sentences")
    halves = {"all": cases, "first half": [], "second half": []}
    for case in cases:
        odd = hashlib.sha256(case["id"].encode()).digest()[0] % 2
        halves["second half" if odd else "first half"].append(case)
    for name, part in halves.items():
        both = found = wanted = 0
        for case in part:
            hit = ENGLISH.passive(ENGLISH.words(case["text"])) is not None
            found += hit
            wanted += case["passive"]
            both += hit and case["passive"]
        yield f"passive precision, {name}", *share(both, found)
        yield f"passive recall, {name}", *share(both, wanted)


def syllables(folder: Path) -> Iterator[Row]:
    cases = read(folder, "syllables_cmu")
    table = ENGLISH.syllable_table
    right = sum(table[case["word"]] in case["syllables"] for case in cases)
    yield "syllables exact (the table was made from these)", *share(right, len(cases))
    rules = type(table)("en")
    rules["a"] = 1
    _ = rules["zzz"]  # loads the table
    for word in [word for word in rules if word != "a"]:
        del rules[word]
    right = sum(rules[case["word"]] in case["syllables"] for case in cases)
    yield "syllables exact, rules without exceptions", *share(right, len(cases))


def guesses(articles: Path) -> Iterator[Row]:
    """The guesser beside pycld2 on folders of translated articles: `ARTICLES/<language>/*.md`, nothing declared.

    Articles that nobody has translated yet are English, whatever their folder says: where both say so they are
    left out. Figures for whole articles and for their first 120 characters.
    """
    from seoaudit.language.guess import guess, in_path
    from seoaudit.page import Source
    from seoaudit.parsing import parse

    texts: list[tuple[str, str]] = []
    for path in sorted(articles.rglob("*.md")):
        page = parse(Source(path.name, path.read_text(encoding="utf-8"), "markdown"))
        texts.append((in_path(str(path.relative_to(articles))).partition("-")[0] or "en", page.text))

    def theirs(text: str) -> str:
        import pycld2

        return str(pycld2.detect(text.encode(), bestEffort=True)[2][0][1]).partition("-")[0]

    guessers: dict[str, Callable[[str], str]] = {"ours": guess}
    if find_spec("pycld2"):
        guessers["pycld2"] = theirs
        texts = [(tag, text) for tag, text in texts if tag == "en" or {guess(text), theirs(text)} != {"en"}]
    for length in (100_000, 120):
        for name, guesser in guessers.items():
            start = time.process_time()
            told = [(tag, guesser(text[:length])) for tag, text in texts]
            cost = (time.process_time() - start) * 1_000_000 / len(told)
            right = sum(tag == found.partition("-")[0] for tag, found in told)
            unknown = sum(found in ("und", "un") for _, found in told)
            yield f"language, {name}, first {length}: right", *share(right, len(told))
            yield f"language, {name}, first {length}: no answer", *share(unknown, len(told))
            yield (
                f"language, {name}, first {length}: CPU microseconds",
                f"{cost:.0f}",
                "a text, the first one included",
            )


def syllables_beside_pyphen(articles: Path) -> Iterator[Row]:
    """Syllables per word beside pyphen's, which textstat takes: pyphen leaves a first letter with the next one."""
    import pyphen

    for tag in ("de", "es", "fr", "it", "nl", "pt"):
        pack, hyphens = (
            for_language(tag),
            pyphen.Pyphen(lang="pt_PT" if tag == "pt" else pyphen.language_fallback(tag)),
        )
        words = [
            word
            for path in sorted((articles / tag).glob("*.md"))
            for word in pack.words(path.read_text(encoding="utf-8"))
            if word.isalpha()
        ]
        if words:
            ours = sum(map(pack.syllables, words))
            yield f"syllables a word, {tag}, ours", f"{ours / len(words):.2f}", f"{len(words)} words"
            pairs = ((pack.syllables(word), len(hyphens.positions(word)) + 1) for word in words)
            yield f"syllables equal to pyphen's, {tag}", *share(sum(a == b for a, b in pairs), len(words))


def link_texts(folder: Path) -> Iterator[Row]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for case in read(folder, "nondescriptive_link_texts"):
        try:
            hit = for_language(case["lang"]).is_generic_link_text(case["text"])
        except MissingLanguagePart:
            hit = False
        groups[case["lang"]].append(hit)
    for code in sorted(groups):
        yield f"generic link texts recall, {code}", *share(sum(groups[code]), len(groups[code]))


def _close(got: float, expected: float) -> bool:
    return abs(got - expected) <= max(0.02 * abs(expected), 0.02)


def textstat_tests(folder: Path) -> Iterator[Row]:
    """textstat's own tests, with our sentences and words: differences are those of the counts."""
    formulas: dict[str, Callable[[readability.Counts], float]] = {
        "flesch_reading_ease": lambda c: readability.flesch_reading_ease(c, ENGLISH),
        "flesch_kincaid_grade": readability.flesch_kincaid_grade,
        "gunning_fog": readability.gunning_fog,
        "smog_index": readability.smog,
        "coleman_liau_index": readability.coleman_liau,
        "automated_readability_index": readability.ari,
        "dale_chall_readability_score": readability.dale_chall,
        "lix": readability.lix,
        "count_words": lambda c: c.words,
        "count_letters": lambda c: c.letters,
        "count_syllables": lambda c: c.syllables,
        "count_sentences": lambda c: c.sentences,
        "count_long_words": lambda c: c.long_words,
        "count_polysyllable_words": lambda c: c.polysyllables,
        "count_monosyllable_words": lambda c: c.monosyllables,
    }
    easy = readability.easy_words_of(ENGLISH)
    groups: dict[str, list[bool]] = defaultdict(list)
    for case in read(folder, "textstat_tests"):
        name = case["fn"]
        if name not in formulas or "text" not in case or not str(case.get("lang", "en")).startswith("en"):
            continue
        if not isinstance(case.get("expected"), int | float):
            continue
        text = case["text"]
        characters = len("".join(text.split()))
        # textstat knows no blocks: its texts are hard-wrapped.
        one_line = " ".join(text.split())
        tokens = ENGLISH.words_of(one_line, ENGLISH.sentences(one_line))
        counts = readability.count(tokens, ENGLISH, characters=characters, easy_words=easy)
        groups[name].append(_close(formulas[name](counts), case["expected"]))
    for name in sorted(groups):
        yield f"textstat tests within 2 %: {name}", *share(sum(groups[name]), len(groups[name]))


def clear(folder: Path) -> Iterator[Row]:
    cases = read(folder, "clear")
    counted = [readability.count(tokens_of(case["text"]), ENGLISH) for case in cases]
    human = [case["bt_easiness"] for case in cases]
    ease = statistics.correlation([readability.flesch_reading_ease(c, ENGLISH) for c in counted], human)
    grade = statistics.correlation([readability.flesch_kincaid_grade(c) for c in counted], human)
    yield "CLEAR: Pearson r of Flesch reading ease", f"{ease:.3f}", f"{len(cases)} texts"
    yield "CLEAR: Pearson r of Flesch-Kincaid grade", f"{grade:.3f}", f"{len(cases)} texts"


def onestop(folder: Path) -> Iterator[Row]:
    levels: dict[str, dict[str, float]] = defaultdict(dict)
    ease: dict[str, dict[str, float]] = defaultdict(dict)
    for case in read(folder, "onestop"):
        counts = readability.count(tokens_of(case["text"]), ENGLISH)
        levels[case["id"]][case["level"]] = readability.flesch_kincaid_grade(counts)
        ease[case["id"]][case["level"]] = -readability.flesch_reading_ease(counts, ENGLISH)
    for name, table in (("Flesch-Kincaid grade", levels), ("Flesch reading ease", ease)):
        full = [row for row in table.values() if len(row) == 3]
        right = sum(row["ele"] < row["int"] < row["adv"] for row in full)
        yield f"OneStop in order by {name}", *share(right, len(full))


def speed(folder: Path) -> Iterator[Row]:
    """CPU time on warm tables, the best of several rounds, for 1,000 words of real prose."""
    blocks: list[str] = []
    for case in read(folder, "onestop"):
        blocks += [block for block in case["text"].split("\n") if block.strip()]
        if sum(len(ENGLISH.words(block)) for block in blocks) > SAMPLE_WORDS * 5:
            break
    spans = [ENGLISH.sentences(block) for block in blocks]
    tokens = [words for block, s in zip(blocks, spans, strict=True) for words in ENGLISH.words_of(block, s)]
    flat = [word for words in tokens for word in words]
    thousand = len(flat) / 1_000

    def facts() -> None:
        for block in blocks:
            for words in ENGLISH.words_of(block, ENGLISH.sentences(block)):
                ENGLISH.stems(words)
                ENGLISH.passive(words)
                ENGLISH.transition(words)
        readability.count(tokens, ENGLISH)

    steps: dict[str, Callable[[], object]] = {
        "sentences": lambda: [ENGLISH.sentences(block) for block in blocks],
        "words": lambda: [ENGLISH.words_of(b, s) for b, s in zip(blocks, spans, strict=True)],
        "stems": lambda: [ENGLISH.stems(words) for words in tokens],
        "passive": lambda: [ENGLISH.passive(words) for words in tokens],
        "transition": lambda: [ENGLISH.transition(words) for words in tokens],
        "filler": lambda: [ENGLISH.filler_phrases.hits(words) for words in tokens],
        "readability counts, syllables included": lambda: readability.count(tokens, ENGLISH),
        f"all but filler, per {SAMPLE_WORDS} words": facts,
    }
    try:
        from sentencex import segment
    except ImportError:
        pass
    else:
        steps["(sentencex alone)"] = lambda: [segment("en", block) for block in blocks]
    for name, step in steps.items():
        best = min(_timed(step) for _ in range(7)) / thousand
        best *= SAMPLE_WORDS / 1_000 if "per " in name else 1
        yield f"ms CPU per 1,000 words: {name}", f"{best:.3f}", f"{len(flat)} words, {len(blocks)} blocks"


def _timed(step: Callable[[], object]) -> float:
    step()
    start = time.process_time()
    for _ in range(5):
        step()
    return (time.process_time() - start) * 1_000 / 5


def main() -> None:
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    parser.add_argument("cases", type=Path, help="folder of gzipped JSON Lines files")
    parser.add_argument("--articles", type=Path, help="folder of articles in a folder for each language")
    arguments = parser.parse_args()
    folder: Path = arguments.cases
    articles: Path | None = arguments.articles
    measures = [
        (m, folder)
        for m in (sentences, passive, syllables, link_texts, textstat_tests, clear, onestop, speed)
    ]
    if articles is not None:
        measures = [(guesses, articles), (syllables_beside_pyphen, articles), *measures]
    for measure, cases in measures:
        try:
            for name, figure, out_of in measure(cases):
                print(f"{name:<66} {figure:>8}  {out_of}")
        except FileNotFoundError as missing:
            print(f"{measure.__name__:<66}  skipped  no {Path(missing.filename).name}")


if __name__ == "__main__":
    main()
