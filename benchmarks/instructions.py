"""Machine instructions of a warm audit and of a whole check, for one or several check-outs of the program.

    python benchmarks/instructions.py [TREE ...] [--from FOLDER] [--posts N]

Times on a shared machine differ by a third from one minute to the next; counts of instructions agree to four digits, so
that a change of one per cent can be seen. They are not times: what waits for memory costs more than it counts. Needs
valgrind. Without a TREE the check-out that this script lies in is counted, with several the first one is the measure.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from throughput import generate

HERE = Path(__file__).parents[1]
DRAFT = HERE / "examples" / "blog" / "content" / "_index.md"
#: A process that audits every document so many times, after two rounds that fill the caches.
AUDIT = """
import gc, sys
gc.disable()
from pathlib import Path
from seoaudit.config import Overrides, discover
from seoaudit.engines.page import Document, Plan, audit_document
files = [Path(name) for name in sys.argv[2:]]
plan = Plan(discover(files[0], explicit=None, command_line=Overrides()).for_path(files[0]))
for _ in range(2 + int(sys.argv[1])):
    for file in files:
        audit_document(Document(str(file), file), plan, "2026-01-01", rows=False)
"""
CHECK = "from seoaudit.cli import main; main()"


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("trees", nargs="*", type=Path, default=[HERE])
    arguments.add_argument("--from", dest="folder", type=Path)
    arguments.add_argument("--posts", type=int, default=8)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        files = sorted(options.folder.rglob("*.md"))[: options.posts] if options.folder else []
        for number in range(0 if files else options.posts):
            files.append(Path(temporary, f"{number}.md"))
            files[-1].write_text(generate(number), encoding="utf-8")
        bare = instructions("pass", [], HERE)
        print(f"{'':40} {'warm audit of a post':>22} {'check of one draft':>22} {'x bare':>8}")
        first: tuple[float, float] | None = None
        for tree in options.trees:
            check = ["check", str(DRAFT), "--no-cache"]
            instructions(CHECK, check, tree, counted=False)  # byte code is written
            instructions(AUDIT, ["1", str(files[0])], tree, counted=False)
            figures = warm(files, tree), instructions(CHECK, check, tree)
            first = first or figures
            said = [f"{own:.1f} M ({own / of:.3f})" for own, of in zip(figures, first, strict=True)]
            print(f"{str(tree)[-40:]:40} {said[0]:>22} {said[1]:>22} {figures[1] / bare:8.1f}")


def warm(files: list[Path], tree: Path) -> float:
    """Return the millions of instructions of one audit, start and cold caches subtracted."""
    names = [str(file.resolve()) for file in files]
    once, thrice = (instructions(AUDIT, [rounds, *names], tree) for rounds in ("1", "3"))
    return (thrice - once) / 2 / len(files)


def instructions(code: str, given: list[str], tree: Path, *, counted: bool = True) -> float:
    """Return the millions of instructions that a process with this code takes."""
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    paths = os.pathsep.join([str(tree.resolve()), str(tree.resolve() / "rules")])
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [*(counter if counted else ()), sys.executable, "-c", code, *given],
        cwd=tree,  # which Python looks in first
        env={**environment, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if not counted:
        return 0.0
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    if found is None:
        sys.exit(done.stderr[-2000:])
    return int(found[1].replace(",", "")) / 1e6


if __name__ == "__main__":
    main()
