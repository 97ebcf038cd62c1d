"""`seoaudit check`, as people and machines call it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main

GOOD = Path(__file__).parents[2] / "examples/blog/content/blog/bike-fitting-signs.md"
WEAK = """---
title: Bikes
---

[click here](#)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path


def check(*arguments, stdin=None):
    return CliRunner().invoke(main, ["check", *map(str, arguments)], input=stdin)


def report(*arguments, stdin=None):
    result = check(*arguments, "--format", "json", stdin=stdin)
    return json.loads(result.stdout), result.exit_code


def test_a_good_post_passes(folder):
    result = check(GOOD, "--site-url", "https://spokeandsaddle.example")
    assert result.exit_code == 0, result.output
    assert "bike-fitting-signs.md" in result.output


def test_a_weak_post_fails_the_gate_and_says_why(folder):
    (folder / "weak.md").write_text(WEAK)
    result = check("weak.md")
    assert result.exit_code == 1
    assert "weak.md scored" in result.output
    assert "weak.md:5:" in result.output


def test_standard_input_with_a_name(folder):
    found, code = report("-", "--stdin-filename", "drafts/page.html", stdin="<p>Text</p>")
    assert found["pages"][0]["path"] == "drafts/page.html"
    assert found["pages"][0]["media"] == "html"
    assert code == 1


def test_a_directory_is_audited_in_a_stable_order(folder):
    for name in ("b.md", "a.md", "sub/c.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(WEAK)
    found, _ = report()
    assert [page["path"] for page in found["pages"]] == ["a.md", "b.md", "sub/c.md"]


def test_json_lines_and_several_outputs_at_once(folder):
    (folder / "weak.md").write_text(WEAK)
    (folder / "out").mkdir()
    result = check(
        "weak.md", "--format", "jsonl", "-o", "out/report.json", "-o", "terminal:out/report.log", "--quiet"
    )
    assert [json.loads(line)["kind"] for line in result.stdout.splitlines()][-1] == "summary"
    assert json.loads((folder / "out/report.json").read_text())["schema_version"] == 1
    assert "weak.md" in (folder / "out/report.log").read_text()
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["report.json", "report.log"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.md"], "no such file"),
        (["weak.md", "--output", "nowhere/out.html"], "no folder nowhere; create it first: mkdir -p nowhere"),
        (["weak.md", "--format", "xml"], "unknown format"),
        (["weak.md", "--output", "report"], "name the format"),
        (["weak.md", "--select", "heading/empty"], "headings/empty"),
        (["weak.md", "--config", "nowhere.toml"], "nowhere.toml"),
        (["weak.md", "--fail-under", "101"], "101"),
    ],
)
def test_what_cannot_be_done_is_exit_2_with_a_remedy(folder, arguments, said):
    (folder / "weak.md").write_text(WEAK)
    result = check(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_thresholds(folder):
    (folder / "weak.md").write_text(WEAK)
    assert check("weak.md", "--fail-under", "0", "--fail-on", "never").exit_code == 0
    assert check("weak.md", "--fail-under", "0", "--fail-on", "warning").exit_code == 1
    assert check("weak.md", "--fail-under", "0", "--fail-on", "never", "--max-warnings", "0").exit_code == 1


def test_select_and_ignore(folder):
    (folder / "weak.md").write_text(WEAK)
    found, _ = report("weak.md", "--select", "links,headings/empty", "--ignore", "links/too-many")
    rules = {result["rule"] for result in found["pages"][0]["results"]}
    assert "headings/empty" in rules
    assert "links/generic-text" in rules
    assert "links/too-many" not in rules


def test_the_keyphrase_can_be_given(folder):
    (folder / "weak.md").write_text(WEAK)
    found, _ = report("weak.md", "--keyphrase", "winter bikes")
    assert found["pages"][0]["facts"]["keyphrase"] == "winter bikes"


def test_the_nearest_keyphrase_wins_and_the_command_line_beats_all(folder):
    (folder / "seoaudit.toml").write_text('keyphrase = "from the file"\n')
    (folder / "own.md").write_text("---\ntitle: Bikes\nkeyphrase: its own\n---\n\nText.\n")
    (folder / "none.md").write_text("---\ntitle: Bikes\n---\n\nText.\n")
    found, _ = report("none.md", "own.md")
    assert [page["facts"]["keyphrase"] for page in found["pages"]] == ["from the file", "its own"]
    found, _ = report("own.md", "--keyphrase", "from the command line")
    assert found["pages"][0]["facts"]["keyphrase"] == "from the command line"


def test_a_profile_can_be_chosen(folder):
    (folder / "weak.md").write_text(WEAK)
    found, _ = report("weak.md", "--profile", "documentation")
    assert not [r for r in found["pages"][0]["results"] if r["rule"] == "cta/missing"]


def test_quiet_says_less_and_verbose_more(folder):
    (folder / "weak.md").write_text(WEAK)
    quiet, normal, verbose = (len(check("weak.md", *flag).output) for flag in (["-q"], [], ["-v"]))
    assert quiet < normal < verbose


def test_one_bad_file_never_stops_the_run(folder):
    (folder / "a.md").write_bytes(b"\x00\x01binary")
    (folder / "b.md").write_text(WEAK)
    (folder / "c.md").write_text('---\ntitle: "open\n---\n\nText.\n')
    (folder / "d.md").write_bytes(b"")
    (folder / "e.md").write_bytes("Caf\xe9 ".encode("latin-1") * 30)
    (folder / "f.md").symlink_to("f.md")
    (folder / "g.html").write_text("<div>" * 10_000 + "deep")
    (folder / "h.md").write_text("> " * 10_000 + "deep")
    found, code = report()
    assert code == 2
    by_name = {page["path"]: page for page in found["pages"]}
    assert len(by_name) == 8
    assert "binary" in by_name["a.md"]["error"]
    assert "cannot be read" in by_name["f.md"]["error"]
    assert all(
        by_name[name]["score"] is not None for name in ("b.md", "c.md", "d.md", "e.md", "g.html", "h.md")
    )
    broken = [
        f for r in by_name["c.md"]["results"] if r["rule"] == "metadata/front-matter" for f in r["findings"]
    ]
    assert broken[0]["location"]["line"] == 2
    assert not [r for page in found["pages"] for r in page["results"] if r["outcome"] == "errored"]


def test_a_file_over_the_limit_is_one_clear_error(folder):
    (folder / "big.md").write_text("word " * 10_000_000)
    found, code = report("big.md")
    assert code == 2
    assert "50.0 MB" in found["pages"][0]["error"]
    assert "max-file-size" in found["pages"][0]["fix"]


def test_settings_in_a_file_hold_below_it(folder):
    (folder / "seoaudit.toml").write_text('fail-under = 0\nfail-on = "never"\nselect = ["headings"]\n')
    (folder / "weak.md").write_text(WEAK)
    assert check("weak.md").exit_code == 0


def test_a_page_has_settings_of_its_own(folder):
    (folder / "a.md").write_text(
        "---\ntitle: Bikes\nseo:\n  keyphrase: winter bikes\n  ignore: [links]\n---\n\nText.\n"
    )
    found, _ = report("a.md")
    page = found["pages"][0]
    assert page["facts"]["keyphrase"] == "winter bikes"
    assert not [r for r in page["results"] if r["rule"].startswith("links/")]


def test_many_files_go_through_a_pool_and_come_out_the_same(folder):
    for number in range(60):
        (folder / f"{number:02}.md").write_text(GOOD.read_text(encoding="utf-8") + f"\n\nNumber {number}.\n")
    (folder / "30.md").write_bytes(b"\x00")
    assert report("--jobs", "2") == report("--jobs", "1")


def run(*arguments, **environment):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    return subprocess.run(
        [sys.executable, "-m", "seoaudit", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_colour_is_for_terminals_unless_asked_for(folder):
    (folder / "weak.md").write_text(WEAK)
    assert "\x1b[" not in run("check", "weak.md").stdout
    assert "\x1b[" in run("check", "weak.md", "--color", "always").stdout
    assert "\x1b[" in run("check", "weak.md", FORCE_COLOR="1").stdout
    assert "\x1b[" not in run("check", "weak.md", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_the_same_input_gives_the_same_bytes(folder):
    (folder / "weak.md").write_text(WEAK)
    first, second = (run("check", "weak.md", "--format", "json", PYTHONHASHSEED=seed).stdout for seed in "12")
    assert first == second


def test_an_output_without_unicode_still_works(folder):
    (folder / "weak.md").write_text(WEAK.replace("Bikes", "Fahrräder"))
    result = run("check", "weak.md", PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    result.stdout.encode("ascii")


def test_a_reader_that_goes_away_is_no_crash(folder):
    (folder / "weak.md").write_text(WEAK)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-m", "seoaudit", "check", "weak.md", "--verbose"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True,
    ) as process:  # fmt: skip
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def test_a_saved_report_can_be_rendered_again(folder):
    (folder / "weak.md").write_text(WEAK)
    first = check("weak.md", "-o", "report.json")
    again = CliRunner().invoke(main, ["report", "report.json"])
    assert (again.exit_code, again.output) == (first.exit_code, first.output)
    assert CliRunner().invoke(main, ["report", "nowhere.json"]).exit_code == 2
    (folder / "broken.json").write_text("{")
    broken = CliRunner().invoke(main, ["report", "broken.json"])
    assert broken.exit_code == 2
    assert "not JSON" in broken.output


def test_one_finding_a_line(folder):
    (folder / "weak.md").write_text(WEAK)
    lines = check("weak.md", "--format", "concise").output.splitlines()
    assert all(
        re.fullmatch(r"weak\.md:\d+:\d+: (error|warning|info) .+ \[[a-z-]+/[a-z0-9-]+\]", line)
        for line in lines
    )
    assert len(lines) > 3


def test_a_selection_of_faults_alone_is_judged_by_them(folder):
    (folder / "weak.md").write_text(WEAK)
    assert check("weak.md", "--select", "links/vague-reference").exit_code == 0
    found, code = report("weak.md", "--select", "promise,headings/generic")
    assert (found["pages"][0]["score"], code) == (100, 0)


def test_version_help_and_completion(folder):
    assert run("--version").stdout.startswith("seoaudit 0.")
    assert "seoaudit check" in run("--help").stdout
    assert "_SEOAUDIT_COMPLETE" in run("completion", "bash").stdout


def test_a_path_in_place_of_a_command_gets_a_hint(folder):
    assert "seoaudit check weak.md" in run("weak.md").stderr


def test_a_misspelt_command_is_recognised():
    result = CliRunner().invoke(main, ["grph"])
    assert result.exit_code == 2
    assert "Did you mean “graph”?" in result.stderr
    assert "Did you mean" not in CliRunner().invoke(main, ["zzzz"]).stderr
