"""From a document's units to sentences ready for the engine."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from glossary.match import Match, Matcher
from glossary.model import Language
from glossary.placeables import placeables
from glossary.require import Requirement, require

from .cascade.protect import Sentence
from .document import Code, Unit
from .memory.recalled import Recalled
from .sentences import segment
from .sentences.casing import is_all_caps, notation, recase
from .sentences.notation import undecided_dates


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a unit, or a stretch that stays as it is.

    Attributes:
        unit: index of the unit.
        start: offset of ``text`` in the unit's text.
        text: the source as read.
        gap: white space after it.
        sentence: what crosses, recased when ``caps``; None for a stretch without words.
        codes: inline markup at its offsets in ``text``.
        tail: inline markup in the white space after it, at its offsets in ``gap``.
        caps: the source is set in capitals.
        ambiguous: matches with rival readings, reported and not applied.
        torn: matches lost because the sentence had to be cut inside them.
        recalled: what a translation memory has for it; with ``used`` there is no ``sentence``.
    """

    unit: int
    start: int
    text: str
    gap: str
    sentence: Sentence | None
    codes: tuple[Code, ...] = ()
    tail: tuple[Code, ...] = ()
    caps: bool = False
    ambiguous: tuple[Match, ...] = ()
    torn: tuple[Match, ...] = ()
    recalled: Recalled | None = None

    @property
    def ready(self) -> Recalled | None:
        """What a memory has for it, where that is used: a person's words stay as they are."""
        return self.recalled if self.recalled is not None and self.recalled.used else None


def prepare(
    units: Sequence[Unit],
    language: Language,
    matcher: Matcher | None,
    too_long: Callable[[str], bool],
) -> tuple[Part, ...]:
    """Cut units into sentences with their terms, kept spans and codes; offsets are the unit's.

    Without a matcher no term is looked for: the engine alone.
    """
    parts: list[Part] = []
    for index, unit in enumerate(units):
        kept = (*unit.keep, *placeables(unit.text), *undecided_dates(unit.text, language))
        keeps = merge(kept)
        caps = is_all_caps(unit.text)
        matches = () if matcher is None else matcher.find(unit.text, skip=keeps, capitals=caps)
        text = unit.text
        if caps:
            names = [(m.start, m.end, m.term.form) for m in matches]
            names += [(a, b, text[a:b]) for a, b in keeps]
            names += notation(text, language)
            cased = recase(text, [n for n in names if len(n[2]) == n[1] - n[0]])
            text = cased if len(cased) == len(text) else text
        pieces = _pieces(text, language, too_long)
        spans = [(m.start, m.end) for m in matches]
        for piece, codes in zip(pieces, _share_codes(unit.codes, pieces), strict=True):
            end = piece[0] + len(piece[1])
            near = matches[_meeting(spans, piece[0], end)]
            held = keeps[_meeting(keeps, piece[0], end)]
            parts.append(_part(index, unit, piece, codes, caps, language, held, near))
    return tuple(parts)


def _meeting(spans: Sequence[tuple[int, int]], start: int, end: int) -> slice:
    """Return which of ``spans``, in order and apart from one another, have a place in start..end.

    >>> _meeting([(0, 3), (4, 6), (8, 9)], 5, 8)
    slice(1, 2, None)
    """
    return slice(
        bisect_right(spans, start, key=lambda span: span[1]),
        bisect_left(spans, end, key=lambda span: span[0]),
    )


def _pieces(
    text: str, language: Language, too_long: Callable[[str], bool]
) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    for sentence in segment.split(text, language):
        if sentence.text and too_long(sentence.text):
            cut = segment.divide(sentence.text, language, too_long)
            for i, piece in enumerate(cut):
                gap = piece.gap if i + 1 < len(cut) else piece.gap + sentence.gap
                found.append((sentence.start + piece.start, piece.text, gap))
        else:
            found.append((sentence.start, sentence.text, sentence.gap))
    return found


def _part(
    index: int,
    unit: Unit,
    piece: tuple[int, str, str],
    codes: Sequence[Code],
    caps: bool,
    language: Language,
    keeps: Sequence[tuple[int, int]],
    matches: Sequence[Match],
) -> Part:
    start, text, gap = piece
    end = start + len(text)
    original = unit.text[start:end]
    inside = [m for m in matches if start <= m.start and m.end <= end]
    torn = tuple(m for m in matches if m.start < end and m.end > start and m not in inside)
    own_keeps = tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in keeps if a < end and b > start
    )
    own_codes = tuple(replace(c, at=c.at - start) for c in codes if c.at <= end)
    tail = tuple(replace(c, at=min(c.at - end, len(gap))) for c in codes if c.at > end)
    if not _has_words(text, own_keeps):
        return Part(index, start, original, gap, None, own_codes, tail, caps, torn=torn)
    moved = [replace(m, start=m.start - start, end=m.end - start) for m in inside]
    requirements: list[Requirement] = [require(m) for m in moved if not m.rivals]
    sentence = Sentence(text, language, tuple(requirements), own_keeps, own_codes)
    ambiguous = tuple(m for m in moved if m.rivals)
    return Part(index, start, original, gap, sentence, own_codes, tail, caps, ambiguous, torn)


def _share_codes(
    codes: Sequence[Code], pieces: Sequence[tuple[int, str, str]]
) -> tuple[tuple[Code, ...], ...]:
    """Deal codes out to the pieces of a text, each to exactly one; offsets are the text's.

    A closing code belongs to the piece that ends there, the others to the piece that begins. A
    pair that spans sentences is treated as two single codes, one in each; one that ends in the
    space behind its piece ends before it, one in that space alone begins the next.
    """
    shares: list[list[Code]] = [[] for _ in pieces]
    owner: dict[tuple[int, str], int] = {}
    opened: dict[int, int] = {}
    starts = [start for start, _, _ in pieces]
    for code in codes:
        before = bisect_left if code.kind == "close" else bisect_right
        home = max(before(starts, code.at) - 1, 0)
        if code.kind == "open" and home + 1 < len(pieces):
            start, text, _ = pieces[home]
            home += start + len(text) <= code.at  # in the gap behind it
        if code.kind == "close":  # a pair around nothing, between two pieces
            home = max(home, owner.get((code.pair, "open"), 0))
        owner[code.pair, code.kind] = home
        start, text, _ = pieces[home]
        at, end = max(code.at, start), start + len(text)
        if code.kind == "open":
            opened[code.pair] = at
        elif code.kind == "close" and start <= opened.get(code.pair, -1) <= end:
            at = min(at, end)
        shares[home].append(replace(code, at=at))
    return tuple(
        tuple(
            replace(c, kind="standalone")
            if owner.get((c.pair, "open")) != owner.get((c.pair, "close"))
            else c
            for c in share
        )
        for share in shares
    )


def cut(part: Part, language: Language, too_long: Callable[[str], bool]) -> tuple[Part, ...] | None:
    """Return a sentence in pieces of which none is ``too_long``, cut at clause boundaries.

    None where there is nothing to cut, or a cut would tear a term or a kept span.
    """
    sentence = part.sentence
    if sentence is None or part.ambiguous:
        return None
    pieces = [
        (p.start, p.text, p.gap)
        for p in segment.divide(sentence.text, language, too_long)
        if p.text
    ]
    spans = [(r.match.start, r.match.end) for r in sentence.requirements]
    spans += list(sentence.keeps)
    starts = [start for start, _, _ in pieces[1:]]
    if len(pieces) < 2 or any(a < s < b for s in starts for a, b in spans):
        return None
    parts: list[Part] = []
    shares = _share_codes(part.codes, pieces)
    for number, ((start, text, gap), codes) in enumerate(zip(pieces, shares, strict=True)):
        end = start + len(text)
        last = number + 1 == len(pieces)
        own = tuple(replace(c, at=min(c.at, end) - start) for c in codes)
        inner = Sentence(
            text,
            language,
            tuple(shifted(r, start) for r in sentence.requirements if start <= r.match.start < end),
            tuple((a - start, b - start) for a, b in sentence.keeps if start <= a < end),
            own,
        )
        parts.append(
            replace(
                part,
                start=part.start + start,
                text=part.text[start:end],
                gap=part.gap if last else gap,
                sentence=inner if _has_words(text, inner.keeps) else None,
                codes=own,
                tail=part.tail if last else (),
                torn=part.torn if number == 0 else (),
                recalled=part.recalled if number == 0 else None,
            )
        )
    return tuple(parts)


def shifted(requirement: Requirement, by: int) -> Requirement:
    """Return the requirement of a text that begins ``by`` code points later."""
    match = requirement.match
    return replace(requirement, match=replace(match, start=match.start - by, end=match.end - by))


def _has_words(text: str, keeps: Sequence[tuple[int, int]]) -> bool:
    """Tell whether anything is left to translate beside kept spans and figures."""
    return any(c.isalpha() and not any(a <= i < b for a, b in keeps) for i, c in enumerate(text))


def merge(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return half-open spans in order, those that overlap joined.

    >>> merge([(3, 5), (0, 2), (4, 8)])
    ((0, 2), (3, 8))
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)


def touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a half-open span overlaps one of ``spans``, in order and apart (:func:`merge`).

    >>> touches([(0, 3), (8, 9)], 2, 4), touches([(0, 3), (8, 9)], 3, 8)
    (True, False)
    """
    first = bisect_right(spans, start, key=lambda span: span[1])
    return first < len(spans) and spans[first][0] < end
