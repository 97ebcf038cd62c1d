"""What is wrong with a configuration: every mistake with its place and its remedy, all reported at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

#: Below this likeness a suggestion confuses more than it helps.
_LIKENESS = 0.6
_LONGEST_SHOWN = 60


class ConfigError(msgspec.Struct, frozen=True, order=True):
    """One mistake. ``line`` and ``column`` count from 1; both are 0 where there is no such place."""

    file: str
    line: int
    column: int
    message: str
    fix: str = ""

    def __str__(self) -> str:
        """Return the mistake as editors like it: ``seoaudit.toml:7:1: message. Fix.``."""
        from seoaudit.reports.safe_text import not_a_command, visible

        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return not_a_command(visible(f"{place}: {self.message}" + (f". {self.fix}" if self.fix else "")))


class ConfigErrors(Exception):  # noqa: N818 - several of them
    """Raised with every mistake that was found, in the order of their places; its text has one line for each."""

    def __init__(self, errors: Iterable[ConfigError]) -> None:
        self.errors = tuple(sorted(errors))
        super().__init__("\n".join(map(str, self.errors)))


def closest(word: str, known: Collection[str], *, likeness: float = _LIKENESS) -> str:
    """Return the known name that is most like ``word``, or ``""`` when none is.

    Other spellings of one name count as the name: ``fail_under`` and ``failUnder`` are ``fail-under``. The
    part of a rule id after the slash counts as the id when only one rule has it.
    """
    from difflib import get_close_matches

    folded = {_folded(name): name for name in known}
    sought = _folded(word)
    if sought in folded:
        return folded[sought]
    tails = [name for name in known if name.partition("/")[2] == word.replace("_", "-")]
    if len(tails) == 1:
        return tails[0]
    near = get_close_matches(sought, folded, n=1, cutoff=likeness)
    return folded[near[0]] if near else ""


def _folded(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()


def did_you_mean(word: str, known: Collection[str], otherwise: str = "") -> str:
    """Return the remedy for an unknown name: the one that was meant, or else ``otherwise``."""
    name = closest(word, known)
    return f"Did you mean “{name}”?" if name else otherwise


def shown(value: object) -> str:
    """Return a value as a message quotes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + '…'}”"
    if isinstance(value, dict):
        return "a table" if value else "an empty table"
    if isinstance(value, (list, tuple)):
        text = ", ".join(map(shown, value))
        return f"[{text}]" if len(text) <= _LONGEST_SHOWN else "a list"
    return str(value)
