"""Makes the row of a page: what of its facts the rules of its site need."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from seoaudit.blake import blake2b
from seoaudit.context import Resolution
from seoaudit.facts.calls import calls_to_action
from seoaudit.facts.fact import known
from seoaudit.facts.indexing import alternates, canonical_address, robots_directives
from seoaudit.facts.keyphrase import function_words_of, keyphrase
from seoaudit.facts.kind import page_kind
from seoaudit.facts.links import host_of, kind_of, links
from seoaudit.facts.metadata import Metadata, metadata
from seoaudit.facts.phrase_matching import terms as terms_of
from seoaudit.facts.structure import headings
from seoaudit.facts.text import language, sentences, word_count
from seoaudit.facts.topic_words import no_topics
from seoaudit.model import Span
from seoaudit.page import Heading, Link, Page
from seoaudit.site.names import names
from seoaudit.site.rows import AlternateRow, FaultRow, LinkRow, PageRow
from seoaudit.site.signatures import LEAST_WORDS, signature
from seoaudit.site.variants import variant_key

TERMS = 15
#: Words from which on a text outweighs what components beside it may render.
_ENOUGH_WORDS = 300
MAX_HEADINGS = 100
MAX_FAULTS = 200
#: A page with more links than this is no text; the rest is counted, not kept.
MAX_LINKS = 2000
MAX_ANCHOR = 80


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
