"""The words and sentences of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.language import Language, for_language, guess
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Block, Page

_SAMPLE = 400
#: Scripts without blanks between words: Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese.
_UNSEPARATED = r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_CHINESE, _JAPANESE = r"[\u3040-\u30ff\u3400-\u9fff]", r"[\u3040-\u30ff]"
#: The share of such letters in a sample from which on a text is written in such a script, and of kana from
#: which on it is Japanese.
_UNSEPARATED_SHARE, _KANA_SHARE = 0.2, 0.1
#: Characters that say as much as a word of English, the medians of 12 and 11 articles in Chinese (1.63 in
#: simplified, 1.67 in traditional characters) and of 12 in Japanese beside their English originals.
_CHINESE_WORD, _JAPANESE_WORD = 1.65, 3.0
#: A formula that stands by itself, as MathJax and KaTeX find it in the text of a page.
_FORMULA = lazy_regex(
    r"\$\$[^$]{1,4000}\$\$|\\\[.{1,4000}?\\\]|\\begin\{(\w{1,20}\*?)\}.{1,4000}?\\end\{\1\}", re.DOTALL
)
_FORMULA_MARKS = ("$$", "\\[", "\\begin{")
_TAG = lazy_regex(r"[A-Za-z]{2,3}(?:[-_.@]\w+)*")


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence of running prose: its place in ``page.text``, its lower-case words, its block's index.

    As it is written it is ``page.text[sentence.start : sentence.end]``; a finding about it points at
    ``page.span(sentence.start, sentence.end)``.
    """

    start: int
    end: int
    words: tuple[str, ...]
    block: int

    @property
    def length(self) -> int:
        """Return the number of words."""
        return len(self.words)


def is_in(page: Page, tags: Iterable[str]) -> bool:
    """Return whether the page is in one of the languages; “en” is “en-GB” too."""
    tag = language(page).tag.lower().replace("_", "-")
    return any(tag == each.lower() or tag.startswith(f"{each.lower()}-") for each in tags)


@fact
def language(page: Page) -> Language:
    """Return the page's language pack: configured, else declared, else told by its path and its words.

    A language without a pack gets one that has nothing in it, and the rules that need more do not apply.
    What is declared is not overruled, unless it is no language at all (`language: Go`).
    """
    declared = page.context.language
    if not declared:
        field = metadata(page).language
        declared = "" if field.templated else field.value.strip()
    if declared and _TAG.fullmatch(declared):
        return for_language(declared)
    return for_language(guess.guess(page.text, guess.in_path(page.source.name)))


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
    own_pack = language(page)
    pack = own_pack if own_pack.has("sentences") else for_language("en")
    text = _without_formulas(page.text)
    spans: list[tuple[int, int]] = []
    blocks: list[int] = []
    for index, block in enumerate(page.blocks):
        if block.main and not block.quote and block.kind in ("paragraph", "item"):
            own = pack.sentences(text[block.start : block.end])
            spans += [(block.start + start, block.start + end) for start, end in own]
            blocks += [index] * len(own)
    words = own_pack.words_of(text, spans)
    return tuple(
        Sentence(start, end, tuple(own), block)
        for (start, end), own, block in zip(spans, words, blocks, strict=True)
        if own
    )


def _without_formulas(text: str) -> str:
    """Return the text with blanks for the formulas that stand by themselves: they are no sentences."""
    if not any(mark in text for mark in _FORMULA_MARKS):
        return text
    return _FORMULA.sub(lambda formula: " " * len(formula[0]), text)


@fact
def vocabulary(page: Page) -> frozenset[str]:
    """Return the different words of the sentences: what none of them holds need not be looked for in each."""
    return frozenset(chain.from_iterable(sentence.words for sentence in sentences(page)))


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
    """Return the number of words of each block, parallel to ``page.blocks`` (0 outside the main content).

    Chinese and Japanese characters count for as many words as say the same in English.
    """
    words = language(page).words
    counts = [0] * len(page.blocks)
    for sentence in sentences(page):
        counts[sentence.block] += len(sentence.words)
    for index, block in enumerate(page.blocks):
        if block.main and (block.quote or block.kind not in ("paragraph", "item")):
            counts[index] = len(words(page.text[block.start : block.end]))
    if (per_word := _characters_per_word(page)) > 1:
        letters = re.compile(_CHINESE)
        for index, block in enumerate(page.blocks):
            if counts[index]:
                rest, characters = letters.subn(" ", page.text[block.start : block.end])
                counts[index] = round(characters / per_word) + len(words(rest))
    return tuple(counts)


@fact
def word_count(page: Page) -> int:
    """Return the number of words in the main content: prose, headings, quotes, tables and captions."""
    return sum(block_words(page))


@fact
def words_are_separated(page: Page) -> bool:
    """Return whether the text has blanks between its words, so that single words can be told."""
    return _characters_per_word(page) == 1


@fact
def words_are_countable(page: Page) -> bool:
    """Return whether word counts mean something: words can be told apart, or reckoned from the characters."""
    return _characters_per_word(page) > 0


@fact
def _characters_per_word(page: Page) -> float:
    """Return how many characters make a word where there are no blanks; 1 where there are, 0 if nobody knows."""
    if page.text.isascii():
        return 1
    sample = page.text[: _SAMPLE * 8]
    limit = _UNSEPARATED_SHARE * len(sample)
    # Each such letter takes two bytes more than a Latin one, so the length alone clears most texts, and the
    # pattern, slow to compile, is made only for the others.
    if len(sample.encode(errors="surrogatepass")) - len(sample) <= 2 * limit:
        return 1
    if len(re.findall(_UNSEPARATED, sample)) <= limit:
        return 1
    if len(re.findall(_CHINESE, sample)) <= limit:
        return 0
    return _JAPANESE_WORD if len(re.findall(_JAPANESE, sample)) > _KANA_SHARE * len(sample) else _CHINESE_WORD
