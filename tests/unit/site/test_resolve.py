"""Links lead where the site's generator makes them lead; what cannot be told is unknown, never missing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seoaudit.context import Neighbours
from seoaudit.site.resolve import Resolver
from tests.unit.site.conftest import post


@pytest.fixture
def ask(index):
    """Call it with a site's files and a file of it; it returns a function that resolves a target."""

    def neighbours(files, file):
        return Resolver(index(files)).of(file).resolve

    return neighbours


HUGO = {
    "hugo.toml": 'baseURL = "https://bikes.example/"\n',
    "content/_index.md": post(title="Home"),
    "content/blog/tents.md": post(title="Tents") + "## Poles\n",
    "content/blog/poles.md": post(title="Poles"),
    "content/blog/trip/index.md": post(title="Trip", aliases="[/journey/]"),
    "content/blog/trip/map.png": "png",
    "static/img/a b.svg": "<svg/>",
    "static/_redirects": "/talk https://chat.example/\n/old/* /blog/:splat\n/r1 /r2\n/r2 /r1\n",
}


@pytest.mark.parametrize(
    ("target", "status", "path"),
    [
        ("/blog/trip/", "page", "/blog/trip/"),
        ("/blog/trip", "page", "/blog/trip/"),
        ("../trip/", "page", "/blog/trip/"),
        ("/blog/%74rip/?a=b", "page", "/blog/trip/"),
        ("http://www.bikes.example/blog/trip/", "page", "/blog/trip/"),
        ("//bikes.example/blog/trip/", "page", "/blog/trip/"),
        ('{{< ref "trip" >}}', "page", "/blog/trip/"),
        ('{{< relref "/blog/trip/index.md" >}}', "page", "/blog/trip/"),
        ('{{% ref path="trap.md" %}}', "missing", "trap.md"),
        ("#poles", "page", "/blog/tents/"),
        ("?page=2", "page", "/blog/tents/"),
        ("../trip/map.png", "asset", "/blog/trip/map.png"),
        ("/img/a%20b.svg", "asset", "/img/a b.svg"),
        ("/tags/rain/", "generated", "/tags/rain/"),
        ("/blog/page/2/", "generated", "/blog/page/2/"),
        ("/blog/page/two/", "missing", "/blog/page/two/"),
        ("poles.md", "page", "/blog/poles/"),  # a hook of the theme may do so
        ("poles", "missing", "/blog/tents/poles"),  # but no page lies there
        ("/journey/", "redirect", "/blog/trip/"),
        ("/old/trip/", "redirect", "/blog/trip/"),
        ("/talk", "redirect", "https://chat.example/"),
        ("/r1", "missing", "/r1"),
        ("/blog/trap/", "missing", "/blog/trap/"),
        ("../trap/", "missing", "/blog/trap/"),
        ("https://bikes.example/blog/trap/", "missing", "/blog/trap/"),
        ("/shop/cart/", "unknown", ""),
        ("https://other.example/blog/trap/", "elsewhere", ""),
        ("mailto:ann@bikes.example", "elsewhere", ""),
        ("data:image/gif;base64,R0", "elsewhere", ""),
        ("{{ .Params.link }}", "unknown", ""),
        ("", "unknown", ""),
        ("a" * 9_000, "unknown", ""),
    ],
)
def test_hugo(ask, target, status, path):
    found = ask(HUGO, "content/blog/tents.md")(target)
    assert (found.status, found.path) == (status, path)


def test_a_render_hook_of_hugo_may_find_pages_by_their_sources(ask):
    resolve = ask({**HUGO, "layouts/_markup/render-link.html": "<a>"}, "content/blog/tents.md")
    assert [resolve(each).path for each in ("trip/index.md", "trip", "blog/trip")] == ["/blog/trip/"] * 3
    assert resolve("g").status == "unknown"  # what a hook makes of a mere word is its own affair


def test_a_translation_that_is_gone_is_not_the_page_in_the_first_language(ask):
    files = {
        "_config.yml": "url: https://bikes.example\ncollections:\n  articles:\n    output: true\n    permalink: /:path/\n",
        "_articles/tents.md": post(title="Tents"),
        "_articles/fr/poles.md": post(title="Poles"),
        "_articles/fr/pegs.md": post(title="Pegs"),
    }
    resolve = ask(files, "_articles/fr/poles.md")
    assert resolve("../pegs/").status == "page"
    assert resolve("../tents/").status == "missing"


def test_a_fragment_is_looked_for_on_the_page_it_names(ask):
    resolve = ask(HUGO, "content/blog/trip/index.md")
    assert resolve("../tents/#poles").fragment_found is True
    assert resolve("/blog/tents/#pegs").fragment_found is False
    assert resolve("/blog/tents/#pole").meant == "/blog/tents/#poles"
    assert resolve("/blog/tents/#comments").fragment_found is None
    assert resolve("/#poles").fragment_found is None  # the theme may list anything on the home page
    assert resolve("map.png#poles").fragment_found is None


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("/blog/tenst/", "/blog/tents/"),
        ("/tents/", ""),
        ("/blog/2024/tents/", "/blog/tents/"),
        ("https://bikes.example/blog/tenst/#poles", "https://bikes.example/blog/tents/#poles"),
        ("mpa.png", "map.png"),
        ('{{< ref "tenst.md" >}}', '{{< ref "tents.md" >}}'),
    ],
)
def test_what_was_meant_is_written_as_the_link_is(ask, target, meant):
    assert ask(HUGO, "content/blog/trip/index.md")(target).meant in (meant, meant.replace(".md", ""))


MKDOCS = {
    "mkdocs.yml": "site_name: Bikes\nsite_url: https://bikes.example/docs/\n",
    "docs/index.md": "# Home\n",
    "docs/guide/tents.md": "# Tents\n## Rain\n",
    "docs/guide/poles.md": "# Poles\n",
    "docs/img/pole.png": "png",
}


@pytest.mark.parametrize(
    ("target", "status", "path"),
    [
        ("poles.md", "page", "/docs/guide/poles/"),
        ("../poles/", "page", "/docs/guide/poles/"),
        ("../index.md", "page", "/docs/"),
        ("../img/pole.png", "asset", ""),
        ("/docs/guide/poles/", "page", "/docs/guide/poles/"),
        ("/guide/poles/", "page", "/docs/guide/poles/"),
        ("/", "elsewhere", ""),
        ("https://bikes.example/shop/", "elsewhere", ""),
        ("pole.md", "missing", "/docs/guide/tents/pole.md"),
    ],
)
def test_mkdocs_below_a_path(ask, target, status, path):
    found = ask(MKDOCS, "docs/guide/tents.md")(target)
    assert found.status == status
    assert found.path in (path, "/docs/img/pole.png", "/docs/")


def test_mkdocs_says_which_source_was_meant(ask):
    assert ask(MKDOCS, "docs/guide/tents.md")("pole.md#rain").meant == "poles.md#rain"


JEKYLL = {
    "_config.yml": "url: https://bikes.example\n",
    "about.md": post(title="About", permalink="/about/"),
    "_posts/2024-05-01-tents.md": post(title="Tents"),
    "assets/pole.png": "png",
}


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("{% link about.md %}", "page"),
        ("{{ site.baseurl }}{% link _posts/2024-05-01-tents.md %}", "page"),
        ("{% post_url 2024-05-01-tents %}#poles", "page"),
        ("{{ site.baseurl }}/about/", "page"),
        ("{{ site.url }}{{ site.baseurl }}/about/", "page"),
        ("{{ '/assets/pole.png' | relative_url }}", "asset"),
        ('{{ "about/" | absolute_url }}', "page"),
        ("{% link abuot.md %}", "missing"),
        ("{% post_url 2024-05-02-tents %}", "missing"),
        ("{{ '/assets/peg.png' | relative_url }}", "missing"),
        ("{{ page.url | relative_url }}", "unknown"),
        ("{% include link.html %}", "unknown"),
    ],
)
def test_jekyll(ask, target, status):
    assert ask(JEKYLL, "about.md")(target).status == status


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("poles.md", "page"),
        ("./poles.md", "page"),
        ("guide/poles.md", "page"),  # from the content folder
        ("@site/docs/guide/poles.md", "page"),
        ("/img/pole.png", "asset"),
        ("@site/static/img/pole.png", "asset"),
        ("{useBaseUrl('img/pole.png')}", "asset"),
        ("{require('@site/static/img/pole.png').default}", "asset"),
        ("pathname:///img/pole.png", "asset"),
        ("./peg.md", "missing"),
        ("{frontMatter.link}", "unknown"),
    ],
)
def test_docusaurus(ask, target, status):
    files = {
        "docusaurus.config.js": "module.exports = { url: 'https://bikes.example', baseUrl: '/', presets: [['classic', {}]] }",
        "docs/guide/tents.md": "# Tents\n",
        "docs/guide/poles.md": "# Poles\n",
        "static/img/pole.png": "png",
    }
    assert ask(files, "docs/guide/tents.md")(target).status == status


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("{useBaseUrl('img/recovery-code.png')}", "{useBaseUrl('img/recovery-codes.png')}"),
        ("{useBaseUrl('/img/recovery-code.png')}", "{useBaseUrl('/img/recovery-codes.png')}"),
        ("/img/recovery-code.png", "/img/recovery-codes.png"),
        ("/manual/img/recovery-code.png", "/manual/img/recovery-codes.png"),
        (
            "https://bikes.example/manual/img/recovery-code.png",
            "https://bikes.example/manual/img/recovery-codes.png",
        ),
        ("/mending-tyers#glue", "/mending-tyres#glue"),
        ("/manual/mending-tyers", "/manual/mending-tyres"),
    ],
)
def test_what_was_meant_is_written_with_the_base_path_only_where_the_link_has_it(ask, target, meant):
    files = {
        "docusaurus.config.js": "module.exports = { url: 'https://bikes.example', baseUrl: '/manual/', trailingSlash: false, presets: [['classic', {docs: {routeBasePath: '/'}}]] }",
        "docs/mending-tyres.md": "# Mending tyres\n",
        "docs/log-in.md": "# Log in\n",
        "static/img/recovery-codes.png": "png",
    }
    found = ask(files, "docs/log-in.md")(target)
    assert (found.status, found.meant) == ("missing", meant)


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("poles.md", "page"),
        ("../img/pole.png", "asset"),
        ("poles", "page"),
        ("peg.md", "missing"),
        ("peg.png", "missing"),
        ("pegs", "unknown"),
        ("/pegs.md", "unknown"),
        ("logo.svg", "unknown"),  # some build may put it here
    ],
)
def test_a_folder_of_plain_files(ask, target, status):
    files = {"guide/tents.md": "# A", "guide/poles.md": "# B", "img/pole.png": "", "public/logo.svg": ""}
    assert ask(files, "guide/tents.md")(target).status == status


def test_a_site_whose_own_links_mostly_fail_has_not_been_understood(ask):
    names = [f"page-{letter}" for letter in "abcdefghijkl"]
    files = {
        "hugo.toml": 'baseURL = "https://bikes.example/"\n',
        **{f"content/{name}.md": f"[next](/docs/chapter-{name})\n" for name in names},
    }
    files |= {f"content/docs/{name}.md": post(title="A") for name in names}
    assert ask(files, "content/page-a.md")("/docs/chapter-page-a").status == "unknown"


def test_a_page_knows_the_size_of_its_images(index):
    neighbours = Resolver(index(HUGO)).of("content/blog/trip/index.md")
    asset = neighbours.asset(neighbours.resolve("map.png").file)
    assert (asset.file, asset.size, asset.as_it_is) == ("content/blog/trip/map.png", 3, True)
    assert neighbours.asset("content/none.png") is None
    protocol: Neighbours = neighbours
    assert set(protocol.asked) == {"map.png"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=st.text("/.#?%{}<>@: abt2é", max_size=20))
def test_no_target_breaks_it(index, target, tmp_path):
    if not (tmp_path / "hugo.toml").exists():
        test_no_target_breaks_it.site = Resolver(index(HUGO))  # one site for all examples
    found = test_no_target_breaks_it.site.of("content/blog/tents.md").resolve(target)
    assert found == test_no_target_breaks_it.site.of("content/blog/tents.md").resolve(target)
