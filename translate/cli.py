"""The ``sahel`` command. Each command lives in a module of its own and is imported when called."""

from __future__ import annotations

import importlib
import io
import sys
from typing import Any

import click

from . import __version__
from .cli_errors import Group
from .interface import Spoken, speak, speaking

_COMMANDS: dict[str, tuple[str, str]] = {
    "batch": ("translate.commands.batch", "batch"),
    "check": ("translate.commands.check", "check_command"),
    "completion": ("translate.commands.completion", "completion"),
    "doctor": ("translate.commands.doctor", "doctor"),
    "dump-config": ("translate.commands.dump_config", "dump_config"),
    "glossary": ("glossary.cli", "glossary"),
    "memory": ("translate.commands.memory", "memory"),
    "models": ("translate.commands.models", "models"),
    "serve": ("translate.commands.serve", "serve"),
    "translate": ("translate.commands.translate", "translate_command"),
}


class _Lazy(Group):
    """A group that imports a command's module only when the command is asked for."""

    def main(self, *args: Any, **settings: Any) -> Any:
        # click writes a usage error when the command's context is gone: this one outlives it
        with speaking():
            _escape_what_cannot_be_written()
            return super().main(*args, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        del ctx
        if name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


def _escape_what_cannot_be_written() -> None:
    """Have standard output write as an escape what its encoding lacks, as standard error does.

    A file's name may be no UTF-8, and the code page of a Windows pipe has no arrows.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


def _speak(ctx: click.Context, option: click.Parameter, language: Spoken | None) -> None:
    del ctx, option
    if language is not None:
        speak(language)


@click.group(cls=_Lazy)
@click.option(
    "--lang",
    type=click.Choice(["en", "fr"]),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language of messages and help.  [default: that of the locale]",
)
@click.version_option(__version__, "-V", "--version", prog_name="sahel")
def main() -> None:
    """Translate Sahel reporting between French and English, offline, terms as the glossary says.

    Text goes to standard output, everything else to standard error. Exit codes: 0 clean,
    1 findings to look at, 2 usage, 3 input or glossary unreadable, 4 engine or model missing,
    130 interrupted.

    \b
    Example:
      sahel translate communique.md --to en -o communique.en.md
    """


if __name__ == "__main__":
    main(prog_name="sahel")
