r"""Text from documents, made safe for terminals and build logs.

A document, a file name or a rule of a repository may hold escape sequences that drive the terminal,
marks that turn the reading direction, or lines that a build service takes for its commands. What is not
a visible character is written as an escape (``\x1b``, ``\u202e``); it is never dropped, so that the
reader sees that it is there.
"""

from __future__ import annotations

import re

from seoaudit.lazy_regex import lazy_regex

#: Ranges of a character class: DEL and C1 controls; soft hyphens, marks and overrides of direction, zero-width
#: and line separators, lone surrogates, tag characters, and two that XML cannot hold. The zero-width joiners
#: stay: Persian, Hindi and emoji are spelled with them.
INVISIBLE = (
    "\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_UNSAFE = lazy_regex(f"[\x00-\x1f{INVISIBLE}]")
# Not every white space: a no-break space in “28 %” does its work when lines are wrapped.
_SPACE = lazy_regex("[ \t\n\v\f\r\x85\u2028\u2029]+")
#: Azure Pipelines, TeamCity and old GitHub runners read ``##vso[…]`` and its kin anywhere in a line.
_BRACKET_COMMAND = lazy_regex(r"##(\w*)\[")

_ASCII = str.maketrans(
    {
        "█": "#", "░": ".", "─": "-", "·": "-", "→": "->", "…": "...", "–": "-", "—": "-", "−": "-", "×": "x",
        "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "≤": "<=", "≥": ">=",
        "\u202f": " ", "\u2009": " ", "•": "*",
    }
)  # fmt: skip


def visible(text: str) -> str:
    r"""Return the text with every invisible or dangerous character as an escape, on one line.

    >>> visible("a\x1b[31mb\nc\u202ed")
    'a\\x1b[31mb\\nc\\u202ed'
    """
    if not text.isprintable():
        text = _UNSAFE.sub(_escape, text)
    return _BRACKET_COMMAND.sub(r"##\1\\x5b", text) if "##" in text else text


def prose(text: str) -> str:
    r"""Return the text as ``visible`` does, with line breaks and runs of white space as one space.

    >>> prose("two\n  lines")
    'two lines'
    """
    return visible(_SPACE.sub(" ", text))


def not_a_command(word: str) -> str:
    r"""Escape a word that, at the start of a line, GitHub's runner would take for a command.

    The runner ignores the white space before it, so an indent does not help.

    >>> not_a_command("::error::no")
    '\\x3a:error::no'
    """
    return word.replace("::", r"\x3a:", 1) if word.lstrip().startswith("::") else word


def ascii_marks(text: str) -> str:
    """Return the text with typographic marks and drawing characters as ASCII; letters stay."""
    return text if text.isascii() else text.translate(_ASCII)


def clipped(text: str, most: int) -> str:
    """Return the text, cut to ``most`` characters where it is longer.

    >>> clipped("a tent", 10), clipped("a tent for two", 10)
    ('a tent', 'a tent fo…')
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
