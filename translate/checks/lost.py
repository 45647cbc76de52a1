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

from glossary.match import Match, locate
from glossary.model import Concept, Language
from glossary.surface import written_words
from glossary.text import fold_key

from .answer import Answer, How, is_name, is_proper
from .introduced import introduced
from .kin import all_forms, inhabited, kin, kinship, related
from .loose import is_everyday, is_loose
from .reading import Reading, Side, Word

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
            if answer.usurper is None and _takes_the_place(stray, answer, reading, found):
                result[place] = replace(answer, how=How.MISSING, usurper=stray)
                break
    for place, answer in enumerate(result):
        if answer.usurper is None and answer.how is not How.STANDS:
            slip = _slip(answer, reading)
            if slip is not None:
                result[place] = replace(answer, how=How.MISSING, slip=slip)
    return introduced(reading, result)


def is_telling(stray: Match) -> bool:
    """Tell whether a term that nothing asked for has no other reason to stand there."""
    if is_proper(stray) or _is_compound(stray):
        return True
    return _is_noun(stray) and not is_loose(stray) and not is_everyday(stray)


def _is_noun(match: Match) -> bool:
    return match.term.grammar.pos in ("noun", "name")


def _takes_the_place(
    stray: Match, answer: Answer, reading: Reading, found: Sequence[Answer]
) -> bool:
    if stray.concept.domain == "calendar" and answer.match.concept.domain != "calendar":
        return False
    if is_proper(stray):
        if not is_proper(answer.match):
            if answer.match.rivals or is_everyday(answer.match):
                return False
            within = any(_is_lost(n, reading) for n in names_within(answer.match, reading))
            other = stray.concept.domain in ("armed-groups", "organisations", "state-forces")
            return answer.how is How.MISSING or (answer.how is How.RELATED and (within or other))
        # a name may be said once for two times, but not by another name
        lost = answer.how not in (How.STANDS, How.AGAIN)
        again = answer.how is How.AGAIN and is_name(answer.match)
        return lost or again
    if is_loose(stray) and is_loose(answer.match):
        return False
    if _is_compound(stray):
        return answer.how in (How.MISSING, How.RELATED, How.GENERAL)
    # one word may stand there in another sense, unless the sentence is about such things
    at_home = any(a.how is How.STANDS for a in found)
    clear = _is_noun(answer.match) and not answer.match.rivals and not is_everyday(answer.match)
    return at_home and clear and answer.how is How.MISSING and is_telling(stray)


def names_within(match: Match, reading: Reading) -> tuple[Match, ...]:
    """Return the names that a longer term holds: Burkina Faso in *Burkina Faso army*."""
    return tuple(
        m for m in reading.terms.within(match) if is_proper(m) and m.concept.id != match.concept.id
    )


def _is_lost(match: Match, reading: Reading) -> bool:
    """Tell whether a text has neither a form of a term nor a word near it."""
    target = reading.target
    wanted = [(form, term, None) for form, term in all_forms(match.concept, target.language)]
    if locate(target.text, wanted, target.language) or kinship(match, target):
        return False
    return not (match.concept.domain == "places" and inhabited(match, target))


def _is_compound(match: Match) -> bool:
    """Tell whether a term is a noun of several words, which stands nowhere by chance."""
    several = len(written_words(match.surface)) > 1
    return several and _is_noun(match)


def _slip(answer: Answer, reading: Reading) -> Word | None:
    """Return what comes near a term that is lost and is none of its forms."""
    if answer.how is not How.AGAIN or answer.match.concept.domain == "demonyms":
        slip = misspelt(answer.match, reading)
        if slip is not None:
            return slip
    if answer.how is How.RELATED:
        turned = _turned(answer.match, reading.target)
        if turned is not None:
            return turned
    if answer.how in (How.RELATED, How.GENERAL) and answer.match.concept.domain == "places":
        return _stranger(reading) if is_name(answer.match) else None
    return None


def _stranger(reading: Reading) -> Word | None:
    """Return a place of the target that the source does not know: *à Berbera* for *in Algiers*."""
    target, source = reading.target, reading.source
    for word in target.words:
        key = fold_key(word.text)
        if not _PLACE.fullmatch(word.text) or not _INTO.search(target.text[: word.start]):
            continue
        known = any(word.start < m.end and m.start < word.end for m in reading.target_terms)
        if not known and not related(key, source):
            return word
    return None


_PLACE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{3,}")
_INTO = re.compile(r"(?:\b(?:à|en|vers|depuis|fleuve|in|at|from|near) |\bd['’])$")


def _turned(match: Match, target: Side) -> Word | None:
    """Return the two words of a term that stand in the wrong order: *ministre premier*."""
    wanted = {
        tuple(fold_key(w) for w in reversed(written_words(form)))
        for form, _ in all_forms(match.concept, target.language)
    }
    for one, two in zip(target.words, target.words[1:], strict=False):
        between = target.text[one.end : two.start]
        if between == " " and (fold_key(one.text), fold_key(two.text)) in wanted:
            return Word(target.text[one.start : two.end], one.start, two.end)
    return None


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
        for name, always in wanted.items():
            if always and not capital:
                continue
            demonym = match.concept.domain == "demonyms"
            if not always and not demonym and " " in match.term.form:
                continue  # a common word in a name: withdrawing, for withdrawal from ECOWAS
            if _nearly(key, name) or (demonym and _is_derived(key, name)):
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
    if word.startswith(name) or name.startswith(word) or _stem(word) == _stem(name):
        return False
    return SequenceMatcher(None, word, name, autojunk=False).ratio() >= 0.75


_ADJECTIVE = re.compile(r"(?:[io]?ane?|ien(?:ne)?|[ao]ise?|ese)s?")


def _is_derived(word: str, name: str) -> bool:
    """Tell whether a word is the adjective of a country by an ending that is not its own.

    >>> _is_derived("togoan", "togolais"), _is_derived("senegalien", "senegalais")
    (True, True)
    >>> _is_derived("intermalien", "malien"), _is_derived("malinke", "malien")
    (False, False)
    """
    if name in word or word in name or _stem(word) == _stem(name):
        return False
    near = SequenceMatcher(None, word, name, autojunk=False).ratio() >= 0.6
    return near and kin(word, name) and _ADJECTIVE.search(word[-5:]) is not None


def _stem(word: str) -> str:
    """Return a word without the letters that gender and number add: européens, européenne."""
    return word.rstrip("ens")
