"""Text from documents, made safe for Markdown: it shows as it is written, names nobody and loads nothing.

Two kinds of readers have to be told. A Markdown parser takes a backslash for it. What GitHub and GitLab make of the
*rendered* text, such as links to people, issues and addresses, no backslash prevents; an invisible character of no
width between the sign and the name does.
"""

from __future__ import annotations

import re

from seoaudit.lazy_regex import lazy_regex
from seoaudit.reports.safe_text import clipped, prose, visible

_BREAK = "\u200b"
_ACTIVE = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>|~"})
#: People, issues, merge requests, labels, milestones, snippets, epics, alerts.
_REFERENCE = lazy_regex(r"([@#!%$^&~])(?=[\w\"'\\`*(])")
_ISSUE = lazy_regex(r"\b(GH-)(?=\d)", re.IGNORECASE)
_ADDRESS = lazy_regex(r"(\w:)(?=//)|\b(www)(?=\.)|\b((?:mailto|xmpp):)", re.IGNORECASE)
#: What begins a list, a heading or a line at the start of a block.
_BLOCK = lazy_regex(r"^(?=[-+=#])|^(\d{1,9})(?=[.)])")
_CODE = lazy_regex("`([^`\n]+)`")
_TICKS = lazy_regex("`+")


def plain(text: str, most: int = 0) -> str:
    r"""Return text that Markdown shows as it is, on one line; ``most`` are the characters that are kept.

    >>> plain("<b> of *all* | [x](y)")
    '\\<b\\> of \\*all\\* \\| \\[x\\](y)'
    >>> plain("- # a list"), plain("12. of May")
    ('\\- # a list', '12\\. of May')
    >>> plain("ask @octocat, see #12 on www.example.org").replace("\u200b", "^")
    'ask @^octocat, see #^12 on www^.example.org'
    """
    text = prose(clipped(text, most) if most else text).strip()
    text = _REFERENCE.sub(rf"\1{_BREAK}", text)
    text = _ISSUE.sub(rf"\1{_BREAK}", text)
    text = _ADDRESS.sub(rf"\1\2\3{_BREAK}", text)
    text = text.translate(_ACTIVE).replace("&", "&amp;").replace("$", "&#36;")
    return _BLOCK.sub(r"\1\\", text, count=1)


def advice(text: str, most: int = 0) -> str:
    r"""Return what a rule says, in which words between backticks are code.

    >>> advice("Write `<title>` into the <head>")
    'Write `<title>` into the \\<head\\>'
    """
    parts = _CODE.split(clipped(text, most) if most else text)
    return "".join(code(part) if number % 2 else _spaced(part) for number, part in enumerate(parts))


def _spaced(text: str) -> str:
    """Return plain text with the blanks at its ends, which stand between it and code."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{plain(text)}{after}"


def code(text: str, most: int = 0, *, in_table: bool = False) -> str:
    r"""Return text as a span of code, whatever backticks it has.

    >>> code("a.md"), code("a`b.md"), code("a|b.md", in_table=True), code("")
    ('`a.md`', '``a`b.md``', '`a\\|b.md`', '` `')
    """
    text = visible(clipped(text, most) if most else text) or " "
    if in_table:
        text = text.replace("|", r"\|")
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    strips = text.strip(" ") and text[0] == text[-1] == " "
    pad = " " if strips or text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"
