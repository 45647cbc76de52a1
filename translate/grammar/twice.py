"""A phrase or a word that a small decoder says twice in a row: *de données de données*.

:mod:`echo` looks at what repeats a required term; here it is any phrase that begins with an article
or a preposition, and any word in small letters, said again with nothing but a space between. What
a source says twice (*a subsidiary of a subsidiary*) is left alone, and so is what a comma or *et*
sets apart, for there writers repeat themselves on purpose (*des jours et des jours*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.text import fold_key

from .changes import Change

_S = r"[ \u00a0]"
_OPENING = (
    rf"(?:d['’]|l['’]|(?:des?|du|à|aux?|par|pour|dans|en|sur|avec|contre|selon|les?|la|une|leurs?"
    rf"|ses|son|sa|ces?|cette|of|to|by|for|with|from|against|at|the|its|their|his|her){_S})"
)
_TWICE = re.compile(
    rf"(?<![\w'’-])(?P<one>{_OPENING}(?:[\w'’-]+{_S}){{0,4}}(?![nv]ous\b)[^\W\d_][\w'’-]{{3,}})"
    rf"(?P<again>{_S}(?P=one))(?![\w'’-])"
)
_DOUBLED = re.compile(
    rf"(?<![\w'’-])(?P<one>(?!(?:[nv]ous|that|does|faire|mieux|très|more|very|many|this|with|donnant|moitié|premier|surprise)\b)"
    rf"[a-zà-ÿœ]{{4,}})(?P<again>(?:{_S}(?P=one))+)(?![\w'’-])"
)
"""What grammar or emphasis may double is left out: nous nous battons, what he does does."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAR = 6
"""Words of a source within which a repeated one makes the repetition its own."""


def twice(text: str, source: str) -> Iterator[Change]:
    """Yield the second of two equal phrases side by side, where the source repeats no word.

    >>> [c.before for c in twice("la moitié de la moitié de la moitié", "half of half")]
    []
    >>> [c.before for c in twice("Près de la moitié de la moitié ont fui.", "Nearly half fled.")]
    [' de la moitié']
    >>> [c.before for c in twice("En 1960 respectivement respectivement", "In 1960 respectively")]
    [' respectivement']
    """
    found = [*_TWICE.finditer(text), *_DOUBLED.finditer(text)]
    if not found or _repeats(source):
        return
    for match in found:
        yield Change(*match.span("again"), match["again"], "", "twice")


def _repeats(source: str) -> bool:
    words = [fold_key(w.group()).removesuffix("s") for w in _WORD.finditer(source)]
    return any(word in words[i + 1 : i + _NEAR] for i, word in enumerate(words))
