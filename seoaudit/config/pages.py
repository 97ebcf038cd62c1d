"""A page's own settings: the ``seo:`` table of its front matter. It holds data only, and only what suits a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from seoaudit.config import selection
from seoaudit.config.catalogue import catalogue_of, repertoire_of
from seoaudit.config.errors import closest, shown
from seoaudit.config.keys import KEYS, Key
from seoaudit.config.settings import Settings
from seoaudit.model import Span
from seoaudit.page import FrontMatter, Problem

TABLE = "seo"
PAGE_KEYS: Mapping[str, Key] = {name: key for name, key in KEYS.items() if key.page}
#: Themes and plug-ins keep keys of their own in ``seo:``; only near misses of ours are called mistakes.
_LIKENESS = 0.75


def page_settings(settings: Settings, front_matter: FrontMatter | None) -> tuple[Settings, list[Problem]]:
    """Return the settings with the page's own laid over them, and what is wrong with those.

    The page wins over the configuration and the command line over the page, except that ``ignore`` only ever
    takes rules away. The very same ``settings`` come back when the page changes nothing.
    """
    table = front_matter.data.get(TABLE) if front_matter else None
    if front_matter is None or not isinstance(table, Mapping):
        return settings, []
    reader = _Reader(settings, front_matter)
    for name, value in table.items():
        if isinstance(name, str) and value is not None:
            reader.key(name, value)
    changed = {name: value for name, value in reader.changes.items() if value != getattr(settings, name)}
    return (msgspec.structs.replace(settings, **changed) if changed else settings), reader.problems


class _Reader:
    def __init__(self, settings: Settings, front_matter: FrontMatter) -> None:
        self.settings, self.front_matter = settings, front_matter
        self.changes: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def key(self, name: str, value: object) -> None:
        if name == "ignore":
            if self.settings.inline:
                self.ignore(value)
        elif name in PAGE_KEYS:
            self.text(PAGE_KEYS[name], value)
        elif name in KEYS or name in ("rules", "overrides"):
            self.problem(
                name,
                f"a page cannot set “{name}”",
                "Set it in seoaudit.toml, in [[overrides]] if for this page only.",
            )
        else:
            meant = closest(name, PAGE_KEYS, likeness=_LIKENESS)
            if meant:
                self.problem(name, f"“{TABLE}.{name}” means nothing", f"Did you mean “{meant}”?")

    def text(self, key: Key, value: object) -> None:
        if not isinstance(value, str):
            self.problem(
                key.name, f"“{TABLE}.{key.name}” must be text, not {shown(value)}", "Put it in quotes."
            )
            return
        value = value.strip()
        message, fix = key.check(value) if key.check else ("", "")
        if key.name == "profile" and value:
            message, fix = selection.profile_fault(value, repertoire_of(self.settings).profiles)
        if message:
            self.problem(key.name, message, fix)
        elif value and key.name not in self.settings.fixed:
            self.changes[key.field] = value

    def ignore(self, value: object) -> None:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
            self.problem(
                "ignore",
                f"“{TABLE}.ignore” must be a list of rules, not {shown(value)}",
                'Write ignore: ["images"].',
            )
            return
        catalogue = catalogue_of(self.settings)
        known = []
        for name in given:
            message, fix = selection.fault(name, catalogue)
            if message:
                self.problem("ignore", f"{message}, so nothing is ignored by it", fix)
            elif name == selection.ALL:
                self.problem(
                    "ignore", "a page cannot ignore all rules", "List it under “exclude” in seoaudit.toml."
                )
            else:
                known.append(name)
        left = selection.applied(frozenset(self.settings.rules), None, known, catalogue)
        self.changes["rules"] = tuple(rule for rule in self.settings.rules if rule in left)

    def problem(self, name: str, message: str, fix: str) -> None:
        spans = self.front_matter.spans
        span = spans.get(f"{TABLE}.{name}") or spans.get(TABLE) or Span(0, 0)
        self.problems.append(Problem(span, "settings", message, fix))
