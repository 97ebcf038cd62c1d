from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from seoaudit.api import (
    Finding,
    Page,
    Sentence,
    Span,
    kind_of,
    language,
    lazy_regex,
    metadata,
    rule,
    sentences,
)

_ABOVE, _BELOW = "above", "below"
_PLACES = frozenset({_ABOVE, _BELOW, "following", "left", "right"})
_LINKS = frozenset({"link", "links"})
_CONTROLS = frozenset({"button", "buttons", "form"})
_PICTURES = frozenset(
    {"image", "images", "picture", "photo", "photos", "figure", "screenshot", "diagram", "infographic"}
)
_NOUNS = _LINKS | _CONTROLS | _PICTURES | {"table", "video"}
#: After “following”, other things have too many meanings: “the following form”, “the following images”.
_PLAIN = frozenset({"link", "links", "button", "buttons"})
_VERBS = frozenset({"see", "click", "tap"})
#: Words that may stand between the thing and its place: “the link shown above”.
_BETWEEN = frozenset(
    {"shown", "listed", "given", "provided", "included", "mentioned", "right", "just", "directly", "found"}
)
_POINTERS = frozenset({"the", "this", "that", "these", "those", "our", "my"})
#: Signs that a sentence names the button of some program: a tutorial, which is about a screen elsewhere.
_NAMED = lazy_regex(r"[“”\"`‘*›>→]|\b[a-z]+ [A-Z]\w+ (?:button|link)")
_DRAWN = lazy_regex(
    r"<(?:svg|iframe|video|canvas|object|embed|picture|img|form|button|table|input)\b|```|\{[{%]|:::",
    re.IGNORECASE,
)
#: A link that is called by its name can be searched for.
_QUOTED = lazy_regex(r"[“”\"]\s*(?:link|links)\b|\blinks?\s*[“\"]")
#: A link this near, in blocks, is the one that is meant.
_NEAR = 1


@rule(
    severity="warning",
    weight=2.5,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/WAI/WCAG22/Understanding/sensory-characteristics.html",
    judges="text",
    languages=("en",),
)
def vague_reference(page: Page) -> Iterator[Finding]:
    """Where the text points at a link or a button, the link or button is there.

    Why: “Visit the link above” sends readers searching, most of all those who hear the text or read it on a
    narrow screen, where nothing is on the right. The moment they were ready to act is lost.

    Fix: Put the link here, on words that name what it leads to.

    Notes: A link in the same sentence, in the same block or in the block next to it is near enough. A table,
    picture or video is missed only if the page has nothing of the kind on that side. The words are English.
    A link on the words “the link above” themselves is near, and `links/generic-text` judges it.
    """
    linked: set[int] | None = None
    for sentence in sentences(page):
        if _PLACES.isdisjoint(sentence.words):
            continue
        found = _pointing(sentence.words)
        if found is None:
            continue
        noun, place, first, last = found
        if linked is None:
            linked = {link.block for link in page.links}
        if _is_there(page, sentence, noun, place, linked):
            continue
        spans = language(page).word_spans(page.text, sentence.start, sentence.end)
        start, end = (
            (spans[first][0], spans[last][1]) if last < len(spans) else (sentence.start, sentence.end)
        )
        span = page.span(start, end)
        if not noun:
            yield Finding(span, f"“{page.text[start:end]}”, and there is nothing {place}")
            continue
        words = f"“{page.text[start:end]}”"
        message = f"{words} points at {_missing(noun)} not there"
        if noun in _LINKS:
            yield _far_link(page, sentence, place, span, words) or Finding(span, message)
        elif noun in _CONTROLS:
            yield Finding(span, message)
        else:
            yield Finding(span, message, f"Add the {noun}, or drop the words that point at it.")


def _far_link(page: Page, sentence: Sentence, place: str, span: Span, words: str) -> Finding | None:
    """Return a finding that says where the link is which the words may mean, if there is one on that side."""
    if place not in (_ABOVE, _BELOW, "following"):
        return None
    back = place == _ABOVE
    here = page.span(sentence.start, sentence.end)
    starts = [(link.span.start, link) for link in page.links if link.main]
    side = [(at, link) for at, link in starts if (at < here.start if back else at >= here.end)]
    if not side:
        return None
    at, link = max(side, key=itemgetter(0)) if back else min(side, key=itemgetter(0))
    line = page.position(at).line
    way = "back" if back else "on"
    # A second link to another site would send away those who are ready to act.
    fix = (
        "Name a page of your own here, and link it."
        if kind_of(page, link) == "external"
        else f"Set the link of line {line} here again, on words that name what it leads to."
    )
    message = f"{words} sends the reader {way} to look for it: the nearest link is on line {line}"
    return Finding(span, message, fix)


def _pointing(words: tuple[str, ...]) -> tuple[str, str, int, int] | None:
    """Return the thing, its place, and the first and last word of what points at it."""
    for at, word in enumerate(words):
        if word not in _PLACES:
            continue
        if word in (_ABOVE, _BELOW):
            back = at - 1
            if back > 0 and words[back] in _BETWEEN:
                back -= 1
            if back > 0 and words[back] in _NOUNS and _is_pointed_at(words, back):
                return words[back], word, _first(words, back), at
            if back >= 0 and words[back] in _VERBS:
                return "", word, back, at
        if word in (_ABOVE, _BELOW, "following") and 0 < at < len(words) - 1:
            noun = words[at + 1]
            known = _PLAIN if word == "following" else _NOUNS
            if noun in known and words[at - 1] in _POINTERS:
                return noun, _BELOW if word == "following" else word, at - 1, at + 1
        if word in ("left", "right") and at > 2 and words[at - 2 : at] in (("on", "the"), ("to", "the")):
            noun = words[at - 3]
            if noun in ("link", "button", "form") and at > 3 and words[at - 4] in _POINTERS:
                return noun, word, at - 4, at
    return None


def _is_pointed_at(words: tuple[str, ...], at: int) -> bool:
    """Return whether “the”, “this” or the like stands before the noun, a word or two away."""
    return not _POINTERS.isdisjoint(words[max(at - 3, 0) : at])


def _first(words: tuple[str, ...], noun: int) -> int:
    return next(at for at in range(noun - 1, -1, -1) if words[at] in _POINTERS)


def _is_there(page: Page, sentence: Sentence, noun: str, place: str, linked: set[int]) -> bool:
    block = sentence.block
    if not noun:
        return not _at_the_edge(page, block, place)
    if noun in _LINKS:
        if _QUOTED.search(page.text, sentence.start, sentence.end):
            return True
        return bool(linked & _neighbours(page, block, place)) or _code_beside(page, block)
    if noun in _CONTROLS:
        text = page.text[sentence.start : sentence.end]
        near = _neighbours(page, block, place)
        return bool(
            page.controls or page.images or page.components or linked & near or _NAMED.search(text)
            or page.blocks[block].kind == "item"
        )  # fmt: skip
    return _shown(page, sentence, noun, place)


def _at_the_edge(page: Page, block: int, place: str) -> bool:
    """Return whether nothing at all stands on that side of the block."""
    here = page.blocks[block].span
    others = [block.span for block in page.blocks] + [code.span for code in page.codes]
    others += [image.span for image in page.images] + [component.span for component in page.components]
    if place == _ABOVE:
        return all(span.start >= here.start for span in others) and not metadata(page).image
    return all(span.start <= here.start or span.end <= here.end for span in others)


def _missing(noun: str) -> str:
    if noun.endswith("s"):
        return f"{noun} that are"
    return f"an {noun} that is" if noun[0] in "aeiou" else f"a {noun} that is"


def _neighbours(page: Page, block: int, place: str) -> set[int]:
    """Return the sentence's block, and what stands next to it on the side it points to: a list as a whole."""
    near = {block}
    step = -1 if place == _ABOVE else 1
    at = block + step
    steps = 0
    while 0 <= at < len(page.blocks) and steps < _NEAR:
        near.add(at)
        following = page.blocks[at]
        in_group = following.kind in ("item", "cell", "heading") or page.blocks[block].kind == "item"
        at += step
        if not (in_group and 0 <= at < len(page.blocks) and page.blocks[at].kind == following.kind):
            steps += 1 if following.kind != "heading" else 0
    return near


def _code_beside(page: Page, block: int) -> bool:
    """Return whether code stands right before or after the block: links in it are what is meant."""
    span = page.blocks[block].span
    starts = [code.span.start for code in page.codes]
    if not starts:
        return False
    at = bisect_right(starts, span.start)
    following = page.blocks[block + 1].span.start if block + 1 < len(page.blocks) else len(page.source.text)
    preceding = page.blocks[block - 1].span.end if block else 0
    return (at < len(starts) and starts[at] < following) or (at > 0 and starts[at - 1] >= preceding)


def _shown(page: Page, sentence: Sentence, noun: str, place: str) -> bool:
    """Return whether the page has something on that side that may be the picture, table or video."""
    here = page.blocks[sentence.block].span
    source = page.source.text
    above = place == _ABOVE
    body = page.front_matter.span.end if page.front_matter else 0
    side = source[body : here.end] if above else source[here.start :]
    if _DRAWN.search(side) or any((c.span.start < here.end) == above for c in page.components):
        return True
    if any(
        (image.span.start < here.end) if above else (image.span.end > here.start) for image in page.images
    ):
        return True
    if noun in _PICTURES and above and metadata(page).image:
        return True
    if noun == "video":
        return any("youtu" in link.target or "vimeo" in link.target for link in page.links)
    return noun == "table" and any(
        block.kind == "cell" and (block.span.start < here.start) == above for block in page.blocks
    )
