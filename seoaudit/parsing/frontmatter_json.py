"""Front matter in JSON: an object that opens the document, without marks around it."""

from __future__ import annotations

import json
import re

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import FrontMatter, Problem
from seoaudit.parsing.frontmatter_places import MAX_KEY_DEPTH, Spans, duplicate_key, next_line, too_long

_JSON_TOKEN = lazy_regex(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|:|[^\s{}\[\],:"]+')
_JSON_END = lazy_regex(r"^\}[ \t]*\r?$", re.MULTILINE)


def read_json(text: str, begin: int) -> tuple[FrontMatter | None, int, list[Problem]]:
    """Read a JSON object that opens the document; where it ends is known only by parsing it."""
    try:
        data, end = json.JSONDecoder().raw_decode(text, begin)
    except (json.JSONDecodeError, RecursionError) as error:
        return _broken_json(text, begin, error)
    line_end = next_line(text, end)
    if not data or text[end:line_end].strip():
        return None, begin, []  # a template or text that begins with a brace
    span = Span(begin, end)
    if problem := too_long(text, span):
        return FrontMatter("json", span, {}, {}), line_end, [problem]
    spans: Spans = {}
    problems: list[Problem] = []
    _json_spans(text, list(_JSON_TOKEN.finditer(text, *span)), 0, "", spans, problems)
    return FrontMatter("json", span, data, spans), line_end, problems


_TRAILING_COMMA = lazy_regex(r",\s*[}\]]")


def _broken_json(text: str, begin: int, error: Exception) -> tuple[FrontMatter | None, int, list[Problem]]:
    closing = _JSON_END.search(text, begin)
    if text[begin : next_line(text, begin)].strip() != "{" or closing is None:
        return None, begin, []
    at = min(int(getattr(error, "pos", begin)), closing.end())
    cause = (
        "it is nested too deeply" if isinstance(error, RecursionError) else str(getattr(error, "msg", error))
    )
    for comma in _TRAILING_COMMA.finditer(text, begin, closing.end()):
        if at in (comma.start(), comma.end() - 1):  # versions of Python point at different ends of it
            at, cause = comma.start(), "a comma stands before the closing bracket"
    message = f"the JSON front matter does not parse: {cause[:1].lower()}{cause[1:]}"
    problem = Problem(Span(at, at), "front-matter", message, "Check commas and quotes around this place.")
    span = Span(begin, closing.end())
    return FrontMatter("json", span, {}, {}), next_line(text, closing.end()), [problem]


def _json_spans(
    text: str, tokens: list[re.Match[str]], at: int, prefix: str, spans: Spans, problems: list[Problem]
) -> int:
    """Note the members of the object whose brace is ``tokens[at]``; return the index of its closing brace."""
    at += 1
    while tokens[at][0] != "}":
        if tokens[at][0] == ",":
            at += 1
        key = json.loads(tokens[at][0])
        path, first = prefix + key, tokens[at + 2]
        if first[0] == "{" and prefix.count(".") < MAX_KEY_DEPTH:
            last = _json_spans(text, tokens, at + 2, f"{path}.", spans, problems)
        else:
            last = _json_value_end(tokens, at + 2)
        span = Span(first.start(), tokens[last].end())
        if path in spans:
            problems.append(duplicate_key(key, Span(tokens[at].start(), span.end)))
        spans[path] = span
        at = last + 1
    return at


def _json_value_end(tokens: list[re.Match[str]], at: int) -> int:
    depth = 0
    while True:
        mark = tokens[at][0]
        depth += (mark in "{[") - (mark in "}]")
        if depth == 0:
            return at
        at += 1
