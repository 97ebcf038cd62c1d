"""How often each rule fires on real posts, with samples, and whether the score tells good from weak.

    python benchmarks/fire_rates.py GOOD_FOLDER... [--weak FOLDER]... [--samples N] [--rule ID]... [--limit N]

For every rule: the share of pages on which it applies and on which it fires, and the mean points it costs there. With
``--weak`` also the distribution of scores on both sides and the AUC (the chance that a good post, picked at random,
scores above a weak one). With ``--rule`` the findings are printed, to be read one by one.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean, quantiles

from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.run import run
from seoaudit.parsing import media_of
from seoaudit.registry import rules
from seoaudit.report.page import PageReport
from seoaudit.sources.files import Globs, find


def audit_folders(folders: Iterable[Path], limit: int, least_words: int) -> list[PageReport]:
    settings = discover(Path(), explicit=None, command_line=Overrides(select=("all",))).for_path(Path())
    pages: list[PageReport] = []
    for folder in folders:
        files = [f.path for f in find([folder], lambda root: Globs(root.absolute())) if media_of(f.name)]
        random.Random(7).shuffle(files)
        documents = [Document(str(file), file) for file in sorted(files[:limit])]
        audited = list(run(documents, [settings] * len(documents), "2026-11-22").pages)
        for page in audited:
            if page.error:
                print(f"error: {page.path}: {page.error}")
        kept = [p for p in audited if p.facts.words >= least_words]
        scores = [p.score for p in kept if p.score is not None]
        if scores:
            print(f"{folder}: {len(kept)} pages, mean score {mean(scores):.1f}, {_deciles(scores)}")
        pages += kept
    return pages


def _deciles(scores: Sequence[float]) -> str:
    if len(scores) < 2:
        return ""
    cuts = quantiles(scores, n=10)
    return "deciles " + " ".join(f"{cut:.0f}" for cut in cuts)


def auc(good: Sequence[float], weak: Sequence[float]) -> float:
    wins = sum((g > w) + 0.5 * (g == w) for g in good for w in weak)
    return wins / (len(good) * len(weak))


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--weak", action="append", type=Path, default=[])
    arguments.add_argument("--samples", type=int, default=10)
    arguments.add_argument("--rule", action="append", default=[])
    arguments.add_argument("--limit", type=int, default=200, help="pages per folder")
    arguments.add_argument("--write", type=Path, help="write the rates as JSON, for docs/generate.py")
    arguments.add_argument("--least-words", type=int, default=0, help="leave shorter pages out")
    options = arguments.parse_args()
    pages = audit_folders(options.folders, options.limit, options.least_words)
    if options.rule:
        for rule in options.rule:
            _samples(pages, rule, options.samples)
        return
    _table(pages)
    if options.write:
        _write(pages, len(options.folders), options.write)
    if options.weak:
        weak = [p.score for p in audit_folders(options.weak, options.limit, 0) if p.score is not None]
        good = [p.score for p in pages if p.score is not None]
        print(f"\nAUC of good over weak: {auc(good, weak):.3f} ({len(good)} against {len(weak)} pages)")


def _write(pages: Sequence[PageReport], sites: int, file: Path) -> None:
    rates = {}
    for rule in rules():
        outcomes = [r.outcome for page in pages for r in page.results if r.rule == rule]
        judged = sum(outcome in ("passed", "failed") for outcome in outcomes)
        rates[rule] = {
            "applies": round(judged / len(pages), 4),
            "fires": round(outcomes.count("failed") / len(pages), 4),
        }
    file.write_text(
        json.dumps({"pages": len(pages), "sites": sites, "rules": rates}, indent=1) + "\n", encoding="utf-8"
    )


def _table(pages: Sequence[PageReport]) -> None:
    applied: dict[str, int] = defaultdict(int)
    fired: dict[str, int] = defaultdict(int)
    lost: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        for result in page.results:
            applied[result.rule] += result.outcome in ("passed", "failed")
            if result.outcome == "failed":
                fired[result.rule] += 1
                lost[result.rule].append(result.lost)
            elif result.outcome == "errored":
                print(f"errored: {page.path}: {result.rule}: {result.reason}")
    print(f"\n{len(pages)} pages\n\n{'rule':32} {'severity':9} {'applies':>8} {'fires':>7} {'points':>7}")
    for rule in rules().values():
        points = mean(lost[rule.id]) if lost[rule.id] else 0.0
        print(
            f"{rule.id:32} {rule.severity:9} {applied[rule.id] / len(pages):8.0%} {fired[rule.id] / len(pages):7.1%} {points:7.2f}"
        )


def _samples(pages: Sequence[PageReport], rule: str, count: int) -> None:
    found = [(p.path, f) for p in pages for r in p.results if r.rule == rule for f in r.findings]
    random.Random(3).shuffle(found)
    print(f"\n== {rule}: {len(found)} findings")
    for path, finding in found[:count]:
        print(
            f"{path}:{finding.location.line}:{finding.location.column} {finding.message}\n    {finding.excerpt}"
        )


if __name__ == "__main__":
    main()
