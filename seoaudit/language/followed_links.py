"""Links that the reader is told to follow in words no table of phrases knows.

"Take [the five templates] with you" names an act that nobody can list, but its grammar and its place
tell: an imperative of a verb that sends readers somewhere, with the link as its object, at the end of
the text or in a block of its own. Amid a text, where tutorials have their steps, the link itself has to
open with the verb, stay on the site, and have nothing technical about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import get_args

from seoaudit.language.imperatives import BREAKS, imperative_places
from seoaudit.language.invitation_doubts import NO_WORDS, sounds_technical
from seoaudit.language.invitation_tables import Kind, Tables, tables_for
from seoaudit.language.invitation_targets import is_own, is_shelved
from seoaudit.language.invitations import LONGEST, TOKEN, Invitation, Standing

_LABEL_WORDS = 10  # a longer link text is a sentence that happens to be a link
_OBJECT_WORDS = 6  # from the verb to the link that is its object
_SHORT = 4  # words: a longer link text in capitals is the title of what it leads to


def leading_words(language: str) -> frozenset[str]:
    """Verbs that send readers somewhere; none for a language where nobody has listed them."""
    return frozenset(_verbs(language))


def follow(
    text: str,
    at: int,
    *,
    target: str,
    own_site: bool | None = None,
    standing: Standing = "amid",
    language: str = "en",
) -> Invitation | None:
    """Tell what a link asks the reader to do, or None.

    `text` is the sentence up to the end of the link's own text, which begins at `at`. `target`,
    `own_site`, `standing` and `language` are those of `invitations.classify`, to be asked first.
    """
    tables = tables_for(language)
    verbs = _verbs(language)
    if tables is None or not verbs or len(text) > LONGEST or _is_in_page(target):
        return None
    own = is_own(target, own_site)
    if own is False:
        return None
    marks = list(TOKEN.finditer(text))
    tokens = [mark[0].lower().replace("’", "'") for mark in marks]
    link = next((number for number, mark in enumerate(marks) if mark.end() > at), len(marks))
    if link == len(marks) or len(tokens) - link > _LABEL_WORDS:
        return None
    place = _verb_of(tokens, link, verbs, tables, amid=standing == "amid")
    if place is None:
        return _offer(text, at, tokens[link:], tables) if standing.startswith("alone") else None
    in_label = place >= link
    clause = tokens[place:]
    ours = not tables.words["our"].isdisjoint(clause) or not tables.words["us"].isdisjoint(clause)
    kind = verbs[tokens[place]]
    at_end = standing.endswith("end")
    if not (at_end or own or ours) or (in_label and _is_title(text[at:])):
        return None
    if kind != "read-more" and not ours and is_shelved(target, tables):
        if not in_label:
            return None
        kind = "read-more"  # "Create a team" among the documents tells how it is done
    eager = at_end and in_label and (ours or text.endswith("!"))
    if not eager and _explains(text, tokens, place, tables):
        return None
    outright = in_label and kind != "read-more"
    return Invitation(kind, "strong" if outright else "weak", marks[place].start(), len(text))


def _verb_of(
    tokens: Sequence[str], link: int, verbs: Mapping[str, Kind], tables: Tables, *, amid: bool
) -> int | None:
    """Where the verb stands whose object the link is: in its clause, or first in the link itself.

    Amid a text the link has to open with it, and it must be no pointer ("see part 1").
    """
    lists = tables.words
    pointing = lists.get("pointing", NO_WORDS)
    found = None
    for place, offered, _ in imperative_places(tokens, tables):
        if tokens[place] not in verbs or not link - _OBJECT_WORDS <= place < len(tokens) - 1:
            continue
        between = tokens[min(place, link) : max(place, link)]
        if not BREAKS.isdisjoint(between) or not lists["finite"].isdisjoint(between):
            continue
        doubtful = offered or tokens[place] in pointing
        if (place < link or amid) and doubtful:
            continue
        if place < link and (amid or not lists.get("theirs", NO_WORDS).isdisjoint(between)):
            continue
        found = place
    return found


def _explains(text: str, tokens: Sequence[str], place: int, tables: Tables) -> bool:
    """Whether it is a step of a tutorial or a pointer to a document rather than an offer."""
    lists = tables.words
    around = [*tokens[:place], *tokens[place + 1 :]]
    return (
        sounds_technical(text, around, tables)
        or not lists["document"].isdisjoint(around)
        or not lists["sequence"].isdisjoint(around)
        or tokens[0] in lists["purpose"]
    )


def _offer(text: str, at: int, label: Sequence[str], tables: Tables) -> Invitation | None:
    """Return a link alone in its block that names something to be had: "Free audit", "Email checklist"."""
    words = [token for token in label if token[0].isalnum()]
    kinds: tuple[Kind, ...] = ("download", "book", "try")
    for kind in kinds:
        if 1 < len(words) <= _SHORT and words[-1] in tables.words.get(f"offer-{kind}", NO_WORDS):
            return Invitation(kind, "weak", at, len(text))
    return None


def _is_title(label: str) -> bool:
    """Whether a link's text is written as a title: "Get Started With Teapots Today"."""
    words = [word for word in label.split() if len(word) > _SHORT or word[:1].isupper()]
    return len(words) > _SHORT and all(word[:1].isupper() for word in words)


def _is_in_page(target: str) -> bool:
    return len(target) > 1 and target[0] == "#"


@lru_cache(maxsize=64)
def _verbs(language: str) -> Mapping[str, Kind]:
    """Return the verbs of the sections `lead-<kind>`, with what they ask for."""
    tables = tables_for(language)
    if tables is None:
        return {}
    kinds: tuple[Kind, ...] = get_args(Kind)
    leads: dict[str, Kind] = dict.fromkeys(tables.words.get("pointing", NO_WORDS), "read-more")
    return leads | {verb: kind for kind in kinds for verb in tables.words.get(f"lead-{kind}", NO_WORDS)}
