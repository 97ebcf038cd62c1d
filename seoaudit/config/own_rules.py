"""The repository's own rules beside a configuration: ``[[rule]]`` tables in it, and files in ``.seoaudit/rules``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from seoaudit.config.errors import ConfigError
from seoaudit.registry import Repertoire

if TYPE_CHECKING:
    from seoaudit.config.reading import FileTable

#: Where files of rules are, from the folder of the configuration.
FOLDER = (".seoaudit", "rules")
ENDING = ".toml"
#: The category of rules that name none (``data_rules.reading.LOCAL``, which is not imported for repositories without any).
_USUAL = "local"


class Own(msgspec.Struct, frozen=True):
    """A configuration's own rules.

    ``packed`` is what settings carry, ``paths`` has by id the globs of rules that are not for all pages. ``broken``
    are the ids of rules that have ``errors``.
    """

    packed: bytes = b""
    paths: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    errors: tuple[ConfigError, ...] = ()
    broken: frozenset[str] = frozenset()

    def left(self, errors: Sequence[ConfigError]) -> list[ConfigError]:
        """Return the errors without those that only follow from a rule that could not be read."""
        misnamed = any("[[rule]]" in each.fix for each in errors)
        names = {f"“{name}" for name in self.broken}
        # Of a rule whose id could not be read, only its probable category is known.
        names |= {
            f"category “{name.partition('/')[0]}”"
            for name in (*self.broken, _USUAL)
            if self.errors or misnamed
        }
        return [each for each in errors if not any(name in each.message for name in names)]


NONE = Own()


def with_own_rules(
    known: Repertoire, table: FileTable | None, files: Sequence[tuple[str, str]]
) -> tuple[Repertoire, Own]:
    """Return a repertoire with a configuration's own rules. ``files`` are the names and texts of files of rules."""
    if not files and (table is None or "rule" not in table.table):
        return known, NONE
    from seoaudit.data_rules.catalogue import rules_in  # most repositories have none
    from seoaudit.data_rules.files import own_rules
    from seoaudit.data_rules.kinds import packed

    read = own_rules(table, files, known.rules)
    data = packed(read.rules)
    paths = {rule.id: rule.common.paths for rule in read.rules if rule.common.paths}
    every = dict(sorted({**known.rules, **rules_in(data)}.items()))
    own = Own(data, paths, read.errors, read.broken)
    return msgspec.structs.replace(known, rules=MappingProxyType(every)), own


def folder_of_rules(folder: str) -> str:
    """Return where the files of rules of a configuration in a folder are."""
    return os.path.join(folder, *FOLDER)  # noqa: PTH118 - asked for every folder on the way up


def is_rule_file(path: str) -> bool:
    """Return whether a path with slashes is that of a file of rules."""
    *_, first, second, name = ("", "", *path.split("/"))
    return (first, second) == FOLDER and name.endswith(ENDING)
