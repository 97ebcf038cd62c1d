"""Reads JSON-LD as it stands in scripts: strictly, and where that fails once more with the usual slips mended.

So a block with a comma too many is reported and still tells what the page says of itself.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

import msgspec

from seoaudit.lazy_regex import lazy_regex

#: So many places of a key are looked at to find the one with a value.
_MOST_PLACES = 50
#: A string, closed or not: each character is looked at once.
_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
_OPENING = lazy_regex(r"\s*+(?:(?://|/\*)\s*+)?(<!\[CDATA\[|<!--)\s*(?:\*/)?")
_COMMENT = lazy_regex(rf"({_STRING})|/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_EXTRA_COMMA = lazy_regex(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)
_QUOTE_REFERENCE = lazy_regex(r"&(?:quot|#34|#x22);", re.IGNORECASE)
_WORD = lazy_regex(r"[^\s,:{}\[\]\"]{1,20}|\S")
_TEMPLATE = lazy_regex(r"\{\{|\{%|<%|<\?(?:php|=)|\$\{")


class Fault(msgspec.Struct, frozen=True):
    """Why a block is no JSON: the offset in the block's text, a sentence without a full stop, a remedy."""

    offset: int
    message: str
    fix: str = ""


class Reading(msgspec.Struct, frozen=True):
    """What a block holds: its values in order (one unless it is broken), and the first fault."""

    values: tuple[Any, ...]
    fault: Fault | None
    templated: bool = False


class _ConstantError(ValueError):
    """NaN and the infinities, which Python's decoder would take."""


def _refuse(name: str) -> Any:  # noqa: ANN401 - the decoder's hook
    raise _ConstantError(name)


_STRICT = json.JSONDecoder(parse_constant=_refuse)
_LENIENT = json.JSONDecoder(strict=False, parse_constant=lambda _: None)


def read(text: str) -> Reading:
    """Read a block. Never raises, whatever the text."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if start == len(text):
        return Reading((), Fault(0, "the JSON-LD block is empty", "Remove the script element."))
    try:
        value, end = _STRICT.raw_decode(text, start)
        rest = len(text) - len(text[end:].lstrip(" \t\r\n"))
        if rest == len(text):
            return Reading((value,), None)
        fault = _rest(text, rest)
    except json.JSONDecodeError as error:
        fault = _explain(text, error)
    except _ConstantError as error:
        name = str(error)
        at = re.search(rf"(?<![\w\"]){re.escape(name)}(?![\w\"])", text)
        fault = Fault(
            at.start() if at else start, f"{name} is no value in JSON", "Write a number or leave it out."
        )
    except RecursionError:
        return Reading((), Fault(start, "the JSON-LD is nested too deeply to be read"))
    except ValueError:  # a number of thousands of digits
        return Reading((), Fault(start, "the JSON-LD holds a number that is too long to be read"))
    if _TEMPLATE.search(text):
        return Reading((), None, templated=True)
    return Reading(_mended(text), fault)


def _rest(text: str, at: int) -> Fault:
    if text[at] in "{[":
        fix = "Put the objects into one list, or each into a script element of its own."
        return Fault(at, "a second JSON value follows the first", fix)
    return Fault(
        at, f"“{_word(text, at)}” follows the end of the JSON", "Remove what follows the last brace."
    )


def _explain(text: str, error: json.JSONDecodeError) -> Fault:
    at = error.pos
    if wrapper := _OPENING.match(text):
        begin = len(text) - len(text.lstrip())
        return Fault(
            begin, f"the JSON is wrapped in {wrapper[1]}", "Remove the wrapper: a script needs none."
        )
    if error.msg.startswith("Invalid control character"):
        return Fault(
            at, "a string runs over the end of its line or holds a control character", "Write \\n for it."
        )
    if error.msg.startswith("Invalid \\"):
        return Fault(at, f"“{text[at : at + 2]}” is no escape that JSON knows", "Write \\\\ for a backslash.")
    if error.msg.startswith("Unterminated"):
        return Fault(at, "the string that begins here has no end")
    before = len(text[:at].rstrip()) - 1
    if before >= 0 and text[before] == "," and text[at : at + 1] in ("}", "]"):
        at = before
    rest = text[at:]
    if not rest.strip():
        return Fault(max(before, 0), "the JSON ends before its last brace is closed")
    if rest[0] == "," and rest[1:].lstrip()[:1] in ("}", "]"):
        return Fault(at, "a comma follows the last entry", "Remove the comma.")
    if rest.startswith(("//", "/*")):
        return Fault(at, "JSON has no comments", "Remove the comment.")
    if rest[0] in "“”„‟‘’'":
        return Fault(at, f'the quotation mark is {rest[0]}, and JSON knows only "', 'Write ".')
    if _QUOTE_REFERENCE.match(rest):
        return Fault(
            at, "quotation marks are written as &quot;", "Write them as they are: nothing decodes a script."
        )
    if error.msg.startswith("Expecting ',' delimiter"):
        return Fault(at, f"a comma is missing before “{_word(text, at)}”", "Put a comma between the entries.")
    if (word := _word(text, at)) in ("undefined", "None", "True", "False"):
        return Fault(at, f"“{word}” is no value in JSON")
    if rest[0].isalpha() and before >= 0:
        fix = 'If it belongs to a string, write \\" for a quotation mark within it.'
        return Fault(at, f"“{_word(text, at)}” stands outside quotation marks", fix)
    return Fault(at, f"“{_word(text, at)}” is no JSON")


def _word(text: str, at: int) -> str:
    match = _WORD.match(text, at)
    return match.group() if match else text[at : at + 1]


def _blanks(match: re.Match[str], *, whole: bool = False) -> str:
    """Keep a string (the first group), overwrite anything else."""
    return match.group() if match.group(1) and not whole else " " * len(match.group())


def _unwrapped(text: str) -> str:
    """Take off the comment or CDATA section around the JSON."""
    opening = _OPENING.match(text)
    if opening is None:
        return text
    body = text.rstrip(" \t\r\n;").removesuffix("*/").rstrip()
    for mark in ("]]>", "-->"):
        body = body.removesuffix(mark)
    body = body.rstrip()
    return _blanks(opening, whole=True) + body[opening.end() :].removesuffix("//").removesuffix("/*")


def _mended(text: str) -> tuple[Any, ...]:
    text = text.replace("\ufeff", " ")
    text = _unwrapped(text)
    if '"' not in text:
        text = _QUOTE_REFERENCE.sub('"', text)
    text = _EXTRA_COMMA.sub(_blanks, _COMMENT.sub(_blanks, text))
    values: list[Any] = []
    at, end = 0, len(text)
    while True:
        while at < end and text[at] in " \t\r\n,;":
            at += 1
        if at >= end:
            return tuple(values)
        try:
            value, at = _LENIENT.raw_decode(text, at)
        except (ValueError, RecursionError):
            return tuple(values)
        values.append(value)


def place_of(text: str, key: str, value: object) -> tuple[int, int] | None:
    """Return where a key's value stands in a block's text, or ``None``."""
    for match in islice(re.finditer(rf'"{re.escape(key)}"\s*:\s*', text), _MOST_PLACES):
        try:
            found, end = _LENIENT.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        if found == value:
            return match.end(), end
    return None
