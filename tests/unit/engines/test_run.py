"""A whole run: pages in order whatever the pool does, and the site around them."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.run import run
from seoaudit.model import SiteFinding, Span
from seoaudit.profiles import PROFILES
from seoaudit.registry import Repertoire, rules
from seoaudit.rule import rule

TODAY = "2026-11-22"


def audited(folder, **options):
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".html"))
    documents = [Document(file.relative_to(folder).as_posix(), file) for file in files]
    settings = discover(folder, command_line=Overrides(**options)).for_path(folder)
    return run(documents, [settings] * len(documents), TODAY)


@pytest.fixture
def blog(tmp_path):
    """A Hugo site of a home page and three posts, one of them linked."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "hugo.toml").write_text('baseURL = "https://loaf.example/"\n')
    content = tmp_path / "content"
    (content / "posts").mkdir(parents=True)
    (content / "_index.md").write_text("---\ntitle: Loaf\n---\nRead about [rye](posts/rye.md).\n")
    for name in ("rye", "spelt", "wheat"):
        text = (
            f"---\ntitle: How to bake with {name}\n---\nFlour of {name}, water and salt, and a day of rest.\n"
        )
        (content / f"posts/{name}.md").write_text(text)
    return tmp_path


def test_a_site_is_recognised_and_its_graph_is_drawn(blog):
    (site,) = audited(blog).sites
    assert (site.generator, site.url, site.pages) == ("Hugo", "https://loaf.example/", 4)
    assert site.whole
    assert not site.built
    assert (site.graph.links, site.graph.dead_ends) == (1, 3)
    assert [(page.path, page.linked_from) for page in site.graph.most_linked] == [("content/posts/rye.md", 1)]
    assert sum(site.distribution) == 4


def test_a_part_of_a_site_is_not_taken_for_the_whole(blog):
    (site,) = audited(blog / "content/posts").sites
    assert not site.whole


def test_one_document_has_no_site_to_speak_of(blog):
    file = blog / "content/posts/rye.md"
    settings = discover(file).for_path(file)
    report = run([Document("rye.md", file)], [settings], TODAY)
    assert report.sites == ()
    assert report.pages[0].score is not None


def test_two_sites_in_one_run_are_two(blog, tmp_path):
    other = tmp_path / "other"
    (other / "content").mkdir(parents=True)
    (other / "hugo.toml").write_text('baseURL = "https://crumb.example/"\n')
    (other / "content/a.md").write_text("# A\n\nText.\n")
    sites = audited(blog).sites
    assert sorted(site.url for site in sites) == ["https://crumb.example/", "https://loaf.example/"]


def test_folders_without_a_generator_are_one_site(tmp_path):
    text = " ".join(f"word{number}" for number in range(400))
    for name in ("one/a.md", "two/deep/b.md"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(f"# The same text twice\n\n{text}.\n")
    (site,) = audited(tmp_path).sites
    assert Path(site.root).resolve() == tmp_path.resolve()
    (copies,) = [result for result in site.results if result.rule == "content/duplicate"]
    assert {finding.path for finding in copies.findings} == {"one/a.md", "two/deep/b.md"}


def test_many_pages_come_in_the_order_they_were_given(tmp_path):
    (tmp_path / ".git").mkdir()
    for number in range(90):
        (tmp_path / f"{number:02}.md").write_text(f"# Page {number}\n\nAbout the number {number}.\n")
    report = audited(tmp_path)
    assert [page.path for page in report.pages] == [f"{number:02}.md" for number in range(90)]
    assert [head.path for head in report.pages.heads] == [page.path for page in report.pages]


def broken(site):
    """It breaks.

    Why: to see what happens.

    Fix: nothing.
    """
    yield SiteFinding(site.home, "the home page", span=Span(4, 9))
    raise RuntimeError("nobody home")


def test_a_site_rule_that_breaks_is_reported_and_the_run_goes_on(blog, monkeypatch):
    made = rule(scope="site", severity="error", evidence="heuristic", source="ours", id="links/broken-rule")(
        broken
    )
    known = Repertoire({**rules(), made.id: made}, PROFILES)
    monkeypatch.setattr("seoaudit.registry.repertoire", lambda packs: known)
    report = audited(blog, select=(made.id,))
    (result,) = report.sites[0].results
    assert result.outcome == "errored"
    assert "nobody home" in result.reason
    assert report.gate.exit_code == 2
    assert report.summary.pages == 4


def test_a_site_rule_has_no_weight_and_a_page_rule_has_one():
    arguments = {"severity": "info", "evidence": "heuristic", "source": "ours"}
    with pytest.raises(ValueError, match="a site rule has none"):
        rule(scope="site", weight=1, **arguments)
    with pytest.raises(ValueError, match="a page rule has a weight"):
        rule(**arguments)


def test_the_score_of_a_page_does_not_depend_on_what_else_is_read(blog):
    alone = audited(blog / "content/posts")
    whole = {page.path: page.score for page in audited(blog).pages}
    assert {f"content/posts/{page.path}": page.score for page in alone.pages}.items() <= whole.items()
    assert isinstance(Path(alone.sites[0].root), Path)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_utf8_and_half_a_character_lose_nothing(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for number in range(10):
        (tmp_path / f"{number}.md").write_text(f"# Page {number}\n\nSee [the other](caf%E9.md).\n")
    Path(os.fsdecode(b"caf\xe9.md")).write_text("# Coffee\n\nAbout coffee.\n")
    broken = '<script type="application/ld+json">{"@type": "Article", "headline": "\\ud83d half"}</script>'
    (tmp_path / "half.html").write_text(
        f"<html><head><title>Half</title>{broken}</head><body><p>Text.</p></body></html>"
    )
    results = [CliRunner().invoke(main, ["check", ".", "--format", "json"]) for _ in range(2)]
    assert results[0].output == results[1].output
    pages = {page["path"]: page for page in json.loads(results[0].output)["pages"]}
    assert pages[r"caf\udce9.md"]["score"] is not None
    assert pages["half.html"]["score"] is not None


def test_what_becomes_no_page_is_left_out_unless_it_is_named(blog):
    (blog / "tests").mkdir()
    (blog / "tests/fixture.md").write_text("# A fixture\n\nNothing for readers.\n")
    report = audited(blog)
    assert "tests/fixture.md" not in {page.path for page in report.pages}
    assert report.sites[0].left_out == 1
    assert report.sites[0].whole
    file = blog / "tests/fixture.md"
    settings = discover(file).for_path(file)
    documents = [Document("fixture.md", file, named=True), Document("rye.md", blog / "content/posts/rye.md")]
    named = run(documents, [settings] * 2, TODAY)
    assert [page.path for page in named.pages] == ["fixture.md", "rye.md"]


def test_a_folder_of_nothing_else_is_audited(blog):
    (blog / "notes").mkdir()
    (blog / "notes/a.md").write_text("# A note\n\nFor ourselves.\n")
    (blog / "notes/b.md").write_text("# Another note\n\nFor ourselves too.\n")
    report = audited(blog / "notes")
    assert [page.path for page in report.pages] == ["a.md", "b.md"]
