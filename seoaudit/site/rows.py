"""Rows: the little that site rules need of one page, small and serialisable. ``page_row`` makes them.

A page's *key* is its published path (``/blog/post/``) where the site's generator is known, its absolute
address where it was fetched, and the path of its file otherwise. Links name their target by the same key, so
that a join finds who links to whom. Places are character offsets in the page's source.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from seoaudit.model import Severity, Span
from seoaudit.report.site import TemplatePart

#: A keyphrase is one that somebody gave. Inferred ones and parts of titles were tried, and authors had linked to much
#: less of what those pointed at.
NameOrigin = Literal["keyphrase", "title", "heading"]


class NameRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What other pages may call the page: the stems of the name's words in order, joined by blanks.

    ``content`` is how many of them carry a topic, ``text`` the name itself.
    """

    stems: str
    content: int
    text: str
    origin: NameOrigin


class LinkRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link of a page's main content (``main``) that readers see, or of its template.

    ``status`` is as in ``Resolution``, or *external*. ``target`` is the key of the page it leads to, or the
    external address; ``host`` that of an external one, without ``www.``. ``anchor`` is its text, cut to 80
    characters, ``anchor_stems`` the stems of its content words, joined by blanks. ``hops`` are the redirects on the
    way; *missing* with some is a loop.
    """

    target: str
    href: str
    status: str
    host: str
    fragment: str
    anchor: str
    anchor_stems: str
    main: bool
    nofollow: bool
    start: int
    end: int
    hops: int = 0


class AlternateRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A version of the page in another language (``hreflang``): its code, its key, what is there.

    ``status`` is as in ``Resolution``.
    """

    code: str
    target: str
    status: str
    start: int
    end: int


class ResponseRow(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """What an address of a fetched site answered, whatever that was: one row for each address that is known.

    ``key`` is as pages and links have it, ``address`` absolute. ``asked`` is false where the address is only known;
    ``status`` is 0 where there was no answer, and ``trouble`` why (see ``seoaudit.web.response``). ``target`` is the key
    that a redirect leads to. ``seconds`` passed until the headers were there, ``size`` is the body in bytes as transferred,
    ``depth`` the clicks from the start, -1 where none leads there. ``google`` and ``bing`` say what in robots.txt keeps
    Googlebot and Bingbot out (“line 3: Disallow: /private/”), empty where nothing does. ``probe``: it was asked for as a
    robots.txt or a sitemap.
    """

    key: str
    address: str
    asked: bool = True
    status: int = 0
    trouble: str = ""
    target: str = ""
    media: str = ""
    seconds: float = 0.0
    size: int = 0
    depth: int = -1
    google: str = ""
    bing: str = ""
    probe: bool = False


class CrawlerRow(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """How far robots.txt admits a crawler of an AI service.

    ``purpose`` is *training*, *search* or *user* (it fetches what a person asks for). Of ``pages`` it may fetch
    ``admitted``; ``home`` says whether the home page is one of them, and ``because`` what in robots.txt keeps it out.
    """

    agent: str
    operator: str
    purpose: str
    pages: int
    admitted: int
    home: bool
    because: str = ""


class FaultRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A fault of an HTML page outside of its main content, which its template may have made.

    ``part`` is where, ``lost`` the points that it costs the page.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    part: TemplatePart
    lost: float
    start: int
    end: int


class SuppressionRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a comment of the page suppresses of site rules: a rule, a category or ``all``, in a range of the source.

    ``whole``: also what belongs to the page as a whole. The comment itself stands from ``comment_start`` to
    ``comment_end``, both 0 where the front matter says it.
    """

    rule: str
    start: int
    end: int
    whole: bool
    reason: str
    comment_start: int
    comment_end: int


class PageRow(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """One page. ``path`` is the name reports use; keys and places are described in this module's docstring.

    ``kind`` is ``post``, ``page``, ``index`` or ``part``; ``section`` the folder of the key,
    ``variant`` what it has in common with translations and versions of the page. ``*_key`` are
    normal forms to compare by, ``title_stems`` the stems of the title's content words in their order, ``announced``
    those of all that announces the page: title, headings, slug, tags. ``text_key`` is the digest of the whole main text. ``keyphrase_stems`` are
    sorted, joined by blanks. ``signature`` is a MinHash of ``PERMUTATIONS`` numbers, little-endian, 4 bytes
    each. ``terms`` are stems, each with a word that has it and a weight, heaviest first. ``prose`` has a line of lower-case words for each sentence,
    ``sentences`` their places, start and end, 4 bytes each. ``canonical`` is a key, empty when the page
    names none, ``canonical_status`` what it leads to, as in ``Resolution`` (*unknown* without a site around). ``noindex`` keeps it out of search engines. ``names`` are what other pages may call it.
    """

    key: str
    path: str
    section: str = ""
    variant: str = ""
    kind: str = "page"
    media: str = ""
    status: int = 200
    error: str = ""
    published: bool = True
    noindex: bool = False
    canonical: str = ""
    canonical_span: Span = Span(0, 0)
    canonical_status: str = ""
    language: str = ""
    title: str = ""
    title_key: str = ""
    title_span: Span = Span(0, 0)
    title_stems: str = ""
    announced: str = ""
    description: str = ""
    description_key: str = ""
    description_span: Span = Span(0, 0)
    h1: str = ""
    words: int = 0
    text_key: str = ""
    signature: bytes = b""
    keyphrase: str = ""
    keyphrase_stems: str = ""
    keyphrase_origin: str = ""
    keyphrase_span: Span = Span(0, 0)
    date: str = ""
    calls: int = 0
    score: float | None = None
    links: tuple[LinkRow, ...] = ()
    links_left_out: int = 0
    alternates: tuple[AlternateRow, ...] = ()
    terms: tuple[tuple[str, str, float], ...] = ()
    prose: str = ""
    sentences: bytes = b""
    names: tuple[NameRow, ...] = ()
    faults: tuple[FaultRow, ...] = ()
    suppressions: tuple[SuppressionRow, ...] = ()


def error_row(path: str, error: str) -> PageRow:
    """Return the row of a page that could not be read."""
    return PageRow(key=path, path=path, error=error)
