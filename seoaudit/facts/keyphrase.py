"""The page's keyphrase, given or inferred, and where it occurs."""

from __future__ import annotations

from typing import Literal

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.model import NotApplicable, Span
from seoaudit.page import Page

KeyphraseOrigin = Literal["front matter", "configuration", "inferred"]


class Keyphrase(msgspec.Struct, frozen=True):
    """The phrase a page wants to be found for.

    ``stems`` are the stems of its content words; ``exact`` is set when it was given in double quotes.
    ``span`` is the place where it was given, or the page's first line.
    """

    text: str
    origin: KeyphraseOrigin
    stems: tuple[str, ...]
    span: Span
    exact: bool = False


class KeyphraseMatch(msgspec.Struct, frozen=True, gc=False):
    """One use: running-text range from the first to the last matched word, and its sentence's index (-1: not prose)."""

    start: int
    end: int
    sentence: int
    exact: bool


@fact
def keyphrase(page: Page) -> Keyphrase:
    """Return the keyphrase; raises ``NotApplicable`` when none is given and none can be inferred."""
    raise NotApplicable("the page has no keyphrase")


@fact
def keyphrase_matches(page: Page) -> tuple[KeyphraseMatch, ...]:
    """Return the keyphrase's uses in the main content's sentences, in order."""
    keyphrase(page)
    return ()
