"""Rules, categories, profiles and packs as the working directory has them: what a shell offers to complete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from seoaudit.registry import Repertoire

_Command = Callable[..., Any]


def known_here(packs: tuple[str, ...] = (), config_file: Path | None = None) -> Repertoire:
    """Return what there is with the packs of the working directory's configuration, and some more.

    Raises ``ConfigErrors`` for packs that cannot be used. Of a configuration that does not hold otherwise only the
    packs count: whoever looks up how a rule is called may be about to mend it.
    """
    from seoaudit.config.discovery import repertoire_at

    return repertoire_at(Path(), explicit=config_file, packs=packs)


def rule_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete rules and categories; after a comma, the last of them."""
    del param
    before, comma, last = incomplete.rpartition(",")
    found = _here(ctx)
    known = {*found.rules, *(rule.category for rule in found.rules.values())}
    return [f"{before}{comma}{name}" for name in sorted(known) if name.startswith(last)]


def profile_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete profiles."""
    del param
    return [name for name in _here(ctx).profiles if name.startswith(incomplete)]


def pack_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the packs that are installed."""
    del ctx, param
    from seoaudit.pack_entry_points import installed

    return [name for name in sorted(installed()) if name.startswith(incomplete)]


def _here(ctx: click.Context) -> Repertoire:
    from seoaudit.config import ConfigErrors
    from seoaudit.registry import PackError, repertoire

    try:
        return known_here(tuple(ctx.params.get("packs") or ()))
    except (ConfigErrors, PackError):
        return repertoire()


def pack_option(explained: str) -> Callable[[_Command], _Command]:
    """Return the option ``--pack``, for packs besides those of the configuration; ``explained`` is its help."""
    return click.option(
        "--pack", "packs", multiple=True, metavar="NAME", shell_complete=pack_names, help=explained
    )
