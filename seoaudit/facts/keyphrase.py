"""The page's keyphrase, given or inferred, and where it occurs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.keyphrase_inference import infer, is_collection, topic_terms
from seoaudit.facts.metadata import Field, metadata, scalar
from seoaudit.facts.phrase_matching import Use, fold, offsets, stem_of, terms, uses, words_of
from seoaudit.facts.structure import headings
from seoaudit.facts.text import Sentence, language, sentences, words_are_separated
from seoaudit.language import Language
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import NotApplicable, Span
from seoaudit.page import Block, Page

KeyphraseOrigin = Literal["front matter", "html head", "configuration", "inferred"]

_KEYS = (
    "keyphrase", "focus_keyphrase", "focus_keyword", "seo.keyphrase", "seo.focus_keyphrase", "seo.focus_keyword",
    "focusKeyphrase", "focusKeyword", "focus-keyphrase", "focus-keyword",
)  # fmt: skip
#: Letters at the start of a stem that its words share, however they end.
_SURE_LETTERS = 3
_QUOTED = lazy_regex(r'^\s*["“](.+)["”]\s*$')


class Keyphrase(msgspec.Struct, frozen=True):
    """The phrase a page wants to be found for.

    ``stems`` are the stems of its content words, or all its words as they stand when it is ``exact``, that
    is, given in double quotes. ``length`` is the number of content words. ``span`` is the place where it was
    given, or the page's first line.
    """

    text: str
    origin: KeyphraseOrigin
    stems: tuple[str, ...]
    span: Span
    exact: bool = False
    length: int = 1

    @property
    def inferred(self) -> bool:
        """Return whether nobody chose it."""
        return self.origin == "inferred"


class KeyphraseMatch(msgspec.Struct, frozen=True, gc=False):
    """One use: running-text range from the first to the last matched word.

    ``sentence`` is the index of its sentence, -1 in a heading, caption, quote or table cell; ``block`` that
    of its block. ``exact`` when the words stand together and in order.
    """

    start: int
    end: int
    sentence: int
    exact: bool
    block: int = -1


class Coverage(msgspec.Struct, frozen=True, gc=False):
    """How much of the keyphrase a text has: ``found`` of its ``of`` content words.

    ``exact`` when the whole stands together and in order; ``before`` is then the number of content words in
    front of it, numbers not counted.
    """

    found: int
    of: int
    exact: bool = False
    before: int = 0

    @property
    def complete(self) -> bool:
        """Return whether all words are there."""
        return self.found == self.of


@fact
def given_keyphrase(page: Page) -> Keyphrase | None:
    """Return the keyphrase that somebody named, if any.

    The command line wins, then the page's front matter, then the configuration file, then keywords.
    """
    configured = Field(page.context.keyphrase.strip(), page.start)
    if configured and page.context.keyphrase_is_final:
        return _keyphrase(page, configured, "configuration")
    matter = page.front_matter
    if matter is not None:
        for key in _KEYS:
            value = scalar(matter.get(key))
            if value:
                span = matter.spans.get(key) or matter.spans.get(key.partition(".")[0]) or page.start
                return _keyphrase(page, Field(value, span), "front matter")
    if configured:
        return _keyphrase(page, configured, "configuration")
    return _first_keyword(page)


def _first_keyword(page: Page) -> Keyphrase | None:
    """Return the first of ``keywords`` where it is a choice rather than a tag among others.

    Many sites keep tags in ``keywords``, so it takes several words, and in front matter they come together somewhere
    in the text. In an HTML head, where themes print the tags as keywords, the title or H1 must have them, and
    what is written as tags are (“reinforcement-learning”) is one.
    """
    words = [field for field in metadata(page).keywords if not is_collection(field.value)]
    if not words:
        return None
    in_head = words[0].origin == "html head"
    phrase = _keyphrase(page, words[0], "html head" if in_head else "front matter")
    if phrase is None or phrase.length == 1:
        return None
    if in_head:
        if "-" in phrase.text and " " not in phrase.text:
            return None
        titles = [metadata(page).title.value, *(h.text for h in headings(page) if h.level == 1)]
        return phrase if any(_coverage(page, phrase, title).complete for title in titles) else None
    known = any(all(stem in stemmed for stem in phrase.stems) for stemmed in topic_terms(page))
    return phrase if known else None


def _keyphrase(page: Page, field: Field, origin: KeyphraseOrigin) -> Keyphrase | None:
    quoted = _QUOTED.match(field.value)
    text = " ".join((quoted[1] if quoted else field.value).split())
    pack = language(page)
    words = words_of(pack, text)
    content = [word for word in words if word not in function_words_of(pack)] or words
    if not words:
        return None
    compared = map(fold, words) if quoted else dict.fromkeys(stem_of(pack, word) for word in content)
    return Keyphrase(text, origin, tuple(compared), field.span, bool(quoted), len(content))


@fact
def keyphrase(page: Page) -> Keyphrase:
    """Return the keyphrase; raises ``NotApplicable`` when none is given and none can be inferred.

    Neither can a phrase be looked for in a script that does not separate words.
    """
    _need_words(page)
    given = given_keyphrase(page)
    return given if given is not None else inferred_keyphrase(page)


@fact
def inferred_keyphrase(page: Page) -> Keyphrase:
    """Return what the text reads as if it were about, whatever was set; raises ``NotApplicable`` without a guess."""
    text, compared = infer(page)
    return Keyphrase(text, "inferred", compared, page.start, False, len(compared))


@fact
def unset_keyphrase(page: Page) -> Keyphrase | None:
    """Return the inferred keyphrase where somebody set another one; ``None`` where they agree or nothing is set.

    They agree when their content words have the same stems.
    """
    given = given_keyphrase(page)
    if given is None:
        return None
    try:
        inferred = inferred_keyphrase(page)
    except NotApplicable:
        return None
    return None if set(inferred.stems) == content_stems(page, given) else inferred


def content_stems(page: Page, phrase: Keyphrase) -> set[str]:
    """Return the stems of a phrase's content words, also of one that is looked for exactly as it stands."""
    if not phrase.exact:
        return set(phrase.stems)
    pack = language(page)
    words = words_of(pack, phrase.text)
    grammar = function_words_of(pack)
    return {stem_of(pack, word) for word in words if word not in grammar}


@fact
def keyphrase_matches(page: Page) -> tuple[KeyphraseMatch, ...]:
    """Return the keyphrase's uses in the main content, headings included, in order.

    Its content words may stand in any order within one sentence, heading, caption or cell.
    """
    return matches_of(page, keyphrase(page))


def matches_of(page: Page, phrase: Keyphrase) -> tuple[KeyphraseMatch, ...]:
    """Return the uses of any phrase in the main content; see ``keyphrase_matches``."""
    found: list[KeyphraseMatch] = []
    prose = sentences(page)
    first = phrase.stems[0]
    for number, stemmed in enumerate(topic_terms(page)):
        if phrase.exact or (first in stemmed and all(stem in stemmed for stem in phrase.stems)):
            sentence = prose[number]
            known = None if phrase.exact else stemmed
            found += _matches(page, phrase, sentence, number, sentence.block, known)
    for index, block in enumerate(page.blocks):
        if (
            block.main
            and block.kind != "control"
            and (block.quote or block.kind not in ("paragraph", "item"))
        ):
            found += _matches(page, phrase, block, -1, index)
    found.sort(key=lambda match: match.start)
    return tuple(found)


def _matches(
    page: Page,
    phrase: Keyphrase,
    stretch: Sentence | Block,
    sentence: int,
    block: int,
    known: tuple[str, ...] | None = None,
) -> list[KeyphraseMatch]:
    """Return the uses in a stretch of the running text; ``known`` are its terms where they are."""
    pack, start, end = language(page), stretch.start, stretch.end
    if known is None:
        text = page.text[start:end]
        if not phrase.exact and not _may_hold(text, phrase.stems):
            return []
        known = tuple(terms(pack, text, exact=phrase.exact))
    found = _uses(pack, phrase, known)
    if not found:
        return []
    places = offsets(pack, page.text, start, end, limit=found[-1].last + 1)
    return [
        KeyphraseMatch(places[use.first][0], places[use.last][1], sentence, use.exact, block) for use in found
    ]


def _may_hold(text: str, stems: tuple[str, ...]) -> bool:
    """Return whether a look at the letters leaves it open that the text has all the stems.

    A stem differs from its words in the last letters only, save for accents.
    """
    if not text.isascii():
        return True
    folded = text.lower()
    return all(stem[:_SURE_LETTERS] in folded for stem in stems)


def _lacks(text: str, stems: tuple[str, ...]) -> bool:
    """Return whether a look at the letters is enough to say that the text has none of the stems."""
    if not text.isascii():
        return False
    folded = text.lower()
    return all(stem[:_SURE_LETTERS] not in folded for stem in stems)


def _uses(pack: Language, phrase: Keyphrase, found: Sequence[str]) -> list[Use]:
    return uses(found, phrase.stems, exact=phrase.exact, between=function_words_of(pack))


def matches_in(page: Page, text: str) -> tuple[KeyphraseMatch, ...]:
    """Return the keyphrase's uses in any text, a title or a description, with offsets into that text."""
    phrase, pack = keyphrase(page), language(page)
    found = _uses(pack, phrase, terms(pack, text, exact=phrase.exact))
    places = offsets(pack, text, 0, len(text), limit=found[-1].last + 1) if found else []
    return tuple(KeyphraseMatch(places[use.first][0], places[use.last][1], -1, use.exact) for use in found)


def coverage_in(page: Page, text: str) -> Coverage:
    """Return how much of the keyphrase a text has."""
    return _coverage(page, keyphrase(page), text)


def _coverage(page: Page, phrase: Keyphrase, text: str) -> Coverage:
    pack = language(page)
    size = len(set(phrase.stems))
    if not phrase.exact and _lacks(text, phrase.stems):
        return Coverage(0, size)
    found = terms(pack, text, exact=phrase.exact)
    whole = [use for use in _uses(pack, phrase, found) if use.exact]
    if whole:
        grammar = function_words_of(pack)
        before = [word for word in words_of(pack, text)[: whole[0].first] if word not in grammar]
        return Coverage(size, size, True, sum(not word.isdigit() for word in before))
    # The words of an exact phrase are nothing by themselves unless they stand together.
    have = len(set(found).intersection(phrase.stems))
    return Coverage(have - (phrase.exact and have == size), size)


def inferred_note(page: Page) -> str:
    """Return what a finding about an inferred keyphrase adds to its message; ``""`` for one that was given."""
    phrase = keyphrase(page)
    return " (keyphrase inferred; set `keyphrase:` to choose)" if phrase.inferred else ""


def chosen_keyphrase(page: Page) -> Keyphrase:
    """Return the keyphrase somebody chose.

    Raises ``NotApplicable`` for one that was inferred: a rule that judges the choice would judge our guess.
    """
    _need_words(page)
    given = given_keyphrase(page)
    if given is None:
        raise NotApplicable("no keyphrase is set, and an inferred one is no choice to be judged")
    return given


def _need_words(page: Page) -> None:
    if not words_are_separated(page):
        raise NotApplicable("the words of a keyphrase cannot be told apart in this script")


@lru_cache(maxsize=8)
def function_words_of(pack: Language) -> frozenset[str]:
    """Return the language's function words and their stems; none in a language without a list."""
    if not pack.has("function_words"):
        return frozenset()
    listed = pack.function_words
    return listed | {stem_of(pack, word) for word in listed}
