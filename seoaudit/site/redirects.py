"""Redirects that a site configures for its host: reading them, and following a path through them.

What is read stands in files of the repository; ``seoaudit.site.redirect_files`` and ``redirect_programs`` know their formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Literal

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.model import Folder, Redirect

#: Browsers give up after twenty; search engines after ten.
MAX_HOPS = 10
#: More redirects than any file is written with.
MAX_REDIRECTS = 50_000

#: Names and stars in one source.
_MAX_PARTS = 8
_PART = lazy_regex(r"/:(\w+)\*|:(\w+)|/?\*")
_IN_TARGET = lazy_regex(r":(\w+)[*+?]?|\$(\d)")


class Trail(msgspec.Struct, frozen=True):
    """Where a path ends up: ``end`` is a *path* of the site, an absolute address *elsewhere*, a *loop*, or *unknown*.

    ``hops`` counts the redirects on the way, rewrites left out. ``lasting``: all of them are permanent ones of one path
    to another, without a pattern, a query or a fragment, so that a link may as well lead to the end.
    """

    end: Literal["path", "elsewhere", "loop", "unknown"]
    target: str
    hops: int
    lasting: bool = False


def read_redirects(root: Path, static: Sequence[Folder]) -> tuple[Redirect, ...]:
    """Return the redirects of a site's host configuration, in the order in which they hold.

    ``root`` is the site's folder, ``static`` are the folders whose files are published as they are. Read are
    ``_redirects``, netlify.toml, vercel.json, firebase.json, staticwebapp.config.json, ``.htaccess``, and what the
    configurations of Next.js, Docusaurus, Astro, Gatsby, Nuxt and Cloudflare workers say plainly. Nothing is run. A
    file that is too large, broken, or a link out of the root is passed over. Rewrites of all paths to one page,
    and redirects of all paths under a condition are left out: they say nothing of one path.
    """
    from seoaudit.site.generators.config_files import SiteFolder
    from seoaudit.site.redirect_files import AT_TOP, IN_FOLDERS
    from seoaudit.site.redirect_programs import PROGRAMS

    folder = SiteFolder(root)
    entries = chain(
        *(read(folder, static) for read in IN_FOLDERS), *(read(folder) for read in (*AT_TOP, *PROGRAMS))
    )
    found = (
        each for each in entries if each.source.startswith("/") and each.target and not _says_nothing(each)
    )
    return tuple(islice(found, MAX_REDIRECTS))


def _says_nothing(redirect: Redirect) -> bool:
    """Return whether a redirect takes every path, and either gives all of them one page or asks for a condition.

    The first is how applications of one page are served, the second how other hosts are sent to the main one.
    """
    if len(_PART.findall(redirect.source)) > _MAX_PARTS:
        return True  # and it would take long to match
    if _PART.fullmatch(redirect.source.rstrip("/") or "/") is None:
        return False
    one_page = redirect.target.startswith("/") and not _IN_TARGET.search(redirect.target)
    return not redirect.certain or (redirect.status == 200 and one_page)


def target_of(redirect: Redirect, path: str) -> str:
    """Return where a redirect sends a path that its source matches: its target with the path's parts put in.

    >>> target_of(Redirect("/news/:year/*", "/blog/:year/:splat"), "/news/2024/a/b")
    '/blog/2024/a/b'
    """
    if ":" not in redirect.target and "$" not in redirect.target:
        return redirect.target
    matched = pattern_of(redirect.source).fullmatch(path)
    parts: Mapping[str, str | None] = matched.groupdict() if matched else {}

    def part(mark: re.Match[str]) -> str:
        name = f"_{mark[1] or mark[2]}"
        return (parts[name] or "") if name in parts else mark[0]

    head, separator, rest = redirect.target.rpartition("://")
    return head + separator + _IN_TARGET.sub(part, rest)


@lru_cache(maxsize=4096)
def pattern_of(source: str) -> re.Pattern[str]:
    """Return what matches a redirect's source: ``*`` and ``:name*`` any rest, ``:name`` one part or a piece of it.

    >>> bool(pattern_of("/old/*").fullmatch("/old")), bool(pattern_of("/:year/post").fullmatch("/2024/post/"))
    (True, True)
    """
    expression, at = "", 0
    seen: set[str] = set()
    source = source.rstrip("/")
    for mark in _PART.finditer(source):
        expression += re.escape(source[at : mark.start()])
        at = mark.end()
        name = mark[1] or mark[2] or "splat"
        group = "" if name in seen else f"?P<_{name}>"
        seen.add(name)
        if mark[2]:
            expression += f"({group}[^/]+)" if group else "[^/]+"
        elif mark[0].startswith("/"):
            expression += f"(?:/({group}.*))?" if group else "(?:/.*)?"
        else:
            expression += f"({group}.*)" if group else ".*"
    expression += re.escape(source[at:])
    return re.compile(f"{expression}/?", re.DOTALL)


def follow(
    path: str,
    redirect_at: Callable[[str], Redirect | None],
    is_there: Callable[[str], bool],
    own_path: Callable[[str], str | None],
) -> Trail | None:
    """Follow a path through the site's redirects; ``None`` when none of them takes it.

    ``is_there`` tells whether something is published at a path, which ends the way; ``own_path`` gives the path
    of an absolute address of this site, ``None`` for any other. Fragments of targets are left out.
    """
    seen, hops, lasting = {path.rstrip("/")}, 0, True
    for _ in range(MAX_HOPS + 1):
        redirect = redirect_at(path)
        if redirect is None:
            return Trail("path", path, hops, lasting) if len(seen) > 1 else None
        if not redirect.certain:
            return Trail("unknown", path, hops)
        target = target_of(redirect, path)
        hops += redirect.status != 200
        lasting = lasting and _lasts(redirect)
        own = own_path(target)
        if own is None:
            return Trail("unknown" if redirect.status == 200 else "elsewhere", target, hops)
        if is_there(own):
            return Trail("path", own, hops, lasting)
        path = own
        if path.rstrip("/") in seen:
            return Trail("loop", path, hops)
        seen.add(path.rstrip("/"))
    return Trail("loop", path, hops)


def _lasts(redirect: Redirect) -> bool:
    """Return whether a redirect is permanent and leads from one path to one other."""
    return (
        redirect.status in (301, 308)
        and _PART.search(redirect.source) is None
        and not any(mark in redirect.target for mark in "?#$*")
    )
