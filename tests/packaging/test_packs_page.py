"""What docs/packs.md and CONTRIBUTING.md show is what the example pack has, and their commands do what they say."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from seoaudit.cli.rules_new import GOLDEN

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "pack"
PAGE = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STABILITY = (ROOT / "docs" / "stability.md").read_text(encoding="utf-8")
_BLOCK = r"^( *)(`{{3,}}){language}\n(.*?)^\1\2$"


def blocks(text, language):
    found = re.findall(_BLOCK.format(language=language), text, re.MULTILINE | re.DOTALL)
    return [re.sub(f"^{indent}", "", body, flags=re.MULTILINE) for indent, _, body in found]


@pytest.mark.parametrize("block", blocks(PAGE, "python"), ids=lambda block: block.splitlines()[0])
def test_python_stands_so_in_the_example(block):
    name, _, code = block.partition("\n")
    assert code.strip() in (EXAMPLE / name.removeprefix("# ")).read_text(encoding="utf-8")


def test_cases_stand_so_in_the_example():
    (block,) = blocks(PAGE, "markdown")
    text = (EXAMPLE / "tests/rules/units/miles-alone.md").read_text(encoding="utf-8")
    for case in re.split(r"^(?=## )", block, flags=re.MULTILINE):
        assert case.strip() in text


def test_toml_is_right():
    configuration, options, entry = map(tomllib.loads, blocks(PAGE, "toml"))
    assert configuration == {"packs": ["acme"]}
    assert options["rules"] == {"units/miles-alone": {"within": 60}}
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert entry["project"]["entry-points"] == project["entry-points"]


def test_the_deprecation_of_the_stability_page_works(recwarn):
    (code,) = blocks(STABILITY, "python")
    names = {}
    exec(compile(code, "stability.md", "exec"), names)
    from seoaudit.page import Source
    from seoaudit.parsing import parse

    assert names["shouting"](parse(Source("a.md", "# LOUD\n", "markdown"))) == 1
    assert "use acme.loud_headings" in str(recwarn.pop(DeprecationWarning).message)


@pytest.fixture
def shell(tmp_path):
    """Return a function that runs lines of a page's shell blocks, with this Python's programs first on the path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, arguments in {
        "python": "", "seoaudit": "-P -m seoaudit", "ruff": "-m ruff", "mypy": "-m mypy --cache-dir=/dev/null",
    }.items():  # fmt: skip
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {sys.executable} {arguments} "$@"\n')
        program.chmod(0o755)

    def run(script, cwd, path=""):
        return subprocess.run(
            ["bash", "-euc", script], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": path, "COLUMNS": "100"},
        )  # fmt: skip

    return run


def test_the_first_ten_minutes_of_the_packs_page(shell, tmp_path):
    first, check, ship = blocks(PAGE, "sh")
    create, *others = first.replace("python -m pip install -e .", "").splitlines()
    assert "pip install" in first
    done = shell(create, tmp_path)
    assert done.returncode == 0, done.stderr
    listing = next(block for block in blocks(PAGE, "text") if "pyproject.toml" in block)
    for line in listing.splitlines():
        assert (tmp_path / line.split()[0]).is_file()
    info = tmp_path / "acme" / "src" / "acme-0.1.0.dist-info"  # what the installation would do
    info.mkdir()
    (info / "METADATA").write_text("Name: acme\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text("[seoaudit.packs]\nacme = acme:pack\n")
    path = f"{info.parent}:{ROOT}:{ROOT / 'rules'}"
    tested = shell("\n".join(others), tmp_path, path)
    assert (tested.returncode, tested.stdout) == (0, blocks(PAGE, "text")[0]), tested.stderr
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "post.md").write_text("# Walking!\n\nUp and down.\n")
    checked = shell(check, tmp_path / "acme", path)
    assert checked.returncode in (0, 1), checked.stderr
    assert "python -m build" in ship


@pytest.fixture
def checkout(tmp_path):
    """Return a copy of what a rule of this repository touches."""
    copy = tmp_path / "seoaudit"
    ignored = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis")
    for folder in ("seoaudit", "rules", "docs", "tests/rules", "examples/blog"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    for file in ("pyproject.toml", "README.md", "LICENSE", "tests/conftest.py"):
        shutil.copy(ROOT / file, copy / file)
    return copy


#: Commands of the last step that have tests of their own, or that would try this whole repository.
_NOT_HERE = ("docs/languages.py", "tests/corpus", "mypy ")


def test_a_stranger_can_follow_the_contributing_page(shell, checkout):
    guide, _ = CONTRIBUTING.split("\n## The documentation\n")
    setup, create, test, explain, check, finish, *_ = blocks(guide, "sh")
    assert "pip install -e '.[test]'" in setup
    (code,), (cases,) = blocks(guide, "python"), blocks(guide, "markdown")
    path = f"{checkout}:{checkout / 'rules'}"
    made = shell(create, checkout, path)
    assert made.returncode == 0, made.stderr
    assert "docs/rules/headings/no-emoji.md" in made.stdout
    assert (checkout / "docs/rules/headings/no-emoji.md").is_file()
    (checkout / "rules/seoaudit_rules/headings/no_emoji.py").write_text(code, encoding="utf-8")
    (checkout / "tests/rules/headings/no-emoji.md").write_text(cases, encoding="utf-8")
    tested = shell(test, checkout, path)
    assert (tested.returncode, tested.stdout) == (0, "2 cases of 1 rule: all hold\n"), tested.stderr
    assert "Headings do without emoji." in shell(explain, checkout, path).stdout
    assert shell(check, checkout, path).returncode in (0, 1)
    for command in (each for line in finish.splitlines() for each in line.split(" && ")):
        if not any(name in command for name in _NOT_HERE):
            done = shell(
                command.replace(" rules", " rules/seoaudit_rules/headings/no_emoji.py"), checkout, path
            )
            assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    page = (checkout / "docs/rules/headings/no-emoji.md").read_text(encoding="utf-8")
    assert "Headings do without emoji." in page
    assert "Not measured yet." in page


def test_the_guide_names_what_a_new_rule_may_change():
    """The commands that the test above leaves out are there, and name what exists."""
    for name in ("docs/languages.py", "tests/corpus/test_golden.py", "tests/packaging/test_docs.py"):
        assert name in CONTRIBUTING
        assert (ROOT / name).is_file()
    golden = next(line for line in CONTRIBUTING.splitlines() if line.startswith("UPDATE_GOLDEN"))
    assert golden == GOLDEN
    assert "UPDATE_GOLDEN" in (ROOT / "tests/corpus/test_golden.py").read_text(encoding="utf-8")
