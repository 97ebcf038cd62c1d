"""What speaks against an invitation: instructions, pointers to documents, quotations, empty words."""

from __future__ import annotations

from collections.abc import Sequence

from seoaudit.language.imperatives import FoundAsk
from seoaudit.language.invitation_tables import Tables
from seoaudit.lazy_regex import lazy_regex

NO_WORDS: frozenset[str] = frozenset()
OBJECT_WORDS = 4  # as far behind the phrase as its object is looked for

_CODE = lazy_regex(
    r"`|\w\(\)|\w::\w|(?:^|\s)--?[a-z]|\w_\w|\b[a-z]+[A-Z]\w|\w/\w+\.\w|\S>\S|\s>\s"
    r"|\b[\w-]+\.(?:js|ts|jsx|tsx|py|rs|md|mdx|json|ya?ml|toml|html?|css|scss|sh|zip|gz|exe|php|rb)\b"
)


def says_nothing(found: FoundAsk, tokens: Sequence[str], tables: Tables) -> bool:
    """Whether it only says that there is a link: "Click here", a link that reads "Learn more"."""
    if found.ask.kind != "read-more" or found.ask.force == "strong":
        return False
    if found.whole or tokens[found.first] in tables.words.get("press", NO_WORDS):
        return True
    after = (token for token in tokens[found.last + 1 :] if token[0].isalnum())
    return all(token in tables.words["urgent"] for token in after)


def sounds_technical(text: str, around: Sequence[str], tables: Tables) -> bool:
    """Whether a text with those words around its request is about programs, as instructions are."""
    lists = tables.words
    return (
        not lists["technical"].isdisjoint(around)
        or not lists["interface"].isdisjoint(around)
        or _CODE.search(text) is not None
    )


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the phrase is in quotes or code: a button's name or somebody's words, not a request."""
    before, after = text[:start], text[end : end + 1]
    if before.count("“") > before.count("”") or before.count('"') % 2 or before.count("`") % 2:
        return True
    return (before[-1:], after) in (("'", "'"), ("‘", "’"))


def points_to_document(found: FoundAsk, tokens: Sequence[str], tables: Tables) -> bool:
    """Whether the reader is sent to a document, as by "Check out the docs", not to an offer."""
    objects = tokens[found.first : found.last + 1 + OBJECT_WORDS]
    return found.ask.kind == "read-more" and not tables.words["document"].isdisjoint(objects)


def tells_news(clause: Sequence[str], tables: Tables) -> bool:
    """Whether the document is one to keep up with: "Check out our changelog" as a last word."""
    lists = tables.words
    return not (lists["our"].isdisjoint(clause) or lists.get("news", NO_WORDS).isdisjoint(clause))


def opens_with_purpose(tokens: Sequence[str], tables: Tables) -> bool:
    """Whether it begins the way a tutorial does: "To obtain this, sign up …"."""
    return tokens[0] in tables.words["purpose"] and "," in tokens
