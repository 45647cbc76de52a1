"""A part of an office document (body, header, notes): its paragraphs are units, in any depth."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from glossary.model import Language, other

from ..document import Crossed, Unit
from .office_atoms import Span
from .office_paragraph import Dialect, Paragraph, written
from .package import TAGS, language_edits, same
from .xml_nodes import Edit, Patched, quoted

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: a paragraph, or plain text (its half-open span).

    ``twins`` are paragraphs that older programs see in place of this one.
    """

    start: int
    stop: int
    paragraph: Paragraph | None = None
    twins: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficePart:
    """The text of a part, its units and their places.

    ``tags`` and ``countries`` are where the part states languages, see ``language_edits``.
    """

    source: str
    dialect: Dialect
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    tags: tuple[Span, ...] = ()
    countries: tuple[Span, ...] = ()

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the part with unit i replaced by ``crossed[i]``."""
        edits: list[Edit] = language_edits(
            self.source, self.tags, self.countries, other(language), language
        )
        paragraphs: list[tuple[Paragraph, Crossed]] = []
        for unit, place, new in zip(self.units, self.places, crossed, strict=True):
            if new is None or same(unit, new):
                continue
            if place.paragraph is None:
                edits.append((place.start, place.stop, quoted(new.text)))
            else:
                paragraphs += [(own, new) for own in (place.paragraph, *place.twins)]
        for own, _ in paragraphs:
            edits += [(*span, "-".join(TAGS[language])) for span in own.languages]
            edits += [(*span, "") for span in own.bound]
        edits = sorted(set(edits))
        # what is inside a paragraph (a text box, a note) is edited before the paragraph
        for own, new in sorted(paragraphs, key=lambda p: p[0].stop - p[0].start):
            first, last = bisect_left(edits, (own.start,)), bisect_left(edits, (own.stop,))
            patched = Patched(self.source, edits[first:last])
            text = written(own, new, self.dialect, patched.span)
            edits[first:last] = [(own.start, own.stop, text)]
        return Patched(self.source, edits).span(0, len(self.source))


@dataclass(slots=True)
class Collector:
    """Gathers the units of a part while its reader walks through it.

    ``label`` says what the part's paragraphs are, for messages.
    """

    label: str
    units: list[Unit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    count: int = 0

    def paragraph(self, own: Paragraph, context: str, rivals: Sequence[int] = ()) -> int | None:
        """Add a paragraph and return its index; None when it is the twin of one of ``rivals``."""
        run = own.run
        shape = [(c.at, c.kind, c.pair) for c in run.codes]
        for index in rivals:
            unit, place = self.units[index], self.places[index]
            if (unit.text, [(c.at, c.kind, c.pair) for c in unit.codes]) == (run.text, shape):
                self.places[index] = replace(place, twins=(*place.twins, own))
                return None
        self.count += 1
        where = f"{self.label} {self.count}"
        self.units.append(Unit(run.text, run.codes, run.keep, context, where))
        self.places.append(Place(own.start, own.stop, own))
        return len(self.units) - 1

    def plain(self, text: str, span: Span, what: str) -> None:
        """Add plain text, such as the description of a picture."""
        if _LETTER.search(text):
            self.units.append(Unit(" ".join(text.split()), where=f"{self.label}: {what}"))
            self.places.append(Place(*span))
