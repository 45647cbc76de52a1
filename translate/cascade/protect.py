"""Spans that must survive, and how a sentence is put before the engine.

Addresses, handles, inline code and placeholders travel as position markers where the model knows
them, else as stand-in words it copies (``XQ1``); inline markup travels as markers or is put back by
alignment. Nothing is ever cut out of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from glossary.model import Language
from glossary.require import Requirement

from ..document import Code
from ..engine import (
    MARKER_RANGE,
    Abilities,
    Annotation,
    Marker,
    Piece,
)
from ..sentences.normalise import normalise
from .empty_pairs import empty_pairs, numbers
from .together import joined

_SCRUB = re.compile(f"[{MARKER_RANGE}]")


class Treatment(Enum):
    """How one required term is put before the engine."""

    PLAIN = "plain"  # as it stands
    ANNOTATED = "annotated"  # with its translation beside it
    SUBSTITUTED = "substituted"  # its translation in its place
    MASKED = "masked"  # a marker or stand-in word in its place


@dataclass(frozen=True, slots=True)
class Hold:
    """Something a marker stands for: a kept span, a code (empty span) or a masked term.

    Offsets are those of the sentence; ``restore`` is put back in place of the marker.
    """

    number: int
    start: int
    end: int
    restore: str
    code: Code | None = None
    requirement: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ready to cross: its text and what in it must survive.

    ``keeps`` are half-open spans; ``codes`` have offsets in ``text``.
    """

    text: str
    language: Language
    requirements: tuple[Requirement, ...] = ()
    keeps: tuple[tuple[int, int], ...] = ()
    codes: tuple[Code, ...] = ()

    @property
    def held(self) -> tuple[tuple[int, int], ...]:
        """Spans of the terms and of what is kept: all that is answered for."""
        return (*((r.match.start, r.match.end) for r in self.requirements), *self.keeps)


@dataclass(frozen=True, slots=True)
class Composed:
    """What the engine gets, and what its markers stand for.

    ``loose`` are the codes that got no marker and are put back by alignment; ``treatments`` tell,
    by requirement, how each term was put before the engine.
    """

    pieces: tuple[Piece, ...]
    holds: tuple[Hold, ...]
    loose: tuple[Code, ...]
    treatments: tuple[Treatment, ...] = ()


_ONE_WORD = re.compile(
    r"\b(?:\d{1,2}[hH]\d\d|(?:\d{1,3}|[IVX]+)(?:ers?|[èe]res?|es?|[èe]mes?|st|nd|rd|th))(?![^\W_])"
)
"""What a code would tear: 1<sup>er</sup>, 18<sup>h</sup>30."""


def compose(
    sentence: Sentence,
    treatments: Mapping[int, Treatment],
    abilities: Abilities,
    *,
    copied: Sequence[tuple[int, int]] = (),
    with_codes: bool = True,
    normalised: bool = True,
) -> Composed:
    """Return ``sentence`` as pieces for the engine; requirements are treated by index.

    The spans ``copied`` are annotated with themselves: names that cross as they are. Kept spans get
    markers first, then masked terms, then inline codes, as far as the model's markers reach.
    """
    treatments, phrases = _with_phrases(sentence, treatments)
    spans: list[tuple[int, int, int]] = []  # start, end, requirement
    for index, requirement in enumerate(sentence.requirements):
        start, end = requirement.match.start, requirement.match.end
        if treatments.get(index, Treatment.PLAIN) is not Treatment.PLAIN:
            spans.append((start, end, index))
    holds: list[Hold] = []
    for start, end in sentence.keeps:
        holds.append(Hold(len(holds) + 1, start, end, sentence.text[start:end]))
    for start, end, index in spans:
        if treatments[index] is Treatment.MASKED:
            form = sentence.requirements[index].form
            holds.append(Hold(len(holds) + 1, start, end, form, requirement=index))
    told = [(s, phrases[i][0] if i in phrases else e) for s, e, i in spans]
    told += [m.span() for m in _ONE_WORD.finditer(sentence.text)] if sentence.codes else []
    apart = numbers(empty_pairs(sentence.codes, sentence.text))
    loose: list[Code] = []
    for code in sentence.codes:
        outside = code.pair in apart or (code.kind == "standalone" and at_edge(code, sentence.text))
        inside = any(s < code.at < e for s, e in told) or any(
            h.start < code.at < h.end for h in holds
        )
        if not with_codes or outside or inside or len(holds) >= abilities.markers:
            loose.append(code)
        else:
            holds.append(Hold(len(holds) + 1, code.at, code.at, "", code=code))
    broken = broken_pairs(loose)
    if broken:  # half a pair is worth nothing: both ends are aligned
        loose += [h.code for h in holds if h.code is not None and h.code.pair in broken]
        holds = [h for h in holds if h.code is None or h.code.pair not in broken]
    return Composed(
        _pieces(sentence, treatments, phrases, spans, copied, holds, abilities, normalised),
        tuple(holds),
        tuple(sorted(loose, key=lambda c: c.at)),
        tuple(treatments.get(i, Treatment.PLAIN) for i in range(len(sentence.requirements))),
    )


def _with_phrases(
    sentence: Sentence, treatments: Mapping[int, Treatment]
) -> tuple[Mapping[int, Treatment], dict[int, tuple[int, str]]]:
    """Return the treatments, and phrases of two terms by the first: where they end, their form."""
    requirements = sentence.requirements
    free = {
        i: treatments.get(i, Treatment.PLAIN) is Treatment.ANNOTATED
        for i in range(len(requirements))
        if treatments.get(i, Treatment.PLAIN) in (Treatment.PLAIN, Treatment.ANNOTATED)
    }
    annotated = [i for i, told in free.items() if told]
    if not annotated:
        return treatments, {}
    chosen = dict(treatments)
    phrases: dict[int, tuple[int, str]] = {}
    for one, two, phrase in joined(sentence.text, sentence.language, requirements, annotated):
        if one in free and two in free:
            chosen[one] = chosen[two] = Treatment.ANNOTATED
            phrases[one] = requirements[two].match.end, phrase
    return chosen, phrases


def at_edge(code: Code, text: str) -> bool:
    """Tell whether a code stands before or behind a whole sentence, where no engine need see it."""
    return not text[: code.at].strip() or not text[code.at :].strip()


def broken_pairs(codes: Sequence[Code]) -> set[int]:
    """Return the numbers of the pairs that have a half in ``codes``."""
    return {c.pair for c in codes if c.kind != "standalone"}


def _pieces(
    sentence: Sentence,
    treatments: Mapping[int, Treatment],
    phrases: Mapping[int, tuple[int, str]],
    spans: Sequence[tuple[int, int, int]],
    copied: Sequence[tuple[int, int]],
    holds: Sequence[Hold],
    abilities: Abilities,
    normalised: bool,
) -> tuple[Piece, ...]:
    def plain(text: str) -> str:
        text = _SCRUB.sub("", text)
        return normalise(text, sentence.language) if normalised else text

    events: list[tuple[int, int, int, Piece]] = []
    for order, hold in enumerate(holds):
        piece: Piece = (
            Marker(hold.number) if hold.number <= abilities.markers else stand_in(hold.number)
        )
        # closing codes stand before opening ones, and both before what begins at their offset
        rank = 3 if hold.code is None else 1 if hold.code.kind == "close" else 2
        events.append((hold.start, rank * 1000 + order, hold.end, piece))
    for start, end in copied:
        name = plain(sentence.text[start:end])
        events.append((start, 9000, end, _annotation(name, name)))
    for start, end, index in spans:
        treatment = treatments[index]
        form = sentence.requirements[index].form
        if index in phrases:  # the second of the two begins within, and is passed over
            end, form = phrases[index]
        if treatment is Treatment.ANNOTATED:
            events.append(
                (start, 9000, end, _annotation(plain(sentence.text[start:end]), plain(form)))
            )
        elif treatment is Treatment.SUBSTITUTED:
            events.append((start, 9000, end, plain(form)))
    pieces: list[Piece] = []
    at = 0
    for start, _, end, piece in sorted(events, key=lambda e: (e[0], e[1])):
        if start < at:
            continue  # overlapped by a kept span
        if start > at:
            pieces.append(plain(sentence.text[at:start]))
        pieces.append(piece)
        at = end
    if at < len(sentence.text):
        pieces.append(plain(sentence.text[at:]))
    return _merged(pieces)


def _annotation(source: str, target: str) -> Annotation:
    # subwords mark the start of a word by the space before it: without one the model reads, and
    # writes, the middle of a word ("thejuas" for "the juntas")
    return Annotation(f" {source}", f" {target}")


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join neighbouring text, so that a plain sentence is one string."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, str) and isinstance(last, str):
            merged[-1] = last + piece
        elif piece != "":
            merged.append(piece)
    return tuple(merged)


def stand_in(number: int) -> str:
    """Return the word that stands for a kept span in models without markers.

    >>> stand_in(2)
    'XQ2'
    """
    return f"XQ{number}"
