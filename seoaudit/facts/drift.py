"""A draft beside the page that was published of it: what the template, or time, has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from seoaudit.context import Published, PublishedLink
from seoaudit.facts.fact import fact
from seoaudit.facts.indexing import canonical_address, robots_directives
from seoaudit.facts.links import links
from seoaudit.facts.metadata import metadata
from seoaudit.facts.structure import outline
from seoaudit.facts.text import language, sentences
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import NotApplicable, Span
from seoaudit.page import Link, Page
from seoaudit.site.urls import host_key, join, path_key, path_of, split

#: Where a page lies whose host nobody knows.
_ANYWHERE = "https://site.invalid"
_TEMPLATE_MARKS = ("{{", "{%", "<%")
#: Sentences of fewer words say the same by chance.
_LEAST_WORDS = 4
#: What leads to a footnote, and an emoji as it is typed: what that becomes is a picture or a sign.
_NOTE = lazy_regex(r"\[?\d{1,3}\]?")
_EMOJI = lazy_regex(r":[a-z0-9_+-]+:")

What = Literal["title", "description", "heading", "canonical", "noindex", "links", "text"]
#: ``same``; ``extended``: the template added something around it; ``changed``; ``lost``: the page does not have it;
#: ``added``: only the page has it.
Change = Literal["same", "extended", "changed", "lost", "added"]


class Difference(msgspec.Struct, frozen=True):
    """One thing of the draft and what became of it. ``span`` is its place in the draft.

    ``draft`` and ``published`` are for people: empty where there is nothing on that side.
    """

    what: What
    change: Change
    draft: str
    published: str
    span: Span


def published_of(page: Page, address: str) -> Published:
    """Return a published page as drafts are compared with it. ``address`` is where it was read from."""
    named = canonical_address(page)
    url = page.context.url
    directives = [
        each for each in robots_directives(page) if each.name in ("noindex", "none") and not each.bot
    ]
    where = {
        "meta": "a robots meta element",
        "header": "the X-Robots-Tag header",
        "front matter": "front matter",
    }
    data = metadata(page)
    return Published(
        address,
        url,
        page.context.status,
        data.title.value if data.title.origin == "html head" else "",
        data.description.value,
        tuple(
            _folded(heading.text) for heading in page.headings if heading.level == 1 and heading.text.strip()
        ),
        named[0] if named else "",
        where[directives[0].origin] if directives else "",
        tuple(_published_links(page, url or _ANYWHERE)),
        " ".join(language(page).words(_without_notes(page).lower())),
        any(
            element.tag == "meta"
            and element.attributes.get("http-equiv", "").strip().lower() == "refresh"
            and "url" in element.attributes.get("content", "").lower()
            for element in page.head
        ),
    )


def _without_notes(page: Page) -> str:
    """Return a page's text without the numbers that lead to footnotes: a word that one is set to is another word."""
    kept, at = [], 0
    for link in page.links:
        if link.start >= at and link.target.startswith("#") and _NOTE.fullmatch(link.text):
            kept.append(page.text[at : link.start])
            at = link.end
    return "".join([*kept, page.text[at:]])


def _published_links(page: Page, base: str) -> Iterator[PublishedLink]:
    for element in page.head:
        if element.tag == "base" and element.attributes.get("href"):
            base = join(base, element.attributes["href"]) or base
            break
    for link in page.links:
        yield PublishedLink(_folded(link.text or link.name), _key(join(base, link.target.strip()), base))


def _key(url: str, base: str) -> str:
    """Return what stands for an address: its path on the host of ``base``, host and path on others."""
    parts = split(url)
    if parts.scheme not in ("http", "https"):
        return url
    host = host_key(parts.host, parts.scheme)
    key = path_key(path_of(url))
    return key if host == host_key(split(base).host) else host + key


def _folded(text: str) -> str:
    return " ".join(text.split())


def counterpart(page: Page) -> Published:
    """Return what is published of the draft; raises ``NotApplicable`` where nothing is to be compared."""
    if page.context.counterpart is None:
        raise NotApplicable("no published page to compare with; --against names one")
    return page.context.counterpart


@fact
def drift(page: Page) -> tuple[Difference, ...]:
    """Return what the draft has, and what the published page has of it, in a fixed order."""
    there = counterpart(page)
    if there.status != 200:
        raise NotApplicable("the page is not published")
    if there.sends_on:
        raise NotApplicable("what is published sends readers on to another page")
    return (
        *_title(page, there),
        *_description(page, there),
        *_heading(page, there),
        *_canonical(page, there),
        *_noindex(page, there),
        *_links(page, there),
        *_text(page, there),
    )


def drift_of(page: Page, what: What) -> tuple[Difference, ...]:
    """Return the differences of one kind that are any; raises ``NotApplicable`` where the draft has none of it."""
    found = [each for each in drift(page) if each.what == what]
    if not found:
        raise NotApplicable("neither the draft nor the published page has any")
    return tuple(each for each in found if each.change != "same")


def _title(page: Page, there: Published) -> Iterator[Difference]:
    title = metadata(page).title
    if not title or title.templated:
        return
    yield Difference("title", _change(title.value, there.title), title.value, there.title, title.span)


def _description(page: Page, there: Published) -> Iterator[Difference]:
    own = metadata(page).description
    if own.templated or not (own or there.description):
        return
    change = _change(own.value, there.description) if own else "added"
    yield Difference("description", change, own.value, there.description, own.span)


def _change(draft: str, published: str) -> Change:
    one, other = _plain(draft), _plain(published)
    if not other:
        return "lost"
    return "same" if one == other else "extended" if one in other else "changed"


def _plain(text: str) -> str:
    """Return a text as it is compared: white space and case folded, typographic signs as typed ones."""
    return _folded(text).casefold().translate(_TYPED)


_TYPED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "…": "..."}
)


def _heading(page: Page, there: Published) -> Iterator[Difference]:
    own = next((heading for heading in outline(page) if heading.level == 1), None)
    if own is None or any(mark in own.text for mark in _TEMPLATE_MARKS):
        return
    shown = "; ".join(there.headings)
    changes = [_change(own.text, heading) for heading in there.headings]
    change: Change = next(
        (each for each in ("same", "extended") if each in changes), "changed" if changes else "lost"
    )
    if change == "same" and len(changes) > 1:
        change = "extended"
    yield Difference("heading", change, _folded(own.text), shown, own.span)


def _canonical(page: Page, there: Published) -> Iterator[Difference]:
    own = metadata(page).canonical
    wanted = join(there.url or _ANYWHERE, own.value) if own and not own.templated else there.url
    if not there.canonical or not wanted:
        return
    same = _key(wanted, there.url) == _key(there.canonical, there.url)
    yield Difference("canonical", "same" if same else "changed", wanted, there.canonical, own.span)


def _noindex(page: Page, there: Published) -> Iterator[Difference]:
    asked = next((each for each in robots_directives(page) if each.name in ("noindex", "none")), None)
    span = asked.span if asked else page.start
    if there.noindex:
        change: Change = "same" if asked else "added"
        yield Difference("noindex", change, "noindex" if asked else "", f"noindex in {there.noindex}", span)
    elif asked:
        yield Difference("noindex", "lost", "noindex", "", span)
    else:
        yield Difference("noindex", "same", "", "", span)


def _links(page: Page, there: Published) -> Iterator[Difference]:
    targets = {link.target for link in there.links}
    by_text: dict[str, str] = {}
    for shown in there.links:
        by_text.setdefault(_plain(shown.text), shown.target)
    for link in links(page):
        target = link.target.strip()
        if not _is_compared(link, target):
            continue
        wanted = set(_keys(page, target, there.url or _ANYWHERE))
        if not wanted:
            continue
        text = _folded(link.text or link.name)
        leads = by_text.get(_plain(text), "") if text else ""
        if wanted & targets:
            yield Difference("links", "same", target, target, link.span)
        elif leads:
            yield Difference("links", "changed", target, leads, link.span)
        else:
            yield Difference("links", "lost", target, "", link.span)


def _is_compared(link: Link, target: str) -> bool:
    """Return whether a link should be found on the page as it is written."""
    if not target or target.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    return link.origin in ("markdown", "autolink", "html") and not any(
        mark in target for mark in _TEMPLATE_MARKS
    )


def _keys(page: Page, target: str, base: str) -> Iterator[str]:
    """Yield the keys that a draft's link may have on the published page."""
    neighbours = page.context.neighbours
    found = neighbours.resolve(target) if neighbours is not None else None
    if found is not None and found.path and found.status != "missing":
        yield path_key(found.path) if found.path.startswith("/") else _key(found.path, base)
    relative = not split(target).scheme and not target.startswith("/")
    if relative and found is not None and found.path:
        return  # the generator says where it leads
    here = join(base, page.context.path) if page.context.path else base
    if joined := join(here, target):
        yield _key(joined, base)
    if relative and target.endswith((".md", ".mdx")):
        yield _key(join(here, target.rpartition(".")[0]), base)


def _text(page: Page, there: Published) -> Iterator[Difference]:
    for sentence in sentences(page):
        if len(sentence.words) < _LEAST_WORDS:
            continue
        span = page.span(sentence.start, sentence.end)
        if any(mark in page.source.text[span.start : span.end] for mark in _TEMPLATE_MARKS):
            continue  # what it becomes only its generator knows
        said = _folded(page.text[sentence.start : sentence.end])
        kept = _shows(there, sentence.words)
        if not kept and _EMOJI.search(said):
            kept = _shows(there, language(page).words(_EMOJI.sub(" ", said).lower()))
        yield Difference(
            "text",
            "same" if kept else "lost",
            said,
            said if kept else "",
            span,
        )


def _shows(there: Published, words: Sequence[str]) -> bool:
    return f" {' '.join(words)} " in f" {there.text} "
