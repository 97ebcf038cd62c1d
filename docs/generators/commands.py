"""docs/reference/commands.md: every command and option, from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from inspect import cleandoc

import click

from seoaudit.cli import main

_INTRODUCTION = """# Commands

Generated from the commands themselves (`python docs/generate.py`); `seoaudit COMMAND --help` says the same. What the
commands read from the environment, and what their exit codes mean, stands [on a page of its own](exit-codes.md).
"""
#: What Markdown would take for markup in the help's plain text.
_MARKUP = re.compile(r"([<*\[\]`|\\])")
_NOTE = re.compile(r"\s\s\[(.*?)\](?=$|\s\s\[)")
_PROGRAM = "seoaudit"


def page() -> str:
    """Return the page."""
    found = list(commands())
    lines = [_INTRODUCTION, "| command | |", "|---|---|"]
    for name, command, _ in found[1:]:
        lines.append(f"| [`{name}`](#{anchor(name)}) | {_escaped(command.get_short_help_str(200))} |")
    for name, command, context in found:
        lines += ["", *_section(name, command, context)]
    return "\n".join(lines) + "\n"


def commands() -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield the program and all its commands, those of groups after their group, by the words that are typed."""
    yield from _below(_PROGRAM, main, None)


def _below(
    name: str, command: click.Command, parent: click.Context | None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    settings = command.context_settings
    context = click.Context(
        command,
        parent,
        info_name=name.rpartition(" ")[2],
        help_option_names=settings.get("help_option_names"),
    )
    yield name, command, context
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            if found is not None and not found.hidden:
                yield from _below(f"{name} {each}", found, context)


def anchor(name: str) -> str:
    """Return the fragment of a command's heading, as GitHub makes it."""
    return name.replace(" ", "-")


def _section(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f"## `{name}`", "", "```text", f"{name} {usage}", "```", "")
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b"):
            yield from _lines_as_they_are(paragraph.removeprefix("\b").strip("\n"))
        else:
            yield from (_escaped(" ".join(paragraph.split())), "")
    recorder = _Recorder()
    command.format_options(context, recorder)
    yield from ("| option | |", "|---|---|")
    for option, text in recorder.options:
        option = option.replace("|", r"\|")
        yield f"| `{option}` | {_escaped(_plain(text))} |"


class _Recorder(click.HelpFormatter):
    """Takes down what a command writes of its options, as itself orders them."""

    def __init__(self) -> None:
        super().__init__()
        self.options: list[tuple[str, str]] = []
        self._heading = ""

    def write_heading(self, heading: str) -> None:
        self._heading = heading

    def write_dl(self, rows: Sequence[tuple[str, str]], *_: object, **__: object) -> None:
        if self._heading == "Options":
            self.options += rows


def _plain(text: str) -> str:
    """Return an option's help with what click puts in brackets said in words."""
    notes = _NOTE.findall(text)
    told = "; ".join(_bounds(note) for note in notes)
    return f"{_NOTE.sub('', text)} ({told})" if notes else text


def _bounds(note: str) -> str:
    note = re.sub(r"(\S+)<=x<=(\S+)", r"\1 to \2", note)
    return note.replace("x>=", "at least ").replace("x>", "more than ")


def _lines_as_they_are(block: str) -> Iterator[str]:
    """Yield lines that are not to be wrapped; what stands behind commands becomes a comment."""
    lines = block.splitlines()
    typed = all(line.startswith((_PROGRAM, "cat ", "(")) for line in lines)
    if typed:
        lines = [re.sub(r"(\S +)(?<=  )(\S)", r"\1# \2", line) for line in lines]
        lines = [re.sub(r"^\((.*)\)$", r"# \1", line) for line in lines]
    yield from (f"```{'sh' if typed else 'text'}", *lines, "```", "")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
