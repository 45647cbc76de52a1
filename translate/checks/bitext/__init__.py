"""What can be checked: two files, a bilingual file, or one text; and how it is mended.

Each reader gives a `Bitext`: pairs, and a way back from edits of their targets to the file. The
modules of formats that are not asked for are not imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from pathlib import PurePath
from typing import Protocol

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from ...grammar.changes import Change
from ..model import Pair

BILINGUAL = (".po", ".pot", ".xlf", ".xliff", ".tmx", ".csv", ".tsv")
"""Suffixes of the files that hold a source and its translation."""


class Bitext(Protocol):
    """Pairs, and the file that their targets stand in."""

    @property
    def pairs(self) -> Sequence[Pair]:
        """The pairs in reading order."""

    def mended(self, edits: Mapping[int, Sequence[Change]]) -> str | bytes:
        """Return the target's file with edits of targets, by number of pair.

        Edits are sorted and do not overlap. All else stays byte for byte.
        """


def is_bilingual(name: str) -> bool:
    """Tell by its name whether one file holds both languages.

    >>> is_bilingual("fr.PO"), is_bilingual("article.md")
    (True, False)
    """
    return PurePath(name).suffix.lower() in BILINGUAL


def read(
    text: str,
    *,
    name: str,
    source: Language | None = None,
    target: Language | None = None,
    columns: Sequence[str] = (),
) -> Bitext:
    """Take a bilingual file apart, by the suffix of its name.

    Languages not given are those that the file states, or else what its words show.

    Raises:
        UserError: not in its format, or its languages cannot be told.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in (".po", ".pot"):
        from .po import read_po

        return read_po(text, name, source, target)
    if suffix in (".xlf", ".xliff"):
        from .xml import read_xliff

        return read_xliff(text, name, source, target)
    if suffix == ".tmx":
        from .xml import read_tmx

        return read_tmx(text, name, source, target)
    if suffix in (".csv", ".tsv"):
        from .table import read_table

        return read_table(text, name, source, target, columns)
    raise UserError(
        _("holds one language"),
        where=name,
        hint=_("name its translation as well, or say --language fr"),
        status=ExitStatus.USAGE,
    )
