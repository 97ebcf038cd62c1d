"""Where teams work: every example of docs/ci.md is run, or read by the schema of the service that reads it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/ci.md"
BIN = Path(sys.executable).parent
#: Posts that pass, and one that fails.
GOOD = ("prices.md", "book.md")
WEAK = "---\ntitle: Bikes\n---\n\nWe mend bikes. [Click here](#).\n"


def blocks(language):
    return re.findall(
        rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def files():
    """The YAML examples by the file that their first line names."""
    return {text.partition("\n")[0].removeprefix("# "): text for text in blocks("yaml")}


def execute(*command, cwd, check=True, **environment):
    return subprocess.run(
        [str(each) for each in command], cwd=cwd, check=check, capture_output=True, text=True,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull,
             "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
             "GIT_COMMITTER_EMAIL": "a@example.org", **environment},
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path):
    """A clone of a blog: its ``origin/main`` has weak posts, and one has been added to the working tree."""
    folder = tmp_path / "blog"
    (folder / "content").mkdir(parents=True)
    for name in GOOD:
        shutil.copy(ROOT / "examples/blog/content" / name, folder / "content")
    (folder / "content/weak.md").write_text(WEAK)
    execute("git", "init", "-q", "-b", "main", cwd=folder)
    execute("git", "add", ".", cwd=folder)
    execute("git", "commit", "-qm", "posts", cwd=folder)
    execute("git", "clone", "-q", "--bare", folder, tmp_path / "origin.git", cwd=tmp_path)
    execute("git", "remote", "add", "origin", tmp_path / "origin.git", cwd=folder)
    execute("git", "fetch", "-q", "origin", cwd=folder)
    return folder


def seoaudit(*arguments, cwd, **environment):
    return execute("seoaudit", *arguments, cwd=cwd, check=False, **environment)


# The page


def test_the_commands_work_one_after_the_other(repository):
    """As somebody would type them who adopts seoaudit on a blog whose posts fail."""
    assert seoaudit("check", "content/", cwd=repository).returncode == 1
    for commands in blocks("sh"):
        done = execute("bash", "-euo", "pipefail", "-c", commands, cwd=repository, check=False)
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
    made = {path.name for path in repository.iterdir()}
    assert made >= {"report.html", "seoaudit-baseline.json", "seoaudit.xml", "seoaudit.sarif", "badge.svg"}


def test_the_baseline_lets_old_faults_pass_and_new_ones_fail(repository):
    seoaudit("baseline", "content/", cwd=repository)
    check = ("check", "content/", "--baseline", "seoaudit-baseline.json")
    assert seoaudit(*check, cwd=repository).returncode == 0
    (repository / "content/weak.md").write_text(WEAK + "\n[Read more](#) of it.\n")
    assert seoaudit(*check, cwd=repository).returncode == 1


@pytest.mark.parametrize("settings", blocks("toml"))
def test_the_settings_are_such_as_there_are(repository, settings):
    seoaudit("baseline", "content/", cwd=repository)
    (repository / "seoaudit.toml").write_text(settings)
    done = seoaudit("config", "content/weak.md", cwd=repository)
    assert done.returncode == 0, done.stderr
    assert "seoaudit.toml" in done.stdout


def by_schema(name, file):
    done = execute(
        "check-jsonschema", "--builtin-schema", f"vendor.{name}", file, cwd=file.parent, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", [name for name in files() if name.startswith(".github/")])
def test_the_workflows_are_such_as_github_takes(tmp_path, name):
    file = tmp_path / Path(name).name
    file.write_text(files()[name])
    by_schema("github-workflows", file)
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    for job in yaml.safe_load(file.read_text())["jobs"].values():
        ours = [step for step in job["steps"] if step.get("uses", "").startswith("OWNER/seoaudit@")]
        assert ours
        for step in ours:
            assert set(step["with"]) <= set(action["inputs"])
        used = set(re.findall(rf"steps\.{ours[0]['id']}\.outputs\.(\w+)", file.read_text()))
        assert used <= set(action["outputs"])


def test_the_pipeline_is_such_as_gitlab_takes(tmp_path):
    file = tmp_path / "gitlab-ci.yml"
    file.write_text(files()[".gitlab-ci.yml"])
    by_schema("gitlab-ci", file)
    example = yaml.safe_load(file.read_text())
    assert [each["file"] for each in example["include"]] == ["ci/gitlab.yml"]
    assert (ROOT / "ci/gitlab.yml").exists()
    template = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text())
    assert set(example["variables"]) <= set(template["seoaudit"]["variables"])


def test_every_input_and_output_of_the_action_is_described():
    action, page = yaml.safe_load((ROOT / "action.yml").read_text()), PAGE.read_text(encoding="utf-8")
    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}`" in page


# pre-commit


def test_the_hooks_are_such_as_pre_commit_takes():
    execute("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml", cwd=ROOT)


@pytest.mark.parametrize("hook", ["seoaudit", "seoaudit-site"])
def test_a_hook_stops_a_commit_with_a_weak_post(repository, hook):
    """With the hook as the manifest has it, but for its environment: this one takes the place of a fresh install."""
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (entry,) = [each for each in manifest if each["id"] == hook]
    example = yaml.safe_load(files()[".pre-commit-config.yaml"])
    (asked,) = example["repos"][0]["hooks"]
    local = {**entry, **asked, "id": hook, "language": "system"}
    (repository / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]})
    )
    (repository / "README.md").write_text("Bikes\n")
    cache = {"PRE_COMMIT_HOME": str(repository.parent / "cache")}
    execute("pre-commit", "validate-config", cwd=repository, **cache)
    execute("git", "add", ".", cwd=repository)
    failed = execute("pre-commit", "run", "--all-files", cwd=repository, check=False, **cache)
    assert failed.returncode == 1
    assert "content/weak.md fails cta/dead-target (error)" in failed.stdout
    assert "README.md" not in failed.stdout
    (repository / "content/weak.md").unlink()
    execute("git", "add", ".", cwd=repository)
    assert execute("pre-commit", "run", "--all-files", cwd=repository, **cache).returncode == 0


# The action


SCRIPT = ROOT / "ci/github-action.sh"


def test_the_action_is_such_as_github_takes_and_writes_nothing_of_the_event_into_a_script():
    by_schema("github-actions", ROOT / "action.yml")
    for step in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]:
        assert "${{" not in step["run"]
    assert "${{" not in SCRIPT.read_text()


@pytest.fixture
def runner(repository):
    """Runs the action's second step in the repository as GitHub's runner does, in the environment of the tests."""
    place = repository.parent
    temporary = place / "runner"
    temporary.mkdir()
    (temporary / "seoaudit-home").symlink_to(BIN.parent)

    def run(*, environment=None, **inputs):
        given = {
            "PATHS": "content",
            "ARGUMENTS": "",
            "WORKING_DIRECTORY": ".",
            "UNTRUSTED": "auto",
            "FORK": "false",
        }
        output, summary = place / "output", place / "summary"
        output.write_text("")
        done = execute(
            "bash", SCRIPT, "check", cwd=repository, check=False, RUNNER_TEMP=str(temporary),
            GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary), SEOAUDIT_SOURCE=str(ROOT),
            **{f"SEOAUDIT_{name}": value for name, value in {**given, **inputs}.items()}, **(environment or {}),
        )  # fmt: skip
        outputs = dict(line.partition("=")[::2] for line in output.read_text().splitlines())
        return done, outputs

    return run


def test_the_action_annotates_sums_up_and_tells_its_outputs(runner, repository):
    done, outputs = runner()
    assert done.returncode == 1, done.stderr
    assert "::error file=content/weak.md,line=5" in done.stdout
    assert outputs["passed"] == "false"
    assert 0 < int(outputs["score"]) < 100
    assert outputs["grade"] in "ABCDF"
    for name in ("json", "html", "markdown", "sarif"):
        assert Path(outputs[name]).stat().st_size > 100
    assert "## seoaudit: failed" in (repository.parent / "summary").read_text()


def test_its_inputs_are_lines_not_words_for_the_shell(runner, repository):
    (repository / "my posts").mkdir()
    shutil.move(repository / "content/book.md", repository / "my posts")
    done, outputs = runner(PATHS="my posts\n", ARGUMENTS="--fail-on=never\n--fail-under=0\n")
    assert (done.returncode, outputs["passed"]) == (0, "true")
    done, outputs = runner(ARGUMENTS="$(touch planted); `touch planted`")
    assert (done.returncode, outputs) == (2, {})
    assert not (repository / "planted").exists()


def test_modules_that_lie_in_the_workspace_are_not_imported(runner, repository):
    for name in ("json", "click", "msgspec", "venv", "pip", "seoaudit", "sitecustomize"):
        (repository / f"{name}.py").write_text("raise SystemExit('planted')\n")
    done, outputs = runner(PATHS="content")
    assert (done.returncode, outputs["passed"]) == (1, "false")


def test_of_a_fork_the_settings_are_those_of_the_target_branch(runner, repository):
    (repository / "seoaudit.toml").write_text('fail-under = 0\nfail-on = "never"\n')
    trusting, _ = runner()
    assert trusting.returncode == 0
    of_a_fork, outputs = runner(FORK="true", environment={"GITHUB_BASE_REF": "main"})
    assert (of_a_fork.returncode, outputs["passed"]) == (1, "false")
    assert runner(FORK="true", UNTRUSTED="never")[0].returncode == 0
    assert runner(UNTRUSTED="always", environment={"GITHUB_BASE_REF": "main"})[0].returncode == 1


def test_the_target_branch_is_fetched_where_the_checkout_has_not_got_it(runner, repository):
    execute("git", "update-ref", "-d", "refs/remotes/origin/main", cwd=repository)
    done, outputs = runner(FORK="true", environment={"GITHUB_BASE_REF": "main"})
    assert (done.returncode, outputs["passed"]) == (1, "false")
    done, outputs = runner(FORK="true", environment={"GITHUB_BASE_REF": "gone"})
    assert (done.returncode, outputs) == (2, {})
    assert "::error title=seoaudit::The target branch could not be fetched" in done.stdout


def test_an_input_with_a_typing_error_is_refused(runner):
    done, outputs = runner(UNTRUSTED="yes")
    assert (done.returncode, outputs) == (2, {})


def test_it_is_installed_from_the_action_s_own_checkout_and_isolated_from_the_workspace(tmp_path):
    """Python is recorded here instead of run: what is installed is tested with the wheel."""
    programs, home, log = tmp_path / "bin", tmp_path / "runner/seoaudit-home", tmp_path / "log"
    programs.mkdir()
    stub = programs / "python3"
    stub.write_text(
        f'#!/bin/sh\necho "$PWD: $*" >> {log}\nmkdir -p {home}/bin\n[ -e {home}/bin/python ] || cp "$0" {home}/bin/python\n'
    )
    stub.chmod(0o755)
    (tmp_path / "workspace").mkdir()
    home.parent.mkdir()
    execute(
        "/usr/bin/env", "bash", SCRIPT, "install", cwd=tmp_path / "workspace", RUNNER_TEMP=str(home.parent),
        SEOAUDIT_SOURCE="/the/checkout", PATH=f"{programs}:/usr/bin:/bin",
    )  # fmt: skip
    calls = log.read_text().splitlines()
    assert len(calls) == 3
    assert all(call.startswith(f"{home.parent}: -I ") for call in calls)
    assert calls[-1].endswith(" -m pip install --quiet --disable-pip-version-check /the/checkout")


# GitLab's template


def test_the_template_is_such_as_gitlab_takes():
    by_schema("gitlab-ci", ROOT / "ci/gitlab.yml")


def test_the_job_s_command_writes_the_artifacts_it_names(repository):
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text())["seoaudit"]
    (command,) = job["script"]
    done = execute(
        "bash", "-c", command.replace("/tmp/seoaudit/bin/", ""), cwd=repository, check=False,
        SEOAUDIT_PATHS="content", SEOAUDIT_ARGUMENTS="--fail-under=70 --no-cache",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    named = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert all((repository / name).stat().st_size > 10 for name in named)


def test_it_installs_what_this_repository_is_called():
    text = (ROOT / "ci/gitlab.yml").read_text()
    assert 'name = "seoaudit-linter"' in (ROOT / "pyproject.toml").read_text()
    assert "seoaudit-linter @ git+$SEOAUDIT_REPOSITORY@$SEOAUDIT_REF" in text
    assert "pip install seoaudit" not in text
