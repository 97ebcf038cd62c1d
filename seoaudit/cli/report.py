"""``seoaudit report``: render a saved JSON report again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seoaudit.cli.comparing import compare_option
from seoaudit.cli.formats import format_options, report_targets


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_options
@compare_option
@click.option("-q", "--quiet", is_flag=True, help="Only the pages that fail, and the verdict.")
@click.option("-v", "--verbose", is_flag=True, help="Everything.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def report(
    file: Path,
    format_: str,
    outputs: tuple[str, ...],
    compare_with: Path | None,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Render the JSON report in FILE again, in any format.

    \b
    seoaudit check content/ -o report.json
    seoaudit report report.json --format concise
    seoaudit report report.json -o comment.md -o junit:results.xml
    seoaudit report report.json -o report.html --compare-with last-month.json

    Exit codes: that of the run that wrote the report (0 passed, 1 the gate failed), 2 the report cannot be read.
    """
    from seoaudit.cli.comparing import compared_with, earlier_report
    from seoaudit.cli.output import reported_errors, write_report
    from seoaudit.reports.load import load_file

    targets = report_targets(format_, outputs)
    with reported_errors():
        saved = load_file(file)
        compared = compared_with(earlier_report(compare_with), compare_with, saved)
        write_report(saved, targets, quiet=quiet, verbose=verbose, color=color, compared=compared)
    sys.exit(saved.gate.exit_code)
