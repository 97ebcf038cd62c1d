"""Paths as build services want them: from the top of the repository, with forward slashes."""

from __future__ import annotations

from posixpath import join, normpath
from urllib.parse import quote

from seoaudit.reports.options import RenderOptions

_ADDRESSES = ("http://", "https://")


def is_address(path: str) -> bool:
    """Tell whether a report's path is the address of a page rather than a file's."""
    return path.startswith(_ADDRESSES)


def in_repository(path: str, options: RenderOptions) -> str:
    """Return a report's path from the top of the repository; addresses and what lies outside stay as they are.

    >>> options = RenderOptions(root="/work/site", folder="blog")
    >>> in_repository("posts/a.md", options), in_repository("../pages/b.md", options)
    ('blog/posts/a.md', 'pages/b.md')
    >>> in_repository("/work/site/c.md", options), in_repository("../../other/d.md", options)
    ('c.md', '/work/other/d.md')
    """
    if is_address(path):
        return path
    if not isabs(path):
        inside = normpath(join(options.folder, path))
        if not options.root or not leaves(inside):
            return inside
        path = join(options.root, inside)
    whole = normpath(path)
    top = options.root.rstrip("/") + "/"
    return whole[len(top) :] if options.root and whole.startswith(top) else whole


def isabs(path: str) -> bool:
    """Tell whether a path with forward slashes is absolute, on any system."""
    return path.startswith("/") or path[1:3] == ":/"


def leaves(path: str) -> bool:
    """Tell whether a normal relative path leads out of where it begins."""
    return path == ".." or path.startswith("../")


def uri(path: str) -> str:
    """Return a path as a URI: absolute ones as ``file:``, addresses as they are.

    >>> uri("a b/ü.md"), uri("/tmp/a#b.md"), uri("https://example.org/a")
    ('a%20b/%C3%BC.md', 'file:///tmp/a%23b.md', 'https://example.org/a')
    """
    if is_address(path):
        return quote(_encoded(path), safe="!#$%&'()*+,/:;=?@[]~")
    if not isabs(path):
        return quote(_encoded(path), safe="/")
    return "file://" + quote(_encoded("/" + path.lstrip("/")), safe="/:")


def _encoded(path: str) -> bytes:
    """Return the bytes of a path, those of the file system where a name is not UTF-8."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "backslashreplace")
