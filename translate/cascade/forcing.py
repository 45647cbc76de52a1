"""Where in a draft a missing term belongs: by similar spelling, else by position.

Engines of this family have no constrained decoding (OpenNMT/CTranslate2#739), but they go on from
a given beginning: the draft up to the wrong rendering, then the required term. What follows is the
model's own, so that agreement after the term comes out right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from glossary.require import Requirement, Standing
from glossary.text import fold_key

from ..engine import MARKER_RANGE
from .protect import Sentence

_WORDS = re.compile(rf"[^\W_]+(?:-[^\W_]+)*|[{MARKER_RANGE}]")
_MAX_PLACES = 2  # four cost twice the time for 0.1 chrF at most
_LIKE = 0.7


def similar(
    text: str, requirement: Requirement, taken: Sequence[tuple[int, int]] = ()
) -> tuple[int, int] | None:
    """Return the span of ``text`` that looks like a miswriting of the term or of its source form.

    Only names: common words that look alike mean different things.
    """
    if requirement.grammar.pos != "name":
        return None
    likes = {fold_key(requirement.form), fold_key(requirement.match.surface)}
    words = [(m.start(), m.end()) for m in _WORDS.finditer(text)]
    best: tuple[float, int, int] | None = None
    for size in sorted({len(_WORDS.findall(x)) or 1 for x in likes}):
        for first in range(len(words) - size + 1):
            start, end = words[first][0], words[first + size - 1][1]
            piece = text[start:end]
            if not any(c.isupper() for c in piece) or any(start < b and a < end for a, b in taken):
                continue
            key = fold_key(piece)
            ratio = max(SequenceMatcher(None, key, like).ratio() for like in likes)
            floor = _LIKE if len(key) > 4 else 0.8
            if ratio >= floor and (best is None or ratio > best[0]):
                best = (ratio, start, end)
    return None if best is None else (best[1], best[2])


def prefixes(
    sentence: Sentence, raw: str, met: Sequence[Standing | None], index: int
) -> tuple[str, ...]:
    """Return beginnings of a translation that end in the form required by requirement ``index``.

    ``raw`` is the draft as the engine gave it. Where a miswriting stands, only that place; else
    the word starts nearest to where the term's position in the source points, between the terms
    already met; none where the draft ends with the term before it.
    """
    requirement = sentence.requirements[index]
    form = requirement.form
    spot = similar(raw, requirement)
    if spot is not None:
        return (_begin(raw, spot[0], form),)
    low, high = _window(sentence, raw, met, index)
    source = requirement.match
    total = max(1, len(sentence.text))
    expected = source.start / total * len(raw)
    expected = min(max(expected, low), high)
    starts = [m.start() for m in _WORDS.finditer(raw) if low <= m.start() <= high]
    ranked = sorted(starts, key=lambda s: (abs(s - expected), s))[:_MAX_PLACES]
    if source.start == 0 and 0 not in ranked:
        ranked[-1:] = [0]
    return tuple(dict.fromkeys(_begin(raw, start, form) for start in ranked))


def open_ends(raw: str) -> tuple[str, ...]:
    """Return the beginnings from which a draft that stopped short of a term may go on.

    >>> open_ends("une ville du nord du Mali.")
    ('une ville du nord du Mali,', 'une ville du nord du Mali')
    """
    stopped = raw.rstrip(" .!?…,;:")
    return (stopped + ",", stopped)


def at_front(form: str) -> str:
    """Return a form as the beginning of a sentence.

    >>> at_front("soldats")
    'Soldats'
    """
    return _begin("", 0, form)


def _begin(raw: str, start: int, form: str) -> str:
    begin = raw[:start]
    if not begin.strip() and form[:1].islower():
        form = form[0].upper() + form[1:]
    return begin + form


def _window(
    sentence: Sentence, raw: str, met: Sequence[Standing | None], index: int
) -> tuple[int, int]:
    """Return the stretch of the draft between the nearest terms met before and after."""
    here = sentence.requirements[index].match.start
    low, high = 0, len(raw)
    for other, standing in enumerate(met):
        if standing is None or other == index:
            continue
        at = raw.find(standing.form)
        if at < 0:
            continue
        if sentence.requirements[other].match.start < here:
            low = max(low, at + len(standing.form))
        else:
            high = min(high, at)
    # word order differs between the languages: a crossed pair of neighbours says nothing
    return (low, high) if low < high else (0, len(raw))
