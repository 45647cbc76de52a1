"""Which stretches of a paragraph's text look alike, so that only what matters becomes markup.

A format that begins inside a word would cut the word in two for the model: a word has one look,
that of most of its letters. White space has that of what stands on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .office_atoms import Look

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"[ \u00a0\u202f]+")
_ORDINAL = re.compile(
    r"(?:ers?|[èe]re?s?|re|i?[eè]mes?|es?|nde?s?|st|rd|th|mes?|lles?|gr|os?|r)\Z", re.IGNORECASE
)
_POWERS = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one look; ``start`` is where its first character stands in the part, about."""

    text: str
    look: Look
    start: int


def stretches(texts: Sequence[Stretch], usual: Look) -> list[Stretch]:
    """Return neighbouring texts with their looks made even; ``usual`` is that of most text.

    Raised letters of ordinals (1er, Mme) are written level, raised 2 and 3 after a metre as ² and
    ³: a position marker inside a word costs more than it is worth.

    >>> bold, plain = ("b",), ()
    >>> [(s.text, s.look) for s in stretches([Stretch("Les F", plain, 0), Stretch("AMa ", bold, 9),
    ...     Stretch("et", plain, 19)], plain)]
    [('Les ', ()), ('FAMa', ('b',)), (' et', ())]
    """
    text = "".join(s.text for s in texts)
    if all(s.look == usual for s in texts):
        return [Stretch(text, usual, texts[0].start)] if texts else []
    looks = [s.look for s in texts for _ in s.text]
    places = [s.start + i for s in texts for i in range(len(s.text))]
    letters = list(text)
    for word in _WORD.finditer(text):
        start, end = word.span()
        own = looks[start:end]
        if len(set(own)) == 1:
            continue
        if any(_raised(look) for look in own):
            _level(letters, looks, start, end)
        else:
            looks[start:end] = [Counter(own).most_common(1)[0][0]] * (end - start)
    for space in _SPACE.finditer(text):
        start, end = space.span()
        if end - start > 2 and any(s.startswith("lined") for s in looks[start]):
            continue  # a line to write on
        left = looks[start - 1] if start else usual
        right = looks[end] if end < len(looks) else usual
        looks[start:end] = [left if left == right else usual] * (end - start)
    result: list[Stretch] = []
    for letter, look, place in zip(letters, looks, places, strict=True):
        if result and result[-1].look == look:
            result[-1] = Stretch(result[-1].text + letter, look, result[-1].start)
        else:
            result.append(Stretch(letter, look, place))
    return result


def _raised(look: Look) -> bool:
    return "raised" in look or "lowered" in look


def _level(letters: list[str], looks: list[Look], start: int, end: int) -> None:
    """Write ordinals and powers of a metre without raised letters."""
    at = start
    while at < end:
        stop = at + 1
        while stop < end and looks[stop] == looks[at]:
            stop += 1
        raised, before = "".join(letters[at:stop]), "".join(letters[start:at])
        if at > start and "raised" in looks[at]:
            if raised in _POWERS and before.endswith("m"):
                letters[at] = _POWERS[raised]
                looks[at] = looks[at - 1]
            elif _ORDINAL.match(raised):
                looks[at:stop] = [looks[at - 1]] * (stop - at)
        at = stop
