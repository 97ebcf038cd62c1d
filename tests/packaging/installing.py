"""Building wheels and installing them into folders of their own."""

import os
import subprocess
import sys


def run(*command, cwd=None, **environment):
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )


def build(project, folder):
    """Return the wheel of a project."""
    made = run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(project)
    )
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


def install(wheel, target):
    """Install a wheel into a folder, for PYTHONPATH."""
    done = run(
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)
    )
    assert done.returncode == 0, done.stderr
