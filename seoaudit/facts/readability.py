"""Readability counts of the prose, in one pass."""

from __future__ import annotations

from itertools import chain, groupby
from operator import itemgetter

from seoaudit.facts.fact import fact
from seoaudit.facts.readable_words import readable_words
from seoaudit.facts.text import language, sentences
from seoaudit.language.readability import Counts, count, flesch_of, flesch_reading_ease
from seoaudit.model import NotApplicable
from seoaudit.page import Block, Page

#: Flesch's own samples had 100 words; a shorter text says too little.
LEAST_WORDS = 100


@fact
def readability(page: Page) -> Counts:
    """Return the counts that the readability formulas need; raises ``NotApplicable`` under 100 words of prose."""
    texts = readable_words(page)
    if sum(map(len, texts)) < LEAST_WORDS:
        raise NotApplicable(f"the page has fewer than {LEAST_WORDS} words of running text")
    return count(texts, language(page), syllables=_syllables(page))


@fact
def _syllables(page: Page) -> list[int]:
    """Return the syllables of each readable word, one after the other."""
    return list(map(language(page).syllable_table.__getitem__, chain.from_iterable(readable_words(page))))


@fact
def reading_ease(page: Page) -> float:
    """Return the Flesch reading ease of the prose, about 0 (hard) to 100 (easy), by the language's formula.

    The formula has no bounds: show people what lies outside as 0 or 100.
    """
    return flesch_reading_ease(readability(page), language(page))


@fact
def paragraph_ease(page: Page) -> tuple[tuple[Block, int, float], ...]:
    """Return each prose block with its words and its reading ease, in order; addresses and code in it do not count."""
    pack, syllables = language(page), _syllables(page)
    read = zip(sentences(page), readable_words(page), strict=True)
    counted = [(sentence.block, len(words)) for sentence, words in read if words]
    found: list[tuple[Block, int, float]] = []
    begin = 0
    for block, group in groupby(counted, itemgetter(0)):
        lengths = [length for _, length in group]
        words = sum(lengths)
        ease = flesch_of(len(lengths), words, sum(syllables[begin : begin + words]), pack)
        found.append((page.blocks[block], words, ease))
        begin += words
    return tuple(found)
