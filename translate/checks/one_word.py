"""A name of several words of which one is another: *États unifiés*, *Conseil de sûreté*.

Whoever paraphrases a name says it in words of his own; whoever writes all of it but one word, and
for that a word like it, has taken the one for the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from glossary.match import Match
from glossary.model import Concept, Language
from glossary.text import fold_key

from ..prepare import touches
from .answer import concepts_of
from .kin import all_forms, family, kin, related, share_stem
from .reading import Reading, Side, Word

_SHORTEST = 4  # letters of a word that tells something by itself
_LIKENESS = 0.5
_PART = re.compile(r"[^\W_]+")


def one_word_off(match: Match, reading: Reading) -> Word | None:
    """Return what has every word of a form wanted but one, which is strange to both texts.

    The strange word is of no term, of no family of the name's words or the source's, and as long
    as a word that tells something.
    """
    target = reading.target
    parts = tuple(_parts(target))
    keys = tuple(fold_key(part.text) for part in parts)
    for concept in concepts_of(match):
        for form in _patterns(concept, target.language):
            for first in range(len(keys) - len(form) + 1):
                off = [i for i, key in enumerate(form) if keys[first + i] != key]
                if len(off) != 1 or len(form[off[0]]) < _SHORTEST:
                    continue
                word = parts[first + off[0]]
                if _taken_for(keys[first + off[0]], form[off[0]]) and _is_strange(
                    word, match, reading
                ):
                    start, end = parts[first].start, parts[first + len(form) - 1].end
                    return Word(target.text[start:end], start, end)
    return None


def _taken_for(key: str, wanted: str) -> bool:
    """Tell whether a folded word is another one that looks like the word wanted.

    >>> [_taken_for(*pair) for pair in (("surete", "securite"), ("unifies", "unis"))]
    [True, True]
    >>> [_taken_for(*pair) for pair in (("uniennes", "unis"), ("annoncait", "africaine"))]
    [False, False]
    """
    if key[:1] != wanted[:1] or share_stem(key, wanted, 3):
        return False
    return SequenceMatcher(None, key, wanted, autojunk=False).ratio() >= _LIKENESS


def _is_strange(word: Word, match: Match, reading: Reading) -> bool:
    key = fold_key(word.text)
    if len(key) < _SHORTEST or not key.isalpha():
        return False
    if any(kin(name, key) for name in family(match, reading.target.language)):
        return False
    return not related(key, reading.source) and not touches(
        reading.target_spans, word.start, word.end
    )


def _parts(side: Side) -> Iterator[Word]:
    """Yield the words of a text, those joined by a hyphen or an apostrophe apart."""
    for word in side.words:
        for part in _PART.finditer(word.text):
            start = word.start + part.start()
            yield Word(part.group(), start, start + len(part.group()))


@lru_cache(maxsize=8192)
def _patterns(concept: Concept, language: Language) -> tuple[tuple[str, ...], ...]:
    """Return the words of each form that has two or more that tell something."""
    found = dict.fromkeys(
        tuple(fold_key(part) for part in _PART.findall(form))
        for form, _ in all_forms(concept, language)
    )
    return tuple(words for words in found if sum(len(w) >= _SHORTEST for w in words) > 1)
