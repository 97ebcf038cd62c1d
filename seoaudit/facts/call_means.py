"""What a page gives its reader to act with: links, buttons, forms, components, written addresses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Literal

import msgspec

from seoaudit.facts.text import Sentence
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Component, Control, Link, Page

MeansForm = Literal["link", "button", "form", "component"]

#: Names of components, shortcodes and front-matter keys that stand for a call, and what it asks for.
_NAMES = {
    "cta": "other", "calltoaction": "other", "newsletter": "subscribe", "subscribe": "subscribe",
    "subscription": "subscribe", "signup": "try", "mailinglist": "subscribe", "optin": "subscribe",
    "mailchimp": "subscribe", "convertkit": "subscribe", "contactform": "contact", "contactus": "contact",
}  # fmt: skip
_NAME = lazy_regex("|".join(_NAMES))
_COMPONENTS = ("component", "shortcode")
_INCLUDES = frozenset(
    {"include", "include_relative", "includes", "partial", "render", "embed", "snippet", "component"}
)
_BUTTON_CLASS = lazy_regex(
    r"class\s*=\s*[\"']?[^\"'>]*\b(?:btn|button|cta)\b|role\s*=\s*[\"']?button", re.IGNORECASE
)
_BUTTON_STYLE = lazy_regex(r"\s*\{:?[^{}\n]*\b(?:btn|button|cta)\b")
_BUTTON_NAME = lazy_regex(r"button|btn|cta", re.IGNORECASE)
_FORM_END = lazy_regex(r"</form", re.IGNORECASE)
_SEARCH = lazy_regex(r"search|filter|log ?in|sign ?in|calculat|convert|vote", re.IGNORECASE)
#: An e-mail address (also written out against robots), a telephone number, a name on a social network.
_ADDRESS = lazy_regex(
    r"[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\)| at )\s?[\w-]{1,64}(?:\.|\s?\[dot\]\s?)\w|(?<![\w.])@\w{3,}"
    r"|\b[\w-]{2,}\.(?:com|org|net|io|dev|gov|edu)\b|\b(?:to|at|on|in) [\w-]{2,}/[\w.-]{2,}"
    r"|(?<![\w.,-])(?:\+\d|\(0?\d|0\d)[\d\s()./-]{6,20}\d",
    re.IGNORECASE,
)
#: What is no text and yet something to act with: a form of another service, a command to run.
_EMBEDDED = lazy_regex(r"```|~~~|<(?:script|iframe|pre|embed|object)\b|\{[{%]", re.IGNORECASE)
#: A block with fewer characters beside its links is only links: "→", "|", "or".
_BESIDE_LINKS = 12
_LONGEST_TAG = 1_000
#: As many links of a block are looked at from a sentence on.
_NEAREST = 12
#: As many blocks below a heading can be what it announces.
_BELOW = 2


class Means(msgspec.Struct, frozen=True, gc=False):
    """A link, button, form or component. ``at`` is its place in the running text.

    ``apart``: it stands between blocks; ``block`` is then the one before it. ``dedicated``: it cannot be
    anything but a call, such as a form that is no search.
    """

    span: Span
    form: MeansForm
    label: str
    target: str
    block: int
    at: int
    apart: bool = False
    dedicated: bool = False
    link: Link | None = None
    name: str = ""


class PageMeans:
    """The means of one page, by place."""

    def __init__(self, page: Page, means: Sequence[Means]) -> None:
        self.page = page
        self.all = means
        self._by_block: dict[int, list[Means]] = defaultdict(list)
        for one in sorted(means, key=attrgetter("at")):
            self._by_block[one.block].append(one)
        self._addressed: dict[int, bool] = {}
        self._only_links: dict[
            int, bool
        ] = {}  # asked once for each of a block's links, which may be thousands
        self._labels = [m.span for m in means if m.link and m.link.origin in _COMPONENTS]

    def is_label(self, at: int) -> bool:
        """Whether a place in the source is inside a component's tags: it is what a link or button says."""
        index = bisect_right(self._labels, (at, at)) - 1
        return index >= 0 and self._labels[index].start < at < self._labels[index].end

    def of_block(self, block: int) -> list[Means]:
        """Return the means inside a block, and those that stand between it and the next, in order."""
        return self._by_block.get(block, [])

    def inside(self, sentence: Sentence) -> list[Means]:
        """Return the means inside a sentence."""
        found = self._by_block.get(sentence.block)
        if found is None:
            return []
        first, last = (bisect_left(found, at, key=attrgetter("at")) for at in (sentence.start, sentence.end))
        return [one for one in found[first:last] if not one.apart]

    def near(self, sentence: Sentence, before: Sentence | None, *, last: bool) -> list[Means]:
        """Return what the neighbourhood of a sentence without a link of its own gives to act with.

        In its block: what follows it, and what the sentence directly before it holds. At the block's end
        also the next block, when that is only links or the sentence announces it, and the block above when
        that is only links.
        """
        index = sentence.block
        found = self.of_block(index)
        if found:
            first = bisect_left(found, before.start if before else sentence.start, key=attrgetter("at"))
            found = found[first : first + _NEAREST]
            found.sort(key=lambda one: one.at < sentence.start)  # what follows comes first
        if last:
            text = self.page.text[sentence.start : sentence.end].rstrip(" *_")
            found = found + self._next_block(index, announced=text.endswith((":", "👇", "↓")))
            if not found and index and self.only_links(index - 1):
                found = self.of_block(index - 1)
        return found

    def _next_block(self, index: int, *, announced: bool) -> list[Means]:
        found: list[Means] = []
        blocks = self.page.blocks
        following = index + 1
        if following >= len(blocks) or not blocks[following].main:
            return found
        if announced and blocks[following].list >= 0:
            number = blocks[following].list
            while following < len(blocks) and blocks[following].list == number:
                found += self.of_block(following)
                following += 1
        elif announced or self.only_links(following):
            found += self.of_block(following)
        return found

    def first_below(self, heading: int) -> list[Means]:
        """Return the means in the first blocks under a heading."""
        found: list[Means] = []
        for index in range(heading + 1, min(heading + 1 + _BELOW, len(self.page.blocks))):
            if self.page.blocks[index].kind == "heading":
                break
            found += self.of_block(index)
        return found

    def address_near(self, sentence: Sentence, *, last: bool) -> bool:
        """Whether an address is written in the sentence's block, or its list, or announced below it."""
        page = self.page
        block = page.blocks[sentence.block]
        if sentence.block not in self._addressed:
            match = _ADDRESS.search(page.text, block.start, block.end)
            self._addressed[sentence.block] = match is not None
        if self._addressed[sentence.block]:
            return True
        if not last or not page.text[sentence.start : sentence.end].rstrip(" *_").endswith(":"):
            return False
        following = page.blocks[sentence.block + 1] if sentence.block + 1 < len(page.blocks) else None
        between = page.source.text[block.span.end : following.span.start if following else None]
        if _EMBEDDED.search(between):
            return True
        return following is not None and bool(_ADDRESS.search(page.text, following.start, following.end))

    def only_links(self, index: int) -> bool:
        """Return whether a block holds links and hardly anything beside them."""
        known = self._only_links.get(index)
        if known is None:
            known = self._only_links[index] = self._holds_only_links(index)
        return known

    def _holds_only_links(self, index: int) -> bool:
        means = [one for one in self.of_block(index) if not one.apart]
        if not means:
            return False
        block = self.page.blocks[index]
        linked = sum(len(one.label) for one in means)
        return block.end - block.start - linked <= _BESIDE_LINKS


def means_of(page: Page) -> PageMeans:
    """Collect the links, buttons, forms and components of the main content; quotes hold none."""
    found = [*_controls(page)]
    by_span = {component.span.start: component for component in page.components}
    for link in page.links:
        if link.main and not _quoted(page, link.block):
            component = by_span.pop(link.span.start, None)
            found.append(_linked(page, link, component))
    starts = [block.span.start for block in page.blocks]
    for component in by_span.values():
        if (name := _call_name(page, component)) and not component.name.startswith("/"):
            block = bisect_right(starts, component.span.start) - 1
            if not _quoted(page, block):
                label = _label(component.attributes)
                inside = block >= 0 and component.span.start < page.blocks[block].span.end
                at = page.blocks[block].end if block >= 0 else 0
                found.append(
                    Means(
                        component.span,
                        "component",
                        label,
                        "",
                        max(block, 0),
                        at,
                        not inside,
                        True,
                        None,
                        name,
                    )
                )
    found.sort(key=lambda means: means.span.start)
    return PageMeans(page, found)


def _linked(page: Page, link: Link, component: Component | None) -> Means:
    form: MeansForm = "button" if button_like(page, link) else "link"
    name = ""
    if component is not None:
        name = _call_name(page, component)
        form = "button" if _BUTTON_NAME.search(component.name) or name else form
    apart = component is not None and link.block >= 0 and link.span.start >= page.blocks[link.block].span.end
    label = link.text or link.name
    text = page.text[link.start : link.end]
    at = link.start + len(text) - len(text.lstrip())  # where its sentence begins, too
    return Means(link.span, form, label, link.target, max(link.block, 0), at, apart, bool(name), link, name)


def button_like(page: Page, link: Link) -> bool:
    """Whether a link is dressed as a button: by its class, its role, or the attributes behind it."""
    source = page.source.text
    if link.origin == "html":
        end = source.find(">", link.span.start, link.span.start + _LONGEST_TAG)
        return _BUTTON_CLASS.search(source, link.span.start, end) is not None
    return link.origin == "markdown" and _BUTTON_STYLE.match(source, link.span.end) is not None


def _controls(page: Page) -> list[Means]:
    """Return forms, each with its first button's label, and the buttons outside forms."""
    found: list[Means] = []
    form: Control | None = None
    ends: list[int] | None = None
    end = -1
    for control in page.controls:
        if not control.main or _quoted(page, control.block):
            continue
        if control.kind == "form":
            if ends is None:
                ends = [match.start() for match in _FORM_END.finditer(page.source.text)]
            closed = bisect_left(ends, control.span.end)
            form, end = control, ends[closed] if closed < len(ends) else len(page.source.text)
            found.append(_control(page, control, ""))
        elif form is not None and control.span.start < end:
            if found[-1].span == form.span and not found[-1].label:
                found[-1] = _control(page, form, control.label)
        else:
            found.append(_control(page, control, control.label))
    return [
        means
        for means in found
        if not (means.form == "form" and _SEARCH.search(f"{means.label} {means.target}"))
    ]


def _control(page: Page, control: Control, label: str) -> Means:
    block = min(max(control.block, 0), max(len(page.blocks) - 1, 0))
    at = page.blocks[block].start if page.blocks else 0
    return Means(
        control.span, control.kind, label, control.target, block, at, False, control.kind == "form", None, ""
    )


def dedicated(means: Means) -> str:
    """Return the kind of call that a form or a component of that name makes."""
    return _NAMES.get(means.name, "other")


def _call_name(page: Page, component: Component) -> str:
    """Return the part of a component's name that stands for a call, or ``""``."""
    name = component.name
    if name.lower() in _INCLUDES:  # {% include newsletter.html %}: the name is what it includes
        name = (
            page.source.text[component.span.start : component.span.end][:200]
            .lower()
            .replace("include", "", 1)
        )
    found = _NAME.search(name.lower().replace("-", "").replace("_", ""))
    return found[0] if found else ""


def _label(attributes: Mapping[str, str]) -> str:
    for name in ("label", "text", "buttonText", "linkText", "title"):
        if value := attributes.get(name, ""):
            return value
    return ""


def _quoted(page: Page, block: int) -> bool:
    return 0 <= block < len(page.blocks) and page.blocks[block].quote


def front_matter_call(page: Page) -> Span | None:
    """Return the place of a call that the front matter has the theme print: ``cta: {text: …, url: …}``."""
    if page.front_matter is None:
        return None
    for key, value in page.front_matter.data.items():
        name = key.lower().replace("-", "_")
        if ("cta" in name.split("_") or "call_to_action" in name or "calls_to_action" in name) and _says(
            value
        ):
            return page.front_matter.spans.get(key, page.front_matter.span)
    return None


def _says(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_says, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_says, value))
    return value is True or (isinstance(value, str) and bool(value.strip()))
