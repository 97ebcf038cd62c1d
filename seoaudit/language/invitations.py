"""Which sentences, links and buttons invite the reader to act: the calls to action.

An invitation asks for something that serves the site's purpose: subscribe, contact, try, buy,
book, download, register, read on.  "Run the following command", "Click File" and "See the
reference" are imperatives too, and are none. Telling them apart takes four looks:

1. *Trigger.* No word of the text can begin an asking phrase: nothing more is done.
2. *Place.* An imperative counts only where one can stand: at the beginning of a clause, after
   "please", after "If you have questions, ", after a question, or joined to another by "and".
3. *Phrase.* `asks.txt` says what is asked for and how far the words speak for themselves.
4. *Doubt and support.* Where the link goes, an "If you …" before it or a "today" after it speak
   for an invitation; program parts, file names and "the following" speak for an instruction.

The arithmetic is in `_points`: a phrase brings 3, 2 or 1, supports add, doubts subtract, and 2
points are an invitation. The weights are set by hand so that each can be argued about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from seoaudit.language.invitation_tables import (
    Ask,
    Force,
    Kind,
    Tables,
    match_phrase,
    tables_for,
)

Control = Literal["sentence", "link", "button"]
"""Where the text stands: running text, or the label of a link or of a button."""

Strength = Literal["strong", "weak"]

_BASE: dict[Force, int] = {"strong": 3, "weak": 2, "maybe": 1}
_NEEDED = 2
_PAGE_DEPTH = 2
_URGENT_WITHIN = 8  # words from the ask to its "today"
_LABEL_WORDS = 8  # a longer link text is a sentence that happens to be a link

_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*|[?!¿¡:;,.…()—–|>•→]|(?<=\s)-(?=\s)")
_BREAKS = frozenset("?!¿¡:;.…(—–•-→")
_INTRODUCERS = frozenset(":(")
_OBJECT_WORDS = 4  # as far behind the phrase as its object is looked for

_CODE = re.compile(
    r"`|\w\(\)|\w::\w|(?:^|\s)--?[a-z]|\w_\w|[a-z][A-Z]\w|\w/\w+\.\w|\S>\S|\s>\s"
    r"|\b[\w-]+\.(?:js|ts|jsx|tsx|py|rs|md|mdx|json|ya?ml|toml|html?|css|scss|sh|zip|gz|exe|php|rb)\b"
)
_SITE_OF_OTHERS = re.compile(r"https?://|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One call to action inside a sentence or label."""

    kind: Kind
    strength: Strength
    """`strong` asks outright; `weak` nudges ("Learn more", "Take action today")."""
    start: int
    """Offset of the asking phrase in the text, in characters."""
    end: int
    """Offset just past the asking phrase."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An asking phrase in the text, before it is weighed. Indexes are into the tokens."""

    ask: Ask
    first: int
    last: int
    offered: bool = False
    """It was "you can …" rather than "…"."""
    joined: bool = False
    """It hangs on an earlier imperative by "and", or on a heading by a colon."""
    whole: bool = False
    """It is the whole label."""


def languages_with_invitations(language: str) -> bool:
    """Whether calls to action can be told in this language at all."""
    return tables_for(language) is not None


def classify(
    text: str,
    *,
    control: Control,
    target: str | None = None,
    own_site: bool | None = None,
    language: str = "en",
    words: Sequence[str] | None = None,
) -> Invitation | None:
    """What the text invites the reader to do, or None.

    `text` is one sentence, or the label of one link or button. `target` is where the label
    leads, or the link inside the sentence. `own_site` says whether that is the reader's own
    site; None means unknown (a relative target is always its own). `words` are the lower-cased
    words of `text` where the caller has them already; they only make the first look cheaper.
    A language without tables has no invitations: ask `languages_with_invitations` first.
    """
    tables = tables_for(language)
    if tables is None:
        return None
    by_label = control != "sentence" and target is not None
    if tables.triggers.isdisjoint(words or _words(text)) and not by_label:
        return None
    own = _is_own(target, own_site)
    purpose = _purpose(target, own, tables) if target else None

    tokens = [token.lower() for token in _TOKEN.findall(text.replace("’", "'"))]
    if not tokens:
        return None
    best: tuple[int, _Found] | None = None
    for found in _asks(tokens, tables, label=control != "sentence"):
        points = _points(found, text, tokens, tables, own, purpose)
        if points >= _NEEDED and (best is None or points > best[0]):
            best = points, found
    if best is not None:
        points, found = best
        marks = list(_TOKEN.finditer(text))
        start, end = marks[found.first].start(), marks[found.last].end()
        if _is_quoted(text, start, end):
            return None
        kind = purpose if purpose and found.ask.force == "maybe" else found.ask.kind
        outright = found.ask.force == "strong" or (purpose is not None and points > _NEEDED)
        return Invitation(kind, "strong" if outright else "weak", start, end)
    if by_label and (own is not False or purpose is not None):
        return _by_target(text, tokens, tables, control, purpose)
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


# --- where an ask can stand -------------------------------------------------------------------


def _asks(tokens: Sequence[str], tables: Tables, *, label: bool) -> Iterator[_Found]:
    imperatives, sayings, labels = (tables.asks[mood] for mood in ("do", "say", "label"))
    if not imperatives.keys().isdisjoint(tokens):
        for at, offered, joined in _imperative_places(tokens, tables):
            for ask in imperatives.get(tokens[at], ()):
                if (end := match_phrase(ask.phrase, tokens, at)) is not None:
                    yield _Found(ask, at, end - 1, offered, joined)
    if not sayings.keys().isdisjoint(tokens):
        for at, token in enumerate(tokens):
            for ask in sayings.get(token, ()):
                if (end := match_phrase(ask.phrase, tokens, at)) is not None:
                    yield _Found(ask, at, end - 1)
    if label:
        core = [at for at, token in enumerate(tokens) if token[0].isalnum()]
        for ask in labels.get(tokens[core[0]], ()) if core else ():
            if match_phrase(ask.phrase, tokens, core[0]) == core[-1] + 1:
                yield _Found(ask, core[0], core[-1], whole=True)


def _imperative_places(tokens: Sequence[str], tables: Tables) -> Iterator[tuple[int, bool, bool]]:
    """(index, offered, joined) of every token an imperative verb could be."""
    for start, end in _clauses(tokens, tables):
        at, offered = _after_openings(tokens, start, tables)
        if at >= end:
            continue
        yield at, offered, start > 0 and tokens[start - 1] in _INTRODUCERS
        commands = tokens[at] in tables.words["verb"]
        for place in range(at + 1, end - 1):
            if commands and tokens[place] in tables.words["coordinate"]:
                asked, _ = _after_openings(tokens, place + 1, tables)
                if asked < end:
                    yield asked, offered, True
            elif any(opening.anywhere for opening in tables.openings.get(tokens[place], ())):
                asked, _ = _after_openings(tokens, place, tables)
                if place < asked < end:
                    yield asked, False, False


def _clauses(tokens: Sequence[str], tables: Tables) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that can open with an imperative."""
    start = 0
    for at, token in enumerate(tokens):
        if token in _BREAKS:
            if at > start:
                yield start, at
            start = at + 1
        elif token == "," and at > start and _comma_ends_clause(tokens, start, at, tables):
            yield start, at
            start = at + 1
    if start < len(tokens):
        yield start, len(tokens)


def _comma_ends_clause(tokens: Sequence[str], start: int, at: int, tables: Tables) -> bool:
    """A new imperative may follow "If you like it," and "As always," and ", so"."""
    if tokens[start] in tables.words["if"]:
        return True
    if at + 1 < len(tokens) and tokens[at + 1] in tables.words["and"]:
        return True
    after, _ = _after_openings(tokens, start, tables)
    return after >= at


def _after_openings(tokens: Sequence[str], at: int, tables: Tables) -> tuple[int, bool]:
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


# --- weighing ---------------------------------------------------------------------------------


def _points(
    found: _Found,
    text: str,
    tokens: Sequence[str],
    tables: Tables,
    own: bool | None,
    purpose: Kind | None,
) -> int:
    """Points for the phrase being an invitation; `_NEEDED` are enough."""
    lists, ask = tables.words, found.ask
    clause = tokens[found.first :]
    points = _BASE[ask.force]

    # Support.
    if purpose is not None:
        points += 2
    if ask.force != "strong" and not lists["urgent"].isdisjoint(clause[:_URGENT_WITHIN]):
        points += 1
    if ask.force != "strong" and "?" in tokens[: found.first]:
        points += 1  # "Ready to grow? Explore …"
    if ask.kind == "read-more" and own and not lists["our"].isdisjoint(clause):
        points += 1  # "You can read more in our post": the site's own, and proud of it

    # Doubt.
    if found.offered:
        points -= 1
    if found.joined and ask.force != "strong":
        points -= 1
    if own is False and purpose is None and ask.kind not in _ASKED_ELSEWHERE:
        points -= 2
    if not found.whole and _points_to_document(found, tokens, tables):
        points -= 2
    if ask.kind not in _TECHNICAL_WORDS_ARE_FINE:
        if _sounds_technical(text, tokens, tables):
            points -= 1
        if not lists["sequence"].isdisjoint(tokens) or _opens_with_purpose(tokens, tables):
            points -= 1
    return points


_ASKED_ELSEWHERE: frozenset[Kind] = frozenset(
    {"contact", "follow", "join", "donate", "apply", "subscribe", "book"}
)
"""Kinds whose place is commonly another host: a forum, a social network, a form service."""

_TECHNICAL_WORDS_ARE_FINE: frozenset[Kind] = frozenset({"contact", "apply", "donate", "follow"})
"""Nobody writes "let us know" as a step of a tutorial; readers are asked to report on code."""


def _sounds_technical(text: str, tokens: Sequence[str], tables: Tables) -> bool:
    lists = tables.words
    return (
        not lists["technical"].isdisjoint(tokens)
        or not lists["interface"].isdisjoint(tokens)
        or _CODE.search(text) is not None
    )


def _is_quoted(text: str, start: int, end: int) -> bool:
    """A button's name in quotes or code is mentioned, not used."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before, after) in (("`", "`"), ('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))


def _points_to_document(found: _Found, tokens: Sequence[str], tables: Tables) -> bool:
    """ "Check out the docs": what is to be read is a document, not the site's offer."""
    objects = tokens[found.first : found.last + 1 + _OBJECT_WORDS]
    return found.ask.kind == "read-more" and not tables.words["document"].isdisjoint(objects)


def _opens_with_purpose(tokens: Sequence[str], tables: Tables) -> bool:
    """ "To obtain this, sign up …": the way a tutorial puts it."""
    return tokens[0] in tables.words["purpose"] and "," in tokens


# --- targets ----------------------------------------------------------------------------------


def _is_own(target: str | None, own_site: bool | None) -> bool | None:
    if own_site is not None or not target:
        return own_site
    return None if _SITE_OF_OTHERS.match(target) else True


def _purpose(target: str, own: bool | None, tables: Tables) -> Kind | None:
    """What a link is for, judged by its target alone; other people's sign-up pages are no one's."""
    try:
        url = urlsplit(target.strip())
        host = (url.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    rules = tables.targets
    if kind := rules.get(("scheme", url.scheme)):
        return kind
    labels = host.split(".")
    for at in range(len(labels) - 1):
        if kind := rules.get(("host", ".".join(labels[at:]))):
            return kind
    if own is False:
        return None
    segments = [part for part in url.path.lower().split("/") if part]
    # A deep path is an article about pricing, not the pricing page.
    if segments and len(segments) <= _PAGE_DEPTH:
        page = segments[-1].partition(".")[0]
        if kind := rules.get(("path", page)):
            return kind
    return rules.get(("subdomain", labels[0])) if own else None


def _by_target(
    text: str, tokens: Sequence[str], tables: Tables, control: Control, purpose: Kind | None
) -> Invitation | None:
    """A short label that says nothing known, judged by its shape and where it leads.

    "Import this project" to the sign-up page asks for a trial; a button of the site's own that
    opens with a verb asks for something; a bare address offers a contact.
    """
    if len(tokens) > _LABEL_WORDS or not text.strip():
        return None
    first, _ = _after_openings(tokens, 0, tables)
    asks = first < len(tokens) and tokens[first] in tables.words["verb"]
    if purpose is None and control == "button" and asks:
        return _whole(text, "other", "strong")
    if purpose is not None and (asks or (purpose == "contact" and "@" in text)):
        return _whole(text, purpose, "strong" if asks else "weak")
    return None


def _whole(text: str, kind: Kind, strength: Strength) -> Invitation:
    return Invitation(kind, strength, len(text) - len(text.lstrip()), len(text.rstrip()))
