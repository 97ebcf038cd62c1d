"""Pages per CPU second and peak memory, against a floor and peers in the same run.

    python benchmarks/throughput.py [--posts N] [--from FOLDER] [--prototype FOLDER]

Posts are generated (about 1,100 words each, all different) unless a folder of real ones is given. Every
figure is CPU time of this process, and each stage is given as a multiple of the floor (reading the bytes
and parsing the Markdown to HTML with the same parser), because machines differ and ratios last longer.
``--prototype`` names a folder with a ``fast3.py`` whose ``check`` is measured too.

Stages take turns, and of each the quickest round counts, so that a minute in which the machine is busy hurts none more than
another. Garbage is collected as seldom as the command has it (``seoaudit.cli``), and no stage keeps what it made.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pyromark

from seoaudit.cli import OBJECTS_BEFORE_COLLECTION
from seoaudit.config import Overrides, discover
from seoaudit.context import Context
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document
from seoaudit.page import Source
from seoaudit.parsing import parse

T = TypeVar("T")

SUBJECTS = [
    "a garden bed",
    "sourdough bread",
    "an old bicycle",
    "a podcast",
    "winter tyres",
    "a rain barrel",
    "a tent",
    "a newsletter",
]
VERBS = ["check", "clean", "repair", "choose", "measure", "store", "carry", "compare", "replace", "paint"]
REASONS = [
    "because the first year decides how long it lasts",
    "so that nobody has to do it twice",
    "although most guides leave this out",
    "which takes ten minutes and one tool",
    "before the weather turns",
    "and then write the date on a label",
]


def generate(number: int) -> str:
    """Return a post of about 1,100 words that no other number gives."""
    pick = random.Random(number)
    subject = SUBJECTS[number % len(SUBJECTS)]
    lines = [
        "---",
        f'title: "How to look after {subject}, part {number}"',
        f"description: What we learned about {subject} in a year of trying, with a list of tools and the mistakes to avoid.",
        "date: 2026-03-01",
        "tags: [care, repair]",
        "---",
        "",
        f"![Someone at work on {subject}](/images/{number}.webp)",
        "",
    ]
    for section in range(5):
        lines += [f"## Step {section + 1}: {pick.choice(VERBS)} {subject}", ""]
        for _ in range(3):
            sentences = [
                f"You should {pick.choice(VERBS)} {subject} {pick.choice(REASONS)}."
                if pick.random() < 0.5
                else f"It was {pick.choice(VERBS)}ed by our neighbour in {pick.randint(1990, 2026)}, **and it still works** {pick.choice(REASONS)}."
                for _ in range(4)
            ]
            lines += [" ".join(sentences), ""]
        lines += [
            f"- {pick.choice(VERBS).title()} it [every spring](/notes/{pick.randint(1, 99)}/)"
            for _ in range(3)
        ]
        lines += [
            "",
            f"Read [the maker’s page](https://example.org/{pick.randint(1, 99)}) about `part {section}`.",
            "",
        ]
    lines += ["**Want to try it yourself?** [Book a workshop](/book/) today.", ""]
    return "\n".join(lines)


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one run."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def each(action: Callable[[T], object], things: Iterable[T]) -> None:
    """Do something with each thing, and keep nothing of it."""
    for thing in things:
        action(thing)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--posts", type=int, default=500)
    arguments.add_argument("--from", dest="folder", type=Path)
    arguments.add_argument("--prototype", type=Path)
    arguments.add_argument("--rounds", type=int, default=8)
    options = arguments.parse_args()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    with tempfile.TemporaryDirectory() as temporary:
        if options.folder:
            files = sorted(options.folder.rglob("*.md"))[: options.posts]
        else:
            files = []
            for number in range(options.posts):
                file = Path(temporary) / f"{number}.md"
                file.write_text(generate(number), encoding="utf-8")
                files.append(file)
        measure(files, options.rounds, options.prototype)


def measure(files: list[Path], rounds: int, prototype: Path | None) -> None:
    texts = [file.read_text(encoding="utf-8") for file in files]
    words = sum(len(text.split()) for text in texts)
    plan = Plan(discover(files[0], explicit=None, command_line=Overrides()).for_path(files[0]))
    documents = [Document(str(file), file) for file in files]
    markdown = pyromark.Markdown()
    stages: list[tuple[str, Callable[[], object]]] = [
        (
            "floor: read and render",
            lambda: each(lambda file: markdown.html(file.read_text(encoding="utf-8")), files),
        ),
        (
            "parse with positions",
            lambda: each(lambda text: parse(Source("a.md", text, "markdown"), Context()), texts),
        ),
        (
            f"audit, {len(plan.rules)} rules",
            lambda: each(lambda it: audit_document(it, plan, "2026-01-01", rows=False), documents),
        ),
    ]
    if prototype:
        spec = importlib.util.spec_from_file_location("fast3", prototype / "fast3.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        stages.append(("prototype, 20 rules", lambda: each(module.check, texts)))
    taken: dict[str, float] = {}
    for _ in range(rounds + 1):  # in the first one caches are filled, as they are in a long run
        taken = {name: min(taken.get(name, math.inf), cpu(work)) for name, work in stages}
    print(f"{len(files)} posts, {words / len(files):.0f} words each on average; CPU time, best of {rounds}\n")
    print(f"{'stage':28} {'ms/post':>8} {'posts/s':>8} {'x floor':>8}")
    floor = next(iter(taken.values()))
    for name, seconds in taken.items():
        print(
            f"{name:28} {seconds / len(files) * 1000:8.2f} {len(files) / seconds:8.0f} {seconds / floor:8.1f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"\npeak memory of this process: {peak:.0f} MB (it holds all texts)")


if __name__ == "__main__":
    main()
