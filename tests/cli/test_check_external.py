"""``check --check-external``: what people see of links to other sites, against a real server."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.web.known_links import FILE_NAME
from tests.repositories import Tree
from tests.web_server import Answer, redirect

RULES = "links/broken-external,links/unverified-external,links/moved-external"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEOAUDIT_TODAY", "2024-05-01")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setattr("seoaudit.web.external._DELAY", 0)
    return tmp_path


def check(*arguments, select=RULES):
    options = ["--check-external", "--allow-private", "--select", select]
    return CliRunner().invoke(main, ["check", *arguments, *options])


def messages(*arguments, rule="links/broken-external"):
    result = check(*arguments, "--format", "json")
    assert result.stdout, result.output
    return {
        page["path"]: [finding["message"] for finding in each["findings"]]
        for page in json.loads(result.stdout)["pages"]
        for each in page["results"]
        if each["rule"] == rule and each.get("findings")
    }


def forget_links():
    """Forget what is known of links, but not what was found of pages."""
    for file in Path(os.environ["SEOAUDIT_CACHE_DIR"]).glob(f"{FILE_NAME}*"):
        file.unlink()


def test_dead_links_fail_the_run_and_others_are_listed(folder, web):
    web.pages |= {"/ok": "x", "/old": redirect("/new"), "/new": "x", "/shy": Answer(status=403)}
    links = " ".join(f"[{name}]({web.url(f'/{name}')})" for name in ("gone", "ok", "old", "shy", "gone"))
    (folder / "post.md").write_text(f"# Knots\n\n{links}\n")
    result = check("post.md")
    assert result.exit_code == 1
    said = " ".join(result.output.split())
    assert f"“gone” leads to {web.url('/gone')} (2 links): its site answers “404 Not Found”" in said
    assert f"“old” leads to {web.url('/old')}, which has moved to {web.url('/new')}" in said
    assert (
        f"“shy” leads to {web.url('/shy')}, which could not be verified: its site answers “403 Forbidden”"
        in said
    )
    assert "“ok” leads" not in said
    assert len(web.asked("/gone")) == 2
    assert result.stderr == "4 links to other sites tried: 1 good, 1 moved, 1 dead, 1 not verified.\n"
    assert check("post.md", "--quiet").stderr == ""


def test_nothing_is_asked_unless_asked_for(folder, web):
    (folder / "post.md").write_text(f"[gone]({web.url('/gone')})\n")
    result = CliRunner().invoke(main, ["check", "post.md", "-v", "--select", RULES])
    assert result.exit_code == 0
    assert "with --check-external only" in " ".join(result.output.split())
    assert web.requests == []


def test_private_addresses_are_left_alone(folder, web):
    (folder / "post.md").write_text(f"[gone]({web.url('/gone')})\n")
    result = CliRunner().invoke(main, ["check", "post.md", "--check-external", "--select", RULES])
    assert "could not be verified" in " ".join(result.output.split())
    assert "--allow-private tries it" in " ".join(result.output.split())
    assert (result.exit_code, web.requests) == (0, [])


def test_a_live_page_allows_the_network_that_it_lies_in(folder, web):
    web.pages["/post"] = (
        f'<title>Knots</title><main><p>Tie <a href="{web.url("/gone", "127.0.0.2")}">it</a>.</p></main>'
    )
    fetched = CliRunner().invoke(main, ["check", web.url("/post"), "--check-external", "--select", RULES])
    assert "“it” leads to" in fetched.output
    assert "in a network of its own" not in fetched.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--check-external", "--untrusted"], "needs the network"),
        (["--allow-private"], "--check-external only"),
    ],
)
def test_what_does_not_go_together(folder, options, message):
    result = CliRunner().invoke(main, ["check", *options])
    assert result.exit_code == 2
    assert message in result.output


def test_what_was_found_of_pages_is_not_stale(folder, web):
    """Pages are taken from the cache; where the answer of a link has changed, they are not."""
    web.pages |= {f"/{number}": "x" for number in range(10)}
    for number in range(10):
        (folder / f"{number}.md").write_text(f"# Knot\n\n[a knot]({web.url(f'/{number}')})\n")
    assert messages(".") == {}
    assert len(web.requests) == 10
    assert messages(".") == {}
    assert len(web.requests) == 10
    del web.pages["/3"]
    forget_links()
    assert list(messages(".")) == ["3.md"]
    assert CliRunner().invoke(main, ["check", ".", "--select", RULES]).exit_code == 0
    web.pages["/3"] = "x"
    forget_links()
    assert messages(".") == {}


def test_workers_are_told_too(folder, web):
    for number in range(45):
        (folder / f"{number}.md").write_text(f"# Knot\n\n[a knot]({web.url(f'/{number % 3}')})\n")
    assert len(messages(".", "--jobs", "2", "--no-cache")) == 45
    assert len(web.requests) == 6


def test_a_change_is_judged_by_its_own_links(folder, web):
    dead = {name: f"[{name}]({web.url(f'/{name}')})" for name in ("one", "two", "three")}
    tree = Tree(folder / "blog", a=f"# A\n\n{dead['one']}", b=f"# B\n\n{dead['two']}")
    base = tree.git("rev-parse", "HEAD")
    os.chdir(tree.root)
    tree.write(b=f"# B\n\n{dead['two']} {dead['three']}")
    assert messages(".", "--since", base) == {
        "b.md": [
            f"“{name}” leads to {web.url(f'/{name}')}: its site answers “404 Not Found”"
            for name in ("two", "three")
        ]
    }
    assert {*web.paths} == {"/two", "/three"}
    found = messages(".", "--diff", base)
    assert found == {"b.md": [f"“three” leads to {web.url('/three')}: its site answers “404 Not Found”"]}
    assert "/one" not in web.paths
