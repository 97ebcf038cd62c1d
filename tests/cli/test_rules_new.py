"""`seoaudit rules new` writes files that work; `seoaudit rules test` says which cases do not hold."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli.rules import rules

ROOT = Path(__file__).parents[2]


def run(*arguments):
    return CliRunner().invoke(rules, arguments)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def files_below(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("kind", [(), ("--site",)])
def test_a_new_pack_passes_its_own_tests_and_the_checkers(folder, kind):
    done = run("new", "brand/spelling", "--pack", "acme-style", *kind)
    assert done.exit_code == 0, done.output
    assert files_below(folder) == {
        "acme-style/README.md",
        "acme-style/pyproject.toml",
        "acme-style/src/acme_style/__init__.py",
        "acme-style/src/acme_style/py.typed",
        "acme-style/src/acme_style/brand/__init__.py",
        "acme-style/src/acme_style/brand/spelling.py",
        "acme-style/tests/rules/brand/spelling.md",
        "acme-style/tests/test_rules.py",
    }
    assert "\n  cd acme-style\n" in done.output
    assert max(map(len, done.output.splitlines())) <= 100
    pack = folder / "acme-style"
    for command in (
        ("pytest", "-q", "-p", "no:cacheprovider"),
        ("ruff", "check", "--isolated", "--select", "E,F,I,UP,B", "--line-length", "110", "."),
        ("ruff", "format", "--isolated", "--check", "--line-length", "110", "."),
    ):
        checked = subprocess.run([sys.executable, "-m", *command], cwd=pack, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_one_more_rule_goes_into_the_pack_around_it(folder, monkeypatch):
    run("new", "brand/spelling", "--pack", "acme")
    monkeypatch.chdir(folder / "acme" / "src")
    before = files_below(folder)
    done = run("new", "brand/tone")
    assert done.exit_code == 0, done.output
    added = files_below(folder) - before
    assert added == {"acme/src/acme/brand/tone.py", "acme/tests/rules/brand/tone.md"}


def test_a_rule_of_this_repository_gets_its_files_at_their_places(folder, monkeypatch):
    (folder / "rules" / "seoaudit_rules" / "headings").mkdir(parents=True)
    for name in (
        "rules/seoaudit_rules/__init__.py",
        "rules/seoaudit_rules/headings/__init__.py",
        "docs/generate.py",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("raise SystemExit('this ran')\n")
    monkeypatch.chdir(folder / "docs")
    done = run("new", "headings/no-emoji")
    assert done.exit_code == 0, done.output
    assert (folder / "rules/seoaudit_rules/headings/no_emoji.py").is_file()
    assert (folder / "tests/rules/headings/no-emoji.md").is_file()
    assert "python docs/generate.py" in done.output  # not run: this program is not of that checkout


def test_nothing_is_written_over(folder):
    run("new", "brand/spelling", "--pack", "acme")
    rule = folder / "acme" / "src" / "acme" / "brand" / "spelling.py"
    rule.write_text("mine\n")
    again = run("new", "brand/spelling", "--pack", "acme")
    assert (again.exit_code, rule.read_text()) == (2, "mine\n")
    assert "there is something called acme here already. To add a rule to a pack: cd acme" in again.stderr


def test_a_case_file_that_is_there_is_not_written_over(folder, monkeypatch):
    run("new", "brand/spelling", "--pack", "acme")
    monkeypatch.chdir(folder / "acme")
    cases = folder / "acme" / "tests" / "rules" / "brand" / "tone.md"
    cases.write_text("mine\n")
    done = run("new", "brand/tone")
    assert done.exit_code == 2
    assert "tests/rules/brand/tone.md is there already" in done.stderr
    assert not (folder / "acme" / "src" / "acme" / "brand" / "tone.py").exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Headings/My_Rule", "Did you mean headings/my-rule?"),
        ("my-rule", "For instance headings/my-rule."),
        ("brand:spelling", "For instance brand/spelling."),
        ("brand/a/b", "is no id of a rule"),
        ("headings/too-long", "there is a rule headings/too-long already"),
        ("test/one", "“test” cannot be a category"),
        ("brand/class", "“class” is a word of Python"),
        ("brand/../../x", "is no id of a rule"),
    ],
)
def test_a_name_that_will_not_do_gets_a_suggestion(folder, name, says):
    done = run("new", name, "--pack", "acme")
    assert done.exit_code == 2
    assert says in done.stderr
    assert files_below(folder) == set()


@pytest.mark.parametrize(
    ("pack", "says"),
    [
        ("My Pack", "Did you mean my-pack?"),
        ("../x", "Did you mean x?"),
        ("json", "Python has something called json already"),
        ("seoaudit", "Python has something called seoaudit already"),
    ],
)
def test_a_name_for_a_pack_that_will_not_do_gets_a_suggestion(folder, pack, says):
    done = run("new", "brand/spelling", "--pack", pack)
    assert done.exit_code == 2
    assert says in done.stderr
    assert files_below(folder) == set()


def test_a_folder_of_no_pack_is_refused(folder):
    done = run("new", "brand/spelling")
    assert done.exit_code == 2
    assert "seoaudit rules new brand/spelling --pack NAME" in done.stderr


def test_a_category_that_is_nearly_one_is_pointed_out(folder):
    done = run("new", "heading/emoji", "--pack", "acme")
    assert done.exit_code == 0
    assert "“heading” is a new category; there is one called “headings” already." in done.stderr


CASES = """\
# headings/too-long

## Fires: a heading that is a sentence

```post.md
## What we learned about poles, pegs and guy lines in ten years of camping on windy hills
```

```findings
1:1 the heading has 86 characters, more than 70
```

## Passes: a short one

```post.md
## Poles
```
"""


@pytest.fixture
def cases(folder):
    file = folder / "tests" / "rules" / "too-long.md"
    file.parent.mkdir(parents=True)
    file.write_text(CASES)
    (file.parent / "README.md").write_text("# About these\n")
    return file


def test_cases_that_hold(cases):
    done = run("test")
    assert (done.exit_code, done.output) == (0, "2 cases of 1 rule: all hold\n")
    assert run("test", "-v").output.splitlines()[0] == (
        "tests/rules/too-long.md:3  Fires: a heading that is a sentence  (holds)"
    )


def test_a_case_that_does_not_hold_is_shown_with_what_differs(cases):
    cases.write_text(CASES.replace("86 char", "68 char").replace("## Poles", "## P" + "oles" * 20))
    done = run("test", "tests")
    assert done.exit_code == 1
    assert (
        done.output
        == """\
tests/rules/too-long.md:3  Fires: a heading that is a sentence  (not as expected)
  - 1:1 the heading has 68 characters, more than 70
  + 1:1 the heading has 86 characters, more than 70

tests/rules/too-long.md:13  Passes: a short one  (not as expected)
  the rule fires, where the case wants it to pass
  + 1:1 the heading has 81 characters, more than 70

2 cases of 1 rule: 2 do not hold
"""
    )


def test_a_rule_without_a_case_that_passes_is_not_done(cases):
    cases.write_text(CASES[: CASES.index("## Passes")])
    done = run("test")
    assert done.exit_code == 1
    assert "headings/too-long has no case that passes" in done.output


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# headings/to-long\n", "too-long.md:1: there is no rule “headings/to-long”. Did you mean “headings/too-long”?"),
        ("# headings/too-long\n", "this file has no cases"),
        (CASES.replace("## Passes", "## Holds"), "too-long.md:13: a case begins with Fires, Passes or Does not apply"),
        (CASES.replace("```post.md", "```toml\n[context]\nday = 3\n```\n\n```post.md", 1), "too-long.md:3: a page's context has no “day”"),
        (CASES.replace("```post.md", "```toml\noptions\n```\n\n```post.md", 1), "too-long.md"),
    ],
)  # fmt: skip
def test_a_case_file_that_cannot_be_used_is_named(cases, text, says):
    cases.write_text(text)
    done = run("test")
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (
            "max-character = 30",
            "“headings/too-long” has no option “max-character”. Did you mean “max-characters”?",
        ),
        ("max-characters = 3", "“max-characters” of “headings/too-long” must be"),
    ],
)
def test_a_wrong_option_fails_its_own_case_and_no_other(cases, option, says):
    cases.write_text(CASES.replace("```post.md", f"```toml\n[options]\n{option}\n```\n\n```post.md", 1))
    done = run("test", "-v")
    assert done.exit_code == 1
    assert f"too-long.md:3  Fires: a heading that is a sentence  (not as expected)\n  {says}" in done.output
    assert "(holds)" in done.output


def test_messages_that_differ_in_quotation_marks_alone_are_told_so(cases):
    brand = CASES.replace("# headings/too-long", "# links/generic-text").replace(
        "## What we learned about poles, pegs and guy lines in ten years of camping on windy hills",
        "Our poles are [here](/poles/).",
    )
    cases.write_text(brand.replace("the heading has 86 characters, more than 70", "nothing"))
    (said,) = (line[4:] for line in run("test").output.splitlines() if line.startswith("  + "))
    assert "“here”" in said
    straight = said.partition(" ")[2].replace("“", '"').replace("”", '"')
    cases.write_text(
        brand.replace(
            "1:1 the heading has 86 characters, more than 70", f"{said.partition(' ')[0]} {straight}"
        )
    )
    assert (
        "  they differ in quotation marks: messages here have curly ones, “…” and ’\n" in run("test").output
    )


def test_what_comes_next_fits_a_terminal(folder):
    name = "headings/no-exclamation-marks-in-the-first-heading-of-a-page"
    for line in run("new", name, "--pack", "acme").output.splitlines():
        assert len(line) <= 80 or name in line


def test_no_cases_are_no_success(folder):
    assert run("test").exit_code == 2
    (folder / "empty").mkdir()
    done = run("test", "empty")
    assert done.exit_code == 2
    assert "there are no cases in empty" in done.stderr
    assert "there is no such file or folder" in run("test", "nowhere").stderr


def test_help_names_both(folder):
    text = run("--help").output
    assert re.search(r"^  new +Write the files", text, re.MULTILINE)
    assert re.search(r"^  test +Run the cases", text, re.MULTILINE)
    assert "--format" in text


@pytest.mark.parametrize("kind", [(), ("--site",)])
def test_what_is_written_passes_strict_type_checks(folder, kind):
    run("new", "brand/spelling", "--pack", "acme", *kind)
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--cache-dir", str(ROOT / ".mypy_cache"), "-p", "acme"],
        cwd=folder / "acme" / "src", capture_output=True, text=True,
    )  # fmt: skip
    shutil.rmtree(folder / "acme")
    assert checked.returncode == 0, checked.stdout
