"""The options of every command that audits: which rules apply, how, and what fails the run."""

from __future__ import annotations

import click
import msgspec

from seoaudit.cli.known_names import profile_names, rule_names
from seoaudit.cli.option_groups import option_group
from seoaudit.cli.reading_options import names


class JudgingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of judging; empty and ``None`` where it says nothing."""

    language: str | None = None
    profile: str | None = None
    fail_under: float | None = None
    fail_on: str | None = None
    max_warnings: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def selects(self) -> bool:
        """Return whether rules or a profile are chosen."""
        return bool(self.select or self.ignore or self.profile)

    def keys(self) -> dict[str, object]:
        """Return the configuration's keys that the options stand for."""
        given = {field: getattr(self, field) for field in self.__struct_fields__}
        return {**given, "select": names(self.select), "ignore": names(self.ignore)}


_OPTIONS = (
    click.option(
        "--language",
        metavar="TAG",
        help="The language of the text, such as en or de-AT. Default: as declared, or guessed.",
    ),
    click.option(
        "--profile",
        metavar="NAME",
        shell_complete=profile_names,
        help="The kind of page, its thresholds and what counts how much: post, cornerstone, landing, documentation, or one "
        "of a pack.  [default: post]",
    ),
    click.option(
        "--fail-under",
        type=click.FloatRange(0, 100),
        metavar="N",
        help="Fail when a page scores below N.  [default: 60]",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "never"]),
        help="Fail on findings of this severity.  [default: error]",
    ),
    click.option(
        "--max-warnings", type=click.IntRange(0), metavar="N", help="Fail on more than N warnings in all."
    ),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        shell_complete=rule_names,
        help="Apply only these rules or categories, comma-separated.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULES",
        shell_complete=rule_names,
        help="Leave out these rules or categories, comma-separated.",
    ),
)

#: Adds the options to a command, which gets them as one value called ``judging``.
judging_options = option_group("judging", JudgingOptions, _OPTIONS)
