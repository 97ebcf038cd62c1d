"""Which names the texts of a site say, and how much it tells that one does.

The texts are walked once for all names, because how telling a name is depends on how many pages say it.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import NamedTuple

from seoaudit.language import for_language
from seoaudit.site.database import Site
from seoaudit.site.name_trie import Name, NameTrie, root_of

#: A name may stand on every tenth page, and on this many of a small site; beyond that it is a word of the trade.
_MAX_SHARE, _ALWAYS = 0.1, 3
#: Least information of a name's words, in nats: two words that each stand on every fourth page have 2.8. On a site
#: of a few pages no words can have that much; there it is this share of what they could have.
_LEAST_INFORMATION, _OF_POSSIBLE = 2.8, 0.6

#: The texts that are walked.
TEXTS = """
    SELECT texts.page AS page, texts.words AS words, texts.sentences AS sentences, pages.language AS language,
           pages.keyphrase_stems AS keyphrase
    FROM texts JOIN pages ON pages.key = texts.page
    WHERE pages.published = 1 AND pages.kind IN ('post', 'page')
    ORDER BY texts.page
"""


class SaidName(NamedTuple):
    """A name in a text: the number of the sentence, the words as they stand there."""

    sentence: int
    words: str
    name: Name


class SaidNames:
    """The names that the texts of a site say, after one walk over all of them.

    ``by_page`` has them for each page that says some, each with the number of the sentence. ``pages`` counts texts.
    """

    def __init__(self, site: Site, trie: NameTrie) -> None:
        self.pages = 0
        self.by_page: dict[str, list[SaidName]] = {}
        self._names: Counter[int] = Counter()
        self._words: Counter[str] = Counter()
        for row in site.query(TEXTS):
            self.pages += 1
            language = root_of(row["language"])
            pack = for_language(language)
            stem = pack.stem_table.__getitem__ if pack.algorithm else str
            said: list[SaidName] = []
            stemmed: set[str] = set()
            for number, line in enumerate(row["words"].split("\n")):
                words = line.split(" ")
                stems = list(map(stem, words))
                stemmed.update(stems)
                said += [SaidName(number, *each) for each in trie.found(language, words, stems)]
            self._words.update(stemmed)
            if said:
                self.by_page[row["page"]] = said
                self._names.update({each.name.number for each in said})
        self._most = max(_ALWAYS, _MAX_SHARE * self.pages)

    def rarity(self, name: Name) -> float:
        """Return the name's rarity in nats; 0 for a name too common to tell anything."""
        information = sum(log((self.pages + 1) / (self._words[stem] + 1)) for stem in name.content)
        possible = len(name.content) * log(max((self.pages + 1) / 3, 1))
        pages = self._names[name.number]
        if pages > self._most or information < min(_LEAST_INFORMATION, _OF_POSSIBLE * possible):
            return 0
        return log((self.pages + 1) / (pages + 0.5))
