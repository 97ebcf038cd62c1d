"""Rules about words: phrases that should not stand there, spellings, and patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated, ClassVar, Literal

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
from seoaudit.data_rules.scopes import SCOPES, passages_of, place
from seoaudit.data_rules.searching import (
    Found,
    Match,
    Search,
    compiled,
    is_whole,
    normal,
    pattern_fault,
    phrase_pattern,
)
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Edit, Finding
from seoaudit.page import Page

#: Whether `--fix` may write a replacement into the page.
Fixing = Literal["safe", "unsafe", "never"]
#: What could be markup, or end a value of the front matter: a replacement with it is only proposed.
_MARKUP = lazy_regex(r"[<>&\[\]`*_{}|\\\r\n]")
_MATTER = lazy_regex(r"[\"':#,!%@]")

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
    default_message: ClassVar[str] = "“{match}” should be “{replacement}”"
    default_fix: ClassVar[str] = "Write “{replacement}”."
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
                    right = _as_begun(right, found.match[0])
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


def groups_of(match: Match) -> dict[str, str]:
    """Return a match's groups by number and name, and all of it as ``match``."""
    groups = {str(number): each or "" for number, each in enumerate(match.groups(), start=1)}
    return {"match": match[0], **groups, **{name: each or "" for name, each in match.groupdict().items()}}


def replaced(
    page: Page,
    found: Found,
    right: str,
    tools: Workshop,
    fixing: Fixing,
    groups: dict[str, str] | None = None,
) -> Finding:
    """Return the finding of something that should be written in another way, with the edit where one is safe."""
    values = {
        **(groups or {}),
        "match": found.match[0],
        "replacement": right,
        "scope": SCOPES[found.scope].one,
    }
    span = place(page, found.passage, *found.match.span())
    message, fix = tools.message(values), tools.fix(values)
    if fixing == "never" or SCOPES[found.scope].is_address or not _writable(page, found, right):
        return Finding(span, message, fix)
    return Finding(span, message, fix, edits=(Edit(span, right),), applicability=fixing)


def _writable(page: Page, found: Found, right: str) -> bool:
    """Return whether the match stands in the source as it reads, and what replaces it is plain text there too."""
    span = place(page, found.passage, *found.match.span())
    if page.source.text[slice(*span)] != found.match[0] or _MARKUP.search(right):
        return False
    return found.passage.start >= 0 or not _MATTER.search(right)


def _as_begun(right: str, written: str) -> str:
    """Return a replacement with a capital where the sentence began with one; names keep their own letters."""
    if right == right.lower() and written[:1].isupper():
        return right[:1].upper() + right[1:]
    return right


def exceptions(phrases: tuple[str, ...]) -> Callable[[Iterator[Found]], Iterator[Found]]:
    """Return a filter that takes out matches inside of the phrases."""
    if not phrases:
        return lambda every: every
    pattern = phrase_pattern(phrases, match_case=False, whole_words=True)

    def left(every: Iterator[Found]) -> Iterator[Found]:
        for found in every:
            start, end = found.match.span()
            spared = (match.span() for match in compiled(pattern).finditer(found.passage.text))
            if not any(low <= start and end <= high for low, high in spared):
                yield found

    return left


def phrase_faults(key: str, phrases: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the phrases that have nothing in them."""
    for number, phrase in enumerate(phrases):
        if not phrase.strip():
            yield Fault((key, number), "an empty phrase stands nowhere", "Take it out.")
