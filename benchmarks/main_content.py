"""How well main content is told from the template: `python benchmarks/main_content.py BENCHMARK_FOLDER [--worst N]`.

BENCHMARK_FOLDER is a checkout of scrapinghub/article-extraction-benchmark: 181 news and blog pages with the text of
their articles. Our text is that of all blocks marked `main`, joined. The measure is the benchmark's own: shingles of
four words are compared as multisets, precision and recall are averaged over pages, and F1 is made of the averages.
Half of the pages, chosen by a hash of their name, are for development; nobody looks at the others. Extractors that are
installed are measured in the same run. Times are CPU milliseconds a page; ours are for the whole page with places,
links and headings, and for marking alone.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from seoaudit.context import Context
from seoaudit.page import Source
from seoaudit.parsing import main_content, parse

Counts = tuple[float, float, float]


def shingles(text: str, width: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(
        each for i in range(max(1, len(words) - width + 1)) if (each := tuple(words[i : i + width]))
    )


def compare(truth: str, found: str) -> Counts:
    """Return the shares of shingles found rightly, found wrongly and missed."""
    true, ours = shingles(truth), shingles(found)
    both = (true & ours).total()
    extra, missed = ours.total() - both, true.total() - both
    total = (both + extra + missed) or 1
    return both / total, extra / total, missed / total


def score(counts: list[Counts]) -> tuple[float, float, float]:
    """Return F1, precision and recall over pages."""
    precision = mean(tp / (tp + fp) if tp else float(not fn) for tp, fp, fn in counts if tp + fp)
    recall = mean(tp / (tp + fn) if tp else float(not fp) for tp, fp, fn in counts if tp + fn)
    return 2 * precision * recall / (precision + recall), precision, recall


def ours(html: str) -> str:
    page = parse(Source("page.html", html, "html"), Context())
    return "\n\n".join(
        page.text[b.start : b.end]
        for b in page.blocks
        if b.main and b.kind not in ("caption", "control") and b.level != 1
    )


def extractors() -> dict[str, Callable[[str], str]]:
    found: dict[str, Callable[[str], str]] = {"seoaudit": ours}
    try:
        import trafilatura

        found["trafilatura, fast"] = lambda html: (
            trafilatura.extract(html, fast=True, include_comments=False) or ""
        )
    except ImportError:
        pass
    try:
        import lxml.html
        from readability import Document

        found["readability-lxml"] = lambda html: lxml.html.fromstring(Document(html).summary()).text_content()
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        found["resiliparse"] = lambda html: extract_plain_text(html, main_content=True)
    except ImportError:
        pass
    return found


def marking(html: str) -> float:
    """Return the CPU seconds that marking alone takes, of one reading."""
    spent = 0.0
    mark = main_content.mark

    def timed(*arguments: object) -> None:
        nonlocal spent
        begin = time.process_time()
        mark(*arguments)  # type: ignore[arg-type]
        spent += time.process_time() - begin

    main_content.mark = timed  # type: ignore[assignment]
    try:
        parse(Source("page.html", html, "html"), Context())
    finally:
        main_content.mark = mark
    return spent


def is_development(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="name our worst pages of the development half")
    parser.add_argument("--only", default="", help="measure only this extractor")
    arguments = parser.parse_args()
    truth = json.loads((arguments.folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {}
    for name in sorted(truth):
        with gzip.open(arguments.folder / "html" / f"{name}.html.gz", "rt", encoding="utf-8") as file:
            pages[name] = file.read()
    print(f"{'':20} {'all: F1':>8} {'P':>6} {'R':>6} {'dev F1':>7} {'held F1':>8} {'ms':>7}")
    for label, extract in extractors().items():
        if arguments.only not in label:
            continue
        counts: dict[str, Counts] = {}
        begin = time.process_time()
        texts = {name: extract(html) for name, html in pages.items()}
        spent = (time.process_time() - begin) / len(pages) * 1000
        for name, text in texts.items():
            counts[name] = compare(truth[name].get("articleBody", ""), text)
        halves = [[c for n, c in counts.items() if is_development(n) is side] for side in (True, False)]
        every = score(list(counts.values()))
        print(
            f"{label:20} {every[0]:8.3f} {every[1]:6.3f} {every[2]:6.3f} {score(halves[0])[0]:7.3f}"
            f" {score(halves[1])[0]:8.3f} {spent:7.2f}"
        )
        if label == "seoaudit":
            print(f"{'  marking alone':20} {mean(marking(html) for html in pages.values()) * 1000:>47.3f}")
            worst = sorted((c[0], c, n) for n, c in counts.items() if is_development(n))[: arguments.worst]
            for _, (right, extra, missed), name in worst:
                print(
                    f"  {name[:12]} right {right:.2f} extra {extra:.2f} missed {missed:.2f} {truth[name].get('url')}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
