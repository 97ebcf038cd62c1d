"""The example pack, built, installed beside our wheel, and run: what a pack of somebody else can do."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.packaging.installing import build, install, run

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "pack"
CONFIG = """\
packs = ["outdoors"]
profile = "route"

[rules."units/miles-alone"]
within = 2
"""
WALK = """\
---
title: To the tarn above the village
date: 2024-05-01
---

# To the tarn above the village

The path is 12 miles long, or 19 km. It climbs behind the church, and comes down beside the beck.
"""
WELSH = """\
---
title: I ben y mynydd
lang: cy
---

Mae'r llwybr yn hir. Felly cychwynnwch yn gynnar. Hefyd ewch a bwyd gyda chi.
"""


@pytest.fixture(scope="module")
def environment(installed, tmp_path_factory):
    """Return a folder with our wheel and the pack's."""
    project = tmp_path_factory.mktemp("pack") / "outdoors"
    ignored = shutil.ignore_patterns("__pycache__", ".*", "dist")
    shutil.copytree(EXAMPLE, project, ignore=ignored)
    target = tmp_path_factory.mktemp("with-pack") / "site"
    shutil.copytree(installed, target)
    install(build(project, tmp_path_factory.mktemp("dist")), target)
    return target


@pytest.fixture
def seoaudit(environment, tmp_path):
    (tmp_path / ".git").mkdir()

    def call(*arguments):
        return run(
            sys.executable,
            "-P",
            "-m",
            "seoaudit",
            *arguments,
            cwd=tmp_path,
            PYTHONPATH=str(environment),
            COLUMNS="80",
        )

    return call


def test_rule_fact_option_profile_and_site_rule_take_part(seoaudit, tmp_path):
    (tmp_path / "seoaudit.toml").write_text(CONFIG)
    for name in ("tarn", "ridge"):
        (tmp_path / f"{name}.md").write_text(WALK.replace("tarn", name))
    (tmp_path / "valley.md").write_text(WALK.replace("date: 2024-05-01\n", ""))
    done = seoaudit("check", ".", "--format", "json", "--fail-on", "never", "--fail-under", "0")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["tool"]["packs"] == [
        {"name": "outdoors", "distribution": "outdoors-rules", "version": "1.2.0"}
    ]
    assert report["rules"]["units/miles-alone"]["pack"] == "outdoors"
    assert "pack" not in report["rules"]["headings/too-long"]
    results = {result["rule"]: result for result in report["pages"][0]["results"]}
    (finding,) = results["units/miles-alone"]["findings"]
    assert finding["message"] == "“12 miles” is not said in kilometres"
    assert results["units/few-distances"]["outcome"] == "passed"  # it applies under this profile only
    assert results["units/few-distances"]["value"] > 2
    assert "cta/late" not in results  # which the profile leaves out
    (site,) = report["sites"]
    (undated,) = [result for result in site["results"] if result["rule"] == "routes/undated"]
    assert [finding["path"] for finding in undated["findings"]] == ["valley.md"]


def test_a_language_of_the_pack_is_spoken(seoaudit, tmp_path):
    (tmp_path / "mynydd.md").write_text(
        WELSH + 20 * "\nMae'r llwybr yn hir. Felly cychwynnwch yn gynnar. Hefyd ewch a bwyd gyda chi.\n"
    )
    arguments = (
        "check", "mynydd.md", "--format", "json", "--fail-on", "never", "--fail-under", "0",
        "--select", "readability/transition-words,keywords/in-title",
    )  # fmt: skip
    outcomes = []
    for pack in ((), ("--pack", "outdoors")):
        (page,) = json.loads(seoaudit(*arguments, *pack).stdout)["pages"]
        outcomes.append([result["reason"] for result in page["results"] if "reason" in result])
    assert "no transition words for language 'cy'" in outcomes[0]
    assert "no transition words for language 'cy'" not in outcomes[1]


def test_without_its_name_nothing_of_it_is_there(seoaudit, tmp_path):
    (tmp_path / "tarn.md").write_text(WALK)
    report = json.loads(seoaudit("check", "tarn.md", "--format", "json").stdout)
    assert "packs" not in report["tool"]
    assert not [result for result in report["pages"][0]["results"] if result["rule"].startswith("units/")]
    unknown = seoaudit("check", "tarn.md", "--select", "units")
    assert unknown.returncode == 2
    assert "there is no rule or category “units”" in unknown.stderr


def test_it_is_listed_explained_and_in_the_schema(seoaudit, tmp_path):
    (tmp_path / "seoaudit.toml").write_text('packs = ["outdoors"]\n')
    listed = seoaudit("rules", "units").stdout
    assert "units/miles-alone" in listed
    assert "from outdoors" in listed
    explained = seoaudit("rules", "units/miles-alone").stdout
    assert "Pack        outdoors (outdoors-rules 1.2.0)\n" in explained
    assert "within = 30" in explained
    schema = json.loads(seoaudit("config", "--schema").stdout)
    assert schema["definitions"]["rules"]["properties"]["units/miles-alone"]["properties"]["within"] == {
        "type": "integer",
        "minimum": 1,
        "description": "How many characters later the kilometres may come.",
        "default": 30,
    }


def test_its_cases_run_from_the_command_line_and_from_its_own_tests(seoaudit, environment, tmp_path):
    shutil.copytree(EXAMPLE / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    done = seoaudit("rules", "test", "--pack", "outdoors")
    assert (done.returncode, done.stdout) == (0, "9 cases of 3 rules: all hold\n"), done.stderr
    own = run(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests",
        cwd=tmp_path,
        PYTHONPATH=str(environment),
    )
    assert own.returncode == 0, own.stdout


def test_sarif_names_it(seoaudit, tmp_path):
    (tmp_path / "tarn.md").write_text(WALK)
    (log,) = json.loads(seoaudit("check", "tarn.md", "--pack", "outdoors", "--format", "sarif").stdout)[
        "runs"
    ]
    (extension,) = log["tool"]["extensions"]
    assert (extension["name"], extension["version"]) == ("outdoors-rules", "1.2.0")
    (rule,) = [each for each in log["tool"]["driver"]["rules"] if each["id"] == "units/miles-alone"]
    assert rule["properties"]["pack"] == "outdoors"
