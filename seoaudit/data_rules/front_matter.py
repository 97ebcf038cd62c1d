"""Rules about front matter: which keys there have to be, and what they may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from seoaudit.config.errors import did_you_mean, shown
from seoaudit.data_rules.kind import Compiled, Fault, Kind, Workshop, quoted_list
from seoaudit.data_rules.limits import Regex
from seoaudit.data_rules.searching import compiled, pattern_fault, searchable
from seoaudit.facts.dates import parse_date
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Finding, NotApplicable, Span, Verdict
from seoaudit.page import FrontMatter, Page

Type = Literal["string", "number", "whole-number", "boolean", "date", "list", "table"]

_TYPES: Mapping[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "whole-number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, dt.date) or (isinstance(value, str) and _is_date(value)),
    "list": lambda value: isinstance(value, list),
    "table": lambda value: isinstance(value, Mapping),
}
_NAMES = {"string": "text", "whole-number": "a whole number", "boolean": "true or false"}
#: Formats by name; anything else is a regular expression for all of the value.
FORMATS: Mapping[str, str] = {
    "date": r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d.*)?",
    "slug": r"[a-z0-9]+(?:-[a-z0-9]+)*",
    "url": r"https?://[^\s/]+\S*",
    "email": r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+",
    "language": r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*",
    "image": r"(?i)\S.*\.(?:avif|gif|jpe?g|png|svg|webp)",
}
_NAME = lazy_regex(r"[a-z][a-z-]*")
#: The key of a template: a value that a program fills in.
_TEMPLATE = ("{{", "{%", "<%")


class KeyTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What is asked of one key."""

    required: Annotated[bool, Meta(description="Whether the key has to be there, with a value.")] = True
    forbidden: Annotated[bool, Meta(description="Whether the key must not be there.")] = False
    type: Annotated[Type | None, Meta(description="What the value has to be.")] = None
    one_of: Annotated[
        tuple[str | int | float | bool, ...],
        Meta(max_length=1_000, description="The values there may be; of a list, each of its members."),
    ] = ()
    format: Annotated[
        Regex | None,
        Meta(
            description=f"How the value is written: {', '.join(FORMATS)}, or a regular expression for all of it."
        ),
    ] = None

    def regex(self) -> str:
        """Return the pattern of the format."""
        return FORMATS.get(self.format or "", self.format or "")


class FrontMatterRule(Kind, frozen=True, kw_only=True, tag="front-matter"):
    """Keys of the front matter that have to be there, and what they may hold."""

    about: ClassVar[str] = (
        "Keys of the front matter: whether they are there, of what type, with which values."
    )
    default_message: ClassVar[str] = "{problem}"
    default_fix: ClassVar[str] = "{remedy}"
    placeholders: ClassVar[tuple[str, ...]] = ("problem", "remedy", "key", "value")
    example: ClassVar[str] = "front-matter"

    keys: Annotated[
        dict[Annotated[str, Meta(min_length=1, max_length=100)], KeyTable],
        Meta(
            min_length=1,
            max_length=100,
            description="The keys, dotted for tables, with what is asked of each.",
        ),
    ]

    def summary(self) -> str:
        """Return what the rule asks for."""
        wanted = [name for name, table in self.keys.items() if table.required and not table.forbidden]
        said = f"The front matter has {quoted_list(wanted)}" if wanted else "The front matter is well formed"
        return f"{said}, with values as the house wants them."

    def faults(self) -> Iterator[Fault]:
        """Yield what the types do not tell."""
        for name, table in self.keys.items():
            if table.format and table.format not in FORMATS:
                message, fix = pattern_fault(table.format)
                if not message and _NAME.fullmatch(table.format):
                    message = f"there is no format “{table.format}”"
                    fix = did_you_mean(table.format, FORMATS, f"Formats: {', '.join(FORMATS)}, or a pattern.")
                if message:
                    yield Fault(("keys", name, "format"), message, fix)
            if table.forbidden and (table.type or table.one_of or table.format):
                yield Fault(
                    ("keys", name), f"“{name}” is forbidden, so it has no value to judge", "Take one away."
                )

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""
        fixed = {name: compiled(table.regex()) for name, table in self.keys.items() if table.format}

        def judge(page: Page) -> Verdict:
            matter = page.front_matter
            if matter is None and page.source.media != "markdown":
                raise NotApplicable("the page is no source with front matter")
            if (
                matter is not None
                and not matter.data
                and any(p.kind == "front-matter" for p in page.problems)
            ):
                raise NotApplicable("the front matter cannot be read")
            found = [
                (name, *fault)
                for name, table in self.keys.items()
                for fault in _faults(name, table, matter, fixed)
            ]
            failing = len({name for name, *_ in found})
            return Verdict(1 - failing / len(self.keys), [_finding(page, tools, *each) for each in found])

        return Compiled(judge)


def _finding(page: Page, tools: Workshop, name: str, problem: str, remedy: str, value: object) -> Finding:
    values = {"problem": problem, "remedy": remedy, "key": name, "value": "" if value is None else value}
    spans = page.front_matter.spans if page.front_matter else {}
    span: Span = spans.get(name, page.start) if value is not None else page.start
    return Finding(span, tools.message(values), tools.fix(values))


def _faults(
    name: str, table: KeyTable, matter: FrontMatter | None, formats: Mapping[str, Any]
) -> Iterator[tuple[str, str, object]]:
    """Yield what is wrong with one key, the remedy, and the value (``None`` where there is none)."""
    value = matter.get(name) if matter else None
    if table.forbidden:
        if value is not None:
            yield f"“{name}” does not belong into the front matter", "Take it out.", value
        return
    if value is None or value == "" or value == []:
        if table.required:
            yield f"“{name}” is missing in the front matter", _wanted(name, table), None
        return
    if isinstance(value, str) and any(mark in value for mark in _TEMPLATE):
        return
    if table.type and not _TYPES[table.type](value):
        yield f"“{name}” should be {_type(table.type)}, and is {_shown(value)}", _wanted(name, table), value
        return
    for each in value if isinstance(value, list) else [value]:
        text = _text(each)
        if table.one_of and each not in table.one_of:
            known = [_text(one) for one in table.one_of]
            remedy = did_you_mean(text, known, f"Known values: {quoted_list(known, 12)}.")
            yield f"“{name}” must not be {_shown(each)}", remedy, value
        elif name in formats and formats[name].fullmatch(searchable(text)) is None:
            yield f"“{name}” has another format than the house's: {_shown(each)}", _wanted(name, table), value


def _wanted(name: str, table: KeyTable) -> str:
    """Return what to write."""
    if table.one_of:
        return f"Set “{name}” to one of {quoted_list([_text(each) for each in table.one_of], 12)}."
    if table.format and table.format in FORMATS:
        return f"Write “{name}” as {'an' if table.format[0] in 'aeiou' else 'a'} {table.format}."
    if table.format:
        return f"Write “{name}” so that it matches {table.format}."
    return f"Write “{name}” as {_type(table.type)}." if table.type else f"Add “{name}”."


def _type(name: str) -> str:
    return _NAMES.get(name, f"a {name}")


def _text(value: object) -> str:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return shown(value) if isinstance(value, bool) else str(value)


def _shown(value: object) -> str:
    return _text(value) if isinstance(value, dt.date) else shown(value)


def _is_date(value: str) -> bool:
    return parse_date(value) is not None
