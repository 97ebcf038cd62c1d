"""The names of a site's pages, to be found in texts: all at once, in one walk over each.

A name has several words, or one that is written like no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from sys import intern
from typing import Any

import msgspec

from seoaudit.language import for_language
from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.database import Site

#: What others call a page is its name when so many of them do, and hardly any use the words for another page.
_LEAST_CALLERS, _OF_CALLERS = 2, 0.7
#: A single word is one only when it is written as no common word is, “createContext” or “HTTP2”, and by more.
_CALLERS_OF_A_WORD = 3
_DISTINCTIVE = lazy_regex(r"[a-z][A-Z]|[A-Z]{2}|[a-zA-Z]\d")
_SIGNS_OF_CODE = "<>{}="

_NAMES = """
    SELECT names.page AS page, names.stems AS stems, names.text AS text, names.origin AS origin,
           names.content AS content, pages.language AS language
    FROM names JOIN pages ON pages.key = names.page
    WHERE pages.indexable = 1 AND pages.kind IN ('post', 'page') AND names.content > 1 AND names.page <> ?
    ORDER BY names.page, names.stems
"""
_CALLED = """
    SELECT links.anchor_stems AS stems, MIN(links.anchor) AS text, links.target AS page, pages.language AS language,
           COUNT(DISTINCT links.source) AS callers
    FROM links
    JOIN pages ON pages.key = links.target
    JOIN pages AS callers ON callers.key = links.source AND callers.language = pages.language
    WHERE links.main = 1 AND links.anchor_stems <> '' AND links.source <> links.target
      AND pages.indexable = 1 AND pages.kind IN ('post', 'page') AND links.target <> ?
    GROUP BY links.anchor_stems, links.target, pages.language
    ORDER BY links.anchor_stems, links.target
"""


#: How sure a name is its page's: its keyphrase, title or H1, and what others call it.
_OWN, _CALLED_SO = 1.0, 0.7
#: Words of so many letters are not asked for a plural s: “css”, “aws”.
_SHORT = 3


class Bearer(msgspec.Struct, frozen=True):
    """A page (its key) that bears a name, how it is written, and how sure the name is the page's: 1 or less."""

    page: str
    text: str
    surety: float


class Name(msgspec.Struct, frozen=True):
    """A name by its stems; ``forms`` are the ways it is written, plurals aside: other words of the stems are no name."""

    number: int
    stems: tuple[str, ...]
    content: frozenset[str]
    bearers: list[Bearer]
    forms: set[tuple[str, ...]]


class NameTrie:
    """The names by language, first stem and number of stems, so that many that begin alike cost no more than one."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], Name] = {}
        self._starts: dict[str, dict[str, dict[int, dict[tuple[str, ...], Name]]]] = {}

    def add(self, language: str, stems: str, bearer: Bearer) -> None:
        """Add a name by its stems, parted by blanks, in a language (see ``root_of``)."""
        name = self._names.get((language, stems))
        if name is None:
            words = tuple(map(intern, stems.split()))  # the names of all pages are held at once
            content = frozenset(words) - grammar_of(language)
            name = self._names[language, stems] = Name(len(self._names), words, content, [], set())
            lengths = self._starts.setdefault(language, {}).setdefault(words[0], {})
            lengths.setdefault(len(words), {})[words] = name
        name.forms.add(tuple(map(intern, _form(for_language(language).words(bearer.text.lower())))))
        if all(known.page != bearer.page for known in name.bearers):
            name.bearers.append(bearer)

    def found(self, language: str, words: Sequence[str], stems: Sequence[str]) -> Iterator[tuple[str, Name]]:
        """Yield the names in a sentence with the words there, the longest first, without overlaps."""
        starts = self._starts.get(language)
        if starts is None:
            return
        free = 0
        for at, stem in enumerate(stems):
            lengths = starts.get(stem) if at >= free else None
            if lengths:
                for length in sorted(lengths, reverse=True):
                    name = lengths[length].get(tuple(stems[at : at + length]))
                    if name is not None and _form(words[at : at + length]) in name.forms:
                        yield " ".join(words[at : at + length]), name
                        free = at + length
                        break


def trie_of(site: Site) -> NameTrie:
    """Return the names of a site's pages: what they call themselves, and what others call them."""
    trie = NameTrie()
    for row in site.query(_NAMES, site.home):
        if " " in row["text"]:  # not a name of a file or of a function
            trie.add(root_of(row["language"]), row["stems"], Bearer(row["page"], row["text"], _OWN))
    rows: list[Any] = []
    for row in site.query(_CALLED, site.home):
        if rows and rows[0]["stems"] != row["stems"]:
            _add_called(trie, rows)
            rows = []
        rows.append(row)
    _add_called(trie, rows)
    return trie


def _add_called(trie: NameTrie, rows: Sequence[Any]) -> None:
    """Add an anchor's words as a name of the page that nearly all who use them link to."""
    if not rows:
        return
    most = max(rows, key=lambda row: row["callers"])
    language = root_of(most["language"])
    content = {stem for stem in most["stems"].split() if not stem.isdigit()} - grammar_of(language)
    if len(content) == 1 and (len(most["stems"].split()) > 1 or not _DISTINCTIVE.search(most["text"])):
        return
    if len(content) > 1 and any(sign in most["text"] for sign in _SIGNS_OF_CODE):
        return
    if not content or most["callers"] < (_LEAST_CALLERS if len(content) > 1 else _CALLERS_OF_A_WORD):
        return
    if most["callers"] >= _OF_CALLERS * sum(row["callers"] for row in rows):
        pack = for_language(language)
        stems = pack.stems(pack.words(most["text"].lower())) if pack.algorithm else most["stems"].split()
        trie.add(language, " ".join(stems), Bearer(most["page"], most["text"], _CALLED_SO))


def _form(words: Sequence[str]) -> tuple[str, ...]:
    """Return words as they are compared: a plural is the same name, another form of the words is not."""
    return tuple([word[:-1] if word.endswith("s") and len(word) > _SHORT else word for word in words])


def root_of(language: str) -> str:
    """Return the language of a tag, without script and country."""
    return language.partition("-")[0].lower()


@cache
def grammar_of(language: str) -> frozenset[str]:
    """Return the function words of a language (see ``root_of``) and their stems; none where it has no stems."""
    pack = for_language(language)
    if pack.algorithm is None or not pack.has("function_words"):
        return frozenset()
    return frozenset(pack.stems(pack.function_words)) | pack.function_words
