"""Slips of the pen: what comes near a name that is lost, and is none of its forms.

*Kiew* for Kyiv, *African Unit*, *ministre premier*: near in letters or in half
of its words, and asked for by nothing else in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from glossary.match import Match
from glossary.model import Concept, Language
from glossary.surface import written_words
from glossary.text import fold_key

from ..prepare import touches
from .answer import Answer, How, is_name, is_proper
from .kin import all_forms, family, kin, needed_of, related, whole_names
from .one_word import one_word_off
from .reading import Reading, Side, Word

_SHORTEST = 4


def slip_of(answer: Answer, reading: Reading) -> Word | None:
    """Return what comes near a term that is lost and is none of its forms."""
    if answer.how is not How.AGAIN or answer.match.concept.domain == "demonyms":
        slip = misspelt(answer.match, reading)
        if slip is not None:
            return slip
    if answer.how is How.RELATED:
        turned = (
            _turned(answer.match, reading.target)
            or _misnamed(answer.match, reading)
            or (one_word_off(answer.match, reading) if is_name(answer.match) else None)
        )
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
        known = touches(reading.target_spans, word.start, word.end)
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


def _misnamed(match: Match, reading: Reading) -> Word | None:
    """Return a name that has half the words of the one wanted: *African Unit*, *golfe de Guyane*.

    Its other words with a capital are neither of the name nor of anything in the source; the
    first word of a sentence, which has its capital from there, tells nothing.
    """
    if not is_name(match):
        return None
    target, source = reading.target, reading.source
    own = family(match, target.language)
    if any(
        all(related(word, target) for word in words)
        for words in whole_names(match.concept, target.language)
    ):
        return None  # in another order, or with a word between
    for run in _capitalised(target):
        known = [w for w in run if any(kin(fold_key(w.text), name) for name in own)]
        strange = [w for w in run if w not in known and _is_strange(w, reading, source)]
        if known and strange:
            start, end = (
                min(known + strange, key=_start).start,
                max(known + strange, key=_start).end,
            )
            return Word(target.text[start:end], start, end)
    return None


def _start(word: Word) -> int:
    return word.start


_SENTENCE_START = re.compile(r"(?:^|[.!?…:])\W*$")


def _is_strange(word: Word, reading: Reading, source: Side) -> bool:
    """Tell whether a word with a capital comes neither from the source nor from the glossary."""
    key = fold_key(word.text)
    if len(key) < _SHORTEST or not word.text[0].isupper() or related(key, source):
        return False
    if _SENTENCE_START.search(reading.target.text[: word.start]):
        return False
    return not touches(reading.target_spans, word.start, word.end)


_JOINING = frozenset("of the de du des la le les".split())


def _capitalised(side: Side) -> Iterator[tuple[Word, ...]]:
    """Yield runs of words that may be one name: each has a capital, in French not the last.

    What joins them (*of*, *de la*) may stand between and is left out.
    """
    run: list[Word] = []
    end = 0
    for word in map(_unelided, side.words):
        joined = bool(run) and side.text[end : word.start].strip(" ld'’") == ""
        capital = word.text[0].isupper()
        joining = word.text in _JOINING
        named = joined and run[-1].text[0].isupper()
        adjective = named and side.language == "fr"
        if run and not (named and (capital or joining or adjective)):
            yield tuple(run)
            run = []
        if not joining and (capital or run):
            run.append(word)
        end = word.end
    if run:
        yield tuple(run)


def _unelided(word: Word) -> Word:
    """Return a word without an article or particle that is elided before it: *l'Algeria*."""
    elided = _ELIDED.match(word.text)
    if elided is None:
        return word
    return Word(word.text[elided.end() :], word.start + elided.end(), word.end)


_ELIDED = re.compile(r"(?:[ldnsj]|qu)['’](?=[^\W\d_])", re.IGNORECASE)


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
    for word in map(_unelided, target.words):
        key = fold_key(word.text)
        if len(key) < _SHORTEST or key in source or re.sub(r"\W", "", key) in wanted:
            continue
        if touches(reading.target_spans, word.start, word.end):
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
    begun = word[: needed_of(word, name)] == name[: needed_of(word, name)]
    return near and begun and _ADJECTIVE.search(word[-5:]) is not None


def _stem(word: str) -> str:
    """Return a word without the letters that gender and number add: européens, européenne."""
    return word.rstrip("ens")
