"""Whoever follows the README and docs/getting-started.md gets where they say."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main

ROOT = Path(__file__).parents[2]
BLOG = ROOT / "examples" / "blog"
POST = BLOG / "content/blog/winter-bike-tips.md"
#: Lines for the shell, which set up what tests have already.
_SET_UP = ("python3 ", "source ", "pip ")
#: Commands whose exit code tells whether the posts are good.
_VERDICTS = ("check", "report", "compare")


def lines(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    blocks += re.findall(
        r"^ {4}(seoaudit (?:\S| (?! ))+)", text, re.MULTILINE
    )  # what is said of it stands apart
    return [line for block in blocks for line in block.splitlines() if not line.startswith(_SET_UP)]


def typed(line, monkeypatch):
    """Do what a line says, as far as it needs no network; return the result of its command."""
    words = shlex.split(line, comments=True)
    if words[0] == "cd":
        monkeypatch.chdir(words[1])
    elif not any(word.startswith("https://") for word in words):
        text = Path(words[1]).read_text(encoding="utf-8") if words[0] == "cat" else ""
        # What watches does not end by itself; tests/cli/test_watch.py ends it.
        command = [word for word in words[words.index("seoaudit") + 1 :] if word != "--watch"]
        result = CliRunner().invoke(main, command, input=text)
        # A weak post fails the gate, which is no mistake of the page.
        assert result.exit_code in ((0, 1) if command[0] in _VERDICTS else (0,)), f"{line}\n{result.output}"
        return result
    return None


def test_getting_started(tmp_path, monkeypatch):
    shutil.copytree(BLOG, tmp_path / "examples/blog")
    monkeypatch.chdir(tmp_path)
    told = [typed(line, monkeypatch) for line in lines("docs/getting-started.md")]
    assert "+" in told[1].output
    post = tmp_path / "examples/blog/content/blog/winter-bike-tips.md"
    assert post.read_text(encoding="utf-8") != POST.read_text(encoding="utf-8"), "--fix mended something"
    assert (tmp_path / "examples/blog/report.html").is_file()


@pytest.fixture
def content(tmp_path, monkeypatch):
    """The example blog's content, drafts beside it, and reports of earlier runs."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BLOG / "content", tmp_path / "content")
    shutil.copy(BLOG / "content/book.md", tmp_path / "content/post.md")
    for name in ("post.md", "draft.md"):
        shutil.copy(POST, tmp_path / name)
    reports = ("report.json", "last-month.json", "this-month.json")
    CliRunner().invoke(main, ["check", "content/", *(word for name in reports for word in ("-o", name))])
    return tmp_path


def test_the_readme(content, monkeypatch):
    commands = lines("README.md")
    assert len(commands) > 15
    for line in commands:
        typed(line, monkeypatch)
    made = {"report.html", "links.graphml", "out.sarif", "out.xml", "badge.svg", "seoaudit.toml", "acme"}
    assert made <= {path.name for path in content.iterdir()}


@pytest.mark.parametrize("page", ["html-report", "formats", "configuration", "sites"])
def test_the_commands_of_a_page(content, monkeypatch, page):
    commands = [line for line in lines(f"docs/{page}.md") if line.startswith("seoaudit ")]
    assert len(commands) > 1
    for line in commands:
        typed(line, monkeypatch)


@pytest.mark.parametrize("page", ["README.md", "docs/getting-started.md"])
def test_what_commands_print_is_kept_up_to_date(page):
    """``docs/generate.py --check`` compares it; here, that there is something to compare."""
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.search(r"^<!-- output of `seoaudit check .*-->\n```text\n\S", text, re.MULTILINE)
