"""Forms as they are written: their words, their capitals and accents, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from .model import Case, Language, Term
from .text import Folded, Token, fold, is_bounded, tokens

ANY_NAME = "{name}"
"""Stands among the words of a form for any one capitalised word."""


@lru_cache(maxsize=65536)
def words_of(form: str) -> tuple[str, ...]:
    """Return the key words of a form; ``{Name}`` in it stands for any capitalised word."""
    words: list[str] = []
    for index, part in enumerate(form.split("{Name}")):
        if index:
            words.append(ANY_NAME)
        words += [t.text for t in tokens(fold(part))]
    return tuple(words)


_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def spelt_out(phrase: str) -> tuple[str, ...]:
    """Return every phrase that one with choices in square brackets stands for.

    >>> spelt_out("[Mali's|Malian] military [junta|coup]")[1:3]
    ("Mali's military coup", 'Malian military junta')
    >>> spelt_out("M. Gao")
    ('M. Gao',)
    """
    parts = _CHOICE.split(phrase)  # every second one is the inside of a bracket
    choices = [p.split("|") if i % 2 else [p] for i, p in enumerate(parts)]
    return tuple("".join(chosen) for chosen in product(*choices))


@lru_cache(maxsize=65536)
def written_words(form: str) -> tuple[str, ...]:
    """Return the same words with their capitals and accents."""
    folded = fold(form)
    return tuple(folded.norm[t.start : t.end] for t in tokens(folded))


@lru_cache(maxsize=16)
def _taken_apart(text: str) -> tuple[Folded, tuple[Token, ...], Mapping[str, Sequence[int]]]:
    """Return a text folded, its words, and the places of each word among them.

    One text is asked for many terms, one after the other: of a long one the folding took longer
    than all the looking.
    """
    folded = fold(text)
    words = tuple(tokens(folded))
    positions: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        positions.setdefault(word.text, []).append(index)
    return folded, words, positions


def locate(
    text: str, wanted: Sequence[tuple[str, Term, Case | None]], language: Language
) -> tuple[tuple[int, int, int], ...]:
    """Return where any of the ``wanted`` forms stands: (start, end, index in ``wanted``).

    Longest first, none overlapping, sorted by position. For checking a target text: unlike
    `Matcher.find` it is not distracted by longer terms of other concepts. With None for a case,
    capitals and accents do not count.

    >>> from .model import Status, Term
    >>> locate("les FAMa", [("FAMa", Term("FAMa", "fr", Status.PREFERRED), Case.EXACT)], "fr")
    ((4, 8, 0),)
    """
    folded, words, positions = _taken_apart(text)
    hits: list[tuple[int, int, int, int]] = []
    for number, (form, term, case) in enumerate(wanted):
        keys = words_of(form)
        norms = written_words(form)
        if not keys:
            continue
        for first in positions.get(keys[0], ()):
            last = first + len(keys) - 1
            if last >= len(words) or any(
                words[first + k].text != key for k, key in enumerate(keys)
            ):
                continue
            start, end = words[first].start, words[last].end
            slices = tuple(folded.norm[w.start : w.end] for w in words[first : last + 1])
            # what is written must be spelt right: Nigérian is no English, Menaka no French
            fits = case is None or case_fits(
                case, norms, slices, language, term, exact_accents=True
            )
            if fits and is_bounded(
                folded, start, end, language, loose_hyphen=case in (Case.EXACT, None)
            ):
                hits.append((start, end, number, len(keys)))
    taken: list[tuple[int, int, int]] = []  # in order, apart from one another
    for start, end, number, _ in sorted(hits, key=lambda h: (-h[3], h[0] - h[1], h[0], h[2])):
        place = bisect_left(taken, (start, start, 0))
        free = place == 0 or taken[place - 1][1] <= start
        if free and (place == len(taken) or end <= taken[place][0]):
            taken.insert(place, (start, end, number))
    return tuple((*folded.span(a, b), n) for a, b, n in taken)


def case_fits(
    case: Case,
    form: Sequence[str],
    surface: Sequence[str],
    language: Language,
    term: Term,
    *,
    exact_accents: bool = False,
) -> bool:
    """Tell whether capitals and accents of the words found fit those of the words listed.

    Accents may be missing from capitals (Etat, ALL CAPS) and from names, which English writes
    without; elsewhere they distinguish words (pêche, péché). A listed capital asks for one in
    the text: at the start of a single word, anywhere in a name of two; longer names are often
    written small (les forces armées maliennes). With ``exact_accents`` only those of capitals
    may be missing.
    """
    lenient = not exact_accents and (language == "en" or term.grammar.pos == "name")
    for listed, found in zip(form, surface, strict=True):
        if len(listed) != len(found):
            return False
        for a, b in zip(listed, found, strict=True):
            if case is Case.EXACT and a.isupper() != b.isupper():
                return False
            if a.lower() == b.lower():
                continue
            # the keys are equal, so the letters differ in their accent only
            if not (lenient or b.isupper()):
                return False
    if case is Case.EXACT:
        return True
    if any(c.isupper() for word in form for c in word):
        words = sum(w[:1].isalnum() for w in form)
        if words == 1:
            return surface[0][:1].isupper() or not form[0][:1].isupper()
        # two words may be common ones (le monde, Le Monde); three are a name in any casing
        return words > 2 or any(c.isupper() for word in surface for c in word)
    return True
