"""The ``sahel glossary`` group. A command's module is imported when the command is asked for."""

from __future__ import annotations

import importlib

import click

from .cli_errors import Group

_COMMANDS: dict[str, str] = {
    "add": "cli_edit",
    "diff": "cli_check",
    "edit": "cli_edit",
    "export": "cli_exchange",
    "find": "cli_look",
    "harvest": "cli_harvest",
    "import": "cli_exchange",
    "lint": "cli_check",
    "list": "cli_look",
    "search": "cli_look",
    "show": "cli_look",
    "stats": "cli_look",
}


class _Lazy(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        del ctx
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f".{_COMMANDS[name]}", __package__)
        command: click.Command = getattr(module, f"{name}_command")
        return command


@click.group(cls=_Lazy)
def glossary() -> None:
    """Look into the glossary, check it, change it, exchange it.

    Glossaries of yours go over the curated one: those named with --glossary, and those in a
    folder sahel-glossary (or .sahel) in the working directory or above it.

    \b
    Example:
      sahel glossary find --language fr "Les FAMa ont repris Kidal."
    """
