"""Finding the configuration that holds for a path: the nearest one upwards, as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from seoaudit.config.config import Config, PathLike
from seoaudit.config.errors import ConfigError, ConfigErrors
from seoaudit.config.layer import Layer, Overrides
from seoaudit.config.places import KeyPath
from seoaudit.config.reading import parsed, read_command_line, read_file
from seoaudit.registry import rules

FILE_NAME = "seoaudit.toml"
_PYPROJECT = "pyproject.toml"
_TABLE: KeyPath = ("tool", "seoaudit")
#: More than any configuration; what is larger is some other file.
_MAX_SIZE = 1_000_000
_NOTHING_SAID = Overrides()


class _File(NamedTuple):
    """A configuration file as it is now: one that is changed is read again."""

    path: str
    modified: int
    size: int
    required: bool
    text: str | None = None
    name: str = ""


class GivenFile(NamedTuple):
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
        config = _loaded(candidate, command_line, working)
        if config is not None:
            return config
    root = working if Path(folder).is_relative_to(working) else Path(folder)
    return _without_file(command_line, working, root)


def _required(file: Path, command_line: Overrides, working: Path, given: GivenFiles | None) -> Config:
    path = os.path.abspath(file)  # noqa: PTH100
    stamp = _stamp(path, given, required=True)
    if stamp is None:
        raise ConfigErrors([ConfigError(_display(path), 0, 0, "there is no such file", "Check --config.")])
    config = _loaded(stamp, command_line, working)
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
    while True:
        for name in (FILE_NAME, _PYPROJECT):
            stamp = _stamp(os.path.join(folder, name), given)  # noqa: PTH118
            if stamp:
                yield stamp
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
def _loaded(file: _File, command_line: Overrides, working: Path) -> Config | None:
    """Read a configuration file; ``None`` for a ``pyproject.toml`` that says nothing of this tool."""
    name = file.name or _display(file.path)
    text = _text(file, name)
    root_table: KeyPath = ()
    if os.path.basename(file.path) == _PYPROJECT:  # noqa: PTH119
        if "seoaudit" not in text:
            return None  # nor is a mistake in it any business of ours
        tool = parsed(text, name).get("tool")
        if not isinstance(tool, dict) or "seoaudit" not in tool:
            return None
        root_table = _TABLE
    catalogue = rules()
    errors: list[ConfigError] = []
    layers: tuple[Layer, ...] = (Layer(),)
    said = Layer()
    try:
        said = read_command_line(command_line, catalogue)
    except ConfigErrors as error:
        errors += error.errors
    try:
        layers = read_file(text, name, root_table, catalogue)
    except ConfigErrors as error:
        errors += error.errors
    if errors:
        raise ConfigErrors(errors)
    path = Path(file.path)
    root = path.parent
    if file.required and not working.is_relative_to(root):
        root = working  # a shared configuration kept aside, such as .github/seoaudit.toml
    return Config(file=path, name=name, root=root, layers=layers, command_line=said, catalogue=catalogue)


@lru_cache(maxsize=64)
def _without_file(command_line: Overrides, working: Path, root: Path) -> Config:
    del working  # patterns of the command line are relative to it
    catalogue = rules()
    said = read_command_line(command_line, catalogue)
    return Config(file=None, name="", root=root, layers=(Layer(),), command_line=said, catalogue=catalogue)


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
