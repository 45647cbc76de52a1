"""``sahel dump-config``: the settings that hold here, and where each was made."""

from __future__ import annotations

import json
from gettext import gettext as _
from pathlib import Path

import click

from glossary.cli_options import format_option, print_json

from .. import config
from ..cli_errors import Command


@click.command("dump-config", cls=Command)
@format_option
def dump_config(form: str) -> None:
    """Print the settings that hold in this folder, and the file and line each comes from.

    They are read from sahel.toml, or [tool.sahel] in pyproject.toml, in this folder or the
    nearest above it. What the command line says wins over them.

    \b
    Example:
      sahel dump-config
    """
    found = config.load(Path.cwd())
    if form == "json":
        print_json(
            {
                "schema": "sahel-config-1",
                "file": None if found.file is None else str(found.file),
                "settings": [
                    {"key": name, "value": value.value, "origin": value.origin}
                    for name, value in found.values.items()
                ],
            }
        )
        return
    meanings = {key.name: key.meaning for key in config.KEYS}
    for name, value in found.values.items():
        shown = json.dumps(value.value, ensure_ascii=False)
        click.echo(f"{name} = {shown}  # {_(value.origin)}: {_(meanings[name])}")
