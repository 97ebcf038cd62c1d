"""Fetching the pages that are named by their addresses on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from seoaudit.cli.targets import Address

if TYPE_CHECKING:
    from seoaudit.engines.document import Document
    from seoaudit.web.render import Renderer
    from seoaudit.web.response import Fetched, Response


class LivePages(NamedTuple):
    """Pages as they were fetched, and the robots.txt of each origin that they are on."""

    pages: list[Fetched]
    robots: list[Fetched]

    @property
    def responses(self) -> list[Response]:
        """Return everything that was answered."""
        return [each for fetched in (*self.pages, *self.robots) for each in (*fetched.hops, fetched.response)]


def fetch_pages(addresses: Sequence[Address]) -> LivePages:
    """Fetch pages one after the other. An address that a person wrote may be one of a private network, and name a user."""
    found = LivePages([], [])
    if not addresses:
        return found
    from seoaudit.site.urls import join
    from seoaudit.web.fetch import Fetcher, user_agent

    known: set[str] = set()
    for address in dict.fromkeys(addresses):
        with Fetcher(user_agent(), start=address) as fetcher:
            page = fetcher.follow(address)
            found.pages.append(page)
            robots = join(page.response.url, "/robots.txt")
            if page.response.status and robots not in known:
                known.add(robots)
                found.robots.append(fetcher.follow(robots))
    return found


def rendered(documents: Iterable[Document], wanted: bool) -> list[Document]:
    """Return live pages with what scripts make of them, if that is wanted. Raises ``Unreadable`` without a browser."""
    documents = list(documents)
    if not wanted or not documents:
        return documents
    from seoaudit.web.fetch import user_agent
    from seoaudit.web.render import Renderer

    with Renderer(user_agent()) as renderer:
        return [_rendered(document, renderer) for document in documents]


def _rendered(document: Document, renderer: Renderer) -> Document:
    import msgspec

    from seoaudit.sources.decode import Unreadable
    from seoaudit.web.response import Response
    from seoaudit.web.visited import HTML

    response = document.response
    if document.error or not isinstance(response, Response) or response.media_type not in HTML:
        return document
    try:
        return msgspec.structs.replace(document, rendered=renderer.render(response))
    except Unreadable as error:
        return msgspec.structs.replace(document, error=str(error), fix=error.fix)
