"""The words that readability is measured on: those of the prose, without addresses and what is rather code."""

from __future__ import annotations

from bisect import bisect_right

from seoaudit.facts.fact import fact
from seoaudit.facts.text import language, sentences
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Page

#: What stands in addresses, paths, names of files and identifiers, hardly ever in a word that is read. Every way
#: begins with one character, which makes the search a quick one.
_SIGN = lazy_regex(
    r"://|@(?<=\w@)\w|_(?<=[^\W_]_)[^\W_]|::|\(\)|=(?<=\w=)[\w\"'“”]|\\(?=\w)"
    r"|\.(?<=[^\W\d]\w\.)[a-z]\w|/(?<![^\s(“\"]/)\w|/(?=[\w.-]{1,80}/)"
)


@fact
def readable_words(page: Page) -> tuple[tuple[str, ...], ...]:
    """Return the lower-case words of each sentence, parallel to ``sentences``, as a reader meets them.

    Addresses, paths and identifiers (``example.org/path``, ``std::mem``, ``max_words``) are left out: nobody reads
    them word by word. A sentence of nothing else has none.
    """
    found = [sentence.words for sentence in sentences(page)]
    text, ends = page.text, [sentence.end for sentence in sentences(page)]
    pack = language(page)
    last = -1
    for sign in _SIGN.finditer(text):
        number = bisect_right(ends, sign.start())
        if number > last and number < len(found) and sentences(page)[number].start <= sign.start():
            sentence, last = sentences(page)[number], number
            tokens = text[sentence.start : sentence.end].split()
            read = " ".join(token for token in tokens if _SIGN.search(token) is None)
            found[number] = tuple(pack.words(read))
    return tuple(found)
