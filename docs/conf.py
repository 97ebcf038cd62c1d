"""Builds the documentation as a site, with Sphinx:

sphinx-build -W --keep-going -q -c docs . build/docs

The pages are the Markdown of the repository as it is: GitHub shows the same files, and their links lead to the same
places, which is why the sources begin at the repository's top and not in docs/. ``-W`` makes every warning an error: a
link or an anchor that leads nowhere, a page that no other names, a code block in an unknown language.

The navigation is not written twice: docs/README.md is a list of links under headings, and each heading with its links
becomes a part of the menu. The list of rules, docs/rules/README.md, makes what is below “The rules”: each category folds
up, and that of the page is open.
"""

from __future__ import annotations

import re
from functools import cache, partial
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:\s]+)\.md\)")

_RULES = "docs/rules/README"

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


def rules_by_category(text: str) -> dict[str, list[str]]:
    """Return the names of the rules that the list of all rules has, by category."""
    found: dict[str, list[str]] = {}
    for name in re.findall(r"^\| \[([\w-]+/[\w-]+)\]", text, flags=re.MULTILINE):
        found.setdefault(name.partition("/")[0], []).append(name)
    return found


def _add_navigation(app: Sphinx, docname: str, content: list[str]) -> None:
    """Add what only the site needs. A rule's page is in no list of Sphinx's, which takes long to draw: see ``_draw``."""
    del app
    if docname == root_doc:
        content[0] += navigation(docname, content[0])
    elif re.fullmatch(r"docs/rules/[\w-]+/[\w-]+", docname):
        content[0] = f"---\norphan: true\n---\n{content[0]}"


def _lay_out(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Describe the page by its first sentences, and put the rules into the menu before the theme draws it."""
    del app, template
    context["toctree"] = partial(_draw, context["toctree"], context["pathto"], page)
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        text = " ".join(paragraph.astext().split())
        if len(text) >= _DESCRIBES:
            text = shorten(text, _DESCRIPTION, placeholder=" …")
            context["metatags"] += f'<meta name="description" content="{escape(text)}">'
            break


def _draw(toctree: Callable[..., str], pathto: Callable[..., str], page: str, **options: object) -> str:
    """Return the menu: one level of Sphinx's own, to look through all headings takes half of the build, and the rules."""
    drawn = toctree(**{**options, "maxdepth": 1})
    entry = f'href="{pathto(_RULES) if page != _RULES else "#"}">The rules</a>'
    before, found, after = drawn.partition(entry)
    if not found:
        return drawn
    opened = page.removeprefix("docs/rules/") if page.startswith("docs/rules/") else ""
    if opened and page != _RULES:  # the theme opens what is current
        head, mark, tail = before.rpartition('<li class="toctree-l1')
        before = f"{head}{mark} current{tail}"
    return f"{before}{found}{_rules_menu(pathto, opened)}{after}"


def _rules_menu(pathto: Callable[..., str], opened: str) -> str:
    """Return the rules by category; ``opened`` is the name of the rule whose page it is for."""
    parts = []
    for category, names in _categories().items():
        rules = "".join(
            _entry(
                3,
                name.partition("/")[2],
                pathto(f"docs/rules/{name}") if name != opened else "#",
                name == opened,
            )
            for name in names
        )
        link = f"{pathto(_RULES)}#{category}" if opened != "README" else f"#{category}"
        parts.append(_entry(2, category, link, opened.startswith(f"{category}/"), f"<ul>{rules}</ul>"))
    return f"<ul>{''.join(parts)}</ul>"


def _entry(level: int, text: str, link: str, current: bool, below: str = "") -> str:
    mark = " current" if current else ""
    return (
        f'<li class="toctree-l{level}{mark}"><a class="{mark.strip()} reference internal" href="{escape(link)}">{text}</a>'
        f"{below}</li>"
    )


@cache
def _categories() -> dict[str, list[str]]:
    return rules_by_category(
        Path(__file__).with_name("rules").joinpath("README.md").read_text(encoding="utf-8")
    )


def setup(app: Sphinx) -> None:
    from pygments.lexers.special import TextLexer

    app.add_lexer("robots.txt", TextLexer)
    app.add_config_value(
        "rules_in_menu", _categories(), "html"
    )  # a new rule is written into the menu of every page
    app.connect("source-read", _add_navigation)
    app.connect("html-page-context", _lay_out, priority=100)
