"""Finding a pack that is installed by its name: entry points of the group ``seoaudit.packs``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, EntryPoint, PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from seoaudit.blake import blake2b
from seoaudit.pack import NamedPack, Pack, pack_fault
from seoaudit.pack_loading import REFUSED, PackError, imported

GROUP = "seoaudit.packs"


def installed() -> dict[str, list[EntryPoint]]:
    """Return the packs that are installed, by name; none of them is imported."""
    found: dict[str, list[EntryPoint]] = {}
    for entry in entry_points(group=GROUP):
        found.setdefault(entry.name, []).append(entry)
    return found


def find(name: str) -> NamedPack:
    """Load the pack of a name. Raises ``PackError`` where there is none, more than one, or one that cannot be used."""
    known = installed()
    entries = known.get(name, [])
    if not entries:
        raise PackError(_unknown(name, known))
    sources = {_source(entry) for entry in entries}
    if len(sources) > 1:
        raise PackError(f"the pack “{name}” is offered twice: by {' and by '.join(sorted(sources))}")
    entry, source = entries[0], sources.pop()
    told = f"the pack “{name}” ({source})"
    _refuse_untrusted(entry, told)
    pack = _pack_of(entry, told)
    if fault := pack_fault(pack):
        raise PackError(f"{told}: {fault}")
    distribution = entry.dist
    release = distribution.version if distribution else "0"
    title = distribution.name if distribution else entry.value
    return NamedPack(name, title, release, _digest(entry, pack), pack)


def _source(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def _unknown(name: str, known: dict[str, list[EntryPoint]]) -> str:
    """Return what to say of a name that no installed pack has."""
    from seoaudit.config.errors import closest

    message = f"there is no pack “{name}” where seoaudit is installed ({sys.prefix})"
    offered = [each for each, entries in known.items() for entry in entries if _is_by(entry, name)]
    meant = offered[0] if offered else closest(name, known)
    if meant:
        return f"{message}. Did you mean “{meant}”?"
    if known:
        return f"{message}. Installed there: {', '.join(sorted(known))}."
    return f"{message}. Install it there: {sys.executable} -m pip install …"


def _is_by(entry: EntryPoint, distribution: str) -> bool:
    return entry.dist is not None and _plain(entry.dist.name) == _plain(distribution)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _refuse_untrusted(entry: EntryPoint, told: str) -> None:
    """Refuse code from an untrusted tree before any of it runs; what an environment inside of it holds may run."""
    for root in REFUSED:
        for folder in _folders(entry.module.partition(".")[0]):
            place = Path(os.path.realpath(folder))
            below = place.is_relative_to(os.path.realpath(root))
            if below and not place.is_relative_to(os.path.realpath(sys.prefix)):
                raise PackError(
                    f"{told} lies in the tree that is not trusted: {folder}. Install it elsewhere"
                )


def _pack_of(entry: EntryPoint, told: str) -> Pack:
    """Return the ``Pack`` that an entry point names: an object, or a module that has one called ``pack``."""
    value: object = imported(entry.module, told)
    for name in entry.attr.split(".") if entry.attr else ():
        if not hasattr(value, name):
            raise PackError(f"{told}: {entry.module} has no “{entry.attr}”, which its entry point names")
        value = getattr(value, name)
    if isinstance(value, ModuleType):
        value = getattr(value, "pack", None)
    if not isinstance(value, Pack):
        raise PackError(f"{told}: {entry.value} is no seoaudit.api.Pack")
    return value


def _digest(entry: EntryPoint, pack: Pack) -> str:
    """Return a digest of all that a pack's findings may depend on besides the page.

    Its distribution and files with their sizes and times, and the versions of what it requires.
    """
    digest = blake2b(f"{entry.name} {entry.value} {_source(entry)}".encode(), digest_size=16)
    packages = {entry.module.partition(".")[0]}
    if isinstance(pack.rules, str):
        packages.add(pack.rules.partition(".")[0])
    else:
        packages |= {rule.check.__module__.partition(".")[0] for rule in pack.rules}
    paths = {file for package in packages for folder in _folders(package) for file in _files(folder)}
    paths |= {file for language in pack.languages for file in _files(language.folder)}
    if entry.dist is not None:
        paths |= {Path(str(entry.dist.locate_file(file))) for file in entry.dist.files or ()}
    for path in sorted(paths):
        if path.is_file() and path.suffix != ".pyc":
            status = path.stat()
            digest.update(
                f"{path}:{status.st_size}:{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape")
            )
    for release in _requirements(entry.dist):
        digest.update(f"{release}\n".encode())
    return digest.hexdigest()


def _folders(package: str) -> list[Path]:
    """Return the folders of a top-level package, or the file of a module; neither is imported."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return []
    if spec is None:
        return []
    if spec.submodule_search_locations:
        return [Path(each) for each in spec.submodule_search_locations]
    return [Path(spec.origin)] if spec.origin else []


def _files(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    return (path for path in folder.rglob("*") if "__pycache__" not in path.parts)


def _requirements(distribution: Distribution | None) -> Iterator[str]:
    import re

    for requirement in (distribution.requires or ()) if distribution else ():
        name = re.match(r"[\w.-]+", requirement)
        if name is not None and _plain(name[0]) != "seoaudit-linter":
            try:
                yield f"{name[0]} {version(name[0])}"
            except PackageNotFoundError:
                continue
