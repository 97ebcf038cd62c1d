"""A run with a cache says what a run without one says, whatever has happened in between."""

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main

WORDS = [
    "wheel",
    "spoke",
    "rim",
    "brake",
    "chain",
    "hub",
    "tyre",
    "pedal",
    "saddle",
    "lever",
    "cable",
    "nipple",
]
SUBJECTS = ["front", "rear", "old", "new", "light", "heavy"]


def post(random_, links):
    subject, part = random_.choice(SUBJECTS), random_.choice(WORDS)
    paragraphs = [" ".join(random_.choices(WORDS, k=30)).capitalize() + "." for _ in range(3)]
    targets = " ".join(f"[the {random_.choice(WORDS)}]({link})." for link in links)
    heading = random_.choice(WORDS)
    return (
        f'---\ntitle: "The {subject} {part}"\n---\n\n{paragraphs[0]} {targets}\n\n## {heading}\n\n'
        + "\n\n".join(paragraphs[1:])
    )


def some_links(random_):
    names = random_.choices(range(14), k=3)
    return [f"/blog/p{name}/" + random_.choice(["", f"#{random_.choice(WORDS)}"]) for name in names] + [
        "a.png"
    ]


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A small Hugo site, the working directory."""
    folder = tmp_path / "site"
    random_ = random.Random(7)
    (folder / "content/blog").mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / ".git").mkdir()
    (folder / "hugo.toml").write_text('baseURL = "https://wheels.example/"\n')
    for number in range(12):
        (folder / f"content/blog/p{number}.md").write_text(post(random_, some_links(random_)))
    monkeypatch.chdir(folder)
    return folder


def report(*options):
    result = CliRunner().invoke(main, ["check", "content", "--format", "json", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout


def test_the_second_run_audits_nothing_and_says_the_same(site, monkeypatch):
    first = report()
    monkeypatch.setattr("seoaudit.engines.page.parse", lambda *_: pytest.fail("a page was audited again"))
    assert report() == first
    assert report("--jobs", "1") == first


def edited(site, random_):
    """Change one thing about the site."""
    files = sorted((site / "content").rglob("*.md"))
    file = random_.choice(files)
    match random_.randrange(8):
        case 0:
            file.write_text(post(random_, some_links(random_)))
        case 1 if len(files) > 8:
            file.unlink()
        case 2:
            file.rename(file.with_name(f"p{random_.randrange(20)}.md"))
        case 3:
            (site / f"content/blog/p{random_.randrange(20)}.md").write_text(
                post(random_, some_links(random_))
            )
        case 4:
            (site / "static/a.png").write_bytes(b"\x89PNG" + bytes(random_.randrange(300_000)))
        case 5:
            text = file.read_text()
            file.write_text(text.replace("## ", f"## {random_.choice(WORDS)} ", 1))
        case 6:
            lines = [f"/blog/p{random_.randrange(14)}/ /blog/p{random_.randrange(14)}/ 301" for _ in range(2)]
            (site / "static/_redirects").write_text("\n".join(lines))
        case _:
            url = random_.choice(["https://wheels.example/", "https://www.wheels.example/shop/"])
            (site / "hugo.toml").write_text(f'baseURL = "{url}"\n')


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_it_says_what_a_fresh_run_says(site, seed):
    random_ = random.Random(seed)
    for _ in range(8):
        for _ in range(random_.randrange(1, 4)):
            edited(site, random_)
        assert report("--jobs", "1") == report("--no-cache", "--jobs", "1")


def test_one_edit_touches_one_page_and_those_that_ask_about_it(site, monkeypatch):
    report()
    for file in (site / "content/blog").glob("p*.md"):
        if file.name != "p3.md":
            file.write_text(file.read_text().replace("/blog/p3/", "/blog/p4/"))
    report()
    text = (site / "content/blog/p3.md").read_text()
    (site / "content/blog/p3.md").write_text(text + "\n\nOne more sentence about the wheel.\n")
    audited = []
    from seoaudit.engines import page

    parse = page.parse
    monkeypatch.setattr(
        page, "parse", lambda source, *rest: audited.append(source.name) or parse(source, *rest)
    )
    report("--jobs", "1")
    assert audited == ["content/blog/p3.md"]


def test_other_settings_and_another_day_are_other_audits(site, monkeypatch):
    first = report()
    assert report("--ignore", "readability") == report("--ignore", "readability", "--no-cache") != first
    monkeypatch.setenv("SEOAUDIT_TODAY", "2031-01-01")
    assert report() == report("--no-cache")


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\x00" + bytes(5000)])
def test_a_damaged_cache_is_begun_anew(site, tmp_path, damage):
    folder = tmp_path / "kept"
    first = report("--cache-dir", str(folder))
    (file,) = folder.glob("*.sqlite")
    for left in folder.glob("*.sqlite-*"):
        left.unlink()
    file.write_bytes(damage)
    assert report("--cache-dir", str(folder)) == first
    assert sqlite3.connect(file).execute("SELECT count(*) FROM audits").fetchone() == (12,)


def test_damaged_entries_are_audited_again(site, tmp_path):
    folder = tmp_path / "kept"
    first = report("--cache-dir", str(folder))
    (file,) = folder.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE audits SET page = x'c1c1', answers = x'00'")
        connection.execute("UPDATE sites SET entries = x'c1'")
    assert report("--cache-dir", str(folder)) == first


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(site, tmp_path):
    (tmp_path / "file").write_text("")
    assert report("--cache-dir", str(tmp_path / "file" / "below")) == report("--no-cache")


COMMAND = [sys.executable, "-m", "seoaudit", "check", "content", "--format", "json"]


def test_two_runs_at_once_and_one_that_is_killed(site, tmp_path):
    expected = report("--no-cache")
    folder = ["--cache-dir", str(tmp_path / "kept")]
    both = [subprocess.Popen([*COMMAND, *folder], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[0] for process in both] == [expected, expected]
    for patience in (0.05, 0.15, 0.3):
        (tmp_path / "kept").joinpath("x").parent.mkdir(exist_ok=True)
        for file in Path(tmp_path / "kept").glob("*.sqlite*"):
            file.unlink()
        killed = subprocess.Popen([*COMMAND, *folder], stdout=subprocess.DEVNULL)
        time.sleep(patience)
        killed.kill()
        killed.wait()
        assert report(*folder) == expected


def test_the_site_is_judged_again_only_when_something_has_changed(site, monkeypatch):
    first = report("--jobs", "1")
    judged = []
    from seoaudit.engines import run

    judge = run.judge_site
    monkeypatch.setattr(run, "judge_site", lambda *arguments: judged.append(1) or judge(*arguments))
    assert report("--jobs", "1") == first
    assert judged == []
    (site / "content/blog/p5.md").write_text("---\ntitle: Something else\n---\n\nAbout another thing.\n")
    changed = report("--jobs", "1")
    assert judged == [1]
    assert changed == report("--no-cache", "--jobs", "1")
