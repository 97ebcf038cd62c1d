"""``seoaudit crawl``: fetch a live site politely into an archive, then audit the archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.comparing import compare_option
from seoaudit.cli.crawling_options import CrawlingOptions, crawling_options
from seoaudit.cli.display_options import DisplayOptions, display_options
from seoaudit.cli.formats import format_options, report_targets
from seoaudit.cli.gate_options import GateOptions, gate_options_of_pages
from seoaudit.cli.judging_options import JudgingOptions, judging_options
from seoaudit.cli.reading_options import ReadingOptions, reading_options_of_pages

if TYPE_CHECKING:
    from seoaudit.report import Report

#: The exit code where something could not be done.
_INCOMPLETE = 2


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@crawling_options
@click.option("--no-audit", is_flag=True, help="Only fetch; “seoaudit check FOLDER” audits later.")
@format_options
@compare_option
@click.option(
    "--site-url",
    metavar="URL",
    help="Judge a copy of the site as the one that is published there.",
)
@judging_options
@click.option("--check-external", is_flag=True, help="Try links to other sites, too.")
@reading_options_of_pages
@gate_options_of_pages
@display_options
def crawl(
    urls: tuple[str, ...],
    no_audit: bool,
    format_: str,
    outputs: tuple[str, ...],
    compare_with: Path | None,
    site_url: str | None,
    check_external: bool,
    crawling: CrawlingOptions,
    judging: JudgingOptions,
    reading: ReadingOptions,
    gate: GateOptions,
    display: DisplayOptions,
) -> None:
    """Crawl a live site politely, keep what it answers in a web archive, and audit that.

    From URL the crawl follows the links of the site, robots.txt and the sitemaps; other sites are left alone. A public
    host is asked about four times a second, by two connections at once.

    \b
    seoaudit crawl https://example.org/
    seoaudit crawl https://example.org/ --include "/blog/*" --max-pages 500
    seoaudit crawl localhost:8000                     a site on your machine
    seoaudit crawl https://example.org/ -o report.html
    seoaudit check example.org.crawl/                 audit again, offline

    The folder holds archive.warc.gz, which other programs for web archives read too, and crawl.db. Ctrl-C ends the crawl
    and audits what there is. The same command again goes on where a crawl was interrupted or killed; after one that
    ended it crawls again, and pages that have not changed are not sent again.

    Exit codes: 0 passed, 1 the gate failed, 2 something could not be done, as when the site stopped answering; 130
    interrupted during the audit.
    """
    from shlex import quote

    from seoaudit.cli.comparing import compared_with, earlier_report
    from seoaudit.cli.crawling import crawled, default_folder, interruptible, starts_of
    from seoaudit.cli.output import reported_errors, write_report

    wanted = report_targets(format_, outputs)
    gate.check(selected=judging.selects)
    starts = starts_of(urls)
    folder = crawling.to or default_folder(starts[0])
    with reported_errors():
        earlier = earlier_report(compare_with)
        found = crawled(crawling.options(starts), folder, fresh=crawling.fresh, display=display)
        if no_audit:
            sys.exit(_INCOMPLETE if found.ended == "unreachable" else 0)
        with interruptible(folder):
            report = _audited(
                found.archive, judging, reading, gate, crawling, site_url, check_external=check_external,
                quiet=display.quiet,
            )  # fmt: skip
        write_report(
            report, wanted, quiet=display.quiet, verbose=display.verbose, color=display.color,
            compared=compared_with(earlier, compare_with, report), command=f"seoaudit check {quote(str(folder))}",
        )  # fmt: skip
    sys.exit(report.gate.exit_code)


def _audited(
    archive: Path,
    judging: JudgingOptions,
    reading: ReadingOptions,
    gate: GateOptions,
    crawling: CrawlingOptions,
    site_url: str | None,
    *,
    check_external: bool,
    quiet: bool,
) -> Report:
    from seoaudit.cli.auditing import audited
    from seoaudit.cli.documents import Configs
    from seoaudit.cli.external_links import ExternalOptions
    from seoaudit.cli.fix_options import FixOptions
    from seoaudit.cli.targets import Wanted
    from seoaudit.cli.trust import Trust

    overrides = reading.overrides(
        **judging.keys(), site_url=site_url, inline=False if gate.no_inline else None
    )
    configs = Configs(overrides, reading.config_file)
    external = ExternalOptions(
        check_external=check_external, allow_private=check_external and crawling.allow_private, told=not quiet
    )
    return audited(
        Wanted([archive]), configs, reading.jobs, reading.cache_folder(), gate, Trust(gate, reading.config_file),
        FixOptions(), external,
    )  # fmt: skip
