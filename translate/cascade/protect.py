"""Spans that must survive, and how a sentence is put before the engine.

Addresses, handles, inline code and placeholders travel as position markers where the model knows
them, else as stand-in words it copies (``XQ1``); inline markup travels as markers or is put back by
alignment. Nothing is ever cut out of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from glossary.model import Language
from glossary.require import Requirement

from ..document import Code
from ..engine import (
    MARKER_RANGE,
    Abilities,
    Annotation,
    Marker,
    Piece,
    marker,
)
from ..sentences.normalise import normalise

_SCRUB = re.compile(f"[{MARKER_RANGE}]")
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}»”’'…%-/")
_NO_SPACE_AFTER = frozenset("([{«“‘'’-/")


Anchor = tuple[int, int, int, int]
"""Source start and end, target start and end of what is known to answer each other."""


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


def compose(
    sentence: Sentence,
    treatments: Mapping[int, Treatment],
    abilities: Abilities,
    *,
    with_codes: bool = True,
    normalised: bool = True,
) -> Composed:
    """Return ``sentence`` as pieces for the engine; requirements are treated by index.

    Kept spans get markers first, then masked terms, then inline codes, as far as the model's
    markers reach.
    """
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
    loose: list[Code] = []
    for code in sentence.codes:
        inside = any(s < code.at < e for s, e, _ in spans) or any(
            h.start < code.at < h.end for h in holds
        )
        if not with_codes or inside or len(holds) >= abilities.markers:
            loose.append(code)
        else:
            holds.append(Hold(len(holds) + 1, code.at, code.at, "", code=code))
    broken = _broken_pairs(loose)
    if broken:  # half a pair is worth nothing: both ends are aligned
        loose += [h.code for h in holds if h.code is not None and h.code.pair in broken]
        holds = [h for h in holds if h.code is None or h.code.pair not in broken]
    return Composed(
        _pieces(sentence, treatments, spans, holds, abilities, normalised),
        tuple(holds),
        tuple(sorted(loose, key=lambda c: c.at)),
        tuple(treatments.get(i, Treatment.PLAIN) for i in range(len(sentence.requirements))),
    )


def _broken_pairs(codes: Sequence[Code]) -> set[int]:
    return {c.pair for c in codes if c.kind != "standalone"}


def _pieces(
    sentence: Sentence,
    treatments: Mapping[int, Treatment],
    spans: Sequence[tuple[int, int, int]],
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
    for start, end, index in spans:
        treatment = treatments[index]
        form = sentence.requirements[index].form
        if treatment is Treatment.ANNOTATED:
            events.append(
                (start, 9000, end, Annotation(plain(sentence.text[start:end]), plain(form)))
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


@dataclass(frozen=True, slots=True)
class Restored:
    """A hypothesis with everything put back.

    Attributes:
        text: the target sentence.
        kept: half-open spans of what was put back, which no later pass may touch.
        codes: codes at their offsets in ``text``, in order.
        missing: kept spans and masked terms that the engine lost.
        loose: codes that the engine lost or put in an impossible order.
        masked: requirement index -> span of its form.
    """

    text: str
    kept: tuple[tuple[int, int], ...]
    codes: tuple[Code, ...]
    missing: tuple[Hold, ...]
    loose: tuple[Code, ...]
    masked: tuple[tuple[int, int, int], ...] = ()


def restore(hypothesis: str, sentence: Sentence, composed: Composed) -> Restored:
    """Return the hypothesis with kept spans, masked terms and codes in place of their markers."""
    text = hypothesis
    for hold in composed.holds:  # tolerant: 'xq 1', 'XQ1s'
        text = re.sub(rf"[Xx]\s?[Qq]\s?{hold.number}(?!\d)", marker(hold.number), text)
    by_number = {h.number: h for h in composed.holds}
    parts = re.split(f"([{MARKER_RANGE}])", text)
    counts: dict[int, int] = {}
    for part in parts[1::2]:
        number = ord(part) - ord(marker(0))
        counts[number] = counts.get(number, 0) + 1
    out = ""
    kept: list[tuple[int, int]] = []
    masked: list[tuple[int, int, int]] = []
    placed: list[Code] = []
    seen: set[int] = set()
    for i, part in enumerate(parts):
        if i % 2 == 0:
            out = _join_text(out, part, placed)
            continue
        number = ord(part) - ord(marker(0))
        if number not in by_number or number in seen:
            continue
        hold = by_number[number]
        seen.add(number)
        if hold.code is not None:
            placed.append(_at(hold.code, len(out)))
            continue
        following = parts[i + 1] if i + 1 < len(parts) else ""
        if out and not out[-1].isspace() and _spaced_before(sentence.text, hold, out[-1]):
            out += " "
        start = len(out)
        out += hold.restore
        kept.append((start, len(out)))
        if hold.requirement is not None:
            masked.append((hold.requirement, start, len(out)))
        after = sentence.text[hold.end : hold.end + 1]
        if after.isspace() and following[:1].isalnum():
            out += " "
    # of a doubled marker the first was taken, the others dropped
    missing = tuple(h for h in composed.holds if h.code is None and not counts.get(h.number))
    lost = [h.code for h in composed.holds if h.code is not None and counts.get(h.number, 0) != 1]
    good = _well_formed(placed, _broken_pairs(lost))
    stand = {(c.pair, c.kind) for c in good}
    loose = [
        c
        for c in (*composed.loose, *(h.code for h in composed.holds if h.code is not None))
        if (c.pair, c.kind) not in stand
    ]
    snapped = tuple(_snap(c, out) for c in good)
    stripped = len(out) - len(out.lstrip())
    final = out.strip()
    limit = len(final)

    def clip(position: int) -> int:
        return max(0, min(limit, position - stripped))

    return Restored(
        final,
        tuple((clip(a), clip(b)) for a, b in kept),
        tuple(_at(c, clip(c.at)) for c in snapped),
        missing,
        tuple(sorted(loose, key=lambda c: c.at)),
        tuple((r, clip(a), clip(b)) for r, a, b in masked),
    )


def reinsert(restored: Restored, sentence: Sentence, anchors: Sequence[Anchor]) -> Restored:
    """Return the sentence with every lost kept span put back where alignment points.

    An address in a doubtful place is better than none; the caller reports it.
    """
    for hold in restored.missing:
        if hold.requirement is not None:
            continue
        points = _points(anchors, len(sentence.text), len(restored.text))
        at = _word_edge(restored.text, _interpolate(points, hold.start), "open")
        if any(a < at < b for a, b in restored.kept):
            at = next(b for a, b in restored.kept if a < at < b)
        before = " " if at and not restored.text[at - 1].isspace() else ""
        after = " " if restored.text[at : at + 1].isalnum() else ""
        new = before + hold.restore + after
        size = len(new)

        def move(position: int, at: int = at, size: int = size) -> int:
            return position if position < at else position + size

        start = at + len(before)
        restored = replace(
            restored,
            text=restored.text[:at] + new + restored.text[at:],
            kept=(
                *((move(a), move(b - 1) + 1) for a, b in restored.kept),
                (start, start + len(hold.restore)),
            ),
            codes=tuple(_at(c, move(c.at)) for c in restored.codes),
            masked=tuple((r, move(a), move(b - 1) + 1) for r, a, b in restored.masked),
        )
    return replace(
        restored, missing=tuple(h for h in restored.missing if h.requirement is not None)
    )


def _at(code: Code, position: int) -> Code:
    return Code(position, code.raw, code.kind, code.pair)


def _join_text(out: str, part: str, placed: Sequence[Code]) -> str:
    """Append text, without doubling the space that a removed code marker leaves behind."""
    paired = bool(placed) and placed[-1].kind != "standalone"
    if paired and out.endswith(" ") and part.startswith(" "):
        part = part[1:]
    return out + part


def _spaced_before(source: str, hold: Hold, last: str) -> bool:
    before = source[hold.start - 1 : hold.start] if hold.start else ""
    return before.isspace() and last not in _NO_SPACE_AFTER


def _snap(code: Code, text: str) -> Code:
    """Return the code moved to the edge of a word: opening ones right, closing ones left."""
    at = code.at
    if code.kind == "close":
        while at > 0 and text[at - 1].isspace():
            at -= 1
    elif code.kind == "open":
        while at < len(text) and text[at].isspace():
            at += 1
    return _at(code, at)


def _well_formed(placed: Sequence[Code], dead: set[int]) -> list[Code]:
    """Return the codes whose pairs open before they close and nest; ``dead`` pairs are lost."""
    crossed: set[int] = set(dead)
    stack: list[int] = []
    for code in placed:
        if code.kind == "open":
            stack.append(code.pair)
        elif code.kind == "close":
            if stack and stack[-1] == code.pair:
                stack.pop()
            else:
                crossed.add(code.pair)
                if code.pair in stack:
                    stack.remove(code.pair)
    crossed.update(stack)
    return [c for c in placed if c.kind == "standalone" or c.pair not in crossed]


def realign(restored: Restored, sentence: Sentence, anchors: Sequence[Anchor]) -> tuple[Code, ...]:
    """Return all codes in place: those the engine lost are put back by alignment.

    Between anchors offsets are interpolated and moved to the edge of a word.
    """
    if not restored.loose:
        return restored.codes
    points = _points(anchors, len(sentence.text), len(restored.text))
    moved = [
        _at(code, _word_edge(restored.text, _interpolate(points, code.at), code.kind))
        for code in restored.loose
    ]
    by_pair = {c.pair: c for c in moved if c.kind == "open"}
    fixed: list[Code] = []
    for code in moved:
        opening = by_pair.get(code.pair)
        if code.kind == "close" and opening is not None and code.at <= opening.at:
            code = _at(code, _next_word_end(restored.text, opening.at))
        fixed.append(code)
    order = {(c.pair, c.kind): i for i, c in enumerate(sentence.codes)}
    merged = sorted(
        (*restored.codes, *fixed),
        key=lambda c: (c.at, 0 if c.kind == "close" else 1, order.get((c.pair, c.kind), 0)),
    )
    good = _well_formed(merged, set())
    if len(good) == len(merged):
        return tuple(merged)
    # pairs that cross each other: keep their words together, in source order, at the first place
    return _nested(merged, sentence, restored.text)


def _points(anchors: Sequence[Anchor], source: int, target: int) -> list[tuple[int, int]]:
    points = [(0, 0)]
    for s, e, ts, te in sorted(anchors):
        if s >= points[-1][0] and ts >= points[-1][1]:
            points += [(s, ts), (e, te)]
    return [*points, (source, target)]


def _nested(codes: Sequence[Code], sentence: Sentence, text: str) -> tuple[Code, ...]:
    """Return codes in source order at non-decreasing offsets: always well formed."""
    positions = {(c.pair, c.kind): c.at for c in codes}
    result: list[Code] = []
    at = 0
    for code in sentence.codes:
        at = max(at, positions.get((code.pair, code.kind), at))
        result.append(_at(code, min(at, len(text))))
    return tuple(result)


def _interpolate(points: Sequence[tuple[int, int]], position: int) -> int:
    for (s0, t0), (s1, t1) in pairwise(points):
        if s0 <= position <= s1:
            return t0 if s1 == s0 else round(t0 + (position - s0) * (t1 - t0) / (s1 - s0))
    return points[-1][1]


def _word_edge(text: str, position: int, kind: str) -> int:
    """Return the nearest edge of a word: a start for opening codes, an end for closing ones."""
    pattern = r"\b\w" if kind != "close" else r"\w\b"
    offset = 0 if kind != "close" else 1
    edges = [m.start() + offset for m in re.finditer(pattern, text)]
    return min(edges, key=lambda e: (abs(e - position), e), default=min(position, len(text)))


def _next_word_end(text: str, position: int) -> int:
    match = re.compile(r"\w+").search(text, position)
    return match.end() if match else len(text)
