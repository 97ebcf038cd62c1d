"""The options of ``check`` that say what counts: known findings, the change that is judged, who is trusted."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from seoaudit.cli.option_groups import option_group


class GateOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of the gate; empty and ``None`` where it says nothing."""

    baseline: Path | None = None
    update_baseline: bool = False
    since: str | None = None
    diff: str | None = None
    no_inline: bool = False
    untrusted: bool = False
    config_from: str | None = None

    def check(self, *, selected: bool) -> None:
        """Refuse what cannot go together. ``selected``: rules or a profile are chosen on the command line."""
        if self.since is not None and self.diff is not None:
            raise click.UsageError("--since and --diff: choose one; --diff judges less than --since")
        if self.diff is not None and self.baseline is not None:
            message = "--diff and --baseline: choose one; --diff knows from git what was there before"
            raise click.UsageError(message)
        if not self.update_baseline:
            return
        if self.since is not None or self.diff is not None or selected:
            raise click.UsageError(
                "--update-baseline needs a run that judges everything: leave out --since, --diff, --select, --ignore and --profile"
            )
        if self.untrusted or self.config_from is not None:
            raise click.UsageError(
                "--update-baseline writes to the tree: leave out --untrusted and --config-from"
            )


_BASELINE = (
    click.option(
        "--baseline",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Known findings, as “seoaudit baseline” writes them: they do not fail the run, more of them do.",
    ),
    click.option(
        "--update-baseline",
        is_flag=True,
        help="Take out of the baseline what has been mended. Nothing is added.",
    ),
)
_CHANGES = (
    click.option(
        "--since",
        metavar="REF",
        help="Judge only files that differ from the merge base with REF (a branch, tag or commit), uncommitted ones too.",
    ),
    click.option(
        "--diff",
        metavar="REF",
        help="Judge only findings that the changes since the merge base with REF introduce, wherever they are.",
    ),
)
_INLINE = (
    click.option(
        "--no-inline",
        is_flag=True,
        help="Let pages suppress nothing, neither by comments nor by “ignore” in their front matter.",
    ),
)
_TRUST = (
    click.option(
        "--untrusted",
        is_flag=True,
        help="For files of strangers: no configuration, baseline or cache from the tree, no link out of it, lower limits.",
    ),
    click.option(
        "--config-from",
        metavar="REF",
        help="Read configuration and baseline as they are at REF, such as origin/main.",
    ),
)


#: Adds the options to a command, which gets them as one value called ``gate``.
gate_options = option_group("gate", GateOptions, [*_BASELINE, *_CHANGES, *_INLINE, *_TRUST])
#: The same for a command that reads live pages, which are in no repository.
gate_options_of_pages = option_group("gate", GateOptions, [*_BASELINE, *_INLINE])
