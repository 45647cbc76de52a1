"""Several files as one glossary: a folder of catalogues, or files of any format."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from .curated import TERMS
from .errors import UserError
from .files import read_bytes
from .formats import SUFFIXES, read
from .formats.entries import OnError
from .model import Concept, Glossary


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the glossary files in a folder, sorted by name, or the file itself.

    Raises:
        UserError: a folder without any.
    """
    if not path.is_dir():
        return (path,)
    found = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    if not found:
        raise UserError(
            _("holds no glossary"),
            where=str(path),
            hint=_("it needs {suffixes} files").format(suffixes=", ".join(SUFFIXES)),
        )
    return tuple(found)


def read_all(
    paths: Sequence[Path] = (), *, layer: str = "curated", on_error: OnError | None = None
) -> Glossary:
    """Return the glossary in files and folders, in the order given; the curated one for none.

    Raises:
        UserError: a file that cannot be read, or (without ``on_error``) an entry against its
            format.
    """
    concepts: list[Concept] = []
    for path in paths or (TERMS,):
        for file in files_of(path):
            concepts += read(
                read_bytes(file), name=_shown(file), layer=layer, on_error=on_error
            ).concepts
    return Glossary(tuple(concepts), name=layer)


def _shown(path: Path) -> str:
    """Return a path as a message shows it: from the working directory where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
