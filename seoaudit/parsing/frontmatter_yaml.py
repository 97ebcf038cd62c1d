"""Front matter in YAML: its data, the place of every key, and what is wrong with it in words that help."""

from __future__ import annotations

import re

import yaml

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import FrontMatter, Problem
from seoaudit.parsing.frontmatter_places import MAX_KEY_DEPTH, Spans, duplicate_key

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

#: More aliases than any author writes; a file that multiplies itself through them (merge keys double with
#: every level) is refused. Twenty of them cannot make more than about 1,500 copies.
MAX_ALIASES = 20
#: Levels of nesting. The parser recurses in C, and a hundred thousand levels would end the process.
MAX_DEPTH = 100

#: What the line of a key begins with, in YAML and in TOML.
KEY_LINE = lazy_regex(r"^\s*[\w\"'.-]+\s*[:=]", re.MULTILINE)
#: A line that can open a hundred levels by itself, by indentation or by `- - -`.
_DEEP_LINE = lazy_regex(r"^[ \t?:-]{100}", re.MULTILINE)
_CONTROL = lazy_regex("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _YamlLoader(SafeLoader):
    """Keeps a date that does not exist (``2024-02-30``) as text: one bad value must not lose all keys."""

    def timestamp(self, node: yaml.ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_YamlLoader.add_constructor("tag:yaml.org,2002:timestamp", _YamlLoader.timestamp)


def read_yaml(text: str, begin: int, end: int, span: Span) -> tuple[FrontMatter | None, list[Problem]]:
    """Return the front matter between two offsets of the text, and what is wrong with it; no fault where it is none.

    ``span`` is the place of the whole, with its marks.
    """
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
        if not KEY_LINE.search(raw):
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
            problems.append(duplicate_key(key.value, Span(begin + key.start_mark.index, span.end)))
        spans[path] = span
        if isinstance(value, yaml.MappingNode) and id(value) not in seen and path.count(".") < MAX_KEY_DEPTH:
            _yaml_spans(value, f"{path}.", begin, spans, problems, seen)
