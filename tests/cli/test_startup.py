"""What a check of one draft must not load: each of these costs as much as auditing several posts."""

import subprocess
import sys

import pytest

POST = """---
title: "How to true a wheel at home"
description: "What you need, and the order in which to turn the spokes."
---

Spin the wheel, and watch the rim. Where it comes near the brake, loosen the spokes of that side.
"""
SCRIPT = """
import sys
from seoaudit.cli import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write(" ".join(sys.modules))
"""


@pytest.mark.parametrize("format_", ["terminal", "json"])
def test_a_draft_is_checked_without_what_only_others_need(tmp_path, format_):
    (tmp_path / "post.md").write_text(POST, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "check", "post.md", "--format", format_],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    loaded = {name for module in done.stderr.split() for name in (module, module.partition(".")[0])}
    assert "seoaudit.parsing.markdown" in loaded
    assert not loaded & {
        "bs4",  # for rule authors who ask for it
        "concurrent.futures",  # pools of processes
        "multiprocessing",
        "nltk",  # what textstat would load
        "pathspec",  # directories
        "requests",
        "rich.console",  # progress bars
        "statistics",
        "textstat",
        "tomllib",  # configuration and TOML front matter
        "turbohtml",  # HTML
    }


def test_a_draft_with_links_in_a_repository_needs_no_patterns(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/public/\n*.log\n", encoding="utf-8")
    content = tmp_path / "content"
    content.mkdir()
    (content / "wheels.md").write_text(POST + "\nThen see [the spokes](spokes.md).\n", encoding="utf-8")
    (content / "spokes.md").write_text(POST, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "check", "content/wheels.md"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    loaded = set(done.stderr.split())
    assert "seoaudit.site.walk" in loaded
    assert not loaded & {"pathspec", "re2"}


def test_the_version_is_told_without_the_engine():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "--version"], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("seoaudit ")
    assert not {"msgspec", "yaml", "seoaudit.config", "seoaudit.cli.check"} & set(done.stderr.split())
