"""Pages whose text is not in their HTML, and appears only when a browser runs their scripts."""

from __future__ import annotations

import re

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Page

#: An element that a program fills with the page, named as the usual frameworks and their templates name it.
_ROOT = lazy_regex(
    r"<(?:(?:app-root|ion-app|my-app)\b"
    r"|[a-z][a-z0-9-]*\s[^<>]*?(?:(?<=\s)id\s*=\s*[\"']?"
    r"(?:root|app|__next|__nuxt|___gatsby|svelte|react-root|app-root|main-app|q-app|application)(?=[\"'\s/>])"
    r"|\bdata-reactroot\b|\bdata-v-app\b|\bng-app\b))[^<>]*>",
    re.IGNORECASE,
)
_BODY = lazy_regex(r"<body\b", re.IGNORECASE)
_SCRIPT = lazy_regex(r"<script\b[^<>]*\b(?:src|type\s*=\s*[\"']?module)\b", re.IGNORECASE)
#: A program written into the page itself; data and templates in script elements are none.
_INLINE = lazy_regex(
    r"<script(?![^<>]*\btype\s*=\s*[\"']?(?!(?:text|application)/(?:java|ecma)script\b))[^<>]*>\s*[^\s<]",
    re.IGNORECASE,
)
#: What only a program that fills the page says; one that counts visitors makes elements, too.
_FILLS = lazy_regex(
    r"\.(?:innerHTML|insertAdjacentHTML|textContent|render|mount|append)\b|\bcreate(?:Root|App)\b"
)
#: So many words may stand in the root or below it ("Loading, please wait"), and so many on the whole page.
_WAITING_WORDS, _SHELL_WORDS = 8, 60
#: Without a root, a page that asks for JavaScript has no more words than this.
_BARE_WORDS = 8
#: So many noscript elements are looked at, and so much of each.
_MOST_NOSCRIPTS, _NOSCRIPT_LENGTH = 10, 2000


class Shell(msgspec.Struct, frozen=True):
    """An HTML document without its text: the place of the element that a program fills (or of the request to switch
    JavaScript on), how many words the HTML has, and whether the place is such an element.
    """

    span: Span
    words: int
    is_root: bool


@fact
def javascript_shell(page: Page) -> Shell | None:
    """Return what an HTML document has in place of its text, ``None`` where the text is in the HTML.

    Both must be there: hardly a word, and a sign that a program brings them: an empty element with a name like
    ``root`` or ``__next`` beside scripts, or a ``noscript`` that asks for JavaScript.
    """
    if page.source.media != "html" or page.front_matter is not None:
        return None
    words = len(page.text[: 40 * _SHELL_WORDS].split())
    if words > _SHELL_WORDS:
        return None
    source = page.source.text
    body = _BODY.search(source)
    if body is None:
        return None
    root = _ROOT.search(source, body.start())
    if root is not None:
        inside = sum(len(page.text[b.start : b.end].split()) for b in page.blocks if b.span.end > root.end())
        if inside <= _WAITING_WORDS and _has_program(source, empty=not inside):
            return Shell(Span(root.start(), root.end()), words, is_root=True)
    asking = _request(source) if words <= _BARE_WORDS else None
    return Shell(asking, words, is_root=False) if asking else None


def _has_program(source: str, *, empty: bool) -> bool:
    """Return whether a script may fill the root: one that is loaded; for an ``empty`` root any that stands in the page."""
    if _SCRIPT.search(source) is not None:
        return True
    return _INLINE.search(source) is not None and (empty or _FILLS.search(source) is not None)


def _request(source: str) -> Span | None:
    """Return the place of a ``noscript`` that asks its reader to switch JavaScript on."""
    folded = source.lower()
    at = -1
    for _ in range(_MOST_NOSCRIPTS):
        at = folded.find("<noscript", at + 1)
        if at < 0:
            return None
        end = folded.find("</noscript", at, at + _NOSCRIPT_LENGTH)
        text = folded[at : end if end >= 0 else at + _NOSCRIPT_LENGTH]
        if "javascript" in re.sub(r"<[^<>]*>|https?://\S*", " ", text):
            return Span(at, source.find(">", at) + 1)
    return None
