"""Rules about words: phrases that should not stand there, spellings, and patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated, ClassVar

from msgspec import Meta

from seoaudit.data_rules import inflections
from seoaudit.data_rules.kind import (
    WORDING_SCOPES,
    Compiled,
    Fault,
    Kind,
    Scopes,
    Workshop,
    quoted_list,
    scope_faults,
    scope_names,
)
from seoaudit.data_rules.limits import MAX_PHRASES, Phrase, Phrases, Regex, Text
from seoaudit.data_rules.messages import Message
from seoaudit.data_rules.messages import fault as message_fault
from seoaudit.data_rules.replacing import Fixing, as_begun, exceptions, groups_of, replaced
from seoaudit.data_rules.scopes import SCOPES, passages_of, place
from seoaudit.data_rules.searching import (
    Search,
    compiled,
    is_whole,
    normal,
    pattern_fault,
    phrase_pattern,
)
from seoaudit.model import Finding
from seoaudit.page import Page

#: What is said of anything that should be written in another way.
_SAID_OF_SWAPS = ("“{match}” should be “{replacement}”", "Write “{replacement}”.")

MatchCase = Annotated[bool, Meta(description="Whether capital and small letters differ.")]
WholeWords = Annotated[bool, Meta(description="Whether only whole words count, or parts of words too.")]
Except = Annotated[
    tuple[Phrase, ...],
    Meta(
        max_length=MAX_PHRASES,
        description="Longer phrases in which a match is right, such as “click here to kill”.",
    ),
]
FixKey = Annotated[
    Fixing, Meta(description="Whether `check --fix` may write the replacement: “safe”, “unsafe” or “never”.")
]


class PhraseRule(Kind, frozen=True, kw_only=True, tag="phrase"):
    """Words and phrases that should not stand on a page."""

    about: ClassVar[str] = "Words and phrases that should not stand there, as they are written or inflected."
    default_message: ClassVar[str] = "“{match}” should not stand here"
    default_fix: ClassVar[str] = "Say it in other words."
    placeholders: ClassVar[tuple[str, ...]] = ("match", "scope")

    phrases: Annotated[Phrases, Meta(min_length=1, description="The words and phrases.")]
    scope: Scopes = WORDING_SCOPES
    match_case: MatchCase = False
    whole_words: WholeWords = True
    inflections: Annotated[
        bool,
        Meta(description="Whether other forms of the words count too, by the stems of the page's language."),
    ] = False
    except_: Except = ()

    def summary(self) -> str:
        """Return what the rule asks for."""
        return f"{quoted_list(self.phrases)} should not stand in {scope_names(self.scope)}."

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        yield from scope_faults(self.scope)
        yield from phrase_faults("phrases", self.phrases)
        yield from phrase_faults("except", self.except_)
        if self.inflections and (self.match_case or not self.whole_words):
            key = "match-case" if self.match_case else "whole-words"
            yield Fault((key,), f"“{key}” does not go with “inflections”", "Take one of them away.")

    def example_scope(self) -> str:
        """Return the first scope."""
        return self.scope[0]

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        search = phrase_search(self, tools)
        spared = exceptions(self.except_)

        def judge(page: Page) -> Iterator[Finding]:
            for found in spared(search(page, self.scope)):
                values = {"match": found.match[0], "scope": SCOPES[found.scope].one}
                span = place(page, found.passage, *found.match.span())
                yield Finding(span, tools.message(values), tools.fix(values))

        return Compiled(judge, partial(passages_of, scopes=self.scope))


def phrase_search(rule: PhraseRule, tools: Workshop) -> Search:
    """Return the search for a rule's phrases."""
    if rule.inflections:
        forms = inflections.Forms(rule.phrases)
        return Search(tools.searches, forms.pattern, forms.accept)
    pattern = phrase_pattern(rule.phrases, match_case=rule.match_case, whole_words=rule.whole_words)
    return Search(tools.searches, pattern, is_whole if rule.whole_words else None)


class Substitution(Kind, frozen=True, kw_only=True, tag="substitution"):
    """What is written one way and should be written another."""

    about: ClassVar[str] = (
        "Spellings and words with what should be written instead: brand names, house style."
    )
    default_message: ClassVar[str] = _SAID_OF_SWAPS[0]
    default_fix: ClassVar[str] = _SAID_OF_SWAPS[1]
    placeholders: ClassVar[tuple[str, ...]] = ("match", "replacement", "scope")

    swap: Annotated[
        dict[Phrase, Text],
        Meta(min_length=1, max_length=MAX_PHRASES, description="What is written, and what should be."),
    ]
    scope: Scopes = WORDING_SCOPES
    match_case: MatchCase = False
    whole_words: WholeWords = True
    except_: Except = ()
    fixing: FixKey = "safe"

    def summary(self) -> str:
        """Return what the rule asks for."""
        pairs = [f"“{right}” rather than “{wrong}”" for wrong, right in list(self.swap.items())[:3]]
        return f"Write {', '.join(pairs)}{' …' if len(self.swap) > 3 else ''}."

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        yield from scope_faults(self.scope)
        yield from phrase_faults("except", self.except_)
        for wrong, right in self.swap.items():
            if wrong == right:
                yield Fault(("swap", wrong), f"“{wrong}” is to be replaced by itself")
            elif not wrong.strip():
                yield Fault(("swap", wrong), "an empty phrase stands nowhere")
            elif not right.strip():
                yield Fault(
                    ("swap", wrong),
                    f"“{wrong}” is to be replaced by nothing, which would leave its blanks behind",
                    f'For words to leave out, write a rule of its own: kind = "phrase", phrases = ["{wrong}"].',
                )

    def example_scope(self) -> str:
        """Return the first scope."""
        return self.scope[0]

    @property
    def fixable(self) -> bool:
        """Return whether findings may carry edits."""
        return self.fixing == "safe"

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        fold: Callable[[str], str] = str if self.match_case else normal
        wanted = {fold(wrong): right for wrong, right in self.swap.items()}
        pattern = phrase_pattern(self.swap, match_case=self.match_case, whole_words=self.whole_words)
        search = Search(tools.searches, pattern, is_whole if self.whole_words else None)
        spared = exceptions(self.except_)

        def judge(page: Page) -> Iterator[Finding]:
            for found in spared(search(page, self.scope)):
                right = wanted.get(fold(found.match[0]), "")
                if not self.match_case:
                    right = as_begun(right, found.match[0])
                if found.match[0] != right:
                    yield replaced(page, found, right, tools, self.fixing)

        return Compiled(judge, partial(passages_of, scopes=self.scope))


class PatternRule(Kind, frozen=True, kw_only=True, tag="pattern"):
    """What a regular expression finds."""

    about: ClassVar[str] = (
        "What a regular expression finds (RE2: linear time, no look-around, no back-references)."
    )
    default_message: ClassVar[str] = "“{match}” should not stand here"
    default_fix: ClassVar[str] = "Write it in another way."
    placeholders: ClassVar[tuple[str, ...]] = ("match", "replacement", "scope")

    pattern: Annotated[
        Regex, Meta(description="The regular expression, searched for in each passage of the scope.")
    ]
    scope: Scopes = WORDING_SCOPES
    match_case: MatchCase = True
    except_: Except = ()
    replacement: Annotated[
        Text, Meta(description="What should stand there; {1} or {name} is a group of the match.")
    ] = ""
    fixing: FixKey = "safe"

    def summary(self) -> str:
        """Return what the rule asks for."""
        return f"Nothing in {scope_names(self.scope)} looks like {self.pattern}."

    def said(self) -> tuple[str, str]:
        """Return the message and the advice of a rule that has none of its own."""
        return _SAID_OF_SWAPS if self.replacement else (self.default_message, self.default_fix)

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        yield from scope_faults(self.scope)
        yield from phrase_faults("except", self.except_)
        message, fix = pattern_fault(self._flagged())
        if message:
            yield Fault(("pattern",), message, fix)
        elif self.replacement:
            message, fix = message_fault(self.replacement, ("match", *self._groups()))
            if message:
                yield Fault(("replacement",), f"“replacement”: {message}", fix)

    def names(self) -> tuple[str, ...]:
        """Return the placeholders: those of the kind, and the groups of the pattern."""
        return (
            (*self.placeholders, *self._groups())
            if not pattern_fault(self._flagged())[0]
            else self.placeholders
        )

    def example_scope(self) -> str:
        """Return the first scope."""
        return self.scope[0]

    @property
    def fixable(self) -> bool:
        """Return whether findings may carry edits."""
        return bool(self.replacement) and self.fixing == "safe"

    def _flagged(self) -> str:
        return self.pattern if self.match_case else f"(?i){self.pattern}"

    def _groups(self) -> tuple[str, ...]:
        regex = compiled(self._flagged())
        return (*map(str, range(1, regex.groups + 1)), *regex.groupindex)

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        search = Search(tools.searches, self._flagged())
        spared = exceptions(self.except_)
        template = Message(self.replacement) if self.replacement else None

        def judge(page: Page) -> Iterator[Finding]:
            for found in spared(search(page, self.scope)):
                groups = groups_of(found.match)
                right = template.filled(groups) if template else ""
                if not template or right != found.match[0]:
                    yield replaced(page, found, right, tools, self.fixing if template else "never", groups)

        return Compiled(judge, partial(passages_of, scopes=self.scope))


def phrase_faults(key: str, phrases: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the phrases that have nothing in them."""
    for number, phrase in enumerate(phrases):
        if not phrase.strip():
            yield Fault((key, number), "an empty phrase stands nowhere", "Take it out.")
