"""Whether the addresses that were worked out for a site can be right: its own links know better.

A site whose configuration is a program, or that is put together by one, may be published under other paths than its
files tell, and its headings may get ids of its own making. Then most of its links seem to lead nowhere, and what is
wrong is not the links.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.fragments import may_be_generated
from seoaudit.site.heading_ids import same_id

if TYPE_CHECKING:
    from seoaudit.site.resolve import Resolver

#: Pages that are read, characters of each, links that are followed.
_PAGES, _LENGTH, _LINKS = 60, 60_000, 300
#: With fewer different links nothing is doubted; from this share of dead ones on, everything is.
_LEAST, _DEAD = 8, 0.4

_LINK = lazy_regex(r"""\]\((/[\w./~%-]{1,200})[)#? ]|\bhref=["'](/[\w./~%-]{1,200})["'#?]""")
_OWN_PART = lazy_regex(r"\]\(#([^)\s]{1,200})\)")


def is_trustworthy(resolver: Resolver) -> bool:
    """Return whether most links from the root on a sample of the site's pages lead somewhere."""
    targets = sorted(
        {found[1] or found[2] for _, text in _sample(resolver) for found in _LINK.finditer(text)}
    )[:_LINKS]
    dead = sum(_is_dead(resolver, target) for target in targets)
    return len(targets) < _LEAST or dead < _DEAD * len(targets)


def _is_dead(resolver: Resolver, target: str) -> bool:
    base = resolver.base
    places = [target] if target.startswith(base) else [base + target.lstrip("/")]
    places += [f"{base}{language}{target}" for language in resolver.config.languages]
    return all(resolver.at(place).status == "missing" for place in places)


def ids_are_trustworthy(resolver: Resolver) -> bool:
    """Return whether most links of a sample of pages to their own parts find an id as we work them out."""
    found = dead = 0
    for file, text in _sample(resolver):
        wanted = {same_id(link[1]) for link in _OWN_PART.finditer(text)}
        wanted = {each for each in wanted if not may_be_generated(each)}
        known = resolver.fragments.of(file) if wanted else None
        if known is not None and known.complete:
            found += len(wanted)
            dead += len(wanted - known.ids)
    return found < _LEAST or dead < _DEAD * found


def _sample(resolver: Resolver) -> Iterator[tuple[str, str]]:
    """Yield pages all over the site with the beginnings of their texts, always the same ones."""
    pages = sorted(page.file for page in resolver.index.pages)
    for file in pages[:: max(len(pages) // _PAGES, 1)][:_PAGES]:
        try:
            with (Path(resolver.config.root) / file).open(encoding="utf-8", errors="replace") as stream:
                yield file, stream.read(_LENGTH)
        except OSError:
            continue
