"""Where the text of a page names another page: by its keyphrase, its title, or the words others link to it with.

Nothing is compared page by page: ``name_trie`` has the names of all pages, ``said_names`` which of them each text
says and how telling each is. What is judged here is whether a page is meant: a name counts only where the two pages
have another topic in common.
"""

from __future__ import annotations

import posixpath
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from sys import intern
from typing import TYPE_CHECKING, Any

import msgspec

from seoaudit.language import for_language
from seoaudit.model import Span
from seoaudit.site.database import Site

if TYPE_CHECKING:
    from seoaudit.site.name_trie import Bearer, Name
    from seoaudit.site.said_names import SaidNames

#: A name that stands for more pages than this names none of them.
_MAX_BEARERS = 5
#: Longer “sentences” are tables and lists of data.
_MAX_SENTENCE = 60
#: A stem among the topics of more pages than these joins none of them.
_COMMON_TOPIC, _ALWAYS_A_TOPIC = 0.25, 3
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


def mentions(site: Site) -> Iterator[Mention]:
    """Yield for each page, by key, the other pages that its text names, each once, the weightiest first."""
    # A draft by itself has no use for these.
    from seoaudit.site.name_trie import grammar_of, root_of, trie_of
    from seoaudit.site.said_names import TEXTS, SaidNames

    said = SaidNames(site, trie_of(site))
    topics = _topics(site, said.pages)
    for row in site.query(TEXTS):
        if row["page"] not in said.by_page:
            continue
        links, grammar = list(site.query(_LINKS, row["page"])), grammar_of(root_of(row["language"]))
        best: dict[str, Mention] = {}
        for mention in _in_text(row, links, said, topics, grammar):
            known = best.get(mention.target)
            if known is None or mention.weight > known.weight:
                best[mention.target] = mention
        yield from sorted(best.values(), key=lambda each: (-each.weight, each.target))


def _topics(site: Site, pages: int) -> dict[str, tuple[str, ...]]:
    """Return each page's topics: the stems it says most, without those that many pages say most.

    All pages' are held at once: one text for each stem, and no sets, take a tenth of the room.
    """
    most = max(_ALWAYS_A_TOPIC, _COMMON_TOPIC * pages)
    rows = site.query(_TOPICS, most)
    return {
        page: tuple([intern(row["stem"]) for row in own])
        for page, own in groupby(rows, lambda row: row["page"])
    }


def _in_text(
    row: Any,  # noqa: ANN401 - a row of a query
    links: Sequence[Any],
    said: SaidNames,
    topics: Mapping[str, Sequence[str]],
    grammar: frozenset[str],
) -> Iterator[Mention]:
    source = row["page"]
    own, own_topics = frozenset(row["keyphrase"].split()), frozenset(topics.get(source, ()))
    linked = {link["target"] for link in links}
    unresolved = " ".join(link["href"] for link in links if link["status"] == "unknown")
    places = array("I", row["sentences"])
    lines = row["words"].split("\n")
    for number, words, name in said.by_page[source]:
        sentence = lines[number].split(" ")
        if len(sentence) > _MAX_SENTENCE or (grammar and grammar.isdisjoint(sentence)):
            continue  # data, settings, a label: no sentence that a link could stand in
        weight = said.rarity(name)
        bearer = _bearer(name, source, linked) if weight and not name.content <= own else None
        if bearer is None or _slug(bearer.page) in unresolved:
            continue
        if not own_topics.intersection(topics.get(bearer.page, ())) - name.content:
            continue  # the words are all that the pages have in common
        span = Span(places[2 * number], places[2 * number + 1])
        if not _taken(span, name, bearer.page, links):
            surety = weight * bearer.surety
            yield Mention(source, bearer.page, bearer.text, span, surety, bearer.page in linked, words)


def _bearer(name: Name, source: str, linked: set[str]) -> Bearer | None:
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


def _taken(span: Span, name: Name, target: str, links: Sequence[Any]) -> bool:
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
        pack = for_language(row["language"])
        words = set(row["words"].split())
        return frozenset(map(pack.stem_table.__getitem__, words) if pack.algorithm else words)
    return frozenset()
