"""How the whole command grows: CPU and wall time, pages per CPU second and peak memory by number of pages.

    python benchmarks/scale.py [--sizes 100 1000 5000] [--media markdown|html] [--cores N]

Every run is `seoaudit check FOLDER --format jsonl` in a process of its own over generated posts, all different.
Afterwards the largest folder is audited with one process and with two, to see what the second core adds. Peak
memory is that of the largest process; with more than one process each has its own. *Again* is a second run over the
same folder with what the first has kept. ``--plot`` draws it (with matplotlib).
"""

from __future__ import annotations

import argparse
import html
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pyromark
from throughput import generate

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="description" content="{description}"><meta name="viewport" content="width=device-width">
<link rel="canonical" href="https://example.org/{number}/"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/blog/">Blog</a></li></ul></nav></header>
<main><article><h1>{title}</h1>
{content}</article></main>
<footer><p>© 2026 <a href="/privacy/">Privacy</a></p></footer></body></html>
"""


class Run(NamedTuple):
    """What one run took: CPU and wall seconds, and megabytes at the peak."""

    cpu: float
    wall: float
    memory: float


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000])
    arguments.add_argument("--media", choices=["markdown", "html"], default="markdown")
    arguments.add_argument("--cores", type=int, default=2, help="processes of the parallel run; 1: none")
    arguments.add_argument(
        "--plot", type=Path, metavar="FILE", help="draw the growth, such as docs/growth.svg"
    )
    options = arguments.parse_args()
    firsts: dict[int, Run] = {}
    seconds: dict[int, Run] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder, cache = Path(temporary, "site"), Path(temporary, "cache")
        folder.mkdir()
        print(f"{'pages':>6} {'jobs':>5} {'CPU s':>8} {'wall s':>8} {'pages per CPU s':>16} {'peak MB':>8}")
        written = 0
        for size in sorted(options.sizes):
            for number in range(written, size):
                write(folder, number, options.media)
            written = size
            for kept in cache.glob("*"):
                kept.unlink()
            alone = check(folder, 1, cache)
            show(size, "1", alone)
            again = check(folder, 1, cache)
            show(size, "again", again)
            firsts[size], seconds[size] = alone, again
            print(f"{'':6} the second run costs {again.cpu / alone.cpu:.1%} of the first")
        if options.cores > 1:
            alone = check(folder, 1)
            show(written, "1", alone)
            together = check(folder, options.cores)
            show(written, str(options.cores), together)
            print(f"\n{options.cores} processes are {alone.wall / together.wall:.2f} times as fast as one")

    if options.plot:
        plot(firsts, seconds, options.plot)


def plot(firsts: dict[int, Run], seconds: dict[int, Run], file: Path) -> None:
    """Draw CPU time and memory by number of pages, both axes logarithmic, so that linear growth is a straight line."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "seoaudit"
    figure, (time_, memory) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for runs, label in ((firsts, "first run"), (seconds, "second run")):
        time_.loglog(list(runs), [run.cpu for run in runs.values()], marker="o", label=label)
        memory.loglog(list(runs), [run.memory for run in runs.values()], marker="o", label=label)
    memory.axhline(300, color="grey", linestyle=":", label="budget at 10,000")
    for axes, name in ((time_, "CPU seconds"), (memory, "megabytes at the peak")):
        axes.set(xlabel="pages", title=name)
        axes.legend()
    figure.savefig(file, metadata={"Date": None})


def write(folder: Path, number: int, media: str) -> None:
    post = generate(number)
    if media == "markdown":
        (folder / f"{number}.md").write_text(post, encoding="utf-8")
        return
    _, matter, body = post.split("---\n", 2)
    title, description = (
        re.search(rf'^{key}: "?(.*?)"?$', matter, re.MULTILINE) for key in ("title", "description")
    )
    assert title
    assert description
    page = PAGE.format(
        title=html.escape(title[1]),
        description=html.escape(description[1]),
        number=number,
        content=pyromark.Markdown().html(body),
    )
    (folder / f"{number}.html").write_text(page, encoding="utf-8")


def check(folder: Path, jobs: int, cache: Path | None = None) -> Run:
    command = [sys.executable, "-m", "seoaudit", "check", ".", "--format", "jsonl", "--jobs", str(jobs)]
    command += ["--cache-dir", str(cache)] if cache else ["--no-cache"]
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        wall = time.perf_counter() - begin
    memory = usage.ru_maxrss / (1_048_576 if sys.platform == "darwin" else 1024)
    return Run(usage.ru_utime + usage.ru_stime, wall, memory)


def show(pages: int, jobs: str, run: Run) -> None:
    print(f"{pages:6} {jobs:>5} {run.cpu:8.2f} {run.wall:8.2f} {pages / run.cpu:16.0f} {run.memory:8.0f}")


if __name__ == "__main__":
    main()
