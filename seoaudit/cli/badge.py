"""``seoaudit badge``: the score of a saved report as a badge."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", metavar="REPORT.json", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to FILE instead of standard output.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["svg", "json"]),
    help="A drawing, or the JSON that badge services read. Default: as the ending of --output says, else svg.",
)
@click.option("--label", default="seoaudit", show_default=True, help="What stands to the left of the score.")
def badge(file: Path, output: Path | None, format_: str | None, label: str) -> None:
    """Draw a badge with the mean score and the grade of a saved report.

    The drawing loads nothing and says its text to screen readers. The JSON is for a service that draws badges
    from an address.

    \b
    seoaudit check content/ -o report.json
    seoaudit badge report.json -o badge.svg
    seoaudit badge report.json -o badge.json

    Exit codes: 0 written, 2 the report cannot be read or the badge not written.
    """
    from seoaudit.cli.output import reported_errors, write_atomically
    from seoaudit.reports.badge import endpoint, svg
    from seoaudit.reports.load import load_file

    chosen = format_ or ("json" if output and output.suffix.lower() == ".json" else "svg")
    with reported_errors():
        text = (endpoint if chosen == "json" else svg)(load_file(file), label)
        if output is None:
            click.echo(text, nl=False)
        else:
            write_atomically(output, [text])
