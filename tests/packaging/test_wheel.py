"""The built wheel, installed elsewhere and run: what users get, not what the checkout has."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from seoaudit import __version__
from seoaudit.registry import rules

ROOT = Path(__file__).parents[2]


def run(*command, cwd=None, **environment):
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, env={**os.environ, **environment}, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    built = run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)
    )
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    target = tmp_path_factory.mktemp("site")
    done = run(
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)
    )
    assert done.returncode == 0, done.stderr
    return target


def test_the_wheel_holds_both_packages_and_their_data(wheel):
    assert wheel.name.startswith("seoaudit_linter-")
    names = set(zipfile.ZipFile(wheel).namelist())
    checkout = {
        path.relative_to(base).as_posix()
        for base, package in ((ROOT, "seoaudit"), (ROOT / "rules", "seoaudit_rules"))
        for path in (base / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert checkout <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "rules/"))]


def test_the_installed_wheel_audits_a_post(installed, tmp_path):
    (tmp_path / "post.md").write_text("---\ntitle: Bikes\n---\n\nWe mend bikes.\n")
    result = run(
        sys.executable,
        "-m",
        "seoaudit",
        "check",
        "post.md",
        "--format",
        "json",
        cwd=tmp_path,
        PYTHONPATH=str(installed),
    )
    assert result.returncode == 1, result.stderr
    report = json.loads(result.stdout)
    assert report["tool"]["version"] == __version__
    assert {r["rule"] for r in report["pages"][0]["results"]} == {
        r.id for r in rules().values() if r.default and r.scope == "page"
    }


def test_the_installed_wheel_runs_its_own_code(installed, tmp_path):
    where = run(
        sys.executable, "-c", "import seoaudit, seoaudit_rules; print(seoaudit.__file__, seoaudit_rules.__file__)",
        cwd=tmp_path, PYTHONPATH=str(installed),
    )  # fmt: skip
    assert where.stdout.count(str(installed)) == 2
