"""The options that say how much is printed, and in which colours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
import msgspec

from seoaudit.cli.option_groups import option_group


class DisplayOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How much is printed. ``color`` is ``auto``, ``always`` or ``never``."""

    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    @contextmanager
    def tracebacks(self) -> Iterator[None]:
        """Have rules that break print their traceback meanwhile, in every process of the run (see ``breakage.py``)."""
        before = os.environ.get("SEOAUDIT_TRACEBACKS", "")
        os.environ["SEOAUDIT_TRACEBACKS"] = "1" if self.verbose else before
        try:
            yield
        finally:
            os.environ["SEOAUDIT_TRACEBACKS"] = before


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
