"""Files of rules: ``.seoaudit/rules/*.toml`` beside the configuration."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from seoaudit.config.errors import ConfigError, ConfigErrors, did_you_mean
from seoaudit.config.places import places
from seoaudit.config.reading import parsed
from seoaudit.data_rules.limits import MAX_FILES
from seoaudit.data_rules.reading import OwnRules, RuleFile, read_rules
from seoaudit.lines import Position

if TYPE_CHECKING:
    from seoaudit.config.reading import FileTable


def own_rules(table: FileTable | None, files: Sequence[tuple[str, str]], known: Collection[str]) -> OwnRules:
    """Return the rules of a configuration's table and of files beside it (names and texts). ``known`` ids are taken."""
    tables: list[RuleFile] = []
    errors: list[ConfigError] = []
    if table is not None and "rule" in table.table:
        tables.append(RuleFile(table.file, table.table["rule"], (*table.root, "rule"), table.found))
    if len(files) > MAX_FILES:
        message = f"there are {len(files):,} files of rules, more than {MAX_FILES}"
        errors.append(ConfigError(files[0][0], 0, 0, message, "Put several rules into one file."))
        files = ()
    for name, text in files:
        try:
            data = parsed(text, name)
        except ConfigErrors as error:
            errors += error.errors
            continue
        found = places(text)
        errors += _strangers(name, data, found)
        if "rule" in data:
            tables.append(RuleFile(name, data["rule"], ("rule",), found))
    read = read_rules(tables, known)
    return OwnRules(read.rules, (*errors, *read.errors), read.broken)


def _strangers(
    file: str, data: Mapping[str, Any], found: Mapping[tuple[str | int, ...], Position]
) -> list[ConfigError]:
    """Return what a file of rules holds that is no rule."""
    errors = []
    for name in data:
        if name == "rule":
            continue
        line, column = found.get((name,), Position(0, 0))
        if name in ("id", "kind"):
            message, fix = f"“{name}” belongs into a table", "Write [[rule]] above it."
        else:
            message = f"a file of rules has no key “{name}”"
            fix = did_you_mean(
                name, ("rule",), "It holds [[rule]] tables; settings belong into seoaudit.toml."
            )
        errors.append(ConfigError(file, line, column, message, fix))
        if name in ("id", "kind"):
            break
    return errors
