"""Readability counts of the prose, in one pass."""

from __future__ import annotations

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
    return count(texts, language(page))


@fact
def reading_ease(page: Page) -> float:
    """Return the Flesch reading ease of the prose, about 0 (hard) to 100 (easy), by the language's formula.

    The formula has no bounds: show people what lies outside as 0 or 100.
    """
    return flesch_reading_ease(readability(page), language(page))


@fact
def paragraph_ease(page: Page) -> tuple[tuple[Block, int, float], ...]:
    """Return each prose block with its words and its reading ease, in order; addresses and code in it do not count."""
    pack = language(page)
    syllables_of = pack.syllable_table.__getitem__
    # One walk with running sums: grouping the sentences first takes twice as long.
    found: list[tuple[Block, int, float]] = []
    at, lengths, words, syllables = -1, 0, 0, 0
    for sentence, read in zip(sentences(page), readable_words(page), strict=True):
        if not read:
            continue
        if sentence.block != at:
            if lengths:
                found.append((page.blocks[at], words, flesch_of(lengths, words, syllables, pack)))
            at, lengths, words, syllables = sentence.block, 0, 0, 0
        lengths += 1
        words += len(read)
        syllables += sum(map(syllables_of, read))
    if lengths:
        found.append((page.blocks[at], words, flesch_of(lengths, words, syllables, pack)))
    return tuple(found)
