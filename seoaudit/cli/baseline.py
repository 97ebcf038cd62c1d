"""``seoaudit baseline``: write down what is known, so that only what is worse fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.reading_options import ReadingOptions, reading_options
from seoaudit.cli.targets import Target, TargetType, Wanted

if TYPE_CHECKING:
    from seoaudit.baseline import Baseline
    from seoaudit.report import Report


@click.command()
@click.argument("targets", metavar="[PATH|URL]...", nargs=-1, type=TargetType())
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write.  [default: “baseline” of the configuration, or seoaudit-baseline.json]",
)
@click.option("--owner", default="", metavar="NAME", help="Who is to mend what is new in the baseline.")
@click.option("--reason", default="", metavar="TEXT", help="Why what is new in it is there.")
@reading_options
def baseline(
    targets: tuple[Target, ...],
    output: Path | None,
    owner: str,
    reason: str,
    reading: ReadingOptions,
) -> None:
    """Write the baseline: for each page with errors or warnings how many of each rule there are, and its score.

    “seoaudit check --baseline FILE” then fails only where there is more, or a page scores less. Where the file is
    there already it is brought up to date: what was mended goes, files that are gone go, and what is new is known
    from now on. Owners and reasons stay. Pages outside of PATHS keep their entries.

    \b
    seoaudit baseline content/                           adopt on an old blog
    seoaudit check content/ --baseline seoaudit-baseline.json
    seoaudit check content/ --baseline seoaudit-baseline.json --update-baseline

    A file that is moved is a new file: what was known of it goes, and it has to pass. To keep its debt, change the
    path in the baseline, or write the baseline anew.

    Exit codes: 0 written, 2 something could not be read or written.
    """
    from seoaudit.baseline import Baseline, read_baseline, renewed
    from seoaudit.cli.output import reported_errors

    with reported_errors():
        report, file = _audit(targets or (Path(),), output, reading)
        old = read_baseline(file) if file.exists() else Baseline(file.absolute().parent)
        new = renewed(old, report, owner=owner, reason=reason)
        write_baseline(new, file)
        click.echo("\n".join(_said(old, new, report, file)))


def write_baseline(known: Baseline, file: Path) -> None:
    """Write a baseline. Raises ``Unreadable`` when the system says no."""
    from seoaudit.cli.output import write_atomically

    write_atomically(file, [known.text()])


def _audit(targets: Sequence[Target], output: Path | None, reading: ReadingOptions) -> tuple[Report, Path]:
    """Return the report of the pages, and the file of the baseline."""
    from seoaudit.baseline import FILE_NAME
    from seoaudit.cli.documents import Configs, progress_bar, today
    from seoaudit.cli.gathering import gathered
    from seoaudit.engines.run import run

    configs = Configs(reading.overrides(), reading.config_file)
    with gathered(Wanted(targets), configs) as found:
        documents, settings = found.documents, found.settings
        config = configs.of_file(documents[0].path or Path())
        configured = config.value("baseline", config.root)
        file = output or (config.root / configured if configured else Path(FILE_NAME))
        jobs = reading.jobs or settings[0].jobs
        cache = reading.cache_folder()
        report = run(documents, settings, today(), jobs, cache, progress_bar, outside=found.outside)
    return report, file


def _said(old: Baseline, new: Baseline, report: Report, file: Path) -> list[str]:
    from seoaudit.reports.safe_text import visible

    pages = len({path for path, _ in new.entries if path})
    lines = [f"{visible(str(file))}: {new.findings:,} known findings on {pages:,} pages"]
    change = old.changed_to(new)
    if old.entries and not change.none:
        lines.append(
            f"{change.new:,} entries are new, {change.grown:,} grew, {change.shrunk:,} shrank, {change.gone:,} are gone"
        )
    unread = report.summary.errors
    if unread:
        lines.append(f"{unread:,} files could not be read and are not in it; `seoaudit check` names them")
    return lines
