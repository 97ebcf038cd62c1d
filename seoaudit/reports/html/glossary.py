"""The words of the field that reports use, and links to what they mean where each of them is used first."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup, escape

from seoaudit.lazy_regex import lazy_regex


class Word(NamedTuple):
    """A word, in the list of all of them under ``#w-<anchor>``.

    ``forms`` is a pattern for escaped text, ``meaning`` has code in backticks.
    """

    name: str
    anchor: str
    forms: str
    meaning: str


WORDS = (
    Word(
        "alt text", "alt-text", r"alt texts?|alternative texts?",
        "What an image shows, in words: `![these words](photo.jpg)`. Screen readers read it aloud.",
    ),
    Word(
        "call to action", "call-to-action", r"calls? to action",
        "Where the text asks its reader to do something: book, write, subscribe, read on.",
    ),
    Word(
        "cannibalisation", "cannibalisation", r"cannibalisation",
        "Several pages written for one keyphrase, so that they compete with each other in search results.",
    ),
    Word(
        "canonical link", "canonical", r"canonical(?: (?:links?|address(?:es)?))?",
        "The address that a page names as its own, for search engines: `<link rel=\"canonical\" href=\"…\">`. Where a text "
        "stands at several addresses, it says which of them counts.",
    ),
    Word(
        "footprint", "footprint", r"footprint",
        "The same sort of link in text after text, which shows that the texts were written for the link.",
    ),
    Word(
        "front matter", "front-matter", r"front matter",
        "The lines between two `---` at the top of a file: title, description, date.",
    ),
    Word("H1", "h1", r"H1s?", "The heading of the first level: the title that stands over the text, `# Like this`."),
    Word(
        "hreflang", "hreflang", r"hreflang",
        "A link in a page's head to the same page in another language.",
    ),
    Word(
        "keyphrase", "keyphrase", r"keyphrases?",
        "The words that people would search for to find the page. Set it as `keyphrase:` in the front matter; otherwise it "
        "is inferred from the text.",
    ),
    Word("nofollow", "nofollow", r"nofollow", "A mark on a link that asks search engines not to count it as a recommendation."),
    Word("noindex", "noindex", r"noindex", "A mark in a page's head that keeps the page out of search results."),
    Word(
        "reading ease", "reading-ease", r"reading ease",
        "Flesch's figure from 0 (hard) to 100 (easy), made of the lengths of sentences and words.",
    ),
    Word(
        "redirect", "redirect", r"redirect(?:s|ed)?",
        "What a server answers at an old address: that the page is at another one now. Readers and search engines are sent there.",
    ),
    Word(
        "rel=\"sponsored\"", "sponsored", r"rel=&#34;sponsored&#34;",
        "A mark on a link that says it was paid for: `<a href=\"…\" rel=\"sponsored\">`.",
    ),
    Word(
        "robots.txt", "robots-txt", r"robots\.txt",
        "A file at the top of a site that says which addresses crawlers may ask for.",
    ),
    Word(
        "site-url", "site-url", r"site-url",
        "The address of your site, `site-url = \"https://example.org\"` in seoaudit.toml: it tells which full addresses are "
        "your own.",
    ),
    Word("sitemap", "sitemap", r"sitemaps?", "A file that lists the addresses of a site's pages, for search engines."),
    Word("slug", "slug", r"slugs?", "The last part of a page's address, often the file's name: `choosing-a-tent`."),
    Word(
        "structured data", "structured-data", r"structured data|JSON-LD",
        "Facts about the page in a form for machines (JSON-LD): its author, date, kind.",
    ),
)  # fmt: skip
_BY_ANCHOR = {word.anchor.replace("-", "_"): word for word in WORDS}
#: What is left alone: code (but for the one word that is code), quotations and tags. Then the words, each as a group.
_USES = lazy_regex(
    r"<code>(?!rel=&#34;sponsored&#34;</code>).*?</code>|“[^”]*”|<[^>]*>|(?<![\w/.-])(?:"
    + "|".join(f"(?P<{anchor}>{word.forms})" for anchor, word in _BY_ANCHOR.items())
    + r")(?![\w/-])",
    re.IGNORECASE | re.DOTALL,
)


class Glossary:
    """Links each word where it is used first in the texts it is given, one after the other.

    >>> str(Glossary().linked(Markup("set a slug; “a slug”, a slug")))[:40]
    'set a <a class="term" href="#w-slug" tit'
    """

    def __init__(self) -> None:
        self._linked: set[str] = set()

    def linked(self, text: Markup) -> Markup:
        """Return a text with the words that are new in it as links."""
        return Markup(_USES.sub(self._link, str(text)))  # noqa: S704 - it was escaped; what is added is ours

    def _link(self, use: re.Match[str]) -> str:
        if use.lastgroup is None or use.lastgroup in self._linked:
            return use[0]
        self._linked.add(use.lastgroup)
        word = _BY_ANCHOR[use.lastgroup]
        meaning = escape(word.meaning.replace("`", ""))
        return f'<a class="term" href="#w-{word.anchor}" title="{meaning}">{use[0]}</a>'
