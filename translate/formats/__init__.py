"""Adapters between files and documents: one module a format, chosen by name here.

An adapter is a function from the text of a file to a ``Document``. Modules are imported when a
file needs them, so that a command that reads none stays fast.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, cast

from glossary.errors import ExitStatus, UserError

from ..document import Document


class _Format(NamedTuple):
    module: str
    function: str
    suffixes: tuple[str, ...]


_FORMATS = {
    "text": _Format("text", "read", (".txt", ".text")),
    "lines": _Format("text", "read_lines", ()),
    "markdown": _Format("markdown", "read", (".md", ".markdown", ".mdown", ".mkd")),
}
FORMATS: tuple[str, ...] = tuple(_FORMATS)
"""Names ``read`` knows, as a user gives them."""


def format_of(name: str) -> str:
    """Return the format of a file by the suffix of its name; plain text when none tells.

    >>> format_of("rapport.MD"), format_of("depeche.txt"), format_of("-")
    ('markdown', 'text', 'text')
    """
    suffix = PurePath(name).suffix.lower()
    return next((key for key, known in _FORMATS.items() if suffix in known.suffixes), "text")


def read(text: str, *, name: str = "", format: str | None = None) -> Document:
    """Take the text of a file apart, by ``format`` or else by the suffix of ``name``.

    Raises:
        UserError: ``format`` is unknown (exit 2).

    >>> [u.text for u in read("# Gao\\n", name="gao.md").units]
    ['Gao']
    """
    key = format_of(name) if format is None else format
    if key not in _FORMATS:
        raise UserError(
            f"unknown format {key!r}",
            where=name,
            hint=f"choose one of {', '.join(FORMATS)}",
            status=ExitStatus.USAGE,
        )
    chosen = _FORMATS[key]
    module = import_module(f".{chosen.module}", __name__)
    return cast(Document, getattr(module, chosen.function)(text))
