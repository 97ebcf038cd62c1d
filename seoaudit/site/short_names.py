"""How a message names other pages: as short as they can be told apart, and only a few of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_INDEX = ("index.", "_index.", "README.", "readme.")


def short_name(path: str, beside: Iterable[str] = (), limit: int = 44) -> str:
    """Return the end of a path that tells it from those beside it, cut in the middle above ``limit`` characters.

    >>> short_name("content/blog/tents.md"), short_name("content/tents/index.md")
    ('tents.md', 'tents/')
    >>> short_name("docs/hugo/local.md", ["docs/jekyll/local.md"])
    'hugo/local.md'
    >>> short_name("example.org/index.html", ["example.org/"])
    'index.html'
    """
    parts = _parts(path)
    others = [_parts(other) for other in beside if other != path]
    if "/".join(parts).rstrip("/") in ("/".join(other).rstrip("/") for other in others):
        # A folder and its index are two here.
        parts, others = path.split("/"), []
    size = 1
    while size < len(parts) and any(other[-size:] == parts[-size:] for other in others):
        size += 1
    name = "/".join(parts[-size:]) or path
    if len(name) <= limit:
        return name
    head = (limit - 1) * 2 // 3
    return f"{name[:head]}…{name[head + 1 - limit :]}"


def named(paths: Sequence[str], beside: Iterable[str] = (), shown: int = 1, count: int = 0) -> str:
    """Return the names of a few pages and the number of the others: ``a.md, b.md and 3 more``.

    ``beside`` are paths that they must be told apart from, too, such as the page's own. ``count`` is the
    number of all pages where ``paths`` has only some of them.
    """
    known = [*paths, *beside]
    names = [short_name(path, known) for path in paths[:shown]]
    left = max(count, len(paths)) - len(names)
    return f"{', '.join(names)} and {left:,} more" if left else " and ".join(names)


def _parts(path: str) -> list[str]:
    """Return the parts of a path; a folder stands for its index."""
    parts = path.rstrip("/").split("/")
    if len(parts) > 1 and parts[-1].startswith(_INDEX):
        parts = [*parts[:-2], f"{parts[-2]}/"]
    return parts
