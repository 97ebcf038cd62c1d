"""Templates in Markdown: never text, never in the way, their links and images seen, and no position moved."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.parsing.promises import keep, read

TAGS = {
    "hugo shortcode": "{{< notice warning >}}",
    "hugo markdown shortcode": "{{% notice %}}",
    "hugo comment": "{{</* notice */>}}",
    "liquid tag": "{% include note.html text='é 🏕' %}",
    "liquid whitespace control": "{%- assign a = 1 -%}",
    "liquid value": "{{ site.title | upcase }}",
    "nunjucks comment": "{# a note to é 🏕 #}",
    "kramdown attributes": "{: .note #größe}",
    "tight shortcode": "{{<toc>}}",
}
MDX = {
    "component": "<Note kind='é 🏕' />",
    "component with an expression": "<Chart data={[1, {a: 2}]} />",
    "comment": "{/* é 🏕 */}",
    "expression": "{props.year}",
    "nested name": '<Tabs.Item label="x" />',
}


@pytest.mark.parametrize("tag", TAGS.values(), ids=TAGS)
@pytest.mark.parametrize(
    "frame", ["{} after", "before {} after", "**before** {} after", "- {} after", "> {} after", "# {} after"]
)
def test_a_template_is_no_text_and_moves_nothing(tag, frame):
    text = "é 🏕\n\n" + frame.format(tag)
    page = read(text)
    assert page.text.replace("before", "").split() == ["é", "🏕", "after"]
    at = page.text.index("after")
    assert text[slice(*page.span(at, at + 5))] == "after"
    keep(page)


@pytest.mark.parametrize("tag", MDX.values(), ids=MDX)
def test_mdx_is_no_text_and_moves_nothing(tag):
    text = f"é 🏕 {tag} after"
    page = read(text, "post.mdx")
    assert page.text.split() == ["é", "🏕", "after"]
    at = page.text.index("after")
    assert text[slice(*page.span(at, at + 5))] == "after"


def test_mdx_modules_are_no_text():
    text = (
        "---\ntitle: x\n---\nimport Chart from '../Chart'\nimport {\n  Tabs,\n  Tab,\n} from '@theme/Tabs';\n"
        "export const year = 2026\n\n# One\n\nimport matters to exporters.\n"
    )
    page = read(text, "post.mdx")
    assert [h.text for h in page.headings] == ["One"]
    assert "matters to exporters" in page.text
    assert "Chart" not in page.text
    assert "year" not in page.text
    assert page.position(page.headings[0].span.start) == (11, 1)


def test_what_a_component_holds_is_text():
    page = read("<Note>\n\nInside **here**.\n\n</Note>\n\nOutside.", "post.mdx")
    assert page.text.split() == ["Inside", "here.", "Outside."]


def test_containers_are_marks_and_hold_text():
    text = ":::tip[Title] {.x}\n\nInside é.\n\n:::\n\nOutside."
    page = read(text)
    assert "Inside é." in page.text
    assert "Outside." in page.text
    assert ":::" not in page.text
    assert next(c.name for c in page.components if c.syntax == "container") == "tip"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ('[a]({{< ref "tent.md" >}})', '{{< ref "tent.md" >}}'),
        ("[a]({% post_url 2026-03-09-tent %})", "{% post_url 2026-03-09-tent %}"),
        ("[a]({{ site.url }}/tent)", "{{ site.url }}/tent"),
        ("[a]({{ '/tent' | relative_url }}#poles)", "{{ '/tent' | relative_url }}#poles"),
        ("[a][1]\n\n[1]: {{ site.url }}/tent", "{{ site.url }}/tent"),
        ('<a href="{{ site.url }}/tent">a</a>', "{{ site.url }}/tent"),
    ],
)
def test_a_template_in_a_target_is_kept(text, target):
    (link,) = read(text).links
    assert (link.target, link.text) == (target, "a")


def test_links_and_images_in_templates_are_seen():
    text = (
        '{{< figure src="tent.png" alt="A tent" >}}\n\n<ButtonLink href="/buy">Buy now</ButtonLink>\n\n'
        '{{< button href="/try" >}}Try{{< /button >}}\n'
    )
    page = read(text, "post.mdx")
    assert [(i.target, i.alt) for i in page.images] == [("tent.png", "A tent")]
    assert [(k.target, k.name) for k in page.links] == [("/buy", "Buy now"), ("/try", "Try")]
    for link in page.links:
        assert text[link.span.start] in "<{"


@pytest.mark.parametrize("name", ["post.md", "post.mdx"])
def test_templates_in_code_are_examples(name):
    page = read('Use `{{< figure src="a.png" >}}` so:\n\n```\n{{< figure src="b.png" >}}\n```\n', name)
    assert "{{< figure" in page.text
    assert not page.images


def test_what_looks_like_a_template_and_is_none():
    page = read("A set {a, b} and {{ unclosed, 100 % sure, x < y {# no.\n\nSecond.")
    assert "{a, b}" in page.text
    assert "100 % sure" in page.text


def test_a_stand_in_never_becomes_text():
    for text in (
        "](  {{< ref x >}} and more",
        "[a]({{< ref\nx >}})",
        "<a href={{ x }} never closed",
        "[a]: {{x}} {{y}} {{z}}",
    ):
        page = read(text)
        assert "zq0" not in page.text
        assert "zz" not in page.text


PIECES = st.sampled_from(
    [
        *TAGS.values(),
        *MDX.values(),
        "{{",
        "}}",
        "{%",
        "<A",
        "/>",
        "](",
        ")",
        "<a href=",
        "\n",
        "\n\n",
        ":::",
        "    ",
        "`",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(PIECES, st.just("word"), st.just("é🏕")), max_size=15),
    st.sampled_from(["post.md", "post.mdx"]),
)
def test_positions_hold_after_any_templates(pieces, name):
    text = " ".join(pieces) + "\n\nlast"
    page = read(text, name)
    keep(page)
    for match in (i for i in range(len(page.text)) if page.text.startswith("word", i)):
        assert text[slice(*page.span(match, match + 4))] == "word"


@pytest.mark.parametrize("name", ["post.md", "post.mdx"])
@pytest.mark.parametrize("frame", ["{}", "before {} after", "<div>{}</div>", "- {}", "> {}"])
def test_an_image_whose_source_a_program_fills_in_is_seen(name, frame):
    image = "<img alt=\"A tent\" src={useBaseUrl('img/tent.png')} width={300} />"
    page = read(f"é 🏕\n\n{frame.format(image)}\n", name)
    assert [(each.alt, each.target) for each in page.images] == [("A tent", "{useBaseUrl('img/tent.png')}")]
    assert set(page.text.split()) <= {"é", "🏕", "before", "after"}
    keep(page)


@pytest.mark.parametrize(
    "text", ["if a <b and c={d}, then", "`<img src={x} />` is an example", "<button onClick={() => go()}> Go"]
)
def test_what_merely_looks_like_an_attribute_stays_text(text):
    page = read(text, "post.md")
    assert page.text.split() == text.replace("`", "").split()
    assert not page.images


def test_a_template_in_each_of_very_many_links_is_told():
    """A changelog that names thousands of issues: none of its links leads to what is left without the template."""
    page = read("\n".join(f"- [#{n}]({{{{ site.repository }}}}/issues/{n})" for n in range(1_500)))
    assert len(page.links) == 1_500
    assert all("{{" in link.target for link in page.links)
