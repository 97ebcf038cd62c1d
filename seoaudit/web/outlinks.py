"""Where a crawl goes from a page: its links, and what its head names as other addresses of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.urls import join
from seoaudit.sources.decode import Unreadable, decode
from seoaudit.web.response import Response, without_login
from seoaudit.web.visited import HTML

#: Links of one page; the rest is not followed.
MAX_LINKS = 20_000
_NAMED = frozenset({"canonical", "alternate", "next", "prev"})
_TAGS = frozenset({"a", "area", "base", "link", "meta", "template"})
_WEB = ("http://", "https://")
_REFRESH = lazy_regex(r"\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
_LINK_HEADER = lazy_regex(r"<([^<>]*)>([^<]*)")
_RELATION = lazy_regex(r";\s*rel\s*=\s*\"?([^\";]*)", re.IGNORECASE)


class Outlink(NamedTuple):
    """An address that a page leads to: absolute, as browsers write it, without fragment; whether it says nofollow."""

    url: str
    nofollow: bool


class _Found(NamedTuple):
    href: str
    nofollow: bool


def outlinks(response: Response) -> list[Outlink]:
    """Return where a page leads, each address once, in their order; nothing for what is no HTML.

    Counted are ``a``, ``area``, a refresh, and ``link`` (also in the header ``Link``) to the canonical address, to
    alternates that are pages, to the next and the previous page of a series. An address is *nofollow* where every link to
    it says so, or the whole page (``meta`` robots, ``X-Robots-Tag``).
    """
    if response.media_type not in HTML:
        return []
    try:
        text = decode(response.body, "html", response.charset)[0]
    except Unreadable:
        return []
    page = _Page()
    found = [*_in_headers(response), *page.links(text)]
    base = join(response.url, page.base) or response.url if page.base else response.url
    whole = page.nofollow or _says_nofollow(response)
    links: dict[str, bool] = {}
    for href, nofollow in found:
        url = without_login(join(base, href).partition("#")[0])
        if not url.startswith(_WEB):
            continue
        links[url] = links.get(url, True) and (nofollow or whole)
        if len(links) >= MAX_LINKS:
            break
    return [Outlink(url, nofollow) for url, nofollow in links.items()]


class _Page:
    """One pass over the tags of a page."""

    def __init__(self) -> None:
        self.base = ""
        self.nofollow = False

    def links(self, text: str) -> Iterator[_Found]:
        from seoaudit.parsing.html_tokens import END, START, tokenize

        templates = 0
        for token in tokenize(text):
            tag = token.tag
            if tag not in _TAGS:
                continue
            if tag == "template":
                templates += (token.type is START) - (token.type is END and templates > 0)
            elif token.type is START and not templates and token.attrs:
                attributes = {
                    name: value or "" for name, value in reversed(token.attrs)
                }  # the first one counts
                yield from self._links_in(tag, attributes)

    def _links_in(self, tag: str, attributes: Mapping[str, str]) -> Iterator[_Found]:
        href = attributes.get("href")
        relations = attributes.get("rel", "").lower().split()
        if tag == "meta":
            yield from self._in_meta(attributes)
        elif href is None:
            return
        elif tag == "base":
            self.base = self.base or href.strip()
        elif tag != "link":
            yield _Found(href, "nofollow" in relations)
        elif not _NAMED.isdisjoint(relations) and _is_page(attributes.get("type", "")):
            yield _Found(href, nofollow=False)

    def _in_meta(self, attributes: Mapping[str, str]) -> Iterator[_Found]:
        content = attributes.get("content", "")
        if attributes.get("name", "").strip().lower() == "robots" and _denies(content):
            self.nofollow = True
        if attributes.get("http-equiv", "").strip().lower() == "refresh":
            after = content.partition(";")[2] or content.partition(",")[2]
            if after and (match := _REFRESH.match(after)):
                yield _Found(match[1], nofollow=False)


def _is_page(media: str) -> bool:
    """Return whether what a ``link`` leads to is a page, and no feed."""
    media = media.partition(";")[0].strip().lower()
    return not media or media in HTML


def _says_nofollow(response: Response) -> bool:
    return any(name.lower() == "x-robots-tag" and _denies(value) for name, value in response.headers)


def _denies(directives: str) -> bool:
    """Return whether directives for robots forbid to follow links. What is said to one robot alone holds for that one."""
    found = {each.strip().lower() for each in directives.split(",")}
    return not found.isdisjoint({"nofollow", "none"})


def _in_headers(response: Response) -> Iterator[_Found]:
    for name, value in response.headers:
        if name.lower() != "link":
            continue
        for match in _LINK_HEADER.finditer(value):
            relation = _RELATION.search(match[2])
            if relation and not _NAMED.isdisjoint(relation[1].lower().split()) and "type=" not in match[2]:
                yield _Found(match[1], nofollow=False)
