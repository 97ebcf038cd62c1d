"""Guessing the keyphrase of a page that names none.

A topic that an editor would agree with is announced where a page announces things (title, slug, headings,
tags, opening) *and* kept up in the text. Candidates come from the announcing places, repetition
decides among them, and when nothing is both announced and repeated there is no answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log2

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.facts.phrase_matching import hyphen_parts, stem_of
from seoaudit.facts.structure import introduction, subheadings
from seoaudit.facts.text import language, sentences, stems
from seoaudit.language import Language, data
from seoaudit.model import NotApplicable
from seoaudit.page import Page

Stems = tuple[str, ...]

#: A phrase of more content words is a sentence, not a topic.
MOST_WORDS = 4
#: Where a title breaks into parts that are read by themselves.
_BREAK = re.compile(r"[:;,.!?()\[\]|/–—“”\"]+(?:\s|$)|\s[-–—|/]\s|[|–—“”\"]")
_LEAST_WORDS = 60


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A phrase that might be the topic, with what speaks for it.

    ``together`` counts its uses word after word, ``scattered`` the sentences that hold all of it in any
    order. ``start`` and ``end`` are one use in ``page.text`` that shows how it is written.
    """

    stems: Stems
    together: int
    scattered: int
    score: float
    in_title: bool
    text: str


@fact
def topic_terms(page: Page) -> tuple[Stems, ...]:
    """Return the stems of each sentence with hyphenated words taken apart, parallel to ``sentences``."""
    pack, text = language(page), page.text
    whole: Sequence[Stems] = stems(page) if pack.algorithm else [s.words for s in sentences(page)]
    return tuple(
        tuple(stem_of(pack, part) for word in sentence.words for part, _, _ in hyphen_parts(word))
        if "-" in text[sentence.start : sentence.end]
        else stemmed
        for sentence, stemmed in zip(sentences(page), whole, strict=True)
    )


def is_collection(name: str) -> bool:
    """Return whether a tag or keyword names a collection of pages (``post``, ``news``), not a topic."""
    return "-".join(name.lower().split()) in data.words("", "collection_names")


@fact
def candidates(page: Page) -> tuple[Candidate, ...]:
    """Return the phrases that might be the page's topic, the likeliest first.

    Raises ``NotApplicable`` where nothing can be inferred: too little text, or a language without the
    word lists it takes.
    """
    pack = language(page)
    if not (pack.has("function_words") and pack.algorithm and data.exists(pack.root, "topic_words")):
        raise NotApplicable(f"a keyphrase cannot be inferred in {pack.name}")
    if sum(map(len, topic_terms(page))) < _LEAST_WORDS:
        raise NotApplicable("the text is too short to infer a keyphrase")
    return tuple(sorted(_Inference(page, pack).candidates(), key=lambda c: (-c.score, c.text)))


class _Inference:
    """The announcing places of one page and the counts of their phrases in its text."""

    def __init__(self, page: Page, pack: Language) -> None:
        self.page, self.pack = page, pack
        classes = data.classes(pack.root, "topic_words")
        self.edge = classes["edge"] | pack.function_words
        self.not_last = classes["last"] | self.edge
        self.not_alone = classes["alone"] | self.not_last
        self.function_words = pack.function_words
        self.written: dict[Stems, str] = {}
        meta = metadata(page)
        self.title = self.phrases(meta.title.value)
        self.lead = next(iter(self.title), ())
        self.slug = set(self.phrases(re.sub(r"[-_+]+", " ", meta.slug.value)))
        self.headings = [set(self.phrases(heading.text)) for heading in subheadings(page)]
        self.tags: set[Stems] = set()
        for tag in (*meta.tags, *meta.keywords):
            if not is_collection(tag.value):
                self.tags.update(self.phrases(tag.value.replace("-", " "), whole=True))
        block = introduction(page)
        self.opening = set(self.phrases(page.text[block.start : block.end])) if block else set()
        self.places: dict[str, dict[int, list[int]]] = {}

    def phrases(self, text: str, *, whole: bool = False) -> dict[Stems, None]:
        """Return the phrases of a text that could be a topic, in order; only the text itself if ``whole``."""
        found: dict[Stems, None] = {}
        for part in _BREAK.split(text):
            words = [w for word in self.pack.words(part) for w, _, _ in hyphen_parts(word.removesuffix("'s"))]
            for run in [words] if whole else _runs(words, self.function_words):
                for phrase in [run] if whole else _grams(run):
                    if self.may_be_topic(phrase):
                        key = tuple(stem_of(self.pack, word) for word in phrase)
                        found.setdefault(key)
                        self.written.setdefault(key, " ".join(phrase))
        return found

    def may_be_topic(self, phrase: Sequence[str]) -> bool:
        first, last = phrase[0], phrase[-1]
        if len(phrase) == 1:
            return len(first) > 2 and first not in self.not_alone and not first.isdigit() and not first.endswith(("ed", "ly"))
        if len(phrase) > MOST_WORDS or len(set(phrase)) < len(phrase):
            return False
        return not (first in self.edge or last in self.not_last or first.isdigit() or last.isdigit())

    def candidates(self) -> Iterator[Candidate]:
        announced = dict(self.title)
        for phrase in (*self.slug, *self.tags):
            announced.setdefault(phrase)
        repeated = Counter(phrase for heading in self.headings for phrase in heading)
        for phrase, times in repeated.items():
            if times > 1:
                announced.setdefault(phrase)
        if not self.title:
            for phrase in self.opening:
                announced.setdefault(phrase)
        self.locate({stem for phrase in announced for stem in phrase})
        for phrase in announced:
            together, scattered = self.together(phrase), self.scattered(phrase)
            if together < 2:
                continue
            weight = (
                1
                + 1.2 * (phrase in self.title)
                + 0.3 * (phrase == self.lead)
                + 0.4 * (phrase in self.slug)
                + 0.4 * min(repeated[phrase], 2)
                + 0.4 * (phrase in self.opening)
                + 0.4 * (phrase in self.tags)
            )
            uses = together + 0.5 * max(scattered - together, 0)
            length = 0.6 + 0.4 * min(len(phrase), 3)
            yield Candidate(
                phrase, together, scattered, log2(1 + uses) * length * weight, phrase in self.title, self.written[phrase]
            )

    def locate(self, vocabulary: Iterable[str]) -> None:
        places: dict[str, dict[int, list[int]]] = {stem: defaultdict(list) for stem in vocabulary}
        for number, terms in enumerate(topic_terms(self.page)):
            for at, term in enumerate(terms):
                if term in places:
                    places[term][number].append(at)
        self.places = places

    def together(self, phrase: Stems) -> int:
        terms = topic_terms(self.page)
        size = len(phrase)
        return sum(
            terms[number][at : at + size] == phrase
            for number, starts in self.places[phrase[0]].items()
            for at in starts
        )

    def scattered(self, phrase: Stems) -> int:
        found = [self.places[stem] for stem in phrase]
        fewest = min(found, key=len)
        return sum(min(len(places.get(number, ())) for places in found) for number in fewest)


def _runs(words: Sequence[str], breaks: frozenset[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in words:
        if word in breaks or len(word) == 1:
            if run:
                yield run
            run = []
        else:
            run.append(word)
    if run:
        yield run


def _grams(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            yield words[start:end]
