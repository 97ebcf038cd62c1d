"""How generators make an address's part out of a title or a name. Each has its own way."""

from __future__ import annotations

import re
import unicodedata

from seoaudit.lazy_regex import lazy_regex

#: Letters that no decomposition turns into the Latin ones that stand for them.
_LATIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D", "ð": "d",
        "Ð": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "TH", "ı": "i", "ħ": "h", "Ħ": "H", "’": "'", "‘": "'",
        "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "€": "EUR", "™": "tm", "©": "(c)", "®": "(r)",
    }
)  # fmt: skip
_NOT_ASCII_WORD = lazy_regex(r"[^a-z0-9]+")
_NOT_WORD = lazy_regex(r"[^\w\s-]+")
_RUN = lazy_regex(r"[-\s]+")
#: What each mode of Jekyll's ``slugify`` turns into hyphens.
_JEKYLL_GONE = {
    "raw": re.compile(r"\s+"),
    "default": re.compile(r"[\W_]+"),
    "pretty": re.compile(r"[^\w.~!$&'()+,;=@]+"),
    "ascii": re.compile(r"[^A-Za-z0-9]+"),
    "latin": re.compile(r"[\W_]+"),
}
_HEXO_SPECIAL = lazy_regex(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_GITHUB_GONE = lazy_regex(r"[^\w\- ]")


def ascii_text(text: str) -> str:
    """Return text without accents; what has no Latin counterpart stays as it is.

    >>> ascii_text("Große Øre, naïve"), ascii_text("日本")
    ('Grosse Ore, naive', '日本')
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LATIN))
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def ascii_slug(text: str) -> str:
    """Return lower-case Latin letters and digits with single hyphens between them.

    >>> ascii_slug("Rust-1.88.0 — What's New?"), ascii_slug("Über uns")
    ('rust-1-88-0-what-s-new', 'uber-uns')
    """
    return _NOT_ASCII_WORD.sub("-", ascii_text(text).lower()).strip("-")


def jekyll_slug(text: str, mode: str = "default", *, cased: bool = False) -> str:
    """Return a name as Jekyll's ``slugify`` filter does in one of its modes.

    >>> jekyll_slug("The _config.yml file"), jekyll_slug("The _config.yml file", "pretty"), jekyll_slug("ä, b", "latin")
    ('the-config-yml-file', 'the-_config.yml-file', 'a-b')
    """
    if mode == "latin":
        text = ascii_text(text)
    if mode == "none":
        return text if cased else text.lower()
    slug = (
        _JEKYLL_GONE.get(mode, _JEKYLL_GONE["default"])
        .sub("-", unicodedata.normalize("NFC", text))
        .strip("-")
    )
    return slug if cased else slug.lower()


def github_slug(text: str) -> str:
    """Return a heading's or file's slug as GitHub's slugger makes it: lower case, blanks to hyphens.

    >>> github_slug("What's New in 2.0?")
    'whats-new-in-20'
    """
    return _GITHUB_GONE.sub("", text.strip().lower()).replace(" ", "-")


def python_slug(text: str) -> str:
    """Return a title as Python-Markdown and its extensions do with Unicode kept: ``A  b, c`` is ``a-b-c``.

    >>> python_slug("Blog plugin: now  built in!")
    'blog-plugin-now-built-in'
    """
    return _RUN.sub("-", _NOT_WORD.sub("", unicodedata.normalize("NFC", text)).strip().lower())


def hexo_slug(text: str) -> str:
    """Return a name without accents, runs of signs and blanks as one hyphen, its case kept, as Hexo does.

    >>> hexo_slug("Hello, World_2"), hexo_slug("新しい投稿")
    ('Hello-World-2', '新しい投稿')
    """
    return _HEXO_SPECIAL.sub("-", ascii_text(text)).strip("-")


def eleventy_slug(text: str) -> str:
    """Return a text as Eleventy's ``slugify`` filter does: Latin letters, words apart, ``&`` spelled out.

    >>> eleventy_slug("Don't panic & carry on")
    'don-t-panic-and-carry-on'
    """
    return ascii_slug(text.replace("&", " and "))
