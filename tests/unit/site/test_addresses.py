"""Files are published where their generator says; the expected addresses are those the generators print."""

import pytest

from tests.unit.site.conftest import post

A = post(title="A")
HUGO = {"hugo.toml": 'baseURL = "https://h.example/"\n'}

CASES = {
    "Hugo: names": (HUGO, {
        "content/posts/Hello World.md": (A, "/posts/hello-world/"),
        "content/posts/foo & bar!.md": (A, "/posts/foo--bar/"),
        "content/posts/v1.2.3.md": (A, "/posts/v1.2.3/"),
        "content/posts/日本語.md": (A, "/posts/日本語/"),
        "content/My Section/_index.md": (A, "/my-section/"),
        "content/_index.md": (A, "/"),
    }),
    "Hugo: front matter": (HUGO, {
        "content/p/a.md": (post(slug="My Slug"), "/p/my-slug/"),
        "content/p/b.md": (post(url="/custom/path"), "/custom/path/"),
        "content/p/c.md": (post(url="/x/y.html"), "/x/y.html"),
        "content/p/d.md": ('+++\nslug = "toml"\n+++\n', "/p/toml/"),
        "content/p/e.md": ('{\n"slug": "json"\n}\n', "/p/json/"),
        "content/p/f.md": (post(Slug="cased"), "/p/cased/"),
    }),
    "Hugo: bundles": (HUGO, {
        "content/p/f/index.md": (A, "/p/f/"),
        "content/p/f/part.md": (A, None),
        "content/p/f/deep/part.md": (A, None),
        "content/p/_index.md": (A, "/p/"),
        "content/p/beside.md": (A, "/p/beside/"),
    }),
    "Hugo: permalinks": (
        {"hugo.toml": 'baseURL="https://h.example/"\n[permalinks]\nposts="/:year/:month/:day/:slug/"\nnews="/n/:title"\ndocs="/d/:sections/:filename"\ndeep="/:sections[1:]/:slugorfilename"\n'},
        {
            "content/posts/a.md": (post(title='"Hello, World: Part 2"', date="2024-02-03"), "/2024/02/03/hello-world-part-2/"),
            "content/posts/b.md": (post(title="X", slug="own", date="2024-12-31T23:30:00-08:00"), "/2024/12/31/own/"),
            "content/posts/_index.md": (A, "/posts/"),
            "content/news/a.md": (post(title="Title & Ünï"), "/n/title-ünï/"),
            "content/docs/x/y/z.md": (A, "/d/docs/z/"),
            "content/deep/a/_index.md": (A, "/deep/a/"),
            "content/deep/a/q.md": (A, "/a/q/"),
        },
    ),
    "Hugo: languages": (
        {"hugo.toml": 'baseURL="https://h.example/b/"\ndefaultContentLanguage="en"\n[languages.en]\nweight=1\n[languages.fr]\nweight=2\n'},
        {
            "content/a.md": (A, "/b/a/"),
            "content/a.fr.md": (A, "/b/fr/a/"),
            "content/c/index.fr.md": (A, "/b/fr/c/"),
            "content/u.fr.md": (post(url="/abs/u/"), "/b/abs/u/"),
            "content/w.de.md": (A, "/b/w.de/"),
        },
    ),
    "Hugo: ugly": ({"hugo.toml": "baseURL='https://h.example/'\nuglyURLs=true\n"}, {
        "content/posts/a.md": (A, "/posts/a.html"),
        "content/posts/_index.md": (A, "/posts/index.html"),
    }),
    "Hugo: mounts": (
        {"hugo.toml": "baseURL='https://h.example/'\n[[module.mounts]]\nsource='content'\ntarget='content'\n[[module.mounts]]\nsource='docs'\ntarget='content/docs'\n"},
        {"content/a.md": (A, "/a/"), "docs/guide/x.md": (A, "/docs/guide/x/")},
    ),
    "Jekyll: posts": ({"_config.yml": "title: x\nurl: https://j.example\n"}, {
        "_posts/2024-01-02-My-Post.md": (A, "/2024/01/02/My-Post.html"),
        "_posts/2024-01-03-x.md": (post(categories="[Tips, Long Rides]", date="2024-05-06 10:00:00 +0200"), "/tips/long rides/2024/05/06/x.html"),
        "news/_posts/2024-01-04-y.md": (post(permalink="/own/"), "/own/"),
        "bikes/_posts/2024-01-04-z.md": (A, "/bikes/2024/01/04/z.html"),
        "_posts/no-date.md": (A, None),
        "about.md": (A, "/about.html"),
        "docs/index.md": (A, "/docs/"),
        "_layouts/x.html": (A, None),
    }),
    "Jekyll: collections and defaults": (
        {"_config.yml": "permalink: pretty\ncollections:\n  guides: {output: true, permalink: '/:collection/:path/'}\n  people: {output: false}\ndefaults:\n- scope: {path: _guides/old}\n  values: {permalink: '/archive/:name/'}\nexclude: [drafts*]\nbaseurl: /b\n"},
        {
            "_guides/a b/c.md": (A, "/b/guides/a b/c/"),
            "_guides/old/x.md": (A, "/b/archive/x/"),
            "_people/me.md": (A, None),
            "_posts/2024-01-02-a.md": (A, "/b/2024/01/02/a/"),
            "page.html": (A, "/b/page/"),
            "drafts-of-mine/a.md": (A, None),
        },
    ),
    "MkDocs": ({"mkdocs.yml": "site_url: https://m.example/docs/\n"}, {
        "docs/index.md": (A, "/docs/"),
        "docs/a/README.md": (A, "/docs/a/"),
        "docs/b/c d.md": (A, "/docs/b/c d/"),
    }),
    "MkDocs: files": ({"mkdocs.yml": "use_directory_urls: false\n"}, {
        "docs/a/index.md": (A, "/a/index.html"), "docs/b.md": (A, "/b.html"),
    }),
    "MkDocs: blog": ({"mkdocs.yml": "theme: material\nplugins:\n- search\n- blog:\n    post_url_date_format: yyyy/MM\n"}, {
        "docs/blog/posts/x.md": ("---\ndate:\n  created: 2024-05-06\n---\n# Now *built in*: blogs\n", "/blog/2024/05/now-built-in-blogs/"),
        "docs/blog/posts/y.md": (post(date="2024-05-06", slug="own"), "/blog/2024/05/own/"),
        "docs/blog/index.md": (A, "/blog/"),
    }),
    "Docusaurus": (
        {"docusaurus.config.js": "module.exports = { url: 'https://d.example', baseUrl: '/', presets: [['classic', {}]] }"},
        {
            "docs/intro.md": (A, "/docs/intro"),
            "docs/01-guides/02-first.md": (A, "/docs/guides/first"),
            "docs/guides2/guides2.md": (A, "/docs/guides2/"),
            "docs/2024-01-02-dated.md": (A, "/docs/2024-01-02-dated"),
            "docs/a/b.md": (post(slug="/top"), "/docs/top"),
            "docs/a/c.md": (post(slug="beside"), "/docs/a/beside"),
            "docs/a/d.md": (post(id="named"), "/docs/a/named"),
            "docs/_part.md": (A, None),
            "blog/2024-01-02-news.md": (A, "/blog/2024/01/02/news"),
            "blog/2024-01-03-more/index.md": (A, "/blog/2024/01/03/more"),
            "blog/x.md": (post(slug="own"), "/blog/own"),
            "src/pages/about.md": (A, "/about"),
        },
    ),
    "Docusaurus: versions and slashes": (
        {"docusaurus.config.js": "module.exports = { trailingSlash: true, presets: [['classic', { docs: { routeBasePath: '/' } }]] }", "versions.json": '["2.0", "1.0"]'},
        {
            "docs/a.md": (A, "/next/a/"),
            "versioned_docs/version-2.0/a.md": (A, "/a/"),
            "versioned_docs/version-1.0/a.md": (A, "/1.0/a/"),
        },
    ),
    "Astro": (
        {
            "astro.config.mjs": "export default defineConfig({ site: 'https://a.example' })",
            "src/pages/blog/[...slug].astro": "---\nconst posts = await getCollection('blog');\n---\n",
        },
        {
            "src/pages/about.md": (A, "/about/"),
            "src/pages/_draft.md": (A, None),
            "src/content/blog/First Post.md": (A, "/blog/first-post/"),
            "src/content/blog/x/index.md": (A, "/blog/x/"),
            "src/content/people/me.md": (A, ""),
        },
    ),
    "Starlight": (
        {"astro.config.mjs": "export default defineConfig({ trailingSlash: 'never', integrations: [starlight({ defaultLocale: 'root', locales: { root: {}, fr: {} } })] })"},
        {
            "src/content/docs/index.mdx": (A, "/"),
            "src/content/docs/guides/Set Up.md": (A, "/guides/set-up"),
            "src/content/docs/fr/x.md": (post(slug="fr/propre"), "/fr/propre"),
        },
    ),
    "Zola": ({"config.toml": "base_url = 'https://z.example'\n[languages.fr]\n"}, {
        "content/_index.md": ("+++\n+++\n", "/"),
        "content/blog/_index.md": ("+++\n+++\n", "/blog/"),
        "content/blog/2024-01-02-Rust-1.88.0.md": ("+++\ntitle = 'x'\n+++\n", "/blog/rust-1-88-0/"),
        "content/blog/trip/index.md": ("+++\n+++\n", "/blog/trip/"),
        "content/a.md": ('+++\npath = "2019/4-Years-Of"\n+++\n', "/2019/4-Years-Of/"),
        "content/b.md": ('+++\nslug = "Own Slug"\n+++\n', "/own-slug/"),
        "content/c.fr.md": ("+++\n+++\n", "/fr/c/"),
    }),
    "Hexo": ({"_config.yml": "url: https://x.example\npermalink: ':year/:month/:title/'\nnew_post_name: ':title.md'\n"}, {
        "source/_posts/Hello-World.md": (post(date="2024-01-02 10:00:00"), "/2024/01/Hello-World/"),
        "source/_posts/undated.md": (A, ""),
        "source/about/index.md": (A, "/about/"),
        "source/page.md": (A, "/page.html"),
    }),
    "Eleventy": (
        {
            ".eleventy.js": "module.exports = () => ({ dir: { input: 'src' } })",
            "src/posts/posts.11tydata.js": "module.exports = { permalink: '/{{ page.date | date: \"%Y/%m\" }}/{{ page.fileSlug }}/' }",
            "src/notes/notes.json": '{"permalink": "/n/{{ title | slugify }}/"}',
        },
        {
            "src/index.md": (A, "/"),
            "src/about.md": (A, "/about/"),
            "src/posts/2024-01-02-hello.md": (A, "/2024/01/hello/"),
            "src/notes/x.md": (post(title="Don't panic & carry on"), "/n/don-t-panic-and-carry-on/"),
            "src/notes/y.md": (post(permalink="/own.html"), "/own.html"),
            "src/notes/z.md": (post(permalink="false"), None),
            "src/notes/w.md": (post(permalink="'/{{ title | ours }}/'"), ""),
            "src/_includes/base.md": (A, None),
        },
    ),
    "Next.js": (
        {
            "next.config.mjs": "export default withMDX({ pageExtensions: ['mdx', 'tsx'] })",
            "src/app/(site)/blog/[slug]/page.tsx": "",
            "src/app/about/page.tsx": "",
        },
        {
            "src/app/(site)/terms/page.mdx": (A, "/terms"),
            "src/app/(site)/terms/part.mdx": (A, None),
            "content/blog/posts/first.md": (A, "/blog/first"),
            "content/blog/posts/second.md": (post(slug="own"), "/blog/own"),
            "content/pages/about.md": (A, "/about"),
            "content/people/me.md": (A, ""),
        },
    ),
    "Gatsby": ({"gatsby-config.js": "module.exports = {}"}, {
        "content/blog/2024-01-02-hello/index.md": (A, "/blog/hello/"),
        "content/x.md": (post(path="/own/path"), "/own/path/"),
        "src/pages/terms.mdx": (A, "/terms/"),
    }),
    "VitePress": ({".vitepress/config.js": "export default { cleanUrls: true, base: '/v/' }"}, {
        "index.md": (A, "/v/"), "guide/start.md": (A, "/v/guide/start"), "guide/index.md": (A, "/v/guide/"),
    }),
    "Nuxt": ({"nuxt.config.ts": "export default {}"}, {
        "content/1.guide/2.Start Here.md": (A, "/guide/start-here"), "content/index.md": (A, "/"),
    }),
    "a plain folder": ({}, {
        "a/First.md": (A, "/a/First"), "a/README.md": (A, "/a/"), "b.html": ("<p>", "/b.html"), "c.md": (post(slug="own"), "/own"),
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_file_has_the_address_its_generator_gives_it(index, name):
    config, pages = CASES[name]
    site = index({**config, **{file: text for file, (text, _) in pages.items()}})
    found = {file: page.address.path if (page := site.page_of(file)) else None for file in pages}
    assert found == {file: path for file, (_, path) in pages.items()}


PUBLISHED = {
    "Hugo": (HUGO, {
        "content/a.md": (post(draft="true"), False), "content/b.md": (post(date="2030-01-01"), False),
        "content/c.md": (post(expiryDate="2020-01-01"), False), "content/d.md": (post(date="2024-01-01"), True),
        "content/in/_index.md": ("---\ncascade:\n  build:\n    render: never\n---\n", False),
        "content/in/e.md": (A, False),
    }),
    "Jekyll": ({"_config.yml": "title: x\n"}, {
        "_drafts/a.md": (A, False), "_posts/2030-01-01-b.md": (A, False), "c.md": (post(published="false"), False),
        "_posts/2024-01-01-d.md": (A, True),
    }),
    "MkDocs": ({"mkdocs.yml": "plugins: [blog]\n"}, {
        "docs/blog/posts/a.md": (post(date="2024-01-01", draft="true"), False), "docs/b.md": (A, True),
    }),
    "Zola": ({"config.toml": "base_url = 'https://z.example'\n"}, {
        "content/a.md": ("+++\ndraft = true\n+++\n", False), "content/b.md": ("+++\nrender = false\n+++\n", False),
    }),
    "Hexo": ({"_config.yml": "new_post_name: ':title.md'\n"}, {
        "source/_drafts/a.md": (post(date="2024-01-01"), False), "source/_posts/b.md": (post(date="2024-01-01"), True),
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_drafts_and_what_is_not_due_are_not_published(index, name):
    config, pages = PUBLISHED[name]
    site = index({**config, **{file: text for file, (text, _) in pages.items()}}, today="2025-06-01")
    assert {file: site.page_of(file).address.published for file in pages} == {
        file: published for file, (_, published) in pages.items()
    }


def test_without_a_date_of_today_nothing_is_too_early(index):
    site = index({**HUGO, "content/a.md": post(date="2999-01-01")})
    assert site.page_of("content/a.md").address.published


def test_the_languages_of_pages_are_known(index):
    site = index(
        {
            "hugo.toml": "baseURL='https://h.example/'\n[languages.en]\n[languages.fr]\ncontentDir='inhalt'\n",
            "content/a.md": A,
            "inhalt/a.md": A,
            "content/b.fr.md": A,
        }
    )
    found = {page.file: page.address.language for page in site.pages}
    assert found == {"content/a.md": "en", "inhalt/a.md": "fr", "content/b.fr.md": "fr"}


def test_a_date_with_a_zone_is_told_in_that_of_the_site(index):
    """Jekyll puts into the path what the day was where the site is."""
    files = {
        "_config.yml": "timezone: America/Los_Angeles\n",
        "_posts/2018-02-25-early.md": "---\ntitle: Early\ndate: 2018-02-25 13:02:08 +0530\n---\nText.\n",
        "_posts/2018-02-25-late.md": "---\ntitle: Late\ndate: 2018-02-25 13:02:08\n---\nText.\n",
    }
    paths = {page.file: page.address.path for page in index(files).pages}
    assert paths["_posts/2018-02-25-early.md"] == "/2018/02/24/early.html"
    assert paths["_posts/2018-02-25-late.md"] == "/2018/02/25/late.html"
