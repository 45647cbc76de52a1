"""Words by which a text may answer a term without having one of its forms.

*Mali* for *Malian*, *antiterroriste* for *terrorism*, *U.S.* for the United States, *Spanish* for
*de l'Espagne*: nearness in letters, not in meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from glossary.inflect import forms
from glossary.match import TARGET_STATUSES, Match
from glossary.model import Concept, Language, Status, Term
from glossary.surface import written_words
from glossary.text import fold_key, is_acronym

from .answer import concepts_of, is_name
from .reading import Side

_FOUND = (*TARGET_STATUSES, Status.DEPRECATED)
_SHORTEST = 4  # letters of a word that tells something by itself


@lru_cache(maxsize=8192)
def all_forms(concept: Concept, language: Language) -> tuple[tuple[str, Term], ...]:
    """Return every form of a concept in a language that is not forbidden, the preferred first."""
    found: dict[str, Term] = {}
    for _, term in concept.terms():
        if term.language == language and term.status in _FOUND:
            for inflected in forms(term):
                found.setdefault(inflected.form, term)
    return tuple(found.items())


_FUNCTION = frozenset(
    "avec contre dans entre pour sans sous vers chez from with against over into under upon".split()
)
"""Words of a form that tell nothing of what it means."""


def kinship(match: Match, side: Side, taken: Sequence[tuple[int, int]] = ()) -> bool:
    """Tell whether a text has the words of a term's family: of a name half of them, else one.

    *Burkina* is enough for *Burkina Faso*, *Santé* is not for *Organisation mondiale de la santé*.
    One word of several is none in ``taken``, half-open spans that answer other terms: the minister
    of *the prime minister's office* is not the one for communication.
    """
    if is_name(match):
        names = (w for c in concepts_of(match) for w in whole_names(c, side.language))
        return any(2 * sum(related(w, side) for w in words) >= len(words) for words in names)
    forms_of = [w for c in concepts_of(match) for w in telling_words(c, side.language)]
    free = side.keys_outside(taken)
    return any(
        all(related(w, side) for w in words) or any(related_to(w, free) for w in words)
        for words in forms_of
    )


@lru_cache(maxsize=8192)
def telling_words(concept: Concept, language: Language) -> frozenset[tuple[str, ...]]:
    """Return the folded words of each form of a concept that are long enough to tell something."""
    found = (_telling(form) for form, _ in all_forms(concept, language))
    return frozenset(words for words in found if words)


def _telling(form: str) -> tuple[str, ...]:
    return tuple(
        fold_key(word)
        for word in written_words(form)
        if len(word) >= _SHORTEST and fold_key(word) not in _FUNCTION
    )


@lru_cache(maxsize=8192)
def whole_names(concept: Concept, language: Language) -> frozenset[tuple[str, ...]]:
    """Return the same without a word that stands beside an acronym too short to count.

    *Commission de l'UA* is not said by *commission*.
    """
    short = {
        _telling(form)
        for form, _ in all_forms(concept, language)
        if any(len(word) < _SHORTEST and is_acronym(word) for word in written_words(form))
    }
    return frozenset(
        words for words in telling_words(concept, language) if len(words) > 1 or words not in short
    )


def family(match: Match, language: Language) -> frozenset[str]:
    """Return the folded words, long enough to tell something, of a concept's forms."""
    return frozenset().union(*(_family(c, language) for c in concepts_of(match)))


@lru_cache(maxsize=8192)
def _family(concept: Concept, language: Language) -> frozenset[str]:
    return frozenset(word for words in telling_words(concept, language) for word in words)


def related(word: str, side: Side) -> bool:
    """Tell whether a text has a word of the same family: a long beginning in common.

    >>> related("malian", Side("le Mali", "fr"))
    True
    """
    return related_to(word, side.keys)


def related_to(word: str, keys: frozenset[str]) -> bool:
    """Tell the same of folded words."""
    return any(kin(word, w) for w in keys if len(w) >= _SHORTEST)


_ENDING = re.compile(
    # French verbs and participles
    r"(?:e?s?|x|ees?|er|ent|ez|re|ir|it|is|ies?|u|ues?|us|a|ont|ait|aient|r?ai[st]|raient|e?ra"
    r"|eront|[ae]?ntes?|[ae]?nts?"
    # French nouns
    r"|e?ments?|ages?|[aits]?ions?|[ae]nces?|ures?|eurs?|euses?|rices?|i?smes?|mes?|istes?|ites?"
    # French adjectives and inhabitants
    r"|a[lux]|aux|ales?|i?ell?e?s?|c?toral(?:es?)?|t|n?aires?|iere?s?|ifs?|ives?|[ai]bles?|eux"
    r"|ices?|i?ens?|i?ennes?|[ao]is|[ao]ises?|a?ines?|a?ins?|ane?s?|oles?|ards?|a?nde?s?|gnes?"
    # English
    r"|y|d|[lmnpt]?(?:ed|ers?|ings?)|ors?|ness|ity|ly|ry|ism|ists?|ic(?:s|al)?|c|i?ans?|ns?|nes?"
    r"|o|ia|ese|ish|hood|ship|ary|olog(?:y|ies?|ices?|ic|ical)"
    r"){0,2}"
)
"""What stands behind the stem of words of one family, in folded words whose *qu* is *c*."""


def kin(one: str, two: str) -> bool:
    """Tell whether two folded words are of one family: a stem in common, then endings.

    What differs behind a short stem must be what words are derived and inflected by: *soldes* is
    no *soldats*. An *e* is no part of a stem: *arme* is no *armée*.

    >>> kin("terrorisme", "antiterroriste"), kin("malien", "mali"), kin("mali", "maire")
    (True, True, False)
    >>> kin("attaque", "attaquer"), kin("france", "francais"), kin("france", "frankland")
    (True, True, False)
    >>> kin("armee", "arme"), kin("soldats", "soldes"), kin("kenya", "kenyatta")
    (False, False, False)
    """
    if one == two:
        return True
    if one[: _SHORTEST - 1] != two[: _SHORTEST - 1] and one[:_SHORTEST] not in two:
        return False  # most are no relations: this is fast
    one, two = one.replace("qu", "c"), two.replace("qu", "c")  # Afrique, africain
    needed = needed_of(one, two)
    if min(len(one), len(two)) < needed:
        return False
    if needed >= 5 and one[:needed] in two[1:]:
        return True  # antiterroriste is of the family of terrorism as well
    stem = _begin_alike(one, two)
    if stem < needed or len(one[:stem].rstrip("e")) < _SHORTEST:
        return False
    return 4 * stem >= 3 * max(len(one), len(two)) or share_stem(one, two, needed)


def needed_of(one: str, two: str) -> int:
    """Return how many letters two words of one family begin with at least."""
    return max(_SHORTEST, (min(len(one), len(two)) * 2 + 2) // 3)


def share_stem(one: str, two: str, least: int) -> bool:
    """Tell whether two folded words differ in their endings only, behind ``least`` letters.

    >>> share_stem("unis", "uniennes", 3), share_stem("unis", "unifies", 3)
    (True, False)
    """
    stem = _begin_alike(one, two)
    return stem >= least and all(_ENDING.fullmatch(word[stem:]) for word in (one, two))


def _begin_alike(one: str, two: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )


def short_words(match: Match, language: Language) -> frozenset[str]:
    """Return the words of three letters that carry a name: le Lac for Lac province."""
    return frozenset(
        fold_key(word)
        for concept in concepts_of(match)
        for form, _ in all_forms(concept, language)
        for word in written_words(form)
        if len(word) == 3 and word[0].isupper() and word[1:].islower()
    ) - frozenset(("the", "les", "des", "une", "and", "for"))


_ACRONYM = re.compile(r"(?<!\w)[A-Z](?:\.?-?[A-Z]){1,5}(?!\w)")


def initials(match: Match, language: Language) -> frozenset[str]:
    """Return the acronyms that the forms of a concept make: US and USA for the United States."""
    found: set[str] = set()
    for concept in concepts_of(match):
        for form, _ in all_forms(concept, language):
            letters = "".join(re.findall(r"(?<![^\W\d_])[^\W\d_a-z]", form))
            found |= {letters, letters + "A", re.sub(r"\W", "", form).upper()}
    return frozenset(f for f in found if len(f) > 1)


def written_acronyms(text: str) -> frozenset[str]:
    """Return the acronyms of a text without points and hyphens: US for U.S."""
    return frozenset(re.sub(r"\W", "", m.group()) for m in _ACRONYM.finditer(text))


_INHABITANTS = {"france": "french", "pays-bas": "dutch", "netherlands": "neerlandais"}

_OF_A_COUNTRY: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:ans?|[ei]se|[aeioulnrt]sh|ch|ss|ots?|ks?|[bdnw]es|nes|oles|ards?|anders?|ines?|asy)"
    ),
    "fr": re.compile(
        r"(?:[ao]ise?|ien(?:ne)?|een(?:ne)?|aine?|an(?:e|aise?)?|ole?|ine?|ite|ote|que|ecque|[stv]e|ec)s?"
    ),
}
"""Endings of the adjectives and inhabitants of countries, in folded words."""


def inhabited(match: Match, target: Side) -> bool:
    """Tell whether the target has the adjective of a country: Spanish for *de l'Espagne*.

    Three letters in common are enough beside the ending of such an adjective: *Malawi* is no
    answer to *Mali*.
    """
    names = family(match, target.language)
    return any(
        (word[:3] == name[:3] and _is_of_a_country(word, name, target.language))
        or word.startswith(_INHABITANTS.get(name, "\0"))
        for name in names
        for word in target.keys
        if len(word) >= _SHORTEST
    )


def _is_of_a_country(word: str, name: str, language: Language) -> bool:
    """Tell whether a word may be the adjective of a name with which it begins.

    >>> [_is_of_a_country(w, n, "en") for w, n in (("spanish", "spain"), ("iraqi", "iraq"))]
    [True, True]
    >>> _is_of_a_country("malawi", "mali", "en"), _is_of_a_country("malawi", "mali", "fr")
    (False, False)
    """
    if word.rstrip("s")[:-1] in (name, name[:-1]):
        return True
    return re.search(f"{_OF_A_COUNTRY[language].pattern}$", word) is not None
