"""What the linter knows of one language.

A language is a row in `languages.txt` (sentences, stems) and, for more, a folder of word lists
named by its primary subtag; see `en`. What cannot be a list (the passive voice) is one small
module in that folder. Nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib import import_module
from typing import Protocol, cast

import msgspec

from seoaudit.language import added, data, phrases, tokens
from seoaudit.language.errors import MissingLanguagePart
from seoaudit.language.phrases import Phrases
from seoaudit.language.sentences import sentence_spans
from seoaudit.language.stems import StemTable, stem_table
from seoaudit.language.syllables import SyllableTable, syllable_table
from seoaudit.language.tokens import Span

#: Parts that are in a file of another name, any of these.
_WORD_FILES = {
    "syllables": ("syllable_fragments", "syllable_nuclei"),
    "passive": ("participles",),
    "invitations": ("invitations/asks",),
}
ENGLISH_SENTENCE = 20
"""Words from which on a sentence is commonly called long in English."""
#: Scripts whose letters take no combining marks, so that words need not be looked through for them.
_UNMARKED = frozenset({"Latn", "Hani", "Jpan", "Kore"})
#: Scripts without a mark at the end of a sentence.
_UNPUNCTUATED = frozenset({"Thai"})


class _PassiveModule(Protocol):
    """What `seoaudit.language.<subtag>.passive` offers."""

    def first_passive(self, words: Sequence[str]) -> int | None:
        """Return the index of the first token of a passive, or None."""


class Language(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A language pack. Methods and lists it lacks raise `MissingLanguagePart`.

    A part is looked up at its first use and is an attribute from then on: rules ask for them word by word.

    Parts: sentences, stems, syllables, passive, and the word lists function_words,
    transition_words, filler_phrases, generic_link_texts, generic_headings, common_words, title_words,
    number_words, topic_words (for guessing keyphrases), invitations (calls to action).
    """

    tag: str
    """As it was asked for: "en-GB"."""
    root: str
    """The primary subtag in lower case: "en"."""
    name: str
    """In English; the tag itself when the language is unknown."""
    algorithm: str | None
    """The Snowball stemmer, if there is one."""
    known: bool
    """Whether the language is in the table at all."""
    script: str = ""
    """The script it is written in (ISO 15924); empty when the language is unknown."""
    marked: bool = False
    """Whether its script has combining marks, which are then part of their word."""
    long_sentence: int = ENGLISH_SENTENCE
    """Words in a sentence that is as long as one of 20 words is in English."""

    def words_for(self, english: int) -> int:
        """Return how many words a sentence has here that has ``english`` words in English."""
        return round(english * self.long_sentence / ENGLISH_SENTENCE)

    def has(self, part: str) -> bool:
        """Whether this pack has a part, so that rules can tell before they ask for it."""
        return _has(self, part)

    # Words: the same for every language, so never missing.

    def words(self, text: str) -> list[str]:
        """Return the words of `text`, lower case, apostrophes straight."""
        return tokens.words(text, marked=self.marked)

    def word_spans(
        self, text: str, start: int = 0, end: int | None = None, *, limit: int | None = None
    ) -> list[Span]:
        """Return the offsets of the words of `text[start:end]`, in step with `words`; of the first `limit` only."""
        return tokens.word_spans(text, start, end, marked=self.marked, limit=limit)

    def words_of(self, text: str, spans: Iterable[Span]) -> list[list[str]]:
        """Return the words of each span of `text`; faster than `words` on slices."""
        return tokens.words_of_spans(text, spans, marked=self.marked)

    # Sentences, stems, syllables.

    def sentences(self, text: str) -> list[Span]:
        """Return the sentences of one block: offsets into `text`, no white space at the ends."""
        return sentence_spans(text, self._sentence_rules)

    def stem(self, word: str) -> str:
        """Return the stem of a lower-case word, without accents and possessive 's."""
        return self.stem_table[word]

    def stems(self, words: Iterable[str]) -> list[str]:
        """Return the stem of each lower-case word."""
        return list(map(self.stem_table.__getitem__, words))

    @cached_property
    def stem_table(self) -> StemTable:
        """A mapping of lower-case words to stems that fills itself."""
        if self.algorithm is None:
            raise MissingLanguagePart(self.tag, "stems")
        return stem_table(self.algorithm, self.root)

    def syllables(self, word: str) -> int:
        """Return the number of syllables of a lower-case word, at least 1."""
        return self.syllable_table[word]

    @cached_property
    def syllable_table(self) -> SyllableTable:
        """A mapping of lower-case words to syllables that fills itself."""
        self._require("syllables")
        return syllable_table(self.root)

    @property
    def elisions(self) -> frozenset[str]:
        """What stands before the apostrophe of two words written as one: the "l" of "l'article"."""
        return data.words(self.root, "elisions") if self.known else frozenset()

    # Grammar.

    def passive(self, words: Sequence[str]) -> int | None:
        """Return the index of the first token of a passive construction of a sentence, or None.

        `words` are the lower-case words of one sentence.
        """
        return self._first_passive(words)

    def transition(self, words: Sequence[str]) -> bool:
        """Whether a sentence, given as lower-case words, has a transition word or phrase."""
        return self.transition_words.occur_in(words)

    # Lists.

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Words that carry grammar and no topic."""
        self._require("function_words")
        return data.words(self.root, "function_words")

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Long words that nearly every reader knows."""
        self._require("common_words")
        return data.words(self.root, "common_words")

    @cached_property
    def transition_words(self) -> Phrases:
        """Words and phrases that link a sentence to what stands before it."""
        return self._phrases("transition_words")

    @cached_property
    def filler_phrases(self) -> Phrases:
        """Stock phrases that say nothing."""
        return self._phrases("filler_phrases")

    @cached_property
    def generic_link_texts(self) -> frozenset[str]:
        """Link texts that name no target, as lower-case words with single blanks."""
        self._require("generic_link_texts")
        return phrases.whole_texts(self.root, "generic_link_texts", marked=self.marked)

    @cached_property
    def generic_headings(self) -> frozenset[str]:
        """Headings that name no topic, as lower-case words with single blanks."""
        self._require("generic_headings")
        return phrases.whole_texts(self.root, "generic_headings", marked=self.marked)

    @cached_property
    def title_words(self) -> Mapping[str, frozenset[str]]:
        """Words in titles by what they tell: `listed` nouns, words of `advice`, `openings` of questions."""
        self._require("title_words")
        return data.classes(self.root, "title_words")

    @cached_property
    def number_words(self) -> Mapping[str, int]:
        """Numbers in words, as counts and as ordinals: "seven" and "seventh" are 7."""
        self._require("number_words")
        return _number_words(self.root)

    def is_generic_link_text(self, text: str) -> bool:
        """Whether a link text as a whole is generic; case, arrows and punctuation aside."""
        return " ".join(self.words(text)) in self.generic_link_texts

    def is_generic_heading(self, text: str) -> bool:
        """Whether a heading as a whole is generic; case, numbering and punctuation aside."""
        words = self.words(text)
        while words and words[0].isdigit():
            words = words[1:]
        return " ".join(words) in self.generic_headings

    def is_common(self, word: str) -> bool:
        """Whether a lower-case word, or the singular of a plural in -s, is in `common_words`."""
        common = self.common_words
        return word in common or word.removesuffix("'s").removesuffix("s") in common

    @cached_property
    def _sentence_rules(self) -> str:
        self._require("sentences")
        return self.root

    @cached_property
    def _first_passive(self) -> Callable[[Sequence[str]], int | None]:
        self._require("passive")
        return _added_passive(self.root) or _passive_module(self.root).first_passive

    def _phrases(self, part: str) -> Phrases:
        self._require(part)
        return phrases.phrase_list(self.root, part)

    def _require(self, part: str) -> None:
        if not _has(self, part):
            raise MissingLanguagePart(self.tag, part)


@lru_cache(maxsize=256)
def for_language(tag: str) -> Language:
    """Return the pack for a BCP 47 tag such as "en", "en-GB" or "pt_BR".

    An unknown tag gives a pack with nothing in it but `words`, never an error.
    """
    root = tag.strip().replace("_", "-").partition("-")[0].lower()
    row = _table().get(root)
    if row is None:
        return Language(tag=tag, root=root, name=tag, algorithm=None, known=False, marked=True)
    name, algorithm, script, long_sentence = row
    return Language(
        tag=tag, root=root, name=name, algorithm=None if algorithm == "-" else algorithm, known=True,
        script=script, marked=script not in _UNMARKED, long_sentence=long_sentence,
    )  # fmt: skip


@cache
def _has(language: Language, part: str) -> bool:
    if not language.known:
        return False  # a tag comes from the page: an unknown one must not become a path
    if part == "sentences":
        return language.script not in _UNPUNCTUATED
    if part == "stems":
        return language.algorithm is not None
    if part == "passive" and _added_passive(language.root):
        return True
    return any(data.exists(language.root, file) for file in _WORD_FILES.get(part, (part,)))


@cache
def _table() -> dict[str, tuple[str, str, str, int]]:
    """Primary subtag to name, Snowball algorithm, script and the length of long sentences."""
    table: dict[str, tuple[str, str, str, int]] = {}
    for line in data.lines("", "languages"):
        root, name, algorithm, script, long_sentence = line.split("\t")
        table[root] = (name, algorithm, script, int(long_sentence))
    for each in added.spoken():
        known = (each.name or each.code, each.stemmer or "-", each.script, each.long_sentence)
        table.setdefault(each.code, known)
    return table


@cache
def _number_words(root: str) -> dict[str, int]:
    rows = (line.split() for line in data.lines(root, "number_words"))
    return {name: int(number) for number, *names in rows for name in names}


def _added_passive(root: str) -> Callable[[Sequence[str]], int | None] | None:
    return next((each.passive for each in added.spoken() if each.code == root and each.passive), None)


@cache
def _passive_module(root: str) -> _PassiveModule:
    return cast("_PassiveModule", import_module(f"seoaudit.language.{root}.passive"))
