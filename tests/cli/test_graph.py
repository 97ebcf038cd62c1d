"""``seoaudit graph``: files out of a small site, and messages where there is none."""

import json

import networkx as nx
import pytest
from click.testing import CliRunner

from seoaudit.cli.graph import graph


@pytest.fixture
def blog(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "hugo.toml").write_text('baseURL = "https://example.org/"\n')
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "tents.md").write_text("---\ntitle: Tents\n---\n\nFor cooking see [stoves](/posts/stoves/).\n")
    (posts / "stoves.md").write_text("---\ntitle: Stoves\n---\n\nThey burn [in tents](../tents/).\n")
    return tmp_path


def invoke(*arguments):
    return CliRunner().invoke(graph, ["--no-cache", *map(str, arguments)])


def test_links_are_those_of_the_published_site(blog):
    done = invoke(blog, "--format", "json")
    assert done.exit_code == 0, done.output
    found = nx.node_link_graph(json.loads(done.output), edges="links")
    assert set(found.edges) == {("/posts/tents/", "/posts/stoves/"), ("/posts/stoves/", "/posts/tents/")}
    assert found.nodes["/posts/tents/"]["title"] == "Tents"
    assert found.nodes["/posts/tents/"]["score"] is not None


def test_the_format_follows_from_the_files_ending(blog, tmp_path):
    for name, read in (("l.graphml", nx.read_graphml), ("l.json", lambda file: json.loads(file.read_text()))):
        done = invoke(blog, "-o", tmp_path / name)
        assert (done.exit_code, done.output) == (0, "")
        assert read(tmp_path / name)
    invoke(blog, "-o", tmp_path / "l.csv")
    assert (tmp_path / "l.csv").read_text().splitlines()[1].split(",")[5:8] == ["5", "11", "main"]


def test_an_ending_that_is_no_format_is_refused_before_any_work(blog, tmp_path):
    done = invoke(blog, "-o", tmp_path / "links.foo")
    assert done.exit_code == 2
    assert "name the format with --format; there are: graphml, csv, json" in done.output
    assert not (tmp_path / "links.foo").exists()
    assert invoke(blog, "-o", tmp_path / "links.foo", "--format", "csv").exit_code == 0


def test_a_folder_that_is_not_there_is_not_made(blog, tmp_path):
    done = invoke(blog, "-o", tmp_path / "nope" / "links.csv")
    assert done.exit_code == 2
    assert "there is no folder" in done.output
    assert not (tmp_path / "nope").exists()


def test_several_sites_are_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / "content").mkdir(parents=True)
        (tmp_path / name / "hugo.toml").write_text(f'baseURL = "https://{name}.example/"\n')
        (tmp_path / name / "content" / "a.md").write_text("---\ntitle: A\n---\n\nText.\n")
    done = invoke(tmp_path)
    assert done.exit_code == 2
    assert "2 sites" in done.output


def test_nothing_to_read_is_exit_code_2(tmp_path):
    assert invoke(tmp_path).exit_code == 2


def test_what_was_read_is_kept_where_the_environment_says(blog, tmp_path, monkeypatch):
    for number in range(8):
        (blog / f"content/posts/{number}.md").write_text(f"---\ntitle: Post {number}\n---\n\nText.\n")
    monkeypatch.setenv("SEOAUDIT_CACHE_DIR", str(tmp_path / "kept"))
    done = CliRunner().invoke(graph, [str(blog), "--format", "json"])
    assert done.exit_code == 0, done.output
    assert list((tmp_path / "kept").glob("*.sqlite"))


def test_titles_drive_no_terminal_and_are_read_as_written(blog, tmp_path):
    file = blog / "content/posts/tents.md"
    file.write_text(file.read_text().replace("title: Tents", 'title: "Tents \\x9b2J\\u202e"'))
    done = invoke(blog, "--format", "graphml")
    assert not {"\x9b", "\u202e"} & set(done.output)
    (tmp_path / "l.graphml").write_text(done.output)
    assert nx.read_graphml(tmp_path / "l.graphml").nodes["/posts/tents/"]["title"] == "Tents \x9b2J\u202e"
