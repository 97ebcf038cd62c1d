"""Rules about amounts: how often something stands on a page, how long something is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from msgspec import Meta

from seoaudit.data_rules.kind import (
    WORDING_SCOPES,
    Compiled,
    Fault,
    Kind,
    Option,
    Scopes,
    Workshop,
    no_such,
    quoted_list,
    scope_faults,
    scope_names,
)
from seoaudit.data_rules.limits import Phrases, Regex
from seoaudit.data_rules.metrics import ELEMENTS
from seoaudit.data_rules.scopes import SCOPES, Passage, distinct, passages, passages_of, place
from seoaudit.data_rules.searching import Found, Search, is_whole, pattern_fault, phrase_pattern
from seoaudit.data_rules.wording import MatchCase, WholeWords, phrase_faults
from seoaudit.facts.text import language
from seoaudit.model import Finding, NotApplicable, Span
from seoaudit.page import Page

Amount = Annotated[int, Meta(ge=0)]
Least = Annotated[Amount | None, Meta(description="The least that is right.")]
Most = Annotated[Amount | None, Meta(description="The most that is right.")]
Unit = Literal["characters", "words"]


class _Bounds(NamedTuple):
    least: int | None
    most: int | None

    def text(self) -> str:
        """Return the bounds in words."""
        if self.least is not None and self.most is not None:
            return f"{self.least} to {self.most}" if self.least != self.most else f"exactly {self.most}"
        return f"at least {self.least}" if self.least is not None else f"at most {self.most}"

    def hold(self, amount: float) -> bool:
        """Return whether an amount is right."""
        return (self.least is None or amount >= self.least) and (self.most is None or amount <= self.most)


def _bounds_faults(least: int | None, most: int | None) -> Iterator[Fault]:
    if least is not None and most is not None and least > most:
        yield Fault(("min",), f"min = {least} is more than max = {most}", "Nothing can be both; change one.")
    elif least == 0 and most is None:
        yield Fault(("min",), "min = 0 holds for every page", "Write at least 1, or set “max”.")


def _options(least: int | None, most: int | None) -> Sequence[Option]:
    """Return the bounds that a rule has, as options that a path may set otherwise."""
    return [(name, Amount, value) for name, value in (("min", least), ("max", most)) if value is not None]


class Count(Kind, frozen=True, kw_only=True, tag="count"):
    """How often something may or must be there."""

    about: ClassVar[str] = (
        "How many there are of a phrase, of what a pattern finds, or of an element such as images."
    )
    default_message: ClassVar[str] = "{problem}, {bounds} is right"
    default_fix: ClassVar[str] = "Make it {bounds}."
    placeholders: ClassVar[tuple[str, ...]] = (
        "problem",
        "what",
        "count",
        "bounds",
        "min",
        "max",
        "match",
        "scope",
    )
    one_of: ClassVar[tuple[str, ...]] = ("phrases", "pattern", "element")

    phrases: Annotated[Phrases, Meta(description="Words and phrases to count, all together.")] = ()
    pattern: Annotated[Regex | None, Meta(description="A regular expression (RE2) to count.")] = None
    element: Annotated[str | None, Meta(description="What to count instead of words.")] = None
    min: Least = None
    max: Most = None
    each: Annotated[
        bool, Meta(description="Whether the bounds hold for each passage of the scope, not for all together.")
    ] = False
    scope: Scopes = WORDING_SCOPES
    match_case: MatchCase = False
    whole_words: WholeWords = True

    def summary(self) -> str:
        """Return what the rule asks for."""
        where = f" in {'each of ' if self.each else ''}{scope_names(self.scope)}"
        bounds = _Bounds(self.min, self.max).text()
        if self.element:
            return f"The page has {bounds} of {self._what()}."
        return f"{self._what()} occurs {_times(bounds)}{where}."

    def _what(self) -> str:
        return (
            self.element.replace("-", " ")
            if self.element
            else quoted_list(self.phrases or (self.pattern or "",))
        )

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        given = [name for name in self.one_of if getattr(self, name)]
        if len(given) > 1:
            yield Fault((given[1],), f"“{given[1]}” does not go with “{given[0]}”", "Make two rules of them.")
        if self.min is None and self.max is None:
            yield Fault((), "there is neither “min” nor “max”", "Say how many are right: max = 1.")
        yield from _bounds_faults(self.min, self.max)
        yield from scope_faults(self.scope)
        yield from phrase_faults("phrases", self.phrases)
        if self.element and self.element not in ELEMENTS:
            yield no_such("element", self.element, ELEMENTS)
        if self.each and self.element:
            yield Fault(("each",), "elements are counted on the whole page", "Take “each” away.")
        if self.pattern:
            message, fix = pattern_fault(self._regex())
            if message:
                yield Fault(("pattern",), message, fix)

    def example_scope(self) -> str:
        """Return the first scope; elements are counted on a page."""
        return "" if self.element else self.scope[0]

    def _regex(self) -> str:
        if self.pattern:
            return self.pattern if self.match_case else f"(?i){self.pattern}"
        return phrase_pattern(self.phrases, match_case=self.match_case, whole_words=self.whole_words)

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        if self.element:
            judge = partial(self._judge_elements, tools)
            return Compiled(judge, options=_options(self.min, self.max))
        by_word = bool(self.phrases) and self.whole_words
        search = Search(tools.searches, self._regex(), is_whole if by_word else None)
        of = partial(passages_of, scopes=self.scope) if self.each else None
        return Compiled(partial(self._judge, tools, search), of, _options(self.min, self.max))

    def _judge_elements(
        self,
        tools: Workshop,
        page: Page,
        **given: int,
    ) -> Iterator[Finding]:
        assert self.element is not None  # noqa: S101 - it is what this judges
        elements = ELEMENTS[self.element](page)
        bounds = _Bounds(given.get("min"), given.get("max"))
        if not bounds.hold(len(elements)):
            beyond = (
                elements[bounds.most]
                if bounds.most is not None and len(elements) > bounds.most
                else page.start
            )
            yield self._finding(tools, beyond, len(elements), bounds, "", "the page")

    def _judge(
        self,
        tools: Workshop,
        search: Search,
        page: Page,
        **given: int,
    ) -> Iterator[Finding]:
        bounds = _Bounds(given.get("min"), given.get("max"))
        found = list(search(page, self.scope))
        for passage, own in self._groups(page, found):
            if bounds.hold(len(own)):
                continue
            span, match, where = page.start, "", "the page"
            if bounds.most is not None and len(own) > bounds.most:
                span = place(page, own[bounds.most].passage, *own[bounds.most].match.span())
                match, where = own[bounds.most].match[0], SCOPES[own[bounds.most].scope].one
            elif passage is not None:
                span = passage.span
            yield self._finding(tools, span, len(own), bounds, match, where)

    def _groups(self, page: Page, found: Sequence[Found]) -> Iterable[tuple[Passage | None, Sequence[Found]]]:
        if not self.each:
            if not passages_of(page, self.scope):
                raise NotApplicable("the page has none of what this rule looks at")
            return [(None, sorted(found, key=lambda each: place(page, each.passage, *each.match.span())))]
        groups: dict[tuple[str, int], list[Found]] = {}
        for each in found:
            groups.setdefault((each.scope, id(each.passage)), []).append(each)
        return [
            (passage, groups.get((scope, id(passage)), ()))
            for scope in distinct(page, self.scope)
            for passage in passages(page, scope)
        ]

    def _finding(
        self, tools: Workshop, span: Span, count: int, bounds: _Bounds, match: str, where: str
    ) -> Finding:
        problem = f"{self._what()} occurs {_times(str(count)) if count else 'nowhere'}"
        if self.element:
            problem = f"the page has {count or 'no'} {self._what()}"
        values = {
            "problem": problem, "what": self._what(), "count": count, "bounds": bounds.text(), "min": bounds.least, "max": bounds.most,
            "match": match, "scope": where,
        }  # fmt: skip
        return Finding(span, tools.message(values), tools.fix(values))


def _times(amount: str) -> str:
    """Return an amount as a frequency.

    >>> _times("at most 1"), _times("3")
    ('at most once', '3 times')
    """
    head, _, last = amount.rpartition(" ")
    return f"{head} once".strip() if last == "1" else f"{amount} times"


class Length(Kind, frozen=True, kw_only=True, tag="length"):
    """How long each passage of a scope may or must be."""

    about: ClassVar[str] = "How long each title, heading, paragraph, section or other passage of a scope is."
    default_message: ClassVar[str] = "{scope} has {length} {unit}, {bounds} is right"
    default_fix: ClassVar[str] = "Make it {bounds} {unit}."
    placeholders: ClassVar[tuple[str, ...]] = ("scope", "length", "unit", "bounds", "min", "max", "match")
    one_of: ClassVar[tuple[str, ...]] = ("min", "max")

    scope: Scopes
    unit: Annotated[Unit, Meta(description="What is counted.")] = "characters"
    min: Least = None
    max: Most = None

    def summary(self) -> str:
        """Return what the rule asks for."""
        whose = " and ".join(SCOPES[name].one for name in self.scope)
        return f"{whose[:1].upper()}{whose[1:]} has {_Bounds(self.min, self.max).text()} {self.unit}."

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        yield from scope_faults(self.scope)
        yield from _bounds_faults(self.min, self.max)

    def example_scope(self) -> str:
        """Return the first scope."""
        return self.scope[0]

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        of = partial(passages_of, scopes=self.scope)
        return Compiled(partial(self._judge, tools), of, _options(self.min, self.max))

    def _judge(
        self,
        tools: Workshop,
        page: Page,
        **given: int,
    ) -> Iterator[Finding]:
        bounds = _Bounds(given.get("min"), given.get("max"))
        words = language(page).words if self.unit == "words" else None
        for scope in distinct(page, self.scope):
            for passage in passages(page, scope):
                text = " ".join(passage.text.split())
                length = len(words(text)) if words else len(text)
                if not bounds.hold(length):
                    values: Mapping[str, Any] = {
                        "scope": SCOPES[scope].one, "length": length, "unit": self.unit, "bounds": bounds.text(),
                        "min": bounds.least, "max": bounds.most, "match": text,
                    }  # fmt: skip
                    yield Finding(passage.span, tools.message(values), tools.fix(values))
