"""``seoaudit graph``: the internal link graph, for other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.reading_options import ReadingOptions, reading_options
from seoaudit.cli.targets import Target, TargetType, Wanted

if TYPE_CHECKING:
    from seoaudit.engines.reading import ReadSite
    from seoaudit.site.database import Site
    from seoaudit.site.export import Locate

_FORMATS = ("graphml", "csv", "json")


@click.command()
@click.argument("targets", metavar="[PATH|URL]...", nargs=-1, type=TargetType())
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="What to write. Default: as the ending of --output says, else graphml.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to FILE instead of standard output.",
)
@click.option(
    "--site-url", metavar="URL", help="The published site's address, to tell internal links from others."
)
@reading_options
def graph(
    targets: tuple[Target, ...],
    format_: str | None,
    output: Path | None,
    site_url: str | None,
    reading: ReadingOptions,
) -> None:
    """Export who links to whom: the pages of a site and the links among them.

    Reads what “seoaudit check” reads; links are resolved as the site's generator resolves them. Pages have their
    title, path, score, words, the number of pages that link to them and that they link to, and the clicks from the
    home page where those can be told: in built sites and plain folders.

    \b
    graphml  a pair of pages is one edge; for Gephi, yEd, networkx.read_graphml
    csv      a row for each link: source, target, anchor text, line, main or nav
    json     {"nodes": [...], "links": [...]}; for d3, networkx.node_link_graph

    \b
    seoaudit graph content/ -o links.graphml
    seoaudit graph public/ --format csv | sort | less
    seoaudit graph . -o links.json

    Exit codes: 0 written, 2 something could not be read or written.
    """
    from seoaudit.cli.formats import refuse_missing_folder
    from seoaudit.cli.output import reported_errors

    chosen = format_ or _format_of(output)
    if output is not None:
        refuse_missing_folder(output)
    with reported_errors(), _read(targets or (Path(),), site_url, reading) as (sites, locate):
        _write(_only_site(sites), locate, chosen, output)


def _format_of(output: Path | None) -> str:
    """Return the format that a file's ending asks for; raises ``click.UsageError`` where it is none that there is."""
    ending = output.suffix.lower().lstrip(".") if output else "graphml"
    if ending not in _FORMATS:
        raise click.UsageError(
            f"--output {output}: name the format with --format; there are: {', '.join(_FORMATS)}"
        )
    return ending


@contextmanager
def _read(
    targets: Sequence[Target], site_url: str | None, options: ReadingOptions
) -> Iterator[tuple[Sequence[ReadSite], Locate]]:
    from seoaudit.cli.documents import Configs, progress_bar, today
    from seoaudit.cli.gathering import gathered
    from seoaudit.engines.reading import Reading
    from seoaudit.engines.run import SourceTexts
    from seoaudit.lines import Lines

    configs = Configs(options.overrides(site_url=site_url), options.config_file)
    with gathered(Wanted(targets), configs) as found:
        documents, settings = found.documents, found.settings
        jobs = options.jobs or settings[0].jobs
        with Reading(
            documents, settings, today(), jobs, options.cache_folder(), outside=found.outside
        ) as reading:
            sites = list(reading.read(progress_bar).values())
        texts = SourceTexts(documents, settings[0].max_file_size)
        last: list[tuple[str, Lines]] = []

        def locate(path: str, offset: int) -> tuple[int, int]:
            if not last or last[0][0] != path:
                last[:] = [(path, Lines(texts(path)))]
            return last[0][1].position(offset)

        yield sites, locate


def _only_site(sites: Sequence[ReadSite]) -> Site:
    """Return the site of the documents; raises ``Unreadable`` for several, whose pages may have the same names."""
    from seoaudit.sources.decode import Unreadable

    if len(sites) > 1:
        roots = ", ".join(sorted(str(each.root) for each in sites)[:4])
        raise Unreadable(
            f"the files belong to {len(sites)} sites: {roots}",
            "Export one at a time, or set [site] root.",
        )
    return sites[0].site


def _write(site: Site, locate: Locate, format_: str, output: Path | None) -> None:
    from seoaudit.cli.output import write_atomically
    from seoaudit.site.export import GRAPH_FORMATS

    chunks = GRAPH_FORMATS[format_](site, locate)
    if output is not None:
        write_atomically(output, (_encodable(chunk) for chunk in chunks))
        return
    try:
        for chunk in chunks:
            sys.stdout.buffer.write(_encodable(chunk).encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encodable(text: str) -> str:
    """Return the text with lone surrogates replaced, which come from undecodable file names."""
    return text.encode("utf-8", "replace").decode()
