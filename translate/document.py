"""What a file is to the pipeline: units of text to translate, in a frame that stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from glossary.model import Language

CodeKind = Literal["open", "close", "standalone"]
Made = Literal["machine", "memory", "approved"]


@dataclass(frozen=True, slots=True)
class Code:
    """Inline markup, standing off from the text.

    Attributes:
        at: offset in the unit's text, in code points, where the markup stands.
        raw: the markup as written, byte for byte (``**``, ``](https://x.org)``, ``<br>``).
        kind: an ``open`` code and its ``close`` share ``pair``; ``standalone`` has its own.
        pair: number of the pair, from 1 in each unit.
    """

    at: int
    raw: str
    kind: CodeKind
    pair: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, heading, table cell or other stretch that is translated as a whole.

    Attributes:
        text: its text without markup, soft line breaks as written.
        codes: inline markup by offset, in order.
        keep: half-open spans of ``text`` that must survive as they are (inline code, URLs).
        context: what kind of stretch it is (``paragraph``, ``heading``, ``cell``, ``item``).
        where: for messages: ``line 12`` or an entry's key.
        key: its name in its file where it has one (``msgctxt``, ``id``): the same text of the same
            name is the same thing to a translation memory.
    """

    text: str
    codes: tuple[Code, ...] = ()
    keep: tuple[tuple[int, int], ...] = ()
    context: str = "paragraph"
    where: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Crossed:
    """A unit in the other language: text and the same codes at their new offsets.

    ``made`` tells who made it, for formats that say so: a machine (or a part of it), or people,
    from a translation memory; ``approved`` is what they approved and nothing speaks against.
    """

    text: str
    codes: tuple[Code, ...] = ()
    made: Made = "machine"


class Document(Protocol):
    """A file taken apart. ``join`` with every unit unchanged gives the input back."""

    @property
    def units(self) -> Sequence[Unit]:
        """The stretches to translate, in reading order."""

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str | bytes:
        """Return the file in ``language`` with unit i replaced by ``crossed[i]``.

        None leaves a unit byte for byte as it was. Text where the format is text, bytes where it
        is a package (DOCX, ODT).
        """


class TextDocument(Document, Protocol):
    """A document whose file is text."""

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the file in ``language``."""


def unchanged(unit: Unit) -> Crossed:
    """Return the unit as its own translation.

    >>> unchanged(Unit("Bamako")).text
    'Bamako'
    """
    return Crossed(unit.text, unit.codes)
