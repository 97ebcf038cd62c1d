"""The word tables behind `invitations`: phrases, how they are written down, and how they match.

A language's tables are text files in `seoaudit/language/<code>/invitations/`. One line is one
entry, `#` starts a comment, and a `[section]` line names what follows.  Phrases are words with
a little grammar, enough to read the tables aloud:

    a|b       either word                [x]     x may be left out
    <us>      any word of the class us   *       any one word
    ..        up to three words          ...     up to seven words
    $         the end of the clause

Gaps (`..`, `...`, `*`) never run over punctuation. Nothing here is a regular expression: three
hundred of those would take longer to compile than a draft takes to check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal, cast, get_args

Kind = Literal[
    "apply", "book", "buy", "contact", "donate", "download", "follow", "join", "other",
    "read-more", "register", "subscribe", "try",
]  # fmt: skip
"""What the reader is asked to do."""

Mood = Literal["do", "say", "label"]
"""`do`: an imperative, only where one can stand. `say`: anywhere in a sentence. `label`: the
whole text of a link or button."""

Force = Literal["strong", "weak", "maybe"]
"""How far a phrase speaks for itself. `maybe` needs a second sign, such as where its link goes."""

Place = Literal["scheme", "host", "subdomain", "path"]
"""The part of a link target that a rule looks at."""

_SHORT_GAP, _LONG_GAP = 3, 7
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a phrase: `least` to `most` words out of `words` (any word when empty)."""

    words: frozenset[str]
    least: int = 1
    most: int = 1


CLAUSE_END = Step(frozenset(), 0, 0)
Phrase = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A phrase that asks, with what it asks for."""

    kind: Kind
    force: Force
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Opening:
    """Words that may stand before an imperative: "please", "be sure to", "you can"."""

    phrase: Phrase
    offers: bool
    """It turns the request into an offer: "you can"."""
    anywhere: bool
    """It announces an imperative even in the middle of a clause: "please"."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything `invitations.classify` knows about one language."""

    asks: Mapping[Mood, Mapping[str, Sequence[Ask]]]
    """Phrases by mood, then by each word they can begin with."""
    openings: Mapping[str, Sequence[Opening]]
    """What may stand before an imperative, by each word it can begin with."""
    announcers: frozenset[str]
    """First words of the openings that may stand in the middle of a clause."""
    words: Mapping[str, frozenset[str]]
    """The single-word lists of `words.txt`, by section."""
    targets: Mapping[tuple[Place, str], Kind]
    """Link targets that tell what the link is for, by place and text."""
    triggers: frozenset[str]
    """A text without any of these words asks for nothing, whatever else it says."""


@lru_cache(maxsize=64)  # pages name their language themselves: not without a bound
def tables_for(language: str) -> Tables | None:
    """Load the tables of a language (`"en"`, `"en-GB"`), or None when nobody has written any."""
    code = language.replace("_", "-").partition("-")[0].lower()
    folder = resources.files("seoaudit.language") / code / "invitations"
    if not (code.isalpha() and folder.joinpath("asks.txt").is_file()):
        return None

    def entries(name: str) -> Iterator[tuple[str, str]]:
        return _entries(folder.joinpath(name).read_text(encoding="utf-8"))

    words: dict[str, set[str]] = {}
    for section, line in entries("words.txt"):
        words.setdefault(section, set()).update(line.split())
    classes = {name: frozenset(members) for name, members in words.items()}

    asks: dict[Mood, dict[str, list[Ask]]] = {mood: {} for mood in get_args(Mood)}
    triggers: set[str] = set()
    for section, line in entries("asks.txt"):
        mood, force, text = line.split(maxsplit=2)
        if mood not in get_args(Mood) or force not in get_args(Force):
            raise ValueError(f"asks.txt: unknown mood or force in {line!r}")
        phrase = parse_phrase(text, classes)
        ask = Ask(_kind(section), cast("Force", force), phrase)
        for word in _first_words(phrase):
            asks[cast("Mood", mood)].setdefault(word, []).append(ask)
        triggers |= _rarest_words(phrase, classes["common"])

    openings: dict[str, list[Opening]] = {}
    for section, line in entries("openings.txt"):
        if section not in ("starters", "anywhere", "permissions"):
            raise ValueError(f"openings.txt: unknown section {section!r}")
        phrase = parse_phrase(line, classes)
        opening = Opening(phrase, section == "permissions", section == "anywhere")
        for word in _first_words(phrase):
            openings.setdefault(word, []).append(opening)

    return Tables(
        asks=asks,
        openings=openings,
        announcers=frozenset(
            word for word, some in openings.items() if any(opening.anywhere for opening in some)
        ),
        words=classes,
        targets=dict(_target_rule(section, line) for section, line in entries("targets.txt")),
        triggers=frozenset(triggers),
    )


def parse_phrase(text: str, classes: Mapping[str, frozenset[str]]) -> Phrase:
    """Read a phrase in the notation above; an unknown `<class>` is a KeyError."""
    gaps = {"*": (1, 1), "..": (0, _SHORT_GAP), "...": (0, _LONG_GAP)}
    steps = []
    for part in text.split():
        if part == "$":
            steps.append(CLAUSE_END)
            continue
        if part in gaps:
            steps.append(Step(frozenset(), *gaps[part]))
            continue
        optional = part.startswith("[") and part.endswith("]")
        words: set[str] = set()
        for word in (part[1:-1] if optional else part).split("|"):
            words |= classes[word[1:-1]] if word.startswith("<") else {word}
        steps.append(Step(frozenset(words), 0 if optional else 1))
    return tuple(steps)


def match_phrase(phrase: Phrase, tokens: Sequence[str], at: int) -> int | None:
    """Where the phrase ends (index after its last token) when it begins at `at`, else None."""
    if not phrase:
        return at
    step, rest = phrase[0], phrase[1:]
    if step is CLAUSE_END:
        return at if at >= len(tokens) or not _WORD.match(tokens[at]) else None
    taken = 0
    while taken < step.least:
        if not _takes(step, tokens, at + taken):
            return None
        taken += 1
    while True:  # the shortest gap first, so that the marked span stays tight
        if (end := match_phrase(rest, tokens, at + taken)) is not None:
            return end
        if taken >= step.most or not _takes(step, tokens, at + taken):
            return None
        taken += 1


def _takes(step: Step, tokens: Sequence[str], at: int) -> bool:
    if at >= len(tokens):
        return False
    token = tokens[at]
    return token in step.words if step.words else _WORD.match(token) is not None


def _first_words(phrase: Phrase) -> Iterable[str]:
    """Every word the phrase can begin with."""
    for step in phrase:
        if not step.words:
            raise ValueError("a phrase cannot begin with a gap")
        yield from step.words
        if step.least:
            return


def _rarest_words(phrase: Phrase, common: frozenset[str]) -> frozenset[str]:
    """Choose the words of which a text must have one to hold the phrase: the least common."""
    needed = [step.words for step in phrase if step.words and step.least]
    return min(needed, key=lambda words: (len(words & common), len(words)))


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Read the (section, line) pairs of a table."""
    section = ""
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]") and " " not in line:
            section = line[1:-1]
        elif line:
            yield section, line


def _target_rule(section: str, line: str) -> tuple[tuple[Place, str], Kind]:
    place, part = line.split()
    if place not in get_args(Place):
        raise ValueError(f"targets.txt: unknown place {place!r}")
    return (cast("Place", place), part), _kind(section)


def _kind(section: str) -> Kind:
    if section not in get_args(Kind):
        raise ValueError(f"unknown kind of invitation: {section!r}")
    return cast("Kind", section)
