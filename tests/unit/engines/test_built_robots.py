"""What the robots.txt of a built folder will do once the folder is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from seoaudit.engines.built_robots import add_robots
from seoaudit.site.database import Site
from seoaudit.site.rows import PageRow


def blocked_in(root: Path, url: str = "https://tents.example/") -> dict[str, str]:
    site = Site()
    site.url = url
    site.add(PageRow(key=key, path=f"public{key}index.html") for key in ("/", "/café/", "/drafts/a b/"))
    add_robots(site, root, "public/")
    return {row["key"]: row["google"] for row in site.query("SELECT key, google FROM responses ORDER BY key")}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "robots.txt").write_text(
        "User-agent: *\nDisallow: /caf%C3%A9/\nDisallow: /drafts/a%20b\n", encoding="utf-8"
    )
    return tmp_path


def test_each_page_is_asked_about_under_its_address(built: Path) -> None:
    assert blocked_in(built) == {
        "/": "",
        "/café/": "line 2: Disallow: /caf%C3%A9/",
        "/drafts/a b/": "line 3: Disallow: /drafts/a%20b",
    }
    assert blocked_in(built) == blocked_in(built, url="")


def test_a_site_below_the_top_of_its_host_has_no_robots_txt(built: Path) -> None:
    assert blocked_in(built, "https://tents.example/blog/") == {}


def test_nothing_outside_of_the_folder_is_read(built: Path, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "robots.txt").symlink_to(built / "robots.txt")
    assert blocked_in(tmp_path / "public") == {}
    (tmp_path / "public" / "robots.txt").unlink()
    assert blocked_in(tmp_path / "public") == {}


def test_what_ai_crawlers_are_told(built: Path) -> None:
    site = Site()
    site.add(PageRow(key=key, path=key) for key in ("/", "/a/", "/b/"))
    (built / "robots.txt").write_text(
        "User-agent: GPTBot\nDisallow: /\nUser-agent: CCBot\nDisallow: /a/", encoding="utf-8"
    )
    add_robots(site, built, "")
    rows = {row["agent"]: row for row in site.query("SELECT * FROM crawlers")}
    said = {name: (bool(row["home"]), row["admitted"], row["because"]) for name, row in rows.items()}
    assert said["GPTBot"] == (False, 0, "line 2: Disallow: /")
    assert said["CCBot"] == (True, 2, "")
    assert said["ClaudeBot"] == (True, 3, "")
    assert rows["PerplexityBot"]["purpose"] == "search"
