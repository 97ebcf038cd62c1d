"""Chooses the reader for a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from seoaudit.context import Context
from seoaudit.page import Media, Page, Problem, Source
from seoaudit.parsing.html import read_html
from seoaudit.parsing.markdown import read_markdown
from seoaudit.parsing.plain import read_plain

#: File name endings by what they hold.
ENDINGS: dict[str, Media] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mdx": "markdown",
    ".mkd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
}

_READERS = {"markdown": read_markdown, "html": read_html, "text": read_plain}


def media_of(name: str) -> Media | None:
    """Return what a file holds, by its ending; ``None`` for one that is not content."""
    return ENDINGS.get(PurePath(name).suffix.lower())


def parse(source: Source, context: Context | None = None, problems: Sequence[Problem] = ()) -> Page:
    """Parse decoded text into a page. What cannot be read of it is a ``Problem``.

    Raises ``Unreadable`` for a page of more parts than any real one has (see ``limits``), and for nothing else.

    ``problems`` are those that decoding met; they join the page's own.
    """
    page = _READERS[source.media](source, context or Context())
    if problems:
        page.problems = (*problems, *page.problems)
    return page
