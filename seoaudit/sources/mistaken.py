"""What was given as a path and is none, but looks like the address of a live page."""

from __future__ import annotations

import re

#: A scheme that is misspelt, with the slashes that a path keeps of it.
_SCHEME = re.compile(r"[a-z]{2,6}:/{1,3}(?=\w)", re.IGNORECASE)
_LOCAL = re.compile(r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_WITH_PORT = re.compile(r"[\w-]+(?:\.[\w-]+)*:\d{2,5}(?:/|$)")
_HOST = re.compile(r"(?:[\w-]+\.)+(?P<top>[a-z]{2,18})(?P<path>[/?#].*)?", re.IGNORECASE)
#: What names end in that no file does; others need a path behind them to be taken for a host.
_TOPS = frozenset(
    [
        "at",
        "be",
        "biz",
        "ch",
        "com",
        "cz",
        "de",
        "dev",
        "dk",
        "edu",
        "es",
        "eu",
        "fi",
        "fr",
        "gov",
        "in",
        "info",
        "io",
        "it",
        "nl",
        "no",
        "org",
        "pl",
        "pt",
        "ru",
        "se",
        "uk",
    ]
)
_FILES = frozenset(["htm", "html", "markdown", "md", "mdx", "qmd", "rmd", "rst", "shtml", "txt", "xhtml"])


def meant_address(path: str) -> str:
    """Return the address that was probably meant by what is no path, ``""`` where nothing tells.

    >>> meant_address("www.example.org/post"), meant_address("htp:/example.org/a"), meant_address("localhost:8000/a")
    ('https://www.example.org/post', 'https://example.org/a', 'http://localhost:8000/a')
    >>> meant_address("posts/tent.md"), meant_address("tent.md"), meant_address("drafts.old")
    ('', '', '')
    """
    if scheme := _SCHEME.match(path):
        path = path[scheme.end() :]
        return _written(path)
    if _LOCAL.match(path) or _WITH_PORT.match(path):
        return _written(path)
    host = _HOST.fullmatch(path)
    if host is None or host["top"].lower() in _FILES:
        return ""
    known = path.lower().startswith("www.") or host["top"].lower() in _TOPS
    page = host["path"] and path.lower().rpartition(".")[2] not in _FILES
    return _written(path) if known or page else ""


def _written(rest: str) -> str:
    own = _LOCAL.match(rest) or _WITH_PORT.match(rest)
    return f"{'http' if own else 'https'}://{rest}"
