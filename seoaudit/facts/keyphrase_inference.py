"""Guessing the keyphrase of a page that names none.

A topic that an editor would agree with is announced where a page announces things (title, slug, headings,
tags, opening) *and* kept up in the text. Candidates come from the announcing places, repetition
decides among them, and when nothing is both announced and repeated there is no answer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import log2

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.facts.phrase_matching import hyphen_parts, offsets, stem_of, terms
from seoaudit.facts.structure import introduction, subheadings
from seoaudit.facts.text import language, sentences, stems
from seoaudit.facts.topic_words import TopicWords, topic_words
from seoaudit.language import data
from seoaudit.language.stems import without_elision
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import NotApplicable
from seoaudit.page import Page

Stems = tuple[str, ...]

#: A phrase that no punctuation breaks, dots and underscores inside names apart.
_PLAIN = lazy_regex(r"\w+(?:[-'’ ._/]\w+)*")
_LEAST_WORDS = 60
_LEAST_USES = 3
_LEAST_SCORE = 8.0
#: The share of a short phrase's uses from which a longer one that holds it is the topic.
_PART = 0.2
_ENOUGH_FORMS = 5


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
    found: list[Stems] = []
    whole: Sequence[Stems] = stems(page) if pack.algorithm else [s.words for s in sentences(page)]
    for sentence, stemmed in zip(sentences(page), whole, strict=True):
        if pack.algorithm and text.find("-", sentence.start, sentence.end) < 0:
            found.append(stemmed)
            continue
        parts: list[str] = []
        for word, stem in zip(sentence.words, stemmed, strict=True):
            if pack.algorithm and "-" not in word:
                parts.append(stem)
            else:
                parts += (stem_of(pack, part) for part, _, _ in hyphen_parts(word))
        found.append(tuple(parts))
    return tuple(found)


def is_collection(name: str) -> bool:
    """Return whether a tag or keyword names a collection or a kind of page, not a topic."""
    return "-".join(name.lower().split()) in _collections()


@cache
def _collections() -> frozenset[str]:
    return frozenset().union(*data.classes("", "collection_names").values())


def names_collection(tag: str) -> bool:
    """Return whether a tag names nothing but the collection a page is in: ``post``, ``blog``, ``articles``."""
    return "-".join(tag.lower().split()) in data.classes("", "collection_names")["collection"]


def infer(page: Page) -> tuple[str, Stems]:
    """Return the phrase the page is about, as it writes it, and its stems.

    Raises ``NotApplicable`` when nothing convinces: a wrong guess is worse than none.
    """
    found = candidates(page)
    if not found:
        raise NotApplicable("no phrase of the title, headings or tags comes up again in the text")
    best = found[0]
    for longer in found[1:]:
        # "Generation" stands for "lead generation" often enough to hide it.
        if (
            len(longer.stems) > len(best.stems)
            and _within(best.stems, longer.stems)
            and longer.together >= max(3, _PART * best.together)
        ):
            best = longer
            break
    if not _convinces(best, page):
        raise NotApplicable(
            f"no topic stands out enough to be taken for the keyphrase (“{best.text}” at best)"
        )
    return _as_written(page, best), content_of(best.stems, _words(page).joiners)


def content_of(phrase: Stems, joiners: frozenset[str]) -> Stems:
    """Return a phrase without the function words inside it."""
    return tuple(stem for stem in phrase if stem not in joiners)


def _convinces(best: Candidate, page: Page) -> bool:
    length = sum(map(len, topic_terms(page)))
    if not metadata(page).title:
        return best.together >= max(_LEAST_USES, length / 150) and best.score >= _LEAST_SCORE / 2
    if len(best.stems) == 1 and best.together < length / 250:
        return False
    needed = _LEAST_SCORE if best.in_title else _LEAST_SCORE + 1
    return best.together >= max(_LEAST_USES, length / 400) and best.score >= needed


def _within(part: Stems, whole: Stems) -> bool:
    """Return whether ``whole`` has ``part`` in it, word after word."""
    size = len(part)
    return part[0] in whole and any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def _as_written(page: Page, phrase: Candidate) -> str:
    """Return the phrase as the text most often writes it, not counting the capitals of sentence starts."""
    forms: dict[str, int] = {}
    size, pack = len(phrase.stems), language(page)
    for sentence, stemmed in zip(sentences(page), topic_terms(page), strict=True):
        if sum(forms.values()) >= _ENOUGH_FORMS:
            break
        if phrase.stems[0] not in stemmed[1:]:
            continue
        at = next((at for at in range(1, len(stemmed)) if stemmed[at : at + size] == phrase.stems), 0)
        if at:
            places = offsets(pack, page.text, sentence.start, sentence.end, limit=at + size)
            begin = _begin_of_compound(page.text, places[at][0])
            form = " ".join(page.text[begin : places[at + size - 1][1]].split())
            if _PLAIN.fullmatch(form):
                forms[form] = forms.get(form, 0) + 1
    written = max(forms, key=lambda form: forms[form]) if forms else phrase.text
    written = without_elision(written.replace("’", "'"), pack.elisions) if pack.elisions else written
    return written.removesuffix("'s").removesuffix("’s")


def _begin_of_compound(text: str, start: int) -> int:
    """Return where the word with hyphens begins whose later part stands at ``start``: "two-factor"."""
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
        start -= 2
        while start and text[start - 1].isalnum():
            start -= 1
    return start


@fact
def candidates(page: Page) -> tuple[Candidate, ...]:
    """Return the phrases that might be the page's topic, the likeliest first.

    Raises ``NotApplicable`` where nothing can be inferred: too little text, or a language without the
    word lists it takes.
    """
    words = _words(page)
    if sum(map(len, topic_terms(page))) < _LEAST_WORDS:
        raise NotApplicable("the text is too short to infer a keyphrase")
    return tuple(sorted(_Inference(page, words).candidates(), key=lambda candidate: -candidate.score))


def _words(page: Page) -> TopicWords:
    pack = language(page)
    words = topic_words(pack)
    if words is None:
        raise NotApplicable(f"a keyphrase cannot be inferred in {pack.name}")
    return words


class _Inference:
    """The announcing places of one page and the counts of their phrases in its text."""

    def __init__(self, page: Page, words: TopicWords) -> None:
        self.page, self.pack, self.words = page, language(page), words
        pack = self.pack
        self.written: dict[Stems, str] = {}
        meta = metadata(page)
        self.title = self.phrases(meta.title.value)
        self.lead = next(iter(self.title), ())[:1]
        self.slug = self.phrases(re.sub(r"[-_+]+", " ", meta.slug.value))
        self.headings = [(h.text, tuple(terms(pack, h.text))) for h in subheadings(page)]
        self.tags: dict[Stems, None] = {}
        for tag in (*meta.tags, *meta.keywords):
            if not is_collection(tag.value):
                self.tags.update(self.phrases(tag.value.replace("-", " "), whole=True))
        block = introduction(page)
        self.opening = (block.start, block.end) if block else (0, 0)
        self.places: dict[str, dict[int, list[int]]] = {}

    def phrases(self, text: str, *, whole: bool = False) -> dict[Stems, None]:
        """Return the phrases of a text that could be a topic, in order; only the text itself if ``whole``."""
        found: dict[Stems, None] = {}
        for run in [self.words.words(text)] if whole else self.words.runs(text):
            stemmed = tuple(self.pack.stems(run))
            for start, end in self._ranges(run, whole=whole):
                key = stemmed[start:end]
                found.setdefault(key)
                self.written.setdefault(key, " ".join(run[start:end]))
        return found

    def _ranges(self, run: list[str], *, whole: bool) -> Iterable[tuple[int, int]]:
        if whole:
            return [(0, len(run))] if self.words.may_be_topic(run) else []
        return self.words.ranges(run)

    def candidates(self) -> Iterator[Candidate]:
        announced = dict(self.title)
        for phrase in (*self.slug, *self.tags):
            announced.setdefault(phrase)
        for phrase in self.repeated_in_headings():
            announced.setdefault(phrase)
        if not self.title:
            for phrase in self.repeated_in_body():
                announced.setdefault(phrase)
        self.locate({stem for phrase in announced for stem in phrase})
        for phrase in announced:
            places = self.together(phrase)
            together = len(places)
            if together < _LEAST_USES:
                continue
            scattered = self.scattered(phrase)
            opened = sentences(self.page)[places[0]]
            weight = (
                1
                + 1.2 * (phrase in self.title)
                + 0.3 * (phrase in self.title and phrase[:1] == self.lead)
                + 0.4 * (phrase in self.slug)
                + 0.4 * min(sum(_within(phrase, heading) for _, heading in self.headings), 2)
                + 0.4 * (self.opening[0] <= opened.start < self.opening[1])
                + 0.4 * (phrase in self.tags)
            )
            uses = together + 0.5 * max(scattered - together, 0)
            length = 0.6 + 0.4 * min(len(content_of(phrase, self.words.joiners)), 3)
            if len(phrase) == 1 and self.written[phrase].endswith(self.words.rather_verbs):
                length *= 0.7  # rather a verb than a topic
            yield Candidate(
                phrase,
                together,
                scattered,
                log2(1 + uses) * length * weight,
                phrase in self.title,
                self.written[phrase],
            )

    def repeated_in_headings(self) -> list[Stems]:
        """Return the phrases that two headings or more have in common."""
        shared = Counter(stem for _, heading in self.headings for stem in set(heading))
        common = {stem for stem, times in shared.items() if times > 1} - self.pack.function_words
        if not common:
            return []
        texts = [text for text, heading in self.headings if not common.isdisjoint(heading)]
        counts = Counter(phrase for text in texts for phrase in self.phrases(text))
        return [phrase for phrase, times in counts.items() if times > 1]

    def repeated_in_body(self) -> list[Stems]:
        """Return the phrases that a text without a title repeats."""
        counts: Counter[Stems] = Counter()
        for sentence in sentences(self.page):
            counts.update(self.phrases(self.page.text[sentence.start : sentence.end]).keys())
        return [phrase for phrase, times in counts.items() if times >= _LEAST_USES]

    def locate(self, vocabulary: Iterable[str]) -> None:
        places: dict[str, dict[int, list[int]]] = {stem: defaultdict(list) for stem in vocabulary}
        known = frozenset(places)
        for number, stemmed in enumerate(topic_terms(self.page)):
            if known.isdisjoint(stemmed):
                continue
            for at, term in enumerate(stemmed):
                if term in known:
                    places[term][number].append(at)
        self.places = places

    def together(self, phrase: Stems) -> list[int]:
        """Return the sentences that hold the phrase word after word, one entry for each use."""
        sentence_terms = topic_terms(self.page)
        size = len(phrase)
        return [
            number
            for number, starts in self.places[phrase[0]].items()
            for at in starts
            if sentence_terms[number][at : at + size] == phrase
        ]

    def scattered(self, phrase: Stems) -> int:
        found = [self.places[stem] for stem in phrase if stem not in self.words.joiners]
        fewest = min(found, key=len)
        return sum(min(len(places.get(number, ())) for places in found) for number in fewest)
