"""The fragments of a page are its headings' ids and those given by hand; what may hold others is not complete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.page import Source
from seoaudit.parsing import parse
from seoaudit.site.fragments import Surroundings, fragments_of, may_be_generated
from seoaudit.site.generators import recognise
from seoaudit.site.heading_schemes import heading_scheme

GITHUB = Surroundings(("github",))


def found(text, surroundings=GITHUB, name="post.md", media="markdown"):
    return fragments_of(parse(Source(name, text, media)), surroundings)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("## Set up", "set-up"),
        ("Set up\n------", "set-up"),
        ("> ## Set *up*", "set-up"),
        ("## Set up {#start}", "start"),
        ("## Set up {: #start .big}", "start"),
        ('## Set up {id="start"}', "start"),
        ("## Set up {/* start */}", "start"),
        ('Text <a name="start"></a>', "start"),
        ("<div id=start>\n\ntext\n\n</div>", "start"),
        ("A paragraph\n{: #start}", "start"),
        ("[]{#start}", "start"),
    ],
)
def test_an_id_is_found(text, id_):
    page = found(text)
    assert id_ in page.ids
    assert page.complete


@pytest.mark.parametrize(
    "text",
    [
        "## About {{ site.name }}",
        "{% include prices.html %}",
        "{{< prices >}}",
        '<h2 id="{{ name }}">Name</h2>',
        '--8<-- "prices.md"',
        "::: package.module.Class",
        '=== "Tab"\n\n    text',
    ],
)
def test_what_may_hold_other_ids_is_not_complete(text):
    assert not found(text).complete


def test_a_component_of_unknown_making_is_not_complete():
    assert not found("<Prices />", name="post.mdx").complete
    assert not found("<h2 id={slug}>x</h2>", name="post.mdx").complete
    assert found('<h2 id={"slug"}>x</h2>', name="post.mdx").ids == {"slug"}


def test_html_is_taken_by_its_ids():
    page = found('<h1 id="a">A</h1><h2>B</h2><a name=c>', Surroundings(()), "page.html", "html")
    assert page.ids == {"a", "c"}
    assert page.complete


def test_terms_of_definition_lists():
    text = "`AddPage`\n: Adds a page.\n\n## Add page\n"
    assert found(text, Surroundings(("goldmark",), terms=True)).ids >= {"addpage", "add-page"}
    assert "addpage" not in found(text, Surroundings(("goldmark",))).ids


@given(st.text("#{}*:/ \nabid=\"'<>`", max_size=60))
def test_no_text_breaks_it(text):
    found(text, Surroundings(("github", "python", "kramdown", "zola")))


@pytest.mark.parametrize(
    "text", ["{" + "#" * 60_000, "{#a" * 20_000, "## " + " " * 60_000 + "x", "id=" * 30_000]
)
def test_long_odd_texts_are_read_at_once(text):
    assert found(text) is not None


def test_what_themes_and_browsers_know():
    assert all(map(may_be_generated, ["", "top", "fn:1", "fnref-2", ":~:text=tents", "comments", "L10-L12"]))
    assert not any(map(may_be_generated, ["tents", "prices", "set-up", "fan-club"]))


@pytest.mark.parametrize(
    ("files", "algorithms"),
    [
        ({"hugo.toml": 'baseURL = "https://a.example/"\n'}, ("goldmark",)),
        (
            {"hugo.toml": '[markup.goldmark.parser]\nautoHeadingIDType = "github-ascii"\n'},
            ("goldmark-ascii",),
        ),
        ({"_config.yml": "url: https://a.example\n", "_posts/2024-01-01-a.md": ""}, ("kramdown-gfm",)),
        (
            {"_config.yml": "kramdown:\n  input: kramdown\n", "_posts/2024-01-01-a.md": ""},
            ("kramdown",),
        ),
        ({"mkdocs.yml": "site_name: A\n", "docs/index.md": ""}, ("python",)),
        (
            {
                "mkdocs.yml": "markdown_extensions:\n  - toc:\n      slugify: !!python/name:pymdownx.slugs.uslugify\n",
                "docs/index.md": "",
            },
            ("pymdownx", "pymdownx-cased"),
        ),
        ({"zola.toml": 'base_url = "https://a.example"\n[slugify]\nanchors = "safe"\n'}, ("zola-safe",)),
        ({"docusaurus.config.js": "module.exports = {}"}, ("github",)),
    ],
)
def test_the_configuration_tells_how_ids_are_made(repository, files, algorithms):
    assert heading_scheme(recognise(repository(files))).algorithms == algorithms
