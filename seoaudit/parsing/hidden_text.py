"""Finds text that a page's own styles keep from the reader's eyes.

Only what the page itself says is known: style attributes and simple rules of style elements. Much is
hidden until the reader asks for it (menus, tabs, dialogs, answers); what looks like it is passed over.
"""

from __future__ import annotations

import msgspec

from seoaudit.model import Span


class HiddenText(msgspec.Struct, frozen=True, gc=False):
    """An element with text that nobody sees: its start tag, how it is hidden, the text."""

    span: Span
    technique: str
    text: str


def read_hidden_text(text: str) -> tuple[HiddenText, ...]:
    """Return the outermost elements whose text the page's styles hide for good, in order."""
    if "style" not in text and "STYLE" not in text:
        return ()
    from seoaudit.parsing.hiding_styles import may_hide, sheet_of  # few drafts have styles

    sheet = sheet_of(text)
    if "STYLE" not in text and not may_hide(text, sheet):
        return ()
    from seoaudit.parsing.hidden_text_reader import HiddenTextReader

    return HiddenTextReader(text, sheet).read()
