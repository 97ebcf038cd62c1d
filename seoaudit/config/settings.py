"""What holds for one page once every layer has been laid over the one below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from seoaudit.config import selection
from seoaudit.config.catalogue import Catalogue
from seoaudit.config.keys import KEYS
from seoaudit.config.layer import DEFAULT, Layer, RuleTable
from seoaudit.gate import FailOn
from seoaudit.model import Severity


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one page; they can be pickled and sent to another process.

    ``rules`` has the ids of the rules to apply, in the order of ids. ``severities``, ``weights`` and
    ``options`` (keyword arguments) hold, by rule id, only what is configured. ``own_rules`` are the
    repository's rules, packed (see ``seoaudit.data_rules.kinds``). ``fixed`` names the keys that
    the command line has set, which a page's own settings do not change.
    """

    rules: tuple[str, ...]
    severities: Mapping[str, Severity] = {}
    weights: Mapping[str, float] = {}
    options: Mapping[str, Mapping[str, Any]] = {}
    keyphrase: str = KEYS["keyphrase"].default
    language: str = KEYS["language"].default
    site_url: str = KEYS["site-url"].default
    packs: tuple[str, ...] = KEYS["packs"].default
    own_rules: bytes = b""
    profile: str = KEYS["profile"].default
    title_is_h1: bool | None = KEYS["title-is-h1"].default
    fail_under: float = KEYS["fail-under"].default
    fail_on: FailOn = KEYS["fail-on"].default
    max_warnings: int | None = KEYS["max-warnings"].default
    inline: bool = KEYS["inline"].default
    max_file_size: int = KEYS["max-file-size"].default
    jobs: int = KEYS["jobs"].default
    fixed: frozenset[str] = frozenset()


#: The keys that are fields of ``Settings`` as they are; the others become ``rules`` or belong to ``Config``.
_PLAIN = [key for key in KEYS.values() if key.field in Settings.__struct_fields__]


class Resolved(msgspec.Struct, frozen=True):
    """Settings, and for each the layers that made it: ``values`` and ``origins`` by key or ``rule.option``."""

    settings: Settings
    values: Mapping[str, Any]
    origins: Mapping[str, str]

    def with_own_rules(self, packed: bytes, elsewhere: frozenset[str]) -> Resolved:
        """Return the settings with the repository's rules, without those of them that are for other paths."""
        applied = tuple(rule for rule in self.settings.rules if rule not in elsewhere)
        settings = msgspec.structs.replace(self.settings, rules=applied, own_rules=packed)
        return msgspec.structs.replace(self, settings=settings)


def resolve(layers: Iterable[Layer], command_line: Layer, catalogue: Catalogue) -> Resolved:
    """Lay the layers over each other, the command line last."""
    rules = selection.defaults(catalogue)
    values: dict[str, Any] = {key.name: key.default for key in KEYS.values()}
    origins: dict[str, str] = {}
    tables: dict[str, RuleTable] = {}
    for layer in (*layers, command_line):
        select, ignore = layer.values.get("select"), layer.values.get("ignore", ())
        rules = selection.applied(rules, select, ignore, catalogue)
        before, place = values["ignore"], origins.get("ignore", "")
        packs, named = values["packs"], origins.get("packs", "")
        values |= layer.values
        origins |= layer.origins
        if packs and "packs" in layer.values:  # the command line adds to those of the file
            values["packs"] = tuple(dict.fromkeys((*packs, *values["packs"])))
            origins["packs"] = f"{named}; {origins['packs']}"
        if (
            select is not None
        ):  # it starts afresh: what was ignored before is chosen again or not chosen at all
            values["ignore"] = ignore
            if not ignore:
                origins.pop("ignore", None)
        elif ignore and before:
            values["ignore"] = tuple(dict.fromkeys((*before, *ignore)))
            origins["ignore"] = f"{place}; {origins['ignore']}"
        for rule, table in layer.rules.items():
            tables[rule] = table.over(tables.get(rule, RuleTable()))
    settings = Settings(
        rules=tuple(rule for rule in catalogue if rule in rules),
        severities={rule: table.severity for rule, table in tables.items() if table.severity is not None},
        weights={rule: table.weight for rule, table in tables.items() if table.weight is not None},
        options={rule: table.options for rule, table in tables.items() if table.options},
        fixed=frozenset(command_line.values),
        **{key.field: values[key.name] for key in _PLAIN},
    )
    return Resolved(settings, values, dict.fromkeys(KEYS, DEFAULT) | origins)
