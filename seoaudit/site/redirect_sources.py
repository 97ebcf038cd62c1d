"""Brings the sources of redirects, which every host writes in its own way, into one plain form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.config_files import get
from seoaudit.site.model import Redirect

#: Sources that alternatives are expanded into, at most; beyond that a part is taken for any.
_MAX_SOURCES = 32
_MAX_LENGTH = 2_000

_GROUP = lazy_regex(r"(:\w+)?\(((?:[^()]|\([^()]*\))*)\)([*+?]?)")
_ALTERNATIVES = lazy_regex(r"(?:\?:)?[\w/. -]*(?:\|[\w/. -]*)+")
_ANY = frozenset({".*", ".+", ".*?", ".+?"})
_ONE = frozenset({"[^/]+", "[^/]*", "[^/]+?", r"\\w+", r"\w+", r"[\w-]+", r"[^\\/]+"})
_OPTIONAL = lazy_regex(r"/?:\w+\?")
_INTERPOLATED = lazy_regex(r"\$\{[^{}]*\}")


class Plain(msgspec.Struct, frozen=True):
    """A redirect's source and target in the form of ``seoaudit.site.model.Redirect``."""

    source: str
    target: str
    certain: bool = True


def plain(source: str, target: str) -> Iterator[Plain]:
    """Yield a redirect in plain form; several where its source has alternatives.

    >>> [each.source for each in plain("/:lang(en|fr)/a", "/:lang/b")], [each.target for each in plain("/x(.*)", "/y$1")]
    (['/en/a', '/fr/a'], ['/y:splat'])
    """
    if not source or len(source) > _MAX_LENGTH or len(target) > _MAX_LENGTH:
        return
    certain = True
    if "${" in source or "${" in target:
        source, target, certain = (
            _INTERPOLATED.sub(":code", source),
            _INTERPOLATED.sub(":code", target),
            False,
        )
    source = source.replace(r"\\", "\\").replace(r"\.", ".").replace(r"\-", "-")
    expanded = list(_expanded(source, target))
    for each, leads in expanded[:_MAX_SOURCES]:
        for spelt in _with_and_without(each):
            simple, leads_to, exact = _simple(spelt, leads)
            yield Plain(simple, leads_to, certain and exact)


def _expanded(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Put each alternative of ``(a|b)`` in the place of its group, in source and target."""
    groups = [group for group in _GROUP.finditer(source) if _ALTERNATIVES.fullmatch(group[2])]
    choices = [group[2].removeprefix("?:").split("|") + ([""] if group[3] == "?" else []) for group in groups]
    count = 1
    for choice in choices:
        count *= len(choice)
    if not groups or count > _MAX_SOURCES:
        yield source, target
        return
    for chosen in product(*choices):
        each, leads = source, target
        for number, (group, choice) in enumerate(zip(groups, chosen, strict=True), start=1):
            each = each.replace(group[0], choice, 1)
            mark = group[1] or f"${number}"
            leads = re.sub(re.escape(mark) + r"(?![\w])[*+?]?", lambda _, choice=choice: choice, leads)  # type: ignore[misc]
        yield re.sub(r"/{2,}", "/", each), leads


def _with_and_without(source: str) -> Iterator[str]:
    """Yield a source with its optional part, and without it."""
    found = _OPTIONAL.search(source)
    if found is None:
        yield source
        return
    yield source[: found.end() - 1] + source[found.end() :]
    yield (source[: found.start()] + source[found.end() :]) or "/"


def _simple(source: str, target: str) -> tuple[str, str, bool]:
    """Replace patterns by ``:name``, ``:name*`` and ``*``; the last value tells whether nothing is lost by it."""
    exact = True
    for number, group in enumerate(list(_GROUP.finditer(source)), start=1):
        at_end = source.rstrip("/").endswith(group[0])
        name = group[1] or f":{number}"
        inner = group[2].removeprefix("?:")
        if inner.startswith("?"):  # a condition on what follows
            exact, inner = False, ".*"
        if at_end and (inner in _ANY or group[3] in ("*", "+")):
            before = source.rstrip("/")[: -len(group[0])]
            if group[1] and before.endswith("/"):
                source = source.replace(group[0], f"{name}*", 1)
            else:
                source = source.replace(group[0], "*", 1)
                target = re.sub(rf"{re.escape(name)}\b[*+]?|\${number}", ":splat", target)
        else:
            exact &= inner in _ONE
            source = source.replace(group[0], name, 1)
    if "{" in source or "(" in source or "[" in source:
        source, exact = re.sub(r"[{}()]|\[[^\]]*\]", "", source), False
    source = re.sub(r"(:\w+)\+", r"\1*", source)
    return (source.rstrip("/") if source.endswith("*/") else source), target, exact


def redirects_of(
    source: str, target: str, status: int, origin: str, *, certain: bool = True
) -> Iterator[Redirect]:
    """Yield the redirects that one entry of a file stands for."""
    for found in plain(source, target):
        yield Redirect(found.source, found.target, status, origin, certain and found.certain)


def line_at(text: str, offset: int) -> int:
    """Return the line (from 1) of an offset."""
    return text.count("\n", 0, offset) + 1


def tables(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the tables of a list that a configuration holds; nothing for anything else."""
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, Mapping):
            yield entry


def text_of(table: object, key: str) -> str:
    """Return a table's text at a key, ``""`` for anything else."""
    value = get(table, key)
    return value.strip() if isinstance(value, str) else ""
