"""``check --watch``: whatever is saved is audited again, until somebody ends it."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from seoaudit.cli.fix_options import FixOptions
from seoaudit.cli.gate_options import GateOptions
from seoaudit.cli.targets import Target, parted

if TYPE_CHECKING:
    from seoaudit.cli.documents import Configs
    from seoaudit.compare import Comparison
    from seoaudit.report import Report
    from seoaudit.report.page import PageReport

#: Milliseconds that a folder has to be quiet for: editors write a file in several steps.
_QUIET = 100
#: And the most that is waited for it, as while a site is being built.
_PATIENCE = 1_600
#: Between two looks at whether somebody wants to end it.
_WAKING = 100
#: What settings are read from; after a change to them everything is judged anew.
_SETTINGS = ("seoaudit.toml", "pyproject.toml")
#: The exit code of an audit that was ended by Ctrl-C.
_INTERRUPTED = 130
#: Lines below the report: what is watched, and where the cursor stands.
_BELOW = 2
#: What the comparison calls the round before.
_BEFORE = "the last save"


def check_watched(targets: Sequence[Target], gate: GateOptions, fixing: FixOptions, *, live: bool) -> None:
    """Refuse what cannot be watched. ``live``: something of this run comes from the network."""
    paths, addresses, archives = parted(targets)
    if addresses or archives or live or Path("-") in paths:
        raise click.UsageError("--watch is for files and folders: nothing else is saved while you look on")
    if fixing.wanted or gate.update_baseline:
        raise click.UsageError(
            "--watch changes no files: leave out --fix, --show-fixes and --update-baseline"
        )
    if gate.diff is not None:
        raise click.UsageError("--watch and --diff: choose one; --since judges the files of a change")
    if len({path.is_dir() for path in paths}) > 1:
        raise click.UsageError("--watch takes files or folders, not both: name the folder alone")
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"there is nothing to watch at {path}: check the path")


class Seen:
    """The pages as they were when they were last shown, to say what a save has changed."""

    def __init__(self) -> None:
        self._pages: dict[str, PageReport] = {}

    def forget(self) -> None:
        """Compare with nothing that was shown so far: other settings judge otherwise."""
        self._pages = {}

    @property
    def window(self) -> int:
        """Return the lines that a report may have so that its beginning is seen; 0 where it is read otherwise."""
        return shutil.get_terminal_size().lines - _BELOW if sys.stdout.isatty() else 0

    def compared(self, report: Report) -> Comparison | None:
        """Return what changed on the report's pages since each was shown last; ``None`` where none was."""
        from seoaudit.compare import compare
        from seoaudit.packed import PackedPages, head_of, pack

        known = [self._pages[page.path] for page in report.pages if page.path in self._pages]
        self._pages |= {page.path: page for page in report.pages}
        if not known:
            return None
        before = PackedPages()
        for page in known:
            before.append(head_of(page), pack(page))
        old, new = (
            msgspec.structs.replace(report, pages=pages, sites=()) for pages in (before, report.pages)
        )
        compared = compare(old, new, _BEFORE)
        # What a rule can no longer judge, as of front matter that does not parse, has not been fixed.
        judged = {
            (page.path, result.rule)
            for page in report.pages
            for result in page.results
            if result.outcome in ("passed", "failed")
        }
        fixed = tuple(each for each in compared.fixed if (each.path, each.rule) in judged)
        return msgspec.structs.replace(compared, fixed=fixed)


class Watch:
    """What is watched: files, or folders with all that is in them that ``check`` would audit."""

    def __init__(self, targets: Sequence[Target], outputs: Iterable[Path], configs: Configs) -> None:
        self._targets = [Path(target) for target in targets] or [Path()]
        self._outputs = frozenset(file.resolve() for file in outputs)
        self._configs = configs
        self._known: frozenset[Path] = frozenset()

    def rounds(self) -> Iterator[frozenset[Path] | None]:
        """Yield ``None`` at once and where all may be judged otherwise, else the audited files that were just saved."""
        from watchfiles import watch

        folders = {path if path.is_dir() else path.parent for path in self._targets}
        whole = self._targets[0].is_dir()
        begun = False
        # It has to watch before the first audit begins: what is saved meanwhile comes next.
        for changes in watch(
            *folders, recursive=whole, debounce=_PATIENCE, step=_QUIET, rust_timeout=_WAKING, yield_on_timeout=True,
            raise_interrupt=True,
        ):  # fmt: skip
            changed = {Path(path).resolve() for _, path in changes} - self._outputs
            gone = any(not path.exists() for path in changed & self._known)
            if not begun or gone or any(path.name in _SETTINGS for path in changed):
                begun = True
                yield None
                self._look_again()
            elif saved := self._audited(changed):
                yield saved

    def _audited(self, changed: set[Path]) -> frozenset[Path]:
        """Return which of the files are audited; new ones are looked for where files of their kind are."""
        from seoaudit.parsing import media_of

        texts = {path for path in changed if media_of(path.name) is not None and path.is_file()}
        if texts - self._known:
            self._look_again()  # what a build writes, say, is ignored
        return frozenset(texts & self._known)

    def _look_again(self) -> None:
        """Look which files there are; what hinders it, such as a broken configuration, the audit has told."""
        from seoaudit.config import ConfigErrors
        from seoaudit.sources.decode import Unreadable
        from seoaudit.sources.files import find

        with suppress(ConfigErrors, Unreadable):
            self._known = frozenset(
                each.path.resolve() for each in find(self._targets, self._configs.globs_of)
            )

    @property
    def status(self) -> str:
        """Return a line that says what is going on, and how it ends."""
        now = dt.datetime.now().astimezone().strftime("%H:%M:%S")
        return f"{now}  Watching {', '.join(map(str, self._targets))}; Ctrl-C ends."


def keep_watching(
    watch: Watch, seen: Seen, audit: Callable[[frozenset[Path] | None], object], *, whole: bool
) -> None:
    """Audit everything, then whatever is saved. An error of one round does not end it: the next save may mend it.

    ``whole``: every round tells of all files, as reports that are written to files do.
    """
    with suppress(KeyboardInterrupt):
        for saved in watch.rounds():
            if saved is None:
                seen.forget()
            if sys.stdout.isatty():
                click.clear()
            try:
                audit(None if whole else saved)
            except SystemExit as ended:
                if ended.code == _INTERRUPTED:
                    return
            click.echo(watch.status, err=True)
