"""The tokens of JavaScript and TypeScript, and what a file declares at its top level."""

from __future__ import annotations

import re

import msgspec

from seoaudit.lazy_regex import lazy_regex

_MAX_TOKENS = 100_000
OPENING, CLOSING = {"(": ")", "[": "]", "{": "}"}, frozenset(")]}")
_TOKEN = lazy_regex(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))"""
    r"""|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|(?P<template>`(?:[^`\\]|\\.)*`)"""
    r"""|(?P<number>\d[\w.]*)"""
    r"""|(?P<name>[A-Za-z_$@][\w$]*)"""
    r"""|(?P<sign>=>|\.\.\.|\?\?|\?\.|\|\||&&|[=!]==?|.)""",
    re.DOTALL,
)
_REGEX = lazy_regex(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
#: After these a slash begins a regular expression; anywhere else it divides.
_BEFORE_REGEX = frozenset("=(:,[{;!&|?") | {"=>", "||", "&&", "??"}
_ESCAPE = lazy_regex(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "\n": ""}


class Token(msgspec.Struct, frozen=True):
    """One token: its ``kind`` (string, template, number, regex, name, sign) and its text."""

    kind: str
    text: str


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a file without blanks and comments, up to a limit."""
    tokens: list[Token] = []
    at = 0
    while at < len(text) and len(tokens) < _MAX_TOKENS:
        found = _TOKEN.match(text, at)
        kind = str(found.lastgroup) if found else "sign"
        if text[at] == "/" and kind == "sign" and (not tokens or tokens[-1].text in _BEFORE_REGEX):
            found, kind = _REGEX.match(text, at) or found, "regex"
        if found is None:
            break
        if kind != "space":
            tokens.append(Token(kind, found[0]))
        at = found.end()
    return tokens


_Declared = tuple[dict[str, int], dict[str, tuple[str, str]], dict[str, int]]


def declared(tokens: list[Token]) -> _Declared:
    """Return where top-level constants begin, what is imported from where, and where the default export begins."""
    constants: dict[str, int] = {}
    imports: dict[str, tuple[str, str]] = {}
    exports: dict[str, int] = {}
    depth = 0
    for at, token in enumerate(tokens):
        if token.kind == "sign" and token.text in OPENING:
            depth += 1
        elif token.kind == "sign" and token.text in CLOSING:
            depth -= 1
        if depth > 0 or token.kind != "name":
            continue
        words = [each.text for each in tokens[at : at + 4]]
        if token.text in {"const", "let", "var"} and len(words) > 2:
            if (equals := _equals(tokens, at + 2)) is not None:
                constants.setdefault(words[1], equals + 1)
        elif words[:2] == ["export", "default"]:
            exports["default"] = at + 2
        elif words == ["module", ".", "exports", "="]:
            exports["default"] = at + 4
        elif token.text == "import":
            imports |= _import(tokens, at)
    return constants, imports, exports


def _equals(tokens: list[Token], at: int) -> int | None:
    """Return where the equals sign of a declaration is, past a type in TypeScript."""
    for place in range(at, min(at + 40, len(tokens))):
        if tokens[place].text == "=":
            return place
        if tokens[place].text == ";":
            return None
    return None


def _import(tokens: list[Token], at: int) -> dict[str, tuple[str, str]]:
    names: list[tuple[str, str]] = []
    braces, place = False, at + 1
    while place < min(at + 200, len(tokens)):
        token = tokens[place]
        if token.kind == "string":
            source = unquoted(token.text)
            return {local: (source, name) for local, name in names}
        if token.text in {"{", "}"}:
            braces = token.text == "{"
        elif token.text == "as" and names and place + 1 < len(tokens):
            names[-1] = (tokens[place + 1].text, names[-1][1])
            place += 1
        elif token.kind == "name" and token.text not in {"from", "type"}:
            names.append((token.text, token.text if braces else "default"))
        elif token.text not in {",", "*", "from", "type"}:
            return {}
        place += 1
    return {}


def unquoted(text: str) -> str:
    """Return the value of a string literal."""

    def character(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])

    return _ESCAPE.sub(character, text[1:-1])
