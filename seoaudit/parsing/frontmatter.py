"""Front matter in YAML, TOML and JSON, with the place of every key.

Detection and splitting are python-frontmatter's; loading is ours, because an editor needs the line of a
mistake, and because that library passes over duplicate keys, lists and broken values in silence.
"""

from __future__ import annotations

import json
import re
from typing import Literal

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import FrontMatter, Problem

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

#: More aliases than any author writes; a file that multiplies itself through them (merge keys double with
#: every level) is refused. Twenty of them cannot make more than about 1,500 copies.
MAX_ALIASES = 20
#: Levels of nesting. The parser recurses in C, and a hundred thousand levels would end the process.
MAX_DEPTH = 100
#: Keys deeper than this have no span of their own.
_MAX_KEY_DEPTH = 6

_KEY_LINE = lazy_regex(r"^\s*[\w\"'.-]+\s*[:=]", re.MULTILINE)
#: A line that can open a hundred levels by itself, by indentation or by `- - -`.
_DEEP_LINE = lazy_regex(r"^[ \t?:-]{100}", re.MULTILINE)
_CONTROL = lazy_regex("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOML_KEY = lazy_regex(
    r"^[ \t]*(?P<table>\[+[^\]\n]+\]+)"
    r"|^[ \t]*(?P<key>[\w\"'.-]+)[ \t]*=[ \t]*(?P<value>\"(?!\"\")(?:[^\"\\\n]|\\.)*\"|'(?!'')[^'\n]*'|\[[^\]]*\]|[^\n#]*)",
    re.MULTILINE,
)
#: A blank line and then what cannot be front matter: a heading, or a line that begins with a word and has no key.
_BODY = lazy_regex(r"\n[ \t]*\r?\n(?=#{1,6}[ \t]+\S|[!<>*_`]|\w[^:=\n]*(?:\n|$))")
_TOML_PLACE = lazy_regex(r"\(at line (\d+), column (\d+)\)")
_JSON_TOKEN = lazy_regex(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|:|[^\s{}\[\],:"]+')
_JSON_END = lazy_regex(r"^\}[ \t]*\r?$", re.MULTILINE)

Format = Literal["yaml", "toml", "json"]
Spans = dict[str, Span]


class Yaml(YAMLHandler):
    """Front matter between ``---`` lines; the library's own pattern swallows the blank lines after them."""

    FM_BOUNDARY = lazy_regex(r"^-{3,}[ \t]*\r?$", re.MULTILINE)


class Toml(BaseHandler):
    """Front matter between ``+++`` lines."""

    FM_BOUNDARY = lazy_regex(r"^\+{3,}[ \t]*\r?$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"


class _YamlLoader(SafeLoader):
    """Keeps a date that does not exist (``2024-02-30``) as text: one bad value must not lose all keys."""

    def timestamp(self, node: yaml.ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_YamlLoader.add_constructor("tag:yaml.org,2002:timestamp", _YamlLoader.timestamp)

_HANDLERS: tuple[tuple[Format, BaseHandler], ...] = (("yaml", Yaml()), ("toml", Toml()))


def read(text: str) -> tuple[FrontMatter | None, int, list[Problem]]:
    """Return the front matter (or ``None``), the offset where the body begins, and what is wrong with it.

    Broken front matter is still cut off the body: its keys are lost, the text is not.
    """
    begin = 0
    if text.startswith("\ufeff"):
        text, begin = "\n" + text[1:], 1  # so that the first boundary begins a line
    if text.startswith("{", begin):
        return _json(text, begin)
    for format_, handler in _HANDLERS:
        boundary = handler.FM_BOUNDARY
        opening = boundary.match(text, begin) if boundary else None
        if boundary is None or opening is None:
            continue
        start = _next_line(text, opening.end())
        closing = boundary.search(text, start)
        if closing is None:
            return _unclosed(text, begin, start)
        span = Span(begin, closing.end())
        load = _yaml if format_ == "yaml" else _toml
        front_matter, problems = load(text, start, closing.start(), span)
        if front_matter is None and not problems:
            return None, begin, []
        if front_matter is None and _BODY.search(text, start, closing.start()):
            return _unclosed(text, begin, start)  # the closing line is a thematic break of the body
        return front_matter or FrontMatter(format_, span, {}, {}), _next_line(text, closing.end()), problems
    return None, begin, []


def _next_line(text: str, at: int) -> int:
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _unclosed(text: str, begin: int, start: int) -> tuple[None, int, list[Problem]]:
    first = text[start : start + 400].lstrip("\r\n").partition("\n")[0]
    if not _KEY_LINE.match(first):
        return None, begin, []  # a thematic break, not front matter
    body = _BODY.search(text, start)
    span = Span(begin, start - 1)
    problem = Problem(
        span,
        "front-matter",
        "the front matter that opens here is never closed",
        "Close it with the same line it opens with.",
    )
    return None, body.end() if body else begin, [problem]


def _yaml(text: str, begin: int, end: int, span: Span) -> tuple[FrontMatter | None, list[Problem]]:
    raw = text[begin:end]
    if control := _CONTROL.search(raw):
        at = begin + control.start()
        message = f"the front matter holds a character that YAML forbids, U+{ord(control[0]):04X}"
        return None, [Problem(Span(at, at + 1), "front-matter", message, "Delete it.")]
    problems: list[Problem] = []
    loader = _YamlLoader(raw)
    try:
        if too_much := excess(raw):
            return None, [
                Problem(
                    span,
                    "front-matter",
                    f"the front matter {too_much}",
                    "Write the values out, or fewer of them.",
                )
            ]
        node = loader.get_single_node()
        if node is None:
            return FrontMatter("yaml", span, {}, {}), []
        if not isinstance(node, yaml.MappingNode):
            if isinstance(node, yaml.ScalarNode):
                return None, []  # text between two thematic breaks
            message = "the front matter is a list, not a table of keys"
            whole = Span(begin + node.start_mark.index, begin + node.end_mark.index)
            return None, [Problem(whole, "front-matter", message, "Write one `key: value` per line.")]
        spans: Spans = {}
        _yaml_spans(node, "", begin, spans, problems, set())
        data = loader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        if not _KEY_LINE.search(raw):
            return None, []
        return None, [_yaml_problem(error, begin, span)]
    finally:
        loader.dispose()
    return FrontMatter("yaml", span, data, spans), problems


def excess(raw: str) -> str:
    """Say what a document does beyond all measure; the parser's events tell it without recursion."""
    suspicious = (
        raw.count("*") > MAX_ALIASES
        or raw.count("[") + raw.count("{") > MAX_DEPTH
        or _DEEP_LINE.search(raw) is not None
    )
    if not suspicious:
        return ""
    aliases = depth = 0
    for event in yaml.parse(raw, Loader=SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if aliases > MAX_ALIASES:
            return f"has more than {MAX_ALIASES} YAML aliases"
        if depth > MAX_DEPTH:
            return f"is nested deeper than {MAX_DEPTH} levels"
    return ""


#: What the YAML parser says, and what the writer has to know.
_PLAINLY = (
    ("mapping values are not allowed", "a value without quotes holds a colon", "Put the value in quotes."),
    ("tab character", "a tab stands where only spaces may", "Indent with spaces."),
    ("found character '\\t'", "a tab stands where only spaces may", "Indent with spaces."),
    (
        "could not find expected ':'",
        "a line is neither “key: value” nor part of a quoted value",
        "Quote the value, or indent the line.",
    ),
    (
        "found undefined alias",
        "a value begins with an asterisk, which YAML takes for an alias",
        "Put the value in quotes.",
    ),
)


def _yaml_problem(error: Exception, begin: int, span: Span) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        cause = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        return Problem(span, "front-matter", f"the YAML front matter does not parse: {cause}")
    cause = str(getattr(error, "problem", "") or "it cannot be parsed")
    context = str(getattr(error, "context", "") or "")
    fix = "Quote values that contain a colon, a quote or a leading special character, and indent with spaces."
    opened = getattr(error, "context_mark", None)
    if "simple key" in context and opened is not None:
        mark = opened  # the line itself, not the one on which the parser gave up
    if "quoted scalar" in context and opened is not None and "unknown escape" not in cause:
        mark, cause, fix = (
            opened,
            "the quote that opens here is never closed",
            "Close it at the end of the value.",
        )
    else:
        plain = next((entry for entry in _PLAINLY if entry[0] in cause), None)
        if plain is not None:
            _, cause, fix = plain
        elif context:
            cause += f" ({context})"
    at = begin + mark.index
    return Problem(Span(at, at), "front-matter", f"the YAML front matter does not parse: {cause}", fix)


def _yaml_spans(
    node: yaml.MappingNode, prefix: str, begin: int, spans: Spans, problems: list[Problem], seen: set[int]
) -> None:
    seen.add(id(node))  # an alias leads to a node that has been visited
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            continue
        path = f"{prefix}{key.value}"
        span = Span(begin + value.start_mark.index, begin + value.end_mark.index)
        if path in spans:
            problems.append(_duplicate(key.value, Span(begin + key.start_mark.index, span.end)))
        spans[path] = span
        if isinstance(value, yaml.MappingNode) and id(value) not in seen and path.count(".") < _MAX_KEY_DEPTH:
            _yaml_spans(value, f"{path}.", begin, spans, problems, seen)


def _duplicate(key: str, span: Span) -> Problem:
    message = f"the key “{key}” stands twice in the front matter"
    return Problem(
        span,
        "duplicate-key",
        message,
        "Keep one of them: some generators take the last, others refuse the file.",
    )


def _toml(text: str, begin: int, end: int, span: Span) -> tuple[FrontMatter | None, list[Problem]]:
    import tomllib  # rarer than YAML

    raw = text[begin:end]
    try:
        data = tomllib.loads(raw.replace("\r\n", " \n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _TOML_PLACE.search(str(error))
        at = _offset(text, begin, int(found[1]), int(found[2])) if found else max(end - 1, begin)
        cause = _TOML_PLACE.sub("", str(error)).replace("(at end of document)", "").strip()
        fix = "Quote strings, and write one `key = value` per line."
        if isinstance(error, RecursionError):
            cause = "it is nested too deeply"
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
            spans.setdefault(
                table + match["key"].strip("\"'"), Span(start, start + len(match["value"].rstrip()))
            )
    return spans


def _json(text: str, begin: int) -> tuple[FrontMatter | None, int, list[Problem]]:
    """Read a JSON object that opens the document; where it ends is known only by parsing it."""
    try:
        data, end = json.JSONDecoder().raw_decode(text, begin)
    except (json.JSONDecodeError, RecursionError) as error:
        return _broken_json(text, begin, error)
    line_end = _next_line(text, end)
    if not data or text[end:line_end].strip():
        return None, begin, []  # a template or text that begins with a brace
    span = Span(begin, end)
    spans: Spans = {}
    problems: list[Problem] = []
    _json_spans(text, list(_JSON_TOKEN.finditer(text, *span)), 0, "", spans, problems)
    return FrontMatter("json", span, data, spans), line_end, problems


_TRAILING_COMMA = lazy_regex(r",\s*[}\]]")


def _broken_json(text: str, begin: int, error: Exception) -> tuple[FrontMatter | None, int, list[Problem]]:
    closing = _JSON_END.search(text, begin)
    if text[begin : _next_line(text, begin)].strip() != "{" or closing is None:
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
    return FrontMatter("json", span, {}, {}), _next_line(text, closing.end()), [problem]


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
        if first[0] == "{" and prefix.count(".") < _MAX_KEY_DEPTH:
            last = _json_spans(text, tokens, at + 2, f"{path}.", spans, problems)
        else:
            last = _json_value_end(tokens, at + 2)
        span = Span(first.start(), tokens[last].end())
        if path in spans:
            problems.append(_duplicate(key, Span(tokens[at].start(), span.end)))
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


def _offset(text: str, begin: int, line: int, column: int) -> int:
    """Return the offset of a place counted in lines and columns, from 1, after ``begin``."""
    for _ in range(line - 1):
        newline = text.find("\n", begin)
        if newline < 0:
            return len(text)
        begin = newline + 1
    return min(begin + column - 1, len(text))
