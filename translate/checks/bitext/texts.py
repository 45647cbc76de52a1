"""Two files, or one text alone, in any format that can be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import Literal

from glossary.errors import UserError
from glossary.model import Language

from ... import formats
from ...document import Code, Crossed, Document, Unit
from ...grammar.changes import Change
from ...passes import Line, apply
from ...sentences.segment import split
from ..align import align
from ..model import Pair, Place
from ..optout import with_comments

Alignment = Literal["auto", "structure", "line", "length"]
_LINE = re.compile(r"line (\d+)")
_FAR = 2.0
"""One text has so many times the paragraphs of the other: sentences are aligned instead."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a unit: its number, where the stretch begins in it, and its text."""

    unit: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class TextBitext:
    """Pairs over a document: each target is one or more stretches of its units."""

    document: Document
    language: Language
    pairs: tuple[Pair, ...]
    pieces: tuple[tuple[Piece, ...], ...]

    def mended(self, edits: Mapping[int, Sequence[Change]]) -> str | bytes:
        """Return the document with edits of targets, by number of pair; codes move along.

        An edit across the seam of two units is left out.
        """
        by_unit: dict[int, list[Change]] = {}
        for index, changes in edits.items():
            offset = 0
            for piece in self.pieces[index]:
                for change in changes:
                    if offset <= change.start and change.end <= offset + len(piece.text):
                        shift = piece.start - offset
                        moved = Change(
                            change.start + shift,
                            change.end + shift,
                            change.before,
                            change.after,
                            change.rule,
                        )
                        by_unit.setdefault(piece.unit, []).append(moved)
                offset += len(piece.text) + 1
        crossed: list[Crossed | None] = []
        for number, unit in enumerate(self.document.units):
            found = sorted(set(by_unit.get(number, ())), key=lambda c: (c.start, c.end))
            line = apply(Line(unit.text, unit.codes, unit.keep), "fix", found) if found else None
            crossed.append(Crossed(line.text, line.codes) if line else None)
        return self.document.join(crossed, self.language)


def read_two(
    source: formats.Loaded,
    target: formats.Loaded,
    names: tuple[str, str],
    languages: tuple[Language, Language],
    alignment: Alignment = "auto",
) -> TextBitext:
    """Pair the units of a source and its translation.

    ``structure`` wants as many units on both sides, ``line`` as many lines; ``length`` lets
    lengths decide. ``auto`` goes by structure where it can, else by length.

    Raises:
        UserError: the two do not have as many units or lines.
    """
    one, two = source.document, target.document
    if alignment == "line":
        one = formats.read(source.text, format="lines")
        two = formats.read(target.text, format="lines")
    same = len(one.units) == len(two.units)
    if alignment in ("structure", "line") and not same:
        told = _("has {target} paragraphs, headings and cells, its source {source}")
        if alignment == "line":
            told = _("has {target} lines, its source {source}")
        raise UserError(
            told.format(target=len(two.units), source=len(one.units)),
            where=names[1],
            hint=_("--align length"),
        )
    if same and alignment != "length":
        beads = [([_whole(one, i)], [_whole(two, i)]) for i in range(len(one.units))]
    else:
        beads = list(_by_length(one, two, languages))
    pairs = [_pair(one, two, bead, names, languages) for bead in beads]
    found = with_comments(pairs, target.text, names[1])
    return TextBitext(two, languages[1], found, tuple(tuple(b[1]) for b in beads))


def read_one(loaded: formats.Loaded, name: str, language: Language) -> TextBitext:
    """Take one text apart for the checks that need no source."""
    document = loaded.document
    pairs = [
        Pair(None, u.text, None, language, _place(u, name), target_codes=u.codes, keep=u.keep,
             kind=u.context)
        for u in document.units
    ]  # fmt: skip
    found = with_comments(pairs, loaded.text, name)
    pieces = tuple((_whole(document, i),) for i in range(len(document.units)))
    return TextBitext(document, language, found, pieces)


def _whole(document: Document, unit: int) -> Piece:
    return Piece(unit, 0, document.units[unit].text)


_Bead = tuple[list[Piece], list[Piece]]


def _by_length(
    one: Document, two: Document, languages: tuple[Language, Language]
) -> Iterator[_Bead]:
    counts = sorted((max(1, len(one.units)), max(1, len(two.units))))
    sentences = counts[1] > counts[0] * _FAR
    here = _pieces(one, languages[0], sentences=sentences)
    there = _pieces(two, languages[1], sentences=sentences)
    for bead in align([p.text for p in here], [p.text for p in there]):
        yield here[slice(*bead.source)], there[slice(*bead.target)]


def _pieces(document: Document, language: Language, *, sentences: bool) -> list[Piece]:
    if not sentences:
        return [_whole(document, i) for i in range(len(document.units))]
    return [
        Piece(number, s.start, s.text)
        for number, unit in enumerate(document.units)
        for s in split(unit.text, language)
        if s.text
    ]


def _pair(
    one: Document,
    two: Document,
    bead: _Bead,
    names: tuple[str, str],
    languages: tuple[Language, Language],
) -> Pair:
    here, there = bead
    source_units, target_units = _units(one, here), _units(two, there)
    first = target_units[0] if target_units else None
    origin = _place(source_units[0], names[0]) if source_units else Place(names[0])
    single = len(there) == 1 and first is not None and there[0].text == first.text
    return Pair(
        " ".join(p.text for p in here),
        " ".join(p.text for p in there),
        *languages,
        _place(first, names[1]) if first else Place(names[1], unit=f"after {origin}"),
        origin,
        source_codes=_codes(source_units) if single else (),
        target_codes=_codes(target_units) if single else (),
        keep=first.keep if single and first else (),
        kind=first.context if first else "paragraph",
    )


def _units(document: Document, pieces: Sequence[Piece]) -> list[Unit]:
    return [document.units[n] for n in dict.fromkeys(p.unit for p in pieces)]


def _codes(units: Sequence[Unit]) -> tuple[Code, ...]:
    return tuple(c for u in units for c in u.codes)


def _place(unit: Unit, name: str) -> Place:
    match = _LINE.match(unit.where)
    return Place(name, int(match[1])) if match else Place(name, unit=unit.where)
