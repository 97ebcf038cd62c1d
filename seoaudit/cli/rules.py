"""``seoaudit rules``: what is checked, why, and what can be set; and the beginnings of a rule of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import click

from seoaudit.cli.known_names import pack_option, rule_names

#: Commands below this one, and where they are.
_COMMANDS = {"new": "seoaudit.cli.rules_new", "test": "seoaudit.cli.rules_test"}


class _Rules(click.Group):
    """A command that lists and explains rules, unless its first word is that of a command below it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name == show.name:
            return show
        module = _COMMANDS.get(cmd_name)
        command = getattr(import_module(module), cmd_name) if module else None
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*_COMMANDS, *ctx.help_option_names):
            args = ["show", *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        del ctx
        return ["[OPTIONS] [ID|CATEGORY]"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (*show.params, *self.get_params(ctx))
        own = [each.get_help_record(ctx) for each in options if isinstance(each, click.Option)]
        with formatter.section("Options"):
            formatter.write_dl([each for each in own if each is not None])
        self.format_commands(ctx, formatter)


@click.group(cls=_Rules)
def rules() -> None:
    """List the rules, or explain one.

    A list shows how severe each rule is, how many of a post's 100 points it stands for, what kind of evidence
    is behind it, and what it asks for. An explanation adds why it matters, how to mend what it finds, and its
    options. The rules of packs that the configuration of the working directory names are among them.

    \b
    seoaudit rules                          all of them
    seoaudit rules headings                 one category
    seoaudit rules headings/skipped-level   one rule, explained
    seoaudit rules --format json            for other programs
    """


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    commands = [name for name in _COMMANDS if name.startswith(incomplete)]
    return [*rule_names(ctx, param, incomplete), *commands]


@click.command(hidden=True)
@click.argument("name", metavar="[ID|CATEGORY]", default="", shell_complete=_names)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pack_option("With the rules of this installed pack.")
def show(name: str, format_: str, packs: tuple[str, ...]) -> None:
    """List the rules, or explain one: what ``seoaudit rules`` does without a command."""
    from seoaudit.cli.known_names import known_here
    from seoaudit.cli.output import reported_errors
    from seoaudit.cli.rules_shown import show_rules

    with reported_errors():
        known = known_here(packs)
        if name not in known.rules:
            _warn_of_broken_rules(name, known.rules)
    show_rules(name, format_, known)


def _warn_of_broken_rules(name: str, known: Iterable[str]) -> None:
    """Say which of the repository's own rules cannot be listed. Raise ``ConfigErrors`` where one of them is asked for."""
    from seoaudit.config import ConfigErrors
    from seoaudit.config.discovery import own_rules_at

    own = own_rules_at(Path())
    if not own.errors:
        return
    if name and (name in own.broken or not any(rule.partition("/")[0] == name for rule in known)):
        raise ConfigErrors(own.errors)
    click.echo(f"{ConfigErrors(own.errors)}\nRules with mistakes are left out of this list.\n", err=True)
