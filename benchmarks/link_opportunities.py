"""How many of the links that authors made would links/opportunity have suggested, and how many more does it suggest?

python benchmarks/link_opportunities.py SITE… [--sample N]

Each SITE is a folder of sources. Every link in a page's text to another page of the site is hidden in turn (the words
stay, and so do all other links): is its target among the page's three, or ten, weightiest mentions? For comparison the
same links are looked for among the ten pages whose topics (TF-IDF of their 15 heaviest terms) are most like
the page's, which says neither where to link nor with which words. ``--sample`` prints suggestions to read.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from heapq import nlargest
from itertools import groupby
from math import log, sqrt
from pathlib import Path

from seoaudit.cli.documents import Configs, documents_of
from seoaudit.config import Overrides
from seoaudit.engines.reading import Reading
from seoaudit.engines.run import SourceTexts
from seoaudit.site.database import Site
from seoaudit.site.mentions import Mention, mentions

#: No page rules: only the rows are needed.
_ROWS_ONLY = Overrides(select=("links/opportunity",))
_LINKS = """
    SELECT DISTINCT links.source AS source, links.target AS target
    FROM links JOIN pages AS sources ON sources.key = links.source JOIN pages AS targets ON targets.key = links.target
    WHERE links.main = 1 AND links.source <> links.target AND links.target <> ?
      AND sources.kind IN ('post', 'page') AND targets.kind IN ('post', 'page')
      AND sources.published = 1 AND targets.indexable = 1 AND sources.language = targets.language
"""


def measure(site: Site) -> Counter[str]:
    found = {source: list(own) for source, own in groupby(mentions(site), lambda each: each.source)}
    like = Likeness(site)
    counts: Counter[str] = Counter(pages=site.value("SELECT COUNT(*) FROM pages"))
    links = [(row["source"], row["target"]) for row in site.query(_LINKS, site.home)]
    linked = {
        source: {link[1] for link in own} for source, own in groupby(sorted(links), lambda link: link[0])
    }
    for source, target in links:
        ranked = [each.target for each in found.get(source, ()) if not each.linked or each.target == target]
        counts["links"] += 1
        counts["first 3"] += target in ranked[:3]
        counts["first 10"] += target in ranked[:10]
        counts["TF-IDF 10"] += target in like.nearest(source, linked[source] - {target})
    for own in found.values():
        suggested = [each for each in own if not each.linked][:3]
        counts["suggested"] += len(suggested)
        counts["on pages"] += bool(suggested)
    return counts


class Likeness:
    """Cosines of the pages' terms, each weighted by how few pages have it."""

    def __init__(self, site: Site) -> None:
        rows = [
            (row["page"], row["stem"], row["weight"])
            for row in site.query("SELECT page, stem, weight FROM terms")
        ]
        pages = len({page for page, _, _ in rows})
        having = Counter(stem for _, stem, _ in rows)
        self._vectors: dict[str, dict[str, float]] = {}
        self._pages: dict[str, list[str]] = {}
        for page, stem, weight in rows:
            self._vectors.setdefault(page, {})[stem] = weight * log(pages / having[stem] + 1e-9)
            self._pages.setdefault(stem, []).append(page)
        for vector in self._vectors.values():
            length = sqrt(sum(value * value for value in vector.values())) or 1
            vector.update({stem: value / length for stem, value in vector.items()})

    def nearest(self, source: str, without: set[str]) -> list[str]:
        scores: Counter[str] = Counter()
        for stem, value in self._vectors.get(source, {}).items():
            for page in self._pages[stem]:
                scores[page] += value * self._vectors[page][stem]
        return nlargest(
            10, (page for page in scores if page != source and page not in without), key=scores.__getitem__
        )


def read(folder: Path) -> tuple[list[Site], SourceTexts]:
    documents, settings = documents_of([folder], Configs(_ROWS_ONLY, None))
    with Reading(documents, settings, "2026-01-01") as reading:
        sites = [each.site for each in reading.read().values()]
    return sites, SourceTexts(documents, settings[0].max_file_size)


def show(chosen: list[tuple[Mention, Site, SourceTexts]]) -> None:
    for mention, site, texts in chosen:
        paths = {row["key"]: row["path"] for row in site.query("SELECT key, path FROM pages")}
        sentence = texts(paths[mention.source])[slice(*mention.span)]
        print(f"\n{paths[mention.source]} → {paths[mention.target]}  “{mention.name}” {mention.weight:.1f}")
        print(f"    {' '.join(sentence.split())[:300]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    given = parser.parse_args()
    total: Counter[str] = Counter()
    suggestions: list[tuple[Mention, Site, SourceTexts]] = []
    for folder in given.sites:
        sites, texts = read(folder)
        for site in sites:
            counts = measure(site)
            total += counts
            print(folder.name, dict(counts), flush=True)
            for _, own in groupby(
                (each for each in mentions(site) if not each.linked), lambda each: each.source
            ):
                suggestions += [(each, site, texts) for each in list(own)[:3]]
    links = max(total["links"], 1)
    print(f"\n{links} links; suggested again: {total['first 3'] / links:.3f} in the first 3, ", end="")
    print(
        f"{total['first 10'] / links:.3f} in the first 10; TF-IDF: {total['TF-IDF 10'] / links:.3f} in the first 10"
    )
    print(f"{total['suggested']} suggestions on {total['on pages']} of {total['pages']} pages")
    random.seed(7)
    show(random.sample(suggestions, min(given.sample, len(suggestions))))


if __name__ == "__main__":
    main()
