"""Concepts as cards, dealt out in the order in which a text mentions them."""

from __future__ import annotations

from collections import Counter
from gettext import gettext as _

from glossary.model import (
    LANGUAGES,
    Concept,
    Glossary,
    Language,
    Pairing,
    Review,
    Status,
    other,
)

from .model import COLOURS, Card, Name, Names


class Deck:
    """Deals a card to each concept and counts how the texts say it.

    ``first`` is the language that cards name first. Without ``glossary``, or for a concept that
    has left it, a card has its id alone.
    """

    def __init__(self, glossary: Glossary | None, first: Language | None = None) -> None:
        self._glossary = glossary
        self._first: Language = first or LANGUAGES[0]
        self._index: dict[str, int] = {}
        self._layers: list[str] = []
        self._kinds: list[set[str]] = []
        self._uses: list[Counter[tuple[str, str]]] = []

    def deal(
        self, concept: str, source: str, target: str, *, kind: str = "", layer: str = ""
    ) -> int:
        """Return the index of a concept's card, and count this use of it.

        Args:
            concept: its id.
            source, target: the forms that stand in the texts, empty where none does.
            kind: label of the pairing used.
            layer: the glossary it came from, for a concept that is not in the one at hand.
        """
        index = self._index.setdefault(concept, len(self._index))
        if index == len(self._uses):
            self._uses.append(Counter())
            self._layers.append(layer)
            self._kinds.append(set())
        self._uses[index][source, target] += 1
        self._kinds[index].add(kind)
        return index

    def cards(self) -> tuple[Card, ...]:
        """Return the cards dealt, in the order of their indices."""
        return tuple(self._card(concept, index) for concept, index in self._index.items())

    def _card(self, concept: str, index: int) -> Card:
        uses = tuple(
            (source, target, times) for (source, target), times in self._uses[index].most_common()
        )
        colour = index % COLOURS
        entry = None if self._glossary is None else self._glossary.by_id.get(concept)
        if entry is None:
            return Card(concept, colour, layer=self._layers[index], uses=uses)
        period = ""
        if entry.valid_from or entry.valid_to:
            period = f"{entry.valid_from or '…'} – {entry.valid_to or '…'}"
        notes = [entry.note]
        notes += [p.note for p in entry.pairings[1:] if p.label in self._kinds[index]]
        return Card(
            concept,
            colour,
            names=_names(entry, self._first, self._kinds[index]),
            domain=entry.domain,
            layer=entry.layer,
            reviewed=entry.review is Review.REVIEWED,
            confidence=entry.confidence,
            period=period,
            followed_by=entry.superseded_by,
            note="\n".join(n for n in notes if n),
            sources=entry.sources,
            uses=uses,
        )


def _names(entry: Concept, first: Language, kinds: set[str]) -> tuple[Names, ...]:
    return tuple(
        Names(p.label, _name(p, first), _name(p, other(first)))
        for p in entry.pairings
        if p is entry.head or p.label in kinds
    )


def _name(pairing: Pairing, language: Language) -> Name:
    return Name(
        language,
        pairing.preferred(language).form,
        tuple(t.form for t in pairing.in_language(language, Status.VARIANT, Status.ACCEPTED)),
        tuple(
            (t.form, t.reason or (_("outdated") if t.status is Status.DEPRECATED else ""))
            for t in pairing.in_language(language, Status.DEPRECATED, Status.FORBIDDEN)
        ),
    )
