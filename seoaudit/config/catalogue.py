"""Which rules and profiles a configuration can name: the built-in ones and those of the packs that it names itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from seoaudit import registry
from seoaudit.config.errors import ConfigError, ConfigErrors
from seoaudit.config.layer import COMMAND_LINE
from seoaudit.config.places import KeyPath
from seoaudit.lines import Position
from seoaudit.registry import PackError, Repertoire
from seoaudit.rule import Rule

if TYPE_CHECKING:
    from seoaudit.config.settings import Settings

#: Rules by id.
Catalogue = Mapping[str, Rule]


def catalogue_of(settings: Settings) -> Catalogue:
    """Return every rule that there is under some settings, applied or not."""
    return repertoire_of(settings).rules


def repertoire_of(settings: Settings) -> Repertoire:
    """Return all that there is under some settings."""
    if settings.own_rules:
        return _with_own(settings.packs, settings.own_rules)
    return registry.repertoire(settings.packs)


@lru_cache(maxsize=32)
def _with_own(packs: tuple[str, ...], own_rules: bytes) -> Repertoire:
    from seoaudit.data_rules.catalogue import rules_in  # most repositories have none

    known = registry.repertoire(packs)
    every = dict(sorted({**known.rules, **rules_in(own_rules)}.items()))
    return msgspec.structs.replace(known, rules=MappingProxyType(every))


def with_packs(
    named: Sequence[str], more: Sequence[str], places: Mapping[str, tuple[str, Position]]
) -> Repertoire:
    """Return what there is with the packs that a file names, and those of the command line.

    ``places`` has the file and position at which a pack is named. Raises ``ConfigErrors`` with each pack that cannot
    be used.
    """
    errors = []
    chosen: tuple[str, ...] = ()
    for name in dict.fromkeys((*named, *more)):
        try:
            registry.repertoire((*chosen, name))
        except PackError as error:
            file, place = places.get(name, (COMMAND_LINE, Position(0, 0)))
            errors.append(ConfigError(file, place.line, place.column, str(error)))
        else:
            chosen = (*chosen, name)
    if errors:
        raise ConfigErrors(errors)
    return registry.repertoire(chosen)


def packs_in(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the packs that a configuration's table names; what is no list of names is reported when keys are read."""
    packs = table.get("packs")
    return tuple(packs) if isinstance(packs, list) and all(isinstance(each, str) for each in packs) else ()


def places_of_packs(
    packs: Sequence[str], file: str, found: Mapping[KeyPath, Position], root: KeyPath
) -> dict[str, tuple[str, Position]]:
    """Return where a file names each of its packs."""
    nowhere = Position(0, 0)
    return {name: (file, found.get((*root, "packs", at), nowhere)) for at, name in enumerate(packs)}
