"""Finding cases in files and folders, each with the rule that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import msgspec

from seoaudit.config.errors import did_you_mean
from seoaudit.language.added import speak
from seoaudit.lazy_regex import lazy_regex
from seoaudit.pack import Pack
from seoaudit.registry import repertoire, with_pack
from seoaudit.rule import Rule
from seoaudit.testing.cases import Case, load_cases
from seoaudit.testing.judging import check, differences

_TITLE = lazy_regex(r"#\s+`?([a-z0-9-]+/[a-z0-9-]+)`?\s*$")


class CaseError(Exception):
    """A case file cannot be used; the text has the file, the line, and what to do."""


class RuleCase(msgspec.Struct, frozen=True):
    """A case with its rule and the file it stands in. As text it is a name for a test."""

    rule: Rule
    case: Case
    path: Path

    def __str__(self) -> str:
        """Return ``brand/spelling:5 Fires: in a heading``."""
        return f"{self.rule.id}:{self.case.line} {self.case.expectation.capitalize()}: {self.case.title}"

    def differences(self) -> list[str]:
        """Return in lines how what the rule says differs from what is expected (“-” expected, “+” said)."""
        return differences(self.case, self.rule)

    def check(self) -> None:
        """Raise ``AssertionError`` with the differences, if there are any."""
        check(self.case, self.rule)


def collect(paths: Iterable[Path | str], known: Pack | Mapping[str, Rule] | None = None) -> list[RuleCase]:
    """Return the cases of files, and of the case files below folders, in the order of paths and lines.

    A case file begins with its rule's id as a heading (``# brand/spelling``); in a folder other Markdown is passed
    over. ``known`` are the rules that cases may be about: those of a pack, which need not be installed, or any by
    id; without it, those that come with seoaudit. Raises ``CaseError``, and ``PackError`` for a pack that cannot be
    used.
    """
    rules = _rules_of(known)
    return [case for path in paths for file in _files(Path(path)) for case in _cases_in(file, rules)]


def _rules_of(known: Pack | Mapping[str, Rule] | None) -> Mapping[str, Rule]:
    if not isinstance(known, Pack):
        return repertoire().rules if known is None else known
    loaded = with_pack(known)
    speak(loaded.languages)
    return loaded.rules


def unshown(rules: Pack | Collection[str], cases: Iterable[RuleCase]) -> list[str]:
    """Return a line for each of the rules (of a pack, or by id) that has no case that fires, or none that passes."""
    if isinstance(rules, Pack):
        rules = with_pack(rules).packs[0].rules
    seen: dict[str, set[str]] = {}
    for each in cases:
        seen.setdefault(each.rule.id, set()).add(each.case.expectation)
    return [
        f"{rule} has no case that {expectation}"
        for rule in rules
        for expectation in ("fires", "passes")
        if expectation not in seen.get(rule, ())
    ]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        if _rule_named_in(path):
            return [path]
        raise CaseError(f"{path}: this is no case file: it begins with the id of its rule, “# category/name”")
    if not path.is_dir():
        raise CaseError(f"{path}: there is no such file or folder")
    return [file for file in sorted(path.rglob("*.md")) if _rule_named_in(file)]


def _rule_named_in(file: Path) -> str:
    """Return the id in a file's first line that is not blank, empty where there is none."""
    try:
        with file.open(encoding="utf-8") as lines:
            first = next((line for line in lines if line.strip()), "")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}: cannot be read: {error}") from error
    title = _TITLE.match(first)
    return title[1] if title else ""


def _cases_in(file: Path, rules: Mapping[str, Rule]) -> list[RuleCase]:
    name = _rule_named_in(file)
    rule = rules.get(name)
    if rule is None:
        remedy = did_you_mean(
            name, rules, "Name the pack that has it: --pack NAME, or “packs” in seoaudit.toml."
        )
        raise CaseError(f"{file}:1: there is no rule “{name}”. {remedy}")
    try:
        cases = load_cases(file)
    except (ValueError, TypeError, OSError) as error:  # among them what msgspec and tomllib raise
        message = str(error)
        raise CaseError(message if message.startswith(str(file)) else f"{file}: {message}") from error
    if not cases:
        raise CaseError(f"{file}: this file has no cases: each begins with “## Fires: …” or “## Passes: …”")
    return [RuleCase(rule, case, file) for case in cases]
