"""Front matter in YAML, TOML and JSON, with the place of every key.

Detection and splitting are python-frontmatter's; loading is ours, because an editor needs the line of a
mistake, and because that library passes over duplicate keys, lists and broken values in silence.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Literal

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from seoaudit.model import Span
from seoaudit.page import FrontMatter, Problem

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

#: More aliases than any author writes; a file that multiplies itself through them is refused.
MAX_ALIASES = 100
#: Keys deeper than this have no span of their own.
_MAX_DEPTH = 6

_KEY_LINE = re.compile(r"^\s*[\w\"'.-]+\s*[:=]", re.MULTILINE)
_TOML_KEY = re.compile(r"^[ \t]*(?P<table>\[+[^\]\n]+\]+)|^[ \t]*(?P<key>[\w\"'.-]+)[ \t]*=[ \t]*(?P<value>[^\n]*)", re.MULTILINE)
_JSON_KEY = re.compile(r'^[ \t]*"(?P<key>[^"\n]+)"[ \t]*:[ \t]*(?P<value>[^\n]*?),?[ \t]*\r?$', re.MULTILINE)
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

Format = Literal["yaml", "toml", "json"]
Spans = dict[str, Span]


class Toml(BaseHandler):
    """Front matter between ``+++`` lines."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"


_HANDLERS: tuple[tuple[Format, BaseHandler], ...] = (
    ("yaml", YAMLHandler()),
    ("toml", Toml()),
    ("json", JSONHandler()),
)


def read(text: str) -> tuple[FrontMatter | None, int, list[Problem]]:
    """Return the front matter (or ``None``), the offset where the body begins, and what is wrong with it.

    Broken front matter is still cut off the body: its keys are lost, the text is not.
    """
    for format_, handler in _HANDLERS:
        boundary = handler.FM_BOUNDARY
        if boundary is None or not text.startswith(("---", "+++", "{")) or not handler.detect(text):
            continue
        opening = boundary.match(text)
        if opening is None:
            continue
        closing = boundary.search(text, opening.end())
        if closing is None:
            return _unclosed(text, opening.end())
        if format_ == "json":
            begin, end = opening.start(), closing.end()
        else:
            begin, end = opening.end(), closing.start()
            begin += text[begin : begin + 1] == "\n"
        span = Span(0, closing.end())
        front_matter, problems = _LOAD[format_](text, begin, end, span)
        if front_matter is None and not problems:
            return None, 0, []
        return front_matter or FrontMatter(format_, span, {}, {}), _after_line(text, closing.end()), problems
    return None, 0, []


def _after_line(text: str, at: int) -> int:
    """Return the start of the line after ``at`` (a boundary's white space may have swallowed line breaks)."""
    while at > 0 and text[at - 1] == "\n" and at < len(text):
        at -= 1
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _unclosed(text: str, end: int) -> tuple[None, int, list[Problem]]:
    following = text[end : end + 400].lstrip("\n").partition("\n")[0]
    if not _KEY_LINE.match(following):
        return None, 0, []  # a thematic break, not front matter
    span = Span(0, text.find("\n") if "\n" in text else len(text))
    return None, 0, [
        Problem(span, "front-matter", "the front matter that opens here is never closed", "Close it with the same line it opens with.")
    ]  # fmt: skip


def _yaml(text: str, begin: int, end: int, span: Span) -> tuple[FrontMatter | None, list[Problem]]:
    raw = text[begin:end]
    places = _Places(text, begin)
    problems: list[Problem] = []
    loader = SafeLoader(raw)
    try:
        if raw.count("*") > MAX_ALIASES and len(re.findall(r"(?:^|[\s\[,])\*\w+", raw)) > MAX_ALIASES:
            message = f"more than {MAX_ALIASES} YAML aliases"
            return None, [Problem(span, "front-matter", message, "Write the values out.")]
        node = loader.get_single_node()
        if node is None:
            return FrontMatter("yaml", span, {}, {}), []
        if not isinstance(node, yaml.MappingNode):
            if isinstance(node, yaml.ScalarNode):
                return None, []  # text between two thematic breaks
            message = "the front matter is a list, not a table of keys"
            return None, [Problem(span, "front-matter", message, "Write one `key: value` per line.")]
        spans: Spans = {}
        _yaml_spans(node, "", places, spans, problems, 0)
        data = loader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        if not _KEY_LINE.search(raw):
            return None, []
        return None, [_yaml_problem(error, places, span)]
    finally:
        loader.dispose()
    return FrontMatter("yaml", span, data, spans), problems


def _yaml_problem(error: Exception, places: _Places, span: Span) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        at = places.offset(mark.line, mark.column)
        cause = str(getattr(error, "problem", "") or "it cannot be parsed")
        context = str(getattr(error, "context", "") or "")
        message = f"the YAML front matter does not parse: {cause}" + (f" ({context})" if context else "")
        fix = "Quote values that contain a colon, a quote or a leading special character, and indent with spaces."
        return Problem(Span(at, at), "front-matter", message, fix)
    cause = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    return Problem(span, "front-matter", f"the YAML front matter does not parse: {cause}")


def _yaml_spans(
    node: yaml.MappingNode, prefix: str, places: _Places, spans: Spans, problems: list[Problem], depth: int
) -> None:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        path = f"{prefix}{key.value}"
        span = Span(
            places.offset(value.start_mark.line, value.start_mark.column),
            places.offset(value.end_mark.line, value.end_mark.column),
        )
        if path in spans:
            at = Span(places.offset(key.start_mark.line, key.start_mark.column), span.end)
            message = f"the key “{key.value}” stands twice in the front matter; the last one wins"
            problems.append(Problem(at, "front-matter", message, "Keep one of them."))
        spans[path] = span
        if isinstance(value, yaml.MappingNode) and depth < _MAX_DEPTH:
            _yaml_spans(value, f"{path}.", places, spans, problems, depth + 1)


def _toml(text: str, begin: int, end: int, span: Span) -> tuple[FrontMatter | None, list[Problem]]:
    raw = text[begin:end]
    try:
        data = tomllib.loads(raw.replace("\r\n", " \n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        places = _Places(text, begin)
        found = _TOML_PLACE.search(str(error))
        at = places.offset(int(found[1]) - 1, int(found[2]) - 1) if found else begin
        cause = _TOML_PLACE.sub("", str(error)).strip()
        fix = "Quote strings, and write one `key = value` per line."
        message = f"the TOML front matter does not parse: {cause[:1].lower()}{cause[1:]}"
        return None, [Problem(Span(at, at), "front-matter", message, fix)]
    return FrontMatter("toml", span, data, _toml_spans(raw, begin)), []


def _toml_spans(raw: str, begin: int) -> Spans:
    spans: Spans = {}
    table = ""
    for match in _TOML_KEY.finditer(raw):
        if match["table"]:
            table = match["table"].strip("[]").strip() + "."
        else:
            start = begin + match.start("value")
            spans.setdefault(table + match["key"].strip("\"'"), Span(start, start + len(match["value"].rstrip())))
    return spans


def _json(text: str, begin: int, end: int, span: Span) -> tuple[FrontMatter | None, list[Problem]]:
    raw = text[begin:end]
    try:
        data = json.loads(raw)
    except (json.JSONDecodeError, RecursionError) as error:
        at = begin + getattr(error, "pos", 0)
        message = f"the JSON front matter does not parse: {getattr(error, 'msg', error)}".rstrip()
        return None, [Problem(Span(at, at), "front-matter", message, "Check commas and quotes around this place.")]
    spans = {
        match["key"]: Span(begin + match.start("value"), begin + match.end("value")) for match in _JSON_KEY.finditer(raw)
    }
    return FrontMatter("json", span, data if isinstance(data, Mapping) else {}, spans), []


class _Places:
    """Offsets of (line, column) pairs counted from ``begin``; lines are found on first use."""

    def __init__(self, text: str, begin: int) -> None:
        self.text, self.begin = text, begin
        self.lines: list[int] = []

    def offset(self, line: int, column: int) -> int:
        if not self.lines:
            self.lines = [self.begin]
        while len(self.lines) <= line:
            newline = self.text.find("\n", self.lines[-1])
            if newline < 0:
                return len(self.text)
            self.lines.append(newline + 1)
        return min(self.lines[line] + column, len(self.text))


_LOAD: dict[str, Any] = {"yaml": _yaml, "toml": _toml, "json": _json}
