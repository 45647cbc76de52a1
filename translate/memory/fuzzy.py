"""Fuzzy matches: which of many texts are much like another one, found without looking at each.

The score is the share of words and marks that stay (Levenshtein distance over words, case apart,
divided by the length of the longer text): what a translator would have to touch. A character
measure would call "12 soldats" and "13 soldats" alike by 90 %, whatever it says.

Few texts are compared at all. For a score of at least ``t``, a query of ``n`` words must share
``ceil(t * n)`` of them, so at least one of its ``n - ceil(t * n) + 1`` rarest; the same holds for
the text found. So each text is listed under its rarest words only, and only lists of the query's
rarest words are looked into (prefix filtering: Chaudhuri, Ganti, Kaushik, *A Primitive Operator
for Similarity Joins in Data Cleaning*, ICDE 2006). Nothing at or above ``t`` is missed.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from .model import key_of

LOWEST = 50
"""Lowest threshold: below, the lists get long and the matches useless."""

_TOKEN = re.compile(r"\w+|[^\w\s]")


def words_of(text: str) -> list[str]:
    """Return the words and marks of a text, case apart.

    >>> words_of("L’armée avance !")
    ['l', "'", 'armée', 'avance', '!']
    """
    return _TOKEN.findall(key_of(text).casefold())


class Index:
    """Many texts, prepared for questions at thresholds of at least ``threshold`` per cent.

    Each word is a number and a text a string of the characters of these numbers: rapidfuzz then
    compares words at the speed of characters.
    """

    def __init__(self, texts: Iterable[str], threshold: int = 75) -> None:
        self.threshold = max(threshold, LOWEST)
        number: dict[str, int] = {}
        # numbers and not words, of which there would be millions
        split = [
            array("I", [number.setdefault(word, len(number)) for word in words_of(text)])
            for text in texts
        ]
        frequency = Counter(chain.from_iterable(split))
        # the rarest word is the first; ties by the word itself, so that the order is ours
        ranked = sorted(number, key=lambda word: (frequency[number[word]], word))
        self._character = {word: _character(rank) for rank, word in enumerate(ranked, 1)}
        spell = [self._character[word] for word in number].__getitem__
        self._texts = ["".join(map(spell, numbers)) for numbers in split]
        self._lists: dict[str, array[int]] = {}
        for index, known in enumerate(self._texts):
            for character in _prefix(known, self.threshold):
                self._lists.setdefault(character, array("I")).append(index)

    def find(self, text: str, threshold: int = 0, limit: int = 5) -> list[tuple[int, int]]:
        """Return the indices of the texts like ``text`` and their scores, the best first.

        Scores are whole per cents, rounded down: 100 is kept for the same words in the same order.

        >>> Index(["Le pont de Gao est coupé.", "Rien."]).find("Le pont de Kidal est coupé.")
        [(0, 85)]
        """
        from rapidfuzz.distance import Levenshtein

        wanted = max(threshold, self.threshold)
        query = "".join(self._character.get(word, _UNKNOWN) for word in words_of(text))
        candidates = {i for c in _prefix(query, wanted) for i in self._lists.get(c, ())}
        cutoff, size = wanted / 100, len(query)
        scored: list[tuple[int, int]] = []
        for index in candidates:
            known = self._texts[index]
            if min(size, len(known)) < cutoff * max(size, len(known)):
                continue
            share = Levenshtein.normalized_similarity(query, known, score_cutoff=cutoff)
            if share >= cutoff:
                # the tiny addend keeps what floating point arithmetic makes of 0.75 at 75
                scored.append((index, math.floor(share * 100 + 1e-9)))
        scored.sort(key=lambda found: (-found[1], found[0]))
        return scored[:limit]


_UNKNOWN = "\0"
"""All words that no text has: they equal nothing, and are the rarest of all."""


def _character(rank: int) -> str:
    # surrogates are left out; there are more characters than words in any memory
    return chr(rank if rank < 0xD800 else rank + 0x800)


def _prefix(text: str, threshold: int) -> set[str]:
    """Return the rarest characters of a text, one of which a text like it must share.

    A word that comes twice counts twice; that both texts list it once misses nothing.
    """
    size = len(text) - math.ceil(len(text) * threshold / 100 - 1e-9) + 1
    return set(sorted(text)[:size])
