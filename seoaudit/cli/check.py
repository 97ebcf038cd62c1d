"""``seoaudit check``: audit drafts, built pages and directories of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seoaudit.cli.formats import format_options, report_targets
from seoaudit.cli.gate_options import GateOptions, gate_options

if TYPE_CHECKING:
    from seoaudit.baseline import Baseline
    from seoaudit.cli.documents import Configs
    from seoaudit.cli.trust import Trust
    from seoaudit.config import Settings
    from seoaudit.engines.page import Document
    from seoaudit.engines.surroundings import CacheFolder
    from seoaudit.report import Report


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@format_options
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
    type=click.Choice(["post", "cornerstone", "landing", "documentation"]),
    help="The kind of page: its thresholds and what counts how much.  [default: post]",
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
    "--select", multiple=True, metavar="RULES", help="Apply only these rules or categories, comma-separated."
)
@click.option(
    "--ignore", multiple=True, metavar="RULES", help="Leave out these rules or categories, comma-separated."
)
@click.option("--include", multiple=True, metavar="GLOB", help="In directories, audit only files that match.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="In directories, leave out what matches.")
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Use this configuration, whatever lies beside the files.",
)
@click.option(
    "--stdin-filename",
    metavar="NAME",
    default="stdin.md",
    show_default=True,
    help="What to call the document on standard input (path “-”); its ending tells the kind.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes to use; 0: one per core."
)
@click.option(
    "--cache-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="SEOAUDIT_CACHE_DIR",
    metavar="FOLDER",
    help="Where to keep what was found, for the next run.  [default: the user's cache folder]",
)
@click.option("--no-cache", is_flag=True, help="Audit every page again, and keep nothing.")
@gate_options
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
    paths: tuple[Path, ...],
    format_: str,
    outputs: tuple[str, ...],
    keyphrase: str | None,
    site_url: str | None,
    language: str | None,
    profile: str | None,
    fail_under: float | None,
    fail_on: str | None,
    max_warnings: int | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    config_file: Path | None,
    stdin_filename: str,
    jobs: int,
    cache_dir: Path | None,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
    color: str,
    gate: GateOptions,
) -> None:
    """Audit files, directories, or standard input (“-”), and say what to fix first.

    Directories are searched for Markdown, HTML and text, as .gitignore allows. Without PATHS the working
    directory is audited.

    \b
    seoaudit check post.md
    seoaudit check content/ --fail-under 70
    seoaudit check content/ -o report.html -o out.sarif
    seoaudit check content/ --since origin/main
    cat draft.md | seoaudit check - --stdin-filename draft.md --keyphrase "lead magnets"

    What need not be mended today goes into a baseline (“seoaudit baseline”), or into a comment in the page:
    <!-- seoaudit-disable-next-line links/generic-text -- why -->

    Exit codes: 0 passed, 1 the gate failed, 2 something could not be done.
    """
    from seoaudit.cli.documents import Configs, cache_folder
    from seoaudit.cli.output import reported_errors, write_report
    from seoaudit.cli.trust import Trust, confined
    from seoaudit.config import Overrides

    given = {
        "select": _names(select), "ignore": _names(ignore), "include": include or None, "exclude": exclude or None,
        "keyphrase": keyphrase, "site_url": site_url, "language": language, "profile": profile, "fail_under": fail_under,
        "fail_on": fail_on, "max_warnings": max_warnings, "inline": False if gate.no_inline else None,
    }  # fmt: skip
    overrides = Overrides(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    targets = report_targets(format_, outputs)
    gate.check(selected=bool(select or ignore or profile))
    with reported_errors():
        trust = Trust(gate, config_file)
        cache = None if no_cache or trust.untrusted else (lambda: cache_dir) if cache_dir else cache_folder
        configs = Configs(overrides, config_file, trust.given)
        for _, file in targets:
            trust.check_output(file)
        with confined(trust):
            report = _run(paths or (Path(),), configs, stdin_filename, jobs, cache, gate, trust)
        write_report(report, targets, quiet=quiet, verbose=verbose, color=color)
    sys.exit(report.gate.exit_code)


def _names(values: Sequence[str]) -> tuple[str, ...] | None:
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    return names or None


def _run(
    paths: Sequence[Path],
    configs: Configs,
    stdin_filename: str,
    jobs: int,
    cache_folder: CacheFolder | None,
    gate: GateOptions,
    trust: Trust,
) -> Report:
    from seoaudit.cli.documents import documents_of, progress_bar, today
    from seoaudit.cli.scope import scope_of
    from seoaudit.engines.run import run
    from seoaudit.engines.scope import UNCUT

    documents, settings = documents_of(paths, configs, stdin_filename)
    documents, settings = trust.documents(documents), trust.settings(settings)
    jobs = jobs or settings[0].jobs
    first = documents[0].path
    baseline = trust.baseline(gate.baseline, configs.of_file(first)) if first is not None else None

    def audit_before(found: Sequence[Document], by: Sequence[Settings]) -> Report:
        return run(found, trust.settings(by), today(), jobs, None, progress_bar, UNCUT)

    scope = scope_of(gate, paths, documents, configs, baseline, audit_before)
    report = run(documents, settings, today(), jobs, cache_folder, progress_bar, scope)
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
