"""The content of an office paragraph (Word, OpenDocument) as a row of atoms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""Half-open, in code points of a part."""

Look = tuple[str, ...]
"""What a reader sees of a text's format, in a form that can be compared: ``()`` is nothing special.

``raised`` and ``lowered`` are small letters above and below the line; what begins with ``lined``
shows on white space too (underlining, marker pen).
"""

Kind = Literal["text", "break", "mark", "open", "close"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of text, or what stands between words.

    Attributes:
        kind: ``open`` and ``close`` share ``key``; a ``mark`` stands alone; a ``break`` is white
            space (a tab, a new line).
        start, end: half-open span of its markup in the part.
        text: what a reader sees of it.
        look: how, compared with others.
        dress: markup that gives text this look: run properties, or the start tags of spans.
        loose: stands in text, and is written in its dress.
        wraps: an element or field around text, which has a usual look of its own; ranges
            (bookmarks, comments) are ``open`` and ``close`` too but change no look.
        shows: a mark that a reader sees as a word (a field, a symbol), unlike a note or bookmark.
        parts: the atoms of a field that was made one.
        field: ``begin``, ``separate``, ``end`` or ``instruction``, whose text is ``key`` then.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    key: str = ""
    look: Look = ()
    dress: tuple[Span, ...] = ()
    loose: bool = False
    wraps: bool = False
    shows: bool = False
    parts: tuple[Atom, ...] = ()
    field: str = ""


def nested(row: Sequence[Atom]) -> list[Atom]:
    """Turn ranges that do not nest with the rest, or hold no words, into single marks.

    >>> a, z = Atom("open", 0, 1, key="b"), Atom("close", 9, 10, key="b")
    >>> [x.kind for x in nested([a, Atom("text", 1, 4, "Gao"), z])]
    ['open', 'text', 'close']
    >>> [x.kind for x in nested([z, Atom("text", 1, 4, "Gao"), a])]
    ['mark', 'text', 'mark']
    """
    ends = {a.key: i for i, a in enumerate(row) if a.kind == "close" and not a.wraps}
    paired: set[int] = set()
    for start, atom in enumerate(row):
        if atom.kind != "open" or atom.wraps:
            continue
        end = ends.get(atom.key, -1)
        if end <= start or end in paired:
            continue
        if _is_level(row, start + 1, end, paired) and _says(row[start:end]):
            paired |= {start, end}
    return [
        a
        if a.kind in ("text", "break", "mark") or a.wraps or i in paired
        else Atom("mark", a.start, a.end)
        for i, a in enumerate(row)
    ]


def _is_level(row: Sequence[Atom], start: int, end: int, paired: set[int]) -> bool:
    level = 0
    for index in range(start, end):
        atom = row[index]
        if atom.wraps or index in paired:
            level += (atom.kind == "open") - (atom.kind == "close")
        if level < 0:
            return False
    return level == 0


def _says(row: Iterable[Atom]) -> bool:
    return any(a.kind == "text" and a.text.strip() for a in row)
