"""The built wheel, installed elsewhere and run: what users get, not what the checkout has."""

import json
import sys
import zipfile
from pathlib import Path

from seoaudit import __version__
from seoaudit.registry import rules
from tests.packaging.installing import run

ROOT = Path(__file__).parents[2]


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
