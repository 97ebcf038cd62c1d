"""``seoaudit check``: audit drafts, built pages and directories of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.comparing import compare_option
from seoaudit.cli.display_options import DisplayOptions, display_options
from seoaudit.cli.external_links import ExternalOptions, external_options
from seoaudit.cli.fix_options import FixOptions, Mending, fix_options
from seoaudit.cli.formats import format_options, report_targets
from seoaudit.cli.gate_options import GateOptions, gate_options
from seoaudit.cli.judging_options import JudgingOptions, judging_options
from seoaudit.cli.reading_options import ReadingOptions, reading_options
from seoaudit.cli.targets import Address, Target, TargetType, Wanted

if TYPE_CHECKING:
    from seoaudit.cli.watching import Seen
    from seoaudit.report import Report


@click.command(cls=Mending)
@click.argument("targets", metavar="[PATH|URL]...", nargs=-1, type=TargetType())
@format_options
@compare_option
@click.option(
    "--keyphrase", metavar="PHRASE", help="What the page wants to be found for; in double quotes: exactly."
)
@click.option(
    "--site-url",
    metavar="URL",
    help="The published site's address, to tell internal links from external ones.",
)
@judging_options
@click.option(
    "--stdin-filename",
    metavar="NAME",
    default="stdin.md",
    show_default=True,
    help="What to call the document on standard input (path “-”); its ending tells the kind.",
)
@click.option(
    "--against",
    type=TargetType(),
    metavar="FOLDER|URL|ARCHIVE",
    help="Compare each draft with the page that is published of it: in a folder of built HTML, on a live site, or in a "
    "web archive. What the template changed is a finding.",
)
@external_options
@click.option(
    "--render",
    is_flag=True,
    help="Run the scripts of live pages in an installed Chromium, audit what they make of the page, and say what only "
    "they put there. Needs the library playwright.",
)
@reading_options
@gate_options
@fix_options
@click.option(
    "-w",
    "--watch",
    is_flag=True,
    help="Stay, and audit what you save each time that you save it. Ctrl-C ends.",
)
@display_options
def check(
    targets: tuple[Target, ...],
    format_: str,
    outputs: tuple[str, ...],
    compare_with: Path | None,
    keyphrase: str | None,
    site_url: str | None,
    stdin_filename: str,
    against: Target | None,
    render: bool,
    judging: JudgingOptions,
    external: ExternalOptions,
    reading: ReadingOptions,
    gate: GateOptions,
    fixing: FixOptions,
    watch: bool,
    display: DisplayOptions,
) -> None:
    """Audit files, directories, live pages, web archives, or standard input (“-”), and say what to fix first.

    Directories are searched for Markdown, HTML and text, as .gitignore allows. Without an argument the working
    directory is audited. A URL is fetched; “seoaudit crawl” audits a whole live site.

    \b
    seoaudit check post.md
    seoaudit check content/ --fail-under 70
    seoaudit check content/ -o report.html -o out.sarif
    seoaudit check content/ -o report.html --compare-with last-month.json
    seoaudit check content/ --since origin/main
    seoaudit check content/ --fix
    seoaudit check post.md --watch
    seoaudit check https://example.org/post/
    seoaudit check site.warc.gz
    cat draft.md | seoaudit check - --stdin-filename draft.md --keyphrase "lead magnets"

    What need not be mended today goes into a baseline (“seoaudit baseline”), or into a comment in the page:
    <!-- seoaudit-disable-next-line links/generic-text -- why -->

    Exit codes: 0 passed, 1 the gate failed, 2 something could not be done.
    """
    from seoaudit.cli.auditing import audited
    from seoaudit.cli.comparing import compared_with, earlier_report
    from seoaudit.cli.documents import Configs
    from seoaudit.cli.output import reported_errors, write_report
    from seoaudit.cli.trust import Trust, confined

    overrides = reading.overrides(
        **judging.keys(), keyphrase=keyphrase, site_url=site_url, inline=False if gate.no_inline else None
    )
    wanted = report_targets(format_, outputs)
    gate.check(selected=judging.selects)
    external.check(untrusted=gate.untrusted)
    if render and not any(isinstance(target, Address) for target in targets):
        raise click.UsageError(
            "--render is of use for live pages only: name one, as in https://example.org/post/"
        )
    fixing.check(untrusted=gate.untrusted, reports=bool(outputs) or format_ != "terminal")
    given = targets or (Path(),)
    seen: Seen | None = None

    def audit(saved: frozenset[Path] | None = None) -> Report:
        with reported_errors():
            trust = Trust(gate, reading.config_file)
            cache = None if trust.untrusted else reading.cache_folder()
            for _, file in wanted:
                trust.check_output(file)
            earlier = earlier_report(compare_with)
            with confined(trust), display.tracebacks():
                report = audited(
                    Wanted(given, stdin_filename, against, render),
                    Configs(overrides, reading.config_file, trust.given),
                    reading.jobs, cache, gate, trust, fixing, external.quietly(display.quiet), saved,
                )  # fmt: skip
            mended_stdin = fixing.fix and Path("-") in targets  # which has standard output
            compared = compared_with(earlier, compare_with, report) or (
                seen.compared(report) if seen else None
            )
            write_report(
                report, wanted, quiet=display.quiet, verbose=display.verbose, color=display.color, err=mended_stdin,
                compared=compared, command=_command(targets if saved is None else [page.path for page in report.pages]), lines=seen.window if seen else 0,
            )  # fmt: skip
            if report.fixed is not None and format_ != "terminal":
                from seoaudit.cli.fixing import tell

                tell(report.fixed)
        return report

    if not watch:
        sys.exit(audit().gate.exit_code)
    from seoaudit.cli.watching import Seen, Watch, check_watched, keep_watching

    check_watched(given, gate, fixing, live=render or external.check_external or against is not None)
    seen = Seen()
    files = [file for _, file in wanted if file is not None]
    configs = Configs(overrides, reading.config_file)
    with reported_errors():
        keep_watching(Watch(given, files, configs), seen, audit, whole=bool(files))


def _command(targets: Iterable[Target | str]) -> str:
    """Return the command that audits the same again."""
    from shlex import quote

    return " ".join(("seoaudit check", *(quote(str(target)) for target in targets)))
