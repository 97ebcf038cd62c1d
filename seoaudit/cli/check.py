"""``seoaudit check``: audit drafts, built pages and directories of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.comparing import compare_option
from seoaudit.cli.external_links import ExternalOptions, external_options
from seoaudit.cli.fix_options import FixOptions, fix_options
from seoaudit.cli.formats import format_options, report_targets
from seoaudit.cli.gate_options import GateOptions, gate_options
from seoaudit.cli.known_names import profile_names, rule_names
from seoaudit.cli.reading_options import ReadingOptions, names, reading_options
from seoaudit.cli.targets import Target, TargetType, Wanted, parted

if TYPE_CHECKING:
    from seoaudit.baseline import Baseline
    from seoaudit.cli.documents import Configs
    from seoaudit.cli.scope import Moved
    from seoaudit.cli.trust import Trust
    from seoaudit.config import Settings
    from seoaudit.engines.cache_folder import CacheFolder
    from seoaudit.engines.external import ExternalLinks
    from seoaudit.engines.page import Document
    from seoaudit.report import Report


@click.command()
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
@click.option(
    "--language",
    metavar="TAG",
    help="The language of the text, such as en or de-AT. Default: as declared, or guessed.",
)
@click.option(
    "--profile",
    metavar="NAME",
    shell_complete=profile_names,
    help="The kind of page, its thresholds and what counts how much: post, cornerstone, landing, documentation, or one of a pack.  [default: post]",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="Fail when a page scores below N.  [default: 60]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    help="Fail on findings of this severity.  [default: error]",
)
@click.option(
    "--max-warnings", type=click.IntRange(0), metavar="N", help="Fail on more than N warnings in all."
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    shell_complete=rule_names,
    help="Apply only these rules or categories, comma-separated.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    shell_complete=rule_names,
    help="Leave out these rules or categories, comma-separated.",
)
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
@click.option("-q", "--quiet", is_flag=True, help="Only the pages that fail, and the verdict.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Everything: every finding, and rules that passed or did not apply."
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour; “auto” honours NO_COLOR and FORCE_COLOR.",
)
def check(
    targets: tuple[Target, ...],
    format_: str,
    outputs: tuple[str, ...],
    compare_with: Path | None,
    keyphrase: str | None,
    site_url: str | None,
    language: str | None,
    profile: str | None,
    fail_under: float | None,
    fail_on: str | None,
    max_warnings: int | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    stdin_filename: str,
    against: Target | None,
    render: bool,
    quiet: bool,
    verbose: bool,
    color: str,
    external: ExternalOptions,
    reading: ReadingOptions,
    gate: GateOptions,
    fixing: FixOptions,
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
    seoaudit check https://example.org/post/
    seoaudit check site.warc.gz
    cat draft.md | seoaudit check - --stdin-filename draft.md --keyphrase "lead magnets"

    What need not be mended today goes into a baseline (“seoaudit baseline”), or into a comment in the page:
    <!-- seoaudit-disable-next-line links/generic-text -- why -->

    Exit codes: 0 passed, 1 the gate failed, 2 something could not be done.
    """
    from seoaudit.cli.comparing import compared_with, earlier_report
    from seoaudit.cli.documents import Configs
    from seoaudit.cli.output import reported_errors, write_report
    from seoaudit.cli.trust import Trust, confined

    overrides = reading.overrides(
        select=names(select), ignore=names(ignore), keyphrase=keyphrase, site_url=site_url, language=language,
        profile=profile, fail_under=fail_under, fail_on=fail_on, max_warnings=max_warnings,
        inline=False if gate.no_inline else None,
    )  # fmt: skip
    wanted = report_targets(format_, outputs)
    gate.check(selected=bool(select or ignore or profile))
    external.check(untrusted=gate.untrusted)
    fixing.check(untrusted=gate.untrusted, reports=bool(outputs) or format_ != "terminal")
    with reported_errors():
        trust = Trust(gate, reading.config_file)
        cache = None if trust.untrusted else reading.cache_folder()
        configs = Configs(overrides, reading.config_file, trust.given)
        for _, file in wanted:
            trust.check_output(file)
        earlier = earlier_report(compare_with)
        with confined(trust):
            report = _run(
                Wanted(targets or (Path(),), stdin_filename, against, render),
                configs, reading.jobs, cache, gate, trust, fixing, external,
            )  # fmt: skip
        mended_stdin = fixing.fix and Path("-") in targets  # which has standard output
        compared = compared_with(earlier, compare_with, report)
        write_report(
            report, wanted, quiet=quiet, verbose=verbose, color=color, err=mended_stdin, compared=compared
        )
        if report.fixed is not None and format_ != "terminal":
            from seoaudit.cli.fixing import tell

            tell(report.fixed)
    sys.exit(report.gate.exit_code)


def _run(
    wanted: Wanted,
    configs: Configs,
    jobs: int,
    cache_folder: CacheFolder | None,
    gate: GateOptions,
    trust: Trust,
    fixing: FixOptions,
    external: ExternalOptions,
) -> Report:
    from seoaudit.cli.documents import progress_bar, today
    from seoaudit.cli.gathering import gathered
    from seoaudit.cli.scope import scope_of
    from seoaudit.engines.cache_folder import shared
    from seoaudit.engines.outside import Outside
    from seoaudit.engines.run import run
    from seoaudit.engines.scope import UNCUT

    trust.check_targets(wanted.all)
    two_audits = gate.diff is not None or fixing.wanted
    with (
        gathered(wanted, configs) as found,
        shared(cache_folder, needed=two_audits) as cache,
        external.checker(wanted.all, cache_folder) as checker,
    ):
        documents, settings = trust.documents(found.documents), trust.settings(found.settings)
        jobs = jobs or settings[0].jobs
        baseline = trust.baseline(gate.baseline, configs.of_file(documents[0].path or Path("-")))

        def links_of(changed: frozenset[str] | None) -> ExternalLinks | None:
            if checker is None:
                return None
            from seoaudit.engines.external import ExternalLinks

            return ExternalLinks(checker, changed)

        def audit_before(
            found: Sequence[Document], by: Sequence[Settings], moved: Moved, changed: frozenset[str]
        ) -> Report:
            known = cache.for_moved(*moved) if cache else None
            beside = Outside(links=links_of(changed))
            return run(found, trust.settings(by), today(), jobs, known, progress_bar, UNCUT, beside)

        scope = scope_of(gate, parted(wanted.targets)[0], documents, configs, baseline, audit_before)
        outside = found.outside._replace(links=links_of(scope.changed))
        report = run(documents, settings, today(), jobs, cache, progress_bar, scope, outside)
        if fixing.wanted:
            from seoaudit.cli.fixing import fixed

            def audit_again(fixed: Sequence[Document]) -> Report:
                return run(fixed, settings, today(), jobs, cache, progress_bar, scope, outside)

            report = fixed(report, documents, settings, fixing, scope, cache, audit_again)
    if gate.update_baseline:
        _update(baseline, report)
    return report


def _update(baseline: Baseline | None, report: Report) -> None:
    from seoaudit.baseline import renewed
    from seoaudit.cli.baseline import write_baseline
    from seoaudit.sources.decode import Unreadable

    if baseline is None or baseline.file is None:
        raise Unreadable(
            "there is no baseline to update",
            "Name it with --baseline, or write one with `seoaudit baseline`.",
        )
    after = renewed(baseline, report, shrink_only=True)
    if not baseline.changed_to(after).none:
        write_baseline(after, baseline.file)
