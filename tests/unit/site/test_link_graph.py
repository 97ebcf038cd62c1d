"""The link graph: who counts, how far, and what other programs read of it."""

import csv
import io
import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.site.database import Site
from seoaudit.site.export import to_csv, to_graphml, to_json
from seoaudit.site.graph import depths, link_graph
from seoaudit.site.rows import LinkRow, PageRow, error_row


def link(target, *, main=True, anchor="", start=0, status="page"):
    return LinkRow(target, target, status, "", "", anchor, anchor.lower(), main, False, start, start + 1)


def page(key, *links, **fields):
    return PageRow(key=key, path=f"content{key}.md", title=key.strip("/"), links=links, **fields)


def site_of(*rows, home="/", built=True):
    site = Site()
    site.add(rows)
    site.home, site.built = home, built
    return site


@pytest.fixture
def blog():
    return site_of(
        page("/", link("/tents", main=False), link("/stoves", main=False), score=80.5, words=12),
        page("/tents", link("/stoves", anchor="a stove", start=40), link("/stoves", anchor="it", start=90)),
        page("/stoves", link("/stoves"), link("/fuel", anchor="fuel"), link("/gone", status="missing")),
        page("/fuel"),
        page("/maps"),
        page("/draft", link("/maps"), published=False),
        error_row("broken.md", "cannot be read"),
    )


def test_figures_leave_out_drafts_and_what_could_not_be_read(blog):
    graph = link_graph(blog)
    assert (graph.pages, graph.links, graph.broken) == (5, 2, 1)
    assert graph.unlinked == 1, "nothing that is published links to /maps; home needs no link"
    assert graph.dead_ends == 3, "home links only from its menu, /fuel and /maps not at all"
    assert (graph.depths, graph.unreachable) == ((1, 2, 1), 1)
    assert [(each.path, each.linked_from) for each in graph.most_linked] == [
        ("content/fuel.md", 1),
        ("content/stoves.md", 1),
    ]


def test_clicks_are_not_counted_where_the_lists_are_still_to_be_made(blog):
    blog.built, blog.generator = False, "Hugo"
    graph = link_graph(blog)
    assert (graph.depths, graph.unreachable) == ((), 0)


def test_without_a_home_page_nothing_has_a_depth(blog):
    blog.home = "/nowhere"
    assert depths(blog) == {}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_depths_are_the_shortest_paths(pairs):
    rows = [page(f"/{number}", *(link(f"/{to}") for at, to in pairs if at == number)) for number in range(8)]
    graph = nx.DiGraph([(f"/{at}", f"/{to}") for at, to in pairs])
    graph.add_node("/0")
    assert depths(site_of(*rows, home="/0")) == nx.single_source_shortest_path_length(graph, "/0")


def nowhere(_path, offset):
    return 1, offset + 1


def test_graphml_and_json_are_read_back_by_networkx(blog):
    drawn = nx.parse_graphml("".join(to_graphml(blog, nowhere)))
    loaded = nx.node_link_graph(json.loads("".join(to_json(blog, nowhere))), edges="links")
    assert set(drawn.nodes) == set(loaded.nodes) == {"/", "/tents", "/stoves", "/fuel", "/maps"}
    assert set(drawn.edges) == set(loaded.edges)
    assert drawn.nodes["/"] | {"depth": 0} == drawn.nodes["/"]
    assert drawn.nodes["/"]["score"] == 80.5
    assert drawn.nodes["/stoves"]["links_in"] == 2
    assert "depth" not in drawn.nodes["/maps"], "nobody gets there"
    assert drawn.edges["/tents", "/stoves"] == {"links": 2, "main": True, "anchor": "a stove"}
    assert drawn.edges["/", "/tents"]["main"] is False


def test_csv_has_a_row_for_each_link_with_its_place(blog):
    rows = list(csv.DictReader(io.StringIO("".join(to_csv(blog, nowhere)))))
    assert [(row["source"], row["target"], row["anchor"], row["column"], row["place"]) for row in rows] == [
        ("/", "/tents", "", "1", "nav"),
        ("/", "/stoves", "", "1", "nav"),
        ("/stoves", "/fuel", "fuel", "1", "main"),
        ("/tents", "/stoves", "a stove", "41", "main"),
        ("/tents", "/stoves", "it", "91", "main"),
    ]


@given(st.text())
def test_whatever_a_title_and_an_anchor_hold_the_export_can_be_read(text):
    text = text.encode("utf-8", "replace").decode()
    site = site_of(page("/", link("/a", anchor=text)), PageRow(key="/a", path="a.md", title=text))
    assert nx.parse_graphml("".join(to_graphml(site, nowhere))).number_of_edges() == 1
    assert json.loads("".join(to_json(site, nowhere)))["nodes"][1]["title"] == text
    (row,) = csv.DictReader(io.StringIO("".join(to_csv(site, nowhere)), newline=""))
    assert not row["anchor"].startswith(("=", "+", "-", "@"))
