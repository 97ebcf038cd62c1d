"""Which words can make up a topic, and which stretches of a text could name one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from seoaudit.facts.phrase_matching import words_of
from seoaudit.language import Language, data
from seoaudit.lazy_regex import lazy_regex

#: A phrase of more content words is a sentence, not a topic.
MOST_WORDS = 4
#: Where a text breaks into parts that are read by themselves.
_BREAK = lazy_regex(r"[:;,.!?()\[\]|/–—“”\"]+(?:\s|$)|\s[-–—|/]\s|[|–—“”\"]")
#: Words of one letter that may stand inside a topic: "mise à jour".
_LETTERS_WITHIN = frozenset({"à"})


class TopicWords:
    """A language's words by their part in topics.

    ``rather_verbs`` are the ends of words that are rather verbs than topics. ``joiners`` are the function words that
    may stand inside a topic: "code of conduct", "código de conducta".
    """

    def __init__(self, pack: Language) -> None:
        classes = data.classes(pack.root, "topic_words")
        self._pack = pack
        self.joiners: frozenset[str] = classes.get("joiners", frozenset())
        self._breaks = pack.function_words - self.joiners
        self._not_first = classes["edge"] | pack.function_words
        self._not_last = classes["last"] | self._not_first
        #: The words that say nothing of what a text is about by themselves.
        self.not_alone = classes["alone"] | self._not_last
        # English lists the few forms that it has, and means only these ("test" is no topic, "testing" is one).
        self._stems_not_alone = (
            frozenset[str]() if pack.root == "en" else frozenset(pack.stems(classes["alone"]))
        )
        self._no_nouns = tuple(sorted(classes.get("endings", ())))
        self.rather_verbs = tuple(sorted(classes.get("weak", ())))

    def runs(self, text: str) -> Iterator[list[str]]:
        """Yield the stretches of a text, as lower-case words, that no punctuation and no function word breaks."""
        for part in _BREAK.split(text):
            run: list[str] = []
            for word in self.words(part):
                if word in self._breaks or (len(word) == 1 and word not in _LETTERS_WITHIN):
                    if run:
                        yield run
                    run = []
                else:
                    run.append(word)
            if run:
                yield run

    def words(self, text: str) -> list[str]:
        """Return the lower-case words of a text, hyphenated ones in parts, without possessive ``'s``."""
        return [word.removesuffix("'s") for word in words_of(self._pack, text)]

    def ranges(self, run: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the ranges of a run that may be a topic by how they begin and end."""
        ends = [at + 1 for at, word in enumerate(run) if word not in self._not_last and not word.isdigit()]
        for start, word in enumerate(run):
            if word not in self._not_first and not word.isdigit():
                for end in ends:
                    if start < end <= start + MOST_WORDS and self.may_be_topic(run[start:end]):
                        yield start, end

    def may_be_topic(self, phrase: Sequence[str]) -> bool:
        """Return whether words in a row may be a topic by what they are, however they begin and end."""
        if len(phrase) == 1:
            word = phrase[0]
            return (
                len(word) > 2
                and word not in self.not_alone
                and not (self._stems_not_alone and self._pack.stem(word) in self._stems_not_alone)
                and not word.isdigit()
                and not word.endswith(self._no_nouns)
            )
        return 0 < len(phrase) <= MOST_WORDS and len(set(phrase)) == len(phrase)


@lru_cache(maxsize=8)
def topic_words(pack: Language) -> TopicWords | None:
    """Return the topic words of a language, ``None`` where it lacks the lists that it takes."""
    if not (pack.has("function_words") and pack.algorithm and data.exists(pack.root, "topic_words")):
        return None
    return TopicWords(pack)


@lru_cache(maxsize=8)
def no_topics(pack: Language) -> frozenset[str]:
    """Return the words that say nothing of what a text is about by themselves, as far as the language has lists."""
    if not pack.has("function_words"):
        return frozenset()
    words = topic_words(pack)
    return words.not_alone if words else pack.function_words
