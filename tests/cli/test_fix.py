"""`seoaudit check --fix`: what people type, what they see, and what is in their files afterwards."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.registry import rules

POST = """---
title: "Choosing a tent "
---
Read [the code](http://github.com/camp/tents) of our test.

#### Poles

Aluminium is light.
"""
MENDED = """---
title: "Choosing a tent"
---
Read [the code](https://github.com/camp/tents) of our test.

## Poles

Aluminium is light.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("SEOAUDIT_TODAY", "2026-01-15")
    return tmp_path


def check(*arguments, stdin=None):
    return CliRunner().invoke(main, ["check", *map(str, arguments)], input=stdin)


def git(folder, *arguments, stdin=None):
    return subprocess.run(
        ["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        input=stdin, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


def test_a_file_is_mended_and_the_gain_is_told(folder):
    (folder / "post.md").write_text(POST)
    result = check("post.md", "--fix", "--fail-on", "never", "--fail-under", 0)
    assert result.exit_code == 0
    assert (folder / "post.md").read_text() == MENDED
    assert "Fixed 3 findings in 1 file: score " in result.stdout
    assert "fixable]" not in result.stdout


def test_without_fix_the_report_says_what_could_be_done(folder):
    (folder / "post.md").write_text(POST)
    result = check("post.md")
    assert (folder / "post.md").read_text() == POST
    assert "3 findings can be fixed with --fix" in result.stdout
    assert result.stdout.count("[fixable]") == 3


def test_several_files_and_the_mean(folder):
    (folder / "a.md").write_text(POST)
    (folder / "b.md").write_text(POST)
    (folder / "c.md").write_text("# Fine\n\nNothing to mend.\n")
    result = check(".", "--fix")
    assert "Fixed 6 findings in 2 files: mean score " in result.stdout
    rules = "headings/skipped-level, links/insecure, metadata/padded-value"
    for name in ("a.md", "b.md"):
        assert re.search(rf"^  {name}: {rules}, score \d+ → \d+$", result.stdout, re.MULTILINE)
    assert (folder / "b.md").read_text() == MENDED


def test_of_many_files_the_first_are_told_and_all_when_asked(folder):
    def fill():
        for number in range(8):
            (folder / f"{number}.md").write_text(POST + "\nSee [the poles](http://github.com/camp/poles).\n")

    fill()
    usual = check(".", "--fix").stdout
    assert "0.md: headings/skipped-level, links/insecure ×2" in usual
    assert "4.md: headings" in usual
    assert "5.md: headings" not in usual
    assert "  and 3 more files; --verbose names them all\n" in usual
    fill()
    assert "7.md: headings/skipped-level, links/insecure ×2" in check(".", "--fix", "-v").stdout
    fill()
    assert (
        "0.md: headings/skipped-level, links/insecure ×2" in check(".", "--fix", "--format", "concise").stderr
    )
    fill()
    check(".", "--fix", "-o", "report.json")
    first = json.loads((folder / "report.json").read_text())["fixed"]["documents"][0]
    assert (first["path"], first["rules"]["links/insecure"]) == ("0.md", 2)


@pytest.mark.parametrize("arguments", [["--fix", "--diff"], ["--diff", "--fix"]])
def test_diff_without_a_branch_is_told_of_show_fixes(folder, arguments):
    (folder / "post.md").write_text(POST)
    result = check("post.md", *arguments)
    assert result.exit_code == 2
    assert "write --show-fixes" in result.stderr
    assert (folder / "post.md").read_text() == POST


def test_the_patch_is_one_that_git_applies_and_writes_nothing(folder):
    git(folder, "init", "-q")
    (folder / "post.md").write_text(POST.rstrip("\n"))
    result = check("post.md", "--show-fixes")
    assert result.exit_code == 1
    assert (folder / "post.md").read_text() == POST.rstrip("\n")
    assert "--fix would mend 3 findings in 1 file" in result.stderr
    git(folder, "apply", "-", stdin=result.stdout)
    assert (folder / "post.md").read_text() == MENDED.rstrip("\n")
    again = check("post.md", "--show-fixes")
    assert (again.exit_code, again.stdout) == (0, "")


def test_a_patch_of_lines_that_end_in_two_characters(folder):
    git(folder, "init", "-q")
    (folder / "post.md").write_bytes(POST.replace("\n", "\r\n").encode())
    result = CliRunner().invoke(main, ["check", "post.md", "--show-fixes"])
    subprocess.run(["git", "apply", "-"], input=result.stdout_bytes, check=True, cwd=folder)
    assert (folder / "post.md").read_bytes() == MENDED.replace("\n", "\r\n").encode()


def test_unsafe_fixes_are_asked_for(folder):
    (folder / "post.md").write_text(
        "# Tents\n\nSome words on tents.\n\n**Poles and pegs**\n\nThey are light.\n"
    )
    assert "1 finding can be fixed with --fix --unsafe-fixes" in check("post.md").stdout
    assert "[unsafe fix]" in check("post.md").stdout
    assert "Nothing was fixed" in check("post.md", "--fix").stdout
    check("post.md", "--fix", "--unsafe-fixes")
    assert "## Poles and pegs" in (folder / "post.md").read_text()


def test_standard_input_becomes_standard_output(folder):
    result = check("-", "--fix", stdin=POST)
    assert result.stdout == MENDED
    assert "Fixed 3 findings in 1 file" in result.stderr
    untouched = "# Tents\n\nText.\n"
    assert check("-", "--fix", stdin=untouched).stdout == untouched
    assert not list(folder.iterdir())


def test_the_report_for_machines_tells_what_was_done(folder):
    (folder / "post.md").write_text(POST)
    arguments = ("post.md", "--ignore", "content/thin", "--format", "json")
    before = json.loads(check(*arguments).stdout)
    assert before["fixed"] is None
    assert before["summary"]["fixable"] == 3
    result = check(*arguments, "--fix")
    after = json.loads(result.stdout)
    assert after["fixed"]["findings"] == 3
    assert after["fixed"]["files"] == ["post.md"]
    assert after["fixed"]["rules"] == {
        "headings/skipped-level": 1,
        "links/insecure": 1,
        "metadata/padded-value": 1,
    }
    assert after["fixed"]["score_before"] == before["summary"]["score"] < after["summary"]["score"]
    assert "Fixed 3 findings" in result.stderr


def test_the_exit_code_is_that_of_what_is_left(folder):
    (folder / "post.md").write_text(POST)
    arguments = ("post.md", "--select", "headings/skipped-level", "--fail-under", 90)
    assert check(*arguments).exit_code == 1
    assert check(*arguments, "--fix").exit_code == 0


def test_only_the_selected_rules_mend(folder):
    (folder / "post.md").write_text(POST)
    check("post.md", "--fix", "--select", "headings")
    assert "## Poles" in (folder / "post.md").read_text()
    assert "http://github.com" in (folder / "post.md").read_text()


def test_what_is_suppressed_stays(folder):
    kept = POST.replace(
        "#### Poles", "<!-- seoaudit-disable-next-line headings/skipped-level -- the card -->\n#### Poles"
    )
    (folder / "post.md").write_text(kept)
    check("post.md", "--fix")
    assert "#### Poles" in (folder / "post.md").read_text()
    assert "https://github.com" in (folder / "post.md").read_text()


@pytest.fixture
def repository(folder):
    git(folder, "init", "-q")
    (folder / "old.md").write_text(POST)
    (folder / "new.md").write_text("# Tents\n\nText.\n\n#### Old\n\nText.\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "before")
    return folder


def test_since_mends_changed_files_only(repository):
    (repository / "new.md").write_text("# Tents\n\nText.\n\n#### Old\n\nText, changed.\n")
    check(".", "--fix", "--since", "HEAD")
    assert (repository / "old.md").read_text() == POST
    assert "## Old" in (repository / "new.md").read_text()


def test_diff_mends_what_the_change_introduces(repository):
    text = (repository / "new.md").read_text() + "\n[New](http://github.com/x)\n"
    (repository / "new.md").write_text(text)
    result = check(".", "--fix", "--diff", "HEAD")
    assert "Fixed 1 finding in 1 file" in result.stdout
    assert (repository / "new.md").read_text() == text.replace("http:", "https:")
    assert (repository / "old.md").read_text() == POST


def test_a_file_that_cannot_be_written_is_named_and_the_run_incomplete(folder):
    (folder / "a.md").write_text(POST)
    (folder / "b.md").write_text(POST)
    (folder / "a.md").chmod(0o444)
    result = check(".", "--fix", "--fail-on", "never", "--fail-under", 0)
    assert result.exit_code == 2
    assert "a.md was not changed: it is read-only" in " ".join(result.stdout.split())
    assert (folder / "a.md").read_text() == POST
    assert (folder / "b.md").read_text() == MENDED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fix", "--show-fixes"], "choose one"),
        (["--unsafe-fixes"], "--unsafe-fixes adds to"),
        (["--fix", "--untrusted"], "--untrusted changes nothing"),
        (["--show-fixes", "--untrusted"], "--untrusted changes nothing"),
        (["--show-fixes", "--format", "json"], "prints a patch"),
        (["--show-fixes", "--output", "out.html"], "prints a patch"),
    ],
)
def test_what_does_not_go_together(folder, arguments, said):
    (folder / "post.md").write_text(POST)
    result = check("post.md", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert (folder / "post.md").read_text() == POST


def test_a_mended_file_keeps_mode_mark_and_ends_of_lines(folder):
    data = b"\xef\xbb\xbf" + POST.replace("\n", "\r\n").encode()
    (folder / "post.md").write_bytes(data)
    (folder / "post.md").chmod(0o600)
    check("post.md", "--fix")
    assert (folder / "post.md").read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()
    assert (folder / "post.md").stat().st_mode & 0o777 == 0o600


def test_sarif_and_rdjson_carry_the_edits(folder):
    (folder / "post.md").write_text(
        "# Tents\n\nä [the code](http://github.com/camp/tents)\n\n#### Poles\n\nText.\n"
    )
    run = json.loads(check("post.md", "--format", "sarif").stdout)["runs"][0]
    fixes = {each["ruleId"]: each["fixes"][0] for each in run["results"] if "fixes" in each}
    (replacement,) = fixes["links/insecure"]["artifactChanges"][0]["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 3, "startColumn": 14, "endLine": 3, "endColumn": 42},
        "insertedContent": {"text": "https://github.com/camp/tents"},
    }
    found = json.loads(check("post.md", "--format", "rdjson").stdout)["diagnostics"]
    suggestions = {each["code"]["value"]: each["suggestions"] for each in found if "suggestions" in each}
    assert suggestions["links/insecure"] == [
        {
            "range": {"start": {"line": 3, "column": 15}, "end": {"line": 3, "column": 43}},
            "text": "https://github.com/camp/tents",
        }
    ]
    assert suggestions["headings/skipped-level"][0]["text"] == "##"


PAGE = (Path(__file__).parents[2] / "docs/fixes.md").read_text(encoding="utf-8")


def block(kind):
    return re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_example_in_the_documentation_is_what_happens(folder):
    (folder / "post.md").write_text(block("markdown"))
    assert check("post.md", "--show-fixes").stdout == block("diff")


def test_the_rule_in_the_documentation_works(folder):
    from seoaudit.audit import run
    from seoaudit.context import Context
    from seoaudit.page import Source
    from seoaudit.parsing import parse

    names = {"__name__": "acme.wording.brand"}
    exec(compile(block("python"), "docs/fixes.md", "exec"), names)
    rule = names["brand"]
    (finding,) = run(rule, parse(Source("a.md", "Our Campkit.", "markdown"), Context())).findings
    assert rule.fixable == finding.applicability == "safe"
    assert finding.edits[0].text == "CampKit"


def test_every_rule_that_can_be_fixed_stands_in_the_documentation():
    missing = [name for name, rule in rules().items() if rule.fixable and f"(rules/{name}.md)" not in PAGE]
    assert not missing


def test_the_hook_mends_and_leaves_the_verdict_to_the_other_hooks(folder):
    (entry,) = [
        each for each in yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
        if each["id"] == "seoaudit-fix"
    ]  # fmt: skip
    (folder / "post.md").write_text(POST)
    _, *arguments = entry["entry"].split()
    result = CliRunner().invoke(main, [*arguments, "post.md"])
    assert result.exit_code == 0
    assert (folder / "post.md").read_text() == MENDED
