"""Options and habits that the commands of ``sahel glossary`` share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

import click

from .curated import curated
from .errors import UserError
from .files import decode, make_folder, read_bytes, write_atomic
from .formats import FORMATS
from .layers import load, overlays, warn_of
from .model import Glossary

_F = TypeVar("_F", bound=Callable[..., Any])

LANGUAGE = click.Choice(["fr", "en"])
FORMAT = click.Choice(list(FORMATS))


def format_option(function: _F) -> _F:
    """Add ``--format text|json``; the argument is called ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="For people or for programs.",
    )(function)


def glossary_options(function: _F) -> _F:
    """Add ``--glossary`` (argument ``glossaries``) and ``--no-project-glossary``."""
    function = click.option(
        "--no-project-glossary",
        "no_project",
        is_flag=True,
        help="Do not look for a sahel-glossary folder.",
    )(function)
    return click.option(
        "--glossary",
        "glossaries",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A glossary of yours, over ours (repeatable; the last one wins).",
    )(function)


def chosen(glossaries: Sequence[Path], no_project: bool) -> Glossary:
    """Return the curated glossary under the user's.

    Raises:
        UserError: a glossary that cannot be read.
    """
    return load(curated(), glossaries, project=None if no_project else Path.cwd(), on_error=warn)


def overlays_of(
    files: Sequence[Path],
    no_project: bool,
    on_error: Callable[[UserError], None],
    *,
    besides: Collection[Path] = (),
) -> tuple[Glossary, ...]:
    """Return the user's layers alone, the project's first, without the files ``besides``.

    Raises:
        UserError: a glossary that cannot be read.
    """
    project = None if no_project else Path.cwd()
    return overlays(files, project=project, on_error=on_error, besides=besides)


def warn(error: UserError) -> None:
    """Say on standard error that an entry was left out."""
    click.echo(warn_of(error), err=True)


def print_json(value: Any) -> None:
    """Print a value as JSON, its letters as they are.

    Half a surrogate pair, in the name of a file that is no UTF-8, becomes the escape that JSON has
    for it.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def read_input(name: str) -> tuple[str, str]:
    """Return the text of a file, or of standard input for ``-``, and its name for messages.

    Raises:
        UserError: unreadable, or no text.
    """
    if name == "-":
        return decode(sys.stdin.buffer.read(), where=_("standard input"))[0], _("standard input")
    return decode(read_bytes(Path(name)), where=name)[0], name


def write_output(data: bytes, output: Path | None) -> None:
    """Write to a file, or to standard output without one; a folder that is missing is made.

    Raises:
        UserError: the file cannot be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        make_folder(output.parent)
        write_atomic(output, data)
