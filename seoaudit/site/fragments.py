"""What a link's fragment (``#prices``) can lead to on a page, before the page is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Component, Page
from seoaudit.site.heading_ids import Algorithm, HeadingText, heading_ids, is_spelt_out, same_id

#: More ids than any written page has.
MAX_IDS = 20_000
#: More of a heading is not looked at for its id.
_MAX_HEADING = 2_000

_ID = lazy_regex(
    r"""(?<![\w-])(?:id|name)\s*=\s*(?:"([^"{}<>\n]+)"|'([^'{}<>\n]+)'|\{\s*["'`]([^"'`{}$]+)["'`]\s*\}|([^\s"'`{}<>=]+))"""
)
_DYNAMIC_ID = lazy_regex(
    r"""(?<![\w-])(?:id|name)\s*=\s*(?:["'][^"'\n]*(?:\{\{|\{%|<%)|\{(?!\s*["'`][^"'`$]*["'`]\s*\})|["']?\{\{)|:id=|v-bind:id"""
)
_BRACED_ID = lazy_regex(
    r"\{:?[^{}\n#]{0,200}#([^\s{}.,#]{1,200})[^{}\n]{0,200}\}|\{/\*\s*#?([\w:.-]+)\s*\*/\}"
)
_ATX = lazy_regex(r"^[ \t>]*#{1,6}[ \t]*|[ \t]+#+[ \t]*$")
_TRAILING = lazy_regex(r"\s*(?:\{:?\s*[^{}]*\}|\{/\*.*?\*/\}|\\\{#[^{}]*\\?\})\s*$")
_NAMED_SIGN = lazy_regex(r":[\w+-]+:")
_HTML_HEADING = lazy_regex(r"^<h[1-6]\b", re.IGNORECASE)
_SNIPPET = lazy_regex(r"^[ \t]*-{1,}8<-|^:::[ \t]+\w+\.[\w.]+", re.MULTILINE)
_TERM = lazy_regex(r"^([^\s:#>|`-][^\n]*|`[^\n]*)\n(?:[ \t]*\n)?:[ \t]+\S", re.MULTILINE)
_TAB = lazy_regex(r"^[ \t]*={3}[!+]?[ \t]+\"([^\"\n]+)\"", re.MULTILINE)
_LIQUID_PRINTS = frozenset(
    {"include", "include_relative", "include_cached", "render", "for", "section", "remote_include"}
)

#: Ids that no heading has: the page's top, footnotes, lines of code, text, tabs, an open dialogue of a theme.
_GENERATED = lazy_regex(
    r"top|_top|!.*|/.*|:~:.*|(?:user-content-)?fn.*|cite_.*|footnote.*|__.*|L\d+.*|[a-z]*line-?\d.*|tab[-=_].*|q=.*|"
    r"(?:main-?)?content|main|header|footer|nav|navigation|navbar|menu|sidebar|toc|table-of-contents|search|comments?|"
    r"disqus_thread|respond|related|share|newsletter|subscribe|signup|overview|skip.*|page-?top|back-?to-?top|root|app",
    re.IGNORECASE,
)


class Fragments(msgspec.Struct, frozen=True):
    """The ids of a page; ``complete`` is false where templates, includes or components may add others.

    The ids are as ``same_id`` writes them.
    """

    ids: frozenset[str]
    complete: bool = True


class Surroundings(msgspec.Struct, frozen=True):
    """What the site around a page does with it.

    ``algorithms`` are those that its generator may use, ``certain`` that it uses no other. ``terms``: those of
    definition lists get ids too. ``included`` reads what
    a template tag or a component brings in, ``None`` where that cannot be told.
    """

    algorithms: tuple[Algorithm, ...]
    certain: bool = True
    terms: bool = False
    included: Callable[[Component], Fragments | None] = lambda _: None


def fragments_of(page: Page, surroundings: Surroundings) -> Fragments:
    """Return the ids on a page: of its headings as the generator makes them, and those given by hand."""
    source = page.source.text
    ids = set(explicit_ids(source))
    complete = surroundings.certain and not _DYNAMIC_ID.search(source)
    if page.source.media == "html":
        return Fragments(_bounded(ids), complete and "{%" not in source and "{{" not in source)
    if page.source.media == "text":
        return Fragments(frozenset(), complete=False)
    for component in page.components:
        if component.syntax == "import" or not _may_print(component):
            continue
        found = surroundings.included(component)
        if found is None:
            complete = False
        else:
            ids |= found.ids
            complete &= found.complete
    if ("8<-" in source or ":::" in source) and _SNIPPET.search(source):
        complete = False
    texts, plain = _heading_texts(page)
    if surroundings.terms and "\n: " in source:
        texts += [HeadingText(term[1].replace("`", ""), term[1]) for term in _TERM.finditer(source)]
    for algorithm in surroundings.algorithms:
        for spelt in _spellings(texts):
            ids.update(map(same_id, heading_ids(spelt, algorithm)))
        if any(is_spelt_out(each.text, algorithm) for each in texts):
            plain = False
    for tab in _TAB.finditer(source):
        ids.add(same_id(heading_ids([HeadingText(tab[1], tab[1])], "pymdownx")[0]))
        complete = False  # with or without the heading above it
    return Fragments(_bounded(ids), complete and plain)


def _bounded(ids: set[str]) -> frozenset[str]:
    return frozenset(sorted(ids)[:MAX_IDS]) if len(ids) > MAX_IDS else frozenset(ids)


def explicit_ids(text: str) -> Iterator[str]:
    """Yield the ids that are written out: ``id=`` and ``name=`` of any element, ``{#id}``, ``{/* id */}``."""
    for found in _ID.finditer(text):
        yield same_id(found[1] or found[2] or found[3] or found[4])
    if "{" in text:
        for found in _BRACED_ID.finditer(text):
            yield same_id(found[1] or found[2])


def may_be_generated(fragment: str) -> bool:
    """Return whether a theme or a browser commonly knows a fragment that no heading has.

    >>> may_be_generated("fn:1"), may_be_generated("comments"), may_be_generated("prices")
    (True, True, False)
    """
    return not fragment or _GENERATED.fullmatch(fragment) is not None


def has_dynamic_ids(text: str) -> bool:
    """Return whether a template computes ids: ``id="{{ .Name }}"``."""
    return _DYNAMIC_ID.search(text) is not None


def _may_print(component: Component) -> bool:
    if component.syntax == "liquid":
        return component.name in _LIQUID_PRINTS
    return component.syntax in ("shortcode", "jsx") and not component.name.startswith(("/", "end"))


def _heading_texts(page: Page) -> tuple[list[HeadingText], bool]:
    """Return the headings for their ids, and whether no template stands in one."""
    templates = [each.span.start for each in page.components if each.syntax not in ("container", "import")]
    texts, plain = [], True
    for heading in page.headings:
        written = page.source.text[heading.span.start : heading.span.end]
        if _HTML_HEADING.match(written):
            if heading.id and "{" not in heading.id:
                texts.append(HeadingText(heading.text, heading.text, heading.id))
            continue  # Markdown renderers leave it as it is, without an id; some do not
        raw = _raw(written)
        given = heading.id or next((found for found in explicit_ids(_braces(written))), "")
        if not given and any(heading.span.start <= at < heading.span.end for at in templates):
            plain = False
        texts.append(HeadingText(heading.text, raw, given))
    texts += [
        HeadingText(heading.text, heading.text)
        for heading in page.headings
        if not heading.id
        and _HTML_HEADING.match(page.source.text[heading.span.start : heading.span.start + 4])
    ]
    return texts, plain


def _raw(written: str) -> str:
    line = written.strip()[:_MAX_HEADING].partition("\n")[0].rstrip()
    line = _ATX.sub("", line)
    return _TRAILING.sub("", line)


def _braces(written: str) -> str:
    at = written.find("{")
    return written[at:] if at >= 0 else ""


def _spellings(texts: Sequence[HeadingText]) -> Iterator[Sequence[HeadingText]]:
    """Yield the headings, and again as typography, signs by name and Markdown left in them may change their text."""
    yield texts
    if any("--" in each.text or ":" in each.text for each in texts):
        yield [
            msgspec.structs.replace(
                each, text=_NAMED_SIGN.sub("", each.text.replace("---", "—").replace("--", "–"))
            )
            for each in texts
        ]
    if any(each.raw != each.text for each in texts):
        yield [msgspec.structs.replace(each, text=each.raw) for each in texts]
        yield [msgspec.structs.replace(each, raw=each.text) for each in texts]
