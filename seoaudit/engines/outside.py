"""What a run is given besides its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from seoaudit.engines.counterparts import Against
    from seoaudit.engines.external import ExternalLinks
    from seoaudit.web.collection import Collection


class Outside(msgspec.Struct, frozen=True):
    """``collection`` has what was fetched, where documents are; ``against``: drafts are compared with what is there.

    ``links``: links to other sites are tried.
    """

    collection: Collection | None = None
    against: Against | None = None
    links: ExternalLinks | None = None


NOTHING_OUTSIDE = Outside()
