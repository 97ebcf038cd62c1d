"""A link from a published page to one that the build leaves out is broken on the live site, and it is said why."""

import pytest

from seoaudit.site.resolve import Resolver
from tests.unit.site.conftest import post

TODAY = "2024-06-01"
HUGO = {
    "hugo.toml": 'baseURL = "https://bikes.example/"\n',
    "content/blog/tents.md": post(title="Tents"),
    "content/blog/soon.md": post(title="Soon", draft="true"),
    "content/blog/sale.md": post(title="Sale", expiryDate="2024-05-01"),
    "content/blog/offer.md": post(title="Offer", expirydate="2024-05-01"),
    "content/blog/summer-camp.md": post(title="Summer camp", date="2024-07-01"),
    "content/blog/later.md": post(title="Later", draft="true"),
    "content/blog/moved.md": post(title="Moved", draft="true", aliases="[/removed/]"),
    "content/blog/bare.md": post(title="Bare", headless="true"),
    "content/kit/_index.md": post(title="Kit", draft="true"),
    "static/_redirects": "/blog/moved/ /blog/tents/\n",
}
JEKYLL = {
    "_config.yml": "url: https://bikes.example\nplugins: [jekyll-feed]\n",
    "Gemfile": "gem 'jekyll'\n",
    "_posts/2024-05-01-tents.md": post(title="Tents"),
    "_posts/2024-05-02-poles.md": post(title="Poles", published="false"),
    "_posts/2024-07-01-pegs.md": post(title="Pegs", published="true"),
    "_drafts/ropes.md": post(title="Ropes"),
}


@pytest.fixture
def ask(index):
    """Call it with a site's files, a file of it and a target; it returns where the target leads."""

    def resolve(files, file, target):
        return Resolver(index(files, today=TODAY)).of(file).resolve(target)

    return resolve


@pytest.mark.parametrize(
    ("target", "file", "why"),
    [
        ("/blog/soon/", "soon.md", "draft"),
        ("../soon/#part", "soon.md", "draft"),
        ('{{< ref "soon.md" >}}', "soon.md", "draft"),
        ("https://bikes.example/blog/sale/", "sale.md", "expired"),
        ("/blog/offer/", "offer.md", "expired"),
        ("/blog/summer-camp/", "summer-camp.md", "scheduled"),
        ("/removed/", "moved.md", "draft"),  # its alias is left out with it
    ],
)
def test_a_published_page_of_hugo_links_to_one_that_is_left_out(ask, target, file, why):
    found = ask(HUGO, "content/blog/tents.md", target)
    assert (found.status, found.published, found.left_out) == ("missing", False, why)
    assert found.file == f"content/blog/{file}"
    assert not found.meant


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/blog/moved/", "redirect"),  # a redirect takes its place
        ("/blog/bare/", "unknown"),  # its file does not say that it is to be published once
        ("/kit/", "unknown"),  # a section may be listed without its text
    ],
)
def test_what_stands_there_all_the_same(ask, target, status):
    assert ask(HUGO, "content/blog/tents.md", target).status == status


def test_a_draft_may_link_to_a_draft(ask):
    found = ask(HUGO, "content/blog/later.md", "/blog/soon/")
    assert (found.status, found.published) == ("unknown", False)


@pytest.mark.parametrize(("target", "meant"), [("/blog/summer-cmap/", ""), ("/blog/tenst/", "/blog/tents/")])
def test_a_page_that_is_left_out_is_never_what_was_meant(ask, target, meant):
    found = ask(HUGO, "content/blog/tents.md", target)
    assert (found.status, found.left_out, found.meant) == ("missing", "", meant)


@pytest.mark.parametrize(
    ("file", "text", "status"),
    [
        ("netlify.toml", '[build]\ncommand = "hugo --minify --buildFuture"\n', "page"),
        ("netlify.toml", '[context.deploy-preview]\ncommand = "hugo --buildFuture"\n', "missing"),
        ("package.json", '{"scripts": {"build": "hugo -F --minify"}}', "page"),
        ("package.json", '{"scripts": {"start": "hugo -F -D", "look": "hugo server -F"}}', "missing"),
        ("package.json", '{"scripts": ["hugo -F"]}', "missing"),
        (".github/workflows/site.yml", "steps:\n  - run: hugo -DF\n", "page"),
        ("Makefile", "look:\n\thugo serve --buildFuture\n", "missing"),
        ("config/production/hugo.toml", "buildFuture = true\n", "page"),
    ],
)
def test_a_build_command_may_publish_it(ask, file, text, status):
    found = ask({**HUGO, file: text}, "content/blog/tents.md", "/blog/summer-camp/")
    assert found.status == status


def test_github_builds_posts_of_any_date(ask):
    files = {name: text for name, text in JEKYLL.items() if name != "Gemfile"}
    found = ask(files, "_posts/2024-05-01-tents.md", "/2024/07/01/pegs.html")
    assert (found.status, found.published) == ("unknown", False)


@pytest.mark.parametrize(
    ("target", "status", "why"),
    [
        ("/2024/05/02/poles.html", "missing", "draft"),
        ("{% post_url 2024-05-02-poles %}", "missing", "draft"),
        ("/2024/07/01/pegs.html", "missing", "scheduled"),
        ("{% link _drafts/ropes.md %}", "missing", "draft"),
        ("/2024/05/01/tents.html", "page", ""),
    ],
)
def test_jekyll(ask, target, status, why):
    found = ask(JEKYLL, "_posts/2024-05-01-tents.md", target)
    assert (found.status, found.left_out) == (status, why)


def test_where_the_sites_own_code_decides_nothing_is_said(ask):
    files = {
        "package.json": '{"dependencies": {"next": "15"}}',
        "next.config.js": "module.exports = {}",
        "pages/soon.mdx": post(title="Soon", draft="true"),
        "pages/tents.mdx": post(title="Tents"),
    }
    assert ask(files, "pages/tents.mdx", "/soon").status != "missing"
