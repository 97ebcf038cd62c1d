"""Each generator is recognised by its own files, and its configuration is read as data."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seoaudit.site.generators import GENERATORS, recognise
from seoaudit.site.index import SiteIndex
from seoaudit.site.model import Given

A = "# A\n"
CASES = {
    "Hugo": ({"hugo.toml": 'baseURL = "https://bikes.example/"\n', "content/a.md": A}, "https://bikes.example/", ["content"], "hugo.toml:1"),
    "Hugo, content elsewhere": ({"config.yaml": "baseurl: https://bikes.example\ncontentDir: text\n"}, "https://bikes.example/", ["text"], "config.yaml:1"),
    "Hugo in JSON": ({"hugo.json": '{\n  "title": "x",\n  "baseURL": "https://bikes.example/x"\n}\n'}, "https://bikes.example/x/", ["content"], "hugo.json:3"),
    "Hugo, configuration folder": ({"config/_default/hugo.yaml": "baseURL: https://dev.bikes.example\n", "config/production/hugo.yaml": "baseURL: https://bikes.example\n"}, "https://bikes.example/", ["content"], "config/_default/hugo.yaml:1"),
    "Hugo, mounts": ({"hugo.toml": 'baseURL = "https://bikes.example"\n[[module.mounts]]\nsource = "content/en"\ntarget = "content"\n'}, "https://bikes.example/", ["content/en"], "hugo.toml:1"),
    "Hugo, not yet published": ({"hugo.toml": "baseURL = 'https://example.org/'\n"}, "", ["content"], None),
    "Zola": ({"config.toml": 'title = "x"\nbase_url = "https://bikes.example"\n'}, "https://bikes.example/", ["content"], "config.toml:2"),
    "Jekyll": ({"_config.yml": 'title: x\nurl: "https://bikes.example" # the host\nbaseurl: /blog\n'}, "https://bikes.example/blog/", [""], "_config.yml:2"),
    "Jekyll on a host of its own": ({"_config.yml": "title: x\n", "CNAME": "bikes.example\n"}, "https://bikes.example/", [""], "CNAME"),
    "Hexo": ({"_config.yml": "url: https://bikes.example\n", "source/_posts/a.md": A}, "https://bikes.example/", ["source"], "_config.yml:1"),
    "MkDocs": ({"mkdocs.yml": "site_url: https://docs.example/x/\nnav:\n  - !!python/name:a\n", "docs/a.md": A}, "https://docs.example/x/", ["docs"], "mkdocs.yml:1"),
    "MkDocs, from the environment": ({"mkdocs.yml": "site_url: !ENV [SITE_URL, 'x']\n", "docs/a.md": A}, "", ["docs"], None),
    "Astro": ({"astro.config.mjs": "export default defineConfig({\n  site: 'https://bikes.example',\n  base: '/blog',\n});\n", "src/content/blog/a.md": A}, "https://bikes.example/blog/", ["src/pages", "src/content/blog", "src/content"], "astro.config.mjs:2"),
    "Astro, computed": ({"astro.config.ts": "export default defineConfig({\n  site: process.env.SITE,\n});\n"}, "", ["src/pages"], None),
    "Astro, half computed": ({"astro.config.ts": "export default defineConfig({\n  site: `https://${host}`,\n});\n"}, "", ["src/pages"], None),
    "Astro, computed or else": ({"astro.config.ts": "const site = preview || 'https://bikes.example';\nexport default defineConfig({ site });\n"}, "https://bikes.example/", ["src/pages"], "astro.config.ts"),
    "Docusaurus": ({"docusaurus.config.js": "const config = {\n  url: \"https://docs.example\",\n  baseUrl: '/a/',\n  presets: [['classic', {blog: false}]],\n};\nmodule.exports = config;\n", "docs/a.md": A, "blog/a.md": A}, "https://docs.example/a/", ["docs"], "docusaurus.config.js:2"),
    "Docusaurus, as generated": ({"docusaurus.config.ts": "export default {\n  url: 'https://your-docusaurus-site.example.com',\n};\n"}, "", [], None),
    "Eleventy": ({".eleventy.js": "module.exports = () => ({ dir: { input: 'src' } });\n", "src/_data/site.json": '{"url": "https://bikes.example"}'}, "https://bikes.example/", ["src"], "src/_data/site.json:1"),
    "Next.js": ({"next.config.js": "module.exports = withMdx({ basePath: '/x' });\n", "next-sitemap.config.js": "module.exports = { siteUrl: 'https://bikes.example' }", "content/a.md": A}, "https://bikes.example/x/", ["content"], "next-sitemap.config.js"),
    "Gatsby": ({"gatsby-config.js": "module.exports = {\n  siteMetadata: {\n    siteUrl: `https://bikes.example`,\n  },\n}\n", "content/a.md": A}, "https://bikes.example/", ["src/pages", "content"], "gatsby-config.js:3"),
    "VitePress": ({".vitepress/config.mts": "export default { base: '/b/', sitemap: { hostname: 'https://bikes.example' } }\n"}, "https://bikes.example/b/", [""], ".vitepress/config.mts"),
    "Nuxt": ({"nuxt.config.ts": "export default defineNuxtConfig({ site: { url: 'https://bikes.example' } })\n", "content/a.md": A}, "https://bikes.example/", ["content"], "nuxt.config.ts"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_site_is_recognised(repository, name):
    files, url, content, place = CASES[name]
    config = recognise(repository(files))
    assert config.generator == name.partition(",")[0].partition(" in ")[0].partition(" on ")[0]
    assert (config.url, [folder.path for folder in config.content]) == (url, content)
    assert config.told.get("url") == place


def test_the_search_goes_up_to_the_nearest_site_and_not_out_of_the_repository(repository):
    root = repository(
        {"website/docusaurus.config.js": "module.exports = {}", "website/docs/a/b.md": A, "src/x.md": A}
    )
    (root.parent / "hugo.toml").write_text("baseURL = 'https://other.example'")
    try:
        config = recognise(root / "website/docs/a/b.md")
        assert (config.generator, config.root) == ("Docusaurus", str(root / "website"))
        plain = recognise(root / "src/x.md")
        assert (plain.generator, plain.root) == ("", str(root))
    finally:
        (root.parent / "hugo.toml").unlink()


def test_where_two_generators_share_a_folder_the_one_with_the_file_counts(repository):
    root = repository(
        {
            "mkdocs.yml": "site_name: internal\n",
            "gatsby-config.js": "module.exports = {}",
            "docs/a.md": A,
            "content/b.md": A,
        }
    )
    assert recognise(root).generator == "Gatsby"
    assert recognise(root / "content/b.md").generator == "Gatsby"


def test_a_built_folder_is_a_site_of_its_own(repository):
    page = '<html><head><link rel="canonical" href="https://bikes.example/"></head></html>'
    root = repository({"hugo.toml": "baseURL = '/'\n", "public/index.html": page, "public/a/b.html": page})
    config = recognise(root / "public/a/b.html")
    assert (config.generator, config.url) == ("built", "https://bikes.example/")
    assert config.root == str(root / "public")


@pytest.mark.parametrize(
    "text", ["[", "\x00", "a: [&x *x", "{" * 5000, "- 1\n- 2", "\ufeff", "x = {}\nx.y = 1"]
)
@pytest.mark.parametrize("name", ["hugo.toml", "config.toml", "_config.yml", "mkdocs.yml", "hugo.json"])
def test_a_broken_configuration_ends_nothing(repository, name, text):
    root = repository({name: text, "docs/a.md": A, "content/a.md": A, "_posts/2024-01-02-a.md": A})
    assert SiteIndex.build(recognise(root)).files


def test_a_configuration_that_lies_outside_is_not_read(repository, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.toml"
    outside.write_text('baseURL = "https://secret.example"\n')
    root = repository({"content/a.md": A})
    (root / "hugo.toml").symlink_to(outside)
    assert recognise(root).url == ""


_SCRIPTS = [name for _, module, names in GENERATORS for name in names if name.endswith(".js")]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(_SCRIPTS),
    st.lists(
        st.sampled_from(
            ["export default ", "module.exports = ", "{", "}", "[", "]", "(", ")", "a", ":", ",", "'x'", "`${a}`", "=>", "...", "=", "const a = ", "/", "return ", "\n", "//", "'", "`"]
        ),
        max_size=40,
    ),
)  # fmt: skip
def test_any_script_is_read_without_an_error(repository, name, parts):
    root = repository({name: "".join(parts)})
    assert recognise(root).root == str(root)
    (root / name).unlink()


def test_what_is_set_by_hand_wins(repository):
    root = repository({"next.config.js": "", "texts/a.md": A, "texts/b/index.md": A, "img/x.png": "x"})
    by_hand = Given(
        url="https://bikes.example/shop",
        content=("texts:/guides/",),
        static=("img:/pictures/",),
        origins={"content": "seoaudit.toml:3"},
    )
    index = SiteIndex.build(recognise(root, by_hand))
    assert [page.address.path for page in index.pages] == ["/shop/guides/a/", "/shop/guides/b/"]
    assert index.file_at("/shop/pictures/x.png") == "img/x.png"
    assert index.config.told["content"] == "seoaudit.toml:3"


def test_one_run_reads_a_configuration_once(repository, monkeypatch):
    root = repository({"hugo.toml": "title = 'x'\n", "content/a/a.md": A, "content/b/b.md": A})
    seen = {}
    first = recognise(root / "content/a", seen=seen)
    (root / "hugo.toml").write_text("baseURL = 'https://bikes.example'\n")
    assert recognise(root / "content/b", seen=seen) is first
