"""What sort of file a page comes from: a post, another page, a listing, or no page of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal

from seoaudit.facts.fact import fact
from seoaudit.facts.indexing import is_sent_on
from seoaudit.facts.listing import is_listing, is_utility
from seoaudit.facts.metadata import Metadata, metadata
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import NotApplicable
from seoaudit.page import Page

#: ``post``: dated or filed as one. ``index``: a section's own text, whose title and description the generator can
#: make up, or a list of other pages (see ``listing``). ``part``: not found in a search by itself (an include, a README, a redirect). ``page``: anything else.
PageKind = Literal["post", "page", "index", "part"]

_PART_FOLDERS = frozenset(
    {
        "_includes",
        "_layouts",
        "_partials",
        "_data",
        "_snippets",
        "_components",
        "includes",
        "partials",
        "layouts",
        "templates",
        "shortcodes",
        "snippets",
        "node_modules",
        ".github",
        "archetypes",
        "_templates",
    }
)
#: About the repository, whatever their case; others of the kind (SECURITY, NEWS) are written in capitals.
_REPOSITORY_FILES = frozenset(
    {
        "readme",
        "changelog",
        "contributing",
        "license",
        "licence",
        "code_of_conduct",
        "code-of-conduct",
        "codeowners",
    }
)
_POST_FOLDERS = frozenset({"blog", "blogs", "post", "posts", "_posts", "_drafts", "news", "journal"})
#: A date on a page below these is that of its last change.
_REFERENCE_FOLDERS = frozenset(
    {
        "docs",
        "documentation",
        "faq",
        "faqs",
        "glossary",
        "guides",
        "help",
        "manual",
        "reference",
        "changelog",
        "handbook",
        "wiki",
    }
)
#: What stands below these is looked up, or worked through; it sells nothing.
_DOCUMENTATION = frozenset(
    {"docs", "documentation", "reference", "api", "manual", "faq", "faqs", "handbook", "wiki"}
)
_VERSION = lazy_regex(r"v?\d+(?:\.(?:\d+|x))+|\d+-(?:edge|stable|beta)")
_POST_LAYOUTS = frozenset({"post", "posts", "blog", "blog-post", "blogpost", "article", "news"})
_INDEX_LAYOUTS = frozenset(
    {
        "home",
        "list",
        "blog-list",
        "archive",
        "archives",
        "index",
        "section",
        "taxonomy",
        "tag",
        "category",
        "search",
        "feed",
    }
)
_NO_PAGE_KEYS = (
    "redirect_to",
    "redirect",
    "redirectTo",
    "redirectURL",
    "headless",
    "_build.render",
    "build.render",
)
_NEVER = (False, "never", "false")
_ARTICLE = lazy_regex(r"\"@type\"\s*:\s*\[?\s*\"(?:BlogPosting|Article|NewsArticle|TechArticle)\"")
#: Comments and a template's tags may stand before a document's first tag.
_BEGINS_DOCUMENT = lazy_regex(
    r"(?:\s++|<!--(?!\[)[^>]{0,500}-->|\{[%{][^{}]{0,200}[%}]\}){0,50}+<(?:!doctype|html|head|body)\b",
    re.IGNORECASE,
)
_DOCUMENT = lazy_regex(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


@fact
def page_kind(page: Page) -> PageKind:
    """Return what sort of file this is, from its path, front matter, structured data and, in HTML, its shape."""
    path = PurePath(page.source.name)
    folders = {part.lower() for part in path.parts[:-1]}
    stem = path.name.partition(".")[0].lower()
    if _is_part(page, folders, stem):
        return "part"
    matter = page.front_matter
    layout = str(matter.get("layout") or matter.get("type") or "").lower() if matter else ""
    if stem == "_index" or layout in _INDEX_LAYOUTS or is_listing(page):
        return "index"
    if is_utility(page):
        return "page"
    data = metadata(page)
    if layout == "page":
        return "page"
    filed = bool(folders & _POST_FOLDERS)
    if (
        layout in _POST_LAYOUTS
        or (filed and stem != "index")
        or (data.date and (filed or not folders & _REFERENCE_FOLDERS))
    ):
        return "post"
    scripts = (e for e in page.head if e.tag == "script")
    if any(_ARTICLE.search(page.source.text, *script.span) for script in scripts):
        return "post"
    return "page"


def _is_part(page: Page, folders: set[str], stem: str) -> bool:
    name = PurePath(page.source.name).stem
    if is_sent_on(page):
        return True
    if page.source.media == "text" and not _REPOSITORY_FILES.isdisjoint(name.lower().split(".")):
        return True  # what builds put beside programs: main.js.LICENSE.txt
    if page.context.url:
        return False
    if folders & _PART_FOLDERS or (stem.startswith("_") and stem != "_index"):
        return True
    matter = page.front_matter
    if any((e.attributes.get("http-equiv") or "").lower() == "refresh" for e in page.head):
        return True
    if matter is None:
        return stem in _REPOSITORY_FILES or (len(name) > 3 and name.isupper())
    if not page.blocks and (matter.get("layout") or matter.get("template")) and not matter.get("title"):
        return True  # all it does is to call a template
    if _VERSION.fullmatch(name) and not (
        matter.get("title") or any(each.level == 1 for each in page.headings)
    ):
        return True  # an entry of a changelog, which a page shows with others
    for key in _NO_PAGE_KEYS:
        value = matter.get(key)
        if value is not None and (value in _NEVER if key.endswith("render") else value is not False):
            return True
    return matter.get("permalink") is False


@fact
def text_in_front_matter(page: Page) -> bool:
    """Return whether a template builds the page from its front matter: no body, but blocks, lists or a layout there."""
    matter = page.front_matter
    if matter is None or any(page.text[block.start : block.end].strip() for block in page.blocks):
        return False
    if any(matter.get(key) for key in ("layout", "template", "type")):
        return True
    return any(
        isinstance(entry, Mapping)
        for value in matter.data.values()
        if isinstance(value, list)
        for entry in value
    )


@fact
def is_reference(page: Page) -> bool:
    """Return whether the page is filed as documentation: below such a folder, or below one named by a version."""
    if page_kind(page) != "page":
        return False
    parts = PurePath(page.source.name).parts[:-1]
    return any(part.lower() in _DOCUMENTATION or _VERSION.fullmatch(part) is not None for part in parts)


@fact
def is_document(page: Page) -> bool:
    """Return whether this is HTML with a head of its own, not a piece that a template puts into a page."""
    if page.source.media != "html":
        return False
    if page.front_matter is None:
        return _DOCUMENT.search(page.source.text) is not None
    # Further down a document may be shown as code.
    return _BEGINS_DOCUMENT.match(page.source.text, page.front_matter.span.end) is not None


@fact
def known_metadata(page: Page) -> Metadata:
    """Return the metadata of a page whose head this file decides.

    Raises ``NotApplicable`` for parts of pages, plain text, pieces of HTML and front matter that does not
    parse: what is missing there may well be somewhere else.
    """
    if page_kind(page) == "part":
        raise NotApplicable("the file is not a page of its own")
    if any(problem.kind == "front-matter" for problem in page.problems):
        raise NotApplicable("the front matter cannot be read")
    if page.front_matter is None:
        if page.source.media == "text":
            raise NotApplicable("plain text has no place for metadata")
        if page.source.media == "html" and not is_document(page):
            raise NotApplicable("the HTML is a piece of a page; its head is elsewhere")
    return metadata(page)
