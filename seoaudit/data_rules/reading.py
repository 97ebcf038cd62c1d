"""Reading ``[[rule]]`` tables: rules, or every mistake in them at its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from seoaudit.config import globs
from seoaudit.config.errors import ConfigError, closest, did_you_mean, shown
from seoaudit.config.keys import converted
from seoaudit.config.places import KeyPath
from seoaudit.data_rules.examples import example_faults
from seoaudit.data_rules.expectations import element_of, wanted
from seoaudit.data_rules.kind import Fault, Kind
from seoaudit.data_rules.kinds import (
    COMMON_KEYS,
    EXAMPLES_OF_METRICS,
    KINDS,
    Common,
    DataRule,
)
from seoaudit.data_rules.limits import MAX_RULES
from seoaudit.data_rules.messages import fault as message_fault
from seoaudit.lazy_regex import lazy_regex
from seoaudit.lines import Position

#: The category of rules that have none of their own.
LOCAL = "local"
_PART = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ID_PATTERN = rf"(?:{_PART}/)?{_PART}"
_ID = lazy_regex(ID_PATTERN)
_LANGUAGE = lazy_regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: Categories that mean something else.
_RESERVED = ("seoaudit", "all")
_INDEX = lazy_regex(r"\$\[(\d+)\]")


class RuleFile(NamedTuple):
    """A file's ``[[rule]]`` tables, unchecked: how messages call the file, the value of ``rule``, its place, all places."""

    file: str
    tables: object
    path: KeyPath
    found: Mapping[KeyPath, Position]


class OwnRules(NamedTuple):
    """What was read: the rules in the order of their ids, what is wrong, and the ids of rules that are."""

    rules: tuple[DataRule, ...] = ()
    errors: tuple[ConfigError, ...] = ()
    broken: frozenset[str] = frozenset()


def read_rules(files: Sequence[RuleFile], known: Collection[str]) -> OwnRules:
    """Return the rules of files. ``known`` are the ids that are taken."""
    reader = _Reader(known)
    for file in files:
        reader.file(file)
    rules = tuple(sorted(reader.rules, key=lambda rule: rule.id))
    return OwnRules(rules, tuple(reader.errors), frozenset(reader.places) - {rule.id for rule in rules})


class _Reader:
    def __init__(self, known: Collection[str]) -> None:
        self.known = known
        self.rules: list[DataRule] = []
        self.errors: list[ConfigError] = []
        #: Where each id was given first.
        self.places: dict[str, str] = {}
        self.count = 0
        self.now = RuleFile("", (), (), {})

    def error(self, path: KeyPath, message: str, fix: str = "") -> None:
        place = next(
            (self.now.found[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.now.found), None
        )
        line, column = place or Position(0, 0)
        self.errors.append(ConfigError(self.now.file, line, column, message, fix))

    def file(self, file: RuleFile) -> None:
        self.now = file
        if not isinstance(file.tables, list) or not all(isinstance(each, dict) for each in file.tables):
            self.error(file.path, "“rule” must be tables", "Write [[rule]], with two brackets.")
            return
        self.count += len(file.tables)
        if self.count > MAX_RULES:
            self.error(
                file.path, f"there are {self.count:,} rules, more than {MAX_RULES}", "Join some of them."
            )
            return
        for number, table in enumerate(file.tables):
            self.rule(table, (*file.path, number))

    def rule(self, table: Mapping[str, Any], path: KeyPath) -> None:
        before = len(self.errors)
        name = self.id(table, path)
        kind = self.kind(table, path)
        if kind is None:
            return
        common, own = self.values(table, kind, path)
        self.required(table, kind, path)
        if len(self.errors) > before:
            return
        rule = DataRule(common=Common(**{**common, "id": name}), kind=kind(**own), file=self.now.file)  # type: ignore[arg-type]
        for fault in _faults(rule):
            self.error((*path, *fault.path), fault.message, fault.fix)
        if len(self.errors) > before:
            return
        for fault in example_faults(rule):
            self.error((*path, *_as_written(fault.path, kind)), fault.message, fault.fix)
        if len(self.errors) == before:
            self.rules.append(rule)

    def id(self, table: Mapping[str, Any], path: KeyPath) -> str:
        given = table.get("id")
        if given is None:
            meant = "“name” is written “id” here." if "name" in table else 'Add id = "brand-spelling".'
            self.error(path, "the rule has no “id”", meant)
            return ""
        place = (*path, "id")
        if not isinstance(given, str) or not _ID.fullmatch(given):
            self.error(
                place,
                f"{shown(given)} is no id",
                "Write small letters and hyphens: brand-spelling, or style/brand-spelling.",
            )
            return ""
        name = given if "/" in given else f"{LOCAL}/{given}"
        where = f"{self.now.file}:{(self.now.found.get(place) or Position(0, 0)).line}"
        if name in self.known:
            self.error(
                place,
                f"there is a rule “{name}” already, which comes with seoaudit or a pack",
                "Choose another id.",
            )
        elif name.partition("/")[0] in _RESERVED:
            self.error(place, f"“{name}”: this category means something else", "Choose another one.")
        elif name in self.places:
            self.error(
                place, f"there is a rule “{name}” already, at {self.places[name]}", "Choose another id."
            )
        else:
            self.places[name] = where
        return name

    def kind(self, table: Mapping[str, Any], path: KeyPath) -> type[Kind] | None:
        given = table.get("kind")
        if isinstance(given, str) and given in KINDS:
            return KINDS[given]
        known = f"Kinds: {', '.join(KINDS)}."
        if given is None:
            likely = next(
                (name for name, kind in KINDS.items() if _fields(kind).keys() & table.keys() - _SHARED), ""
            )
            self.error(path, "the rule has no “kind”", f'Add kind = "{likely}".' if likely else known)
        else:
            self.error(
                (*path, "kind"), f"there is no kind {shown(given)}", did_you_mean(str(given), KINDS, known)
            )
        return None

    def values(
        self, table: Mapping[str, Any], kind: type[Kind], path: KeyPath
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the values of the common keys and of the kind's, as fields have them."""
        common: dict[str, Any] = {}
        own: dict[str, Any] = {}
        of_kind, of_all = _fields(kind), _fields(Common)
        for name, value in table.items():
            shared = EXAMPLES_OF_METRICS.get(name, name) if kind is KINDS["metric"] else name
            if name in ("id", "kind") or (name == "name" and "id" not in table):
                continue
            if name in of_kind:
                self.value(of_kind[name], name, value, (*path, name), own)
            elif shared in of_all:
                self.value(of_all[shared], name, value, (*path, name), common)
            else:
                self.unknown(name, kind, path)
        return common, own

    def value(
        self, field: msgspec.structs.FieldInfo, name: str, value: object, path: KeyPath, into: dict[str, Any]
    ) -> None:
        before = len(self.errors)
        element = element_of(field.type, dict)
        if element is not None and isinstance(value, dict):
            converted_table: dict[str, Any] = {}
            for key, entry in value.items():
                self.entry(element, key, entry, (*path, key), converted_table)
            value = converted_table
            if len(self.errors) > before:
                return
        elif element_of(field.type, tuple) is not None and isinstance(value, (str, int, float)):
            value = [value]  # one will do for a list of one
        self.converted(field.type, field.name, name, value, path, into)

    def entry(self, element: Any, key: str, entry: object, path: KeyPath, into: dict[str, Any]) -> None:  # noqa: ANN401
        """Take in one entry of a table of tables, or of texts."""
        if not isinstance(element, type) or not issubclass(element, msgspec.Struct):
            self.converted(element, key, key, entry, path, into)
            return
        if not isinstance(entry, dict):
            self.error(
                path, f"“{key}” must be a table, not {shown(entry)}", f'Write {key} = {{ type = "string" }}.'
            )
            return
        fields, values = _fields(element), dict[str, Any]()
        for name, value in entry.items():
            if name in fields:
                self.value(fields[name], name, value, (*path, name), values)
            else:
                known = f"Known: {', '.join(fields)}."
                self.error((*path, name), f"“{key}” has no key “{name}”", did_you_mean(name, fields, known))
        into[key] = element(**values)

    def converted(
        self,
        annotation: Any,  # noqa: ANN401 - a type of any kind
        field: str,
        name: str,
        value: object,
        path: KeyPath,
        into: dict[str, Any],
    ) -> None:
        try:
            into[field] = converted(value, annotation)
        except msgspec.ValidationError as error:
            index = _INDEX.search(str(error))
            at = (*path, int(index[1])) if index and isinstance(value, list) else path
            part = value[int(index[1])] if index and isinstance(value, list) else value
            whose = f"“{name}”" if at == path else f"each of “{name}”"
            self.error(at, f"{whose} must be {wanted(annotation, str(error), name)}, not {shown(part)}")

    def unknown(self, name: str, kind: type[Kind], path: KeyPath) -> None:
        tag = str(kind.__struct_config__.tag)
        others = [other for other, each in KINDS.items() if name in _own_keys(each)]
        known = [*_own_keys(kind), *COMMON_KEYS]
        message = f"rules of kind “{tag}” have no key “{name}”"
        if others:
            fix = f"It is a key of kind {' and '.join(f'“{each}”' for each in others)}."
        elif name in EXAMPLES_OF_METRICS:
            fix = f"Write “{EXAMPLES_OF_METRICS[name]}”."
        else:
            fix = did_you_mean(
                name, known, f"It has: {', '.join(_own_keys(kind))}; and {', '.join(COMMON_KEYS)}."
            )
        self.error((*path, name), message, fix)

    def required(self, table: Mapping[str, Any], kind: type[Kind], path: KeyPath) -> None:
        tag = str(kind.__struct_config__.tag)
        for name, field in _fields(kind).items():
            if field.required and name not in table and not self._misspelt(name, table, kind):
                self.error(path, f"a rule of kind “{tag}” needs “{name}”", "See docs/data-rules.md.")
        if kind.one_of and not any(table.get(name) not in (None, False, "", []) for name in kind.one_of):
            self.error(path, f"the rule asks for nothing: it has none of {_listed(kind.one_of)}")
        if kind is not KINDS["metric"] and table.get("bad", []) == []:
            self.error(
                path,
                "the rule has no “bad” example",
                'Add bad = ["…"], something in which it has to find a fault.',
            )

    def _misspelt(self, name: str, table: Mapping[str, Any], kind: type[Kind]) -> bool:
        """Return whether a key that is missing is there under another spelling, which is reported anyway."""
        known = (*_own_keys(kind), *COMMON_KEYS)
        return any(closest(each, known) == name for each in table if each not in known)


#: Keys that several kinds have, and that so tell nothing of the kind.
_SHARED = frozenset(
    {
        "scope",
        "match-case",
        "whole-words",
        "except",
        "fixing",
        "required",
        "forbidden",
        "min",
        "max",
        *COMMON_KEYS,
    }
)


@cache
def _fields(struct: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(struct)}


def _own_keys(kind: type[Kind]) -> Collection[str]:
    return _fields(kind).keys()


def _as_written(path: tuple[str | int, ...], kind: type[Kind]) -> tuple[str | int, ...]:
    """Return the place of an example; those of metrics are called otherwise."""
    return (f"{path[0]}-examples", *path[1:]) if kind is KINDS["metric"] else path


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]])


def _faults(rule: DataRule) -> Iterator[Fault]:
    """Yield what is wrong with a rule whose values are of the right types."""
    common, kind = rule.common, rule.kind
    yield from kind.faults()
    for key, template in (("message", common.message), ("fix", common.fix)):
        message, fix = message_fault(template, kind.names())
        if message:
            yield Fault((key,), f"“{key}”: {message}", fix)
    for number, pattern in enumerate(common.paths):
        message, fix = globs.fault(pattern)
        if message:
            yield Fault(("paths", number), message, fix)
    for number, tag in enumerate(common.languages):
        if not _LANGUAGE.fullmatch(tag):
            yield Fault(
                ("languages", number), f"“{tag}” is not a language tag", "Write a tag such as en or de-AT."
            )
