"""``seoaudit rules test``: whether rules say of their cases what the cases expect."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.display_options import DisplayOptions
from seoaudit.cli.known_names import pack_option

if TYPE_CHECKING:
    from seoaudit.registry import Repertoire
    from seoaudit.testing import RuleCase

#: Where cases are unless a path is given.
USUAL = Path("tests", "rules")


@click.command(short_help="Run the cases of rules.")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@pack_option("Use this installed pack too.")
@click.option("-v", "--verbose", is_flag=True, help="Name the cases that hold, too, and print tracebacks.")
def test(paths: tuple[Path, ...], packs: tuple[str, ...], *, verbose: bool) -> None:
    """Run the cases of rules: documents on which they must fire, and on which they must not.

    PATH is a case file, or a folder of them; by default tests/rules. A case file begins with the id of its rule,
    which may come with seoaudit or be one of a pack (named in the configuration, or with --pack).

    \b
    seoaudit rules test
    seoaudit rules test tests/rules/brand/spelling.md
    seoaudit rules test --pack acme cases/

    Exit codes: 0 every case holds, 1 some do not, 2 the cases cannot be run.
    """
    from seoaudit.cli.known_names import known_here
    from seoaudit.cli.output import reported_errors
    from seoaudit.language.added import speak
    from seoaudit.reports.safe_text import visible
    from seoaudit.testing import CaseError, collect

    if not paths and not USUAL.is_dir():
        click.echo(
            f"seoaudit: there is no folder {USUAL.as_posix()} here. Name the case files, or their folder.",
            err=True,
        )
        sys.exit(2)
    with reported_errors():
        known = known_here(packs)
        speak(known.languages)
    try:
        cases = collect(paths or [USUAL], known.rules)
    except CaseError as error:
        click.echo(visible(f"seoaudit: {error}"), err=True)
        sys.exit(2)
    if not cases:
        where = ", ".join(path.as_posix() for path in paths or [USUAL])
        click.echo(
            visible(f"seoaudit: there are no cases in {where}. A case file begins with “# category/name”."),
            err=True,
        )
        sys.exit(2)
    with DisplayOptions(verbose=verbose).tracebacks():
        code = _run(cases, known, verbose=verbose)
    sys.exit(code)


def _run(cases: Sequence[RuleCase], known: Repertoire, *, verbose: bool) -> int:
    failing = 0
    broke = False
    for each in cases:
        found = each.differences()
        failing += bool(found)
        broke |= any(line.startswith("the rule broke") for line in found)
        if found or verbose:
            _tell(each, found)
    lacking = _lacking(cases, known)
    for line in lacking:
        click.echo(f"{line}; every rule has both")
    if broke and not verbose:
        click.echo("-v prints the traceback of a rule that broke")
    rules = len({each.rule.id for each in cases})
    count = f"{len(cases)} case{'s' * (len(cases) != 1)} of {rules} rule{'s' * (rules != 1)}"
    click.echo(
        f"{count}: {'all hold' if not failing else f'{failing} do not hold' if failing > 1 else '1 does not hold'}"
    )
    return 1 if failing or lacking else 0


def _lacking(cases: Iterable[RuleCase], known: Repertoire) -> list[str]:
    """Return what rules lack of whose case files all were run; one that is tried may have cases elsewhere."""
    from seoaudit.testing import unshown

    cases = list(cases)
    named = {each.rule.id for each in cases if each.rule.id in known.rules}
    return unshown(sorted(named), cases)


def _tell(each: RuleCase, differences: Sequence[str]) -> None:
    from seoaudit.reports.safe_text import visible

    mark = "not as expected" if differences else "holds"
    title = f"{each.case.expectation.capitalize()}: {each.case.title}"
    click.echo(visible(f"{each.path.as_posix()}:{each.case.line}  {title}  ({mark})"))
    for line in differences:
        click.echo(visible(f"  {line}"))
    if differences:
        click.echo()
