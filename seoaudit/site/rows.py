"""Rows: the little that site rules need of one page, small and serialisable.

A page's *key* is its published path (``/blog/post/``) where the site's generator is known, its absolute
address where it was fetched, and the path of its file otherwise. Links name their target by the same key, so
that a join finds who links to whom. Places are character offsets in the page's source.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import msgspec

from seoaudit.blake import blake2b
from seoaudit.facts.calls import calls_to_action
from seoaudit.facts.fact import known
from seoaudit.facts.indexing import alternates, canonical_address, robots_directives
from seoaudit.facts.keyphrase import function_words_of, keyphrase
from seoaudit.facts.keyphrase_inference import no_topics
from seoaudit.facts.kind import page_kind
from seoaudit.facts.links import host_of, kind_of, links
from seoaudit.facts.metadata import Metadata, metadata
from seoaudit.facts.phrase_matching import terms as terms_of
from seoaudit.facts.structure import headings
from seoaudit.facts.text import language, sentences, word_count
from seoaudit.model import Severity, Span
from seoaudit.page import Heading, Link, Page, Resolution
from seoaudit.report import TemplatePart
from seoaudit.site.names import NameRow, names
from seoaudit.site.variants import variant_key

#: Words in a shingle, and fewer words than this have too few shingles to compare.
SHINGLE, LEAST_WORDS = 5, 50
#: Permutations of the MinHash, and the bands they are cut into: two texts that share nine tenths of their
#: shingles meet in some band with a probability of 0.9999, at half in 0.06.
PERMUTATIONS, BANDS = 128, 16
TERMS = 15
#: Words from which on a text outweighs what components beside it may render.
_ENOUGH_WORDS = 300
MAX_HEADINGS = 100
MAX_FAULTS = 200
#: A page with more links than this is no text; the rest is counted, not kept.
MAX_LINKS = 2000
MAX_ANCHOR = 80


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


def page_row(page: Page, score: float | None = None, faults: Iterable[FaultRow] = ()) -> PageRow:
    """Return the row of an audited page. A fact that failed leaves its columns empty."""
    key = key_of(page)
    data = metadata(page)
    phrase = known(lambda: keyphrase(page), None)
    named = known(lambda: canonical_address(page), None)
    canonical = _key_of_address(page, named[0]) if named else ("", "")
    heads = known(lambda: headings(page), ())
    spoken = known(lambda: sentences(page), ())
    words = [word for sentence in spoken for word in sentence.words]
    compared = words if _is_written_out(page, len(words)) else []
    all_links = [
        link for link in page.links if link.origin != "bare"
    ]  # addresses in HTML that are plain text
    if page.source.media != "html":
        all_links = list(known(lambda: links(page), ()))
    return PageRow(
        key=key,
        path=page.source.name,
        section=section_of(key),
        variant=variant_key(key),
        kind=known(lambda: page_kind(page), "page"),
        media=page.source.media,
        status=page.context.status,
        published=page.context.published and not data.draft,
        noindex=_noindex(page),
        canonical=canonical[0],
        canonical_span=named[1] if named else Span(0, 0),
        canonical_status=canonical[1],
        language=known(lambda: language(page).tag, ""),
        title=data.title.value,
        title_key=normal_form(data.title.value),
        title_span=data.title.span,
        title_stems=_content_stems(page, data.title.value),
        announced=_announced(page, data, heads),
        description=data.description.value,
        description_key=normal_form(data.description.value),
        description_span=data.description.span,
        h1=next((heading.text for heading in heads if heading.level == 1), ""),
        words=known(lambda: word_count(page), 0),
        text_key=digest(_whole_text(page)) if len(compared) >= LEAST_WORDS else "",
        signature=signature(compared),
        keyphrase=phrase.text if phrase else "",
        keyphrase_stems=" ".join(sorted(set(phrase.stems))) if phrase else "",
        keyphrase_origin=phrase.origin if phrase else "",
        keyphrase_span=phrase.span if phrase else Span(0, 0),
        date=data.date.value,
        calls=known(lambda: len(calls_to_action(page)), 0),
        score=score,
        links=tuple(_link_row(page, link) for link in all_links[:MAX_LINKS]),
        links_left_out=max(len(all_links) - MAX_LINKS, 0),
        alternates=tuple(
            AlternateRow(each.code, *_key_of_address(page, each.address), *each.span)
            for each in known(lambda: alternates(page), ())
        ),
        terms=known(lambda: tuple(_terms(page)), ()),
        prose="\n".join(" ".join(sentence.words) for sentence in spoken),
        sentences=_places(page) if spoken else b"",
        names=tuple(known(lambda: tuple(names(page)), ())),
        faults=tuple(islice(faults, MAX_FAULTS)),
    )


def key_of(page: Page) -> str:
    """Return the page's key: its published path or address, or the path of its file."""
    return page.context.path or page.context.url or page.source.name


def section_of(key: str) -> str:
    """Return the folder that a page stands in; an index stands for its folder, which is in the one above.

    >>> section_of("/blog/post/"), section_of("content/blog/post/index.md")
    ('/blog/', 'content/blog/')
    """
    folder, _, name = key.rstrip("/").rpartition("/")
    if name.startswith(("index.", "_index.")):
        folder = folder.rpartition("/")[0]
    return f"{folder}/"


def normal_form(text: str) -> str:
    """Return a text as it is compared: white space folded, case folded."""
    return " ".join(text.split()).casefold()


def digest(text: str) -> str:
    """Return a short fingerprint of a text: 16 hexadecimal digits of blake2b."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _is_written_out(page: Page, words: int) -> bool:
    """Return whether the text is what a reader gets: a short one beside components that render more is not."""
    return words >= _ENOUGH_WORDS or not any(component.syntax == "jsx" for component in page.components)


def _whole_text(page: Page) -> str:
    """Return the main text in one form: tables, code and components included, the H1 not, white space and case folded."""
    text = page.text
    parts = [text[each.start : each.end] for each in page.blocks if each.main and each.level != 1]
    spans = [code.span for code in page.codes] + [component.span for component in page.components]
    parts += [page.source.text[span.start : span.end] for span in spans]
    return normal_form("\n".join(parts))


def signature(words: Sequence[str]) -> bytes:
    """Return the MinHash of the text's shingles of five words; empty for texts too short to compare."""
    if len(words) < LEAST_WORDS:
        return b""
    from rensa import RMinHash  # native code that a single draft has no use for

    shingles = map(" ".join, zip(*(islice(words, at, None) for at in range(SHINGLE)), strict=False))
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=42)
    minhash.update(list(shingles))
    return array("I", minhash.digest()).tobytes()


def similarity(one: bytes, other: bytes) -> float:
    """Return the share of equal numbers in two signatures, which estimates the texts' Jaccard similarity."""
    first, second = memoryview(one).cast("I"), memoryview(other).cast("I")
    return sum(map(int.__eq__, first, second)) / len(first) if len(first) else 0.0


def bands(signed: bytes) -> Iterator[tuple[int, int]]:
    """Yield (band, fingerprint) for each band of a signature; texts that share one are worth comparing."""
    width = len(signed) // BANDS
    for band in range(BANDS if width else 0):
        part = signed[band * width : (band + 1) * width]
        yield band, int.from_bytes(blake2b(part, digest_size=8).digest(), "little", signed=True)


def _places(page: Page) -> bytes:
    places = array("I")
    for sentence in sentences(page):
        places.extend(page.span(sentence.start, sentence.end))
    return places.tobytes()


def _link_row(page: Page, link: Link) -> LinkRow:
    kind = kind_of(page, link)
    status, target, fragment, hops = _target(page, link.target, kind)
    anchor = " ".join((link.text or link.name).split())
    return LinkRow(
        target,
        link.target,
        status,
        host_of(link.target) if status == "external" else "",
        fragment,
        anchor[:MAX_ANCHOR],
        _content_stems(page, anchor[:MAX_ANCHOR]),
        link.main and not link.hidden,
        "nofollow" in link.rel.lower().split(),
        *link.span,
        hops,
    )


def _target(page: Page, href: str, kind: str) -> tuple[str, str, str, int]:
    """Return status, key and fragment of what an href leads to, and the redirects on the way."""
    if kind == "fragment":
        return "page", key_of(page), href[1:], 0
    neighbours = page.context.neighbours
    if neighbours is not None and kind in ("internal", "external", "other"):
        found: Resolution = neighbours.resolve(href)
        if found.status not in ("elsewhere", "unknown"):
            return found.status, found.path or found.file, found.fragment, found.hops
        if found.status == "unknown" and found.path and not found.file:
            return (
                "unknown",
                found.path,
                found.fragment,
                found.hops,
            )  # its address is known, not what is there
    if kind == "external":
        return "external", href.partition("#")[0], "", 0
    return ("unknown" if kind == "internal" else kind), "", "", 0


def _content_stems(page: Page, text: str) -> str:
    """Return the stems of a text's content words, joined by blanks; of all its words where it has no others."""
    pack = known(lambda: language(page), None)
    if pack is None or not text:
        return ""
    found = terms_of(pack, text.lower())
    grammar = function_words_of(pack)
    return " ".join([stem for stem in found if stem not in grammar] or found)


def _announced(page: Page, data: Metadata, heads: Sequence[Heading]) -> str:
    said = [data.title.value, data.slug.value.replace("-", " ").replace("_", " ").replace("/", " ")]
    said += [heading.text for heading in heads[:MAX_HEADINGS]]
    said += [tag.value for tag in (*data.tags, *data.keywords)]
    return " ".join(dict.fromkeys(_content_stems(page, "\n".join(said)).split()))


def _terms(page: Page) -> Iterator[tuple[str, str, float]]:
    """Yield the stems that the page says most with their commonest word and their share of all words.

    Words that are no topic are left out; one of the title or of a heading counts three times.
    """
    pack = language(page)
    weak = no_topics(pack)
    said = Counter(chain.from_iterable(sentence.words for sentence in sentences(page)))
    announced = Counter(pack.words(metadata(page).title.value.lower()))
    for heading in headings(page):
        announced.update(pack.words(heading.text.lower()))
    total = said.total() + announced.total()
    counts: dict[str, int] = {}
    written: dict[str, dict[str, int]] = {}
    for word in {**said, **announced}:
        if len(word) > 2 and word not in weak:
            stem = pack.stem(word)
            times, loud = said.get(word, 0), announced.get(word, 0)
            counts[stem] = counts.get(stem, 0) + times + 3 * loud
            written.setdefault(stem, {})[word] = times + loud
    for stem, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:TERMS]:
        forms = written[stem]
        yield stem, max(forms, key=lambda word: (forms[word], word)), round(count / max(total, 1), 5)


def _noindex(page: Page) -> bool:
    return any(each.name in ("noindex", "none") for each in known(lambda: robots_directives(page), ()))


def _key_of_address(page: Page, address: str) -> tuple[str, str]:
    """Return the key of an address that a page names, and the status of what is there."""
    neighbours = page.context.neighbours
    if neighbours is None:
        return address, "unknown"
    found = neighbours.resolve(address)
    if found.status in ("elsewhere", "unknown"):
        return address, found.status
    return found.path or found.file or address, found.status
