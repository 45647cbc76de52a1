"""Finding a concept by what one remembers of it: no accents, no capitals, slips of the keyboard.

Words are compared, not whole forms: an editor types "groupe soutien islam". A word that stands
nowhere in the glossary is replaced by the nearest ones with `difflib`, from the standard library:
over the few thousand distinct words of a term base it needs some tens of milliseconds, and only
for words that are misspelt, so a faster matcher would be one dependency more for nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .model import Concept, Glossary, Status
from .text import fold_key

NEAR = 0.75
"""Least `difflib` ratio of two words that count as one misspelt: "djihadist", "jihadiste"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found, how well (0 to 1), and the form or field that answered."""

    concept: Concept
    score: float
    why: str


def search(glossary: Glossary, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
    """Return the concepts that answer ``words``, best first.

    All words must be found in one form (or in the id or the note, for less): whole words count
    more than beginnings, beginnings more than near words, short forms more than long ones.

    >>> from .formats.entry import Entry
    >>> from .formats.entries import concepts
    >>> gao = Glossary(concepts([Entry("menaka", "Ménaka", "Ménaka")]))
    >>> [h.concept.id for h in search(gao, "MENACA")]
    ['menaka']
    """
    asked = _words(words)
    if not asked:
        return ()
    fields = [(concept, list(_fields(concept))) for concept in glossary]
    vocabulary = {word for _, own in fields for _, _, found in own for word in found}
    accepted = [_accepted(word, vocabulary) for word in asked]
    hits: list[Hit] = []
    for concept, own in fields:
        best = max(
            ((_score(accepted, found) * weight, shown) for shown, weight, found in own),
            key=lambda pair: pair[0],
            default=(0.0, ""),
        )
        if best[0] > 0:
            hits.append(Hit(concept, round(best[0], 3), best[1]))
    hits.sort(key=lambda h: (-h.score, h.concept.id))
    return tuple(hits[:limit])


def by_form(glossary: Glossary, text: str) -> tuple[Concept, ...]:
    """Return the concepts of that id or with that form, whatever its accents and capitals.

    >>> from .formats.entry import Entry
    >>> from .formats.entries import concepts
    >>> gao = Glossary(concepts([Entry("menaka", "Ménaka", "Ménaka")]))
    >>> [c.id for c in by_form(gao, "MENAKA")]
    ['menaka']
    """
    if text in glossary.by_id:
        return (glossary.by_id[text],)
    key = fold_key(text)
    return tuple(
        c
        for c in glossary
        if any(fold_key(t.form) == key for _, t in c.terms() if t.status is not Status.FORBIDDEN)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold_key(text))


def _fields(concept: Concept) -> Iterator[tuple[str, float, list[str]]]:
    seen: set[str] = set()
    for _, term in concept.terms():
        if term.form not in seen:
            seen.add(term.form)
            weight = 0.8 if term.status is Status.FORBIDDEN else 1.0
            yield term.form, weight, _words(term.form)
    yield concept.id, 0.9, _words(concept.id)
    if concept.note:
        yield "note", 0.4, _words(concept.note)


def _accepted(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """Return the words of the glossary that answer ``word``, with how well they do."""
    found = {w: 0.85 for w in vocabulary if w.startswith(word)}
    if word in found:
        found[word] = 1.0
    if not found:
        near = difflib.get_close_matches(word, sorted(vocabulary), n=8, cutoff=NEAR)
        found = {w: 0.7 * difflib.SequenceMatcher(None, word, w).ratio() for w in near}
    return found


def _score(accepted: list[dict[str, float]], found: list[str]) -> float:
    """Return how well a field's words answer: 0 unless every word asked is among them."""
    scores: list[float] = []
    for answers in accepted:
        best = max((answers.get(word, 0.0) for word in found), default=0.0)
        if best == 0:
            return 0.0
        scores.append(best)
    share = len(accepted) / max(len(found), len(accepted))
    return sum(scores) / len(scores) * (0.7 + 0.3 * share)
