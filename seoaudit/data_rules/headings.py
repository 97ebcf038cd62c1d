"""Rules about headings: the sections a page has to have, their order, how headings are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from seoaudit.data_rules.kind import Compiled, Fault, Kind, Workshop, quoted_list
from seoaudit.data_rules.letter_case import case_fault
from seoaudit.data_rules.limits import Phrase
from seoaudit.data_rules.wildcards import same_name
from seoaudit.facts.structure import headings
from seoaudit.model import Finding, NotApplicable, Verdict
from seoaudit.page import Heading, Page

#: A name, or several of which one will do; “*” stands for anything.
Names = Phrase | Annotated[tuple[Phrase, ...], Meta(min_length=1)]


class HeadingRule(Kind, frozen=True, kw_only=True, tag="heading"):
    """Sections that have to be there, their order, names that must not be used, capital letters."""

    about: ClassVar[str] = (
        "Sections that a page has to have, and in which order; headings that it must not have."
    )
    default_message: ClassVar[str] = "{problem}"
    default_fix: ClassVar[str] = "{remedy}"
    placeholders: ClassVar[tuple[str, ...]] = ("problem", "remedy", "heading", "match")
    one_of: ClassVar[tuple[str, ...]] = ("required", "forbidden", "case")

    required: Annotated[
        tuple[Names, ...],
        Meta(
            max_length=100,
            description="Headings that have to be there; in place of one a list of those that will do.",
        ),
    ] = ()
    in_order: Annotated[bool, Meta(description="Whether the required ones have to come in that order.")] = (
        False
    )
    forbidden: Annotated[
        tuple[Phrase, ...], Meta(max_length=1_000, description="Headings that must not be there.")
    ] = ()
    case: Annotated[
        Literal["sentence", "title"] | None,
        Meta(
            description="Sentence case (“How to fit a bike”) or title case (“How to Fit a Bike”), where it is plain."
        ),
    ] = None
    levels: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=6)], ...],
        Meta(description="The levels of headings that are looked at; without it all."),
    ] = ()

    def summary(self) -> str:
        """Return what the rule asks for."""
        parts = []
        if self.required:
            order = " in that order" if self.in_order else ""
            parts.append(
                f"the page has sections {quoted_list([_named(each) for each in self.required])}{order}"
            )
        if self.forbidden:
            parts.append(f"no heading is {quoted_list(self.forbidden)}")
        if self.case:
            parts.append(f"headings are in {self.case} case")
        said = "; ".join(parts)
        return f"{said[:1].upper()}{said[1:]}."

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        if self.in_order and len(self.required) < 2:
            yield Fault(("in-order",), "an order needs two required headings", "Take it away, or name them.")

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""

        def judge(page: Page) -> Verdict:
            own = [
                each for each in headings(page) if each.text and each.level in (self.levels or range(1, 7))
            ]
            if not own and not self.required:
                raise NotApplicable("the page has none of the headings that this rule looks at")
            found = [*self._missing(own), *self._wrong(own)]
            judged = len(self.required) + (len(own) if self.forbidden or self.case else 0)
            findings = [_finding(page, tools, *each) for each in found]
            return Verdict(1 - min(len(found), judged) / judged, findings)

        return Compiled(judge)

    def _missing(self, own: Sequence[Heading]) -> Iterator[tuple[Heading | None, str, str, str]]:
        last, before = -1, ""
        for wanted in self.required:
            names = (wanted,) if isinstance(wanted, str) else wanted
            places = [number for number, each in enumerate(own) if same_name(each.text, names)]
            if not places:
                yield (
                    None,
                    _named(wanted),
                    f"there is no section “{_named(wanted)}”",
                    f"Add a heading “{names[0]}”.",
                )
                continue
            at = next((place for place in places if place > last), None)
            if self.in_order and at is None:
                yield (
                    own[places[0]],
                    _named(wanted),
                    f"“{own[places[0]].text}” comes before “{before}”",
                    f"Move it below “{before}”.",
                )
            else:
                last, before = at if at is not None else last, own[at if at is not None else places[0]].text

    def _wrong(self, own: Sequence[Heading]) -> Iterator[tuple[Heading | None, str, str, str]]:
        for each in own:
            if self.forbidden and same_name(each.text, self.forbidden):
                yield each, each.text, f"no heading should be “{each.text}”", "Say what the section is about."
            elif self.case and (better := case_fault(each.text, self.case)):
                yield each, each.text, f"“{each.text}” is not in {self.case} case", f"Write “{better}”."


def _named(wanted: Names) -> str:
    return wanted if isinstance(wanted, str) else " or ".join(wanted)


def _finding(
    page: Page, tools: Workshop, heading: Heading | None, name: str, problem: str, remedy: str
) -> Finding:
    values = {"problem": problem, "remedy": remedy, "heading": name, "match": name}
    return Finding(heading.span if heading else page.start, tools.message(values), tools.fix(values))
