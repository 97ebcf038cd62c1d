"""``seoaudit compare``: what changed between two reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from seoaudit.compare import Changed, Comparison
    from seoaudit.reports.listed import Listed

_SHOWN = 20


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 when there is a new finding of this severity or a worse one.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every finding and every page.")
def compare(old: Path, new: Path, format_: str, fail_on: str, verbose: bool) -> None:
    """Say what is new, what is fixed and what is as it was, from one JSON report to another.

    A finding is the same one when it has the same rule and stands on the same text of the same page, whatever line
    that has moved to.

    \b
    seoaudit check content/ -o before.json
    (edit)
    seoaudit check content/ -o after.json
    seoaudit compare before.json after.json

    Exit codes: 0 nothing got worse, 1 there are new findings, 2 a report cannot be read.
    """
    from seoaudit.cli.output import reported_errors
    from seoaudit.compare import at_least
    from seoaudit.compare import compare as compared
    from seoaudit.reports.json_report import json_text
    from seoaudit.reports.load import load_file

    with reported_errors():
        found = compared(load_file(old), load_file(new))
        if format_ == "json":
            click.echo(json_text(found))
        else:
            click.echo("\n".join(_text(found, None if verbose else _SHOWN)))
        worse = () if fail_on == "never" else found.worse(at_least(fail_on))  # type: ignore[arg-type]
        sys.exit(1 if worse else 0)


def _text(found: Comparison, limit: int | None) -> Iterator[str]:
    from seoaudit.scoring import rounded

    if found.before is not None and found.after is not None:
        yield f"Mean score {rounded(found.before)} → {rounded(found.after)}"
    yield f"{len(found.new):,} new, {len(found.fixed):,} fixed, {found.unchanged:,} as before"
    yield from _findings("New", found.new, limit)
    yield from _findings("Fixed", found.fixed, limit)
    yield from _pages(found.pages, limit)


def _findings(title: str, findings: Sequence[Listed], limit: int | None) -> Iterator[str]:
    from seoaudit.reports.safe_text import not_a_command, visible

    if findings:
        yield ""
        yield f"{title}:"
    for each in findings[:limit]:
        place = f"{visible(each.path)}:{each.location.line}:{each.location.column}"
        yield not_a_command(f"  {place}: {each.severity} {visible(each.message)} [{each.rule}]")
    if limit is not None and len(findings) > limit:
        yield f"  and {len(findings) - limit:,} more; --verbose names them"


def _pages(pages: Sequence[Changed], limit: int | None) -> Iterator[str]:
    from seoaudit.reports.safe_text import visible

    if pages:
        yield ""
        yield "Scores:"
    for page in pages[:limit]:
        yield f"  {_score(page.before)} → {_score(page.after)}  {visible(page.path)}"
    if limit is not None and len(pages) > limit:
        yield f"  and {len(pages) - limit:,} more pages"


def _score(score: float | None) -> str:
    from seoaudit.scoring import rounded

    return " –" if score is None else f"{rounded(score):>2}"
