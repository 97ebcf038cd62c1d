"""A rule that breaks: no reader of any format takes its silence for praise, and its author is led to the line."""

import csv
import json
import os
import subprocess
import sys

import pytest

from tests import packs

FAULTY = packs.rule().replace("page.text.count", "page.txt.count")
LINE = 1 + FAULTY.splitlines().index(next(line for line in FAULTY.splitlines() if "page.txt" in line))
SAID = f"quiet.py:{LINE}: AttributeError: 'Page' object has no attribute 'txt'"
CASES = """\
# loud/marks

## Fires: a shout

```post.md
Go!
```

```findings
1:1 it shouts
score 0
```

## Passes: a whisper

```post.md
Go.
```
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return a function that runs seoaudit in a folder with two posts, a binary file and a pack that breaks."""
    folder = tmp_path_factory.mktemp("broken")
    installed = packs.put(folder / "installed", "quiet", FAULTY + packs.PACK)
    site = folder / "site"
    (site / ".git").mkdir(parents=True)
    (site / "seoaudit.toml").write_text('packs = ["quiet"]\nselect = ["loud"]\n')
    (site / "cases").mkdir()
    (site / "cases" / "marks.md").write_text(CASES)
    for name in ("one.md", "two.md"):
        (site / name).write_text("# Camping\n\nPitch the tent!\n")
    (site / "image.md").write_bytes(b"\0\1\2")

    def call(*arguments):
        return subprocess.run(
            [sys.executable, "-P", "-m", "seoaudit", *arguments],
            capture_output=True, text=True, encoding="utf-8", check=False, cwd=site,
            env={**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip

    return call


FILES = ("one.md", "two.md", "image.md")
BOTH = f"the rule loud/marks broke and judged nothing, on this and 1 other page: {SAID}"


def test_every_format_of_findings_names_it_once_and_standard_error_says_what_was_not_done(run):
    for name in (
        "concise",
        "csv",
        "gitlab",
        "rdjson",
        "github",
        "json",
        "jsonl",
        "sarif",
        "junit",
        "markdown",
    ):
        done = run("check", "--format", name, *FILES)
        assert done.returncode == 2, name
        assert done.stderr.splitlines()[0] == "Incomplete:"
        assert f"  one.md: the rule loud/marks broke: {SAID}" in done.stderr.splitlines()
        assert "image.md could not be audited" in done.stderr
        assert "loud/marks" in done.stdout, name
        assert "this is a binary file" in done.stdout, name
        told = {
            "concise": lambda text: [line for line in text.splitlines() if line.endswith("[broken-rule]")],
            "csv": lambda text: [row["message"] for row in csv.DictReader(text.splitlines()) if row["rule"] == "seoaudit/broken-rule"],
            "gitlab": lambda text: [each["description"] for each in json.loads(text) if each["check_name"] == "seoaudit/broken-rule"],
            "rdjson": lambda text: [each["message"] for each in json.loads(text)["diagnostics"] if each["code"]["value"] == "seoaudit/broken-rule"],
            "github": lambda text: [line for line in text.splitlines() if "title=seoaudit/broken-rule" in line],
        }  # fmt: skip
        if name in told:
            (line,) = told[name](done.stdout)
            assert BOTH in line, name


def test_one_reason_stands_in_one_line(run):
    done = run("check", "--format", "concise", "one.md")
    assert done.stderr == f"Incomplete: one.md: the rule loud/marks broke: {SAID}\n"
    assert done.stdout.startswith("one.md:1:1: error the rule loud/marks broke and judged nothing: ")


def test_the_terminal_says_it_itself_and_beside_the_score(run):
    done = run("check", "-q", "one.md")
    assert done.stderr == ""
    assert done.stdout.startswith("100 A  one.md  incomplete: 1 rule broke\nIncomplete: one.md: ")


def test_verbose_prints_one_traceback_that_begins_in_the_rule(run):
    done = run("check", "-v", "--jobs", "1", "one.md", "two.md")
    first, second, third, *_ = done.stderr.splitlines()
    assert (first, second) == ("The rule loud/marks broke:", "Traceback (most recent call last):")
    assert third.endswith(f'quiet.py", line {LINE}, in loud')
    assert done.stderr.count("Traceback") == 1
    assert "Traceback" not in run("check", "one.md").stderr


def test_its_cases_say_where_it_broke_and_nothing_that_follows_from_it(run):
    done = run("rules", "test", "cases")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "cases/marks.md:3  Fires: a shout  (not as expected)",
        f"  the rule broke: {SAID}",
    ]
    assert "score" not in done.stdout
    assert "-v prints the traceback" in done.stdout
    assert "Traceback" in run("rules", "test", "-v", "cases").stderr
