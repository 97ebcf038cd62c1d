"""Where in a sentence something can be asked: the places an imperative can stand.

English and its neighbours put an imperative first in a clause. So "Subscribe", "If you like it,
subscribe" and "Read it and subscribe" ask, while "readers subscribe" and "to subscribe" do not.
Words such as "please" and "be sure to" may come before it.  No grammar is parsed for this: clauses
end at punctuation, and a comma counts when what stands before it is an "if" or an opening.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from seoaudit.language.invitation_tables import Ask, Tables, match_phrase

_COMMA = ","
BREAKS = frozenset("?!¿¡:;.…()—–•-→") | {"--", "---"}
_INTRODUCERS = frozenset(":(")
_NO_WORDS: frozenset[str] = frozenset()
_SHORTEST_CONDITION = 3  # words: "If you agree sign up"


class FoundAsk(msgspec.Struct, frozen=True, gc=False):
    """An asking phrase in the text, before it is weighed. Indexes are into its tokens."""

    ask: Ask
    first: int
    last: int
    offered: bool = False
    """It was "you can …" rather than "…"."""
    joined: bool = False
    """It hangs on an earlier imperative by "and", or on a heading by a colon."""
    whole: bool = False
    """It is the whole label."""


def find_asks(tokens: Sequence[str], tables: Tables, *, label: bool) -> Iterator[FoundAsk]:
    """Find every phrase that may ask, each where its mood allows; a label is asked for as a whole."""
    imperatives, sayings, labels = (tables.asks[mood] for mood in ("do", "say", "label"))
    if not imperatives.keys().isdisjoint(tokens):
        for at, offered, joined in imperative_places(tokens, tables):
            if _is_idiom(tokens, at, tables):
                continue
            for ask in imperatives.get(tokens[at], ()):
                if (end := match_phrase(ask.phrase, tokens, at)) is not None:
                    yield FoundAsk(ask, at, end - 1, offered, joined)
    if not sayings.keys().isdisjoint(tokens):
        for at, token in enumerate(tokens):
            for ask in sayings.get(token, ()):
                if (end := match_phrase(ask.phrase, tokens, at)) is not None:
                    yield FoundAsk(ask, at, end - 1)
    if label:
        first = next((at for at, token in enumerate(tokens) if token[0].isalnum()), -1)
        if first >= 0 and (asks := labels.get(tokens[first])):
            last = max(at for at, token in enumerate(tokens) if token[0].isalnum())
            for ask in asks:
                if match_phrase(ask.phrase, tokens, first) == last + 1:
                    yield FoundAsk(ask, first, last, whole=True)


def _is_idiom(tokens: Sequence[str], at: int, tables: Tables) -> bool:
    """Whether the words only look as if they asked: "Call me crazy", "Ask me how I know"."""
    return any(match_phrase(idiom, tokens, at) is not None for idiom in tables.idioms.get(tokens[at], ()))


def imperative_places(tokens: Sequence[str], tables: Tables) -> Iterator[tuple[int, bool, bool]]:
    """(index, offered, joined) of every token an imperative verb could be."""
    lists, announcers = tables.words, tables.announcers
    for start, end, at, offered in _clauses(tokens, tables):
        if at >= end:
            continue
        yield at, offered, _hangs_on(tokens, start, tables)
        commands = tokens[at] in lists["verb"] or tokens[at] in lists.get("joined", _NO_WORDS)
        joining = lists["coordinate"] if commands else _NO_WORDS
        conditional = _lacks_comma(tokens, at, end, tables)
        for place in range(at + 1, end - 1):
            token = tokens[place]
            if conditional and place - start >= _SHORTEST_CONDITION and _is_command(tokens, place, tables):
                yield place, offered, False
            elif token in joining:
                asked, _ = after_openings(tokens, place + 1, tables)
                if asked < end:
                    yield asked, offered, True
            elif token in announcers:
                asked = _announced(tokens, place, tables)
                if place < asked < end:
                    yield asked, False, False


def _announced(tokens: Sequence[str], at: int, tables: Tables) -> int:
    """Where the imperative stands that an opening in the middle of a clause announces; `at` when none does."""
    ends = (
        match_phrase(opening.phrase, tokens, at)
        for opening in tables.openings[tokens[at]]
        if opening.anywhere
    )
    furthest = max((end for end in ends if end is not None), default=at)
    return after_openings(tokens, furthest, tables)[0] if furthest > at else at


def _lacks_comma(tokens: Sequence[str], at: int, end: int, tables: Tables) -> bool:
    """Whether an "if you" at `at` runs on to where its sentence breaks: "If you have questions contact us"."""
    if at + 1 >= end or tokens[at] not in tables.words.get("condition", _NO_WORDS):
        return False
    return tokens[at + 1] in tables.words.get("you", _NO_WORDS) and (
        end == len(tokens) or tokens[end] != _COMMA
    )


def _is_command(tokens: Sequence[str], place: int, tables: Tables) -> bool:
    """Whether a verb inside a clause follows neither its subject nor "to", and so can only be an imperative."""
    return tokens[place] in tables.words["verb"] and tokens[place - 1] not in tables.words["governs"]


def _hangs_on(tokens: Sequence[str], start: int, tables: Tables) -> bool:
    """Whether the clause continues what stands before it: after a colon, or as ", and …"."""
    if start == 0:
        return False
    before = tokens[start - 1]
    return before in _INTRODUCERS or (before == _COMMA and tokens[start] in tables.words["coordinate"])


def _clauses(tokens: Sequence[str], tables: Tables) -> Iterator[tuple[int, int, int, bool]]:
    """Stretches of tokens that can open with an imperative: start, end, and `after_openings` of the start."""
    conditions = tables.words["if"]
    start, count = 0, len(tokens)
    first, offered = after_openings(tokens, 0, tables)
    # A subordinate clause: "If you like it", also after "And" or "As always".
    conditional = first < count and tokens[first] in conditions
    for at, token in enumerate(tokens):
        if token in BREAKS:
            if at > start:
                yield start, at, first, offered
            start = at + 1
            first, offered = after_openings(tokens, start, tables)
            conditional = first < count and tokens[first] in conditions
        elif token == _COMMA and at > start and (conditional or _may_resume(tokens, first, at, tables)):
            yield start, at, first, offered
            start = at + 1
            first, offered = after_openings(tokens, start, tables)
            conditional = conditional or (first < count and tokens[first] in conditions)
    if start < count:
        yield start, count, first, offered


def _may_resume(tokens: Sequence[str], first: int, at: int, tables: Tables) -> bool:
    """Whether an imperative may follow the comma, as after "As always,", before ", so" and in a row of several.

    `first` is the first token of the clause behind its openings.
    """
    if at + 1 < len(tokens) and tokens[at + 1] in tables.words["and"]:
        return True
    if first >= at:
        return True
    following, _ = after_openings(tokens, at + 1, tables)
    if following >= len(tokens) or tokens[following] not in tables.words["verb"]:
        return False
    return tokens[first] in tables.words["verb"]


def after_openings(tokens: Sequence[str], at: int, tables: Tables) -> tuple[int, bool]:
    """Step over "please", "be sure to", "you can": the next index, and whether one was an offer."""
    offered = False
    while at < len(tokens) and (openings := tables.openings.get(tokens[at])):
        furthest = at
        for opening in openings:
            end = match_phrase(opening.phrase, tokens, at)
            if end is not None and end > furthest:
                furthest, offered = end, offered or opening.offers
        if furthest == at:
            break
        at = furthest
    return at, offered
