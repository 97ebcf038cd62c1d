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
BREAKS = frozenset("?!¿¡:;.…(—–•-→") | {"--", "---"}
_INTRODUCERS = frozenset(":(")


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
        core = [at for at, token in enumerate(tokens) if token[0].isalnum()]
        for ask in labels.get(tokens[core[0]], ()) if core else ():
            if match_phrase(ask.phrase, tokens, core[0]) == core[-1] + 1:
                yield FoundAsk(ask, core[0], core[-1], whole=True)


def _is_idiom(tokens: Sequence[str], at: int, tables: Tables) -> bool:
    """Whether the words only look as if they asked: "Call me crazy", "Ask me how I know"."""
    return any(match_phrase(idiom, tokens, at) is not None for idiom in tables.idioms.get(tokens[at], ()))


def imperative_places(tokens: Sequence[str], tables: Tables) -> Iterator[tuple[int, bool, bool]]:
    """(index, offered, joined) of every token an imperative verb could be."""
    for start, end in _clauses(tokens, tables):
        at, offered = after_openings(tokens, start, tables)
        if at >= end:
            continue
        yield at, offered, _hangs_on(tokens, start, tables)
        commands = tokens[at] in tables.words["verb"]
        for place in range(at + 1, end - 1):
            if commands and tokens[place] in tables.words["coordinate"]:
                asked, _ = after_openings(tokens, place + 1, tables)
                if asked < end:
                    yield asked, offered, True
            elif tokens[place] in tables.announcers:
                asked, _ = after_openings(tokens, place, tables)
                if place < asked < end:
                    yield asked, False, False


def _hangs_on(tokens: Sequence[str], start: int, tables: Tables) -> bool:
    """Whether the clause continues what stands before it: after a colon, or as ", and …"."""
    if start == 0:
        return False
    before = tokens[start - 1]
    return before in _INTRODUCERS or (before == _COMMA and tokens[start] in tables.words["coordinate"])


def _clauses(tokens: Sequence[str], tables: Tables) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that can open with an imperative."""
    start = 0
    conditional = bool(tokens) and tokens[0] in tables.words["if"]
    for at, token in enumerate(tokens):
        if token in BREAKS:
            if at > start:
                yield start, at
            start = at + 1
            conditional = start < len(tokens) and tokens[start] in tables.words["if"]
        elif token == _COMMA and at > start and (conditional or _may_resume(tokens, start, at, tables)):
            yield start, at
            start = at + 1
    if start < len(tokens):
        yield start, len(tokens)


def _may_resume(tokens: Sequence[str], start: int, at: int, tables: Tables) -> bool:
    """Whether an imperative may follow the comma, as after "As always," and before ", so"."""
    if at + 1 < len(tokens) and tokens[at + 1] in tables.words["and"]:
        return True
    after, _ = after_openings(tokens, start, tables)
    return after >= at


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
