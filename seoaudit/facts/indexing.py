"""What a page tells search engines about indexing it: robots directives, canonical, languages, redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import canonical_links, metadata
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import FrontMatter, Page
from seoaudit.parsing.resources import Resource, loads_over_http, read_resources

#: Front matter by which themes and plug-ins leave a page out of the index, and the value that does it.
_SWITCHES: tuple[tuple[str, object], ...] = (
    ("noindex", True), ("noIndex", True), ("no_index", True), ("seo.noindex", True), ("seo.noIndex", True),
    ("seo.no_index", True), ("params.noindex", True), ("extra.noindex", True), ("robots.noindex", True),
    ("robots.index", False), ("robotsNoIndex", True), ("unlisted", True),
)  # fmt: skip
#: Crawlers of search engines that read directives under their own name.
_BOTS = ("googlebot", "bingbot", "googlebot-news", "slurp", "duckduckbot", "yandex", "archive.org_bot")
_WITH_VALUE = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
_BOT = lazy_regex(r"\s*([a-z][\w.\-]*)\s*:\s*", re.IGNORECASE)
_LINK = lazy_regex(r"\s*<([^<>]*)>([^<]*)")
_PARAMETER = lazy_regex(r";\s*([a-z*]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_REFRESH = lazy_regex(r"(\d*\.?\d*) ?(?:[;,]? ?(?:url ?= ?)?['\"]?([^'\"]*)['\"]?)?", re.IGNORECASE)

#: A page that has no more words, and is left after no more seconds, is a redirect and no page.
_SENT_ON_WORDS, _SOON = 60, 10


class Directive(msgspec.Struct, frozen=True):
    """A robots directive: lower-case name, value (``unavailable_after: …``), the crawler it is for, its place.

    ``bot`` is empty for all crawlers. ``origin`` says where it stands: ``meta``, ``header`` or ``front matter``.
    """

    name: str
    value: str
    bot: str
    span: Span
    origin: str


class Alternate(msgspec.Struct, frozen=True):
    """A version of the page in another language: the code as written, its address, its place."""

    code: str
    address: str
    span: Span
    origin: str


class HeaderLink(msgspec.Struct, frozen=True):
    """A link of a response's ``Link`` header: relations in lower case, address, ``hreflang``."""

    relations: tuple[str, ...]
    address: str
    hreflang: str


class Refresh(msgspec.Struct, frozen=True):
    """A meta refresh: seconds, the address (empty: the page itself), its place."""

    seconds: float
    address: str
    span: Span


@fact
def robots_directives(page: Page) -> tuple[Directive, ...]:
    """Return the robots directives of front matter, meta elements and X-Robots-Tag headers, in this order."""
    return (*_front_matter(page), *_meta(page), *_headers(page))


def _front_matter(page: Page) -> Iterator[Directive]:
    matter = page.front_matter
    if matter is None:
        return
    robots = metadata(page).robots
    if robots.origin == "front matter" and not robots.templated:
        yield from _directives(robots.value, "", robots.span, "front matter")
    for key, value in _SWITCHES:
        if matter.get(key) is value:
            yield Directive("noindex", "", "", _span(page, matter, key), "front matter")


def _span(page: Page, matter: FrontMatter, key: str) -> Span:
    return matter.spans.get(key) or matter.spans.get(key.partition(".")[0]) or page.start


def _meta(page: Page) -> Iterator[Directive]:
    for element in page.head:
        name = (element.attributes.get("name") or "").strip().lower() if element.tag == "meta" else ""
        if name == "robots" or name in _BOTS:
            content = element.attributes.get("content") or ""
            if "{{" not in content and "{%" not in content:
                yield from _directives(content, "" if name == "robots" else name, element.span, "meta")


def _headers(page: Page) -> Iterator[Directive]:
    for name, value in page.context.headers:
        if name.lower() == "x-robots-tag":
            bot = ""
            if (match := _BOT.match(value)) and match[1].lower() not in _WITH_VALUE:
                bot, value = match[1].lower(), value[match.end() :]
            yield from _directives(value, bot, page.start, "header")


def _directives(content: str, bot: str, span: Span, origin: str) -> Iterator[Directive]:
    """Take a comma-separated list apart. A date (RFC 850, RFC 2822) may hold commas of its own."""
    parts = content.split(",")
    index = 0
    while index < len(parts):
        name, colon, value = parts[index].partition(":")
        name = name.strip().lower()
        index += 1
        if not name:
            continue
        while (
            colon
            and name == "unavailable_after"
            and index < len(parts)
            and any(map(str.isdigit, parts[index]))
        ):
            value += f",{parts[index]}"
            index += 1
        yield Directive(name, value.strip(), bot, span, origin)


@fact
def alternates(page: Page) -> tuple[Alternate, ...]:
    """Return the page's versions in other languages (``hreflang``) of its head and its Link headers."""
    found = [
        Alternate(
            element.attributes["hreflang"],
            (element.attributes.get("href") or "").strip(),
            element.span,
            "head",
        )
        for element in page.head
        if element.tag == "link"
        and not element.body
        and element.attributes.get("hreflang") is not None
        and "alternate" in (element.attributes.get("rel") or "").lower().split()
    ]
    found += [
        Alternate(link.hreflang, link.address, page.start, "header")
        for link in header_links(page)
        if link.hreflang and "alternate" in link.relations
    ]
    return tuple(found)


@fact
def header_links(page: Page) -> tuple[HeaderLink, ...]:
    """Return the links of the response's Link headers (RFC 8288)."""
    found: list[HeaderLink] = []
    for name, value in page.context.headers:
        if name.lower() != "link":
            continue
        for address, rest in _LINK.findall(value):
            parameters = {key.lower(): quoted or bare for key, quoted, bare in _PARAMETER.findall(rest)}
            found.append(
                HeaderLink(
                    tuple(parameters.get("rel", "").lower().split()),
                    address.strip(),
                    parameters.get("hreflang", ""),
                )
            )
    return tuple(found)


@fact
def canonical_address(page: Page) -> tuple[str, Span] | None:
    """Return the absolute address that the page names as canonical, with its place; ``None`` without a clear one."""
    named = [((e.attributes.get("href") or "").strip(), e.span) for e in canonical_links(page)]
    named += [(link.address, page.start) for link in header_links(page) if "canonical" in link.relations]
    data = metadata(page)
    if not named and data.canonical.origin == "front matter" and not data.canonical.templated:
        named = [(data.canonical.value, data.canonical.span)]
    if not named or len({address for address, _ in named}) > 1:
        return None
    address, span = named[0]
    address = urljoin_or_nothing(page.context.url, address)
    return (address, span) if address.startswith(("http://", "https://")) else None


def urljoin_or_nothing(base: str, address: str) -> str:
    """Return an address made absolute; ``""`` for what is no URL."""
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def same_address(one: str, other: str, *, ignore_query: bool = False) -> bool:
    """Return whether two absolute addresses are one page: scheme, www, a closing slash and index.html aside.

    >>> same_address("http://www.example.com/a/", "https://example.com/a/index.html")
    True
    """
    first, second = _parts(one), _parts(other)
    return bool(first[0]) and first[:2] == second[:2] and (ignore_query or first[2] == second[2])


def _parts(address: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ("", "", "")
    path = re.sub(r"(?:(?<=/)|^)index\.html?$", "", parts.path).removesuffix(".html")
    return (host, path.rstrip("/"), parts.query)


@fact
def refreshes(page: Page) -> tuple[Refresh, ...]:
    """Return the page's meta refreshes."""
    found: list[Refresh] = []
    for element in page.head:
        attributes: Mapping[str, str] = element.attributes
        if element.tag == "meta" and (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.fullmatch(" ".join((attributes.get("content") or "").split())[:2000])
            if match and (match[1] or match[2]):
                seconds = match[1] if match[1] not in ("", ".") else "0"
                found.append(Refresh(float(seconds), (match[2] or "").strip(), element.span))
    return tuple(found)


@fact
def is_sent_on(page: Page) -> bool:
    """Return whether an HTML page is only there to send its readers on to another address: a redirect made of a page."""
    if page.source.media != "html":
        return False
    own = page.context.url
    leaves = any(
        each.address and each.seconds <= _SOON and not same_address(urljoin(own, each.address), own)
        for each in refreshes(page)
    )
    return leaves and len(page.text[: 40 * _SENT_ON_WORDS].split()) <= _SENT_ON_WORDS


@fact
def own_scheme(page: Page) -> str:
    """Return ``https`` or ``http`` where the page's address, the site's or the canonical one tells, else ``""``."""
    for address in (page.context.url, page.context.site_url, (canonical_address(page) or ("",))[0]):
        scheme, found, _ = address.partition("://")
        if found:
            return scheme.lower()
    return ""


@fact
def insecure_resources(page: Page) -> tuple[Resource, ...]:
    """Return what the page loads over plain http: images, scripts, styles, frames, media, and where forms go."""
    if page.source.media != "html":
        return tuple(
            Resource("img", image.target, image.span) for image in page.images if _plain(image.target)
        )
    if not loads_over_http(page.source.text):
        return ()
    return tuple(resource for resource in read_resources(page.source.text) if _plain(resource.address))


def _plain(address: str) -> bool:
    if address[:7].lower() != "http://":
        return False
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return bool(host) and host not in ("localhost", "127.0.0.1", "::1") and not host.endswith(".localhost")
