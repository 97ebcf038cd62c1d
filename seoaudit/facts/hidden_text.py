"""Text that the page's own styles hide from the reader."""

from __future__ import annotations

from seoaudit.facts.fact import fact
from seoaudit.page import Page
from seoaudit.parsing.hidden_text import HiddenText, read_hidden_text


@fact
def hidden_texts(page: Page) -> tuple[HiddenText, ...]:
    """Return the elements whose text styles of this page hide for good; empty for Markdown and text."""
    return read_hidden_text(page.source.text) if page.source.media == "html" else ()
