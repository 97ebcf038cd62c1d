"""Whether the score notices damage: good posts are mutated, and each mutation has to lower the score.

    python benchmarks/mutations.py GOOD_FOLDER... [--weak FOLDER]... [--limit N] [--site-url FOLDER=URL]...

Mutations: headings removed, links stripped, the description removed, its keyphrase stuffed into the text, calls to
action replaced by “click the link above”, the text cut to a stub. Prints for each how often it lowered the score, by how
much, and the AUC of good posts over mutated ones, over weak ones and over stubs. Repairing a mutation restores the page
byte for byte, and the score with it, because the audit is a function of the bytes.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median

from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document
from seoaudit.sources.files import Globs, find

LEAST_WORDS = 300
_FRONT = re.compile(r"\A(---|\+\+\+)\s*\n.*?\n\1[ \t]*\n", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+.*$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\([^)\s]+(?:\s+\"[^\"]*\")?\)|<a\s[^>]*>|</a>")
_DESCRIPTION = re.compile(
    r"^(?:description|excerpt|summary|meta_description)\s*[:=].*(?:\n[ \t]+.*)*\n", re.MULTILINE
)


def _body(text: str, change: Callable[[str], str]) -> str:
    front = _FRONT.match(text)
    at = front.end() if front else 0
    return text[:at] + change(text[at:])


def headings_removed(text: str) -> str:
    return _body(text, lambda body: _HEADING.sub("", body))


def links_stripped(text: str) -> str:
    return _body(text, lambda body: _LINK.sub(lambda m: m[1] or "", body))


def description_removed(text: str) -> str:
    front = _FRONT.match(text)
    return _DESCRIPTION.sub("", text[: front.end()]) + text[front.end() :] if front else text


def keyphrase_stuffed(text: str, phrase: str) -> str:
    """Put three sentences that say the phrase six times before every paragraph (twelve at most)."""
    if not phrase:
        return text
    stuffing = f"Good {phrase} is {phrase} that works. Every {phrase} needs a {phrase}. Our {phrase} beats other {phrase}.\n\n"
    return _body(
        text, lambda body: re.sub(r"\n\n(?=[A-Z])", "\n\n" + stuffing.replace("\\", ""), body, count=12)
    )


def dead_end(text: str) -> str:
    return _body(
        links_stripped(text),
        lambda body: body.rstrip() + "\n\n**Ready to start? Visit the link above and sign up now!**\n",
    )


def stub(text: str) -> str:
    return _body(text, lambda body: "\n\n".join(body.split("\n\n")[:2])[:400] + "\n")


MUTATIONS: tuple[Callable[..., str], ...] = (
    headings_removed,
    links_stripped,
    description_removed,
    keyphrase_stuffed,
    dead_end,
    stub,
)


def auc(good: Sequence[float], weak: Sequence[float]) -> float:
    wins = sum((g > w) + 0.5 * (g == w) for g in good for w in weak)
    return wins / (len(good) * len(weak))


def posts(folder: Path, limit: int) -> list[Path]:
    files = [
        found.path
        for found in find([folder], lambda root: Globs(root.absolute()))
        if found.path.suffix in (".md", ".mdx")
    ]
    random.Random(11).shuffle(files)
    return files[: limit * 3]


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--weak", action="append", type=Path, default=[])
    arguments.add_argument("--limit", type=int, default=60, help="posts per folder")
    arguments.add_argument("--site-url", action="append", default=[], metavar="FOLDER=URL")
    options = arguments.parse_args()
    urls = dict(entry.split("=", 1) for entry in options.site_url)
    good: list[float] = []
    lowered: dict[str, list[float]] = {mutation.__name__: [] for mutation in MUTATIONS}
    mutated: dict[str, list[float]] = {mutation.__name__: [] for mutation in MUTATIONS}
    for folder in options.folders:
        plan = Plan(discover(folder, command_line=Overrides(site_url=urls.get(folder.name))).for_path(folder))
        kept = 0
        for path in posts(folder, options.limit):
            text = path.read_text(encoding="utf-8", errors="replace")
            page = audit_document(Document(str(path), path, text.encode()), plan, "2026-11-22").report
            if (
                page.score is None
                or page.facts.words < LEAST_WORDS
                or not page.facts.language.startswith("en")
            ):
                continue
            good.append(page.score)
            for mutation in MUTATIONS:
                changed = (
                    mutation(text, page.facts.keyphrase) if mutation is keyphrase_stuffed else mutation(text)
                )
                if changed != text:
                    after = (
                        audit_document(
                            Document(str(path), path, changed.encode()), plan, "2026-11-22"
                        ).report.score
                        or 0.0
                    )
                    lowered[mutation.__name__].append(page.score - after)
                    mutated[mutation.__name__].append(after)
            kept += 1
            if kept == options.limit:
                break
    print(f"{len(good)} good posts: mean {mean(good):.1f}, median {median(good):.1f}\n")
    print(f"{'mutation':22} {'posts':>6} {'lowered':>8} {'raised':>7} {'mean loss':>10} {'AUC':>6}")
    for name, differences in lowered.items():
        down = sum(difference > 0 for difference in differences) / len(differences)
        up = sum(difference < 0 for difference in differences) / len(differences)
        print(
            f"{name:22} {len(differences):6} {down:8.1%} {up:7.1%} {mean(differences):10.1f} {auc(good, mutated[name]):6.3f}"
        )
    if options.weak:
        plan = Plan(discover(Path(), command_line=Overrides()).for_path(Path()))
        weak = [
            page.score
            for folder in options.weak
            for path in sorted(folder.rglob("*.*"))
            if (page := audit_document(Document(str(path), path), plan, "2026-11-22").report).score
            is not None
        ]
        every = [score for scores in mutated.values() for score in scores]
        print(
            f"\nAUC over {len(weak)} weak posts: {auc(good, weak):.3f}; over all mutated ones: {auc(good, every):.3f}"
        )


if __name__ == "__main__":
    main()
