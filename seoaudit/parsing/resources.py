"""Reads out of HTML what a page loads: the readers of its text pass over scripts, frames and media."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span

#: Where elements name what a browser fetches for them.
_LOADS: Mapping[str, tuple[str, ...]] = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "form": ("action",),
    "input": ("src",),
}
_LOADED_LINKS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest", "mask-icon"}
)


#: A tag with an address list or data in it may be as long as this.
_LONGEST_TAG = 4000
_TAG_NAME = lazy_regex(r"<([a-zA-Z]+)")


class Resource(msgspec.Struct, frozen=True, gc=False):
    """What an element loads: its tag, the address as written, the element's start tag."""

    tag: str
    address: str
    span: Span


def read_resources(text: str) -> tuple[Resource, ...]:
    """Return what a document loads, in order; a link counts only with a relation that browsers follow."""
    found: list[Resource] = []
    for tag, attributes, span in start_tags(text):
        if tag == "link":
            names: tuple[str, ...] = ("href",)
            if _LOADED_LINKS.isdisjoint((attributes.get("rel") or "").lower().split()):
                continue
        else:
            names = _LOADS.get(tag, ())
        for name in names:
            value = (attributes.get(name) or "").strip()
            if value and name == "srcset":
                value = next((v for v in value.split() if v.lower().startswith("http://")), "")
            if value:
                found.append(Resource(tag, value, span))
    return tuple(found)


def loads_over_http(text: str) -> bool:
    """Return whether an http address stands in a tag that loads something: a quick look before a long one."""
    at = text.find("http://")
    while at >= 0:
        tag = text.rfind("<", max(at - _LONGEST_TAG, 0), at)
        if tag >= 0 and (
            (match := _TAG_NAME.match(text, tag))
            and (match[1].lower() in _LOADS or match[1].lower() == "link")
        ):
            return True
        at = text.find("http://", at + 7)
    return False


def start_tags(text: str) -> Iterator[tuple[str, Mapping[str, str], Span]]:
    """Yield the start tags of a document with their attributes and places."""
    from seoaudit.parsing.html_tokens import START, tokenize

    lines = [0]
    at = text.find("\n")
    while at >= 0:
        lines.append(at + 1)
        at = text.find("\n", at + 1)
    for token in tokenize(text.replace("\r", " "), resolve_references=False, capture_source=True):
        if token.type is START:
            begin = lines[token.line - 1] + token.col
            attributes = {name: value or "" for name, value in token.attrs or ()}
            yield token.tag or "", attributes, Span(begin, begin + len(token.source or ""))
