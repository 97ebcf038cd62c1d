"""How well near-duplicates are told apart: `python benchmarks/near_duplicates.py CASES_DIR MIRRORS_DIR`.

CASES_DIR holds `near_duplicates.jsonl.gz`: pairs of posts with the Jaccard similarity of their shingles of five words,
counted by another tokenizer, and a label (*duplicate*, *near*, *related*, *different*). MIRRORS_DIR holds the posts: a
git directory `owner+name/repo` for each repository. What is missing is skipped.

Printed: how far our estimate lies from the labelled similarity; by label, how many pairs `content/duplicate` or
`content/near-duplicate` would report and how many of those with at least nine tenths in common meet in a band; and
the gap between the least similar duplicate and the most similar pair of different posts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import mean, median
from typing import Any

from seoaudit.page import Source
from seoaudit.parsing import parse
from seoaudit.site.page_row import page_row
from seoaudit.site.rows import PageRow
from seoaudit.site.signatures import bands, similarity

REPOSITORIES = {
    "eleventy-18f": "18F/18f.gsa.gov",
    "hugo-forestry": "forestryio/forestry.io",
    "jekyll-jekyll": "jekyll/jekyll",
    "ms-powershelldocs": "MicrosoftDocs/PowerShell-Docs",
    "next-umami": "umami-software/website",
    "zola-rustblog": "rust-lang/blog.rust-lang.org",
}
SIMILAR = 0.9


def main() -> int:
    """Compare all pairs that can be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("mirrors", type=Path)
    options = parser.parse_args()
    with gzip.open(options.cases / "near_duplicates.jsonl.gz", "rt", encoding="utf-8") as lines:
        cases: list[dict[str, Any]] = [json.loads(line) for line in lines]

    @cache
    def row(corpus: str, path: str) -> PageRow | None:
        repository = options.mirrors / REPOSITORIES.get(corpus, "-").replace("/", "+") / "repo"
        command = ["git", f"--git-dir={repository}", "show", f"HEAD:{path}"]
        shown = subprocess.run(command, capture_output=True, check=False)
        if shown.returncode:
            return None
        return page_row(parse(Source(path, shown.stdout.decode("utf-8", "replace"), "markdown")))

    pairs = [(case, row(case["corpus"], case["a"]), row(case["corpus"], case["b"])) for case in cases]
    compared = [(case, one, other) for case, one, other in pairs if one is not None and other is not None]
    print(f"{len(compared)} of {len(cases)} pairs compared")
    report(compared)
    return 0


def report(compared: list[tuple[dict[str, Any], PageRow, PageRow]]) -> None:
    """Print what the comparison shows."""
    estimates: dict[str, list[float]] = defaultdict(list)
    reported: dict[str, list[str]] = defaultdict(list)
    errors, found, wanted = [], 0, 0
    for case, one, other in compared:
        share = similarity(one.signature, other.signature) if one.signature and other.signature else 0.0
        errors.append(abs(share - case["jaccard5"]))
        estimates[case["label"]].append(share)
        same = bool(one.text_key) and one.text_key == other.text_key
        reported[case["label"]].append("duplicate" if same else "near" if share >= SIMILAR else "")
        if share >= SIMILAR:
            wanted += 1
            found += not set(bands(one.signature)).isdisjoint(bands(other.signature))
    print(f"distance of the estimate from the label: mean {mean(errors):.3f}, median {median(errors):.3f}")
    print(f"pairs estimated at {SIMILAR:.0%} or more that meet in a band: {found} of {wanted}")
    for label, shares in sorted(estimates.items()):
        said = reported[label]
        print(
            f"{label:10} {len(shares):4} pairs, estimate {min(shares):.2f} to {max(shares):.2f}; "
            f"reported as duplicate {said.count('duplicate')}, as near {said.count('near')}"
        )
    alike = [share for label in ("duplicate",) for share in estimates[label]]
    apart = [share for label in ("related", "different") for share in estimates[label]]
    if alike and apart:
        wins = sum((one > other) + 0.5 * (one == other) for one in alike for other in apart)
        print(f"least similar duplicate {min(alike):.2f}, most similar other post {max(apart):.2f}; ", end="")
        print(f"AUC of duplicates over related and different {wins / len(alike) / len(apart):.3f}")
        near = estimates["near"]
        wins = sum((one > other) + 0.5 * (one == other) for one in near for other in apart)
        print(
            f"least similar near {min(near):.2f}; AUC of near over related and different {wins / len(near) / len(apart):.3f}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
