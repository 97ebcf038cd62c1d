"""Whom a run trusts: where its configuration and baseline come from, and what files of strangers may not do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import msgspec

if TYPE_CHECKING:
    from seoaudit.baseline import Baseline
    from seoaudit.cli.gate_options import GateOptions
    from seoaudit.cli.targets import Target
    from seoaudit.config import Config, Settings
    from seoaudit.config.discovery import GivenFile, GivenFiles
    from seoaudit.engines.document import Document
    from seoaudit.sources.git import Repository

#: Of files of strangers: bytes of one, how many there may be, and seconds for the whole run.
MAX_FILE_SIZE, MAX_FILES, MAX_SECONDS = 1_000_000, 20_000, 600
_MAX_CONFIG = 1_000_000
_CONFIG_NAMES = ("seoaudit.toml", "pyproject.toml")


class Trust:
    """A run's trust. ``root`` is the top of the tree, ``given`` the only configuration to read (``None``: as it lies).

    ``untrusted``: the tree is a stranger's.
    """

    def __init__(self, gate: GateOptions, config_file: Path | None) -> None:
        """Raise ``Unreadable`` where the configuration cannot be had as it is asked for."""
        self.untrusted = gate.untrusted
        self.root = Path.cwd()
        self.given: GivenFiles | None = None
        self._ref, self._commit = gate.config_from, ""
        self._repository: Repository | None = None
        if not gate.untrusted and gate.config_from is None:
            return
        from seoaudit.sources.git import Repository, top_of

        self.root = top_of(self.root) or self.root
        if gate.untrusted:
            _refuse_code_of(self.root)
        if gate.config_from is not None:
            self._repository = Repository.around(self.root)
            self._commit = self._repository.commit(gate.config_from)
        self.given = dict(self._configurations(config_file))

    def check_targets(self, targets: Sequence[Target]) -> None:
        """Refuse addresses in an untrusted run: it has no network."""
        address = next((target for target in targets if isinstance(target, str)), "")
        if self.untrusted and address:
            _refuse(f"{address}: an untrusted run has no network", "Audit the address without --untrusted.")

    def documents(self, documents: Sequence[Document]) -> list[Document]:
        """Return the documents; one that a link puts out of an untrusted tree becomes an error of its own."""
        if not self.untrusted:
            return list(documents)
        if len(documents) > MAX_FILES:
            _refuse(f"there are {len(documents):,} files, more than the {MAX_FILES:,} of an untrusted run")
        return [self._contained(document) for document in documents]

    def settings(self, settings: Sequence[Settings]) -> list[Settings]:
        """Return the settings, with lower limits for an untrusted tree."""
        if not self.untrusted:
            return list(settings)
        limited = {
            id(each): msgspec.structs.replace(each, max_file_size=min(each.max_file_size, MAX_FILE_SIZE))
            for each in settings
        }
        return [limited[id(each)] for each in settings]

    def baseline(self, explicit: Path | None, config: Config) -> Baseline | None:
        """Return the baseline that the command line or the configuration names, ``None`` where neither does."""
        from seoaudit.baseline import MAX_SIZE, parse_baseline, read_baseline

        configured = config.value("baseline", config.root)
        if explicit is None and not configured:
            return None
        file = _absolute(explicit if explicit is not None else config.root / configured)
        if self._repository is not None and self._holds(file):
            data = self._repository.read(self._commit, file.relative_to(self.root).as_posix(), MAX_SIZE)
            if data is None:
                _refuse(f"{self._ref} has no baseline {file.relative_to(self.root).as_posix()}")
            return parse_baseline(data, file.parent, f"{self._ref}:{file.name}")
        if self.untrusted and self._holds(file):
            _refuse(f"{file.name}: the baseline lies in the tree that is not trusted", _FROM_REF)
        return read_baseline(file)

    def check_output(self, file: Path | None) -> None:
        """Refuse to write through a link that leads out of an untrusted tree."""
        if file is None or not self.untrusted or not self._holds(_absolute(file)):
            return
        if not _leads_into(_absolute(file).parent, self.root):
            _refuse(
                f"{file}: the folder is a link out of the tree that is not trusted", "Write somewhere else."
            )

    def _contained(self, document: Document) -> Document:
        if document.path is None or document.data is not None or _leads_into(document.path, self.root):
            return document
        error = "this is a link out of the tree, which an untrusted run does not follow"
        return msgspec.structs.replace(document, error=error, fix="Put the text itself here.")

    def _holds(self, file: Path) -> bool:
        return file.is_relative_to(self.root) or _leads_into(file, self.root)

    def _configurations(self, config_file: Path | None) -> Iterator[tuple[str, GivenFile]]:
        """Yield the configuration files that are trusted: of the ref, and the one named, where it lies elsewhere."""
        from seoaudit.config.discovery import GivenFile
        from seoaudit.config.own_rules import is_rule_file

        file = _absolute(config_file) if config_file is not None else None
        inside = file is not None and self._holds(file)
        if file is not None and not inside:
            yield from _with_rules_beside(file, str(config_file))
        if file is not None and inside and self._repository is None:
            _refuse(f"{config_file}: the configuration lies in the tree that is not trusted", _FROM_REF)
        if self._repository is None:
            return
        named = file.relative_to(self.root).as_posix() if file is not None and inside else ""
        found = {
            path: entry
            for path, entry in self._repository.files(self._commit).items()
            if (path.rpartition("/")[2] in _CONFIG_NAMES or path == named or is_rule_file(path))
            and entry.size <= _MAX_CONFIG
        }
        for path, data in self._repository.contents(found.items()):
            name = f"{self._ref}:{path}"
            yield str(self.root / path), GivenFile(name, _decoded(data, name))


def _with_rules_beside(file: Path, name: str) -> Iterator[tuple[str, GivenFile]]:
    """Yield a configuration outside of the tree, and the files of rules beside it."""
    from seoaudit.config.discovery import GivenFile
    from seoaudit.config.own_rules import ENDING, FOLDER

    yield str(file), GivenFile(name, _decoded(file.read_bytes() if file.is_file() else b"", str(file)))
    for each in sorted(file.parent.joinpath(*FOLDER).glob(f"*{ENDING}")):
        if each.is_file() and each.stat().st_size <= _MAX_CONFIG:
            yield str(each), GivenFile(str(each), _decoded(each.read_bytes(), str(each)))


_FROM_REF = "Name a ref that you trust: --config-from origin/main."


def _refuse(message: str, fix: str = "") -> NoReturn:
    from seoaudit.sources.decode import Unreadable

    raise Unreadable(message, fix)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links are not followed


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(f"{name}: this is not UTF-8", "Save the file as UTF-8.")


def _leads_into(path: Path, root: Path) -> bool:
    """Return whether a path, its links followed, lies below a root."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))  # does not mind loops


def _refuse_code_of(root: Path) -> None:
    """Refuse to go on where Python imports from the tree: what it holds may have run already.

    ``python -m`` puts the working directory before the standard library, and is safe only with ``-P``.
    """
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    by_module = spec is not None and spec.name.partition(".")[0] == "seoaudit"
    if by_module and not sys.flags.safe_path and _leads_into(Path.cwd(), root):
        _refuse(
            "“python -m seoaudit” imports from the working directory, which is not trusted",
            "Run `seoaudit` itself, or `python -P -m seoaudit`, or set PYTHONSAFEPATH=1.",
        )
    for entry in sys.path:
        place = Path(entry or ".")
        if _leads_into(place, root) and not _leads_into(place, Path(sys.prefix)):
            _refuse(
                f"Python imports from {place.resolve()}, in the tree that is not trusted",
                "Take it out of PYTHONPATH, and install seoaudit outside of the tree.",
            )
    os.environ["PYTHONSAFEPATH"] = "1"  # for the processes that share the work


@contextmanager
def confined(trust: Trust) -> Iterator[None]:
    """Keep an untrusted run from the network and from packs in the tree, and end it when it takes too long."""
    if not trust.untrusted:
        yield
        return
    from seoaudit.pack_loading import REFUSED

    _NETWORK_IS_OFF[:] = [True]
    REFUSED[:] = [trust.root]
    if not _HOOKED:
        _HOOKED.append(True)
        sys.addaudithook(_refuse_network)
    try:
        with _time_limit(MAX_SECONDS):
            yield
    finally:
        _NETWORK_IS_OFF.clear()
        REFUSED.clear()


_NETWORK_IS_OFF: list[bool] = []
_HOOKED: list[bool] = []


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if not _NETWORK_IS_OFF or event not in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        return
    import socket

    if event == "socket.getaddrinfo" or getattr(arguments[0], "family", None) != socket.AF_UNIX:
        raise PermissionError("an untrusted run has no network")


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """End the process with exit code 2 after so many seconds, with those it has started; on Windows there is no limit."""
    import signal

    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def end(number: int, frame: object) -> None:
        del number, frame
        from multiprocessing import active_children

        for child in active_children():
            child.kill()
        sys.stderr.write(f"seoaudit: the untrusted run took longer than {seconds} seconds\n")
        sys.stderr.flush()
        os._exit(2)

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
