"""Where reports and errors go: terminals, pipes and files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
import msgspec

from seoaudit.cli.formats import Target
from seoaudit.report import Report
from seoaudit.reports import FORMATS, encodable
from seoaudit.reports.options import RenderOptions, Verbosity, draws_unicode
from seoaudit.sources.decode import Unreadable

if TYPE_CHECKING:
    from seoaudit.compare import Comparison

#: The width of a report in a pipe or a file.
_PLAIN_WIDTH = 100
_LEAST_WIDTH = 40

#: Formats in which paths begin at the top of the repository.
_PLACED = ("sarif", "sarif-all", "junit", "github", "gitlab", "rdjson")


def write_report(
    report: Report,
    targets: Iterable[Target],
    *,
    quiet: bool,
    verbose: bool,
    color: str,
    err: bool = False,
    compared: Comparison | None = None,
    command: str = "",
    lines: int = 0,
) -> None:
    """Render the report for every target. A reader of standard output who goes away is no error.

    ``err``: what has no file of its own goes to standard error. ``compared`` is the difference to an earlier report,
    ``command`` audits the same again. ``lines``: what is printed has to fit into so many.
    """
    targets = list(targets)
    verbosity: Verbosity = "quiet" if quiet else "verbose" if verbose else "normal"
    for name, file in targets:
        stream = sys.stderr if err else sys.stdout
        options = options_for(verbosity, color, stream, to_file=file is not None)
        options = msgspec.structs.replace(
            options, compared=compared, command=command, lines=0 if file else lines
        )
        if name in _PLACED:
            options = _placed(options)
        chunks = FORMATS[name](report, options)
        if file is not None:
            write_atomically(file, chunks)
            continue
        try:
            for chunk in encodable(chunks, stream.encoding or "ascii"):
                click.echo(chunk, nl=False, color=True, err=err)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if name == "github":
            from seoaudit.cli.step_summary import append_step_summary

            append_step_summary(FORMATS["markdown"](report, options))
    if report.gate.exit_code == 2 and ("terminal", None) not in targets:
        _tell_incomplete(report)


def _tell_incomplete(report: Report) -> None:
    """Say on standard error what could not be done: who pipes a report of findings sees there nothing but the code 2."""
    from seoaudit.reports.safe_text import visible

    reasons = report.gate.failures
    lines = (
        [f"Incomplete: {''.join(reasons)}"]
        if len(reasons) < 2
        else ["Incomplete:", *(f"  {each}" for each in reasons)]
    )
    for line in lines:
        click.echo(visible(line), err=True)


def _placed(options: RenderOptions) -> RenderOptions:
    """Return the options with the repository that the working directory is in, or itself where it is in none."""
    working = Path.cwd()
    # Unlike Path.exists, this says no where a folder further up may not be looked into.
    root = next((each for each in (working, *working.parents) if os.path.exists(each / ".git")), working)  # noqa: PTH110
    folder = working.relative_to(root).as_posix()
    return msgspec.structs.replace(options, root=root.as_posix(), folder="" if folder == "." else folder)


def options_for(verbosity: Verbosity, color: str, stream: TextIO, *, to_file: bool = False) -> RenderOptions:
    """Return how to print on a stream; ``to_file``: what is printed there ends up in a file."""
    terminal = stream.isatty() and not to_file
    width = _terminal_width() if terminal or os.environ.get("COLUMNS") else _PLAIN_WIDTH
    return RenderOptions(
        verbosity=verbosity,
        color=_colored(color, terminal=terminal) and not to_file,
        width=max(width, _LEAST_WIDTH),
        unicode=to_file or draws_unicode(stream.encoding),
    )


def _terminal_width() -> int:
    import shutil  # compression libraries come with it

    return shutil.get_terminal_size().columns


def _colored(color: str, *, terminal: bool) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def write_atomically(file: Path, chunks: Iterable[str]) -> None:
    """Write a file whole or not at all. Raises ``Unreadable`` when the system says no."""
    import tempfile  # only reports that go to files need it

    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    except FileNotFoundError as error:
        raise Unreadable(
            f"{file}: there is no folder {file.parent}", f"Create it first: mkdir -p {file.parent}"
        ) from error
    except OSError as error:
        raise Unreadable(
            f"{file}: cannot be written: {error.strerror or error}", "Check the path and its permissions."
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(chunks)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def reported_errors() -> Iterator[None]:
    """Turn what the user can mend into a message and exit code 2; an interrupt into a clean end."""
    from seoaudit.config import ConfigErrors
    from seoaudit.registry import PackError
    from seoaudit.reports.load import ReportError
    from seoaudit.reports.safe_text import visible

    try:
        yield
    except ConfigErrors as error:
        click.echo(str(error), err=True)
    except Unreadable as error:
        click.echo(visible(f"seoaudit: {error}" + (f". {error.fix}" if error.fix else "")), err=True)
    except (PackError, ReportError) as error:
        click.echo(visible(f"seoaudit: {error}"), err=True)
    except KeyboardInterrupt:
        click.echo("seoaudit: interrupted; no report was written", err=True)
        sys.exit(130)
    else:
        return
    sys.exit(2)
