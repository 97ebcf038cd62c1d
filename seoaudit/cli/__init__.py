"""The command line. Commands are imported when they are called, so that ``--version`` costs nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from seoaudit import __version__

#: Objects that may be made before garbage is looked for.
OBJECTS_BEFORE_COLLECTION = 50_000
#: Command name to the module that defines it; the function has the module's last name.
_COMMANDS = {
    "badge": "seoaudit.cli.badge",
    "baseline": "seoaudit.cli.baseline",
    "check": "seoaudit.cli.check",
    "compare": "seoaudit.cli.compare",
    "completion": "seoaudit.cli.completion",
    "config": "seoaudit.cli.config",
    "crawl": "seoaudit.cli.crawl",
    "graph": "seoaudit.cli.graph",
    "init": "seoaudit.cli.init",
    "keyphrases": "seoaudit.cli.keyphrases",
    "report": "seoaudit.cli.report",
    "rules": "seoaudit.cli.rules",
}


@contextmanager
def _safe_to_print() -> Iterator[None]:
    """Escape what messages quote of the arguments, which may be names of files that strangers chose."""
    try:
        yield
    except click.ClickException as error:
        if isinstance(
            error, getattr(click.exceptions, "NoArgsIsHelpError", ())
        ):  # of newer versions; it is our own text
            raise
        from seoaudit.reports.safe_text import visible

        vars(error)["message"] = visible(error.message)  # which newer versions call final
        raise


class _Commands(click.Group):
    """A group that knows its commands by name and loads them late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(module), cmd_name)
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _safe_to_print():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        with _safe_to_print():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            name = args[0]
            if "/" in name or "." in name:
                message = f"{error.message} To audit it: seoaudit check {name}"
                raise click.UsageError(message, ctx) from error
            from difflib import get_close_matches

            meant = get_close_matches(name, _COMMANDS, 1)
            if meant:
                raise click.UsageError(f"{error.message} Did you mean “{meant[0]}”?", ctx) from error
            raise


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="seoaudit", message="%(prog)s %(version)s")
def main() -> None:
    """Audit posts and pages: will they be found, read, and acted on?

    \b
    seoaudit check post.md       audit a draft
    seoaudit check content/      audit every post below a directory
    seoaudit crawl https://…     crawl a live site politely, and audit it
    seoaudit rules               list what is checked
    seoaudit rules cta/missing   explain one rule
    seoaudit baseline content/   write down what is known: only what is worse fails
    seoaudit keyphrases post.md  what a text could be found for
    seoaudit graph               export who links to whom
    seoaudit init                write a commented seoaudit.toml

    Exit codes: 0 passed, 1 the gate failed, 2 something could not be done.
    """
    # Starting makes a great many objects that live as long as the process. To look through them for garbage
    # again and again, and once more at the end, took a fifth of the time in which one post is checked.
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    click.get_current_context().call_on_close(gc.freeze)
