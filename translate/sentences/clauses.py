"""Where an over-long sentence may be cut: at the best clause boundary that fits.

The embedded model was trained on rows of at most about 120 subword tokens and fails beyond its
positions, so a longer sentence must be cut, as far as possible where a translator would.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping

from glossary.model import Language

TooLong = Callable[[str], bool]

_CONJUNCTIONS: Mapping[Language, str] = {
    "fr": "et|mais|ou|or|donc|car|ni|puis|tandis que|alors que|bien que|après que|parce que|si",
    "en": "and|but|or|nor|so|yet|while|whereas|although|though|because|after|before|since|if",
}
_RELATIVES: Mapping[Language, str] = {
    "fr": "qui|que|dont|où|lequel|laquelle|lesquels|lesquelles|auquel|duquel",
    "en": "which|who|whom|whose|where|that",
}


def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    """Return what a piece may begin after, best boundary first."""
    return tuple(
        re.compile(pattern)
        for pattern in (
            r"(?<=[;.!?…])\s+(?=\S)",
            r"(?<=:)\s+(?=\S)",
            r"(?<=\s[-–—])\s+(?=\S)|(?<=\w—)(?=\w)",
            rf"(?<=,)\s+(?=(?:{_CONJUNCTIONS[language]})\b)",
            rf"(?<=\S)\s+(?=(?:{_RELATIVES[language]})\b)",
            r"(?<=,)\s+(?=\S)",
            r"(?<=\S)[ \t\r\n]+(?=[^\s:;!?»%])",
            r"(?<=\S)\s+(?=\S)",
        )
    )


_CLASSES: Mapping[Language, tuple[re.Pattern[str], ...]] = {
    "fr": _patterns("fr"),
    "en": _patterns("en"),
}
_FIRST_TRY = 400  # characters; about 100 tokens
_SHORT = 0.35  # of what fits: a piece shorter than this is worse than a weaker boundary


def cuts(text: str, language: Language, too_long: TooLong) -> list[int]:
    """Return the offsets at which the second and later pieces of ``text`` begin, rising.

    Boundaries, best first: full stop or semicolon, colon, dash, comma before a conjunction,
    relative pronoun, comma, space, no-break space, and at last any place between two
    characters as readers see them. The last two pieces are balanced, so that no stump is left
    at the end. The number of calls of ``too_long`` grows with the number of pieces, and none
    sees much more than a piece.

    >>> cuts("dix, deux et trois", "fr", lambda t: len(t) > 14)
    [5]
    """
    if not text or not too_long(text.strip()):
        return []
    places = [[m.end() for m in p.finditer(text)] for p in _CLASSES[language]]
    found: list[int] = []
    begin = len(text) - len(text.lstrip())
    size = _FIRST_TRY
    while begin < len(text):
        limit = _longest(text, begin, size, too_long)
        if limit >= len(text):
            break
        size = max(2 * (limit - begin), 16)
        begin = _choose(text, begin, limit, places, too_long)
        found.append(begin)
    return [offset for offset in found if offset < len(text)]


def _longest(text: str, begin: int, size: int, too_long: TooLong) -> int:
    """Return the end of the longest stretch from ``begin`` that fits, of one character at least."""
    low, high = begin + 1, min(len(text), begin + size)
    while not too_long(text[begin:high].strip()):
        if high == len(text):
            return high
        low, high = high, min(len(text), begin + 2 * (high - begin))
    while high - low > 1:
        middle = (low + high) // 2
        if too_long(text[begin:middle].strip()):
            high = middle
        else:
            low = middle
    return low


def _choose(text: str, begin: int, limit: int, places: list[list[int]], too_long: TooLong) -> int:
    """Return where the next piece begins: after ``begin``, and so that this one fits."""
    rest = len(text) - begin
    # two pieces will do: the one nearest the middle; else the last one that fits
    ideal = begin + rest // 2 if rest < 2 * (limit - begin) else limit
    least = begin + int((limit - begin) * _SHORT)
    # white space at the cut belongs to no piece
    reach = limit
    while reach < len(text) and text[reach].isspace():
        reach += 1
    for floor in (least, begin):
        for offsets in places:
            first, last = bisect_right(offsets, floor), bisect_right(offsets, reach)
            if first == last:
                continue
            near = bisect_left(offsets, ideal, first, last)
            best = min(
                offsets[max(first, near - 1) : min(last, near + 1)] or [offsets[last - 1]],
                key=lambda offset: abs(offset - ideal),
            )
            if not too_long(text[begin:best].strip()):
                return best
    return _inside_word(text, begin, limit)


def _inside_word(text: str, begin: int, limit: int) -> int:
    """Return the last place from ``limit`` down at which no visible character is torn."""
    for offset in range(limit, begin, -1):
        if not _joins(text, offset):
            return offset
        if limit - offset > 64:  # no writing system does this; a hostile text does
            break
    offset = begin + 1
    while offset < limit and _joins(text, offset):
        offset += 1
    return max(offset, begin + 1)


def _joins(text: str, offset: int) -> bool:
    """Tell whether the code points on both sides of ``offset`` are one visible character.

    The part of UAX #29 that matters here: marks, joiners, emoji modifiers, pairs of flags.
    """
    if offset >= len(text):
        return False
    after, before = text[offset], text[offset - 1]
    if unicodedata.category(after) in {"Mn", "Mc", "Me"} or after in "\u200d\u200c":
        return True
    if before == "\u200d" or 0x1F3FB <= ord(after) <= 0x1F3FF or (before == "\r" and after == "\n"):
        return True
    if _is_flag(after) and _is_flag(before):
        start = offset
        while start > 0 and offset - start < 64 and _is_flag(text[start - 1]):
            start -= 1
        return (offset - start) % 2 == 1
    return False


def _is_flag(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF
