"""Importing the rules of a pack, so that whatever goes wrong in it is an error with a name and a place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import all_suffixes
from pathlib import Path
from types import ModuleType

from seoaudit.pack import rule_faults
from seoaudit.rule import Rule

#: Folders from which no pack may come: trees of strangers, while a run looks at them (``cli/trust.py``).
REFUSED: list[Path] = []


class PackError(Exception):
    """A pack could not be loaded; the text names the pack, its distribution and the cause."""


def imported(module: str, pack: str) -> ModuleType:
    """Import a module of a pack. Raises ``PackError``, whatever the module does instead."""
    try:
        return import_module(module)
    except (Exception, SystemExit) as error:
        raise PackError(f"{pack} cannot be loaded: {_told(error, module)}") from error


def _told(error: BaseException, module: str) -> str:
    """Return an error in one line, with the file and line it comes from."""
    said = f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}: SyntaxError: {error.msg}"
    from traceback import extract_tb

    package = module.partition(".")[0]
    own = [
        frame
        for frame in extract_tb(error.__traceback__)
        if package in Path(frame.filename).parts or Path(frame.filename).stem == package
    ]
    return f"{own[-1].filename}:{own[-1].lineno}: {said}" if own else f"{module}: {said}"


def rules_below(package: str, pack: str) -> Iterator[Rule]:
    """Yield the rules of a package with a sub-package for each category and a module for each rule."""
    root = imported(package, pack)
    if not hasattr(root, "__path__"):
        raise PackError(f"{pack}: “{package}” is a module, and rules are found in a package")
    seen: set[int] = set()
    for name in _modules(package, root):
        for value in vars(imported(name, pack)).values():
            if isinstance(value, Rule) and id(value) not in seen:
                seen.add(id(value))
                yield value
    if not seen:
        raise PackError(
            f"{pack}: there are no rules in “{package}”, which are modules in a folder for each category"
        )


def _modules(package: str, root: ModuleType) -> list[str]:
    """Return the names of the modules in a package's sub-packages, in order."""
    folder = root.__path__[0]
    if not Path(folder).is_dir():
        return _packed_modules(package, root)
    endings = tuple(all_suffixes())
    return sorted(
        {
            f"{package}.{category.name}.{module.name.partition('.')[0]}"
            for category in os.scandir(folder)
            if category.is_dir() and category.name.isidentifier() and not category.name.startswith("__")
            for module in os.scandir(category)
            if module.name.endswith(endings) and not module.name.startswith("__init__.")
        }
    )


def _packed_modules(package: str, root: ModuleType) -> list[str]:
    """Return the same for a package that is in an archive."""
    import pkgutil  # takes longer to import than most packs to look through

    return sorted(
        f"{package}.{category.name}.{module.name}"
        for category in pkgutil.iter_modules(root.__path__)
        if category.ispkg
        for module in pkgutil.iter_modules([f"{root.__path__[0]}/{category.name}"])
    )


def _place(rule: Rule) -> str:
    """Return where the rule's function begins, as ``file:line: ``; empty where it is no function of Python."""
    code = getattr(rule.check, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}: " if code else ""


def rules_of(source: str | tuple[Rule, ...], pack: str) -> Iterator[Rule]:
    """Yield a pack's rules as its ``Pack`` names them. Raises ``PackError`` for one that could never work."""
    for rule in rules_below(source, pack) if isinstance(source, str) else source:
        for fault in rule_faults(rule):
            raise PackError(f"{pack}: {_place(rule)}the rule {rule.id}: {fault}")
        yield rule
