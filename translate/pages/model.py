"""The frozen values of a page: what is shown, with no idea of who translated or checked it.

A page is rows of text side by side; in a row terms are linked across the two sides, and notes
stand in the margin. Two makers exist: ``translated.py`` from a translation run, ``checked.py``
from a check. A page knows no HTML: that is ``render.py`` and the templates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from glossary.model import Language

from ..result import Severity, Side

Span = tuple[int, int]
"""Half-open, in code points of the text it lies in."""

COLOURS = 12
"""How many term colours the style sheet has; concepts take them in order of appearance."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What can become of a term. ``kept``: whether the text says it as the glossary wants.

    ``kept`` is None where that is not asked (left to the editor, said in other words).
    """

    key: str
    label: str
    meaning: str
    kept: bool | None = True


@dataclass(frozen=True, slots=True)
class Term:
    """One occurrence of a term in a row: at least one of the two spans is there.

    Attributes:
        card: index of its concept in `Page.cards`.
        fate: a key of `Page.fates`.
        required: what the glossary wants on the other side; empty when that is not known.
        kind: label of the pairing (``full``, ``acronym``, ...).
    """

    card: int
    source: Span | None
    target: Span | None
    fate: str
    required: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in the margin of a row.

    ``span`` lies in the text of ``side``; None is the whole row. An empty span is a place where
    something is missing. ``number`` counts the page's notes from 1.
    """

    number: int
    check: str
    severity: Severity
    message: str
    suggestion: str = ""
    side: Side = "target"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A segment: its two texts, its terms and what was found in it.

    Attributes:
        number: from 1, as the page counts.
        where: the place in the document, for people (``line 12``).
        source: None in a monolingual check.
        asides: what else is known of it, to be opened: (label, text in the target language).
        file: name of the file that begins with this row, on a page of several files.
    """

    number: int
    where: str
    source: str | None
    target: str
    terms: tuple[Term, ...] = ()
    notes: tuple[Note, ...] = ()
    asides: tuple[tuple[str, str], ...] = ()
    file: str = ""

    @property
    def severities(self) -> tuple[str, ...]:
        """The severities of its notes, each once, worst first."""
        found = {n.severity for n in self.notes}
        return tuple(s.value for s in Severity if s in found)


@dataclass(frozen=True, slots=True)
class Name:
    """What a concept is called in one language.

    ``avoid`` are forms not to be written, each with the reason (empty where none is given).
    """

    language: Language
    preferred: str
    also: tuple[str, ...] = ()
    avoid: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one kind that answer each other: the source's language first."""

    kind: str
    here: Name
    there: Name


@dataclass(frozen=True, slots=True)
class Card:
    """A concept as an editor sees it, and what the text did with it.

    Attributes:
        concept: its id.
        colour: index of its colour, below `COLOURS`.
        names: of the kinds that the text uses; its full name first.
        reviewed: None where the entry is not at hand.
        uses: how it stands in the texts: (source form, target form, times); an empty form is one
            that is not there.
    """

    concept: str
    colour: int
    names: tuple[Names, ...] = ()
    domain: str = ""
    layer: str = ""
    reviewed: bool | None = None
    confidence: str = ""
    period: str = ""
    followed_by: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    uses: tuple[tuple[str, str, int], ...] = ()

    @property
    def title(self) -> str:
        """Its preferred name, or its id where the entry is not at hand."""
        return self.names[0].here.preferred if self.names else self.concept

    @property
    def times(self) -> int:
        """How often it occurs."""
        return sum(times for _, _, times in self.uses)


@dataclass(frozen=True)
class Page:
    """Everything one page shows.

    Attributes:
        title: the file's name.
        kind: ``translation`` or ``check``.
        source_language: None in a monolingual check.
        rows: in reading order.
        cards: concepts in order of first appearance.
        fates: what can become of a term here, best first.
        facts: what the page was made from: (name, value).
    """

    title: str
    kind: Literal["translation", "check"]
    source_language: Language | None
    target_language: Language
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    fates: tuple[Fate, ...]
    facts: tuple[tuple[str, str], ...] = ()

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """All findings in reading order."""
        return tuple(n for row in self.rows for n in row.notes)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """All term occurrences in reading order."""
        return tuple(t for row in self.rows for t in row.terms)

    @cached_property
    def bilingual(self) -> bool:
        """Whether any row has a source."""
        return any(row.source is not None for row in self.rows)

    def severities(self) -> Counter[Severity]:
        """Return how many findings there are of each severity."""
        return Counter(n.severity for n in self.notes)

    def checks(self) -> tuple[tuple[str, Severity, int], ...]:
        """Return the checks that found something: (id, worst severity, findings), most first."""
        worst: dict[str, Severity] = {}
        order = list(Severity)
        for note in self.notes:
            known = worst.setdefault(note.check, note.severity)
            worst[note.check] = min(known, note.severity, key=order.index)
        counts = Counter(n.check for n in self.notes)
        ranked = sorted(counts, key=lambda c: (order.index(worst[c]), -counts[c], c))
        return tuple((check, worst[check], counts[check]) for check in ranked)

    def fated(self) -> tuple[tuple[Fate, int], ...]:
        """Return how many terms met each fate, without those that none met."""
        counts = Counter(t.fate for t in self.terms)
        return tuple((fate, counts[fate.key]) for fate in self.fates if counts[fate.key])

    @property
    def kept(self) -> int:
        """How many terms stand as the glossary wants."""
        return sum(times for fate, times in self.fated() if fate.kept)
