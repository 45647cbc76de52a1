"""A hypothesis with everything put back: kept spans, masked terms, inline codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Code
from ..engine import MARKER_RANGE, Marker, marker
from .protect import Composed, Hold, Sentence, broken_pairs

_STAND_IN = r"(?:XQ|(?<![^\W\d_])[Xx]\s?[Qq]\s?){}(?!\d)"
"""A stand-in word as an engine may write it: *XQ1s*, *xq 1*; but *Fox Q1* is none."""

_NO_SPACE_AFTER = frozenset("([{«“‘'’-/")


@dataclass(frozen=True, slots=True)
class Restored:
    """A hypothesis with everything put back.

    Attributes:
        text: the target sentence.
        kept: half-open spans of the kept spans put back, which no later pass may touch.
        codes: codes at their offsets in ``text``, in order.
        missing: kept spans and masked terms that the engine lost.
        loose: codes that the engine lost or put in an impossible order.
    """

    text: str
    kept: tuple[tuple[int, int], ...]
    codes: tuple[Code, ...]
    missing: tuple[Hold, ...]
    loose: tuple[Code, ...]


def restore(hypothesis: str, sentence: Sentence, composed: Composed) -> Restored:
    """Return the hypothesis with kept spans, masked terms and codes in place of their markers."""
    text = hypothesis
    marked = {piece.number for piece in composed.pieces if isinstance(piece, Marker)}
    for number in sorted({hold.number for hold in composed.holds} - marked):
        text = re.sub(_STAND_IN.format(number), marker(number), text)
    by_number = {h.number: h for h in composed.holds}
    parts = re.split(f"([{MARKER_RANGE}])", text)
    counts: dict[int, int] = {}
    for part in parts[1::2]:
        number = ord(part) - ord(marker(0))
        counts[number] = counts.get(number, 0) + 1
    out = ""
    kept: list[tuple[int, int]] = []
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
            placed.append(moved(hold.code, len(out)))
            continue
        following = parts[i + 1] if i + 1 < len(parts) else ""
        if out and not out[-1].isspace() and _spaced_before(sentence.text, hold, out[-1]):
            out += " "
        start = len(out)
        out += hold.restore
        if hold.requirement is None:  # a term is one like any other once it stands
            kept.append((start, len(out)))
        after = sentence.text[hold.end : hold.end + 1]
        if after.isspace() and following[:1].isalnum():
            out += " "
    # of a doubled marker the first was taken, the others dropped
    missing = tuple(h for h in composed.holds if h.code is None and not counts.get(h.number))
    lost = [h.code for h in composed.holds if h.code is not None and counts.get(h.number, 0) != 1]
    good = well_formed(placed, broken_pairs(lost))
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
        tuple(moved(c, clip(c.at)) for c in snapped),
        missing,
        tuple(sorted(loose, key=lambda c: c.at)),
    )


def moved(code: Code, position: int) -> Code:
    """Return the code at another offset."""
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
    return moved(code, at)


def well_formed(placed: Sequence[Code], dead: set[int]) -> list[Code]:
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
