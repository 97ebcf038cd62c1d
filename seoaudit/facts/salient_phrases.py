"""Phrases that stand out in a text: what its author could choose a keyphrase from.

Unlike the inferred keyphrase (see ``keyphrase_inference``) they need not be announced anywhere, nor be repeated: every
text has some. Of 2,000 abstracts, of transcripts of the news in Portuguese and of reports (the public sets Inspec,
110-PT-BN-KP and wiki20), 0.34, 0.37 and 0.32 of the first five were keyphrases by the readers who marked them; the first
five of YAKE, counted the same way, 0.24, 0.29 and 0.16 (``benchmarks/keyphrases.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.facts.phrase_matching import terms
from seoaudit.facts.structure import introduction, subheadings
from seoaudit.facts.text import language
from seoaudit.facts.topic_words import TopicWords, topic_words
from seoaudit.model import NotApplicable
from seoaudit.page import Page

Stems = tuple[str, ...]

#: How much a phrase of one, two, three or four words says: one word is a subject area, two name a thing in it.
_WORTH = (0.75, 1.6, 1.5, 1.0)
_RANKED = 20
#: Words of a title, function words apart, from which on it is none.
_LONGEST_TITLE = 15
#: From so many uses on a phrase of the title is one that begins or ends as topics seldom do: "deep work".
_ENOUGH_USES = 3
_KINDS = ("heading", "paragraph", "item")


class SalientPhrase(msgspec.Struct, frozen=True, gc=False):
    """A phrase as it is first written, in lower case, its stems, and how often the text has it word after word.

    ``headings`` counts those that hold it; ``in_opening``: the introduction does.
    """

    text: str
    stems: Stems
    uses: int
    in_title: bool
    headings: int
    in_opening: bool


class _Seen:
    """What is known of a phrase while the text is read.

    ``alone``: it stood where no longer one holds it. ``usual``: its words may make up a topic anywhere.
    """

    __slots__ = ("alone", "first", "text", "uses", "usual")

    @property
    def stands_out(self) -> bool:
        return self.alone and (self.usual or self.uses >= _ENOUGH_USES)

    def __init__(self, text: str, first: int) -> None:
        self.text, self.first = text, first
        self.uses = 0
        self.alone = self.usual = False


@fact
def salient_phrases(page: Page) -> tuple[SalientPhrase, ...]:
    """Return the phrases that stand out in the title and the main text, at most twenty, the most salient first.

    Not applicable in a language without lists of the words that make up topics.
    """
    pack = language(page)
    words = topic_words(pack)
    if words is None:
        raise NotApplicable(f"phrases cannot be told in {pack.name}")
    found: dict[Stems, _Seen] = {}
    titled = _titled(page, words)
    read = 0
    for text in _texts(page):
        for run in words.runs(text):
            stems = tuple(pack.stems(run))
            for start, end, alone, usual in _ranges(words, run, stems, titled):
                key = stems[start:end]
                seen = found.get(key)
                if seen is None:
                    seen = found[key] = _Seen(" ".join(run[start:end]), read + start)
                seen.uses += 1
                seen.alone = seen.alone or alone
                seen.usual = seen.usual or usual
            read += len(run)

    def salience(key: Stems) -> float:
        seen = found[key]
        return _WORTH[len(key) - 1] * sqrt(seen.uses) / (1 + seen.first / read)

    ranked = sorted(
        (key for key, seen in found.items() if seen.stands_out), key=lambda key: (-salience(key), key)
    )
    places = _Places(page)
    return tuple(places.of(key, found[key]) for key in ranked[:_RANKED])


class _Places:
    """The places of a page at which a topic is announced, by their stems."""

    def __init__(self, page: Page) -> None:
        pack, opening = language(page), introduction(page)
        self._title = tuple(terms(pack, metadata(page).title.value))
        self._headings = [tuple(terms(pack, heading.text)) for heading in subheadings(page)]
        self._opening = tuple(terms(pack, page.text[opening.start : opening.end])) if opening else ()

    def of(self, key: Stems, seen: _Seen) -> SalientPhrase:
        headings = sum(_holds(heading, key) for heading in self._headings)
        return SalientPhrase(
            seen.text, key, seen.uses, _holds(self._title, key), headings, _holds(self._opening, key)
        )


def _holds(whole: Stems, part: Stems) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _texts(page: Page) -> Iterator[str]:
    """Yield the title, where the text does not begin with it, and the blocks of the main text."""
    texts = [
        page.text[block.start : block.end]
        for block in page.blocks
        if block.main and not block.quote and block.kind in _KINDS
    ]
    title = metadata(page).title.value
    if title and title not in texts[:1]:
        yield title
    yield from texts


def _titled(page: Page, words: TopicWords) -> frozenset[Stems]:
    """Return the phrases of the title, also those that begin or end as topics seldom do: "deep work"."""
    pack = language(page)
    runs = [tuple(pack.stems(run)) for run in words.runs(metadata(page).title.value)]
    if sum(map(len, runs)) > _LONGEST_TITLE:
        return frozenset()  # a text without a title, and all of it in one heading
    return frozenset(
        run[start : start + size] for run in runs for size in (2, 3) for start in range(len(run) - size + 1)
    )


def _ranges(
    words: TopicWords, run: Sequence[str], stems: Stems, titled: frozenset[Stems]
) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield the ranges of a run that may be a topic, whether no other of them holds it, and whether it is a usual one.

    Unusual are those that only the title makes one.
    """
    usual = list(words.ranges(run))
    pairs = (
        [(start, start + size) for size in (2, 3) for start in range(len(run) - size + 1)] if titled else []
    )
    unusual = [pair for pair in pairs if stems[slice(*pair)] in titled and pair not in usual]
    ranges = usual + unusual
    for number, (start, end) in enumerate(ranges):
        held = any(first <= start and end <= last for first, last in ranges if (first, last) != (start, end))
        yield start, end, not held, number < len(usual)
