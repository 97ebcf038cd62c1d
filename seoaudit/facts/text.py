"""The words and sentences of a page."""

from __future__ import annotations

import re
from itertools import chain, islice

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.language import Language, for_language
from seoaudit.page import Block, Page

#: English words among the first 400 that are function words, below which a text is not taken for English.
#: Edited English has 0.4 to 0.55, other languages in Latin script stay under 0.1.
_LEAST_FUNCTION_WORDS = 0.15
_SAMPLE = 400
#: So many function words are enough, whatever follows in the sample.
_ENOUGH = _LEAST_FUNCTION_WORDS * _SAMPLE
#: Scripts without spaces between words (Thai, Lao, Burmese, Khmer, Chinese, Japanese), and those of India,
#: whose vowel signs end what the tokenizer takes for a word.
_UNCOUNTABLE = r"[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
#: The share of such letters in a sample from which on a text is written in such a script.
_UNCOUNTABLE_SHARE = 0.2


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence of running prose: its place in ``page.text``, its lower-case words, its block's index."""

    start: int
    end: int
    words: tuple[str, ...]
    block: int

    @property
    def length(self) -> int:
        """Return the number of words."""
        return len(self.words)


@fact
def language(page: Page) -> Language:
    """Return the page's language pack: configured, else declared, else English if it reads like it.

    A text in a language without a pack gets one that has nothing in it, and the rules that need more do
    not apply.
    """
    declared = page.context.language or metadata(page).language.value
    if declared:
        return for_language(declared)
    english = for_language("en")
    known_words = english.function_words.__contains__
    # Its beginning shows what nearly every English text is; the last word may have been cut.
    if sum(map(known_words, english.words(page.text[: _SAMPLE * 3])[:_SAMPLE][:-1])) >= _ENOUGH:
        return english
    words = english.words(page.text[: _SAMPLE * 8])[:_SAMPLE]
    if len(words) < 20:
        return english
    known = sum(map(known_words, words))
    return english if known / len(words) >= _LEAST_FUNCTION_WORDS else for_language("und")


@fact
def english_share(page: Page) -> float | None:
    """Return the share of English function words in the main content's first 400; ``None`` below 100 words."""
    known = for_language("en").function_words
    words = first_words(page, _SAMPLE)
    if len(words) < _SAMPLE // 4:
        return None
    return sum(map(known.__contains__, words)) / len(words)


@fact
def prose(page: Page) -> tuple[Block, ...]:
    """Return the blocks of running prose in the main content: paragraphs and list items, quotes left out."""
    return tuple(b for b in page.blocks if b.main and not b.quote and b.kind in ("paragraph", "item"))


@fact
def paragraphs(page: Page) -> tuple[Block, ...]:
    """Return the paragraphs of the main content that hold at least one letter."""
    return tuple(
        b for b in page.blocks
        if b.main and b.kind == "paragraph" and not b.quote and any(map(str.isalnum, page.text[b.start : b.end]))
    )  # fmt: skip


@fact
def sentences(page: Page) -> tuple[Sentence, ...]:
    """Return the sentences of the prose, in order; a language unknown to us is split as English is."""
    pack = language(page)
    if not pack.has("sentences"):
        pack = for_language("en")
    text = page.text
    spans: list[tuple[int, int]] = []
    blocks: list[int] = []
    for index, block in enumerate(page.blocks):
        if block.main and not block.quote and block.kind in ("paragraph", "item"):
            own = pack.sentences(text[block.start : block.end])
            spans += [(block.start + start, block.start + end) for start, end in own]
            blocks += [index] * len(own)
    words = pack.words_of(text, spans)
    return tuple(
        Sentence(start, end, tuple(own), block)
        for (start, end), own, block in zip(spans, words, blocks, strict=True)
        if own
    )


def first_words(page: Page, limit: int) -> list[str]:
    """Return the first words of the prose, ``limit`` at most."""
    return list(islice(chain.from_iterable(sentence.words for sentence in sentences(page)), limit))


@fact
def stems(page: Page) -> tuple[tuple[str, ...], ...]:
    """Return the stems of each sentence's words, parallel to ``sentences``."""
    stem = language(page).stem_table.__getitem__
    return tuple(tuple(map(stem, sentence.words)) for sentence in sentences(page))


@fact
def block_words(page: Page) -> tuple[int, ...]:
    """Return the number of words of each block, parallel to ``page.blocks`` (0 outside the main content)."""
    words = language(page).words
    counts = [0] * len(page.blocks)
    for sentence in sentences(page):
        counts[sentence.block] += len(sentence.words)
    for index, block in enumerate(page.blocks):
        if block.main and (block.quote or block.kind not in ("paragraph", "item")):
            counts[index] = len(words(page.text[block.start : block.end]))
    return tuple(counts)


@fact
def word_count(page: Page) -> int:
    """Return the number of words in the main content: prose, headings, quotes, tables and captions."""
    return sum(block_words(page))


@fact
def words_are_countable(page: Page) -> bool:
    """Return whether words can be told apart, so that word counts mean something."""
    if page.text.isascii():
        return True
    sample = page.text[: _SAMPLE * 8]
    limit = _UNCOUNTABLE_SHARE * len(sample)
    # Each such letter takes two bytes more than a Latin one, so the length alone clears most texts, and the
    # pattern, slow to compile, is made only for the others.
    if len(sample.encode(errors="surrogatepass")) - len(sample) <= 2 * limit:
        return True
    return len(re.findall(_UNCOUNTABLE, sample)) <= limit
