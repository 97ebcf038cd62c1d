"""Files of strangers: each attack, and that it would work without the protection."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main, trust
from seoaudit.cli.gate_options import GateOptions
from seoaudit.cli.trust import Trust, confined
from tests.repositories import Tree

ROOT = Path(__file__).parents[2]
WEAK = "---\ntitle: Bikes\n---\n\n[Subscribe now](#)\n"
SECRET = "hunter2 is the password"
LAX = 'fail-under = 0\nfail-on = "never"\n'


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """The branch of a stranger: ``main`` is strict, the branch has a weak post."""
    tree = Tree(tmp_path / "tree", good="---\ntitle: Bikes\n---\n\nText.\n")
    (tree.root / "seoaudit.toml").write_text('fail-under = 0\nfail-on = "error"\n')
    tree.commit()
    tree.git("checkout", "-qb", "stranger")
    tree.write(weak=WEAK)
    monkeypatch.chdir(tree.root)
    monkeypatch.setenv("PYTHONSAFEPATH", "")  # which the program sets, for its children
    return tree


def check(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def python(*arguments, cwd, **environment):
    """Run Python as a build would, with this project installed elsewhere."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    path = os.pathsep.join([str(ROOT), str(ROOT / "rules")])
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env={**plain, "PYTHONPATH": path, **environment},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


PLANTED = ("click", "yaml", "msgspec", "json", "gc", "pyromark", "sitecustomize", "usercustomize")


def plant(folder):
    """Plant modules that leave a marker when they are imported."""
    for name in PLANTED:
        (folder / f"{name}.py").write_text("open('pwned', 'w').close()\n")
    dist = folder / "evil-1.0.egg-info"
    dist.mkdir()
    (dist / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (dist / "entry_points.txt").write_text("[seoaudit.rules]\nevil = click\n[seoaudit.packs]\nevil = click\n")
    return folder / "pwned"


def test_no_module_of_the_working_directory_is_imported(tree):
    marker = plant(tree.root)
    done = python("-m", "seoaudit", "check", "weak.md", cwd=tree.root)
    assert "weak.md" in done.stdout, done.stderr
    assert not marker.exists()
    python("-c", "import click", cwd=tree.root)
    assert marker.exists(), "the trap does not work"


def test_an_untrusted_run_wants_a_safe_python(tree):
    arguments = ("-m", "seoaudit", "check", "weak.md", "--untrusted")
    refused = python(*arguments, cwd=tree.root)
    assert refused.returncode == 2
    assert "PYTHONSAFEPATH" in refused.stderr
    marker = plant(tree.root)
    for done in (
        python("-P", *arguments, cwd=tree.root),
        python(*arguments, cwd=tree.root, PYTHONSAFEPATH="1"),
    ):
        assert "weak.md" in done.stdout, done.stderr
        assert done.returncode == 1
    assert not marker.exists()


def test_an_untrusted_run_refuses_a_path_into_the_tree(tree):
    for inside in (tree.root, tree.root / "lib"):
        path = os.pathsep.join([str(ROOT), str(ROOT / "rules"), str(inside)])
        done = python(
            "-P", "-m", "seoaudit", "check", "weak.md", "--untrusted", cwd=tree.root, PYTHONPATH=path
        )
        assert done.returncode == 2
        assert "PYTHONPATH" in done.stderr


def test_processes_that_share_the_work_are_safe_too(tree):
    check("weak.md", "--untrusted")
    assert os.environ["PYTHONSAFEPATH"] == "1"


@pytest.mark.parametrize(
    ("name", "text"), [("seoaudit.toml", LAX), ("pyproject.toml", f"[tool.seoaudit]\n{LAX}")]
)
def test_configuration_of_the_tree_is_not_read(tree, name, text):
    (tree.root / "seoaudit.toml").unlink()
    (tree.root / name).write_text(text)
    assert check("weak.md").exit_code == 0
    assert check("weak.md", "--untrusted").exit_code == 1


def test_configuration_comes_from_the_ref_that_is_trusted(tree):
    (tree.root / "seoaudit.toml").write_text(LAX)
    (tree.root / "sub").mkdir()
    (tree.root / "sub/seoaudit.toml").write_text(LAX)
    (tree.root / "sub/weak.md").write_text(WEAK)
    result = check("--untrusted", "--config-from", "main")
    assert result.exit_code == 1
    for name in ("weak.md", "sub/weak.md"):
        assert f"{name} fails cta/dead-target" in result.output
    assert "scored" not in result.output.partition("Failed:")[2], "main's threshold is 0"
    assert check("--config-from", "stranger").exit_code == 1, "what is not committed does not count"


def test_a_mistake_in_it_is_reported_with_the_ref(tree):
    (tree.root / "seoaudit.toml").write_text("fail-udner = 1\n")
    tree.commit()
    (tree.root / "seoaudit.toml").unlink()
    result = check("--config-from", "stranger")
    assert result.exit_code == 2
    assert "stranger:seoaudit.toml:1:1" in result.output


def test_a_configuration_can_be_named_at_the_ref_or_outside_of_the_tree(tree, tmp_path):
    tree.git("checkout", "-q", "main")
    (tree.root / "ci.toml").write_text(LAX)
    tree.commit()
    tree.git("checkout", "-q", "stranger")
    (tree.root / "ci.toml").write_text("nonsense")
    assert check("--untrusted", "--config-from", "main", "--config", "ci.toml").exit_code == 0
    refused = check("--untrusted", "--config", "ci.toml")
    assert (refused.exit_code, "not trusted" in refused.output) == (2, True)
    (tmp_path / "outside.toml").write_text(LAX)
    assert check("--untrusted", "--config", tmp_path / "outside.toml").exit_code == 0
    (tree.root / "link.toml").symlink_to(tmp_path / "outside.toml")
    assert check("--untrusted", "--config", "link.toml").exit_code == 2


def test_the_baseline_comes_from_the_ref_that_is_trusted(tree):
    tree.git("checkout", "-q", "main")
    (tree.root / "weak.md").unlink()
    CliRunner().invoke(main, ["baseline"])
    (tree.root / "seoaudit.toml").write_text('baseline = "seoaudit-baseline.json"\n')
    tree.git("add", "seoaudit.toml", "seoaudit-baseline.json")
    tree.git("commit", "-qm", "a baseline")
    tree.git("checkout", "-q", "stranger")
    tree.write(weak=WEAK)
    CliRunner().invoke(main, ["baseline"])  # the stranger writes a new one
    assert check("--baseline", "seoaudit-baseline.json").exit_code == 0
    result = check("--untrusted", "--config-from", "main")
    assert "weak.md fails cta/dead-target (error)" in result.output
    refused = check("--untrusted", "--baseline", "seoaudit-baseline.json")
    assert (refused.exit_code, "not trusted" in refused.output) == (2, True)
    missing = check("--untrusted", "--config-from", "main~1", "--baseline", "seoaudit-baseline.json")
    assert (missing.exit_code, "main~1 has no baseline" in missing.output) == (2, True)


def test_the_tree_is_not_written_to(tree):
    for arguments in (["--untrusted"], ["--config-from", "main"]):
        assert check("--update-baseline", *arguments).exit_code == 2


@pytest.fixture
def outside(tmp_path):
    """A folder beside the tree, with a secret."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text(f"# {SECRET}\n\n# {SECRET}\n")
    return tmp_path / "outside"


def test_a_link_out_of_the_tree_is_not_followed(tree, outside):
    (tree.root / "post.md").symlink_to(outside / "secret.md")
    (tree.root / "docs").symlink_to(outside)
    for path in ("post.md", "docs", "docs/secret.md"):
        assert SECRET in check(path).output
        result = check(path, "--untrusted")
        assert SECRET not in result.output
        assert (result.exit_code, "link out of the tree" in result.output) == (2, True)


def test_a_link_within_the_tree_is_followed(tree):
    (tree.root / "post.md").symlink_to("weak.md")
    assert check("post.md", "--untrusted").exit_code == 1


def test_a_link_to_a_device_does_not_keep_the_run_from_ending(tree):
    for name in (
        ".gitignore",
        "package.json",
        "robots.txt",
        "hugo.toml",
        "_redirects",
        "device.md",
        "static.png",
    ):
        (tree.root / name).symlink_to("/dev/zero")
    (tree.root / "weak.md").write_text(WEAK + "\n![A wheel](static.png) [More](device.md)\n")
    done = python("-P", "-m", "seoaudit", "check", "--untrusted", "--format", "json", cwd=tree.root)
    assert {"good.md", "weak.md"} <= {page["path"] for page in json.loads(done.stdout)["pages"]}


def test_a_report_is_not_written_through_a_link(tree, outside):
    (tree.root / "out").symlink_to(outside)
    refused = check("weak.md", "--untrusted", "-o", "out/report.json")
    assert (refused.exit_code, "link out of the tree" in refused.output) == (2, True)
    assert not (outside / "report.json").exists()
    check("weak.md", "-o", "out/report.json")
    assert (outside / "report.json").exists()
    assert check("weak.md", "--untrusted", "-o", outside / "another.json").exit_code == 1


def test_no_cache_is_read_or_written(tree, monkeypatch):
    for number in range(20):
        tree.write(**{f"post{number}": f"---\ntitle: Post {number}\n---\n\nText {number}.\n"})
    monkeypatch.setenv("SEOAUDIT_CACHE_DIR", str(tree.root / "cache"))
    check("--untrusted")
    assert not (tree.root / "cache").exists()
    check()
    assert (tree.root / "cache").exists()


def test_limits_are_lower(tree, monkeypatch):
    tree.write(large="word " * 300_000)
    assert "more than the limit" not in check("large.md").output
    assert "more than the limit of 1 MB" in check("large.md", "--untrusted").output
    monkeypatch.setattr(trust, "MAX_FILES", 2)
    result = check("--untrusted")
    assert (result.exit_code, "3 files" in result.output) == (2, True)


SLOW = """
import time
from seoaudit.cli import trust
trust.MAX_SECONDS = 0.2
with trust.confined(type("Untrusted", (), {"untrusted": True, "root": None})):
    time.sleep(30)
print("went on")
"""


def test_a_run_that_takes_too_long_is_ended(tmp_path):
    done = python("-c", SLOW, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "took longer" in done.stderr


def test_there_is_no_network(tree):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with (
            confined(Trust(GateOptions(untrusted=True), None)),
            pytest.raises(PermissionError, match="no network"),
        ):
            socket.create_connection(address)
        socket.create_connection(address).close()
