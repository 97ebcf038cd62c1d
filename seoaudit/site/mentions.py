"""Where the text of a page names another page: by its keyphrase, its title, or the words others link to it with.

Names have several words (or one that is written like no other), and count only where the two pages have another topic in common. All names are looked for at once, in one walk over each text; nothing is compared page by page. The texts are walked
twice, because how telling a name is depends on how many pages say it.
"""

from __future__ import annotations

import posixpath
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import log
from typing import Any, NamedTuple

import msgspec

from seoaudit.language import Language, for_language
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.site.database import Site

#: A name that stands for more pages than this names none of them.
_MAX_BEARERS = 5
#: What others call a page is its name when so many of them do, and hardly any use the words for another page.
_LEAST_CALLERS, _OF_CALLERS = 2, 0.7
#: A single word is one only when it is written as no common word is, “createContext” or “HTTP2”, and by more.
_CALLERS_OF_A_WORD = 3
_DISTINCTIVE = lazy_regex(r"[a-z][A-Z]|[A-Z]{2}|[a-zA-Z]\d")
_SIGNS_OF_CODE = "<>{}="
#: Longer “sentences” are tables and lists of data.
_MAX_SENTENCE = 60
#: A name may stand on every tenth page, and on this many of a small site; beyond that it is a word of the trade.
_MAX_SHARE, _ALWAYS = 0.1, 3
#: A stem among the topics of more pages than these joins none of them.
_COMMON_TOPIC, _ALWAYS_A_TOPIC = 0.25, 3
#: Least information of a name's words, in nats: two words that each stand on every fourth page have 2.8. On a site
#: of a few pages no words can have that much; there it is this share of what they could have.
_LEAST_INFORMATION, _OF_POSSIBLE = 2.8, 0.6

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
_TEXTS = """
    SELECT texts.page AS page, texts.words AS words, texts.sentences AS sentences, pages.language AS language,
           pages.keyphrase_stems AS keyphrase
    FROM texts JOIN pages ON pages.key = texts.page
    WHERE pages.published = 1 AND pages.kind IN ('post', 'page')
    ORDER BY texts.page
"""
_LINKS = """
    SELECT target, href, status, anchor_stems, start_at, end_at FROM links WHERE source = ? AND main = 1 ORDER BY start_at
"""


_TOPICS = """
    SELECT terms.page AS page, terms.stem AS stem
    FROM terms JOIN (SELECT stem FROM terms GROUP BY stem HAVING COUNT(*) <= ?) AS rare ON rare.stem = terms.stem
    ORDER BY terms.page, terms.stem
"""


class Mention(msgspec.Struct, frozen=True):
    """A page (key ``source``) names another (``target``) in a sentence, whose place is ``span``.

    ``name`` is as the target or those who link to it write it. ``weight`` ranks: how rare the name is, and how
    sure it is the target's. ``linked``: the page links to the target already. ``words`` are those of the sentence,
    in lower case.
    """

    source: str
    target: str
    name: str
    span: Span
    weight: float
    linked: bool
    words: str = ""


class _Bearer(msgspec.Struct, frozen=True):
    page: str
    text: str
    surety: float
    """1: its keyphrase, title or H1; less: what others call it."""


_OWN, _CALLED_SO = 1.0, 0.7
#: Words of so many letters are not asked for a plural s: “css”, “aws”.
_SHORT = 3


class _Name(msgspec.Struct, frozen=True):
    """A name by its stems; ``forms`` are the ways it is written, plurals aside: other words of the stems are no name."""

    number: int
    stems: tuple[str, ...]
    content: frozenset[str]
    bearers: list[_Bearer]
    forms: set[tuple[str, ...]]


class _Said(NamedTuple):
    """A name in a text: the number of the sentence, the words as they stand there."""

    sentence: int
    words: str
    name: _Name


class _Trie:
    """The names by language, first stem and number of stems, so that many that begin alike cost no more than one."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], _Name] = {}
        self._starts: dict[str, dict[str, dict[int, dict[tuple[str, ...], _Name]]]] = {}

    def add(self, language: str, stems: str, bearer: _Bearer) -> None:
        name = self._names.get((language, stems))
        if name is None:
            words = tuple(stems.split())
            content = frozenset(words) - _grammar(language)
            name = self._names[language, stems] = _Name(len(self._names), words, content, [], set())
            lengths = self._starts.setdefault(language, {}).setdefault(words[0], {})
            lengths.setdefault(len(words), {})[words] = name
        name.forms.add(_form(for_language(language).words(bearer.text.lower())))
        if all(known.page != bearer.page for known in name.bearers):
            name.bearers.append(bearer)

    def found(self, language: str, words: Sequence[str], stems: Sequence[str]) -> Iterator[tuple[str, _Name]]:
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


def mentions(site: Site) -> Iterator[Mention]:
    """Yield for each page, by key, the other pages that its text names, each once, the weightiest first."""
    trie = _trie(site)
    rarity = _Rarity(site, trie)
    topics = _topics(site, rarity.pages)
    for row in site.query(_TEXTS):
        said = rarity.said.get(row["page"])
        if not said:
            continue
        best: dict[str, Mention] = {}
        for mention in _in_text(row, list(site.query(_LINKS, row["page"])), said, rarity, topics):
            known = best.get(mention.target)
            if known is None or mention.weight > known.weight:
                best[mention.target] = mention
        yield from sorted(best.values(), key=lambda each: (-each.weight, each.target))


def _trie(site: Site) -> _Trie:
    trie = _Trie()
    for row in site.query(_NAMES, site.home):
        if " " in row["text"]:  # not a name of a file or of a function
            trie.add(_root(row["language"]), row["stems"], _Bearer(row["page"], row["text"], _OWN))
    rows: list[Any] = []
    for row in site.query(_CALLED, site.home):
        if rows and rows[0]["stems"] != row["stems"]:
            _add_called(trie, rows)
            rows = []
        rows.append(row)
    _add_called(trie, rows)
    return trie


def _add_called(trie: _Trie, rows: Sequence[Any]) -> None:
    """Add an anchor's words as a name of the page that nearly all who use them link to."""
    if not rows:
        return
    most = max(rows, key=lambda row: row["callers"])
    language = _root(most["language"])
    content = {stem for stem in most["stems"].split() if not stem.isdigit()} - _grammar(language)
    if len(content) == 1 and (len(most["stems"].split()) > 1 or not _DISTINCTIVE.search(most["text"])):
        return
    if len(content) > 1 and any(sign in most["text"] for sign in _SIGNS_OF_CODE):
        return
    if not content or most["callers"] < (_LEAST_CALLERS if len(content) > 1 else _CALLERS_OF_A_WORD):
        return
    if most["callers"] >= _OF_CALLERS * sum(row["callers"] for row in rows):
        pack = for_language(language)
        stems = pack.stems(pack.words(most["text"].lower())) if pack.algorithm else most["stems"].split()
        trie.add(language, " ".join(stems), _Bearer(most["page"], most["text"], _CALLED_SO))


def _topics(site: Site, pages: int) -> dict[str, frozenset[str]]:
    """Return each page's topics: the stems it says most, without those that many pages say most."""
    most = max(_ALWAYS_A_TOPIC, _COMMON_TOPIC * pages)
    rows = site.query(_TOPICS, most)
    return {
        page: frozenset(row["stem"] for row in own) for page, own in groupby(rows, lambda row: row["page"])
    }


class _Rarity:
    """How much it tells that a page says a name: known after one walk over all texts.

    ``said`` has for each page the names in its text, each with the number of the sentence.
    """

    def __init__(self, site: Site, trie: _Trie) -> None:
        self.pages = 0
        self.said: dict[str, list[_Said]] = {}
        self._names: Counter[int] = Counter()
        self._words: Counter[str] = Counter()
        for row in site.query(_TEXTS):
            self.pages += 1
            language = _root(row["language"])
            pack = for_language(language)
            stem = pack.stem_table.__getitem__ if pack.algorithm else str
            said: list[_Said] = []
            stemmed: set[str] = set()
            for number, line in enumerate(row["words"].split("\n")):
                words = line.split(" ")
                stems = list(map(stem, words))
                stemmed.update(stems)
                said += [_Said(number, *each) for each in trie.found(language, words, stems)]
            self._words.update(stemmed)
            if said:
                self.said[row["page"]] = said
                self._names.update({each.name.number for each in said})
        self._most = max(_ALWAYS, _MAX_SHARE * self.pages)

    def of(self, name: _Name) -> float:
        """Return the name's rarity in nats; 0 for a name too common to tell anything."""
        information = sum(log((self.pages + 1) / (self._words[stem] + 1)) for stem in name.content)
        possible = len(name.content) * log(max((self.pages + 1) / 3, 1))
        pages = self._names[name.number]
        if pages > self._most or information < min(_LEAST_INFORMATION, _OF_POSSIBLE * possible):
            return 0
        return log((self.pages + 1) / (pages + 0.5))


def _in_text(
    row: Any,  # noqa: ANN401 - a row of a query
    links: Sequence[Any],
    said: Sequence[_Said],
    rarity: _Rarity,
    topics: Mapping[str, frozenset[str]],
) -> Iterator[Mention]:
    language, source = _root(row["language"]), row["page"]
    own, own_topics = frozenset(row["keyphrase"].split()), topics.get(source, frozenset())
    grammar = _grammar(language)
    linked = {link["target"] for link in links}
    unresolved = " ".join(link["href"] for link in links if link["status"] == "unknown")
    places = array("I", row["sentences"])
    lines = row["words"].split("\n")
    for number, words, name in said:
        sentence = lines[number].split(" ")
        if len(sentence) > _MAX_SENTENCE or (grammar and grammar.isdisjoint(sentence)):
            continue  # data, settings, a label: no sentence that a link could stand in
        weight = rarity.of(name)
        bearer = _bearer(name, source, linked) if weight and not name.content <= own else None
        if bearer is None or _slug(bearer.page) in unresolved:
            continue
        if not (own_topics & topics.get(bearer.page, frozenset())) - name.content:
            continue  # the words are all that the pages have in common
        span = Span(places[2 * number], places[2 * number + 1])
        if not _taken(span, name, bearer.page, links):
            surety = weight * bearer.surety
            yield Mention(source, bearer.page, bearer.text, span, surety, bearer.page in linked, words)


def _bearer(name: _Name, source: str, linked: set[str]) -> _Bearer | None:
    """Return the page that is meant: of several, as of a manual's versions, the one nearest to the source.

    ``None`` where the page itself bears the name, or links to one that does while another would be nearer.
    """
    if len(name.bearers) > _MAX_BEARERS or any(bearer.page == source for bearer in name.bearers):
        return None
    nearest = max(name.bearers, key=lambda each: (_shared(source, each.page), each.surety, each.page))
    if nearest.page not in linked and any(bearer.page in linked for bearer in name.bearers):
        return None
    return nearest


def _shared(one: str, other: str) -> int:
    """Return how many leading folders two keys share."""
    shared = 0
    for first, second in zip(one.split("/")[:-1], other.split("/")[:-1], strict=False):
        if first != second:
            break
        shared += 1
    return shared


def _taken(span: Span, name: _Name, target: str, links: Sequence[Any]) -> bool:
    """Return whether the name's words, or some of them, are in a link of this sentence that leads elsewhere."""
    return any(
        link["start_at"] < span.end
        and link["end_at"] > span.start
        and link["target"] != target
        and not name.content.isdisjoint(link["anchor_stems"].split())
        for link in links
    )


def _slug(key: str) -> str:
    """Return the last part of a key, by which a link that could not be resolved may name the page."""
    return posixpath.splitext(key.rstrip("/").rpartition("/")[2])[0] or key


def stems_said(site: Site, key: str) -> frozenset[str]:
    """Return the stems of the words of a page's text; empty for a page that is not among the rows."""
    query = (
        "SELECT texts.words AS words, language FROM texts JOIN pages ON pages.key = texts.page WHERE page = ?"
    )
    for row in site.query(query, key):
        pack = for_language(_root(row["language"]))
        words = set(row["words"].split())
        return frozenset(map(pack.stem_table.__getitem__, words) if pack.algorithm else words)
    return frozenset()


def _form(words: Sequence[str]) -> tuple[str, ...]:
    """Return words as they are compared: a plural is the same name, another form of the words is not."""
    return tuple([word[:-1] if word.endswith("s") and len(word) > _SHORT else word for word in words])


def _root(language: str) -> str:
    return language.partition("-")[0].lower()


def _grammar(language: str) -> frozenset[str]:
    """Return the stems of a language's function words."""
    found = _GRAMMAR.get(language)
    if found is None:
        pack: Language = for_language(language)
        usable = pack.algorithm is not None and pack.has("function_words")
        found = _GRAMMAR[language] = (
            frozenset(pack.stems(pack.function_words)) | pack.function_words if usable else frozenset()
        )
    return found


_GRAMMAR: dict[str, frozenset[str]] = {}
