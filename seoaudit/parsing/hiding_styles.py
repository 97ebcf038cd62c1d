"""Which styles of a page hide something, and by which property."""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.lazy_regex import lazy_regex
from seoaudit.parsing.styles import (
    Style,
    colour,
    declarations,
    is_off_screen,
    is_speck,
    is_zero,
    simple_rules,
)

_INLINE = lazy_regex(r"style\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_OTHER_MEDIA = lazy_regex(r"media\s*=\s*[\"']?(?!all\b|screen\b)[a-z(]")
#: A script from elsewhere.
SOURCE = lazy_regex(r"\ssrc\s*=")
#: The properties by which scripts open and close parts of a page.
SWITCHED = frozenset(["display", "visibility", "opacity"])


def technique_of(style: Style) -> tuple[str, str]:
    """Return the property that hides an element, and how to say it; empty when none does."""
    if style.get("display") == "none":
        return "display", "display: none"
    if style.get("visibility") == "hidden":
        return "visibility", "visibility: hidden"
    if is_zero(style.get("opacity", "1")):
        return "opacity", "opacity: 0"
    if is_zero(style.get("font-size", "1px")):
        return "font-size", "font-size: 0"
    if is_off_screen(style.get("text-indent", "")):
        return "text-indent", "a text-indent off the screen"
    if style.get("position") in ("absolute", "fixed"):
        for side in ("left", "top"):
            if is_off_screen(style.get(side, "")):
                return "position", "a place off the screen"
    ink = style.get("color", "")
    if ink == "transparent" and "background-clip" not in style and "-webkit-background-clip" not in style:
        return "color", "a transparent colour"
    paper = colour(style.get("background-color") or style.get("background", ""))
    if paper and colour(ink) == paper and "text-shadow" not in style:
        return "color", "the colour of its background"
    return "", ""


def elements(text: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and the content of style or script elements, which hold no others."""
    at = text.find(f"<{tag}")
    while at >= 0:
        opened = text.find(">", at)
        closed = text.find(f"</{tag}", opened)
        if opened < 0 or closed < 0:
            return
        yield text[at + len(tag) + 1 : opened], text[opened + 1 : closed]
        at = text.find(f"<{tag}", closed)


def sheet_of(text: str) -> dict[str, Style]:
    """Return the simple rules of the page's style elements for screens."""
    sheets = [body for attributes, body in elements(text, "style") if not _OTHER_MEDIA.search(attributes)]
    return simple_rules("\n".join(sheets)) if sheets else {}


def may_hide(text: str, sheet: dict[str, Style]) -> bool:
    """Return whether a page's styles hide anything that its scripts may not show: few do, and those are read."""
    styles: list[Style] = [declarations(one or two or bare) for one, two, bare in set(_INLINE.findall(text))]
    styles += (style for style in sheet.values() if not is_speck(style))
    hiding = {technique_of(style)[0] for style in styles} - {""}
    return bool(hiding - SWITCHED) or (
        bool(hiding) and not any(SOURCE.search(attributes) for attributes, _ in elements(text, "script"))
    )
