"""Formats on the command line: their names, the endings of files they follow from, and their completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

#: Formats that follow from a file's ending, where it is not the format's name.
_ENDINGS = {
    "txt": "terminal", "log": "terminal", "md": "markdown", "xml": "junit", "htm": "html", "ndjson": "jsonl",
}  # fmt: skip
#: And from its whole name, where build services look for one.
_NAMES = {"gl-code-quality-report.json": "gitlab"}

#: A format's name and the file it is written to; ``None`` is standard output.
Target = tuple[str, Path | None]


if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Text = click.ParamType[str]
else:
    _Text = click.ParamType  # older versions have no generic one


class FormatName(_Text):
    """The name of a format; shells complete it."""

    name = "format"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names that begin so."""
        from click.shell_completion import CompletionItem  # only shells ask

        del ctx, param
        return [CompletionItem(name) for name in _formats() if name.startswith(incomplete)]


class OutputFile(_Text):
    """A file to write, with or without ``FORMAT:`` before it; shells complete either."""

    name = "output"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the formats that begin so, each with its colon, and have the shell add its files."""
        from click.shell_completion import CompletionItem  # only shells ask

        del ctx, param
        if ":" in incomplete:
            return []
        named = [
            CompletionItem(f"{name}:") for name in _formats() if incomplete and name.startswith(incomplete)
        ]
        return [*named, CompletionItem(incomplete, type="file")]


def report_targets(format_: str, outputs: Sequence[str]) -> list[Target]:
    """Return what to write where, standard output first; unknown formats are refused before any work."""
    formats = _formats()
    if format_ not in formats:
        raise click.UsageError(_unknown(format_))
    targets: list[Target] = [(format_, None)]
    for output in outputs:
        name, colon, rest = output.partition(":")
        if colon and rest and name in formats:
            targets.append((name, Path(rest)))
            continue
        guessed = guessed_format(output)
        if guessed not in formats:
            raise click.UsageError(
                f"--output {output}: name the format, such as json:{rest or output}; there are: {', '.join(formats)}"
            )
        targets.append((guessed, Path(output)))
    files = [file for _, file in targets if file is not None]
    for file in files:
        refuse_missing_folder(file)
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice is not None:
        raise click.UsageError(
            f"--output {twice}: the file would be written twice, the second time over the first"
        )
    return targets


def refuse_missing_folder(file: Path) -> None:
    """Raise ``click.UsageError`` for a file in a folder that is not there: a misspelt one is not to be made."""
    if not file.parent.is_dir():
        raise click.UsageError(
            f"--output {file}: there is no folder {file.parent}; create it first: mkdir -p {file.parent}"
        )


def guessed_format(file: str) -> str:
    """Return the format that a file's name asks for, which may be none that there is.

    >>> guessed_format("out.sarif"), guessed_format("Report.XML"), guessed_format("gl-code-quality-report.json")
    ('sarif', 'junit', 'gitlab')
    """
    path = PurePath(file)
    ending = path.suffix.lower().lstrip(".")
    if path.name.lower().endswith(".sarif.json"):
        return "sarif"
    return _NAMES.get(path.name) or _ENDINGS.get(ending, ending)


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    formats = _formats()
    meant = get_close_matches(name, formats, 1)
    hint = f"; did you mean “{meant[0]}”?" if meant else "."
    return f"unknown format “{name}”{hint} There are: {', '.join(formats)}"


def _formats() -> Sequence[str]:
    from seoaudit.reports import FORMATS

    return list(FORMATS)


def format_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format`` and ``--output`` to a command that writes a report."""
    output = click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        type=OutputFile(),
        metavar="[FORMAT:]FILE",
        help="Write a report to FILE too; the format follows from the ending (.html, .md, .json, .jsonl, .csv, .sarif, "
        ".xml) unless it is named. Repeatable.",
    )
    return click.option(
        "--format",
        "format_",
        type=FormatName(),
        metavar="FORMAT",
        default="terminal",
        show_default=True,
        help="What to print: terminal, concise (one finding a line), json, jsonl, html, markdown, csv, csv-pages, "
        "sarif, sarif-all, junit, github, gitlab or rdjson.",
    )(output(command))
