"""What a generator's configuration says plainly is taken; what it computes or leaves open is not."""

import pytest

from seoaudit.config.site import Site, find_site

CASES = {
    "Hugo": ({"hugo.toml": 'baseURL = "https://bikes.example/"\n', "content/a.md": ""}, "https://bikes.example/", ("content",)),
    "Hugo, content elsewhere": ({"config.yaml": "baseurl: https://bikes.example\ncontentDir: text\n", "text/a.md": ""}, "https://bikes.example/", ("text",)),
    "Hugo in JSON": ({"hugo.json": '{\n  "baseURL": "https://bikes.example/",\n  "title": "x"\n}\n'}, "https://bikes.example/", ()),
    "Hugo, not yet published": ({"hugo.toml": "baseURL = 'https://example.org/'\n", "content/a.md": ""}, "", ("content",)),
    "Hugo, relative": ({"hugo.toml": "baseURL = '/'\n"}, "", ()),
    "Zola": ({"config.toml": 'base_url = "https://bikes.example"\n', "content/a.md": ""}, "https://bikes.example/", ("content",)),
    "Jekyll": ({"_config.yml": 'title: x\nurl: "https://bikes.example" # the host\nbaseurl: /blog\n', "_posts/a.md": ""}, "https://bikes.example/blog/", ("_posts",)),
    "Jekyll, no path": ({"_config.yml": "url: https://bikes.example\nbaseurl: ''\n"}, "https://bikes.example/", ()),
    "Hexo": ({"_config.yml": "url: https://bikes.example\n", "source/_posts/a.md": ""}, "https://bikes.example/", ("source/_posts",)),
    "MkDocs": ({"mkdocs.yml": "site_url: https://docs.example/x/\nnav:\n  - !!python/name:a\n", "docs/a.md": ""}, "https://docs.example/x/", ("docs",)),
    "MkDocs, from the environment": ({"mkdocs.yml": "site_url: !ENV [SITE_URL, 'x']\n", "docs/a.md": ""}, "", ("docs",)),
    "Astro": ({"astro.config.mjs": "export default defineConfig({\n  site: 'https://bikes.example',\n  base: '/blog',\n});\n", "src/content/a.md": ""}, "https://bikes.example/blog/", ("src/content",)),
    "Astro, computed": ({"astro.config.ts": "export default defineConfig({\n  site: process.env.SITE,\n});\n"}, "", ()),
    "Astro, half computed": ({"astro.config.ts": "export default defineConfig({\n  site: `https://${host}`,\n});\n"}, "", ()),
    "Docusaurus": ({"docusaurus.config.js": "const config = {\n  url: \"https://docs.example\",\n  baseUrl: '/',\n};\n", "blog/a.md": "", "docs/a.md": ""}, "https://docs.example/", ("blog", "docs")),
    "Docusaurus, as generated": ({"docusaurus.config.ts": "const config = {\n  url: 'https://your-docusaurus-site.example.com',\n};\n"}, "", ()),
    "Eleventy": ({".eleventy.js": "module.exports = () => {};\n", "src/posts/a.md": ""}, "", ("src/posts",)),
    "Next.js": ({"next.config.js": "module.exports = {};\n", "content/a.md": ""}, "", ("content",)),
    "a commented address": ({"hugo.toml": '# baseURL = "https://bikes.example/"\n'}, "", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_address_and_the_folders_are_taken(site, name):
    files, url, folders = CASES[name]
    found = find_site(site(files))
    assert found is not None
    assert (found.url, found.folders) == (url, folders)
    if name.partition(",")[0].partition(" in ")[0] in {
        "Hugo",
        "Zola",
        "Jekyll",
        "Hexo",
        "MkDocs",
        "Astro",
        "Docusaurus",
        "Eleventy",
        "Next.js",
    }:
        assert found.generator == name.partition(",")[0].partition(" in ")[0]


def test_a_folder_of_no_generator_is_no_site(site):
    assert find_site(site({"README.md": "", "config.toml": ""})) in (None, Site("Hugo", "config.toml"))


def test_a_content_folder_outside_is_not_taken(site):
    root = site({"blog/hugo.toml": "contentDir = '../secret'\n", "secret/a.md": ""})
    assert find_site(root / "blog") == Site("Hugo", "hugo.toml")
