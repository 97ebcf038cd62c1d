"""What a page may be called in the text of another one: its keyphrase, and its title or else its H1."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.facts.fact import known
from seoaudit.facts.keyphrase import keyphrase
from seoaudit.facts.metadata import metadata
from seoaudit.facts.structure import headings
from seoaudit.facts.text import language
from seoaudit.language import Language
from seoaudit.page import Page
from seoaudit.site.rows import NameOrigin, NameRow

#: Longer names are sentences, which nobody repeats word by word.
_MAX_WORDS = 10


def names(page: Page) -> Iterator[NameRow]:
    """Yield the page's names, the surest first, each once."""
    pack = known(lambda: language(page), None)
    if pack is None or pack.algorithm is None:
        return
    seen: set[str] = set()
    for text, origin in _candidates(page):
        row = _name(pack, text, origin)
        if row is not None and row.stems not in seen:
            seen.add(row.stems)
            yield row


def _candidates(page: Page) -> Iterator[tuple[str, NameOrigin]]:
    phrase = known(lambda: keyphrase(page), None)
    if phrase is not None and phrase.origin != "inferred":
        yield phrase.text, "keyphrase"
    title = metadata(page).title.value
    if title:
        yield title, "title"
        return
    first = next((head.text for head in known(lambda: headings(page), ()) if head.level == 1), "")
    yield first, "heading"


def _name(pack: Language, text: str, origin: NameOrigin) -> NameRow | None:
    words = pack.words(text)
    if not 0 < len(words) <= _MAX_WORDS:
        return None
    grammar = pack.function_words if pack.has("function_words") else frozenset()
    content = len({word for word in words if word.isalpha() and word not in grammar})
    return NameRow(" ".join(pack.stems(words)), content, " ".join(text.split()), origin) if content else None
