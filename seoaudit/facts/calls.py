"""Calls to action: what the page asks its reader to do."""

from __future__ import annotations

from typing import Literal

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.model import Span
from seoaudit.page import Page

CallForm = Literal["link", "button", "form", "sentence"]


class CallToAction(msgspec.Struct, frozen=True, gc=False):
    """An invitation to act.

    ``kind``: subscribe, contact, try, buy, book, download, register, read-more … ``label`` is the link's or
    button's text, or the asking phrase of a sentence. ``target`` is where acting leads (``""``: nowhere
    known). ``linked``: it, or its block or the next one, holds a link, button, form or address to do it with.
    ``place``: 0 (start) … 1 (end) of the main text. ``span`` is its place in the source.
    """

    span: Span
    form: CallForm
    kind: str
    strength: Literal["strong", "weak"]
    label: str
    target: str
    linked: bool
    block: int
    place: float


@fact
def calls_to_action(page: Page) -> tuple[CallToAction, ...]:
    """Return the main content's calls to action, in order; one per sentence, link, button or form."""
    del page
    return ()
