"""What answers each other in a sentence and its translation, seen without any model.

Numbers, names, days, words that both languages share (*arrestation*, *arrest*), quotation marks and
brackets. Between such landmarks the place of lost markup is told much closer than from the two ends
of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from glossary.model import Language, other

from ..typography.numbers import figures

Anchor = tuple[int, int, int, int]
"""Source start and end, target start and end of what answers each other (half-open)."""

Keyed = Iterable[tuple[Hashable, int, int]]

_WORD = re.compile(r"[^\W\d_]+")
_SHARED = (
    5  # letters from which two words are taken for one: armed/armée no, operation/opération yes
)
_SIGNS = (("«“„", "opening"), ("»”", "closing"), ("(", "("), (")", ")"), (";", ";"))
_CALENDAR = dict(
    zip(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin "
        "juillet aout septembre octobre novembre decembre".split(),
        "monday tuesday wednesday thursday friday saturday sunday january february march april may "
        "june july august september october november december".split(),
        strict=True,
    )
)


def landmarks(source: str, target: str, language: Language) -> tuple[Anchor, ...]:
    """Return what surely answers each other; ``language`` is the source's.

    Only what occurs equally often on both sides counts.

    >>> [("12 tués"[a:b], "12 killed"[c:d]) for a, b, c, d in landmarks("12 tués", "12 killed", "fr")]
    [('12', '12')]
    """  # noqa: E501
    found: list[Anchor] = []
    for left, right in (
        (_numbers(source, language), _numbers(target, other(language))),
        (_words(source), _words(target)),
        (_signs(source), _signs(target)),
    ):
        found += paired(left, right, found)
    starts = [(w[:_SHARED], a, b) for w, a, b in _words(source) if len(w) >= _SHARED]
    ends = [(w[:_SHARED], a, b) for w, a, b in _words(target) if len(w) >= _SHARED]
    found += paired(starts, ends, found)
    return tuple(sorted(found))


def _numbers(text: str, language: Language) -> Iterator[tuple[Hashable, int, int]]:
    yield from ((f.value, f.start, f.end) for f in figures(text, language))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for word in _WORD.finditer(text):
        if len(word[0]) > 2:
            bare = unicodedata.normalize("NFKD", word[0].lower())
            bare = "".join(c for c in bare if not unicodedata.combining(c))
            yield _CALENDAR.get(bare, bare), word.start(), word.end()


def _signs(text: str) -> Iterator[tuple[Hashable, int, int]]:
    for index, char in enumerate(text):
        for signs, name in _SIGNS:
            if char in signs:
                yield name, index, index + 1


def paired(left: Keyed, right: Keyed, taken: Sequence[Anchor]) -> list[Anchor]:
    """Pair what has one key, in order, where both sides have equally many and none is taken."""
    sides: tuple[dict[Hashable, list[tuple[int, int]]], ...] = (
        defaultdict(list),
        defaultdict(list),
    )
    for side, (keyed, at) in zip(sides, ((left, 0), (right, 2)), strict=True):
        for key, start, end in keyed:
            if not any(t[at] < end and start < t[at + 1] for t in taken):
                side[key].append((start, end))
    return [
        (*a, *b)
        for key, spans in sides[0].items()
        if len(spans) == len(sides[1].get(key, ()))
        for a, b in zip(spans, sides[1][key], strict=True)
    ]


def chain(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """Return the anchors, of most source characters in all, that come in one order on both sides.

    >>> chain([(0, 3, 9, 12), (4, 9, 0, 5), (10, 14, 6, 9)])
    ((4, 9, 0, 5), (10, 14, 6, 9))
    """
    row = sorted(anchors)
    best: list[tuple[int, int]] = []  # characters up to here, index of the one before
    for index, (start, end, target, _) in enumerate(row):
        before = max(
            ((best[i][0], i) for i in range(index) if row[i][1] <= start and row[i][3] <= target),
            default=(0, -1),
        )
        best.append((before[0] + end - start, before[1]))
    at = max(range(len(row)), key=lambda i: best[i][0], default=-1)
    result: list[Anchor] = []
    while at >= 0:
        result.append(row[at])
        at = best[at][1]
    return tuple(reversed(result))
