"""The internal links as a graph: who links to whom, and how far each page is from home."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from seoaudit.report import LinkedPage, LinkGraph
from seoaudit.site.database import Site

_MOST_LINKED = 10

#: Pairs of pages joined by a link in the source's main content; a link to oneself joins nothing.
EDGES = """
    SELECT DISTINCT links.source AS source, links.target AS target
    FROM links JOIN pages ON pages.key = links.target
    WHERE links.source <> links.target AND links.main = 1
"""
_ALL_EDGES = EDGES.replace("AND links.main = 1", "")


def link_graph(site: Site) -> LinkGraph:
    """Return the site's internal links in figures."""
    pages = int(site.value("SELECT COUNT(*) FROM pages WHERE error = ''"))
    linked_from: dict[str, int] = {}
    sources: set[str] = set()
    links = 0
    for edge in site.query(EDGES):
        links += 1
        linked_from[edge["target"]] = linked_from.get(edge["target"], 0) + 1
        sources.add(edge["source"])
    ranked = sorted(linked_from.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST_LINKED]
    paths = {row["key"]: row["path"] for row in site.query("SELECT key, path FROM pages")} if ranked else {}
    far = depths(site)
    counts = [0] * (max(far.values(), default=-1) + 1)
    for clicks in far.values():
        counts[clicks] += 1
    return LinkGraph(
        pages=pages,
        links=links,
        broken=int(site.value("SELECT COUNT(*) FROM links WHERE status = 'missing'")),
        unlinked=pages - len(linked_from),
        dead_ends=pages - len(sources),
        depths=tuple(counts),
        unreachable=pages - len(far) if far else 0,
        most_linked=tuple(LinkedPage(paths[key], number) for key, number in ranked),
    )


def depths(site: Site) -> Mapping[str, int]:
    """Return for each page that can be reached from the home page the clicks it takes, navigation included.

    Empty when the home page is not among the rows.
    """
    if not site.home or site.value("SELECT 1 FROM pages WHERE key = ?", site.home) is None:
        return {}
    below: dict[str, list[str]] = {}
    for edge in site.query(_ALL_EDGES):
        below.setdefault(edge["source"], []).append(edge["target"])
    return dict(_breadth_first(site.home, below))


def _breadth_first(home: str, below: Mapping[str, list[str]]) -> Iterator[tuple[str, int]]:
    seen = {home}
    queue = deque([(home, 0)])
    while queue:
        key, clicks = queue.popleft()
        yield key, clicks
        for target in below.get(key, ()):
            if target not in seen:
                seen.add(target)
                queue.append((target, clicks + 1))
