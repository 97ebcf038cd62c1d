"""Front matter in YAML, TOML and JSON, with the place of every key.

Detection and splitting are python-frontmatter's; loading is ours, because an editor needs the line of a
mistake, and because that library passes over duplicate keys, lists and broken values in silence.
"""

from __future__ import annotations

import re
from typing import Literal

from frontmatter.default_handlers import BaseHandler, YAMLHandler

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import FrontMatter, Problem
from seoaudit.parsing.frontmatter_places import next_line, too_long
from seoaudit.parsing.frontmatter_yaml import KEY_LINE, read_yaml

Format = Literal["yaml", "toml", "json"]

#: A blank line and then what cannot be front matter: a heading, or a line that begins with a word and has no key.
_BODY = lazy_regex(r"\n[ \t]*\r?\n(?=#{1,6}[ \t]+\S|[!<>*_`]|\w[^:=\n]*(?:\n|$))")


class Yaml(YAMLHandler):
    """Front matter between ``---`` lines; the library's own pattern swallows the blank lines after them."""

    FM_BOUNDARY = lazy_regex(r"^-{3,}[ \t]*\r?$", re.MULTILINE)


class Toml(BaseHandler):
    """Front matter between ``+++`` lines."""

    FM_BOUNDARY = lazy_regex(r"^\+{3,}[ \t]*\r?$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"


_HANDLERS: tuple[tuple[Format, BaseHandler], ...] = (("yaml", Yaml()), ("toml", Toml()))


def read(text: str) -> tuple[FrontMatter | None, int, list[Problem]]:
    """Return the front matter (or ``None``), the offset where the body begins, and what is wrong with it.

    Broken front matter is still cut off the body: its keys are lost, the text is not.
    """
    begin = 0
    if text.startswith("\ufeff"):
        text, begin = "\n" + text[1:], 1  # so that the first boundary begins a line
    if text.startswith("{", begin):
        from seoaudit.parsing.frontmatter_json import read_json  # rarer than YAML, as TOML is

        return read_json(text, begin)
    for format_, handler in _HANDLERS:
        boundary = handler.FM_BOUNDARY
        opening = boundary.match(text, begin) if boundary else None
        if boundary is None or opening is None:
            continue
        start = next_line(text, opening.end())
        closing = boundary.search(text, start)
        if closing is None:
            return _unclosed(text, begin, start)
        span = Span(begin, closing.end())
        front_matter, problems = _loaded(format_, text, start, closing.start(), span)
        if front_matter is None and not problems:
            return None, begin, []
        if front_matter is None and _BODY.search(text, start, closing.start()):
            return _unclosed(text, begin, start)  # the closing line is a thematic break of the body
        return front_matter or FrontMatter(format_, span, {}, {}), next_line(text, closing.end()), problems
    return None, begin, []


def _loaded(
    format_: Format, text: str, begin: int, end: int, span: Span
) -> tuple[FrontMatter | None, list[Problem]]:
    if problem := too_long(text, span):
        return None, [problem]
    if format_ == "yaml":
        return read_yaml(text, begin, end, span)
    from seoaudit.parsing.frontmatter_toml import read_toml

    return read_toml(text, begin, end, span)


def _unclosed(text: str, begin: int, start: int) -> tuple[None, int, list[Problem]]:
    first = text[start : start + 400].lstrip("\r\n").partition("\n")[0]
    if not KEY_LINE.match(first):
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
