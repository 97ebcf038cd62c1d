"""Packs on the command line: named in a configuration or by --pack, in worker processes, caches, and never from strangers."""

import json
import os
import subprocess
import sys

import pytest

from tests import packs
from tests.repositories import Tree

TEXT = "# Camping\n\nPitch the tent!\n"


@pytest.fixture
def installed(tmp_path):
    return packs.put(tmp_path / "installed", "quiet", packs.rule() + packs.PACK)


@pytest.fixture
def run(tmp_path, installed):
    def call(*arguments, cwd=None, **environment):
        paths = {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-P", "-m", "seoaudit", *arguments],
            capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd or tmp_path / "site",
            env={**os.environ, **paths, **environment},
        )  # fmt: skip

    (tmp_path / "site" / ".git").mkdir(parents=True)
    return call


def write(tmp_path, count=1, config='packs = ["quiet"]\n'):
    site = tmp_path / "site"
    (site / "seoaudit.toml").write_text(config)
    for number in range(count):
        (site / f"post{number}.md").write_text(f"---\ntitle: Post {number}\n---\n\n{TEXT}")


def said(done):
    """Return what the pack's rule said, by page."""
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout, done.stderr
    return {
        page["path"]: [finding["message"] for finding in result["findings"]]
        for page in json.loads(done.stdout)["pages"]
        for result in page["results"]
        if result["rule"] == "loud/marks" and "findings" in result
    }


def test_a_configuration_names_a_pack(run, tmp_path):
    write(tmp_path)
    assert said(run("check", ".", "--format", "json")) == {"post0.md": ["it shouts"]}
    write(tmp_path, config='packs = ["quiet"]\n[rules."loud/marks"]\nmarks = 1\n')
    assert said(run("check", ".", "--format", "json")) == {}


def test_a_pack_that_is_not_there_is_refused_at_its_place(run, tmp_path):
    write(tmp_path, config='fail-under = 50\npacks = ["quite"]\n')
    done = run("check", ".")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "seoaudit.toml:2:10: there is no pack “quite” where seoaudit is installed ("
    )
    assert done.stderr.endswith("Did you mean “quiet”?\n")


def test_a_pack_that_breaks_ends_the_run_with_its_name_and_no_traceback(run, tmp_path, installed):
    (installed / "quiet.py").write_text("\nimport nowhere\n")
    write(tmp_path, config="")
    for command in (("check", "."), ("rules",), ("config",), ("rules", "test", ".")):
        done = run(*command, "--pack", "quiet")
        assert done.returncode == 2
        assert "the pack “quiet” (quiet-rules 1.0) cannot be loaded: " in done.stderr
        assert "quiet.py:2: ModuleNotFoundError: No module named 'nowhere'" in done.stderr
        assert "Traceback" not in done.stderr


def test_worker_processes_have_the_packs_too(run, tmp_path):
    write(tmp_path, 45)
    found = said(run("check", ".", "--format", "json", "--jobs", "2", "--no-cache"))
    assert found == {f"post{number}.md": ["it shouts"] for number in range(45)}


def test_what_is_kept_of_another_pack_or_version_is_not_used(run, tmp_path, installed):
    write(tmp_path, 8)
    shouting = {f"post{number}.md": ["it shouts"] for number in range(8)}
    assert said(run("check", ".", "--format", "json")) == shouting
    assert said(run("check", ".", "--format", "json")) == shouting
    (installed / "quiet.py").write_text(packs.rule(says="hush, please") + packs.PACK)
    assert said(run("check", ".", "--format", "json")) == {path: ["hush, please"] for path in shouting}
    write(tmp_path, 8, config="")
    assert said(run("check", ".", "--format", "json")) == {}


def test_no_stranger_names_a_pack(run, tmp_path):
    tree = Tree(tmp_path / "tree", post=TEXT)
    (tree.root / "seoaudit.toml").write_text('packs = ["quiet"]\n')
    assert said(run("check", ".", "--format", "json", cwd=tree.root)) == {"post.md": ["it shouts"]}
    assert said(run("check", ".", "--format", "json", "--untrusted", cwd=tree.root)) == {}
    arguments = ("check", ".", "--format", "json", "--untrusted", "--config-from", "main")
    assert said(run(*arguments, cwd=tree.root)) == {}
    tree.commit()
    assert said(run(*arguments, cwd=tree.root)) == {"post.md": ["it shouts"]}


def test_a_pack_that_lies_in_the_tree_of_a_stranger_is_not_run(run, tmp_path):
    """As an editable install whose finder is no entry of the path would have it."""
    tree = Tree(tmp_path / "tree", post=TEXT)
    (tree.root / "quiet.py").write_text("raise SystemExit('this ran')\n" + packs.rule() + packs.PACK)
    (tmp_path / "installed" / "quiet.py").unlink()
    finder = f"""
import sys
from importlib.util import spec_from_file_location
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return spec_from_file_location(name, {str(tree.root / "quiet.py")!r}) if name == "quiet" else None
sys.meta_path.append(Finder)
from seoaudit.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", finder, "check", ".", "--untrusted", "--pack", "quiet"],
        capture_output=True, text=True, check=False, cwd=tree.root,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
    )  # fmt: skip
    assert done.returncode == 2
    assert "lies in the tree that is not trusted" in done.stderr
    assert "this ran" not in done.stderr


def test_without_packs_nobody_looks_for_any(run, tmp_path):
    write(tmp_path, config="")
    script = """
import sys
from seoaudit.cli import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write(" ".join(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, "check", "post0.md"],
        cwd=tmp_path / "site", capture_output=True, text=True, check=False,
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert "seoaudit.registry" in loaded
    assert not {"importlib.metadata", "seoaudit.pack_entry_points"} & loaded


def test_shells_complete_rules_profiles_and_packs(run, tmp_path):
    write(tmp_path)

    def offered(line):
        words = line.split(" ")
        answer = run(
            _SEOAUDIT_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
        ).stdout
        return [each.partition(",")[2] for each in answer.splitlines()]

    assert offered("seoaudit rules lou") == ["loud", "loud/marks"]
    assert offered("seoaudit rules n") == ["new"]
    assert offered("seoaudit check --profile l") == ["landing"]
    assert offered("seoaudit check --pack q") == ["quiet"]
    assert offered("seoaudit check --select headings,loud/") == ["headings,loud/marks"]
