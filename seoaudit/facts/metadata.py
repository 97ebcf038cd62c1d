"""What the page says of itself: from front matter, or from the HTML head."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Literal

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.model import Span
from seoaudit.page import Element, FrontMatter, Page

FieldOrigin = Literal["", "front matter", "html head", "heading", "file name", "url"]

#: Where generators keep each value, the usual place first.
_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("seo.title", "title", "seo_title", "seoTitle", "metaTitle", "meta_title"),
    "description": (
        "seo.description", "description", "meta_description", "metaDescription", "meta.description", "excerpt", "summary",
        "params.description", "seoDescription", "extra.description",
    ),
    "slug": ("slug", "permalink", "url", "path"),
    "date": ("date", "pubDate", "publishDate", "published", "publishedAt", "pubDatetime", "datePublished", "created"),
    "updated": ("updated", "lastmod", "modified", "updatedDate", "last_modified_at", "modDatetime", "dateModified"),
    "author": ("author", "authors", "byline", "extra.author", "params.author", "extra.authors"),
    "language": ("lang", "language", "locale"),
    "image": (
        "image", "images", "cover", "cover.image", "thumbnail", "featured_image", "featuredImage", "feature_image", "hero",
        "heroImage", "hero_image", "ogImage", "og_image", "banner", "social_image", "socialImage", "header.image",
        "header.teaser", "params.image", "extra.image", "image.src", "image.url", "seo.image", "photo", "coverImage",
    ),
    "robots": ("robots", "seo.robots"),
    "canonical": ("canonical", "canonical_url", "canonicalUrl", "canonicalURL", "seo.canonical"),
}  # fmt: skip
_DATE_PREFIX = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
_INDEX_NAMES = frozenset({"index", "_index", "readme"})


class Field(msgspec.Struct, frozen=True):
    """A value and the place it stands at; empty with the page's first line as its place when there is none."""

    value: str
    span: Span
    origin: FieldOrigin = ""

    def __bool__(self) -> bool:
        """Return whether there is a value."""
        return bool(self.value)


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
        description=read.field("description") or read.meta("description"),
        slug=read.slug(),
        date=read.field("date") or read.meta("article:published_time", "date", "dcterms.date"),
        updated=read.field("updated") or read.meta("article:modified_time", "og:updated_time"),
        author=read.field("author") or read.meta("author", "article:author"),
        language=read.field("language") or read.html_language(),
        image=read.field("image") or read.meta("og:image", "twitter:image"),
        robots=read.field("robots") or read.meta("robots"),
        canonical=read.field("canonical") or read.canonical(),
        tags=read.fields("tags", "tag", "categories", "category", "taxonomies.tags"),
        keywords=read.fields("keywords", "seo.keywords", "params.keywords") or read.meta_keywords(),
        draft=bool(page.front_matter and page.front_matter.get("draft") is True),
    )


class _Reader:
    """Looks values up; every method returns an empty field rather than nothing."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.nothing = Field("", page.start)
        self.metas: dict[str, Element] = {}
        for element in page.head:
            if element.tag == "meta":
                name = element.attributes.get("name") or element.attributes.get("property") or ""
                if element.attributes.get("content", "").strip():
                    self.metas.setdefault(name.lower(), element)

    def field(self, name: str) -> Field:
        matter = self.page.front_matter
        if matter is None:
            return self.nothing
        for key in _KEYS[name]:
            value = scalar(matter.get(key))
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
                span = self._span(matter, key)
                return tuple(Field(v, self._within(span, v), "front matter") for v in map(scalar, value) if v)
        return ()

    def _within(self, span: Span, value: str) -> Span:
        at = self.page.source.text.find(value, span.start, span.end)
        return Span(at, at + len(value)) if at >= 0 else span

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

    def meta(self, *names: str) -> Field:
        for name in names:
            element = self.metas.get(name)
            if element is not None:
                return Field(" ".join(element.attributes["content"].split()), element.span, "html head")
        return self.nothing

    def meta_keywords(self) -> tuple[Field, ...]:
        field = self.meta("keywords")
        return tuple(Field(v.strip(), field.span, "html head") for v in field.value.split(",") if v.strip())

    def html_language(self) -> Field:
        for element in self.page.head:
            if element.tag == "html" and element.attributes.get("lang", "").strip():
                return Field(element.attributes["lang"].strip(), element.span, "html head")
        return self.nothing

    def canonical(self) -> Field:
        for element in self.page.head:
            if element.tag == "link" and "canonical" in element.attributes.get("rel", "").lower().split():
                return Field(element.attributes.get("href", "").strip(), element.span, "html head")
        return self.nothing

    def slug(self) -> Field:
        given = self.field("slug")
        if given:
            last = given.value.rstrip("/").rpartition("/")[2]
            return Field(last.partition("{")[0] or last, given.span, "front matter")
        address = self.page.context.url or self.canonical().value
        if address:
            path = re.sub(r"^[a-z]+://[^/]*", "", address).partition("?")[0].partition("#")[0]
            return Field(path.rstrip("/").rpartition("/")[2], self.page.start, "url")
        return Field(slug_of(self.page.source.name), self.page.start, "file name")


def slug_of(name: str) -> str:
    """Return the slug that generators make of a file name.

    >>> slug_of("_posts/2024-05-01-lead-magnets.md"), slug_of("blog/lead-magnets/index.md")
    ('lead-magnets', 'lead-magnets')
    """
    path = PurePath(name)
    stem = path.name.partition(".")[0]
    if stem.lower() in _INDEX_NAMES:
        stem = path.parent.name
    return _DATE_PREFIX.sub("", stem)


def scalar(value: object) -> str:
    """Return a front matter value as text: the first of a list, a table's ``name``; ``""`` for anything else."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list) and value:
        return scalar(value[0])
    if isinstance(value, dict):
        return next((scalar(value[key]) for key in ("name", "src", "url", "title", "path") if key in value), "")
    return ""


def head_elements(page: Page, tag: str) -> Iterable[Element]:
    """Yield the head's elements of one tag, in order."""
    return (element for element in page.head if element.tag == tag)
