"""Finding the configuration that holds for a path: the nearest one upwards, as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

import msgspec

from seoaudit.config.config import Config, PathLike
from seoaudit.config.errors import ConfigError, ConfigErrors
from seoaudit.config.layer import Layer, Overrides
from seoaudit.config.own_rules import ENDING, Own, folder_of_rules, with_own_rules
from seoaudit.config.places import KeyPath
from seoaudit.config.reading import (
    FileTable,
    file_table,
    parsed,
    read_command_line,
    read_file,
    repertoire_named,
)
from seoaudit.registry import Repertoire

FILE_NAME = "seoaudit.toml"
_PYPROJECT = "pyproject.toml"
_TABLE: KeyPath = ("tool", "seoaudit")
#: More than any configuration; what is larger is some other file.
_MAX_SIZE = 1_000_000
_NOTHING_SAID = Overrides()


class _File(msgspec.Struct, frozen=True):
    """A configuration file as it is now: one that is changed is read again."""

    path: str
    modified: int
    size: int
    required: bool
    text: str | None = None
    name: str = ""


class GivenFile(msgspec.Struct, frozen=True):
    """A configuration file that is not read from the disk: how messages call it, and what it says."""

    name: str
    text: str


#: Configuration files by absolute path. Where they are given, no other configuration is read.
GivenFiles = Mapping[str, GivenFile]


def discover(
    path: PathLike,
    *,
    explicit: Path | None = None,
    command_line: Overrides = _NOTHING_SAID,
    given: GivenFiles | None = None,
) -> Config:
    """Return the configuration for a file, folder or address.

    ``explicit`` (``--config``) is used whatever lies beside the path. Otherwise the nearest folder upwards
    that has a ``seoaudit.toml``, or a ``pyproject.toml`` with a ``[tool.seoaudit]`` table, decides alone. The
    search ends at the top of a repository (the folder that holds ``.git``), so that a checkout gives the same
    result wherever it lies. Addresses take the working directory's configuration. With ``given``, those files take
    the place of the ones on the disk.

    Calls for paths with the same configuration return the same object. Raises ``ConfigErrors``.
    """
    working = Path.cwd()
    if explicit is not None:
        return _required(explicit, command_line, working, given)
    folder = _folder(path, working)
    for candidate in _candidates(folder, given):
        beside = os.path.dirname(candidate.path)  # noqa: PTH120
        config = _loaded(candidate, _rule_files(beside, given), command_line, working)
        if config is not None:
            _refuse_strays(folder, beside, given)
            return config
    for each in _folders(folder):
        if rule_files := _rule_files(each, given):
            return _without_file(command_line, working, Path(each), rule_files)
    root = working if Path(folder).is_relative_to(working) else Path(folder)
    return _without_file(command_line, working, root, ())


def repertoire_at(path: PathLike, *, explicit: Path | None = None, packs: Sequence[str] = ()) -> Repertoire:
    """Return what a path's configuration can name, whatever else may be wrong with it; ``packs`` are added.

    Raises ``ConfigErrors`` for a pack that cannot be used, and for a file that is no TOML.
    """
    known, table, rule_files = _named_at(path, explicit, packs)
    return with_own_rules(known, table, _texts(rule_files))[0]


def own_rules_at(path: PathLike, *, explicit: Path | None = None) -> Own:
    """Return the rules of a path's configuration, with what is wrong with them. Raises as ``repertoire_at`` does."""
    known, table, rule_files = _named_at(path, explicit, ())
    return with_own_rules(known, table, _texts(rule_files))[1]


def _named_at(
    path: PathLike, explicit: Path | None, packs: Sequence[str]
) -> tuple[Repertoire, FileTable | None, tuple[_File, ...]]:
    """Return what a path's configuration names: built-in rules and packs, its table, the files of rules beside it."""
    said = Overrides(packs=tuple(packs) or None)
    folder = _folder(path, Path.cwd())
    files = _candidates(folder, None)
    if explicit is not None:
        stamp = _stamp(os.path.abspath(explicit), None, required=True)  # noqa: PTH100
        files = iter([stamp] if stamp else [])
    for file in files:
        table = _table_of(file, _display(file.path))
        if table is not None:
            beside = os.path.dirname(file.path)  # noqa: PTH120
            return repertoire_named(table, said), table, _rule_files(beside, None)
    found = (rule_files for each in _folders(folder) if (rule_files := _rule_files(each, None)))
    return repertoire_named(None, said), None, next(found, ()) if explicit is None else ()


def _required(file: Path, command_line: Overrides, working: Path, given: GivenFiles | None) -> Config:
    path = os.path.abspath(file)  # noqa: PTH100
    stamp = _stamp(path, given, required=True)
    if stamp is None:
        raise ConfigErrors([ConfigError(_display(path), 0, 0, "there is no such file", "Check --config.")])
    beside = os.path.dirname(path)  # noqa: PTH120
    config = _loaded(stamp, _rule_files(beside, given), command_line, working)
    if config is None:
        raise ConfigErrors(
            [ConfigError(_display(path), 0, 0, "there is no [tool.seoaudit] table in this file")]
        )
    return config


# What follows runs for every audited file, hence os.path: it makes no objects.
def _folder(path: PathLike, working: Path) -> str:
    text = os.fspath(path)
    if text.startswith(("http://", "https://")):
        return str(working)
    absolute = os.path.abspath(text)  # noqa: PTH100
    return absolute if os.path.isdir(absolute) else os.path.dirname(absolute)  # noqa: PTH112, PTH120


def _candidates(folder: str, given: GivenFiles | None) -> Iterator[_File]:
    """Yield the configuration files from a folder upwards, the ones that decide first."""
    for each in _folders(folder):
        for name in (FILE_NAME, _PYPROJECT):
            stamp = _stamp(os.path.join(each, name), given)  # noqa: PTH118
            if stamp:
                yield stamp


def _rule_files(folder: str, given: GivenFiles | None) -> tuple[_File, ...]:
    """Return the files of rules beside a configuration in a folder, in the order of their names."""
    place = folder_of_rules(folder)
    if given is not None:
        names = [path for path in given if path.endswith(ENDING) and os.path.dirname(path) == place]  # noqa: PTH120
    else:
        try:
            names = [entry.path for entry in os.scandir(place) if entry.name.endswith(ENDING)]
        except OSError:
            return ()
    return tuple(stamp for path in sorted(names) if (stamp := _stamp(path, given)))


def _refuse_strays(folder: str, decides: str, given: GivenFiles | None) -> None:
    """Refuse rules below the configuration that decides: nobody would notice that they are not applied."""
    for each in _folders(folder):
        if each == decides:
            return
        if files := _rule_files(each, given):
            name = files[0].name or _display(files[0].path)
            message = f"these rules are not applied: the configuration is in {_display(decides)}"
            fix = "Move them to .seoaudit/rules beside it, and give them “paths”."
            raise ConfigErrors([ConfigError(name, 0, 0, message, fix)])


def _folders(folder: str) -> Iterator[str]:
    """Yield a folder and those above it, up to the top of the repository."""
    while True:
        yield folder
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder or os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
            return
        folder = above


def _stamp(path: str, given: GivenFiles | None, *, required: bool = False) -> _File | None:
    if given is not None:
        file = given.get(path)
        return _File(path, 0, len(file.text), required, file.text, file.name) if file else None
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return _File(path, status.st_mtime_ns, status.st_size, required) if S_ISREG(status.st_mode) else None


@lru_cache(maxsize=64)
def _loaded(
    file: _File, rule_files: tuple[_File, ...], command_line: Overrides, working: Path
) -> Config | None:
    """Read a configuration file; ``None`` for a ``pyproject.toml`` that says nothing of this tool."""
    name = file.name or _display(file.path)
    table = _table_of(file, name)
    if table is None:
        return None
    known, own = with_own_rules(repertoire_named(table, command_line), table, _texts(rule_files))
    errors: list[ConfigError] = []
    layers: tuple[Layer, ...] = (Layer(),)
    said = Layer()
    try:
        said = read_command_line(command_line, known)
    except ConfigErrors as error:
        errors += error.errors
    try:
        layers = read_file(table, known)
    except ConfigErrors as error:
        errors += error.errors
    if errors or own.errors:
        raise ConfigErrors([*own.left(errors), *own.errors])
    path = Path(file.path)
    root = path.parent
    if file.required and not working.is_relative_to(root):
        root = working  # a shared configuration kept aside, such as .github/seoaudit.toml
    return Config(
        file=path, name=name, root=root, layers=layers, command_line=said, catalogue=known.rules, own=own
    )


def _table_of(file: _File, name: str) -> FileTable | None:
    text = _text(file, name)
    root_table: KeyPath = ()
    if os.path.basename(file.path) == _PYPROJECT:  # noqa: PTH119
        if "seoaudit" not in text:
            return None  # nor is a mistake in it any business of ours
        tool = parsed(text, name).get("tool")
        if not isinstance(tool, dict) or "seoaudit" not in tool:
            return None
        root_table = _TABLE
    return file_table(text, name, root_table)


@lru_cache(maxsize=64)
def _without_file(
    command_line: Overrides, working: Path, root: Path, rule_files: tuple[_File, ...]
) -> Config:
    del working  # patterns of the command line are relative to it
    known, own = with_own_rules(repertoire_named(None, command_line), None, _texts(rule_files))
    if own.errors:
        raise ConfigErrors(own.errors)
    said = read_command_line(command_line, known)
    return Config(
        file=None, name="", root=root, layers=(Layer(),), command_line=said, catalogue=known.rules, own=own
    )


def _texts(files: Sequence[_File]) -> list[tuple[str, str]]:
    """Return the names and texts of files of rules."""
    names = [file.name or _display(file.path) for file in files]
    return [(name, _text(file, name)) for name, file in zip(names, files, strict=True)]


def _text(file: _File, name: str) -> str:
    if file.size > _MAX_SIZE:
        message = f"the file is {file.size / 1e6:.1f} MB, too large for a configuration"
        raise ConfigErrors([ConfigError(name, 0, 0, message)])
    if file.text is not None:
        return file.text
    try:
        data = Path(file.path).read_bytes()
    except OSError as error:
        raise ConfigErrors([ConfigError(name, 0, 0, f"cannot be read: {error.strerror or error}")]) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise ConfigErrors(
            [ConfigError(name, line, column, "this is not UTF-8", "Save the file as UTF-8.")]
        ) from error


def _display(path: str) -> str:
    """Return a file's name as messages show it: from the working directory if it lies below."""
    absolute = Path(path)
    working = Path.cwd()
    return (
        absolute.relative_to(working).as_posix() if absolute.is_relative_to(working) else absolute.as_posix()
    )
