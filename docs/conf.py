"""Builds the documentation as a site, with Sphinx:

sphinx-build -W --keep-going -q -c docs . build/docs

The pages are the Markdown of the repository as it is: GitHub shows the same files, and their links lead to the same
places, which is why the sources begin at the repository's top and not in docs/. ``-W`` makes every warning an error: a
link or an anchor that leads nowhere, a page that no other names, a code block in an unknown language.

The navigation is not written twice: docs/README.md is a list of links under headings, and each heading with its links
becomes a part of the menu.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape
from pathlib import PurePosixPath
from posixpath import normpath
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:\s]+)\.md\)")

#: Characters of a paragraph that says what a page is about, and of a description.
_DESCRIBES, _DESCRIPTION = 25, 155

project = "seoaudit"
author = "The seoaudit authors"
copyright = "The seoaudit authors; MIT licence"  # noqa: A001 - Sphinx's name for it
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
include_patterns = ["docs/**", "CONTRIBUTING.md", "CHANGELOG.md", "examples/pack/README.md"]
root_doc = "docs/README"
myst_heading_anchors = 4
smartquotes = False  # two hyphens begin an option
pygments_style = "friendly"
pygments_dark_style = "monokai"

html_theme = "furo"
html_title = "seoaudit"
html_static_path = ["site/site.css"]
html_css_files = ["site.css"]
html_extra_path = ["site/index.html"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False
html_show_search_summary = False  # it is fetched, which browsers refuse for files on a disk
html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": []}


def navigation(docname: str, text: str) -> str:
    """Return the navigation of a list of links: for each heading a part with its name and the pages linked below it."""
    folder = PurePosixPath(docname).parent
    parts = []
    for section in re.split(r"^(?=#+ )", text, flags=re.MULTILINE):
        caption = section.partition("\n")[0].lstrip("# ")
        links = [(text, normpath((folder / target).as_posix())) for text, target in _LINK.findall(section)]
        pages = "\n".join(f"{text} </{target}>" for text, target in links)
        if pages:
            parts.append(f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{pages}\n```\n")
    return "".join(parts)


def _add_navigation(app: Sphinx, docname: str, content: list[str]) -> None:
    """Add what only the site needs. A rule's page is in no menu: the theme would draw all of them on every page."""
    del app
    if docname == root_doc:
        content[0] += navigation(docname, content[0])
    elif re.fullmatch(r"docs/rules/[\w-]+/[\w-]+", docname):
        content[0] = f"---\norphan: true\n---\n{content[0]}"


def _lay_out(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Describe the page by its first sentences, and keep the menu to one level before the theme draws it.

    To look through all headings for the menu takes half of the build.
    """
    del app, page, template
    context["toctree"] = partial(_draw, context["toctree"])
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        text = " ".join(paragraph.astext().split())
        if len(text) >= _DESCRIBES:
            text = shorten(text, _DESCRIPTION, placeholder=" …")
            context["metatags"] += f'<meta name="description" content="{escape(text)}">'
            break


def _draw(toctree: Callable[..., str], **options: object) -> str:
    return toctree(**{**options, "maxdepth": 1})


def setup(app: Sphinx) -> None:
    from pygments.lexers.special import TextLexer

    app.add_lexer("robots.txt", TextLexer)
    app.connect("source-read", _add_navigation)
    app.connect("html-page-context", _lay_out, priority=100)
