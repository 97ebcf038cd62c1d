"""What an audit is given: a document, its place in its site, and what is told of it besides its bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from seoaudit.context import Asset, Neighbours, Published, Reach, Resolution
from seoaudit.page import Media, Page
from seoaudit.parsing import media_of
from seoaudit.site.model import Given
from seoaudit.web.response import Response


class Record(msgspec.Struct, frozen=True):
    """A response in an archive: the file, the places of its record and of that with its body (bytes).

    ``digest`` is one of the whole response, empty where the archive has none of the body.
    """

    archive: str
    place: int
    body: int
    digest: bytes = b""


class Hop(msgspec.Struct, frozen=True):
    """A redirect on the way to a page: the address that was asked, and the status of its answer."""

    url: str
    status: int


class Counterpart(msgspec.Struct, frozen=True):
    """What is published of a draft: a file or a response; ``missing``: nothing, where it should be.

    ``name`` is what reports call it, ``url`` its address where that is known, ``digest`` one of all that is compared.
    """

    name: str
    url: str = ""
    file: Path | None = None
    response: Response | Record | None = None
    digest: bytes = b""
    missing: bool = False


class Document(msgspec.Struct, frozen=True):
    """A document to audit: a file, or ``data`` that came by another way. ``name`` is what reports call it.

    ``site`` is what is set by hand of the site it belongs to. ``named``: it was asked for by its own name, not found in
    a folder. ``response``: it was fetched, and ``name`` is the address that it came from; ``hops`` led there;
    ``rendered``: what scripts have made of it.
    ``counterpart``: it is a draft, to be compared with what is published of it. ``reached`` tells of its links to other
    sites, where they were tried (see ``Context``).
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    error: str = ""
    fix: str = ""
    site: Given | None = None
    named: bool = False
    response: Response | Record | None = None
    hops: tuple[Hop, ...] = ()
    rendered: Response | None = None
    counterpart: Counterpart | None = None
    reached: Mapping[str, Reach] | None = None


class Answers(msgspec.Struct, frozen=True, array_like=True):
    """What a page asked of its neighbours, with the answers."""

    resolved: dict[str, Resolution] = {}
    assets: dict[str, Asset | None] = {}

    def hold(self, neighbours: Neighbours) -> bool:
        """Return whether the same questions would get the same answers now."""
        return all(neighbours.resolve(target) == answer for target, answer in self.resolved.items()) and all(
            neighbours.asset(file) == answer for file, answer in self.assets.items()
        )


class Asking:
    """Neighbours that remember what they were asked and what they answered."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self.answers = Answers({}, {})

    def see(self, page: Page) -> None:
        """Pass the parsed page on, which needs no reading to answer for its own fragments."""
        self._neighbours.see(page)

    def resolve(self, target: str) -> Resolution:
        """Return where a target leads."""
        known = self.answers.resolved.get(target)
        if known is None:
            known = self.answers.resolved[target] = self._neighbours.resolve(target)
        return known

    def asset(self, file: str) -> Asset | None:
        """Return what is known of a file."""
        if file not in self.answers.assets:
            self.answers.assets[file] = self._neighbours.asset(file)
        return self.answers.assets[file]


class Place(msgspec.Struct, frozen=True):
    """Where a document stands in its site: its published path, its address, and the neighbours it may ask."""

    path: str = ""
    url: str = ""
    site_url: str = ""
    title_is_h1: bool | None = None
    neighbours: Neighbours | None = None
    published: bool = True


#: Tells a document's place in its site.
Neighbourhood = Callable[[Document], Place]


class Told(msgspec.Struct, frozen=True):
    """What is told of a document besides its bytes.

    The ``response`` that they came in, what it is compared with (``published``), and where its links to other sites
    lead (``reached``), and what it was before scripts ran (``unrendered``).
    """

    response: Response | None = None
    published: Published | None = None
    reached: Mapping[str, Reach] | None = None
    unrendered: Published | None = None


NOTHING_TOLD = Told()


def response_of(document: Document) -> Response | None:
    """Return the response that a document came in, as ``response_in`` does; ``None`` for one that was not fetched."""
    return response_in(document.response)


def response_in(response: Response | Record | None) -> Response | None:
    """Return a response, read from its archive where it lies in one.

    Raises ``Unreadable`` when the archive cannot be read any more.
    """
    if not isinstance(response, Record):
        return response
    from seoaudit.web.archive import read_response  # only audits of archives have use for it

    return read_response(Path(response.archive), response.place, response.body)


#: Stands for the response of a page that is a file: it is there.
NOT_FETCHED = Response(url="", status=200)


def media_of_response(response: Response) -> Media:
    """Return what a response is read as: by its type; plain text by the ending of its address."""
    if response.media_type == "text/markdown":
        return "markdown"
    if response.media_type == "text/plain":
        return media_of(response.url.partition("?")[0]) or "text"
    return "html"
