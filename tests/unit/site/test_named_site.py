"""A copy of a site in a folder, whatever that is called: judged as the site that its pages name."""

import doctest
import json
import os

import pytest
from click.testing import CliRunner

import seoaudit.site.named_site
from seoaudit.cli import main
from seoaudit.site.generators import recognise
from seoaudit.site.named_site import SAMPLE, canonical_in, named_site, sampled

PUBLIC = "https://tents.test-shop.com"
NAMES = tuple(
    f"{kind}-tent"
    for kind in ("dome", "tunnel", "ridge", "bell", "wedge", "pod", "loft", "family", "solo", "duo")
)


def page(canonical, links=()):
    nav = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"<!doctype html><html lang=en><head><title>A tent to choose</title>{head}</head><body>{nav}<main><h1>Tents</h1></main></body></html>"


def copied(root, form="{}/index.html", published="{}/", at="/"):
    """Write a site of some pages: ``form`` is how a copy names its files, ``published`` how the site names its pages."""
    root.mkdir(parents=True)
    (root / "index.html").write_text(page(f"{PUBLIC}{at}", [form.format(name) for name in NAMES]))
    for name in NAMES:
        file = root / form.format(name)
        file.parent.mkdir(exist_ok=True)
        # As the site has its links: in full.
        file.write_text(
            page(
                f"{PUBLIC}{at}{published.format(name)}",
                [f"{PUBLIC}{at}", f"{PUBLIC}{at}{published.format(NAMES[0])}"],
            )
        )
    listed = "".join(f"<url><loc>{PUBLIC}{at}{published.format(name)}</loc></url>" for name in NAMES)
    (root / "sitemap.xml").write_text(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{PUBLIC}{at}</loc></url>{listed}</urlset>'
    )
    return root


def report(root, *options):
    arguments = ["check", str(root), "--format", "json", "--no-cache", *options]
    return json.loads(CliRunner().invoke(main, arguments).stdout)


def accused(found):
    """Return what is said of addresses, on pages and of the site."""
    rules = (
        "indexing/canonicalised",
        "metadata/canonical",
        "metadata/canonical-target",
        "indexing/sitemap",
        "links/broken-internal",
    )
    said = [(each["path"], result) for each in found["pages"] for result in each["results"]]
    said += [
        (finding["path"], {**result, "findings": [finding]})
        for site in found["sites"]
        for result in site["results"]
        for finding in result["findings"]
    ]
    return {
        (path.rpartition(f"{'/'}copy/")[2], result["rule"]): result["findings"][0]["message"]
        for path, result in said
        if result["rule"] in rules and result["outcome"] == "failed"
    }


@pytest.mark.parametrize(
    ("form", "published", "at"),
    [
        ("{}/index.html", "{}/", "/"),
        ("{}.html", "{}.html", "/"),
        ("{}.html", "{}", "/"),
        ("{}/index.html", "{}/", "/shop/"),
    ],
    ids=["folders", "files", "without endings", "in a folder of its host"],
)
def test_a_copy_is_accused_of_nothing_that_the_site_does_right(tmp_path, form, published, at):
    found = report(copied(tmp_path / "copy", form, published, at))
    (site,) = found["sites"]
    assert (site["generator"], site["url"], site["url_inferred"]) == ("built", f"{PUBLIC}{at}", True)
    assert accused(found) == {}
    assert site["graph"]["unlinked"] == 0  # full addresses are known as links of the site's own


def test_what_a_page_of_a_copy_names_wrongly_is_found(tmp_path):
    root = copied(tmp_path / "copy")
    (root / "dome-tent" / "index.html").write_text(page(f"{PUBLIC}/tunnel-tent/"))
    found = report(root)
    assert found["sites"][0]["url_inferred"]
    said = accused(found)
    assert said["dome-tent/index.html", "indexing/canonicalised"] == (
        f"the page asks to be judged as another one: “{PUBLIC}/tunnel-tent/”"
    )
    assert {path for path, _ in said} <= {"dome-tent/index.html", "sitemap.xml"}
    (root / "dome-tent" / "index.html").write_text(page(f"{PUBLIC}/tent-dome/"))
    assert accused(report(root))["dome-tent/index.html", "metadata/canonical-target"] == (
        "the canonical page “/tent-dome/” does not exist"
    )


def test_the_configuration_says_where_the_address_is_from(tmp_path):
    root = copied(tmp_path / "copy")
    told = CliRunner().invoke(main, ["config", str(root)]).stdout
    assert f"{PUBLIC}/\n             from the canonical links of its pages (inferred)\n" in told
    shown = " ".join(CliRunner().invoke(main, ["check", str(root)]).stdout.split())
    assert (
        f"Judged as {PUBLIC}/, which nearly all its canonical links name; --site-url sets another address."
        in shown
    )
    given = report(root, "--site-url", "https://other-shop.com")["sites"][0]
    assert (given["url"], given["url_inferred"]) == ("https://other-shop.com/", False)


def test_a_page_deep_in_a_copy_belongs_to_all_of_it(tmp_path):
    root = copied(tmp_path / "copy")
    config = recognise(root / "dome-tent" / "index.html")
    assert (config.generator, config.root) == ("built", str(root))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_what_only_looks_like_a_file_is_not_read(tmp_path):
    root = copied(tmp_path / "copy")
    os.mkfifo(root / "a-pipe.html")  # to open it would wait for ever
    (root / "b-link.html").symlink_to("/dev/zero")
    assert recognise(root).url == f"{PUBLIC}/"


def test_what_is_no_copy_stays_a_plain_folder(tmp_path):
    root = copied(tmp_path / "drafts")
    (root / "dome-tent" / "draft.md").write_text("# A draft\n")  # a generator makes the pages
    assert recognise(root).generator == ""
    few = tmp_path / "few"
    few.mkdir()
    (few / "index.html").write_text(page(f"{PUBLIC}/"))
    (few / "a.html").write_text(page(f"{PUBLIC}/a"))
    assert recognise(few).generator == ""


@pytest.mark.parametrize(
    "canonicals",
    [
        ["https://a.com/1", "https://a.com/2", "https://b.com/3"],  # two sites
        ["https://a.com/", "https://a.com/", "https://a.com/"],  # all name the home page: a fault of each
        ["https://a.com/1", "https://a.com/2", "", "", "", "", ""],  # few name any
        ["/1", "/2", "/3"],
        ["javascript:1", "mailto:a@b.com", "https://[/3"],
    ],
)
def test_pages_that_do_not_agree_name_no_site(canonicals):
    assert named_site([(f"/{number}", address) for number, address in enumerate(canonicals, start=1)]) == ""


def test_canonical_links_are_read_as_they_are_written():
    for written in (
        "<LINK REL=canonical HREF=https://a.com/b>",
        "<link href='https://a.com/b' rel='canonical' />",
        '<link data-x="1"\n rel="canonical"\n href=" https://a.com/b ">',
    ):
        assert canonical_in(written) == "https://a.com/b"
    assert canonical_in('<link rel="alternate" href="https://a.com/b"><link rel="canonical">') == ""
    assert (
        canonical_in('<link rel="canonical" href="https://a.com/?a=1&amp;b=2">') == "https://a.com/?a=1&b=2"
    )


def test_pages_are_sampled_over_all_of_them():
    assert sampled(range(5)) == [0, 1, 2, 3, 4]
    some = sampled(range(1_000))
    assert (len(some), some[0]) == (SAMPLE, 0)
    assert some[-1] > 900


def test_examples_in_docstrings_hold():
    assert doctest.testmod(seoaudit.site.named_site).failed == 0
