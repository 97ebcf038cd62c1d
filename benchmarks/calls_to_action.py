"""How well calls to action are told from instructions, on sentences that people have labelled.

    python benchmarks/calls_to_action.py CASES_DIR [--sources NAME,NAME] [--mistakes] [--mirrors DIR]

CASES_DIR holds `cta_labels.jsonl.gz`: a sentence, link or button a line, with `label` (cta, not),
`kind`, `stratum`, `target`, `source` and, for links, the `context` with ⟨⟩ where the link stood.

Figures: precision, recall and F1 over all rows; *hard negatives left alone*, the share of
tutorial imperatives and documentation pointers that stay silent; *precision against hard
negatives*, hits among all that fires on calls to action and hard negatives together; agreement
on the kind, over the calls to action that were found.

With `--mirrors`, a folder of bare git mirrors named `owner+name/repo`, also whole posts from
`cta_posts.jsonl.gz`: whether the `calls_to_action` of the page agree with the label that the post has
one (a strong one, or a weak one that is no `read-more`), and how often it was found where it stands.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seoaudit.context import Context
from seoaudit.facts.calls import CallToAction, calls_to_action
from seoaudit.language.invitations import Control, Invitation, classify
from seoaudit.page import Source
from seoaudit.parsing import media_of, parse

OWN_HOSTS = {
    "hugo-forestry": ("forestry.io", "tinacms.org", "tina.io"),
    "docusaurus-plausible": ("plausible.io",),
    "next-reactdev": ("react.dev", "reactjs.org"),
    "zola-rustblog": ("rust-lang.org", "rust-lang.github.io"),
    "eleventy-18f": ("18f.gsa.gov", "join.tts.gsa.gov", "tts.gsa.gov"),
    "next-umami": ("umami.is",),
    "mkdocs-material": ("squidfunk.github.io",),
    "hugo-midudev-es": ("midu.dev", "midu.link"),
    "hugo-hugodocs": ("gohugo.io",),
    "jekyll-opensourceguide": ("opensource.guide",),
    "jekyll-jekyll": ("jekyllrb.com",),
    "next-nodejs": ("nodejs.org",),
    "astro-docs": ("astro.build",),
    "ms-powershelldocs": ("learn.microsoft.com",),
}
MIRRORS = {
    "hugo-forestry": "forestryio+forestry.io",
    "next-umami": "umami-software+website",
    "eleventy-18f": "18F+18f.gsa.gov",
    "docusaurus-plausible": "plausible+docs",
    "zola-rustblog": "rust-lang+blog.rust-lang.org",
    "hugo-midudev-es": "midudev+midu.dev",
}
"""Where the posts of a source can be read, under `--mirrors`."""
END = 0.75
"""A call to action from here on stands at the end of its post."""
HARD_NOTES = ("tutorial", "docs-pointer", "advice-imperative")
OTHER_KINDS = {"follow", "join", "donate", "apply"}
"""Kinds the labels call `other`."""

_ANCHOR = re.compile(r"<a\b[^>]*?href=[\"']([^\"']*)[\"'][^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_COMPONENT = re.compile(r"link=\"([^\"]+)\"\s+linkText=\"([^\"]+)\"")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|\{[%{<].*?[>%}]\}")
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_IMAGE = re.compile(r"⟦img:(.*?)⟧")


@dataclass(frozen=True)
class Piece:
    """What the tool would look at: a sentence or a label, with its target."""

    text: str
    control: Control
    target: str | None


def pieces(row: dict[str, Any]) -> Iterator[Piece]:
    """Take a row apart the way a parsed page is: labels with targets, and the prose around."""
    text, target = row["text"], row["target"]
    for href, label in (*_ANCHOR.findall(text), *_COMPONENT.findall(text)):
        yield Piece(_TAG.sub(" ", label).strip(), "link", href)
    if _COMPONENT.search(text):
        return
    prose = _MARKDOWN_LINK.sub(r"\1", _IMAGE.sub(r"\1", _TAG.sub(" ", text))).strip()
    if row["is_link"] and (row["stratum"] == "link" or len(prose.split()) <= 8):
        styled = ".md-button" in (row["context"] or "")
        label = re.sub(r":[\w-]+:", "", prose).strip()  # icons
        yield Piece(label, "button" if styled else "link", target)
    if row["context"]:
        prose = row["context"].replace("⟨⟩", text).strip("…")
        prose = next((part for part in re.split(r"(?<=[.!?])\s", prose) if text in part), prose)
    yield Piece(prose, "sentence", target)


def predict(row: dict[str, Any]) -> Invitation | None:
    hosts = OWN_HOSTS.get(row["source"], ())
    for piece in pieces(row):
        own = None
        if piece.target and re.match(r"https?://", piece.target):
            own = any(host in piece.target.split("/")[2] for host in hosts)
        found = classify(
            piece.text,
            control=piece.control,
            target=piece.target,
            own_site=own,
            language=row["lang"],
        )
        if found:
            return found
    return None


def is_hard(row: dict[str, Any]) -> bool:
    """A tutorial imperative or a pointer to documentation, which a word list falls for."""
    noted = any(note in row["note"] for note in HARD_NOTES)
    return row["label"] == "not" and (row["stratum"] == "imp" or noted)


def report(rows: list[dict[str, Any]], *, mistakes: bool) -> str:
    lines = [f"{'source':24}{'rows':>5}{'cta':>5}{'P':>7}{'R':>7}{'F1':>7}{'hard':>9}"]
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_source[row["source"]].append(row)
    found = {row["id"]: predict(row) for row in rows}
    for name, some in (*sorted(by_source.items()), ("all", rows)):
        real = [row for row in some if row["label"] == "cta"]
        fired = [row for row in some if found[row["id"]]]
        hits = sum(row["label"] == "cta" for row in fired)
        hard = [row for row in some if is_hard(row)]
        quiet = sum(found[row["id"]] is None for row in hard)
        p, r = hits / max(1, len(fired)), hits / max(1, len(real))
        f1 = 2 * p * r / max(1e-9, p + r)
        lines.append(f"{name:24}{len(some):5}{len(real):5}{p:7.3f}{r:7.3f}{f1:7.3f}{quiet:5}/{len(hard):<3}")
    fired_hard = sum(is_hard(row) and found[row["id"]] is not None for row in rows)
    lines.append(f"precision against hard negatives: {hits / max(1, hits + fired_hard):.3f}")
    kinds = [
        (row["kind"], "other" if got.kind in OTHER_KINDS else got.kind, row["strength"], got.strength)
        for row in rows
        if row["label"] == "cta" and (got := found[row["id"]])
    ]
    same = sum(want == got for want, got, _, _ in kinds)
    same_strength = sum(want == got for _, _, want, got in kinds)
    lines.append(f"kind: {same}/{len(kinds)}  strength: {same_strength}/{len(kinds)}")
    for row in rows if mistakes else ():
        got = found[row["id"]]
        wrong_kind = (
            got
            and row["label"] == "cta"
            and (row["kind"] != ("other" if got.kind in OTHER_KINDS else got.kind))
        )
        if (got is not None) != (row["label"] == "cta") or wrong_kind:
            shown = f"{got.kind}/{got.strength}" if got else "-"
            lines.append(
                f"{row['label']}:{row['kind']} got {shown} [{row['stratum']} {row['note']}] "
                f"{' '.join(row['text'].split())[:220]!r} -> {row['target']} {row['context'] or ''}"
            )
    return "\n".join(lines)


def calls_of(row: dict[str, Any], mirrors: Path) -> tuple[CallToAction, ...] | None:
    """Return the calls to action of a labelled post, or None where its text is not at hand."""
    folder = mirrors / MIRRORS.get(row["source"], "?") / "repo"
    if not folder.is_dir():
        return None
    shown = subprocess.run(
        ["git", f"--git-dir={folder}", "show", f"HEAD:{row['file']}"], capture_output=True, check=False
    )
    media = media_of(row["file"])
    if shown.returncode or media is None:
        return None
    source = Source(row["file"], shown.stdout.decode("utf-8", "replace"), media)
    host = OWN_HOSTS[row["source"]][0]
    return calls_to_action(parse(source, Context(site_url=f"https://{host}")))


def asks(call: CallToAction) -> bool:
    return call.strength == "strong" or call.kind != "read-more"


def report_posts(rows: list[dict[str, Any]], mirrors: Path, *, mistakes: bool) -> str:
    judged = [(row, calls) for row in rows if (calls := calls_of(row, mirrors)) is not None]
    right = [any(map(asks, calls)) == row["has_cta"] for row, calls in judged]
    lines = [f"posts with or without a call to action: {sum(right)}/{len(judged)} right"]
    placed = [
        any(asks(call) and call.place >= END for call in calls) == (row["where"] == "end")
        for row, calls in judged
        if row["has_cta"]
    ]
    lines.append(f"at the end or not, of those that have one: {sum(placed)}/{len(placed)} right")
    for (row, calls), good in zip(judged, right, strict=True):
        if mistakes and not good:
            shown = "; ".join(f"{c.kind}/{c.strength} {c.place:.2f} {c.label!r}" for c in calls)
            lines.append(
                f"has_cta={row['has_cta']} weak_only={row['weak_only']} {row['file']}: {shown or '-'}"
            )
    return "\n".join(lines)


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("cases", type=Path, metavar="CASES_DIR")
    parser.add_argument("--sources", help="only these, separated by commas")
    parser.add_argument("--mistakes", action="store_true", help="list what was judged wrongly")
    parser.add_argument("--mirrors", type=Path, metavar="DIR", help="judge whole posts too, read from here")
    options = parser.parse_args()
    path = options.cases / "cta_labels.jsonl.gz"
    if not path.is_file():
        print(f"no {path.name} in {options.cases}: skipped", file=sys.stderr)
        return 0
    rows = read(path)
    posts = options.cases / "cta_posts.jsonl.gz"
    if options.sources:
        rows = [row for row in rows if row["source"] in options.sources.split(",")]
    print(report(rows, mistakes=options.mistakes))
    if options.mirrors and posts.is_file():
        print(report_posts(read(posts), options.mirrors, mistakes=options.mistakes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
