"""What stands in the place of a term that nothing answers: another term, or a slip of the pen.

A translator may leave *Bamako* at *the capital*, but writes no *Dakar* in its place, no *desert
locusts* for a word left out, and no *Kiew*. What is lost and what has no reason to be there tell
more together than either: in 8,000 pairs of human translation five had both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from glossary.match import Match
from glossary.model import Concept, Language
from glossary.surface import written_words
from glossary.text import fold_key

from .answer import Answer, How, is_name
from .kin import all_forms
from .loose import is_loose
from .reading import Reading, Word

_SHORTEST = 4


def settle(
    reading: Reading, found: Sequence[Answer], strays: Sequence[Match]
) -> tuple[Answer, ...]:
    """Return the answers with what took the place of each term that is lost.

    ``strays`` are the terms of the target that nothing in the source asks for.
    """
    result = list(found)
    given = {a.usurper for a in found if a.usurper is not None}
    for stray in strays:
        if stray in given:
            continue
        for place, answer in enumerate(result):
            if answer.usurper is None and _takes_the_place(stray, answer):
                result[place] = replace(answer, how=How.MISSING, usurper=stray)
                break
    for place, answer in enumerate(result):
        if answer.usurper is None and answer.how in (How.RELATED, How.GENERAL, How.MISSING):
            slip = misspelt(answer.match, reading)
            if slip is not None:
                result[place] = replace(answer, how=How.MISSING, slip=slip)
    return tuple(result)


def is_proper(match: Match) -> bool:
    """Tell whether a term is a name, or the adjective of one (*malien*, *Mali's*)."""
    return is_name(match) or match.concept.domain == "demonyms"


def is_telling(stray: Match) -> bool:
    """Tell whether a term that nothing asked for has no other reason to stand there."""
    return is_proper(stray) or _is_compound(stray)


def _takes_the_place(stray: Match, answer: Answer) -> bool:
    if is_proper(stray):
        # a name may be said once for two times, but not by another name
        lost = answer.how not in (How.STANDS, How.AGAIN)
        again = answer.how is How.AGAIN and is_name(answer.match)
        return (lost or again) and is_proper(answer.match)
    return answer.how in (How.MISSING, How.RELATED) and _is_compound(stray)


def _is_compound(match: Match) -> bool:
    """Tell whether a term is a noun of several words, which stands nowhere by chance."""
    several = len(written_words(match.surface)) > 1
    return several and match.term.grammar.pos == "noun" and not is_loose(match)


def misspelt(match: Match, reading: Reading) -> Word | None:
    """Return a word of the target that all but spells a name wanted: *Kiew*, *béninais*, *JNIN*.

    Other words of the source, words that belong to a term and those that go on where the name
    ends (*Malien* for *Mali*) are none; the name itself as the source spells it is one.
    """
    if not is_proper(match):
        return None
    target = reading.target
    own = {fold_key(w) for w in written_words(match.surface)}
    source = reading.source.keys - own
    wanted = _spellings(match.concept, target.language)
    for word in target.words:
        key = fold_key(word.text)
        if len(key) < _SHORTEST or key in source or re.sub(r"\W", "", key) in wanted:
            continue
        if any(word.start < m.end and m.start < word.end for m in reading.target_terms):
            continue
        capital = word.text[0].isupper()
        if any(_nearly(key, w) and (capital or not wanted[w]) for w in wanted):
            return word
    return None


@lru_cache(maxsize=8192)
def _spellings(concept: Concept, language: Language) -> dict[str, bool]:
    """Return the words of a name, folded, and whether each is always written with a capital."""
    found: dict[str, bool] = {}
    for form, _ in all_forms(concept, language):
        for word in (re.sub(r"\W", "", form), *written_words(form)):
            key = fold_key(word)
            found[key] = found.get(key, True) and word[:1].isupper()
    return {word: capital for word, capital in found.items() if len(word) >= _SHORTEST}


def _nearly(word: str, name: str) -> bool:
    """Tell whether a letter or two of a name are wrong.

    >>> _nearly("kiew", "kiev"), _nearly("europeen", "europe"), _nearly("beninais", "beninois")
    (True, False, True)
    """
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    if word.startswith(name) or name.startswith(word):
        return False
    return SequenceMatcher(None, word, name, autojunk=False).ratio() >= 0.75
