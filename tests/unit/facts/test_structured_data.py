"""JSON-LD: what blocks say, where they are broken, and that nothing in them ends a run."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.facts.structured_data import articles, data_blocks, data_nodes
from seoaudit.page import Source
from seoaudit.parsing import parse
from seoaudit.parsing.json_ld import place_of, read


def page(*blocks):
    scripts = "".join(f'<script type="application/ld+json">{block}</script>\n' for block in blocks)
    return parse(
        Source(
            "a.html", f"<!doctype html><html><head>{scripts}</head><body><p>Text.</p></body></html>", "html"
        )
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('/*<![CDATA[*/{"a": 1}/*]]>*/', {"a": 1}),
        ('{"a": "b\nc"}', {"a": "b\nc"}),
        ('{"a": 1, // one\n"b": "http://x,}"}', {"a": 1, "b": "http://x,}"}),
        ("{&quot;a&quot;: 1}", {"a": 1}),
        ('{"a": NaN}', {"a": None}),
        ('{"a": 1};', {"a": 1}),
    ],
)
def test_a_broken_block_is_reported_and_read_all_the_same(text, value):
    reading = read(text)
    assert reading.fault is not None
    assert reading.values == (value,)


@pytest.mark.parametrize(
    "text", ["", " \n", "[" * 100_000, '{"a": ' + "9" * 5000 + "}", "\ufeff", "undefined", '"']
)
def test_what_cannot_be_read_at_all_is_a_fault(text):
    assert read(text).fault is not None
    assert read(text).values == ()


@given(st.text(alphabet='{}[]",:\\/*<!->a1 \n&;', max_size=60))
def test_any_text_is_read(text):
    reading = read(text)
    assert reading.fault is None or 0 <= reading.fault.offset <= len(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda v: st.lists(v) | st.dictionaries(st.text(), v),
    )
)
def test_json_is_read_as_it_is(value):
    assert read(json.dumps(value)).values == (value,)


def test_a_fault_is_placed_in_the_source():
    found = page('\n{"@type": "Article",\n "headline": "Poles",}')
    block = data_blocks(found)[0]
    assert found.source.text[block.begin + block.fault.offset :].startswith(",}")


def test_things_within_lists_and_graphs_are_found_with_what_they_hang_on():
    graph = [
        {"@type": "WebPage", "mainEntity": {"@type": ["Article", "Report"]}, "about": [{"@type": "Thing"}]},
        3,
        None,
    ]
    nodes = data_nodes(page(json.dumps({"@graph": graph})))
    assert [(node.name, node.own, node.under) for node in nodes] == [
        ("WebPage", True, ""),
        ("Article", True, "mainEntity"),
        ("Thing", False, "about"),
    ]


def test_articles_that_are_listed_are_not_the_page():
    entries = [{"@type": "Article", "headline": str(n)} for n in range(5)]
    assert articles(page(json.dumps(entries))) == ()
    assert articles(page('{"@type": "ItemList", "itemListElement": [{"@type": "Article"}]}')) == ()
    assert [
        node.text("headline")
        for node in articles(page('{"@type": "http://schema.org/Article", "headline": "A &amp; B"}'))
    ] == ["A & B"]


def test_a_value_is_found_in_its_own_object():
    text = '{"a": {"name": "one"}, "name": "two"}'
    start, end = place_of(text, "name", "two")
    assert text[start:end] == '"two"'
    assert place_of(text, "name", "three") is None
