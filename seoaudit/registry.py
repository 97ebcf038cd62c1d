"""Loading rule packs: which rules there are."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from seoaudit.rule import Rule

#: Packs that come with the tool, by name: the engine must not import them, only be told of them.
BUILT_IN: tuple[str, ...] = ("seoaudit_rules",)


class PackError(Exception):
    """A pack could not be loaded; the text names the pack and the cause."""


def _modules(package: str) -> list[str]:
    try:
        root = import_module(package)
    except Exception as error:
        raise PackError(f"the rule pack {package!r} cannot be loaded: {error}") from error
    return sorted(
        f"{package}.{category.name}.{module.name}"
        for category in pkgutil.iter_modules(root.__path__)
        if category.ispkg
        for module in pkgutil.iter_modules([f"{root.__path__[0]}/{category.name}"])
    )


@cache
def rules(packs: tuple[str, ...] = BUILT_IN) -> Mapping[str, Rule]:
    """Return every rule of the packs, by id, in the order of ids.

    A pack is a package with one sub-package per category and one module per rule.
    """
    found: dict[str, Rule] = {}
    for pack in packs:
        for name in _modules(pack):
            try:
                module = import_module(name)
            except Exception as error:
                raise PackError(f"the rule pack {pack!r} cannot be loaded: {name}: {error}") from error
            for value in vars(module).values():
                if isinstance(value, Rule):
                    found[value.id] = value
    return MappingProxyType(dict(sorted(found.items())))


def by_category(found: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Group rules by category, keeping their order."""
    groups: dict[str, list[Rule]] = {}
    for rule in found:
        groups.setdefault(rule.category, []).append(rule)
    return groups
