"""``seoaudit completion``: completion scripts for shells."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a completion script for SHELL.

    \b
    bash:  seoaudit completion bash > ~/.local/share/bash-completion/completions/seoaudit
    zsh:   seoaudit completion zsh  > ~/.zfunc/_seoaudit      (a folder on your fpath)
    fish:  seoaudit completion fish > ~/.config/fish/completions/seoaudit.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click has no completion for {shell}")
    click.echo(kind(ctx.find_root().command, {}, "seoaudit", "_SEOAUDIT_COMPLETE").source())
