"""The ids that generators give to headings: one function for each way, and how equal ones are numbered.

A heading comes as its visible text and as it is written between its marks (``raw``), because some generators make
the id of what is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Literal
from urllib.parse import unquote

import msgspec

from seoaudit.lazy_regex import lazy_regex

Algorithm = Literal[
    "goldmark", "goldmark-ascii", "blackfriday", "kramdown-gfm", "kramdown", "github", "python", "python-unicode",
    "pymdownx", "pymdownx-cased", "markdown-it-anchor", "sindresorhus", "vitepress", "zola", "zola-safe", "hexo", "hexo-escaped",
    "hexo-lower",
]  # fmt: skip


class HeadingText(msgspec.Struct, frozen=True, gc=False):
    """A heading as readers see it, as it is written, and the id that its author gave it."""

    text: str
    raw: str
    id: str = ""


class _Kept(dict[int, str]):
    """Translates characters of some Unicode categories to themselves and all others to nothing."""

    def __init__(self, categories: str, also: str) -> None:
        self.categories = tuple(categories.split())
        self.update({ord(letter): letter for letter in also})

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = kept = letter if unicodedata.category(letter).startswith(self.categories) else ""
        return kept


#: ``\p{Word}`` of Ruby, the letters that GitHub keeps, and what Go calls a letter or a digit.
_WORD = _Kept("L M Nd Nl Pc", "- ")
_GO = _Kept("L Nd", "-_ ")
_SPECIAL = lazy_regex(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_SPECIAL_VUE = lazy_regex(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_NOT_PYTHON_WORD = lazy_regex(r"[^\w\s-]")
_PYTHON_RUN = lazy_regex(r"[-\s]+")
_NUMBERED = lazy_regex(r"(.*)_(\d+)")
_NOT_ASCII = lazy_regex(r"[^a-z0-9]+")
_CAMEL = lazy_regex(r"([a-z\d])([A-Z])")
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "þ": "th", "ı": "i"}
)  # fmt: skip


def _github(heading: HeadingText) -> str:
    return heading.text.lower().translate(_WORD).replace(" ", "-")


def _kramdown_gfm(heading: HeadingText) -> str:
    text = heading.text.replace("---", "—").replace("--", "–")  # it makes dashes first, and drops them
    return text.lower().translate(_WORD).replace(" ", "-")


def _kramdown(heading: HeadingText) -> str:
    text = re.sub(r"^[^a-zA-Z]+", "", heading.raw)
    return re.sub(r"[^a-zA-Z0-9 -]", "", text).replace(" ", "-").lower() or "section"


def _goldmark(heading: HeadingText) -> str:
    raw = heading.raw.strip().replace("\t", " ")
    return raw.translate(_GO).replace(" ", "-").lower() or "heading"


def _goldmark_ascii(heading: HeadingText) -> str:
    raw = unicodedata.normalize("NFKD", heading.raw.strip()).encode("ascii", "ignore").decode()
    return raw.translate(_GO).replace(" ", "-").lower() or "heading"


def _blackfriday(heading: HeadingText) -> str:
    slug = "".join(c.lower() if c.isalpha() or c.isnumeric() else " " for c in heading.raw)
    return "-".join(slug.split())


def _python(heading: HeadingText) -> str:
    text = unicodedata.normalize("NFKD", heading.text).encode("ascii", "ignore").decode()
    return _PYTHON_RUN.sub("-", _NOT_PYTHON_WORD.sub("", text).strip().lower())


def _python_unicode(heading: HeadingText) -> str:
    return _PYTHON_RUN.sub("-", _NOT_PYTHON_WORD.sub("", heading.text).strip().lower())


def _pymdownx(heading: HeadingText) -> str:
    return _pymdownx_cased(heading).lower()


def _pymdownx_cased(heading: HeadingText) -> str:
    text = unicodedata.normalize("NFC", heading.text).strip()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def _markdown_it_anchor(heading: HeadingText) -> str:
    return re.sub(
        r"\s+", "-", heading.text.strip().lower()
    )  # percent-encoded there; ids are compared decoded


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.translate(_LATIN)).encode("ascii", "ignore").decode()


def _sindresorhus(heading: HeadingText) -> str:
    text = _CAMEL.sub(r"\1 \2", _ascii(heading.text.replace("&", " and ")))
    return _NOT_ASCII.sub("-", re.sub(r"['’]", "", text).lower()).strip("-")


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not "\u0300" <= c <= "\u036f")


def _vitepress(heading: HeadingText) -> str:
    slug = _SPECIAL_VUE.sub("-", _without_accents(heading.text)).strip("-").lower()
    return f"_{slug}" if slug[:1].isdigit() else slug


def _zola(heading: HeadingText) -> str:
    return _NOT_ASCII.sub("-", _ascii(heading.text).lower()).strip("-")


def _zola_safe(heading: HeadingText) -> str:
    return re.sub(r"\s", "_", re.sub(r"[<>:/|?*#()\[\]{}\"'\\\n\r]", "", heading.text.strip()))


def _hexo(heading: HeadingText) -> str:
    plain = "".join(map(_without_accent, unicodedata.normalize("NFC", heading.text)))
    return _SPECIAL.sub("-", plain).strip("-")


def _hexo_escaped(heading: HeadingText) -> str:
    from html import escape  # with a table of two thousand names

    return _hexo(
        msgspec.structs.replace(heading, text=escape(heading.text))
    )  # it makes the id of the finished HTML


def _without_accent(letter: str) -> str:
    """Return a Latin letter without its accent, any other as it is."""
    if letter.isascii():
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def _hexo_lower(heading: HeadingText) -> str:
    return _hexo(heading).lower()


_MADE: dict[Algorithm, Callable[[HeadingText], str]] = {
    "goldmark": _goldmark, "goldmark-ascii": _goldmark_ascii, "blackfriday": _blackfriday,
    "kramdown-gfm": _kramdown_gfm, "kramdown": _kramdown, "github": _github, "python": _python,
    "python-unicode": _python_unicode, "pymdownx": _pymdownx, "pymdownx-cased": _pymdownx_cased,
    "markdown-it-anchor": _markdown_it_anchor, "sindresorhus": _sindresorhus, "vitepress": _vitepress,
    "zola": _zola, "zola-safe": _zola_safe, "hexo": _hexo, "hexo-escaped": _hexo_escaped,
    "hexo-lower": _hexo_lower,
}  # fmt: skip

ALGORITHMS: tuple[Algorithm, ...] = tuple(_MADE)


def heading_ids(headings: Iterable[HeadingText], algorithm: Algorithm) -> list[str]:
    """Return the ids of a page's headings in order, equal ones numbered as the generator does.

    >>> heading_ids([HeadingText("Set up", "Set up"), HeadingText("Set *up*", "Set up")], "github")
    ['set-up', 'set-up-1']
    """
    make = _MADE[algorithm]
    number = _underscored if algorithm.startswith("p") else _counted
    taken: dict[str, int] = {}
    found = []
    for heading in headings:
        if heading.id:
            taken.setdefault(heading.id, 0)
            found.append(heading.id)
        else:
            found.append(number(make(heading), taken))
    return found


def _counted(slug: str, taken: dict[str, int]) -> str:
    """Return a free id, numbered as most do: ``a``, ``a-1``, ``a-2``, passing over what is taken."""
    unique = slug
    while unique in taken:
        taken[slug] += 1
        unique = f"{slug}-{taken[slug]}"
    taken[unique] = 0
    return unique


def _underscored(slug: str, taken: dict[str, int]) -> str:
    """Return a free id, numbered as Python-Markdown does: ``a``, ``a_1``, ``a_2``; an empty id is ``_1``."""
    while slug in taken or not slug:
        counted = _NUMBERED.fullmatch(slug)
        slug = f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{slug}_1"
    taken[slug] = 0
    return slug


def is_spelt_out(text: str, algorithm: Algorithm) -> bool:
    """Return whether a generator writes a heading's other letters in Latin ones, by tables that we do not have.

    >>> is_spelt_out("Ünder", "zola"), is_spelt_out("Misc 🦀", "zola")
    (False, True)
    """
    if algorithm not in ("zola", "sindresorhus") or text.isascii():
        return False
    rest = (letter for letter in _ascii_or_marks(text) if not letter.isascii())
    return any(letter not in "’‘“”–—…« »·•" for letter in rest)


def _ascii_or_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LATIN))
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def same_id(text: str) -> str:
    r"""Return an id as it is compared: percent-decoded and in one Unicode form.

    >>> same_id("%C3%A9tape") == same_id("e\u0301tape")
    True
    """
    if "%" in text:
        text = unquote(text, errors="replace")
    return text if text.isascii() else unicodedata.normalize("NFC", text)
