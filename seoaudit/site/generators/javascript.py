"""Literal values in JavaScript and TypeScript configurations, read from the tokens. Nothing is ever run.

A configuration file is mostly one object literal. Objects, lists, strings, numbers, names of constants, constants
imported from other files of the site, ``a || b`` and calls with such arguments are understood; whatever else there
is (functions, conditions, environment variables) is *unknown* and reads as ``None``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.javascript_tokens import CLOSING, OPENING, declared, tokens_of, unquoted

if TYPE_CHECKING:
    from seoaudit.site.generators.config_files import SiteFolder

_HOLE = lazy_regex(r"\$\{([^{}]*)\}")
_PATH = lazy_regex(r"[\w$]+(?:\.[\w$]+)*")
_ENDINGS = ("", ".ts", ".mts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.js")
_MAX_DEPTH, _MAX_IMPORTS = 40, 3


class Call(msgspec.Struct, frozen=True):
    """A call with what is understood of its arguments: ``starlight({…})``."""

    name: str
    arguments: tuple[Any, ...] = ()


def config_of(folder: SiteFolder, file: str) -> Mapping[str, Any]:
    """Return the object that a configuration file exports; empty when it has none that can be read."""
    script = Script(folder, file)
    for value in (script.exported(), script.returned()):
        if found := _object(value):
            return found
    return {}


def _object(value: object, depth: int = 0) -> Mapping[str, Any]:
    """Return the configuration in what is exported: an object, or the one that is handed through wrappers."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, Call) and depth < _MAX_DEPTH:
        found = [inner for argument in value.arguments if (inner := _object(argument, depth + 1))]
        return max(found, key=len) if found else {}
    return {}


def strings(value: object) -> list[str]:
    """Return the strings of a list of any values."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


class Script:
    """One file's tokens and the constants that stand at its top level."""

    def __init__(self, folder: SiteFolder, file: str, depth: int = 0) -> None:
        self._folder, self._file, self._depth = folder, file, depth
        self._tokens = tokens_of(folder.text(file) or "")
        self._constants, self._imports, self._exports = declared(self._tokens)
        self._values: dict[str, Any] = {}

    def exported(self) -> Any:  # noqa: ANN401 - any value
        """Return what the file exports as its default."""
        at = self._exports.get("default")
        return None if at is None else self._value(at, 0)[0]

    def returned(self) -> Any:  # noqa: ANN401
        """Return the last object that a function of the file returns: configurations may be functions."""
        found: Any = None
        for at, token in enumerate(self._tokens[:-1]):
            if token.text in {"return", "=>"} and self._tokens[at + 1].text in {"{", "("}:
                value, _ = self._value(at + 1, 0)
                if isinstance(value, Mapping) and len(value) >= len(found or ()):
                    found = value
        return found

    def listed_by(self, method: str) -> list[Any]:
        """Return the list literals that a method returns (``async redirects() { return […] }``), joined."""
        found: list[Any] = []
        for at, token in enumerate(self._tokens[:-2]):
            if token.text != method or self._tokens[at + 1].text not in {"(", ":", "="}:
                continue
            end = self._skipped(at)
            for place in range(at + 1, min(end, len(self._tokens) - 1)):
                begins = self._tokens[place].text in {"return", "=>", "(", ":"}
                if begins and self._tokens[place + 1].text == "[":
                    found += self._value(place + 1, 0)[0] or []
                    break
        return found

    def constant(self, name: str) -> Any:  # noqa: ANN401
        """Return the value of a top-level or imported constant; ``None`` for an unknown one."""
        if name in self._values:
            return self._values[name]
        self._values[name] = None  # a constant that refers to itself ends here
        at = self._constants.get(name)
        if at is not None:
            self._values[name] = self._value(at, 0)[0]
        elif name in self._imports and self._depth < _MAX_IMPORTS:
            self._values[name] = self._imported(*self._imports[name])
        return self._values[name]

    def _imported(self, source: str, name: str) -> Any:  # noqa: ANN401
        if not source.startswith("."):
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._file), source))
        if path.startswith(".."):
            return None
        stem = re.sub(r"\.[cm]?js$", "", path)
        for file in (path, *(stem + ending for ending in _ENDINGS)):
            if self._folder.text(file) is not None:
                if file.endswith(".json"):
                    return self._folder.data(file)
                script = Script(self._folder, file, self._depth + 1)
                return script.exported() if name == "default" else script.constant(name)
        return None

    def _value(self, at: int, depth: int) -> tuple[Any, int]:
        """Return the expression that begins at a token, and where what follows it begins."""
        value, at = self._primary(at, depth)
        while at < len(self._tokens):
            sign = self._tokens[at].text
            if sign in {"||", "??"}:
                other, at = self._primary(at + 1, depth)
                value = other if value is None or value == "" else value
            elif sign in {"as", "satisfies"}:
                at = self._skipped(at)
            elif sign == "+":
                other, at = self._primary(at + 1, depth)
                value = value + other if isinstance(value, str) and isinstance(other, str) else None
            elif sign in {",", ";"} or sign in CLOSING or self._begins_statement(at):
                break
            else:  # a condition, a function, a comparison
                return None, self._skipped(at)
        return value, at

    def _begins_statement(self, at: int) -> bool:
        return self._tokens[at].text in {
            "const",
            "let",
            "var",
            "export",
            "module",
            "function",
            "import",
            "return",
            "async",
            "if",
            "exports",
        }

    def _skipped(self, at: int) -> int:
        """Return where the rest of an expression ends: at a comma, semicolon or bracket of its own level."""
        depth = 0
        while at < len(self._tokens):
            sign = self._tokens[at].text
            if self._tokens[at].kind == "sign":
                if sign in OPENING:
                    depth += 1
                elif sign in CLOSING:
                    if depth == 0:
                        return at
                    depth -= 1
                elif sign in {",", ";"} and depth == 0:
                    return at
            elif depth == 0 and sign in {"const", "let", "var", "export", "module"}:
                return at
            at += 1
        return at

    def _primary(self, at: int, depth: int) -> tuple[Any, int]:
        if at >= len(self._tokens) or depth > _MAX_DEPTH:
            return None, self._skipped(at)
        token = self._tokens[at]
        if token.kind == "string":
            return unquoted(token.text), at + 1
        if token.kind == "template":
            return self._template(token.text[1:-1]), at + 1
        if token.kind == "number":
            return _number(token.text), at + 1
        if token.kind == "name":
            return self._name(at, depth)
        if token.text == "{":
            return self._object(at, depth)
        if token.text == "[":
            return self._list(at, depth)
        if token.text == "(":
            value, after = self._value(at + 1, depth + 1)
            closing = self._skipped(after)
            return value, closing + 1
        return None, self._skipped(at)

    def _name(self, at: int, depth: int) -> tuple[Any, int]:
        word = self._tokens[at].text
        if word in {"true", "false", "null", "undefined"}:
            return {"true": True, "false": False}.get(word), at + 1
        if word == "await":
            return self._primary(at + 1, depth)
        if word in {"async", "function", "class", "new", "typeof"}:
            return None, self._skipped(at)
        path = word
        at += 1
        while (
            at + 1 < len(self._tokens)
            and self._tokens[at].text in {".", "?."}
            and self._tokens[at + 1].kind == "name"
        ):
            path += f".{self._tokens[at + 1].text}"
            at += 2
        if at < len(self._tokens) and self._tokens[at].text == "(":
            return self._call(path, at, depth)
        return self._looked_up(path), at

    def _call(self, name: str, at: int, depth: int) -> tuple[Any, int]:
        arguments, at = self._list(at, depth)
        while at < len(self._tokens) and self._tokens[at].text in {"(", "."}:  # withMdx()(config), a.b().c()
            if self._tokens[at].text == "(":
                more, at = self._list(at, depth)
                arguments = [*arguments, *more]
            else:
                at += 2
        if name in {"require.resolve", "resolve", "path.resolve", "path.join", "fileURLToPath", "URL"}:
            texts = [each for each in arguments if isinstance(each, str)]
            return (texts[-1] if texts else None), at
        return Call(name, tuple(arguments)), at

    def _list(self, at: int, depth: int) -> tuple[list[Any], int]:
        values: list[Any] = []
        closing = OPENING[self._tokens[at].text]
        at += 1
        while at < len(self._tokens) and self._tokens[at].text != closing:
            before = at
            if self._tokens[at].text == "...":
                value, at = self._value(at + 1, depth + 1)
                values += value if isinstance(value, list) else []
            elif self._tokens[at].text == ",":
                at += 1
                continue
            else:
                value, at = self._value(at, depth + 1)
                values.append(value)
            if at == before or (at < len(self._tokens) and self._tokens[at].text in CLOSING - {closing}):
                return values, at + 1
        return values, at + 1

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at += 1
        while at < len(self._tokens) and self._tokens[at].text != "}":
            token, before = self._tokens[at], at
            following = self._tokens[at + 1].text if at + 1 < len(self._tokens) else "}"
            if token.text == "...":
                value, at = self._value(at + 1, depth + 1)
                found |= value if isinstance(value, dict) else {}
            elif token.text == ",":
                at += 1
            elif following == ":":
                key = unquoted(token.text) if token.kind == "string" else token.text
                found[key], at = self._value(at + 2, depth + 1)
            elif token.kind == "name" and following in {",", "}"}:
                found[token.text] = self._looked_up(token.text)
                at += 1
            else:  # a method, a computed key
                at = self._skipped(at)
            if at == before or (at < len(self._tokens) and self._tokens[at].text in {")", "]"}):
                at += 1
        return found, at + 1

    def _looked_up(self, path: str) -> Any:  # noqa: ANN401
        first, *rest = path.split(".")
        value = self.constant(first)
        for key in rest:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def _template(self, text: str) -> str | None:
        unknown = False

        def filled(found: re.Match[str]) -> str:
            nonlocal unknown
            value = self._looked_up(found[1].strip()) if _PATH.fullmatch(found[1].strip()) else None
            unknown = unknown or not isinstance(value, (str, int))
            return str(value)

        whole = _HOLE.sub(filled, text)
        return None if unknown or "${" in whole else whole


def _number(text: str) -> float | int | None:
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        return None
