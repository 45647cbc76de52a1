"""Write the man pages, one a command, from the commands' own help.

Run with ``uv run python docs/make_man.py [FOLDER]`` (``docs/man`` by default); the wheel installs
them under ``share/man/man1``. A test fails when they are out of date.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import click
from make_reference import commands

from translate.cli import main as sahel

HERE = Path(__file__).parent / "man"
_PARAGRAPH = re.compile(r"\n\s*\n")


def pages() -> dict[str, str]:
    """Return every page by its file name, in roff (man(7))."""
    found = {}
    below = dict(commands(sahel, "sahel"))
    for path, command in below.items():
        name = path.replace(" ", "-")
        context = click.Context(command, info_name=path, **command.context_settings)
        see = sorted(other for other in below if other.rpartition(" ")[0] == path)
        if path != "sahel":
            see.insert(0, path.rpartition(" ")[0])
        found[f"{name}.1"] = _page(path, name, command, context, see)
    return found


def _page(
    path: str, name: str, command: click.Command, context: click.Context, see: list[str]
) -> str:
    about = inspect.cleandoc(command.help or "")
    summary = about.splitlines()[0].rstrip(".") if about else ""
    lines = [f'.TH "{name.upper()}" 1 "" "sahel-translate" "sahel-translate"', ".SH NAME"]
    lines += [f"{_roff(name)} \\- {_roff(summary)}", ".SH SYNOPSIS"]
    usage = command.get_usage(context).removeprefix(f"Usage: {path}").split()
    lines += [f".B {_roff(path)}", _roff(" ".join(usage)), ".SH DESCRIPTION"]
    for paragraph in _PARAGRAPH.split(about):
        if paragraph.lstrip().startswith("\b"):
            lines += [".PP", ".nf", *(_roff(line) for line in paragraph.splitlines()[1:]), ".fi"]
        else:
            lines += [".PP", _roff(" ".join(paragraph.split()))]
    lines.append(".SH OPTIONS")
    for option in command.get_params(context):
        record = option.get_help_record(context)
        if record and record[1]:
            lines += [".TP", f".B {_roff(record[0])}", _roff(" ".join(record[1].split()))]
    lines += [".SH EXIT STATUS", "0 clean, 1 findings to look at, 2 usage, 3 input or glossary"]
    lines += ["unreadable, 4 engine or model missing, 130 interrupted."]
    if see:
        lines.append(".SH SEE ALSO")
        lines.append(", ".join(f"\\fB{_roff(other.replace(' ', '-'))}\\fR(1)" for other in see))
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    r"""Return text with what roff would read as a request or an escape spelt out.

    >>> _roff(".md files: a\\b --to")
    '\\&.md files: a\\\\b \\-\\-to'
    """
    text = text.replace("\\", "\\\\").replace("-", "\\-")
    return f"\\&{text}" if text[:1] in (".", "'") else text


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
