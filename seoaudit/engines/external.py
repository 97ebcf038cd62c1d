"""The links of a run's documents to other sites: gathered by a first look at the documents, tried, and told to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from seoaudit.blake import blake2b
from seoaudit.config import Settings
from seoaudit.context import Context, Reach
from seoaudit.encoding import encode
from seoaudit.engines.document import Document, Place, media_of_response, response_of
from seoaudit.facts.outbound import outbound_addresses
from seoaudit.page import Page, Source
from seoaudit.parsing import media_of, parse
from seoaudit.sources.decode import decode
from seoaudit.sources.files import read_bytes

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class ExternalLinks(NamedTuple):
    """``check`` tells whether addresses can be reached. ``only``: of these documents alone, by their names."""

    check: Callable[[Iterable[str]], Mapping[str, Reach]]
    only: frozenset[str] | None = None


def with_reached(
    documents: Sequence[Document],
    settings: Sequence[Settings],
    places: Sequence[Place],
    links: ExternalLinks,
) -> list[Document]:
    """Return the documents, each with what its links to other sites lead to."""
    addresses = [
        _addresses(document, own, place) if links.only is None or document.name in links.only else None
        for document, own, place in zip(documents, settings, places, strict=True)
    ]
    reached = links.check(dict.fromkeys(each for some in addresses for each in some or ()))
    return [
        document
        if some is None
        else msgspec.structs.replace(
            document, reached={each: reached[each] for each in some if each in reached}
        )
        for document, some in zip(documents, addresses, strict=True)
    ]


def reached_digest(document: Document) -> bytes:
    """Return a digest of what a document's links lead to, empty where nobody has tried them."""
    if document.reached is None:
        return b""
    return blake2b(encode(_ENCODER, document.reached), digest_size=16).digest()


def _addresses(document: Document, settings: Settings, place: Place) -> list[str] | None:
    """Return the addresses of other sites that a document links to; ``None`` for one that cannot be read.

    What is wrong with that one the audit says.
    """
    if document.error:
        return None
    try:
        return list(outbound_addresses(_page(document, settings, place)))
    except Exception:  # noqa: BLE001 - the audit comes by here, too, and tells
        return None


def _page(document: Document, settings: Settings, place: Place) -> Page:
    response = response_of(document)
    media = media_of(document.name) or "markdown" if response is None else media_of_response(response)
    data = response.body if response is not None else document.data
    if data is None:
        data = read_bytes(document.path or Path(document.name), settings.max_file_size)
    text, encoding, _ = decode(data, media, response.charset if response else "")
    context = Context(site_url=settings.site_url or place.site_url, url=place.url)
    return parse(Source(document.name, text, media, encoding), context)
