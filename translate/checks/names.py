"""Checks of names of persons and places that the glossary does not know.

Names of persons cross as they are. A name is only said to be altered where its neighbour crossed
untouched (*Ibrahim Traoré*, *Ibrahim Taoré*), for French and English write many places, popes and
kings each in their own way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from gettext import gettext as _
from itertools import pairwise

from ..consistency.lexicon import transliterated
from ..result import Severity
from .check import Note, Scope, document_check, pair_check
from .reading import Reading, Side, Word, key_of

_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿœ'’]+(?:-[A-ZÀ-Ý][a-zà-ÿœ'’]+)*")
_GLUE = re.compile(r"[ \u00a0\u202f]")
_LONG = 4


@pair_check(
    "name-altered",
    Severity.WARNING,
    "A surname is spelt otherwise while the name before it crossed as it was.",
)
def name_altered(reading: Reading) -> Iterator[Note]:
    source, target = reading.source, reading.target
    here = source.keys
    there = target.keys
    for one, two in _names(source):
        anchor, key = key_of(one.text), key_of(two.text)
        if key in there or anchor not in there or min(len(key), len(anchor)) < _LONG:
            continue
        for beside, found in _names(target):
            written = key_of(found.text)
            if key_of(beside.text) == anchor and written not in here and _slip(key, written):
                span = (found.start, found.end)
                sure = _skeleton(key) != _skeleton(written)
                yield Note(
                    _("{source!r} became {target!r}").format(source=two.text, target=found.text),
                    span,
                    suggestion=two.text,
                    severity=None if sure else Severity.INFO,
                )
                break


def _names(side: Side) -> Iterator[tuple[Word, Word]]:
    """Yield pairs of capitalised words side by side."""
    words = side.words
    for one, two in pairwise(words):
        beside = _GLUE.fullmatch(side.text[one.end : two.start])
        if beside and _NAME.fullmatch(one.text) and _NAME.fullmatch(two.text):
            yield one, two


def _slip(one: str, two: str) -> bool:
    """Tell whether ``two`` is a slip of the pen for ``one``: not a form of it, not a respelling.

    >>> _slip("traore", "taore"), _slip("vladimir", "wladimir"), _slip("europe", "european")
    (True, False, False)
    """
    if one == two or one.startswith(two) or two.startswith(one):
        return False
    if transliterated(one) == transliterated(two):
        return False
    return one[0] == two[0] and SequenceMatcher(None, one, two).ratio() >= 0.8


def _skeleton(word: str) -> str:
    """Return the consonants of a name, which no transcription from Arabic or Russian changes."""
    return re.sub(r"[aeiouyh]", "", word)


@pair_check(
    "name-missing",
    Severity.INFO,
    "A name of two words stands in the source, and neither of them in the translation.",
)
def name_missing(reading: Reading) -> Iterator[Note]:
    there = reading.target.keys
    taken = [(m.start, m.end) for m in reading.source_terms]
    for one, two in _names(reading.source):
        if one.start == 0 or any(one.start < b and a < two.end for a, b in taken):
            continue  # the first word of a sentence has its capital from there
        keys = key_of(one.text), key_of(two.text)
        if min(map(len, keys)) < _LONG or any(
            SequenceMatcher(None, k, w).ratio() > 0.6 for k in keys for w in there
        ):
            continue
        name = reading.source.text[one.start : two.end]
        yield Note(
            _("{name!r} is not in the translation").format(name=name),
            (one.start, two.end),
            "source",
        )


@document_check(
    "name-variants",
    Severity.INFO,
    "One name is spelt in two ways in a text.",
    Scope.MONOLINGUAL,
)
def name_variants(readings: Sequence[Reading]) -> Iterator[tuple[int, Note]]:
    """Compare the names of a text that share a neighbour: Amadou Koufa, Amadou Kouffa."""
    uses: dict[str, dict[str, list[tuple[int, Word]]]] = defaultdict(lambda: defaultdict(list))
    for index, reading in enumerate(readings):
        for one, two in _names(reading.target):
            uses[key_of(one.text)][key_of(two.text)].append((index, two))
    for found in uses.values():
        for rare, often in _twins(found):
            for index, word in found[rare]:
                usual = found[often][0][1].text
                yield (
                    index,
                    Note(
                        _("{text!r} here, {usual!r} elsewhere").format(text=word.text, usual=usual),
                        (word.start, word.end),
                        suggestion=usual,
                    ),
                )


def _twins(found: dict[str, list[tuple[int, Word]]]) -> Iterator[tuple[str, str]]:
    ordered = sorted(found, key=lambda k: (-len(found[k]), k))
    for place, often in enumerate(ordered):
        for rare in ordered[place + 1 :]:
            alike = min(len(rare), len(often)) >= _LONG and rare[0] == often[0]
            if alike and SequenceMatcher(None, rare, often).ratio() >= 0.8:
                yield rare, often
