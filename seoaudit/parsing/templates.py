"""Templates in Markdown: shortcodes, Liquid and Nunjucks tags, MDX, containers.

They are not text and must not confuse the Markdown parser, so each is blanked out before parsing, byte
for byte, and remembered as a ``Component``: every position after it stays where it was. In a link's
destination a blank would end the link, so a *stand-in* without spaces takes the template's place there
and ``Mask.restore`` puts the template back into the parsed target.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Component

Syntax = Literal["shortcode", "liquid", "expression", "jsx", "container", "import"]

# Each kind ends where the next of its kind begins: a thousand that are never closed cost one pass, not a thousand.
_BRACES = lazy_regex(
    r"\{\{[<%](?P<shortcode>[^{}]*(?:(?:\}(?!\})|\{(?!\{[<%]))[^{}]*)*?)[%>]\}\}"
    r"|\{%-?(?P<liquid>[^%{]*(?:(?:%(?!\})|\{(?!%))[^%{]*)*?)-?%\}"
    r"|\{\{(?![<%])(?P<expression>[^`{}]*(?:(?:\}(?!\})|\{(?!\{))[^`{}]*)*)\}\}"
    r"|\{#(?!\})[^\n#{]*(?:(?:#(?!\})|\{(?!#))[^\n#{]*)*#\}"
    r"|\{/\*[^*{]*(?:(?:\*(?!/)|\{(?!/\*))[^*{]*)*\*/\}"
    r"|\{:[^}\n]*\}"
)
_CONTAINER = lazy_regex(r"^[ \t]*:{3,}[ \t]*(?P<name>[\w-]*)(?P<rest>[^\n]*)$", re.MULTILINE)
_MODULE = lazy_regex(
    r"^(?:import\s+(?:[\w*{][^\n;]*?(?:\n[^\n;]*?){0,20}?\s+from\s+)?['\"][^'\"\n]+['\"];?[ \t]*"
    r"|export\s+(?:default|const|let|var|function|async|class)\b[^\n]*(?:\n[^\n]+)*?)$",
    re.MULTILINE,
)
_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_JSX = lazy_regex(
    r"<(?P<close>/?)(?P<name>[A-Z][\w.]*)"
    rf"(?P<rest>(?:\s+(?:[\w:@-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|{_BRACED}|[^\s\"'=<>`{{}}]+))?|{_BRACED}))*)"
    r"\s*(?P<empty>/?)>"
)
_JSX_VALUE = lazy_regex(r"(?<![{}\w])\{[^{}\n]*\}")
#: The value of an attribute where the file's name does not say MDX: its element has to be closed after it.
_JSX_ATTRIBUTE = lazy_regex(r"(?<==)\{[^{}<>\n]*\}(?=[^<\n]{0,500}(?:\n[^<\n]{1,500}){0,20}>)")
_ATTRIBUTE = lazy_regex(
    r"([\w:@-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{\s*[\"'`]([^\"'`]*)[\"'`]\s*\}|([^\s\"'=<>`{}]+))"
)
_POSITIONAL = lazy_regex(r"\"([^\"]*)\"|'([^']*)'")
_NAME = lazy_regex(r"[\w./-]+")
_TOC = lazy_regex(r"^\[(?:\[_?toc_?\]|toc)\][ \t]*$", re.MULTILINE, re.IGNORECASE)
#: What stands before a link's destination or a URL attribute, up to the template.
_DESTINATION = lazy_regex(
    r"(?:\]\(\s*<?|\b(?:href|src|action)\s*=\s*[\"']?|^[ ]{0,3}\[[^\]\n]+\]:\s*<?)[^\s\"'()<>]*$",
    re.MULTILINE,
)
_ATTRIBUTE_BEGUN = lazy_regex(r"<[a-zA-Z][^<>]*\s[\w:.-]+=$")
#: Two digits to the base of 36.
_MOST_STAND_INS = 36 * 36
_STAND_IN = lazy_regex(r"zq([0-9a-z]{2})[zßꙅ𐐨]*")


class _Widths(dict[int, str | int]):
    """Translates every character to one of the same number of bytes, so that no offset moves."""

    def __init__(self, *fillers: str) -> None:
        self.fillers = fillers
        self[ord("\n")] = "\n"

    def __missing__(self, code: int) -> str:
        filler = self[code] = self.fillers[(code > 0x7F) + (code > 0x7FF) + (code > 0xFFFF)]
        return filler


#: The form feed is a blank to the Markdown parser but, unlike a space, never indents code.
_BLANKS = _Widths("\f", "\u00a0", "\u2003", "\U0001d173")
#: Not blank to the parser and nothing to a reader: keeps a line of indented code, or of a list item, in being.
_SOLID = _Widths("\x01", "\u00a0", "\u2003", "\U0001d173")
_LETTERS = _Widths("z", "ß", "ꙅ", "𐐨")

_CODE_INDENT = 4

#: Upper-case spellings of HTML's own elements are not components.
_HTML_NAMES = frozenset({
    "A", "ABBR", "ADDRESS", "ARTICLE", "ASIDE", "AUDIO", "B", "BLOCKQUOTE", "BODY", "BR", "BUTTON",
    "CAPTION", "CENTER", "CITE", "CODE", "COL", "DD", "DEL", "DETAILS", "DIV", "DL", "DT", "EM",
    "FIGCAPTION", "FIGURE", "FONT", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEAD", "HEADER",
    "HR", "HTML", "I", "IFRAME", "IMG", "INPUT", "INS", "KBD", "LABEL", "LI", "LINK", "MAIN", "MARK",
    "META", "NAV", "OL", "OPTION", "P", "PICTURE", "PRE", "Q", "S", "SCRIPT", "SECTION", "SELECT", "SMALL",
    "SOURCE", "SPAN", "STRIKE", "STRONG", "STYLE", "SUB", "SUMMARY", "SUP", "SVG", "TABLE", "TBODY", "TD",
    "TEXTAREA", "TFOOT", "TH", "THEAD", "TITLE", "TR", "TT", "U", "UL", "VIDEO",
})  # fmt: skip


class Mask:
    """A text with its templates blanked, what they were, and the stand-ins left in link destinations."""

    __slots__ = ("components", "letters", "stand_ins", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.components: list[Component] = []
        self.stand_ins: list[str] = []
        #: Where in the source letters took a template's place.
        self.letters: list[tuple[int, int]] = []

    def restore(self, target: str) -> str:
        """Return a link target with its stand-ins replaced by the templates they stand for."""
        if not self.stand_ins or "zq" not in target:
            return target

        def original(match: re.Match[str]) -> str:
            number = int(match[1], 36)
            return self.stand_ins[number] if number < len(self.stand_ins) else match[0]

        return _STAND_IN.sub(original, target)

    def has_letters(self, begin: int, end: int) -> bool:
        """Whether letters took a template's place in this range of the source."""
        at = bisect_left(self.letters, (begin,))
        return at < len(self.letters) and self.letters[at][0] < end

    def around_letters(self, text: str, begin: int) -> Iterator[tuple[str, int]]:
        """Yield the pieces of ``text``, which stands at source offset ``begin``, between templates made letters.

        They are left over where what looked like a link's destination or an attribute was none.
        """
        end = begin + len(text)
        at = begin
        for first, last in self.letters[bisect_left(self.letters, (begin,)) :]:
            if first >= end:
                break
            if first > at:
                yield text[at - begin : first - begin], at
            at = last
        if at < end:
            yield text[at - begin :], at


def mask(text: str, offset: int = 0, *, mdx: bool = False) -> Mask:
    """Blank the templates of a Markdown body that begins at source offset ``offset``."""
    masked = Mask(text)
    if "{" in text:
        _replace(masked, _BRACES, offset, _brace, mdx=mdx)
    if ":::" in text:
        _replace(masked, _CONTAINER, offset, _container, mdx=mdx)
    if "import " in text or "export " in text:
        _replace(masked, _MODULE, offset, lambda _: ("import", "", {}), mdx=mdx)
    if "</" in text or "/>" in text or mdx:
        _replace(masked, _JSX, offset, _jsx, mdx=mdx)
    if mdx and "{" in masked.text:
        _replace(masked, _JSX_VALUE, offset, lambda _: ("expression", "", {}), mdx=mdx)
    elif "={" in masked.text:
        _replace(masked, _JSX_ATTRIBUTE, offset, _attribute_value, mdx=mdx)
    if "toc]" in text or "TOC]" in text:
        _replace(masked, _TOC, offset, lambda _: ("container", "toc", {}), mdx=mdx)
    masked.letters.sort()
    if len(masked.components) > 1:
        masked.components.sort(key=lambda component: component.span.start)
    return masked


_Recognised = tuple[Syntax, str, Mapping[str, str]]


def _replace(
    masked: Mask,
    pattern: re.Pattern[str],
    offset: int,
    recognise: Callable[[re.Match[str]], _Recognised | None],
    *,
    mdx: bool,
) -> None:
    def blank(match: re.Match[str]) -> str:
        whole = match[0]
        if "\n\n" in whole or "\n\r\n" in whole:
            return whole  # a blank line inside: more likely two unrelated marks
        known = recognise(match)
        if known is None:
            return whole
        syntax, name, attributes = known
        at = match.start()
        indent = len(whole) - len(whole.lstrip(" \t"))
        masked.components.append(
            Component(Span(offset + at + indent, offset + match.end()), name, syntax, attributes)
        )
        replaceable = len(whole) >= 4 and whole[:4].isascii() and "\n" not in whole  # room for `zq00`
        if replaceable and _in_destination(masked.text, at):
            if len(masked.stand_ins) < _MOST_STAND_INS:
                # The last one stands for all that follow: that a template was there is told, though not which.
                masked.stand_ins.append(whole if len(masked.stand_ins) < _MOST_STAND_INS - 1 else "{{…}}")
            masked.letters.append((offset + at, offset + match.end()))
            return f"zq{_base36(len(masked.stand_ins) - 1)}" + whole[4:].translate(_LETTERS)
        if masked.text[at - 1 : at] == "=" and _ATTRIBUTE_BEGUN.search(masked.text, max(at - 500, 0), at):
            return whole.translate(_SOLID)  # an attribute without a value would undo its element
        if not mdx and not indent and _indented(masked.text, at):
            return whole.translate(_SOLID)
        return whole[:indent] + whole[indent:].translate(_BLANKS)

    masked.text = pattern.sub(blank, masked.text)


def _in_destination(text: str, at: int) -> bool:
    begin = _line_begin(text, at)
    if text.find("](", begin, at) < 0 and text.find("=", begin, at) < 0 and text.find("]:", begin, at) < 0:
        return False
    return _DESTINATION.search(text, begin, at) is not None


def _indented(text: str, at: int) -> bool:
    """Return whether only white space that could make a line code stands before ``at``."""
    before = text[_line_begin(text, at) : at]
    return before.isspace() and ("\t" in before or len(before) >= _CODE_INDENT)


def _line_begin(text: str, at: int) -> int:
    """Return where the line begins, or what is near enough: a line may be megabytes long."""
    nearest = max(at - 500, 0)
    return max(text.rfind("\n", nearest, at) + 1, nearest)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number // 36] + digits[number % 36]


def _brace(match: re.Match[str]) -> _Recognised:
    syntax: Syntax = (
        "shortcode"
        if match["shortcode"] is not None
        else "liquid"
        if match["liquid"] is not None
        else "expression"
    )
    inner = match["shortcode"] or match["liquid"] or match["expression"] or ""
    name = _NAME.search(inner)
    if name is None or syntax == "expression":
        return syntax, "", {}
    rest = inner[name.end() :]
    return syntax, name[0], _attributes(rest) if rest.strip() else {}


def _attribute_value(match: re.Match[str]) -> _Recognised | None:
    begun = _ATTRIBUTE_BEGUN.search(match.string, max(match.start() - 500, 0), match.start())
    return ("expression", "", {}) if begun else None


def _attributes(text: str) -> dict[str, str]:
    """Return named attributes, and positional quoted arguments under ``0``, ``1`` …"""
    named = {m[1]: m[2] or m[3] or m[4] or m[5] or "" for m in _ATTRIBUTE.finditer(text)}
    if not named:
        named = {str(n): m[1] or m[2] or "" for n, m in enumerate(_POSITIONAL.finditer(text))}
    return named


def _container(match: re.Match[str]) -> _Recognised:
    return "container", match["name"], _attributes(match["rest"])


def _jsx(match: re.Match[str]) -> _Recognised | None:
    if match["name"] in _HTML_NAMES:
        return None
    return "jsx", ("/" if match["close"] else "") + match["name"], _attributes(match["rest"])
