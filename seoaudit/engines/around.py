"""What a run needs of a site, whether that lies in files or was fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from seoaudit.engines.document import Document, Place

if TYPE_CHECKING:
    from seoaudit.site.database import Site


class Around(Protocol):
    """The places of a site's documents, here and in the workers, and a few answers about the whole."""

    @property
    def root(self) -> str:
        """Return what names the site in the cache and in reports."""
        ...

    @property
    def digest(self) -> str:
        """Return a digest of all that its answers can depend on."""
        ...

    def __call__(self, document: Document) -> Place:
        """Return a document's place."""
        ...

    def prepare(self) -> None:
        """Read what all workers need, before they are made."""
        ...

    def content_of(self, document: Document) -> bytes:
        """Return the digest of a document's bytes; empty where it cannot be told before it is read."""
        ...

    def becomes_no_page(self, document: Document) -> bool:
        """Return whether the site surely makes no page of a document."""
        ...

    def describe(self, site: Site, documents: Sequence[Document]) -> None:
        """Tell a site with the rows of its documents what is known of it besides."""
        ...
