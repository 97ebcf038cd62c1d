"""The internal links as a graph: who links to whom, and how far each page is from home.

Parts of pages, drafts and files that could not be read are no nodes, and a link to oneself joins nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from seoaudit.report.site import LinkedPage, LinkGraph
from seoaudit.site.database import Site
from seoaudit.site.sections import linked_sections

_MOST_LINKED = 10

#: What can be linked to and read.
NODES = "error = '' AND published = 1 AND kind <> 'part'"

#: Pairs of pages joined by a link, and whether one of the links stands in the source's main content.
EDGES = """
    SELECT links.source AS source, links.target AS target, MAX(links.main) AS main
    FROM links
    JOIN pages AS sources ON sources.key = links.source
    JOIN pages AS targets ON targets.key = links.target
    WHERE links.source <> links.target
      AND sources.error = '' AND sources.published = 1 AND sources.kind <> 'part'
      AND targets.error = '' AND targets.published = 1 AND targets.kind <> 'part'
    GROUP BY links.source, links.target
    ORDER BY links.source, links.target
"""


def link_graph(site: Site) -> LinkGraph:
    """Return the site's internal links in figures."""
    paths = {row["key"]: row["path"] for row in site.query(f"SELECT key, path FROM pages WHERE {NODES}")}  # noqa: S608 - text of ours
    in_text: dict[str, int] = {}
    linked: set[str] = set()
    sources: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for edge in site.query(EDGES):
        linked.add(edge["target"])
        if edge["main"]:
            pairs.append((edge["source"], edge["target"]))
            in_text[edge["target"]] = in_text.get(edge["target"], 0) + 1
            sources.add(edge["source"])
    ranked = sorted(in_text.items(), key=lambda entry: (-entry[1], paths[entry[0]]))[:_MOST_LINKED]
    far = depths(site) if depths_are_known(site) else {}
    counts = [0] * (max(far.values(), default=-1) + 1)
    for clicks in far.values():
        counts[clicks] += 1
    return LinkGraph(
        pages=len(paths),
        links=len(pairs),
        broken=int(site.value("SELECT COUNT(*) FROM links WHERE status = 'missing'")),
        unlinked=len(paths.keys() - linked - {site.home}),
        dead_ends=len(paths) - len(sources),
        depths=tuple(counts),
        unreachable=len(paths) - len(far) if far else 0,
        most_linked=tuple(LinkedPage(paths[key], number) for key, number in ranked),
        sections=linked_sections(paths, pairs),
    )


def depths_are_known(site: Site) -> bool:
    """Return whether all that leads from page to page is in the rows.

    In the sources of a generated site it is not: the home page's lists and the menus are made when it is built.
    """
    return site.built or not site.generator


def depths(site: Site) -> Mapping[str, int]:
    """Return for each page that can be reached from the home page the clicks it takes, navigation included.

    The keys are in the order of the clicks. Empty when the home page is not among the rows.
    """
    if not site.home or site.value(f"SELECT 1 FROM pages WHERE key = ? AND {NODES}", site.home) is None:  # noqa: S608 - as above
        return {}
    below: dict[str, list[str]] = {}
    for edge in site.query(EDGES):
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
