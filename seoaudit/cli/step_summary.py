"""The summary of a GitHub Actions step: with its annotations goes a page that people read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

#: GitHub refuses the summary of a step that is longer, all that its commands have written taken together.
MAX_BYTES = 1 << 20


def append_step_summary(chunks: Iterable[str]) -> None:
    """Append a report to the file that ``GITHUB_STEP_SUMMARY`` names, where it does and there is room.

    What cannot be written is said on standard error: it changes nothing about the audit.
    """
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    data = ("".join(chunks) + "\n").encode("utf-8", "backslashreplace")
    try:
        with Path(name).open("ab") as stream:
            if stream.tell() + len(data) > MAX_BYTES:
                click.echo("seoaudit: the step summary has no room for the report", err=True)
                return
            stream.write(data)
    except OSError as error:
        click.echo(f"seoaudit: the step summary cannot be written: {error.strerror or error}", err=True)
