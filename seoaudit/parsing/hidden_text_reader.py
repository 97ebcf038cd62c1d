"""Reads what a page's styles hide from the tokens of its source, but for what readers may open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.parsing.hidden_text import HiddenText
from seoaudit.parsing.hiding_styles import SOURCE, SWITCHED, elements, technique_of
from seoaudit.parsing.html_tokens import END, START, TEXT, tokenize
from seoaudit.parsing.styles import Style, declarations, is_off_screen, is_speck

_SILENT = frozenset({
    "script", "style", "noscript", "template", "textarea", "select", "option", "title", "svg", "math",
    "iframe", "object",
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
})  # fmt: skip
#: Elements whose start ends an open element of the same kind, and those that end an open paragraph.
_SIBLINGS = frozenset(["li", "dt", "dd", "td", "th", "tr", "option"])
_ENDS_PARAGRAPH = frozenset({
    "div", "p", "ul", "ol", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "table", "form",
    "pre", "blockquote",
})  # fmt: skip
#: Elements that readers open, or that are furniture.
_INTERACTIVE_TAGS = frozenset(
    ["nav", "header", "footer", "aside", "dialog", "details", "form", "label", "button", "body"]
)
_INTERACTIVE_ROLES = frozenset({
    "tabpanel", "dialog", "alertdialog", "menu", "listbox", "tooltip", "alert", "status", "tree", "region",
    "search",
})  # fmt: skip
_INTERACTIVE_NAMES = lazy_regex(
    r"(?:^|[\s_-])(?:sr|only|visually|screen|reader|skip|modal|popup|popover|tab|tabs|tabpanel|tabcontent|panel|menu|submenu|"
    r"dropdown|drop|accordion|collapse|collapsed|collapsible|toggle|toggled|tooltip|toast|overlay|lightbox|slide|slides|"
    r"slider|carousel|cookie|consent|mobile|nomobile|desktop|tablet|phone|print|noprint|printonly|nojs|js|noscript|"
    r"loading|loader|spinner|error|success|message|alert|notice|warning|preview|preheader|spoiler|answer|faq|"
    r"fade|animate|animated|aos|wow|reveal|anim|transition|search|nav|navbar|sidebar|toc|expand|expandable|more|"
    r"clipboard|hover|invisible|katex|mathjax|mjx|headerlink)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Attributes by which scripts and frameworks show an element.
_SCRIPTED = lazy_regex(
    r"^(?:x-|v-|ng-|:|@|hx-|wire:|data-(?:toggle|target|bs-|show|state|aos|tab|controller|reveal))|^aria-(?!label)"
)
_MOVING = ("transition", "animation", "transform")


class _Root:
    """A hidden element whose text is being collected."""

    __slots__ = ("span", "technique", "words")

    def __init__(self, span: Span, technique: str) -> None:
        self.span, self.technique = span, technique
        self.words: list[str] = []


class HiddenTextReader:
    """Walks through the tokens with what is in force for the text: the element that hides it, by property."""

    def __init__(self, text: str, sheet: dict[str, Style]) -> None:
        self.text = text
        self.stack: list[tuple[str, dict[str, _Root | None]]] = []
        self.roots: list[_Root] = []
        self.sheet = sheet
        #: What scripts may name, and whether one from elsewhere may show anything.
        self.scripts: list[str] = []
        self.foreign = False

    def read(self) -> tuple[HiddenText, ...]:
        """Return the outermost elements that are hidden for good and have text, in order."""
        text = self.text.replace("\r", " ")
        self._collect(text)
        lines = [0]
        at = text.find("\n")
        while at >= 0:
            lines.append(at + 1)
            at = text.find("\n", at + 1)
        silent = ""
        for token in tokenize(text, resolve_references=True, capture_source=True):
            if token.type is START:
                tag = token.tag or ""
                if silent or tag in _VOID:
                    continue
                if tag in _SILENT:
                    silent = tag
                    continue
                begin = lines[token.line - 1] + token.col
                self._start(tag, dict(token.attrs or ()), Span(begin, begin + len(token.source or "")))
            elif token.type is END:
                if silent:
                    silent = "" if token.tag == silent else silent
                    continue
                self._end(token.tag or "")
            elif token.type is TEXT and not silent and self.stack:
                data = (token.data or "").strip()
                root = next((root for root in self.stack[-1][1].values() if root is not None), None)
                if data and root is not None:
                    root.words.append(data)
        return tuple(
            HiddenText(root.span, root.technique, " ".join(" ".join(root.words).split()))
            for root in self.roots
            if root.words
        )

    def _collect(self, text: str) -> None:
        """Read the style elements and scripts first: both may stand after what they are about."""
        for attributes, script in elements(text, "script"):
            self.foreign = self.foreign or SOURCE.search(attributes) is not None
            if script:
                self.scripts.append(script)

    def _start(self, tag: str, attributes: Mapping[str, str | None], span: Span) -> None:
        if tag in _ENDS_PARAGRAPH and self.stack and self.stack[-1][0] == "p":
            self.stack.pop()
        if tag in _SIBLINGS and self.stack and self.stack[-1][0] == tag:
            self.stack.pop()
        force = dict(self.stack[-1][1]) if self.stack else {}
        style = self._style(attributes)
        if style:
            self._apply(tag, attributes, style, span, force)
        self.stack.append((tag, force))

    def _style(self, attributes: Mapping[str, str | None]) -> Style:
        own = attributes.get("style")
        if not self.sheet:
            return declarations(own) if own else {}
        style: dict[str, str] = {}
        for name in (attributes.get("class") or "").split():
            style.update(self.sheet.get(f".{name}", {}))
        style.update(self.sheet.get(f"#{attributes.get('id')}", {}))
        style.update(declarations(own or ""))
        return style

    def _apply(
        self,
        tag: str,
        attributes: Mapping[str, str | None],
        style: Style,
        span: Span,
        force: dict[str, _Root | None],
    ) -> None:
        # A descendant undoes what is inherited, and nothing else.
        for name in ("font-size", "visibility", "text-indent", "color"):
            if name in style:
                force[name] = None
        if "background" in style or "background-color" in style:
            force["color"] = None
        if any(force.values()):
            return
        name, technique = technique_of(style)
        if not name or self._opened(tag, attributes, style, name):
            return
        root = _Root(span, technique)
        self.roots.append(root)
        force[name] = root

    def _opened(self, tag: str, attributes: Mapping[str, str | None], style: Style, name: str) -> bool:
        """Return whether the reader may get to see it, or hear it."""
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if _INTERACTIVE_NAMES.search(names) or is_speck(style):
            return True
        if name not in SWITCHED:
            return False
        if tag in _INTERACTIVE_TAGS or (attributes.get("role") or "") in _INTERACTIVE_ROLES:
            return True
        if any(entry[0] in ("nav", "dialog", "details") for entry in self.stack):
            return True
        if self.foreign or any(_SCRIPTED.search(attribute) for attribute in attributes):
            return True
        if name == "opacity" and any(
            word in style
            and not is_off_screen(style[word].partition("(")[2].partition(")")[0].partition(",")[0])
            for word in _MOVING
        ):
            return True
        return any(word in script for word in names.split() for script in self.scripts)

    def _end(self, tag: str) -> None:
        for index in range(len(self.stack) - 1, max(len(self.stack) - 200, -1), -1):
            if self.stack[index][0] == tag:
                del self.stack[index:]
                return
