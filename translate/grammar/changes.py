"""The values of grammar repair, shared by `french` and `english`.

A repair is a list of changes told in offsets of the text before all of them, so that the ledger
can print them and replay them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary.model import Gender, Grammar, Number


@dataclass(frozen=True, slots=True)
class Placed:
    """A required term that stands in a target sentence.

    Attributes:
        start, end: half-open offsets in code points of the sentence.
        grammar: what the glossary says of the term.
        surface_number, surface_gender: what the form that was written shows; None where the
            form shows neither, or leaves it to ``grammar``.
        foreign_article: whether the term has an article in the source language; None when unknown.
        place: whether it names a place.
    """

    start: int
    end: int
    grammar: Grammar
    surface_number: Number | None = None
    surface_gender: Gender | None = None
    foreign_article: bool | None = None
    place: bool = False

    @property
    def number(self) -> Number:
        """The number the words around it agree with."""
        return self.surface_number or self.grammar.number

    @property
    def gender(self) -> Gender | None:
        """The gender the words around it agree with; None when nothing is known of it."""
        if self.grammar.pos == "adjective":
            return self.surface_gender  # the listed gender is that of the dictionary form only
        return self.surface_gender or self.grammar.gender


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement: half-open offsets of the text before all changes, and why."""

    start: int
    end: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A sentence after repair, what was changed in it, and where the terms stand now."""

    text: str
    changes: tuple[Change, ...]
    spans: tuple[Placed, ...]


def replay(text: str, changes: Sequence[Change]) -> str:
    """Return ``text`` with ``changes`` applied; they are sorted and do not overlap.

    Raises:
        ValueError: a change does not fit the text, or overlaps the one before it.

    >>> replay("chef de le CSP", [Change(5, 11, "de le ", "du ", "article")])
    'chef du CSP'
    """
    parts: list[str] = []
    position = 0
    for change in changes:
        if change.start < position or text[change.start : change.end] != change.before:
            raise ValueError(f"change does not fit at {change.start}: {change.before!r}")
        parts += [text[position : change.start], change.after]
        position = change.end
    return "".join([*parts, text[position:]])


def settle(text: str, found: Sequence[Change], spans: Sequence[Placed]) -> Repaired:
    """Apply what was found and move the spans along.

    Of two changes that overlap the first in the text stands; a change that does nothing or
    reaches into a term is dropped, for a required term is never altered here, save that an
    adjective may become another of its own forms and a title takes its capitals.
    """
    kept: list[Change] = []
    position = index = 0
    ordered = sorted(spans, key=lambda s: (s.start, s.end))
    for change in sorted(found, key=lambda c: (c.start, c.end)):
        while index < len(ordered) and ordered[index].end <= change.start:
            index += 1
        inside = (
            index < len(ordered)
            and ordered[index].start < change.end
            and not _is_form_of(change, ordered[index])
            and not _is_capital(change)
        )
        if change.before == change.after or change.start < position or inside:
            continue
        kept.append(change)
        position = change.end
    moved = []
    shift = index = 0
    for span in ordered:
        while index < len(kept) and kept[index].end <= span.start:
            shift += len(kept[index].after) - len(kept[index].before)
            index += 1
        new = replace(span, start=span.start + shift, end=span.end + shift)
        if index < len(kept) and _is_form_of(kept[index], span):
            end = new.start + len(kept[index].after)
            new = replace(new, end=end, surface_number=None, surface_gender=None)
        moved.append(new)
    return Repaired(replay(text, kept), tuple(kept), tuple(moved))


def _is_form_of(change: Change, span: Placed) -> bool:
    """Tell whether a change writes a required adjective in another number or gender."""
    return (
        change.rule == "adjective"
        and span.grammar.pos == "adjective"
        and (change.start, change.end) == (span.start, span.end)
    )


def _is_capital(change: Change) -> bool:
    """Tell whether a change writes a title with capitals before a name, and nothing else."""
    return change.rule == "title" and change.before.lower() == change.after.lower()


_CLOSED = re.compile(r"[.!?…;:][\s\u00a0\u202f»”\"')\]*_]*$")


def is_headline(text: str) -> bool:
    """Tell whether a segment is written like a headline: no full stop at its end, or ALL CAPS.

    Headlines, captions and list items do without articles; none is added there.

    >>> is_headline("Mali : attaque de FAMa à Gao"), is_headline("L'attaque a eu lieu à Gao.")
    (True, False)
    """
    return text.isupper() or _CLOSED.search(text[-40:]) is None


def recase(before: str, after: str, text: str) -> str:
    """Give ``after`` the capitals of the words it stands for.

    >>> recase("Le ", "les ", ""), recase("LE ", "les ", ""), recase("le ", "les ", "")
    ('Les ', 'LES ', 'les ')
    """
    letters = [c for c in before if c.isalpha()]
    if not letters or not letters[0].isupper() or not after:
        return after
    if all(c.isupper() for c in letters) and (len(letters) > 1 or text.isupper()):
        return after.upper()
    return after[0].upper() + after[1:]
