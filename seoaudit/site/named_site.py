"""The site that pages say they are of: what nearly all their canonical links agree on.

A copy of a site, such as a mirror in a folder or a preview on one's own machine, is judged as the site that it is a copy
of: otherwise each of its pages would be accused of asking to be judged as another one.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path
from typing import TypeVar

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.urls import decoded, path_key, split

T = TypeVar("T")

#: So many pages at least have to name the site, and this share of those that name any, and of all that are looked at.
_LEAST, _AGREED, _NAMING = 3, 0.9, 0.5
#: Pages that are looked at, evenly over all of them; characters of each; files among which they are sought.
SAMPLE, _HEAD, _FILES = 24, 64_000, 4_000
#: Tags are short: what has no end is not looked through to the end of the page.
_CANONICAL = lazy_regex(
    r"""<link\b(?=[^>]{0,400}\brel=["']?canonical\b)[^>]{0,400}?\bhref=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""",
    re.IGNORECASE,
)


def canonical_in(text: str) -> str:
    """Return the canonical address that a page's source names, ``""`` for none.

    >>> canonical_in('<link href="https://tents.example/a" rel="canonical">')
    'https://tents.example/a'
    """
    found = _CANONICAL.search(text[:_HEAD])
    return unescape(found[1] or found[2] or found[3] or "").strip() if found else ""


def named_site(pages: Sequence[tuple[str, str]], least: int = _LEAST) -> str:
    """Return the address of the site that pages name, with a closing slash, ``""`` if they do not agree on one.

    ``pages`` have the path below the root of the copy, and the canonical address or ``""``; ``least`` of them have to name
    the site. It may lie in a folder of its host.

    >>> named_site([(f"/{name}.html", f"https://tents.example/shop/{name}") for name in "abc"])
    'https://tents.example/shop/'
    """
    found: Counter[str] = Counter()
    naming = 0
    for path, canonical in pages:
        if canonical:
            naming += 1
            found[_site(path, canonical)] += 1
    del found[""]
    for site, votes in found.most_common(1):
        if votes >= max(least, _AGREED * naming) and naming >= _NAMING * len(pages):
            return site
    return ""


def _site(path: str, canonical: str) -> str:
    """Return the site on which a canonical address has the page's own path, ``""`` where it has another one."""
    parts = split(canonical)
    if parts.scheme not in ("http", "https") or not parts.host:
        return ""
    own, named = path_key(decoded(path)), path_key(decoded(parts.path) or "/")
    if own == "/":
        folder = named
    elif named.endswith(own):
        folder = named.removesuffix(own)
    else:
        return ""
    return f"{parts.scheme}://{parts.host}{folder.rstrip('/')}/"


def sampled(entries: Sequence[T]) -> list[T]:
    """Return ``SAMPLE`` of the entries, evenly over all of them."""
    step = max(len(entries) / SAMPLE, 1.0)
    return [entries[int(number * step)] for number in range(min(len(entries), SAMPLE))]


def pages_in(root: Path, *, texts: bool = False) -> list[str]:
    """Return the HTML files below a folder, sorted.

    None where it has ``texts`` that a generator would make pages of, unless these do not matter.
    """
    pages: list[str] = []
    left = _FILES
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each != "node_modules")
        inside = os.path.relpath(folder, root).replace(os.sep, "/").removeprefix(".")
        prefix = f"{inside}/" if inside else ""
        pages += [prefix + each for each in files if each.lower().endswith((".html", ".htm"))]
        if not texts and any(
            each.lower().endswith((".md", ".mdx", ".markdown")) and _is_text(each) for each in files
        ):
            return []
        left -= len(files)
        if left < 0:
            break
    return sorted(pages)


def _is_text(name: str) -> bool:
    return not name.lower().startswith(("readme", "license", "changelog"))


def site_of_files(root: Path, pages: Iterable[str]) -> str:
    """Return the site that the HTML files of a folder name."""
    return named_site([(f"/{page}", canonical_in(_opening(root / page))) for page in sampled(list(pages))])


def _opening(file: Path) -> str:
    """Return the beginning of a file's text, ``""`` where it cannot be read or is no file of the folder's own."""
    try:
        if file.is_symlink() or not file.is_file():
            return ""
        with file.open(encoding="utf-8-sig", errors="replace") as text:
            return text.read(_HEAD)
    except OSError:
        return ""
