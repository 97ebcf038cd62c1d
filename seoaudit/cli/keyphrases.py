"""``seoaudit keyphrases``: the phrases that a text could be found for, for its author to choose from."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from seoaudit.cli.reading_options import config_option
from seoaudit.reports.terminal.paper import Part, cells

if TYPE_CHECKING:
    from seoaudit.config import Overrides
    from seoaudit.facts.salient_phrases import SalientPhrase
    from seoaudit.page import Page
    from seoaudit.reports.terminal.paper import Paper

#: With fewer phrases that are repeated, those that are not are told too.
_ENOUGH = 3
#: The longest phrase that the table leaves room for.
_WIDEST = 40


class Chosen(msgspec.Struct, frozen=True):
    """The keyphrase of a page: ``origin`` says where it is set, or that it is inferred."""

    text: str
    origin: str


class Told(msgspec.Struct, frozen=True):
    """A phrase as it is written, how often it is used, and where it is announced."""

    text: str
    uses: int
    in_title: bool
    headings: int
    in_opening: bool


class Phrases(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is told of one file: its keyphrase, the phrases that stand out, or why none can be told."""

    path: str
    keyphrase: Chosen | None = None
    phrases: tuple[Told, ...] = ()
    error: str = ""


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-n",
    "--most",
    type=click.IntRange(1, 20),
    default=10,
    show_default=True,
    metavar="N",
    help="Phrases of each file.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="What to print.",
)
@click.option(
    "--language",
    metavar="TAG",
    help="The language of the text, such as en or de-AT. Default: as declared, or guessed.",
)
@config_option
def keyphrases(
    paths: tuple[Path, ...], most: int, format_: str, language: str | None, config_file: Path | None
) -> None:
    """List the phrases that stand out in a text: what it could be found for.

    Choose the one that people would type who look for just this page, and set it in the front matter
    (`keyphrase: …`). “seoaudit check” then says whether title, opening and headings keep to it, and whether another
    page of yours is after the same.

    \b
    seoaudit keyphrases post.md
    seoaudit keyphrases content/blog/ --format json
    cat draft.md | seoaudit keyphrases -

    Exit codes: 0 printed, 2 something could not be read.
    """
    from seoaudit.cli.output import reported_errors
    from seoaudit.config import Overrides

    overrides = Overrides() if language is None else Overrides(language=language)
    with reported_errors():
        read = _read(paths or (Path(),), overrides, config_file, most)
        failed = _as_json(read) if format_ == "json" else _as_text(read)
    sys.exit(2 if failed else 0)


def _read(
    paths: Sequence[Path], overrides: Overrides, config_file: Path | None, most: int
) -> Iterator[Phrases]:
    from seoaudit.cli.documents import Configs, documents_of, today
    from seoaudit.engines.page import Plan, read_draft
    from seoaudit.sources.decode import Unreadable

    documents, settings = documents_of(paths, Configs(overrides, config_file))
    plans = {id(own): Plan(own) for own in settings}
    for document, own in zip(documents, settings, strict=True):
        try:
            page = read_draft(document, plans[id(own)], today())
        except Unreadable as error:
            yield Phrases(document.name, error=str(error))
            continue
        yield _phrases(page, most)


def _phrases(page: Page, most: int) -> Phrases:
    from seoaudit.facts.keyphrase import keyphrase
    from seoaudit.facts.salient_phrases import salient_phrases
    from seoaudit.model import NotApplicable

    chosen = None
    with suppress(NotApplicable):
        found = keyphrase(page)
        chosen = Chosen(found.text, found.origin)
    try:
        told = _worth_telling(salient_phrases(page))
    except NotApplicable as reason:
        return Phrases(page.source.name, chosen, error=str(reason))
    own = tuple(
        Told(each.text, each.uses, each.in_title, each.headings, each.in_opening) for each in told[:most]
    )
    return Phrases(page.source.name, chosen, own)


def _worth_telling(phrases: Sequence[SalientPhrase]) -> Sequence[SalientPhrase]:
    """Return the phrases that are repeated or announced; all of them where the text is too short for that."""
    kept = [each for each in phrases if each.uses > 1 or each.in_title or each.headings]
    return kept if len(kept) >= _ENOUGH else phrases


def _as_json(read: Iterable[Phrases]) -> bool:
    """Print all files as one list; return whether one could not be read."""
    files = list(read)
    text = msgspec.json.format(msgspec.json.encode(files), indent=2).decode()
    click.echo(text)
    return any(each.error for each in files)


def _as_text(read: Iterable[Phrases]) -> bool:
    """Print a table for each file; return whether one could not be read."""
    from seoaudit.cli.output import options_for
    from seoaudit.reports.terminal.paper import Paper

    paper = Paper(options_for("normal", "auto", sys.stdout))
    failed = advised = False
    for file in read:
        for line in _table(file, paper):
            click.echo(line, color=True)
        failed = failed or bool(file.error)
        advised = advised or bool(
            file.phrases and (file.keyphrase is None or file.keyphrase.origin == "inferred")
        )
    if advised:
        advice = (
            "Choose the one that people would type who look for just this page, and set it in the front matter: "
            "`keyphrase: …`."
        )
        click.echo("\n".join(paper.flow(Part(advice, "faint"), hanging="")), color=True)
    return failed


def _table(file: Phrases, paper: Paper) -> Iterator[str]:
    """Yield the lines of one file, the last of them empty."""
    chosen = file.keyphrase
    told = f"keyphrase “{chosen.text}” ({chosen.origin})" if chosen else "no keyphrase"
    yield from paper.flow(Part(file.path, "strong", solid=True), Part(told), hanging="  ")
    if file.error:
        yield from paper.flow(Part(file.error, "error"), indent="  ")
    if file.phrases:
        widths = [cells(paper.clean(Part(each.text))) for each in file.phrases]
        room = min(max(widths), _WIDEST)
        yield paper.line(Part(f"  {'uses':>5}  {'phrase':<{room}}  stands in", "faint", solid=True))
        for each in file.phrases:
            text = paper.shortened(paper.clean(Part(each.text)), room)
            gap = " " * (room - cells(text))
            yield paper.line(Part(f"  {each.uses:>5}  {text}{gap}  {_places(each)}", solid=True))
    elif not file.error:
        yield "  The text has no phrase that could name a topic."
    yield ""


def _places(phrase: Told) -> str:
    many = f"{phrase.headings} headings" if phrase.headings > 1 else "a heading"
    told = (("title", phrase.in_title), (many, phrase.headings), ("opening", phrase.in_opening))
    return ", ".join(name for name, there in told if there)
