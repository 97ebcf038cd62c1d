"""What each rule and each fact costs, in CPU milliseconds per page, the dearest first.

    python benchmarks/rule_costs.py FOLDER [--limit N] [--rounds N] [--least MS]

A fact is charged to itself, not to the rule that happened to ask for it first, and without the facts it asks
for in turn; what is left of a rule is what it does alone. Caches are warm: every page is audited once before.
"""

from __future__ import annotations

import argparse
import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import seoaudit.facts.fact as fact_module
from seoaudit.page import Page


class Costs:
    """Seconds by name, each without what was measured inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inside = [0.0]

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        self._inside.append(0.0)
        begin = perf_counter()
        try:
            yield
        finally:
            whole = perf_counter() - begin
            self.seconds[name] += whole - self._inside.pop()
            self._inside[-1] += whole


T = TypeVar("T")
COSTS = Costs()
plain_fact = fact_module.fact


def measured_fact(measure: Callable[[Page], T]) -> Callable[[Page], T]:
    @wraps(measure)
    def timed(page: Page) -> T:
        with COSTS.of(f"fact  {measure.__name__}"):
            return measure(page)

    return plain_fact(timed)


# Before any other module of the engine is imported, so that every fact is measured, those of rule packs too.
fact_module.fact = measured_fact

from seoaudit.assemble import page_report  # noqa: E402
from seoaudit.audit import audit as judged  # noqa: E402
from seoaudit.cli import OBJECTS_BEFORE_COLLECTION  # noqa: E402
from seoaudit.config import Overrides, discover  # noqa: E402
from seoaudit.context import Context  # noqa: E402
from seoaudit.engines.page import Plan  # noqa: E402
from seoaudit.page import Source  # noqa: E402
from seoaudit.parsing import media_of, parse  # noqa: E402
from seoaudit.scoring import score  # noqa: E402
from seoaudit.sources.decode import decode  # noqa: E402
from seoaudit.sources.files import Globs, find  # noqa: E402


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--limit", type=int, default=200, help="pages")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--least", type=float, default=0.005, help="leave out what costs less (ms)")
    options = arguments.parse_args()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    files = [found.path for found in find([options.folder], lambda root: Globs(root.absolute()))][
        : options.limit
    ]
    plan = Plan(
        discover(options.folder, explicit=None, command_line=Overrides(select=("all",))).for_path(files[0])
    )
    for _ in range(options.rounds + 1):
        before, COSTS.seconds = COSTS.seconds, defaultdict(float)
        for file in files:
            audit(file, plan)
        if before and sum(before.values()) < sum(COSTS.seconds.values()):
            COSTS.seconds = before  # the quicker round is the truer one
    print(f"{len(files)} pages, ms per page, best of {options.rounds + 1} rounds\n")
    total = 0.0
    for name, seconds in sorted(COSTS.seconds.items(), key=lambda item: -item[1]):
        cost = seconds / len(files) * 1000
        total += cost
        if cost >= options.least:
            print(f"{cost:8.3f}  {name}")
    print(f"{total:8.3f}  all")


def audit(file: Path, plan: Plan) -> None:
    media = media_of(file.name) or "markdown"
    with COSTS.of("stage read and decode"):
        text, encoding, problems = decode(file.read_bytes(), media)
    with COSTS.of("stage parse"):
        page = parse(Source(file.name, text, media, encoding), Context(today="2026-01-01"), problems)
    results = []
    for rule in plan.ready:
        with COSTS.of(f"rule  {rule.id}"):
            results += judged(page, (rule,))
    with COSTS.of("stage score and report"):
        page_report(page, results, score(results, plan.scale), plan.by_id, {})
    page.memo.clear()  # as the engine does


if __name__ == "__main__":
    main()
