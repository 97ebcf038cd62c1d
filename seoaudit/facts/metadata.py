"""What the page says of itself: from front matter, or from the HTML head."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Literal

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Element, FrontMatter, Page

FieldOrigin = Literal["", "front matter", "html head", "structured data", "heading", "file name", "url"]

#: Where generators keep each value, the usual place first.
_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("seo.title", "title", "seo_title", "seoTitle", "metaTitle", "meta_title"),
    "description": (
        "seo.description", "description", "meta_description", "metaDescription", "meta.description", "excerpt", "summary",
        "params.description", "seoDescription", "extra.description",
    ),
    "slug": ("slug", "permalink", "url", "path"),
    "date": (
        "date", "pubDate", "publishDate", "publishdate", "published", "publishedAt", "publishedDate", "pubDatetime",
        "datePublished", "date_published", "published_at", "publish_date", "published_date", "created", "created_at",
        "createdAt",
    ),
    "updated": (
        "updated", "lastmod", "modified", "updatedDate", "updatedAt", "updated_at", "last_modified_at", "lastUpdated",
        "last_updated", "last_update.date", "modDatetime", "dateModified",
    ),
    "author": ("author", "authors", "byline", "writer", "extra.author", "params.author", "extra.authors", "taxonomies.authors"),
    "language": ("lang", "language", "locale"),
    "image": (
        "image", "images", "cover", "cover.image", "thumbnail", "featured_image", "featuredImage", "feature_image", "hero",
        "heroImage", "hero_image", "ogImage", "og_image", "banner", "social_image", "socialImage", "header.image",
        "header.og_image", "header.teaser", "params.image", "params.images", "extra.image", "seo.image", "photo",
        "coverImage", "cover_image", "socialCard", "card", "featuredimage", "teaser", "resources",
    ),
    "robots": ("robots", "seo.robots"),
    "canonical": ("canonical", "canonical_url", "canonicalUrl", "canonicalURL", "seo.canonical"),
}  # fmt: skip
#: The first parts of these: front matter that has none of them has no such value.
_FIRST_PARTS = {
    name: frozenset(part for key in keys for part in (key, key.partition(".")[0]))
    for name, keys in _KEYS.items()
}
#: Which entry of a table is the value that is wanted, where a value is a table.
_PARTS: dict[str, tuple[str, ...]] = {
    "image": ("src", "url", "path", "image", "file", "filename", "publicURL"),
    "author": ("name", "title", "display_name", "id", "slug", "url"),
}
_OTHER_PARTS = ("name", "title", "content", "value")
#: Characters between one value of a list and the next: quotation marks, dashes, a comment.
_NEXT_VALUE = 1_000
_DATE_PREFIX = lazy_regex(r"^(\d{4}-\d{1,2}-\d{1,2})[-_](?=.)")
_DATE_IN_PATH = lazy_regex(r"(?:^|/)(\d{4}/\d{1,2}/\d{1,2})(?:/|-)")
_LANGUAGE_SUFFIX = lazy_regex(r"\.(?:[a-z]{2}(?:-(?:[A-Za-z]{2}|[A-Z][a-z]{3}))?|html?)$")
_INDEX_NAMES = frozenset({"index", "_index", "readme"})
_MACHINE_DATE = lazy_regex(r"\"datePublished\"\s*:\s*\"([^\"]+)\"")
_MACHINE_UPDATE = lazy_regex(r"\"dateModified\"\s*:\s*\"([^\"]+)\"")
_MACHINE_AUTHOR = lazy_regex(r"\"author\"\s*:\s*\[?\s*(?:\{[^{}]*?\"name\"\s*:\s*)?\"([^\"@]+)\"")


class Field(msgspec.Struct, frozen=True):
    """A value and the place it stands at; empty with the page's first line as its place when there is none."""

    value: str
    span: Span
    origin: FieldOrigin = ""

    def __bool__(self) -> bool:
        """Return whether there is a value."""
        return bool(self.value)

    @property
    def templated(self) -> bool:
        """Return whether a template fills in the value, so that nothing can be said of it."""
        return "{{" in self.value or "{%" in self.value or "<%" in self.value


class Metadata(msgspec.Struct, frozen=True):
    """A page's metadata. Dates are as written; ``tags`` and ``keywords`` keep their order."""

    title: Field
    description: Field
    slug: Field
    date: Field
    updated: Field
    author: Field
    language: Field
    image: Field
    robots: Field
    canonical: Field
    tags: tuple[Field, ...]
    keywords: tuple[Field, ...]
    draft: bool = False


@fact
def metadata(page: Page) -> Metadata:
    """Return the page's metadata; front matter wins where a page has both."""
    read = _Reader(page)
    return Metadata(
        title=read.field("title") or read.head_title() or read.first_h1(),
        description=read.field("description") or read.named("description"),
        slug=read.slug(),
        date=read.field("date") or read.property("article:published_time", "date", "dcterms.date", "datepublished")
        or read.structured(_MACHINE_DATE) or read.file_date(),
        updated=read.field("updated") or read.property("article:modified_time", "og:updated_time", "datemodified")
        or read.structured(_MACHINE_UPDATE),
        author=read.field("author") or read.property("author", "article:author", "dcterms.creator")
        or read.structured(_MACHINE_AUTHOR),
        language=read.field("language") or read.html_language(),
        image=read.field("image") or read.property("og:image", "og:image:url", "twitter:image", "twitter:image:src"),
        robots=read.field("robots") or read.named("robots"),
        canonical=read.field("canonical") or read.canonical(),
        tags=read.fields("tags", "tag", "categories", "category", "taxonomies.tags"),
        keywords=read.fields("keywords", "seo.keywords", "params.keywords") or read.meta_keywords(),
        draft=bool(page.front_matter and page.front_matter.get("draft") is True),
    )  # fmt: skip


@fact
def canonical_links(page: Page) -> tuple[Element, ...]:
    """Return the head's canonical links; search engines pass over those in the body."""
    return tuple(
        element for element in page.head
        if element.tag == "link" and not element.body and "canonical" in element.attributes.get("rel", "").lower().split()
    )  # fmt: skip


class _Reader:
    """Looks values up; every method returns an empty field rather than nothing."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.nothing = Field("", page.start)
        self.names: dict[str, Element] = {}
        self.properties: dict[str, Element] = {}
        for element in page.head:
            attributes = element.attributes
            if element.tag == "meta" and (attributes.get("content") or "").strip():
                if name := attributes.get("name"):
                    self.names.setdefault(name.strip().lower(), element)
                if name := attributes.get("property") or attributes.get("name") or attributes.get("itemprop"):
                    self.properties.setdefault(name.strip().lower(), element)

    def field(self, name: str) -> Field:
        matter = self.page.front_matter
        if matter is None or _FIRST_PARTS[name].isdisjoint(matter.data):
            return self.nothing
        for key in _KEYS[name]:
            value = scalar(matter.get(key), _PARTS.get(name, _OTHER_PARTS))
            if value:
                return Field(value, self._span(matter, key), "front matter")
        return self.nothing

    def _span(self, matter: FrontMatter, key: str) -> Span:
        while key:
            if key in matter.spans:
                return matter.spans[key]
            key = key.rpartition(".")[0]
        return self.page.start

    def fields(self, *keys: str) -> tuple[Field, ...]:
        matter = self.page.front_matter
        if matter is None:
            return ()
        for key in keys:
            value = matter.get(key)
            if isinstance(value, str):
                value = value.split(",")
            if isinstance(value, list) and value:
                return tuple(self._each(self._span(matter, key), filter(None, map(scalar, value))))
        return ()

    def _each(self, span: Span, values: Iterable[str]) -> Iterator[Field]:
        """Yield a list's values, each looked for a little way behind the one before it."""
        behind = span.start
        for value in values:
            at = self.page.source.text.find(value, behind, min(behind + len(value) + _NEXT_VALUE, span.end))
            if at >= 0:
                behind = at + len(value)
            yield Field(value, Span(at, behind) if at >= 0 else span, "front matter")

    def head_title(self) -> Field:
        for element in self.page.head:
            if element.tag == "title" and element.text:
                return Field(" ".join(element.text.split()), element.span, "html head")
        return self.nothing

    def first_h1(self) -> Field:
        if self.page.source.media == "html":
            return self.nothing
        for heading in self.page.headings:
            if heading.level == 1 and heading.text:
                return Field(heading.text, heading.span, "heading")
        return self.nothing

    def named(self, name: str) -> Field:
        """Return a ``<meta name=…>``."""
        return self._content(self.names.get(name))

    def property(self, *names: str) -> Field:
        """Return the first of ``<meta property=…>``, which many write as ``name`` or ``itemprop``."""
        return self._content(next((self.properties[name] for name in names if name in self.properties), None))

    def _content(self, element: Element | None) -> Field:
        if element is None:
            return self.nothing
        return Field(" ".join(element.attributes["content"].split()), element.span, "html head")

    def structured(self, pattern: re.Pattern[str]) -> Field:
        """Return what a JSON-LD block says, found by pattern: a block that does not parse still tells it."""
        for element in self.page.head:
            if element.tag == "script":
                match = pattern.search(self.page.source.text, element.span.start, element.span.end)
                if match:
                    return Field(match[1].strip(), Span(*match.span(1)), "structured data")
        return self.nothing

    def file_date(self) -> Field:
        """Return the date that the file name begins with, or that the path ends in, as blogs use them."""
        path = PurePath(self.page.source.name)
        for name in (path.name, path.parent.name):
            if match := _DATE_PREFIX.match(name):
                return Field(match[1], self.page.start, "file name")
        for address in (self.field("slug").value, self.page.context.url, path.as_posix()):
            if match := _DATE_IN_PATH.search(address):
                return Field(match[1], self.page.start, "url")
        return self.nothing

    def meta_keywords(self) -> tuple[Field, ...]:
        field = self.named("keywords")
        return tuple(Field(v.strip(), field.span, "html head") for v in field.value.split(",") if v.strip())

    def html_language(self) -> Field:
        for element in self.page.head:
            if element.tag == "html" and element.attributes.get("lang", "").strip():
                return Field(element.attributes["lang"].strip(), element.span, "html head")
        return self.nothing

    def canonical(self) -> Field:
        for element in canonical_links(self.page):
            return Field((element.attributes.get("href") or "").strip(), element.span, "html head")
        return self.nothing

    def slug(self) -> Field:
        given = self.field("slug")
        last = _last_part(given.value)
        # A pattern (`:title`, `{{ title | slugify }}`) is filled in by the generator, from the file's name.
        if last and not any(mark in given.value for mark in ":{"):
            return Field(last, given.span, "front matter")
        address = self.page.context.url or self.canonical().value
        if address:
            path = re.sub(r"^(?:[a-z]+:)?//[^/]*", "", address).partition("?")[0].partition("#")[0]
            return Field(_last_part(path), self.page.start, "url")
        return Field(slug_of(self.page.source.name), self.page.start, "file name")


def _last_part(path: str) -> str:
    """Return a URL path's last part without ``index.html`` and ``.html``."""
    last = re.sub(r"(?:^|(?<=/))index\.html?$", "", path).rstrip("/").rpartition("/")[2]
    return re.sub(r"\.html?$", "", last)


def slug_of(name: str) -> str:
    """Return the slug that generators make of a file name.

    >>> slug_of("_posts/2024-05-01-lead-magnets.md"), slug_of("blog/lead-magnets/index.en.md")
    ('lead-magnets', 'lead-magnets')
    """
    path = PurePath(name)
    stem = _LANGUAGE_SUFFIX.sub("", path.stem)
    if stem.lower() in _INDEX_NAMES:
        stem = path.parent.name
    return _DATE_PREFIX.sub("", stem)


def scalar(value: object, parts: tuple[str, ...] = _OTHER_PARTS, depth: int = 3) -> str:
    """Return a front matter value as text: the first of a list, one of a table's ``parts``; else ``""``.

    ``depth`` bounds the nesting that is followed: a YAML alias can make a list its own member.
    """
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return str(value)
    if depth and isinstance(value, list) and value:
        return scalar(value[0], parts, depth - 1)
    if depth and isinstance(value, dict):
        return next((text for key in parts if (text := scalar(value.get(key), parts, depth - 1))), "")
    return ""


def head_elements(page: Page, tag: str) -> Iterator[Element]:
    """Yield the elements of one tag that belong into a head, in order."""
    return (element for element in page.head if element.tag == tag)
