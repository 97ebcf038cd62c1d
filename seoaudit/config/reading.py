"""Reading configuration: TOML text or command-line values become layers, or every mistake in them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from seoaudit.config import globs, selection
from seoaudit.config.catalogue import packs_in, places_of_packs, with_packs
from seoaudit.config.errors import ConfigError, ConfigErrors, did_you_mean, shown
from seoaudit.config.keys import KEYS, TABLES, Key, converted, expected
from seoaudit.config.layer import COMMAND_LINE, Layer, Overrides, RuleTable
from seoaudit.config.places import KeyPath, places
from seoaudit.config.rule_tables import RuleTables
from seoaudit.lazy_regex import lazy_regex
from seoaudit.lines import Position
from seoaudit.registry import Repertoire

_PLACE = lazy_regex(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_OVERRIDABLE = {name: key for name, key in KEYS.items() if key.override}
_GLOBS = ("include", "exclude", "paths")
_RULE_LISTS = ("select", "ignore")


def parsed(text: str, file: str) -> dict[str, Any]:
    """Parse TOML; raises ``ConfigErrors`` with the place of what is no TOML."""
    import tomllib  # most drafts are checked without a configuration

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        end = Position(text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1)
        line, column = (int(place[1]), int(place[2])) if place and place[1] else end
        cause = _PLACE.sub("", str(error))
        message = f"this is not valid TOML: {cause[:1].lower()}{cause[1:]}"
        raise ConfigErrors([ConfigError(file, line, column, message, _remedy(cause))]) from None
    except RecursionError:
        raise ConfigErrors(
            [ConfigError(file, 0, 0, "this is nested too deeply to be a configuration")]
        ) from None


def _remedy(cause: str) -> str:
    """Return what to do about what the reader of TOML complained of."""
    if "Unescaped '\\'" in cause or "backslash" in cause.lower() or "Invalid hex value" in cause:
        return "Write patterns in '…', where a backslash is nothing but itself."
    if "('rule',)" in cause or "to namespace 'rule'" in cause:
        return "Write [[rule]], with two brackets, above each of your rules."
    return "Quote strings, and write one key = value per line."


class FileTable(msgspec.Struct, frozen=True):
    """What a file says before anybody has checked it: the table with the settings, where it is, and its places."""

    file: str
    table: Mapping[str, Any]
    root: KeyPath
    found: Mapping[KeyPath, Position]


def file_table(text: str, file: str, root: KeyPath) -> FileTable:
    """Return a file's table. ``root`` is where it is: ``()``, or ``("tool", "seoaudit")``. Raises ``ConfigErrors``."""
    table: Any = parsed(text, file)
    for name in root:
        table = table[name]
    found = places(text)
    if not isinstance(table, dict):
        line, column = found.get(root) or Position(0, 0)
        message = f"“{root[-1]}” must be a table, not {shown(table)}"
        raise ConfigErrors([ConfigError(file, line, column, message)])
    return FileTable(file, table, root, found)


def repertoire_named(file: FileTable | None, given: Overrides) -> Repertoire:
    """Return what a file, if there is one, and the command line can name. Raises ``ConfigErrors``."""
    packs = packs_in(file.table) if file else ()
    where = places_of_packs(packs, file.file, file.found, file.root) if file else {}
    return with_packs(packs, given.packs or (), where)


def read_file(file: FileTable, known: Repertoire) -> tuple[Layer, ...]:
    """Return the layers of a file: its own and then its overrides, in order. Raises ``ConfigErrors`` with every mistake."""
    reader = _Reader(file.file, file.found, known)
    layers = reader.layers(file.table, file.root)
    if reader.errors:
        raise ConfigErrors(reader.errors)
    return layers


def read_command_line(given: Overrides, known: Repertoire) -> Layer:
    """Return the command line's layer. Raises ``ConfigErrors`` with every mistake."""
    reader = _Reader(COMMAND_LINE, {}, known)
    values: dict[str, Any] = {}
    for key in KEYS.values():
        value = getattr(given, key.field)
        if key.name in _GLOBS and value:
            value = tuple(pattern.removeprefix("./") for pattern in value)  # as shells complete it
        if value is not None:
            reader.value(key, value, (key.name,), values)
    reader.selection(values, ())
    if reader.errors:
        raise ConfigErrors(reader.errors)
    return Layer(values, origins=dict.fromkeys(values, COMMAND_LINE))


class _Reader:
    """Checks a file's tables key by key, so that one mistake does not hide the next."""

    def __init__(self, file: str, found: Mapping[KeyPath, Position], known: Repertoire) -> None:
        self.file, self.found = file, found
        self.catalogue, self.profiles = known.rules, known.profiles
        self.errors: list[ConfigError] = []
        self.origins: dict[str, str] = {}

    def error(self, path: KeyPath, message: str, fix: str = "") -> None:
        line, column = self.found.get(path) or self.found.get(path[:-1]) or Position(0, 0)
        self.errors.append(ConfigError(self.file, line, column, message, fix))

    def layers(self, table: Mapping[str, Any], root: KeyPath) -> tuple[Layer, ...]:
        base = self.layer(table, root, KEYS, {})
        overrides = table.get("overrides", [])
        if not isinstance(overrides, list) or not all(isinstance(entry, dict) for entry in overrides):
            self.error(
                (*root, "overrides"), "“overrides” must be tables", "Write [[overrides]], with two brackets."
            )
            return (base,)
        return (
            base,
            *(
                self.layer(entry, (*root, "overrides", number), _OVERRIDABLE, base.rules)
                for number, entry in enumerate(overrides)
            ),
        )

    def layer(
        self,
        table: Mapping[str, Any],
        path: KeyPath,
        allowed: Mapping[str, Key],
        below: Mapping[str, RuleTable],
    ) -> Layer:
        """Read the top level or one override; ``below`` are the rules' tables that it is laid over."""
        is_override = allowed is not KEYS
        self.origins = {}
        values: dict[str, Any] = {}
        for name, value in table.items():
            if name in allowed:
                self.value(allowed[name], value, (*path, name), values)
            elif name not in (("rules", "paths") if is_override else TABLES):
                self.unknown(
                    name, path, [*allowed, *(("rules", "paths") if is_override else TABLES)], is_override
                )
        self.selection(values, path)
        paths = self.paths(table, path) if is_override else ()
        reading = RuleTables(self.catalogue, self.error, below)
        rules = reading.read(table.get("rules", {}), (*path, "rules"))
        where = f"override {', '.join(paths)} at " if is_override else ""
        settings = {**{name: (*path, name) for name in values}, **reading.paths}
        origins = {name: f"{where}{self.file}:{self.found[place].line}" for name, place in settings.items()}
        site = {} if is_override else self.site(table.get("site", {}), (*path, "site"))
        told = {f"site.{name}": f"{self.file}:{self.found[*path, 'site', name].line}" for name in site}
        return Layer(values, rules, origins, paths, site, told)

    def site(self, table: object, path: KeyPath) -> dict[str, Any]:
        """Read the table of what is set by hand of the site."""
        from seoaudit.config.site import SITE_KEYS

        values: dict[str, Any] = {}
        if not isinstance(table, dict):
            self.error(path, f"“site” must be a table, not {shown(table)}", "Write [site].")
            return values
        for name, value in table.items():
            if name in SITE_KEYS:
                self.value(SITE_KEYS[name], value, (*path, name), values)
            else:
                self.error((*path, name), f"unknown key “{name}”", did_you_mean(name, SITE_KEYS))
        return values

    def unknown(self, name: str, path: KeyPath, known: Collection[str], is_override: bool) -> None:
        if is_override and name in KEYS:
            self.error(
                (*path, name),
                f"“{name}” holds for the whole run, so an override cannot set it",
                "Set it at the top of the file.",
            )
        elif name == "paths":
            self.error(
                (*path, name),
                "“paths” belongs to an override",
                "Write [[overrides]] above it, or use “include”.",
            )
        elif "/" in name and name in self.catalogue:
            self.error(
                (*path, name),
                f"“{name}” is a rule",
                f'Write [rules."{name}"], or list it in “select” or “ignore”.',
            )
        else:
            self.error((*path, name), f"unknown key “{name}”", did_you_mean(name, known))

    def value(self, key: Key, value: object, path: KeyPath, values: dict[str, Any]) -> None:
        """Put a value of the right type into ``values``, or say what is wrong with it."""
        try:
            value = converted(value, key.type)
        except msgspec.ValidationError:
            self.error(path, f"“{key.name}” must be {expected(key.type)}, not {shown(value)}")
            return
        message, fix = key.check(value) if key.check else ("", "")
        if key.name == "profile":
            message, fix = selection.profile_fault(str(value), self.profiles)
        if message:
            self.error(path, f"“{key.name}”: {message}", fix)
            return
        values[key.name] = value
        if key.name in _GLOBS:
            self.globs(path, value)  # type: ignore[arg-type]
        elif key.name in _RULE_LISTS:
            self.names(path, value)  # type: ignore[arg-type]

    def globs(self, path: KeyPath, patterns: tuple[str, ...]) -> None:
        for number, pattern in enumerate(patterns):
            message, fix = globs.fault(pattern)
            if message:
                self.error((*path, number), message, fix)

    def names(self, path: KeyPath, given: tuple[str, ...]) -> None:
        for number, name in enumerate(given):
            message, fix = selection.fault(name, self.catalogue)
            if message:
                self.error((*path, number), message, fix)

    def selection(self, values: Mapping[str, Any], path: KeyPath) -> None:
        """Refuse a selection that leaves nothing: a gate that checks nothing always passes."""
        select, ignore = values.get("select"), values.get("ignore", ())
        known = {*selection.names(self.catalogue)}
        if not known.issuperset((*(select or ()), *ignore)):
            return  # a misspelt name has been reported already
        if not selection.applied(selection.defaults(self.catalogue), select, ignore, self.catalogue):
            place = "ignore" if ignore else "select"
            if place in values:
                self.error(
                    (*path, place), f"“{place}” leaves no rule to apply", "To leave files out, use “exclude”."
                )

    def paths(self, table: Mapping[str, Any], path: KeyPath) -> tuple[str, ...]:
        if "paths" not in table:
            self.error(
                path, "the override says no “paths”, so it would never apply", 'Add paths = ["docs/**"].'
            )
            return ()
        try:
            patterns: tuple[str, ...] = converted(table["paths"], tuple[str, ...])
        except msgspec.ValidationError:
            self.error((*path, "paths"), f"“paths” must be a list of strings, not {shown(table['paths'])}")
            return ()
        if not patterns:
            self.error(
                (*path, "paths"),
                "“paths” is empty, so the override would never apply",
                'Write paths = ["docs/**"].',
            )
        self.globs((*path, "paths"), patterns)
        return patterns
