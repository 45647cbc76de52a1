"""Aligning two texts by the lengths of their parts.

W. Gale and K. Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational
Linguistics 19(1), 1993: long sentences translate into long ones; one answers one (most often),
two one, or none. Dynamic programming finds the likeliest way through both texts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Bead(NamedTuple):
    """What answers what: half-open ranges of source and target parts; one may be empty."""

    source: tuple[int, int]
    target: tuple[int, int]


_PRIOR = {  # how often each kind of bead occurs (Gale and Church, table 5)
    (1, 1): 0.89,
    (1, 0): 0.00495,
    (0, 1): 0.00495,
    (2, 1): 0.0445,
    (1, 2): 0.0445,
    (2, 2): 0.011,
}
_VARIANCE = 6.8  # of the number of characters for one of the other language (idem, section 3.2)
_LONGER = 1.18  # French for one character of English, about; the reverse likewise
_BAND = 60  # parts off the diagonal that are looked at, beside the difference in number


def align(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """Return the likeliest way in which two sequences of sentences or paragraphs answer.

    Time and memory grow with the number of parts times the band, not with its square.

    >>> [tuple(b) for b in align(["Gao est calme.", "Rien."], ["Gao is calm.", "Nothing."])]
    [((0, 1), (0, 1)), ((1, 2), (1, 2))]
    """
    mine, theirs = [max(1, len(s)) for s in source], [max(1, len(t)) for t in target]
    ratio = sum(theirs) / sum(mine) if mine and theirs else 1.0
    ratio = min(max(ratio, 1 / _LONGER), _LONGER)  # more is a loss, not the language
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    rows, columns = len(mine), len(theirs)
    band = _BAND + abs(rows - columns)
    for i in range(rows + 1):
        centre = i * columns // rows if rows else 0
        for j in range(max(0, centre - band), min(columns, centre + band) + 1):
            for (a, b), prior in _PRIOR.items():
                before = best.get((i - a, j - b))
                if before is None:
                    continue
                cost = before[0] - math.log(prior)
                if a and b:  # what was left out is as likely long as short
                    cost += _distance(sum(mine[i - a : i]), sum(theirs[j - b : j]), ratio)
                known = best.get((i, j))
                if (i, j) != (0, 0) and (known is None or cost < known[0]):
                    best[i, j] = cost, (a, b)
    beads: list[Bead] = []
    i, j = rows, columns
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        beads.append(Bead((i - a, i), (j - b, j)))
        i, j = i - a, j - b
    return tuple(reversed(beads))


def _distance(one: int, two: int, ratio: float) -> float:
    """Return minus the logarithm of how likely lengths answer each other."""
    mean = (one + two / ratio) / 2
    delta = abs((two - one * ratio) / math.sqrt(_VARIANCE * mean))
    tail = math.erfc(delta / math.sqrt(2))
    return -math.log(max(tail, 1e-300))
