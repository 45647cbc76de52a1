"""``sahel completion``: what a shell must know to complete commands and options."""

from __future__ import annotations

import click

from ..cli_errors import Command

PROGRAM = "sahel"


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL, to be put where it looks for one.

    \b
    Example:
      sahel completion bash > ~/.local/share/bash-completion/completions/sahel
    """
    from click.shell_completion import get_completion_class

    from ..cli import main

    made = get_completion_class(shell)
    assert made is not None  # click brings all three
    click.echo(made(main, {}, PROGRAM, f"_{PROGRAM.upper()}_COMPLETE").source())
