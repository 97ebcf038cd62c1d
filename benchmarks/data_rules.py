"""What rules of a repository's own cost: the audit of posts with so many of them, as a ratio to the audit without.

    python benchmarks/data_rules.py FOLDER [--rules 50] [--posts 200]

The rules are of all kinds, most of them about words, each with phrases or a pattern of its own. Times are CPU seconds
of this process, the best of three rounds, in turns so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from seoaudit.config.own_rules import with_own_rules
from seoaudit.config.reading import file_table
from seoaudit.config.settings import Settings
from seoaudit.engines.document import Place
from seoaudit.engines.page import Plan, audit_bytes
from seoaudit.registry import repertoire

_WORDS = [
    "utilize",
    "leverage",
    "seamless",
    "robust",
    "synergy",
    "holistic",
    "paradigm",
    "disrupt",
    "unlock",
    "empower",
    "elevate",
    "streamline",
    "delve",
    "journey",
    "landscape",
    "realm",
    "tapestry",
    "crucial",
    "pivotal",
    "foster",
    "garner",
    "underscore",
    "showcase",
    "vibrant",
    "bustling",
    "myriad",
    "plethora",
    "boast",
]
_OTHERS = (
    'kind = "count"\npattern = "!"\nmax = 1\nbad = "a! b!"',
    'kind = "length"\nscope = "introduction"\nunit = "words"\nmax = 60\nbad = "%s"' % ("word " * 70),
    'kind = "link"\nrequired = ["/pricing/"]\nbad = "no link"',
    'kind = "heading"\nrequired = ["Conclusion"]\nbad = "none"',
    'kind = "image"\ncaption = true\nbad = "![a](b.png)"',
    'kind = "front-matter"\nkeys.author = {}\nbad = "title: x"',
    'kind = "metric"\nmetric = "words-per-image"\ngood = 300\nbad = 900',
)


def rules(number: int) -> str:
    """Return the configuration with so many rules."""
    tables = []
    for at in range(number):
        word = f"{_WORDS[at % len(_WORDS)]}{'s' * (at // len(_WORDS))}"
        bodies = (
            f'kind = "phrase"\nphrases = ["{word} of", "to {word}", "the {word}s"]\nbad = "to {word}"',
            f'kind = "substitution"\nswap = {{ "{word}" = "{word.upper()}" }}\nbad = "{word}"',
            f'kind = "pattern"\npattern = \'(?i)\\b{word}(d|ing)?\\s+\\w+ly\\b\'\nbad = "{word} quickly"',
            _OTHERS[at % len(_OTHERS)],
        )
        tables.append(f'[[rule]]\nid = "r{at}"\n{bodies[at % 4 if at % 8 else 3]}\n')
    return "\n".join(tables)


def cpu(plan: Plan, posts: list[tuple[str, bytes]]) -> float:
    start = time.process_time()
    for name, data in posts:
        audit_bytes(name, data, plan, "2026-01-01", Place())
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", type=int, default=50)
    parser.add_argument("--posts", type=int, default=200)
    given = parser.parse_args()
    files = sorted(given.folder.rglob("*.md"))[: given.posts]
    posts = [(file.name, file.read_bytes()) for file in files]
    start = time.process_time()
    known, own = with_own_rules(repertoire(), file_table(rules(given.rules), "bench.toml", ()), ())
    loading = time.process_time() - start
    assert not own.errors, own.errors
    default = tuple(rule.id for rule in repertoire().rules.values() if rule.default)
    without = Plan(Settings(rules=default))
    with_them = Plan(
        Settings(
            rules=tuple(sorted({*default, *(known.rules.keys() - repertoire().rules.keys())})),
            own_rules=own.packed,
        )
    )
    cpu(without, posts[:20]), cpu(with_them, posts[:20])
    rounds = [(cpu(without, posts), cpu(with_them, posts)) for _ in range(3)]
    bare, full = (min(each) for each in zip(*rounds, strict=True))
    size = sum(len(data) for _, data in posts) / len(posts) / 1000
    print(
        f"{len(posts)} posts of {size:.1f} kB, {given.rules} rules; reading them with their examples {loading * 1000:.0f} ms"
    )
    print(
        f"without {1000 * bare / len(posts):.2f} ms a post, with {1000 * full / len(posts):.2f} ms: {full / bare:.2f} times"
    )


if __name__ == "__main__":
    main()
