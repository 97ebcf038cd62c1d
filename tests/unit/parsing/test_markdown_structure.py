"""What other readers of Markdown find in a post, ours finds too, and at the same place."""

import pytest

from tests.unit.parsing.promises import keep, read


def lines(page, elements):
    return [page.position(element.span.start).line for element in elements]


def targets(page):
    return [(link.target, link.text, link.origin) for link in page.links]


def test_a_component_in_code_is_an_example():
    page = read('See [`<Suspense>`](/suspense) and `{{< ref >}}`.\n\n### `<Fade to="x" />` {/*fade*/}\n')
    keep(page)
    assert [link.text for link in page.links] == ["<Suspense>"]
    assert page.headings[0].text == '<Fade to="x" />'
    assert {component.syntax for component in page.components} <= {"jsx", "expression"}
    assert not any(link.origin == "component" for link in page.links)


def test_mdx_has_no_indented_code():
    page = read(
        "<Card>\n    Read [the guide](/guide/) first.\n\n    ```sh\n    make\n    ```\n\n    - [one](/1/)\n</Card>\n\n"
        "Zelte größer:\n\n\t- [two](/2/)\n",
        "post.mdx",
    )
    keep(page)
    assert targets(page) == [
        ("/guide/", "the guide", "markdown"),
        ("/1/", "one", "markdown"),
        ("/2/", "two", "markdown"),
    ]
    assert lines(page, page.links) == [2, 8, 13]
    assert lines(page, page.codes) == [4]


def test_mdx_reads_markdown_between_tags():
    page = read(
        "<details>\n<summary>Steps</summary>\n```sh\n<make>\n```\nSee *[the guide](/guide/)*.\n</details>\n\n"
        "- <p>[Übung](/next/) (long)</p>\n\n<pre>\n[not](/a-link/)\n</pre>\n",
        "post.mdx",
    )
    keep(page)
    assert [(link.target, link.text) for link in page.links] == [
        ("/guide/", "the guide"),
        ("/next/", "Übung"),
    ]
    assert lines(page, page.codes) == [3, 11]


def test_markdown_has_indented_code_even_of_templates():
    page = read(
        'Layout:\n\n    {{ define "main" }}\n      {{ end }}\n\nText.\n\n    {% if x %}\n    {% endif %}\n'
    )
    keep(page)
    assert lines(page, page.codes) == [3, 8]
    assert not page.components


def test_a_container_in_a_list_item_does_not_end_the_list():
    page = read("1. One\n\n   :::tip\n   Be quick.\n   :::\n\n2. Two\n", "post.mdx")
    keep(page)
    assert [block.kind for block in page.blocks] == ["item", "item", "item"]
    assert not page.codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Open http://localhost:1313/admin now.", ["http://localhost:1313/admin"]),
        ("Use rollup@2.62.0 or node-resolve@13.1.2.", []),
        ("Write to shop@example.org.", ["mailto:shop@example.org"]),
        ("Replace http://HOST/ by yours.", []),
        ("<div>\n  http://example.org/\n</div>", []),
    ],
)
def test_addresses_in_plain_text(text, expected):
    assert [link.target for link in read(text).links] == expected


def test_links_in_html_that_says_it_is_markdown():
    page = read('<aside markdown="1">\n  She said it in [her talk](https://example.org/talk).\n</aside>\n')
    keep(page)
    assert targets(page) == [("https://example.org/talk", "her talk", "html")]
    assert page.blocks[0].kind == "paragraph"
    assert page.text.strip() == "She said it in her talk."


def test_a_template_as_an_attribute_leaves_the_element_whole():
    page = read("<a\n  href=\"https://example.org/\"\n  style={{ display: 'flex' }}>Badge</a>\n")
    keep(page)
    assert targets(page) == [("https://example.org/", "Badge", "html")]


def test_names_of_links_without_text():
    page = read(
        '<p><a href="/a"><svg><title>Book</title></svg></a><a href="/b"><i aria-label="Prices"></i></a>'
        '<a href="/c" aria-hidden="true"></a><a onclick="go()">Go</a><a id="x">Anchor</a></p>',
        "page.html",
    )
    assert [(link.target, link.name, link.hidden) for link in page.links] == [
        ("/a", "Book", False),
        ("/b", "Prices", False),
        ("/c", "", True),
        ("", "Go", False),
    ]
