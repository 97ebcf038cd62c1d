"""Links and images that stand in shortcodes and components.

``<ButtonLink href="/buy">Buy</ButtonLink>`` and ``{{< figure src="a.png" alt="…" >}}`` are not Markdown,
but a reader of the page clicks and sees them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Comment, Component, Image, Origin
from seoaudit.parsing.builder import ADDRESSED, Builder, OpenLink

_LINK_ATTRIBUTES = ("href", "to", "url", "link")
_IMAGE_ATTRIBUTES = ("src", "source")
_IMAGE_NAMES = lazy_regex(r"(?:^|[/_.-])(?:img|image|figure|picture|photo|screenshot)", re.IGNORECASE)
_LABEL_ATTRIBUTES = ("label", "text", "title", "cta", "button", "name")
#: ``{/* … */}``, ``{{/* … */}}``, ``{# … #}`` and ``{% # … %}``.
_TEMPLATE_COMMENT = lazy_regex(
    r"\{\{?/\*(?P<star>.*?)\*/\}?\}|\{#(?P<hash>.*?)#\}|\{%-?\s*#(?P<percent>.*?)-?%\}", re.DOTALL
)
_MARKUP = lazy_regex(r"<[^>]*>|[*_`]+|!?\[([^\]]*)\]\([^)]*\)")
#: A child longer than this is no label.
_MAX_LABEL = 200


def add(builder: Builder, components: list[Component], inline_code: list[Span]) -> None:
    """Record the components, with the links and images they hold; those inside code are only examples."""
    codes = sorted([*(code.span for code in builder.codes), *inline_code])
    code_starts = [span.start for span in codes]
    block_starts = [block.begin for block in builder.blocks]
    shown = [c for c in components if not _covered(codes, code_starts, c.span.start)]
    builder.components.extend(shown)
    if ADDRESSED in builder.source.text:
        builder.comments += _comments(builder.source.text, shown)
    for number, component in enumerate(shown):
        attributes = component.attributes
        if not attributes:
            continue
        block = max(bisect_right(block_starts, component.span.start) - 1, -1)
        start = builder.blocks[block].end if block >= 0 else 0
        origin: Origin = "component" if component.syntax == "jsx" else "shortcode"
        image = next((attributes[a] for a in _IMAGE_ATTRIBUTES if attributes.get(a)), "")
        named = _IMAGE_NAMES.search(component.name) is not None
        if image and (named or "alt" in attributes or "alt-text" in attributes):
            alt = attributes.get("alt", attributes.get("alt-text"))
            if alt is None:
                alt = attributes.get("caption") or attributes.get("title")
            builder.images.append(
                Image(component.span, image, alt, origin, block, attributes.get("title", ""))
            )
        target = next((attributes[a] for a in _LINK_ATTRIBUTES if attributes.get(a)), "")
        if target and not named:
            end, label = _children(builder.source.text, shown, number)
            label = next((attributes[a] for a in _LABEL_ATTRIBUTES if attributes.get(a)), "") or label
            link = OpenLink(component.span.start, target, origin, start, block, "", {"aria-label": label})
            builder.links.append((link, start, end))


def _comments(text: str, components: list[Component]) -> Iterator[Comment]:
    for component in components:
        written = text[component.span.start : component.span.end]
        found = _TEMPLATE_COMMENT.fullmatch(written) if ADDRESSED in written else None
        if found:
            yield Comment(component.span, found["star"] or found["hash"] or found["percent"] or "")


def _covered(codes: list[Span], starts: list[int], at: int) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and codes[index].end > at


def _children(text: str, components: list[Component], number: int) -> tuple[int, str]:
    """Return where the component's closing tag ends and the text between, or its own end and ``""``."""
    component = components[number]
    if text[component.span.start : component.span.end].endswith(("/>", "/>}}")):
        return component.span.end, ""
    closing = "/" + component.name
    for other in components[number + 1 : number + 8]:
        if other.name == closing:
            inner = text[component.span.end : other.span.start]
            if len(inner) <= _MAX_LABEL:
                return other.span.end, " ".join(_MARKUP.sub(r"\1", inner).split())
            break
    return component.span.end, ""
