"""Write ``docs/reference.md``: every command as its own help describes it.

Run with ``uv run python docs/make_reference.py``; a test fails when the file is out of date.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from glossary.errors import ExitStatus
from translate.cli import main as sahel

HERE = Path(__file__).parent
HEAD = """# Command reference

Written by `docs/make_reference.py` from the commands' own help.

Text goes to standard output; reports, progress and warnings to standard error. `-` is standard
input or output. Exit codes of every command:

| code | meaning |
|---|---|
"""
MEANING = {
    ExitStatus.OK: "clean",
    ExitStatus.FINDINGS: "done, and there is something to look at",
    ExitStatus.USAGE: "the call is wrong",
    ExitStatus.UNREADABLE: "input or glossary missing, unreadable or not what it should be",
    ExitStatus.NO_ENGINE: "the engine or a model is missing or broken, or the network is needed",
    ExitStatus.INTERRUPTED: "interrupted",
}


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a command and all below it with the words that call them."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, **command.context_settings)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from commands(below, f"{path} {name}")


def reference() -> str:
    """Return the whole page."""
    parts = [HEAD]
    parts += [f"| {status.value} | {MEANING[status]} |\n" for status in ExitStatus]
    for path, command in commands(sahel, "sahel"):
        # click keeps the help option of the first context it sees: it must be the command's own
        context = click.Context(
            command, info_name=path, terminal_width=100, **command.context_settings
        )
        text = command.get_help(context)
        parts.append(f"\n## `{path}`\n\n```text\n{text}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    (HERE / "reference.md").write_text(reference(), "utf-8", newline="\n")
