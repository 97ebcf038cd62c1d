"""Permalinks of Eleventy: values and the usual filters in ``{{ … }}``; anything else is not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import moment, text
from seoaudit.site.generators.slugs import eleventy_slug

_OUTPUT = lazy_regex(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_PIPE = lazy_regex(r"\s*\|\s*(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)")
_CALL = lazy_regex(r"(\w+)\s*(?:[:(]\s*(.*?)\)?)?$", re.DOTALL)
_DATE_PATH = lazy_regex(r"date.?path|path.?date", re.IGNORECASE)
_PARTS = lazy_regex(r"yyyy|LLLL|LL|MM|dd|YYYY|DD|%Y|%m|%d|[a-zA-Z]+|.", re.DOTALL)


def filled(permalink: str, values: Mapping[str, Any]) -> str | None:
    """Return a permalink with its expressions replaced; ``None`` where one needs the site's own code.

    >>> filled("/blog/{{ title | slugify }}/", {"title": "A Day Out"})
    '/blog/a-day-out/'
    >>> filled("/{{ page.date | shout }}/", {"page": {}}) is None
    True
    """
    if "{%" in permalink or "${" in permalink:
        return None
    unknown = False

    def value(found: re.Match[str]) -> str:
        nonlocal unknown
        result = _expression(found[1], values)
        unknown = unknown or result is None
        return result or ""

    path = _OUTPUT.sub(value, permalink)
    return None if unknown else path


def _expression(source: str, values: Mapping[str, Any]) -> str | None:
    first, *filters = _PIPE.split(source)
    value: Any = _operand(first.strip(), values)
    for each in filters:
        call = _CALL.match(each.strip())
        value = _filtered(value, call[1], (call[2] or "").strip()) if call else None
        if value is None:
            return None
    return value.date().isoformat() if isinstance(value, datetime) else text(value) or None


def _operand(source: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any value
    if source[:1] in "\"'" and source[-1:] == source[:1]:
        return source[1:-1]
    for alternative in source.split(" or "):
        found: Any = values
        for key in alternative.strip().split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
        if found:
            return found
    return None


def _filtered(value: Any, name: str, argument: str) -> Any:  # noqa: ANN401
    if value is None:
        return _unquoted(argument) if name == "default" else None
    if name in {"slugify", "slug"}:
        return eleventy_slug(text(value))
    if name in {"url", "safe", "string", "trim"}:
        return value
    if name in {"lower", "downcase"}:
        return text(value).lower()
    date = value if isinstance(value, datetime) else moment(value)
    if date is not None and _DATE_PATH.search(name):
        return f"{date:%Y/%m/%d}"
    if date is not None and "date" in name.lower() and argument:
        return _dated(date, _unquoted(argument.split(",")[0].strip()))
    return None


def _unquoted(argument: str) -> str:
    return argument.strip().strip("\"'")


def _dated(date: datetime, form: str) -> str | None:
    """Return a date in the letters of Luxon, Moment or ``strftime``; ``None`` for letters beyond year, month, day."""
    known = {
        "yyyy": "%Y", "YYYY": "%Y", "%Y": "%Y", "LL": "%m", "MM": "%m", "%m": "%m", "dd": "%d", "DD": "%d", "%d": "%d",
    }  # fmt: skip
    result = ""
    for part in _PARTS.findall(form):
        if part in known:
            result += date.strftime(known[part])
        elif part[0].isalpha() or part[0] == "%":
            return None
        else:
            result += part
    return result
