"""The options of ``check`` that mend what can be mended.

``--diff REF`` says which findings count. What the fixes would change is therefore shown by ``--show-fixes``: “--fix-diff”
could be read as fixing what ``--diff`` finds.
"""

from __future__ import annotations

import click
import msgspec

from seoaudit.cli.option_groups import option_group


class FixOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of fixes."""

    fix: bool = False
    show_fixes: bool = False
    unsafe_fixes: bool = False

    @property
    def wanted(self) -> bool:
        """Return whether fixes are to be made, or shown."""
        return self.fix or self.show_fixes

    def check(self, *, untrusted: bool, reports: bool) -> None:
        """Refuse what cannot go together. ``reports``: a report is asked for by format or file."""
        if self.fix and self.show_fixes:
            raise click.UsageError("--fix and --show-fixes: choose one; --show-fixes writes nothing")
        if self.unsafe_fixes and not self.wanted:
            raise click.UsageError("--unsafe-fixes adds to --fix or --show-fixes: name one of them too")
        if self.wanted and untrusted:
            raise click.UsageError(
                "--untrusted changes nothing in the tree: leave out --fix and --show-fixes"
            )
        if self.show_fixes and reports:
            raise click.UsageError(
                "--show-fixes prints a patch and no report: leave out --format and --output"
            )


#: What may stand behind ``--diff`` in place of a branch, of those who want to see what would be fixed.
_NAMES = ("--fix", "--show-fixes", "--unsafe-fixes")


class Mending(click.Command):
    """A command with these options: who writes ``--diff`` without a branch is told of both that could be meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse ``--diff`` where no name of a branch follows."""
        for number, given in enumerate(args):
            if given == "--":
                break
            if given == "--diff" and (args[number + 1 :] or ["--"])[0] in ("--", *_NAMES):
                raise click.UsageError(
                    "--diff needs a branch, tag or commit, such as --diff origin/main: it judges what a change introduces. "
                    "To see as a patch what --fix would change, write --show-fixes",
                    ctx,
                )
        return super().parse_args(ctx, args)


_OPTIONS = (
    click.option(
        "--fix", is_flag=True, help="Mend in the files what can be mended safely, then audit them again."
    ),
    click.option(
        "--show-fixes", is_flag=True, help="Print what --fix would change, as a patch; exit code 1 where there is something."
    ),
    click.option(
        "--unsafe-fixes", is_flag=True, help="With either: also fixes that somebody has to look at afterwards."
    ),
)  # fmt: skip

#: Adds the options to a command, which gets them as one value called ``fixing``.
fix_options = option_group("fixing", FixOptions, _OPTIONS)
