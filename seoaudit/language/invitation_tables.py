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

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, cast, get_args

import msgspec

from seoaudit.language import data

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

_KINDS, _MOODS = frozenset(get_args(Kind)), frozenset(get_args(Mood))
_FORCES, _PLACES = frozenset(get_args(Force)), frozenset(get_args(Place))
_SHORT_GAP, _LONG_GAP = 3, 7
_EVERYWHERE = 100
_PUNCTUATION = frozenset("@?!,:;.")


class Step(msgspec.Struct, frozen=True, gc=False):
    """One place of a phrase: one word out of `words` (any when empty), or where `least` is 0 up to `most`.

    `common` tells how many of the words are in most texts, so that a phrase can be looked for by others; one that is
    in most sentences counts for many.
    """

    words: frozenset[str]
    least: int = 1
    most: int = 1
    common: int = 0


CLAUSE_END = Step(frozenset(), 0, 0)
_GAPS = {
    "*": Step(frozenset()),
    "..": Step(frozenset(), 0, _SHORT_GAP),
    "...": Step(frozenset(), 0, _LONG_GAP),
}
Phrase = tuple[Step, ...]


class Ask(msgspec.Struct, frozen=True, gc=False):
    """A phrase that asks, with what it asks for."""

    kind: Kind
    force: Force
    phrase: Phrase


class Opening(msgspec.Struct, frozen=True, gc=False):
    """Words that may stand before an imperative: "please", "be sure to", "you can"."""

    phrase: Phrase
    offers: bool
    """It turns the request into an offer: "you can"."""
    anywhere: bool
    """It announces an imperative even in the middle of a clause: "please"."""


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """What else a sentence must have for a phrase to be in it, where it has the phrase's rarest word."""

    others: tuple[frozenset[str], ...]
    """Of each of these at least one word."""
    maybe: bool
    """The phrase does not speak for itself: without a second sign it need not be looked for."""


class Tables(msgspec.Struct, frozen=True):
    """Everything `invitations.classify` knows about one language."""

    asks: Mapping[Mood, Mapping[str, Sequence[Ask]]]
    """Phrases by mood, then by each word they can begin with."""
    idioms: Mapping[str, Sequence[Phrase]]
    """Phrases that only look as if they asked ("call me crazy"), by each word they can begin with."""
    openings: Mapping[str, Sequence[Opening]]
    """What may stand before an imperative, by each word it can begin with."""
    announcers: frozenset[str]
    """First words of the openings that may stand in the middle of a clause."""
    words: Mapping[str, frozenset[str]]
    """The single-word lists of `words.txt`, by section."""
    targets: Mapping[tuple[Place, str], Kind]
    """Link targets that tell what the link is for, by place and text."""
    triggers: Mapping[str, Sequence[Trigger]]
    """By their rarest words, what sentences that ask for something are known by."""
    trigger_words: frozenset[str]
    """Those rarest words."""


@lru_cache(maxsize=64)  # pages name their language themselves: not without a bound
def tables_for(language: str) -> Tables | None:
    """Load the tables of a language (`"en"`, `"en-GB"`), or None when nobody has written any."""
    code = language.replace("_", "-").partition("-")[0].lower()
    if not (code.isalpha() and data.exists(code, "invitations/asks")):
        return None

    words: dict[str, set[str]] = {}
    for section, line in _entries(code, "words"):
        words.setdefault(section, set()).update(line.split())
    classes = {name: frozenset(members) for name, members in words.items()}

    known: dict[str, Step] = {}
    asks: dict[Mood, dict[str, list[Ask]]] = {"do": {}, "say": {}, "label": {}}
    idioms: dict[str, list[Phrase]] = {}
    triggers: dict[str, list[Trigger]] = {}
    for section, line in _entries(code, "asks"):
        if section == "idiom":
            phrase = parse_phrase(line, classes, known)
            for word in _first_words(phrase):
                idioms.setdefault(word, []).append(phrase)
            continue
        mood, force, text = line.split(maxsplit=2)
        if mood not in _MOODS or force not in _FORCES:
            raise ValueError(f"asks.txt: unknown mood or force in {line!r}")
        phrase = parse_phrase(text, classes, known)
        ask = Ask(_kind(section), cast("Force", force), phrase)
        for word in _first_words(phrase):
            asks[cast("Mood", mood)].setdefault(word, []).append(ask)
        if mood != "label":
            rarest, trigger = _trigger(ask)
            for word in rarest:
                triggers.setdefault(word, []).append(trigger)

    openings: dict[str, list[Opening]] = {}
    for section, line in _entries(code, "openings"):
        if section not in ("starters", "anywhere", "permissions"):
            raise ValueError(f"openings.txt: unknown section {section!r}")
        phrase = parse_phrase(line, classes, known)
        opening = Opening(phrase, section == "permissions", section == "anywhere")
        for word in _first_words(phrase):
            openings.setdefault(word, []).append(opening)

    return Tables(
        asks=asks,
        idioms=idioms,
        openings=openings,
        announcers=frozenset(
            word for word, some in openings.items() if any(opening.anywhere for opening in some)
        ),
        words=classes,
        targets=dict(_target_rule(section, line) for section, line in _entries(code, "targets")),
        triggers=triggers,
        trigger_words=frozenset(triggers),
    )


def parse_phrase(
    text: str, classes: Mapping[str, frozenset[str]], known: dict[str, Step] | None = None
) -> Phrase:
    """Read a phrase in the notation above; an unknown `<class>` is a KeyError.

    `known` keeps the steps that were read before: phrases share most of them.
    """
    known = {} if known is None else known
    steps = []
    for part in text.split():
        step = known.get(part)
        if step is None:
            step = known[part] = _step(part, classes)
        steps.append(step)
    return tuple(steps)


def _step(part: str, classes: Mapping[str, frozenset[str]]) -> Step:
    if part == "$":
        return CLAUSE_END
    if part in _GAPS:
        return _GAPS[part]
    optional = part[0] == "[" and part[-1] == "]"
    words: set[str] = set()
    for word in (part[1:-1] if optional else part).split("|"):
        if word[0] == "<":
            words |= classes[word[1:-1]]
        else:
            words.add(word)
    common = sum(
        weight * len(words & classes.get(name, frozenset()))
        for name, weight in (("common", 1), ("everywhere", _EVERYWHERE))
    )
    return Step(frozenset(words), 0 if optional else 1, 1, common)


def match_phrase(phrase: Phrase, tokens: Sequence[str], at: int) -> int | None:
    """Where the phrase ends (index after its last token) when it begins at `at`, else None."""
    length = len(tokens)
    for number, step in enumerate(phrase):
        if step.least:
            if at >= length or not (tokens[at] in step.words if step.words else tokens[at][0].isalnum()):
                return None
            at += 1
        elif step is CLAUSE_END:
            return at if at >= length or not tokens[at][0].isalnum() else None
        else:
            return _behind_gap(step, phrase[number + 1 :], tokens, at)
    return at


def _behind_gap(gap: Step, rest: Phrase, tokens: Sequence[str], at: int) -> int | None:
    """Where the rest of a phrase ends, behind the shortest gap that lets it match: the marked span stays tight."""
    sought = rest[0].words if rest and rest[0].least else frozenset()
    for place in range(at, at + gap.most + 1):
        inside = place < len(tokens)
        if (not sought or (inside and tokens[place] in sought)) and (
            end := match_phrase(rest, tokens, place)
        ) is not None:
            return end
        if not inside or not (tokens[place] in gap.words if gap.words else tokens[place][0].isalnum()):
            return None
    return None


def _first_words(phrase: Phrase) -> Iterator[str]:
    """Every word the phrase can begin with."""
    for step in phrase:
        if not step.words:
            raise ValueError("a phrase cannot begin with a gap")
        yield from step.words
        if step.least:
            return


def _trigger(ask: Ask) -> tuple[frozenset[str], Trigger]:
    """Choose the words to look the phrase up by, the least common, and list what else it needs."""
    # A sentence's words do not hold its punctuation.
    needed = [s for s in ask.phrase if s.least and s.words and s.words.isdisjoint(_PUNCTUATION)]
    rarest = min(needed, key=lambda step: (step.common, len(step.words)))
    others = tuple(step.words for step in needed if step is not rarest)
    return rarest.words, Trigger(others, ask.force == "maybe")


def _entries(language: str, table: str) -> Iterator[tuple[str, str]]:
    """Read the (section, line) pairs of a table."""
    section = ""
    for line in data.lines(language, f"invitations/{table}"):
        if line[0] == "[" and line[-1] == "]" and " " not in line:
            section = line[1:-1]
        else:
            yield section, line


def _target_rule(section: str, line: str) -> tuple[tuple[Place, str], Kind]:
    place, part = line.split()
    if place not in _PLACES:
        raise ValueError(f"targets.txt: unknown place {place!r}")
    return (cast("Place", place), part), _kind(section)


def _kind(section: str) -> Kind:
    if section not in _KINDS:
        raise ValueError(f"unknown kind of invitation: {section!r}")
    return cast("Kind", section)
