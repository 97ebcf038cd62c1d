"""The internal link graph for other programs: GraphML, a table of links (CSV), and JSON of nodes and links.

Pages are nodes, named by their key (see ``seoaudit.site.rows``); parts of pages, drafts and files that could not be
read are left out, and so are links to oneself. GraphML and JSON have one edge for each pair of pages, CSV one
row for each link.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.database import Site
from seoaudit.site.graph import EDGES, NODES, depths, depths_are_known

#: Gives line and column (from 1) of a place: the path of a page, an offset in its source.
Locate = Callable[[str, int], tuple[int, int]]

_PAGES = f"SELECT key, path, title, language, kind, score, words FROM pages WHERE {NODES} ORDER BY key"  # noqa: S608 - text of ours
_FIRST = """
    SELECT anchor, main, start_at FROM links WHERE source = ? AND target = ? ORDER BY main DESC, start_at
"""
#: C1 controls and marks that turn the reading direction.
_UNSEEN = lazy_regex("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Characters that XML cannot hold, however they are written.
_NOT_XML = lazy_regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A cell that begins so would be run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@")


class Node(msgspec.Struct, frozen=True):
    """A page. ``score`` is ``None`` where it has none; ``depth`` counts clicks from home, ``None``: not known.

    ``links_in`` and ``links_out`` count other pages.
    """

    id: str
    path: str
    title: str
    language: str
    kind: str
    score: float | None
    words: int
    links_in: int
    links_out: int
    depth: int | None


class Edge(msgspec.Struct, frozen=True):
    """All links of one page to another: their number, whether one stands in the main content, the first anchor text."""

    source: str
    target: str
    links: int
    main: bool
    anchor: str


def graph_nodes(site: Site) -> list[Node]:
    """Return the pages, by key."""
    links_in: dict[str, int] = {}
    links_out: dict[str, int] = {}
    for edge in site.query(EDGES):
        links_in[edge["target"]] = links_in.get(edge["target"], 0) + 1
        links_out[edge["source"]] = links_out.get(edge["source"], 0) + 1
    far: Mapping[str, int] = depths(site) if depths_are_known(site) else {}
    return [
        Node(
            row["key"], row["path"], row["title"], row["language"], row["kind"], row["score"], row["words"],
            links_in.get(row["key"], 0), links_out.get(row["key"], 0), far.get(row["key"]),
        )
        for row in site.query(_PAGES)
    ]  # fmt: skip


def graph_edges(site: Site) -> Iterator[Edge]:
    """Yield the pairs of pages that links join, by their keys."""
    for pair in site.query(EDGES):
        first = list(site.query(_FIRST, pair["source"], pair["target"]))
        yield Edge(pair["source"], pair["target"], len(first), bool(pair["main"]), first[0]["anchor"])


def to_json(site: Site, locate: Locate) -> Iterator[str]:
    """Yield ``{"nodes": […], "links": […]}``, which d3 and ``networkx.node_link_graph`` read."""
    del locate
    encode = msgspec.json.Encoder().encode
    yield '{"directed":true,"multigraph":false,"graph":{},"nodes":['
    yield ",".join("\n" + encode(node).decode() for node in graph_nodes(site))
    yield '\n],"links":['
    for number, edge in enumerate(graph_edges(site)):
        yield (",\n" if number else "\n") + encode(edge).decode()
    yield "\n]}\n"


def to_csv(site: Site, locate: Locate) -> Iterator[str]:
    """Yield a row for each link: source, target, their paths, anchor text, line and column, ``main`` or ``nav``."""
    paths = {row["key"]: row["path"] for row in site.query(_PAGES)}
    yield _row(
        ["source", "target", "source_path", "target_path", "anchor", "line", "column", "place", "nofollow"]
    )
    links = site.query(
        "SELECT source, target, anchor, main, nofollow, start_at FROM links ORDER BY source, start_at"
    )
    for link in links:
        source, target = link["source"], link["target"]
        if source == target or source not in paths or target not in paths:
            continue
        line, column = locate(paths[source], link["start_at"])
        place = "main" if link["main"] else "nav"
        nofollow = "nofollow" if link["nofollow"] else ""
        yield _row(
            [source, target, paths[source], paths[target], link["anchor"], line, column, place, nofollow]
        )


def _row(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        [_cell(value) if isinstance(value, str) else value for value in cells]
    )
    return out.getvalue()


def _cell(text: str) -> str:
    text = " ".join(text.split())  # a line of its own for each link, whatever a file is called
    return f"'{text}" if text.startswith(_FORMULA) else text


_TYPES = {
    "score": "double",
    "words": "int",
    "links_in": "int",
    "links_out": "int",
    "depth": "int",
    "links": "int",
    "main": "boolean",
}


def to_graphml(site: Site, locate: Locate) -> Iterator[str]:
    """Yield GraphML, which Gephi, yEd and ``networkx.read_graphml`` read."""
    del locate
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for domain, fields in (("node", Node.__struct_fields__[1:]), ("edge", Edge.__struct_fields__[2:])):
        for field in fields:
            kind = _TYPES.get(field, "string")
            yield f'  <key id="{domain}-{field}" for="{domain}" attr.name="{field}" attr.type="{kind}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in graph_nodes(site):
        yield f"    <node id={_quoted(node.id)}>{_data('node', node, 1)}</node>\n"
    for edge in graph_edges(site):
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        yield f"    <edge {ends}>{_data('edge', edge, 2)}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(domain: str, value: Node | Edge, skip: int) -> str:
    parts = []
    for field in value.__struct_fields__[skip:]:
        content = getattr(value, field)
        if content is not None:
            text = str(content).lower() if isinstance(content, bool) else _escaped(str(content))
            parts.append(f'<data key="{domain}-{field}">{text}</data>')
    return "".join(parts)


def _escaped(text: str) -> str:
    """Return text for XML; what would drive a terminal that the file is shown on is written as a reference."""
    return _UNSEEN.sub(lambda match: f"&#{ord(match[0])};", escape(_NOT_XML.sub("�", text)))


def _quoted(text: str) -> str:
    quoted = quoteattr(_NOT_XML.sub("�", text))
    return _UNSEEN.sub(lambda match: f"&#{ord(match[0])};", quoted)


#: Formats by name, which is also the ending of their files.
GRAPH_FORMATS: Mapping[str, Callable[[Site, Locate], Iterator[str]]] = {
    "graphml": to_graphml,
    "csv": to_csv,
    "json": to_json,
}
