"""What every kind of data rule has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from typing import Annotated, Any, ClassVar, NamedTuple

import msgspec
from msgspec import Meta

from seoaudit.config.errors import did_you_mean
from seoaudit.data_rules.messages import Message
from seoaudit.data_rules.scopes import EVERYWHERE, SCOPES
from seoaudit.data_rules.searching import Searches
from seoaudit.page import Page
from seoaudit.rule import Bound, Judgement

#: Options of the rule that its table gives defaults for: name, type, default.
Option = tuple[str, Any, Any]


class Fault(NamedTuple):
    """A mistake in a table: the key (and what is below it) it stands at, what is wrong, and the remedy."""

    path: tuple[str | int, ...]
    message: str
    fix: str = ""


class Compiled(NamedTuple):
    """A rule's working parts: its judgement, what is judged one by one, its options, and a metric's bounds."""

    judge: Callable[..., Judgement]
    of: Callable[[Page], Sized] | None = None
    options: Sequence[Option] = ()
    good: Bound | None = None
    bad: Bound | None = None


class Workshop(NamedTuple):
    """What a rule is made with: the searches that it shares with all others, its message and its advice."""

    searches: Searches
    message: Message
    fix: Message


class Kind(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab", tag_field="kind"
):
    """A kind of rule: its fields are the keys that only this kind has."""

    #: What ``message`` and ``fix`` are when a rule says neither, and the placeholders they may have.
    default_message: ClassVar[str] = ""
    default_fix: ClassVar[str] = ""
    placeholders: ClassVar[tuple[str, ...]] = ()
    #: Keys of which a rule needs at least one, and its summary in the reference.
    one_of: ClassVar[tuple[str, ...]] = ()
    about: ClassVar[str] = ""
    #: How an example is read: as the text of a scope, as front matter, or (empty) as a page.
    example: ClassVar[str] = ""

    def summary(self) -> str:
        """Return what the rule asks for, in one sentence."""
        raise NotImplementedError

    def said(self) -> tuple[str, str]:
        """Return the message and the advice of a rule that has none of its own."""
        return self.default_message, self.default_fix

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        return iter(())

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        raise NotImplementedError

    def example_scope(self) -> str:
        """Return the scope that an example is the text of; empty for a page, ``front-matter`` for that alone."""
        return self.example

    @property
    def fixable(self) -> bool:
        """Return whether findings may carry edits."""
        return False

    def names(self) -> tuple[str, ...]:
        """Return the placeholders that the rule's own message may have."""
        return self.placeholders


Scopes = Annotated[
    tuple[str, ...], Meta(min_length=1, max_length=len(SCOPES), description="Where the rule looks.")
]
#: The scopes of rules about wording.
WORDING_SCOPES = EVERYWHERE


def scope_faults(scopes: Sequence[str]) -> Iterator[Fault]:
    """Yield the names that are no scopes."""
    for number, name in enumerate(scopes):
        if name not in SCOPES:
            known = f"Scopes: {', '.join(SCOPES)}."
            yield Fault(("scope", number), f"there is no scope “{name}”", did_you_mean(name, SCOPES, known))


def scope_names(scopes: Sequence[str]) -> str:
    """Return scopes as a sentence names them."""
    names = [name.replace("-", " ") for name in scopes]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def quoted_list(words: Sequence[str], most: int = 4) -> str:
    """Return words in quotation marks, the first few of many.

    >>> quoted_list(["a", "b", "c"], most=2)
    '“a”, “b” …'
    """
    shown = ", ".join(f"“{word}”" for word in words[:most])
    return f"{shown} …" if len(words) > most else shown


def no_such(key: str, name: str, known: Mapping[str, object]) -> Fault:
    """Return the mistake of a name that is not among the known ones."""
    remedy = did_you_mean(name, known, f"There are: {', '.join(known)}.")
    return Fault((key,), f"there is no {key} “{name}”", remedy)
