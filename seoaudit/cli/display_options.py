"""The options that say how much is printed, and in which colours."""

from __future__ import annotations

import click
import msgspec

from seoaudit.cli.option_groups import option_group


class DisplayOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How much is printed. ``color`` is ``auto``, ``always`` or ``never``."""

    quiet: bool = False
    verbose: bool = False
    color: str = "auto"


_OPTIONS = (
    click.option("-q", "--quiet", is_flag=True, help="Only the pages that fail, and the verdict."),
    click.option(
        "-v", "--verbose", is_flag=True, help="Everything: every finding, and rules that passed or did not apply."
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour; “auto” honours NO_COLOR and FORCE_COLOR.",
    ),
)  # fmt: skip

#: Adds the options to a command, which gets them as one value called ``display``.
display_options = option_group("display", DisplayOptions, _OPTIONS)
