"""``seoaudit compare``: what changed between two reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.targets import Address, Target, TargetType

if TYPE_CHECKING:
    from seoaudit.compare import Changed, Comparison
    from seoaudit.report import Report
    from seoaudit.reports.listed import Listed

_SHOWN = 20
_FORMATS = ("text", "markdown", "html", "json")
_ENDINGS = {"txt": "text", "md": "markdown", "htm": "html"}


@click.command()
@click.argument("old", metavar="OLD|DRAFT", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW|PUBLISHED", type=TargetType())
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]FILE",
    help="Write to FILE too; the format follows from the ending (.html, .md, .json, .txt) unless it is named. "
    "Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 when there is a new finding of this severity or a worse one.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every finding and every page.")
def compare(
    old: Path, new: Target, format_: str, outputs: tuple[str, ...], fail_on: str, verbose: bool
) -> None:
    """Say what changed from one JSON report to another, or between a draft and the page that is published of it.

    A finding is the same one when it has the same rule and stands on the same text of the same page, whatever line
    that has moved to.

    \b
    seoaudit check content/ -o before.json
    (edit)
    seoaudit check content/ -o after.json
    seoaudit compare before.json after.json
    seoaudit compare before.json after.json -o changes.html -o changes.md

    In HTML it is the whole report of NEW with what changed on top, as “seoaudit report NEW --compare-with OLD” makes it.

    Of a draft, or a folder of drafts, what the template changed is shown: title, description, H1, canonical address,
    links, noindex, text. The published pages are a URL, a folder of built HTML, or a web archive. “seoaudit check
    --against” reports the same as findings.

    
    seoaudit compare post.md https://example.org/post/
    seoaudit compare content/ public/

    Exit codes: 0 nothing got worse or differs, 1 there are new findings or differences, 2 something cannot be read.
    """
    from seoaudit.cli.output import reported_errors, write_atomically
    from seoaudit.compare import at_least
    from seoaudit.compare import compare as compared
    from seoaudit.reports.load import load_file

    targets = [_target(output) for output in outputs]
    with reported_errors():
        if isinstance(new, Address) or old.suffix.lower() != ".json":
            if outputs or format_ not in ("text", "json"):
                raise click.UsageError("drafts are compared as text or JSON, on standard output")
            from seoaudit.cli.drift import compare_drafts

            text, differs = compare_drafts(old, new, as_json=format_ == "json", verbose=verbose)
            click.echo(text)
            sys.exit(int(differs and fail_on != "never"))
        report = load_file(new)
        found = compared(load_file(old), report, str(old))
        for name, file in targets:
            write_atomically(file, _rendered(name, found, report, verbose=True))
        for chunk in _rendered(format_, found, report, verbose=verbose):
            click.echo(chunk, nl=False)
        worse = () if fail_on == "never" else found.worse(at_least(fail_on))  # type: ignore[arg-type]
        sys.exit(1 if worse else 0)


def _target(output: str) -> tuple[str, Path]:
    """Return the format and the file of ``--output``; raises ``click.UsageError`` for a format that there is not."""
    from seoaudit.cli.formats import refuse_missing_folder

    name, colon, rest = output.partition(":")
    if colon and rest and name in _FORMATS:
        file = Path(rest)
    else:
        file = Path(output)
        ending = file.suffix.lower().lstrip(".")
        name = _ENDINGS.get(ending, ending)
    if name not in _FORMATS:
        raise click.UsageError(
            f"--output {output}: name the format, such as markdown:{file}; there are: {', '.join(_FORMATS)}"
        )
    refuse_missing_folder(file)
    return name, file


def _rendered(name: str, found: Comparison, report: Report, *, verbose: bool) -> Iterable[str]:
    if name == "json":
        from seoaudit.reports.json_report import json_text

        return [json_text(found), "\n"]
    if name == "markdown":
        from seoaudit.reports.markdown_changes import document

        return document(found)
    if name == "html":
        from seoaudit.reports import FORMATS, RenderOptions

        return FORMATS["html"](report, RenderOptions(compared=found))
    return (f"{line}\n" for line in _text(found, None if verbose else _SHOWN))


def _text(found: Comparison, limit: int | None) -> Iterator[str]:
    from seoaudit.reports.changes import in_short, provisos
    from seoaudit.reports.safe_text import visible

    yield visible(f"{in_short(found)}.")
    yield from (visible(f"  {sentence}") for sentence in provisos(found))
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
