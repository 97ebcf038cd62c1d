"""Front matter in TOML: its data, the place of every key, and what is wrong with it."""

from __future__ import annotations

import re
import tomllib

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import FrontMatter, Problem
from seoaudit.parsing.frontmatter_places import Spans, offset_of

_TOML_KEY = lazy_regex(
    r"^[ \t]*(?P<table>\[+[^\]\n]+\]+)"
    r"|^[ \t]*(?P<key>[\w\"'.-]+)[ \t]*=[ \t]*(?P<value>\"(?!\"\")(?:[^\"\\\n]|\\.)*\"|'(?!'')[^'\n]*'|\[[^\]]*\]|[^\n#]*)",
    re.MULTILINE,
)
_TOML_PLACE = lazy_regex(r"\(at line (\d+), column (\d+)\)")


def read_toml(text: str, begin: int, end: int, span: Span) -> tuple[FrontMatter | None, list[Problem]]:
    """Return the front matter between two offsets of the text, or what is wrong with it.

    ``span`` is the place of the whole, with its marks.
    """
    raw = text[begin:end]
    try:
        data = tomllib.loads(raw.replace("\r\n", " \n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _TOML_PLACE.search(str(error))
        at = offset_of(text, begin, int(found[1]), int(found[2])) if found else max(end - 1, begin)
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
