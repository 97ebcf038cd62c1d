"""Reading ``[rules."category/name"]``: a rule's severity, weight, and its own options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from seoaudit.config.catalogue import Catalogue
from seoaudit.config.errors import did_you_mean, shown
from seoaudit.config.keys import KEYS, converted, expected
from seoaudit.config.layer import RuleTable
from seoaudit.config.places import KeyPath
from seoaudit.model import MAX_WEIGHT, Severity
from seoaudit.rule import Bound, Rule, option_names, options_from

#: Users may weigh a rule as heavily as the best founded ones, whatever stands behind it.
LARGEST_WEIGHT = max(MAX_WEIGHT.values())
_OWN: dict[str, Any] = {"severity": Severity, "weight": Annotated[float, Meta(ge=0, le=LARGEST_WEIGHT)]}
#: What people write who want to turn a rule off.
_OFF = frozenset({"enabled", "disabled", "off", "enable", "disable", "active"})

Report = Callable[[KeyPath, str, str], None]


class RuleTables:
    """Reads the rules' tables of one layer; ``paths`` gets the place of every setting that was read."""

    def __init__(self, catalogue: Catalogue, error: Report, below: Mapping[str, RuleTable]) -> None:
        self.catalogue, self.error, self.below = catalogue, error, below
        self.paths: dict[str, KeyPath] = {}

    def read(self, tables: object, path: KeyPath) -> dict[str, RuleTable]:
        """Return the tables that are right; the mistakes in the others are reported."""
        if isinstance(tables, list) and all(isinstance(each, dict) for each in tables):
            self.error(
                path,
                "“rules” has the settings of rules",
                "A rule of your own begins with [[rule]], without an s.",
            )
            return {}
        if not isinstance(tables, dict):
            self.error(path, f"“rules” must be tables, not {shown(tables)}", 'Write [rules."category/name"].')
            return {}
        found: dict[str, RuleTable] = {}
        for name, table in tables.items():
            place = (*path, name)
            if name not in self.catalogue:
                self._unknown(name, table, place)
            elif not isinstance(table, dict):
                self.error(place, f"“{name}” must be a table, not {shown(table)}", _table_for(name, table))
            else:
                found[name] = self._table(self.catalogue[name], table, place)
        return found

    def _unknown(self, name: str, table: object, path: KeyPath) -> None:
        if name in {rule.category for rule in self.catalogue.values()}:
            inner = (
                next((f"{name}/{key}" for key in table if f"{name}/{key}" in self.catalogue), "")
                if isinstance(table, dict)
                else ""
            )
            remedy = (
                f'Write [rules."{inner}"], in quotes.'
                if inner
                else f'Write [rules."{name}/…"] for each of its rules.'
            )
            self.error(path, f"“{name}” is a category; only rules have tables", remedy)
        else:
            self.error(
                path,
                f"there is no rule “{name}”",
                did_you_mean(name, self.catalogue, "`seoaudit rules` lists them."),
            )

    def _table(self, rule: Rule, table: Mapping[str, object], path: KeyPath) -> RuleTable:
        own: dict[str, Any] = {}
        options: dict[str, Any] = {}
        types = {field.encode_name: field.type for field in msgspec.structs.fields(rule.options)}
        for name, value in table.items():
            place = (*path, name)
            if name == "weight" and rule.scope == "site":
                self.error(
                    place,
                    f"“{rule.id}” has no weight: it looks at the whole site, which counts for the gate, not for scores",
                    "Take it out; “severity” says what fails the run.",
                )
                continue
            if name not in _OWN and name not in types:
                self.error(place, f"“{rule.id}” has no option “{name}”", self._remedy(rule, name))
                continue
            try:
                if name in _OWN:
                    own[name] = converted(value, _OWN[name])
                else:
                    options |= options_from(rule, {name: value})
            except msgspec.ValidationError:
                off = name == "severity" and (
                    value is False or str(value).lower() in {"off", "none", "ignore"}
                )
                fix = f"To turn the rule off, add “{rule.id}” to “ignore”." if off else ""
                wanted = expected(_OWN.get(name) or types[name])
                self.error(place, f"“{name}” of “{rule.id}” must be {wanted}, not {shown(value)}", fix)
                continue
            self.paths[f"{rule.id}.{name}"] = place
        merged = RuleTable(options=options).over(self.below.get(rule.id, RuleTable()))
        if {"good", "bad"} & options.keys():
            self._bounds(rule, merged, path, table)
        return RuleTable(own.get("severity"), own.get("weight"), options)

    def _remedy(self, rule: Rule, name: str) -> str:
        if name in KEYS:
            return f"“{name}” is no matter of one rule: put it before the first [table] of the file."
        if name in _OFF:
            return f"To turn the rule off, add “{rule.id}” to “ignore”."
        known = (*(each for each in _OWN if each != "weight" or rule.scope == "page"), *option_names(rule))
        return did_you_mean(name, known, f"It has: {', '.join(known)}.")

    def _bounds(self, rule: Rule, merged: RuleTable, path: KeyPath, table: Mapping[str, object]) -> None:
        """Refuse targets that are equal or change places: the rule would praise what it is there to find."""
        if rule.good is None or rule.bad is None:
            return
        good, bad = merged.options.get("good", rule.good), merged.options.get("bad", rule.bad)
        if _directions(good, bad) != _directions(rule.good, rule.bad):
            place = (*path, "good" if "good" in table else "bad")
            usual = f"By default they are {_plain(rule.good)} and {_plain(rule.bad)}; set both."
            self.error(
                place,
                f"good = {_plain(good)} and bad = {_plain(bad)} of “{rule.id}” are the wrong way round",
                usual,
            )


def _directions(good: Bound, bad: Bound) -> list[int]:
    """Return for each end of the range whether good lies above bad (1), below (-1), or on it (0)."""
    goods = good if isinstance(good, tuple) else (good,)
    bads = bad if isinstance(bad, tuple) else (bad,)
    return [(g > b) - (g < b) for g, b in zip(goods, bads, strict=True)]


def _plain(bound: Bound) -> str:
    return f"[{bound[0]:g}, {bound[1]:g}]" if isinstance(bound, tuple) else f"{bound:g}"


def _table_for(name: str, value: object) -> str:
    if value is False or value in ("off", "none"):
        return f"To turn the rule off, add “{name}” to “ignore”."
    return f'Write [rules."{name}"] and below it severity = "warning".'
