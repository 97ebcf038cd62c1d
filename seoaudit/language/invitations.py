"""Which sentences, links and buttons invite the reader to act: the calls to action.

An invitation asks for something that serves the site's purpose: subscribe, contact, try, buy,
book, download, register, read on.  "Run the following command", "Click File" and "See the
reference" are imperatives too, and are none. Telling them apart takes four looks:

1. *Trigger.* The words of no asking phrase are all there: nothing more is done.
2. *Place.* An imperative counts only where one can stand (see `imperatives`): at the beginning of
   a clause, after "please" or "If you have questions, ", or joined to another by "and".
3. *Phrase.* `asks.txt` says what is asked for and how far the words speak for themselves.
4. *Support and doubt.* Where the link goes, a question before it or a "today" after it speak for
   an invitation; program parts, file names and "the following" speak for an instruction.

The arithmetic is in `_points`: a phrase brings 3, 2 or 1, supports add, doubts subtract, and 2
points are an invitation. The weights are set by hand so that each can be argued about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from seoaudit.language.imperatives import FoundAsk, after_openings, find_asks
from seoaudit.language.invitation_doubts import (
    OBJECT_WORDS,
    is_quoted,
    opens_with_purpose,
    points_to_document,
    says_nothing,
    sounds_technical,
    tells_news,
)
from seoaudit.language.invitation_tables import Force, Kind, Tables, tables_for
from seoaudit.language.invitation_targets import is_own, names_its_host, purpose_of
from seoaudit.lazy_regex import lazy_regex

Control = Literal["sentence", "link", "button"]
"""Where the text stands: running text, or the label of a link or of a button."""

Strength = Literal["strong", "weak"]

Standing = Literal["amid", "alone", "end", "alone at the end"]
"""Where on its page the text stands: amid other text, in a block of its own, at the end of all."""

_BASE: dict[Force, int] = {"strong": 3, "weak": 2, "maybe": 1}
_NEEDED = 2
LONGEST = 2_000  # characters; what is longer is no sentence, and hostile text must not cost more
_URGENT_WITHIN = 8  # words from the ask to its "today"
_LABEL_WORDS = 8  # a longer link text is a sentence that happens to be a link

_WORD = lazy_regex(r"[^\W_]++(?:['\-][^\W_]++)*+")
TOKEN = lazy_regex(r"[^\W_]++(?:(?:['’.\-]|,(?=\d{3}))[^\W_]++)*+|[?!@¿¡:;,.…()—–|>•→]|(?<=\s)-{1,3}(?=\s)")


class Invitation(msgspec.Struct, frozen=True, gc=False):
    """One call to action inside a sentence or label."""

    kind: Kind
    strength: Strength
    """`strong` asks outright; `weak` nudges ("Learn more", "Take action today")."""
    start: int
    """Offset of the asking phrase in the text, in characters."""
    end: int
    """Offset just past the asking phrase."""


def supports(language: str) -> bool:
    """Whether calls to action can be told in this language at all."""
    return tables_for(language) is not None


def asking_words(language: str, vocabulary: frozenset[str]) -> frozenset[str]:
    """Words of which a sentence with words from this vocabulary has at least one if it asks for anything."""
    tables = tables_for(language)
    if tables is None:
        return frozenset()
    return frozenset(
        word
        for word in tables.trigger_words & vocabulary
        if any(not any(map(vocabulary.isdisjoint, trigger.others)) for trigger in tables.triggers[word])
    )


def classify(
    text: str,
    *,
    control: Control,
    target: str | None = None,
    own_site: bool | None = None,
    language: str = "en",
    words: Sequence[str] | None = None,
    standing: Standing = "amid",
) -> Invitation | None:
    """Tell what the text invites the reader to do, or None.

    `text` is one sentence, or the label of one link or button. `target` is where the label
    leads, or the link inside the sentence. `own_site` says whether that is on the site the text
    stands on; None means unknown (a relative target always is). `words` are the lower-cased
    words of `text` where the caller has them already; they only make the first look cheaper.
    `standing` speaks for what has a link: the end of a post is where readers are sent on.
    A language without tables has no invitations: ask `supports` first.
    """
    tables = tables_for(language)
    if tables is None:
        return None
    text = text[:LONGEST]
    by_label = control != "sentence" and target is not None
    own = is_own(target, own_site)
    purpose = purpose_of(target, own, tables, label=by_label) if target else None
    if purpose and by_label and target and names_its_host(_words(text), target):
        purpose = None  # "Open Collective" and "Visit Tally" only say where they lead
    sent_on = standing != "amid" and target is not None
    if control == "sentence":
        words = words or _words(text)
        may = _may_ask(words, tables)
        if may == "no" or (
            may == "with a sign" and not sent_on and not _has_sign(words, text, own, purpose, tables)
        ):
            return None
    # Amid a text, with nothing to tell whose page it is: a link has to say what it is for.
    anybodys = own is None and bool(target) and purpose is None and not standing.endswith("end")
    in_page = target is not None and len(target) > 1 and target[0] == "#"

    tokens = TOKEN.findall(text.lower().replace("’", "'"))
    if not tokens:
        return None
    best: tuple[int, int, bool, FoundAsk] | None = None
    for found in find_asks(tokens, tables, label=control != "sentence"):
        if in_page and found.ask.kind == "read-more":
            continue  # a table of contents, not a way on
        points = _points(found, text, tokens, tables, own, purpose, sent_on=sent_on)
        if anybodys and says_nothing(found, tokens, tables):
            continue
        rank = points, _BASE[found.ask.force], found.whole
        if points >= _NEEDED and (best is None or rank > best[:3]):
            best = *rank, found
    if best is not None:
        points, _, _, found = best
        marks = list(TOKEN.finditer(text))
        start, end = marks[found.first].start(), marks[found.last].end()
        if is_quoted(text, start, end):
            return None
        kind = purpose if purpose and found.ask.force == "maybe" else found.ask.kind
        outright = found.ask.force == "strong" or (purpose is not None and points > _NEEDED)
        return Invitation(kind, "strong" if outright else "weak", start, end)
    if by_label and (own is not False or purpose is not None):
        return _by_target(text, tokens, tables, control, purpose)
    return None


def may_ask(words: Sequence[str], language: str) -> bool:
    """Whether the words of any asking phrase are there, in whatever order, whatever else may speak for it.

    In a sentence without them `classify` finds nothing, wherever its links lead.
    """
    tables = tables_for(language)
    return tables is not None and _may_ask(words, tables) != "no"


def _may_ask(words: Sequence[str], tables: Tables) -> Literal["no", "yes", "with a sign"]:
    """Whether the words of any asking phrase are there, or only of some that need a second sign."""
    found = tables.trigger_words.intersection(words)
    if not found:
        return "no"
    present = set(words)
    answer: Literal["no", "with a sign"] = "no"
    for word in found:
        for trigger in tables.triggers[word]:
            if trigger.maybe and answer != "no":
                continue
            for others in trigger.others:
                if others.isdisjoint(present):
                    break
            else:
                if not trigger.maybe:
                    return "yes"
                answer = "with a sign"
    return answer


def _has_sign(
    words: Sequence[str], text: str, own: bool | None, purpose: Kind | None, tables: Tables
) -> bool:
    """Whether something could back up a phrase that does not speak for itself."""
    return (
        purpose is not None
        or "?" in text
        or not tables.words["urgent"].isdisjoint(words)
        or (own is True and not tables.words["our"].isdisjoint(words))
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


# --- weighing ---------------------------------------------------------------------------------


def _points(
    found: FoundAsk,
    text: str,
    tokens: Sequence[str],
    tables: Tables,
    own: bool | None,
    purpose: Kind | None,
    *,
    sent_on: bool,
) -> int:
    """Points for the phrase being an invitation; `_NEEDED` are enough."""
    lists, ask = tables.words, found.ask
    clause = tokens[found.first :]
    around = [*tokens[: found.first], *tokens[found.last + 1 :]]
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
    if ask.force != "strong" and sent_on:
        points += 1
    if ask.force == "weak" and _is_eager(clause):
        points += 1
    if ask.force == "maybe" and found.whole and own:
        points += 1  # a link that says nothing but "Create an account", to a page of the site

    # Doubt.
    if found.offered:
        points -= 1
    if ask.force != "strong" and not lists["finite"].isdisjoint(
        tokens[found.last + 1 : found.first + OBJECT_WORDS]
    ):
        points -= 1  # "Download counts are …": a noun after all
    if found.joined and ask.force != "strong":
        points -= 1
    if own is False and purpose is None and ask.kind not in _ASKED_ELSEWHERE:
        points -= _doubt_of_leaving(found, clause, tables, sent_on=sent_on)
    if (
        not found.whole
        and points_to_document(found, tokens, tables)
        and not (sent_on and tells_news(clause, tables))
    ):
        points -= 2
    if ask.kind not in _TECHNICAL_WORDS_ARE_FINE:
        if lists["our"].isdisjoint(clause) and sounds_technical(text, around, tables):
            points -= 1
        if not lists["sequence"].isdisjoint(around) or opens_with_purpose(tokens, tables):
            points -= 1
    return points


def _doubt_of_leaving(found: FoundAsk, clause: Sequence[str], tables: Tables, *, sent_on: bool) -> int:
    """How much it counts against a request that its link leaves the site."""
    lists, ask = tables.words, found.ask
    if ask.kind == "read-more" and not lists["our"].isdisjoint(clause):
        return 0  # "Watch our talk", wherever it is kept
    if ask.force == "strong" and (sent_on or not lists["urgent"].isdisjoint(clause)):
        return 1  # "Register today": conferences and shops live elsewhere
    return 2


def _is_eager(clause: Sequence[str]) -> bool:
    """Whether the sentence ends as instructions seldom do: "… and try it out!"."""
    return next((token for token in clause if token in _ENDS), "") == "!"


_ENDS = frozenset(".?!")
_ASKED_ELSEWHERE: frozenset[Kind] = frozenset(
    {"contact", "follow", "join", "donate", "apply", "subscribe", "book"}
)
"""Kinds whose place is commonly another host: a forum, a social network, a form service."""

_TECHNICAL_WORDS_ARE_FINE: frozenset[Kind] = frozenset({"contact", "apply", "donate", "follow"})
"""Nobody writes "let us know" as a step of a tutorial; readers are asked to report on code."""


# --- labels that no table knows ------------------------------------------------------------------


def _by_target(
    text: str, tokens: Sequence[str], tables: Tables, control: Control, purpose: Kind | None
) -> Invitation | None:
    """Judge a short label that says nothing known by its shape and where it leads.

    "Import this project" to the sign-up page asks for a trial; a button of the site's own that
    opens with a verb asks for something; a bare address offers a contact.
    """
    if (purpose is None and control != "button") or len(tokens) > _LABEL_WORDS or not text.strip():
        return None
    first, _ = after_openings(tokens, 0, tables)
    asks = first < len(tokens) and tokens[first] in tables.words["verb"]
    if purpose is None and control == "button" and asks:
        return _whole(text, "other", "strong")
    if purpose is not None and (asks or (purpose == "contact" and "@" in text)):
        return _whole(text, purpose, "strong" if asks else "weak")
    return None


def _whole(text: str, kind: Kind, strength: Strength) -> Invitation:
    return Invitation(kind, strength, len(text) - len(text.lstrip()), len(text.rstrip()))
