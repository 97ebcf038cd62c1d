"""One draft beside what is published of it, for people to read side by side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seoaudit.config import Settings
from seoaudit.engines.counterparts import with_counterparts
from seoaudit.engines.document import Document, Neighbourhood
from seoaudit.engines.outside import Outside
from seoaudit.engines.page import Plan, read_draft
from seoaudit.engines.surroundings import arounds
from seoaudit.facts.drift import Change, What, drift
from seoaudit.model import NotApplicable


class Line(msgspec.Struct, frozen=True):
    """One thing of the draft (empty: it has none), what the published page has of it, its line and column there."""

    what: What
    change: Change
    draft: str
    published: str
    line: int
    column: int


class SideBySide(msgspec.Struct, frozen=True):
    """A draft and its published page; ``reason`` says why there is nothing to compare (empty: there is).

    ``missing``: the page should be there and is not.
    """

    draft: str
    published: str
    reason: str
    lines: Sequence[Line]
    missing: bool = False


def side_by_side(
    documents: Sequence[Document], settings: Sequence[Settings], today: str, outside: Outside
) -> list[SideBySide]:
    """Compare drafts with what ``outside.against`` has of them. Raises ``Unreadable``."""
    sites, numbers = arounds(documents, today, None, outside.collection)
    for site in sites:
        site.prepare()
    places = [sites[number](document) for document, number in zip(documents, numbers, strict=True)]
    assert outside.against is not None  # noqa: S101 - that is what this is for
    drafts = with_counterparts(documents, places, outside.against)
    return [
        _compared(draft, Plan(own), today, sites[number])
        for draft, own, number in zip(drafts, settings, numbers, strict=True)
    ]


def _compared(draft: Document, plan: Plan, today: str, neighbourhood: Neighbourhood) -> SideBySide:
    page = read_draft(draft, plan, today, neighbourhood)
    name = draft.counterpart.name if draft.counterpart else ""
    try:
        found = drift(page)
    except NotApplicable as reason:
        missing = draft.counterpart is not None and draft.counterpart.missing
        return SideBySide(draft.name, name, str(reason), (), missing)

    return SideBySide(
        draft.name,
        name,
        "",
        tuple(
            Line(each.what, each.change, each.draft, each.published, *page.position(each.span.start))
            for each in found
        ),
    )
