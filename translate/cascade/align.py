"""By alignment: where what the engine lost belongs, between what is known to answer each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ..document import Code, CodeKind
from .empty_pairs import apart, as_one, empty_pairs
from .landmarks import Anchor as Anchor
from .landmarks import chain, landmarks, paired
from .protect import Hold, Sentence, at_edge
from .restore import Restored, moved, well_formed


def reinsert(restored: Restored, sentence: Sentence, anchors: Sequence[Anchor]) -> Restored:
    """Return the sentence with every lost kept span put back where alignment points.

    An address in a doubtful place is better than none; the caller reports it.
    """
    known = list(anchors)
    missing = [h for h in restored.missing if h.requirement is None]
    for index, hold in enumerate(missing):
        at = _gap_for(hold, missing[index:], restored, sentence, known)
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
            codes=tuple(moved(c, move(c.at)) for c in restored.codes),
        )
        known = [(a, b, move(c), move(d - 1) + 1) for a, b, c, d in known]
        known.append((hold.start, hold.end, start, start + len(hold.restore)))
    return replace(
        restored, missing=tuple(h for h in restored.missing if h.requirement is not None)
    )


def _gap_for(
    hold: Hold,
    missing: Sequence[Hold],
    restored: Restored,
    sentence: Sentence,
    anchors: Sequence[Anchor],
) -> int:
    """Return where a lost span goes: before a word, or behind the last one."""

    def squeezed(position: int) -> int:  # what is missing has no length in the target
        return position - sum(max(0, min(position, h.end) - h.start) for h in missing)

    text = restored.text
    points = _points(_all(anchors, sentence, text), sentence, text)
    expected = _interpolate([(squeezed(s), t) for s, t in points], squeezed(hold.start))
    at = _word_edge(text, expected, "open")
    last = max((m.end() for m in re.finditer(r"\w\b", text)), default=at)
    if abs(last - expected) < abs(at - expected):
        at = last
    return next((b for a, b in restored.kept if a < at < b), at)


def realign(restored: Restored, sentence: Sentence, anchors: Sequence[Anchor]) -> tuple[Code, ...]:
    """Return all codes in place: those the engine lost are put back by alignment.

    A pair around all words stays around all, one around words of which most have an answer goes
    around the answers; for all others offsets are interpolated between anchors and moved to the
    edge of a word. A pair that the engine put around other words than the answers counts as lost.
    A pair around no word stays around none.
    """
    blocks = empty_pairs(sentence.codes, sentence.text)
    if blocks:
        restored = replace(restored, loose=as_one(restored.loose, blocks))
        sentence = replace(sentence, codes=as_one(sentence.codes, blocks))
    return apart(_realigned(restored, sentence, anchors), blocks)


def _realigned(
    restored: Restored, sentence: Sentence, anchors: Sequence[Anchor]
) -> tuple[Code, ...]:
    if not sentence.codes:
        return restored.codes
    every = _all([*anchors, *_survivors(restored, sentence)], sentence, restored.text)
    sure = {**_around_answers(sentence, every), **_around_all(sentence, restored.text)}
    restored = _without_doubtful(restored, sentence, sure)
    if not restored.loose:
        return restored.codes
    points = _points(every, sentence, restored.text)
    found = [
        moved(
            code,
            sure[code.pair][code.kind == "close"]
            if code.pair in sure and code.kind != "standalone"
            else _place(code, points, restored, sentence.text),
        )
        for code in restored.loose
    ]
    by_pair = {c.pair: c for c in found if c.kind == "open"}
    fixed: list[Code] = []
    for code in found:
        opening = by_pair.get(code.pair)
        if code.kind == "close" and opening is not None and code.at <= opening.at:
            code = moved(code, _next_word_end(restored.text, opening.at))
        fixed.append(code)
    order = {(c.pair, c.kind): i for i, c in enumerate(sentence.codes)}
    merged = sorted(
        (*restored.codes, *fixed),
        key=lambda c: (c.at, 0 if c.kind == "close" else 1, order.get((c.pair, c.kind), 0)),
    )
    good = well_formed(merged, set())
    if len(good) == len(merged):
        return tuple(merged)
    # pairs that cross each other: keep their words together, in source order, at the first place
    return _nested(merged, sentence, restored.text)


def _place(code: Code, points: Sequence[tuple[int, int]], restored: Restored, source: str) -> int:
    """Return the edge of a word for a code; a single one stays before or behind the sentence."""
    if code.kind == "standalone" and at_edge(code, source):
        return 0 if not source[: code.at].strip() else len(restored.text)
    expected = _interpolate(points, code.at)
    return _word_edge(restored.text, expected, _side(code, source), restored.kept)


def _side(code: Code, text: str) -> CodeKind:
    """Return the kind of code that sticks to words as this one does: a note closes its word."""
    behind = text[max(0, code.at - 1) : code.at].isalnum()
    return "close" if behind and code.kind == "standalone" else code.kind


def _survivors(restored: Restored, sentence: Sentence) -> list[Anchor]:
    """Return kept spans as anchors: they answer each other letter by letter."""
    before = [(sentence.text[a:b], a, b) for a, b in sentence.keeps]
    after = [(restored.text[a:b], a, b) for a, b in sorted(restored.kept)]
    return paired(before, after, ())


def _all(anchors: Sequence[Anchor], sentence: Sentence, text: str) -> list[Anchor]:
    """Return the anchors and the landmarks beside them."""
    seen = landmarks(sentence.text, text, sentence.language)
    return [
        *anchors,
        *(
            mark
            for mark in seen
            if not any(
                (a < mark[1] and mark[0] < b) or (c < mark[3] and mark[2] < d)
                for a, b, c, d in anchors
            )
        ),
    ]


def _points(every: Sequence[Anchor], sentence: Sentence, text: str) -> list[tuple[int, int]]:
    points = [(0, 0)]
    for s, e, ts, te in chain(every):
        points += [(s, ts), (e, te)]
    return [*points, (len(sentence.text), len(text))]


def _around_answers(sentence: Sentence, every: Sequence[Anchor]) -> dict[int, tuple[int, int]]:
    """Return where pairs begin and end whose words are known in the target, by their number."""
    result: dict[int, tuple[int, int]] = {}
    pairs = _pairs(sentence.codes)
    for pair, (start, end) in pairs.items():
        # more than half of a term is the term, unless the rest is marked as well
        others = [(s, e) for s, e in pairs.values() if e <= start or end <= s]
        own = [
            a
            for a in every
            if 2 * (min(a[1], end) - max(a[0], start)) > a[1] - a[0]
            and not any(s < a[1] and a[0] < e for s, e in others)
        ]
        words = _letters(sentence.text[start:end])
        said = sum(_letters(sentence.text[max(a, start) : min(b, end)]) for a, b, _, _ in own)
        if not own or 2 * said < words:
            continue
        first, last = min(a[2] for a in own), max(a[3] for a in own)
        between = [a for a in every if a not in own and a[2] < last and a[3] > first]
        if not between and last - first <= _longest(end - start):
            result[pair] = (first, last)
    return result


def _around_all(sentence: Sentence, text: str) -> dict[int, tuple[int, int]]:
    """Return the same for pairs around all words of a sentence: a lead paragraph in bold."""
    result: dict[int, tuple[int, int]] = {}
    words = [m.span() for m in re.finditer(r"\w+", text)]
    for pair, (start, end) in _pairs(sentence.codes).items():
        before, after = sentence.text[:start].strip(), sentence.text[end:].strip()
        if words and _letters(sentence.text[start:end]) and not _letters(before + after):
            result[pair] = (
                words[0][0] if before else 0,
                words[-1][1] if after else len(text),
            )
    return result


def _without_doubtful(
    restored: Restored, sentence: Sentence, sure: Mapping[int, tuple[int, int]]
) -> Restored:
    """Take the pairs for lost that cannot be where the engine put them."""
    source = _pairs(sentence.codes)
    doubtful = set()
    for pair, (start, end) in _pairs(restored.codes).items():
        first, last = sure.get(pair, (end, start))
        begin, stop = source.get(pair, (0, len(sentence.text)))
        if start > first or end < last or end - start > _longest(stop - begin):
            doubtful.add(pair)
    if not doubtful:
        return restored
    back = [c for c in sentence.codes if c.pair in doubtful]
    return replace(
        restored,
        codes=tuple(c for c in restored.codes if c.pair not in doubtful),
        loose=tuple(sorted((*restored.loose, *back), key=lambda c: c.at)),
    )


def _pairs(codes: Sequence[Code]) -> dict[int, tuple[int, int]]:
    """Return where pairs begin and end, by their number."""
    ends = {c.pair: c.at for c in codes if c.kind == "close"}
    return {c.pair: (c.at, ends[c.pair]) for c in codes if c.kind == "open" and c.pair in ends}


def _longest(size: int) -> int:
    """Return the most characters that the translation of so many can have."""
    return 2 * size + 10


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _nested(codes: Sequence[Code], sentence: Sentence, text: str) -> tuple[Code, ...]:
    """Return codes in source order at non-decreasing offsets: always well formed."""
    positions = {(c.pair, c.kind): c.at for c in codes}
    result: list[Code] = []
    at = 0
    for code in sentence.codes:
        at = max(at, positions.get((code.pair, code.kind), at))
        result.append(moved(code, min(at, len(text))))
    return tuple(result)


def _interpolate(points: Sequence[tuple[int, int]], position: int) -> int:
    for (s0, t0), (s1, t1) in pairwise(points):
        if s0 <= position <= s1:
            return t0 if s1 == s0 else round(t0 + (position - s0) * (t1 - t0) / (s1 - s0))
    return points[-1][1]


def _word_edge(
    text: str, position: int, kind: CodeKind, kept: Sequence[tuple[int, int]] = ()
) -> int:
    """Return the nearest edge of a word: a start for opening codes, an end for closing ones.

    A kept span is a word of its own, even where letters touch it.
    """
    # the s of a possessive is no word
    pattern = r"(?<!\w['’])\b\w|\b\w(?!\b)" if kind != "close" else r"\w\b"
    offset = 0 if kind != "close" else 1
    edges = [m.start() + offset for m in re.finditer(pattern, text)]
    edges = [e for e in edges if not any(a < e < b for a, b in kept)]
    for start, end in kept:
        if kind != "close":
            edges += (start, end) if text[end : end + 1].isalnum() else (start,)
        else:
            edges += (start, end) if start and text[start - 1].isalnum() else (end,)
    return min(edges, key=lambda e: (abs(e - position), e), default=min(position, len(text)))


def _next_word_end(text: str, position: int) -> int:
    match = re.compile(r"\w+").search(text, position)
    return match.end() if match else len(text)
