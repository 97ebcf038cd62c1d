"""Reads the CSS that stands in a page: style attributes, and rules for a single class or id in style elements."""

from __future__ import annotations

import re
from collections.abc import Mapping

from seoaudit.lazy_regex import lazy_regex

Style = Mapping[str, str]

_COMMENT_OR_STRING = lazy_regex(r"/\*.*?(?:\*/|\Z)|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
_SIMPLE = lazy_regex(r"[.#][A-Za-z_][\w-]*")
_NUMBER = lazy_regex(r"(-?\d*\.?\d+)\s*([a-z%]*)")
_SHORT = lazy_regex(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_TRIPLE = lazy_regex(
    r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*(1(?:\.0+)?|100%)\s*)?\)"
)
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "yellow": "#ffff00", "gray": "#808080"}
_OFF_SCREEN = 500


def declarations(text: str) -> dict[str, str]:
    """Return the declarations of a style attribute or rule, lower case, without ``!important``."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.lower().replace("!important", "").strip()
    return found


def simple_rules(sheet: str) -> dict[str, Style]:
    """Return the declarations that a style element gives to a class or id alone (``.name``, ``#name``).

    Rules within at-rules are left out, and so is a property that two rules for one name give differently.
    """
    sheet = _COMMENT_OR_STRING.sub(" ", sheet)
    found: dict[str, dict[str, str]] = {}
    unclear: set[tuple[str, str]] = set()
    for rule in _without_at_rules(sheet).split("}"):
        selectors, brace, body = rule.rpartition("{")
        if not brace:
            continue
        simple = [name for name in map(str.strip, selectors.split(",")) if _SIMPLE.fullmatch(name)]
        style = declarations(body) if simple else {}
        for selector in simple:
            known = found.setdefault(selector, {})
            for name, value in style.items():
                if known.setdefault(name, value) != value:
                    unclear.add((selector, name))
    for selector, name in unclear:
        found[selector].pop(name, None)
    return dict(found)


def _without_at_rules(sheet: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := sheet.find("@", at)) >= 0:
        kept.append(sheet[at:start])
        brace, semicolon = sheet.find("{", start), sheet.find(";", start)
        if brace < 0 or 0 <= semicolon < brace:
            at = semicolon + 1 if semicolon >= 0 else len(sheet)
            continue
        depth, at = 1, brace + 1
        while depth and (mark := lazy_regex(r"[{}]").search(sheet, at)):
            depth += 1 if mark.group() == "{" else -1
            at = mark.end()
        if depth:
            at = len(sheet)
    kept.append(sheet[at:])
    return "".join(kept)


def colour(value: str) -> str:
    """Return a colour as ``#rrggbb``, or ``""`` for one that cannot be told."""
    value = value.strip()
    if match := _SHORT.fullmatch(value):
        return f"#{match[1] * 2}{match[2] * 2}{match[3] * 2}"
    if match := _TRIPLE.fullmatch(value):
        return "#" + "".join(f"{min(int(n), 255):02x}" for n in match.groups()[:3])
    if len(value) == 7 and value[0] == "#":
        return value
    return _NAMED.get(value, "")


def is_zero(value: str) -> bool:
    """Return whether a number or length is nothing: ``0``, ``0.0``, ``0px``."""
    match = _NUMBER.fullmatch(value)
    return match is not None and float(match[1]) == 0


def is_off_screen(value: str) -> bool:
    """Return whether a length shoves far out of sight to the left or above; without a unit it is no length."""
    match = _NUMBER.fullmatch(value)
    if match is None or not match[2]:
        return False
    factor = {"em": 16, "rem": 16, "%": 6, "vw": 12}.get(match[2], 1)
    return float(match[1]) * factor <= -_OFF_SCREEN


def is_speck(style: Style) -> bool:
    """Return whether it is the idiom that hides text from eyes and keeps it for screen readers."""
    if "clip" in style or "clip-path" in style:
        return True
    sizes = [_NUMBER.fullmatch(style.get(name, "")) for name in ("width", "height")]
    return any(size is not None and float(size[1]) <= 1 and size[2] in ("px", "") for size in sizes)
