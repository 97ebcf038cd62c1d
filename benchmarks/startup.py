"""What starting costs: CPU time of ``--version`` and of ``check`` of one post, as multiples of a bare interpreter.

    python benchmarks/startup.py [--runs N] [--post FILE]

User and system time of whole processes, medians of runs that take turns, with byte-code caches on and warm:
where PYTHONDONTWRITEBYTECODE is set every import is compiled anew, and this measures nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

POST = Path(__file__).parents[1] / "examples" / "blog" / "content"
#: What the budget allows, in bare interpreters.
BUDGETS = {"--version": 6, "check one post": 12}


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--runs", type=int, default=31)
    arguments.add_argument("--post", type=Path, default=next(iter(sorted(POST.rglob("*.md"))), None))
    options = arguments.parse_args()
    command = [sys.executable, "-c", "from seoaudit.cli import main; main()"]
    commands = {
        "bare interpreter": [sys.executable, "-c", "pass"],
        "--version": [*command, "--version"],
        "check one post": [*command, "check", str(options.post)],
        "check, as JSON": [*command, "check", str(options.post), "--format", "json"],
    }
    figures = measure(commands, options.runs)
    bare = figures["bare interpreter"]
    print(f"CPU time, median of {options.runs} runs\n\n{'':18} {'ms':>7} {'x bare':>7}  budget")
    for name, seconds in figures.items():
        budget = f"<= {BUDGETS[name]}x" if name in BUDGETS else ""
        print(f"{name:18} {seconds * 1000:7.1f} {seconds / bare:7.1f}  {budget}")


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 2):  # the first two fill the caches
        for name, command in commands.items():
            seconds = cpu(command, environment)
            if run >= 2:
                taken[name].append(seconds)
    return {name: median(figures) for name, figures in taken.items()}


def cpu(command: list[str], environment: dict[str, str]) -> float:
    """Return the user and system seconds of one process."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
