"""The index answers where things are published, is small, and has a digest that depends on all that matters."""

import os
import pickle
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seoaudit.site.generators import recognise
from seoaudit.site.index import SiteIndex
from seoaudit.site.walk import walk
from tests.unit.site.conftest import post

SITE = {
    "hugo.toml": 'baseURL = "https://bikes.example/"\n[taxonomies]\ntag = "tags"\n',
    "content/_index.md": post(title="Home"),
    "content/blog/first.md": post(title="First", aliases="[/old/first/, /older/]", tags="[a]"),
    "content/blog/trip/index.md": post(title="Trip"),
    "content/blog/trip/map.png": "png",
    "content/blog/plain.md": "# A heading `of` *its own* {#id}\n",
    "static/img/logo.svg": "<svg/>",
    "static/_redirects": "/gone/* /blog/:splat 301\n/short /blog/first/ 302\n",
    "layouts/index.html": "<p>",
}


@pytest.fixture
def site(index):
    return index(SITE)


@pytest.mark.parametrize("path", ["/blog/first/", "/blog/first", "/blog/first/index.html"])
def test_a_page_is_found_as_hosts_find_it(site, path):
    assert site.page_at(path).file == "content/blog/first.md"


@pytest.mark.parametrize("path", ["/blog/first.html", "/blog/firs", "/First/", "/blog/trip/map.png", ""])
def test_what_is_no_page_is_not_taken_for_one(site, path):
    assert site.page_at(path) is None or path == ""


def test_pages_without_a_folder_are_found_with_and_without_their_ending(index):
    site = index({"mkdocs.yml": "use_directory_urls: false\n", "docs/a.md": "# A\n"})
    assert {site.page_at(path).file for path in ("/a.html", "/a", "/a/")} == {"docs/a.md"}


def test_files_are_found_by_the_path_they_are_published_under(site):
    assert site.file_at("/img/logo.svg") == "static/img/logo.svg"
    assert site.file_at("/blog/trip/map.png") == "content/blog/trip/map.png"
    assert site.file_at("/blog/map.png") is None
    assert site.file_at("/layouts/index.html") is None
    assert site.files["static/img/logo.svg"] == len("<svg/>")


def test_aliases_and_configured_redirects_lead_on(site):
    assert site.redirect_at("/old/first").target == "/blog/first/"
    assert site.redirect_at("/short").status == 302
    assert site.redirect_at("/gone/a/b").source == "/gone/*"
    assert site.redirect_at("/blog/first/") is None


@pytest.mark.parametrize(
    "path", ["/", "/blog/", "/tags/", "/tags/any/", "/blog/page/2/", "/blog/index.xml", "/sitemap.xml"]
)
def test_what_the_generator_makes_is_known(site, path):
    assert site.is_generated(path) is True


@pytest.mark.parametrize("path", ["/blog/secnod/", "/about/", "/tagged/", "/img/other.svg"])
def test_what_nobody_makes_is_not(site, path):
    assert site.is_generated(path) is False


def test_what_only_code_could_tell_is_unknown(index):
    site = index(
        {"next.config.js": "", "app/[locale]/shop/[id]/page.tsx": "fetch(url)", "app/faq/page.tsx": ""}
    )
    assert site.is_generated("/faq") is True
    assert site.is_generated("/en/shop/7") is None
    assert site.is_generated("/shop/7") is None
    assert site.is_generated("/en/store/7") is False


def test_a_route_whose_pages_are_all_texts_of_the_repository_hides_no_mistake(index):
    texts = {f"content/blog/{name}.md": post(title=name) for name in ("a", "b", "c")}
    site = index({"next.config.js": "", "app/blog/[slug]/page.tsx": "readPost(slug)", **texts})
    assert site.page_at("/blog/a")
    assert site.is_generated("/blog/z") is False


def test_a_missing_translation_is_shown_in_the_default_language(index):
    config = (
        "export default { integrations: [starlight({ defaultLocale: 'en', locales: { en: {}, fr: {} } })] }"
    )
    site = index({"astro.config.mjs": config, "src/content/docs/en/a.md": post(title="A")})
    assert site.page_at("/fr/a/").file == "src/content/docs/en/a.md"
    assert site.page_at("/de/a/") is None


def test_titles_come_from_the_front_matter_or_the_first_heading(site):
    titles = {page.file: page.title for page in site.pages}
    assert titles["content/blog/first.md"] == "First"
    assert titles["content/blog/plain.md"] == "A heading of *its own*"


def test_a_heading_in_code_is_no_title(index):
    site = index(
        {"a.md": "```sh\n# not this\n```\n\n# This\n", "b.html": "<title>A &amp; B</title><h1>C</h1>"}
    )
    assert {page.file: page.title for page in site.pages} == {"a.md": "This", "b.html": "A & B"}


def test_it_can_be_pickled(site):
    again = pickle.loads(pickle.dumps(site))
    assert again.digest == site.digest
    assert again.page_at("/blog/first") == site.page_at("/blog/first")
    assert again.redirect_at("/older").target == "/blog/first/"
    assert again.is_generated("/tags/x/") is True


def test_it_is_small(index):
    texts = {f"content/posts/post-number-{number}.md": post(title=f"Post {number}") for number in range(300)}
    size = len(pickle.dumps(index({"hugo.toml": "title = 'x'\n", **texts})))
    assert size / 300 < 1_000  # 10 MB for 10,000 pages


def test_the_digest_does_not_depend_on_the_place(site, tmp_path):
    moved = tmp_path / "elsewhere"
    shutil.copytree(site.config.root, moved, ignore=shutil.ignore_patterns("elsewhere"))
    assert SiteIndex.build(recognise(moved / "content")).digest == site.digest


CHANGES = {
    "a text": ("content/blog/first.md", post(title="First") + "More."),
    "a new page": ("content/blog/new.md", post(title="New")),
    "an image": ("content/blog/trip/map.png", "longer"),
    "the configuration": ("hugo.toml", SITE["hugo.toml"] + '[permalinks]\nblog = "/:slug/"\n'),
    "a redirect": ("static/_redirects", "/short /blog/trip/\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_digest_changes_with(site, repository, name):
    file, text = CHANGES[name]
    (repository({}) / file).write_text(text)
    assert SiteIndex.build(recognise(repository({}))).digest != site.digest


def test_the_digest_changes_with_the_time_of_an_image(site, repository):
    root = repository({})
    os.utime(root / "static/img/logo.svg", ns=(1, 1))
    assert SiteIndex.build(recognise(root)).digest != site.digest


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(SITE)), st.sampled_from(["x", "---\nslug: s\n---\n", "", None]))
    )
)
def test_what_is_known_changes_nothing(repository, edits):
    root = repository(SITE)
    known = SiteIndex.build(recognise(root)).entries
    for file, text in edits:
        if text is None:
            (root / file).unlink(missing_ok=True)
        else:
            (root / file).write_text(text)
    fresh, kept = SiteIndex.build(recognise(root)), SiteIndex.build(recognise(root), lambda _: known)
    assert (fresh.digest, fresh.pages, fresh.entries) == (kept.digest, kept.pages, kept.entries)


def test_the_walk_stays_in_the_site(repository, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("secret")
    root = repository(
        {
            ".gitignore": "build/\n*.tmp.md\n",
            "a/b.md": "",
            "a/c.tmp.md": "",
            "build/d.md": "",
            ".hidden/e.md": "",
            "static/.well-known/f.txt": "",
            "node_modules/g.md": "",
            "kept/h.md": "",
        }
    )
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "inside.md").symlink_to(root / "a/b.md")
    assert sorted(walk(root, ["kept"]).files) == [
        ".gitignore",
        "a/b.md",
        "inside.md",
        "static/.well-known/f.txt",
    ]


def test_an_ignore_file_above_the_site_counts_up_to_the_repository(repository):
    root = repository({".gitignore": "/site/out/\n", "site/out/a.md": "", "site/in/b.md": ""})
    assert list(walk(root / "site").files) == ["in/b.md"]


def test_there_is_a_limit_and_it_is_told(repository):
    root = repository({f"{number}.md": "" for number in range(5)})
    walked = walk(root, limit=3)
    assert (len(walked.files), walked.cut) == (3, True)


def test_broken_front_matter_ends_nothing(index):
    site = index(
        {**SITE, "content/bad.md": "---\ntitle: [\n---\n# Bad\n", "content/bytes.md": b"\xff\xfe\x00"}
    )
    assert site.page_of("content/bad.md").address.path == "/bad/"
    assert site.page_of("content/bytes.md") is not None
