"""Jekyll leaves links to sources to a plugin, which passes over collections unless it is told not to."""

import pytest

from seoaudit.site.resolve import Resolver
from tests.unit.site.conftest import post

COLLECTIONS = "url: https://bikes.example\ncollections: {guides: {output: true, permalink: '/:path/'}}\n"
RELATIVE = "relative_links: {collections: true}\n"
SITE = {
    "_guides/tents.md": post(title="Tents"),
    "_guides/poles.md": post(title="Poles"),
    "_posts/2024-05-01-rain.md": post(title="Rain"),
    "_posts/2024-05-02-snow.md": post(title="Snow"),
    "about.md": post(title="About"),
    "prices.md": post(title="Prices"),
}


def asked(index, target, file, **files):
    names = {
        "config": "_config.yml",
        "gems": "Gemfile",
        "layout": "_layouts/default.html",
        "plugin": "_plugins/a.rb",
    }
    more = {names[each]: text for each, text in files.items()}
    return Resolver(index({**SITE, "_config.yml": COLLECTIONS, **more})).of(file).resolve(target)


@pytest.mark.parametrize(
    ("file", "target", "meant"),
    [
        ("_guides/tents.md", "poles.md", "/poles/"),
        ("_guides/tents.md", "./poles.md#wood", "/poles/#wood"),
        ("_guides/tents.md", "/_guides/poles.md", "/poles/"),
        ("_guides/tents.md", "../about.md", "/about.html"),
        ("_guides/tents.md", "ploes.md", "/poles/"),
        ("_posts/2024-05-01-rain.md", "2024-05-02-snow.md", "/2024/05/02/snow.html"),
    ],
)
def test_a_link_from_a_collection_to_a_source_leads_nowhere(index, file, target, meant):
    found = asked(index, target, file)
    assert (found.status, found.meant) == ("missing", meant)


@pytest.mark.parametrize("target", ["/poles/", "../poles/", "{% link _guides/poles.md %}"])
def test_a_link_to_the_page_works(index, target):
    assert asked(index, target, "_guides/tents.md").path == "/poles/"


@pytest.mark.parametrize(
    "files",
    [
        {"config": COLLECTIONS + RELATIVE},
        {"config": COLLECTIONS + RELATIVE + "plugins: [jekyll-relative-links]\n", "gems": "gem 'jekyll'\n"},
        {"config": COLLECTIONS + RELATIVE, "gems": "gem 'jekyll-relative-links'\n"},
        {"plugin": "module A; end"},
        {"config": COLLECTIONS + "plugins: [jekyll-wikilinks]\n"},
        {"layout": "{{ content | replace: '.md', '.html' }}"},
    ],
)
def test_a_plugin_or_a_layout_may_turn_it_into_a_link_to_the_page(index, files):
    found = asked(index, "poles.md", "_guides/tents.md", **files)
    assert (found.status, found.path) == ("page", "/poles/")


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({}, "page"),  # as GitHub builds it
        ({"gems": "gem 'github-pages'\n"}, "page"),
        (
            {"gems": "gem 'jekyll'\n", "config": COLLECTIONS + "theme: minima\n"},
            "page",
        ),  # themes bring plugins
        ({"gems": "gem 'jekyll'\n"}, "missing"),
        ({"config": COLLECTIONS + "relative_links: {enabled: false}\n"}, "missing"),
    ],
)
def test_a_link_between_pages_works_where_the_plugin_runs(index, files, status):
    assert asked(index, "prices.md", "about.md", **files).status == status


def test_a_file_of_a_collection_without_front_matter_is_copied_and_can_be_linked(index):
    site = {**SITE, "_config.yml": COLLECTIONS, "_guides/list.md": "no front matter\n"}
    assert Resolver(index(site)).of("_guides/tents.md").resolve("list.md").status == "asset"
