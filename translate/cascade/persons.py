"""Names of persons that the glossary does not know, and what a draft made of them.

A small model spells a rare name anew: *Souleymane Diarra* comes back as *Soulmane Diarra*. Which
names cross unchanged cannot be told of one word, for towns, peoples and countries have their own
in each language. Of several in a row it can, once one of them stands in the draft as it was: then
they are a person's, and the others must stand there too. Of 275 such rows in 997 pairs of
FLORES-200 and 14,379 of our own the reference keeps all but 7 whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from glossary.model import Language
from glossary.text import fold_key

from ..consistency.lexicon import is_common, is_exonym, transliterated

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \u00a0]")  # a hyphen joins two towns or two peoples
_PARTICLES = frozenset("ag ould ben bin ibn al el walet wallet mint abou abu dit".split())
_LIKE = 0.75  # of two spellings of one name, by matching letters
_LEAST = 4  # letters: shorter ones stand in the translation by chance
# what has an article before it is no first name: le Camerounais Paul Biya, the Rwandan Paul Kagame
_ARTICLE = re.compile(
    r"(?<![\w'’-])(?:(?:les?|la|une?|du|des|aux?|cet|cette|the)[ \u00a0]|l['’])$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """Capitalised words in a row that neither language knows: offsets, and the words."""

    start: int
    end: int
    words: tuple[str, ...]


@lru_cache(maxsize=1024)
def names_in(text: str, taken: tuple[tuple[int, int], ...] = ()) -> tuple[Name, ...]:
    """Return the names of two words and more in ``text``, outside the spans ``taken``.

    >>> [n.words for n in names_in("Le général Ibrahim ag Bahanga parle des Forces armées.")]
    [('Ibrahim', 'Bahanga')]
    >>> [n.words for n in names_in("le Camerounais Issa Hayatou")]
    [('Issa', 'Hayatou')]
    """
    found: list[Name] = []
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        row = [words[at]] if _is_name(words[at], taken) else []
        at += 1
        while (
            row and at < len(words) and _GAP.fullmatch(text, words[at - 1].end(), words[at].start())
        ):
            if _is_name(words[at], taken):
                row.append(words[at])
            elif not (
                words[at][0].lower() in _PARTICLES
                and at + 1 < len(words)
                and _is_name(words[at + 1], taken)
            ):
                break
            at += 1
        if row and _has_article(text, row[0].start()):
            row = row[1:]
        if len(row) > 1:
            found.append(Name(row[0].start(), row[-1].end(), tuple(w[0] for w in row)))
    return tuple(found)


def _is_name(word: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    text = word[0]
    return (
        len(text) >= _LEAST
        and text[0].isupper()
        and not text.isupper()
        and not is_common(text)
        and not any(word.start() < b and a < word.end() for a, b in taken)
    )


def _has_article(text: str, at: int) -> bool:
    return _ARTICLE.search(text, max(0, at - 8), at) is not None


def torn(target: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names of which some words stand in ``target`` as they were and some do not.

    >>> torn("Colonel Soulmane Diarra", names_in("Le colonel Souleymane Diarra"))[0].words
    ('Souleymane', 'Diarra')
    >>> torn("Vladimir Putin", names_in("Vladimir Poutine"))  # its English spelling
    ()
    >>> torn("Yevgeny Prigozhin", names_in("Evgueni Prigojine"))
    ()
    """
    if not names:
        return ()
    there = [m[0] for m in _WORD.finditer(target)]
    keys = {fold_key(w) for w in there}
    return tuple(n for n in names if any(fold_key(w) in keys for w in n.words) and _lost(n, there))


def half_lost(target: str, names: Sequence[Name], language: Language) -> tuple[Name, ...]:
    """Return the torn names that may safely be copied whole.

    The first word of an English one may be a title or a people (Pastor Joseph Guira): where it
    alone is lost, nothing is told.

    >>> half_lost("le pasteur Joseph Guira", names_in("Pastor Joseph Guira"), "en")
    ()
    """
    there = [m[0] for m in _WORD.finditer(target)]
    return tuple(
        n for n in torn(target, names) if language != "en" or _lost(n, there) != [n.words[0]]
    )


def respelt(target: str, name: Name, source: str) -> list[tuple[int, int, str]]:
    """Return the words of ``target`` that stand for a lost word of ``name``, and that word.

    Such a word stands beside one that crossed, begins like the lost one and is much like it; it is
    no word of the source, none that either language knows and none with an article.

    >>> respelt("Soulmane Diarra", names_in("Souleymane Diarra")[0], "Souleymane Diarra")
    [(0, 8, 'Souleymane')]
    >>> respelt("Le Pasteur Guira", names_in("Pastor Guira")[0], "Pastor Guira")
    []
    """
    here = {fold_key(m[0]) for m in _WORD.finditer(source)}
    words = list(_WORD.finditer(target))
    lost = _lost(name, [w[0] for w in words])
    kept = {fold_key(w) for w in name.words if w not in lost}
    beside = {
        i + step
        for i, word in enumerate(words)
        if fold_key(word[0]) in kept
        for step in (-1, 1)
        if 0 <= i + step < len(words)
    }
    found = []
    for index in sorted(beside):
        word = words[index]
        key = fold_key(word[0])
        if not word[0][0].isupper() or key in here or key in kept:
            continue
        if is_common(word[0]) or _has_article(target, word.start()):
            continue
        like = [w for w in lost if _alike(fold_key(w), key)]
        if len(like) == 1:
            found.append((word.start(), word.end(), like[0]))
            lost.remove(like[0])
    return found


def _lost(name: Name, words: Sequence[str]) -> list[str]:
    """Return the words of a name that stand in no spelling among ``words``."""
    sounds = {transliterated(fold_key(w)) for w in words}
    return [
        w
        for w in name.words
        if transliterated(fold_key(w)) not in sounds and not any(is_exonym(w, x) for x in words)
    ]


def _alike(one: str, two: str) -> bool:
    return one[0] == two[0] and SequenceMatcher(None, one, two).ratio() >= _LIKE
