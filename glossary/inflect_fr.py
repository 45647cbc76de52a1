"""French word forms by rule: plural, singular, feminine, the phrase around a head noun.

Rules and exceptions after Le Bon usage (Grevisse and Goosse, 16th ed., § 513-536 plural of nouns,
§ 541-556 feminine and plural of adjectives) and, for compounds, the 1990 rectifications where
usage follows them. Words are taken as they are spelt; a capital at the head is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .inflect_fr_words import (
    AIL_AUX,
    AUX_SINGULAR,
    COMPOUND_PLURAL,
    DEMONYMS,
    DROPS_OIS_AIS,
    EUR_PLUS_E,
    FIXED_FIRST,
    GENDER_INVARIABLE,
    IRREGULAR_FEMININE,
    IRREGULAR_PLURAL,
    IRREGULAR_SINGULAR,
    KEEPS_S,
    NUMBER_INVARIABLE,
    S_PLURAL_AL,
    S_PLURAL_EU_AU,
    STOP,
    TEUR_TEUSE,
    VERB_FIRST,
    X_PLURAL_OU,
    X_SINGULAR,
)
from .model import Gender, Number
from .text import is_acronym

# ------------------------------------------------------------------ plural of a word


def plural_word(word: str) -> str:
    """Return the plural of one French word or hyphenated compound.

    Acronyms and words in -s, -x, -z do not change (Le Bon usage, § 523).

    >>> [plural_word(w) for w in ("général", "festival", "réseau", "feu", "pays", "camion-citerne")]
    ['généraux', 'festivals', 'réseaux', 'feux', 'pays', 'camions-citernes']
    """
    lower = word.lower()
    if lower in NUMBER_INVARIABLE or is_acronym(word) or not word[-1:].isalpha():
        return word
    if lower in COMPOUND_PLURAL:
        return _like(word, COMPOUND_PLURAL[lower])
    if "-" in word:
        return _hyphenated(word, plural_word)
    if lower in IRREGULAR_PLURAL:
        return _like(word, IRREGULAR_PLURAL[lower])
    if lower[-1] in "sxz":
        return word
    if lower.endswith("al") and lower not in S_PLURAL_AL:
        return word[:-2] + "aux"
    if lower in AIL_AUX:
        return word[:-3] + "aux"
    if lower.endswith(("au", "eu")) and lower not in S_PLURAL_EU_AU:
        return word + "x"
    if lower in X_PLURAL_OU:
        return word + "x"
    return word + "s"


# ------------------------------------------------------------------ singular of a word


def singular_word(word: str) -> str:
    """Return the singular of one French plural word, or the word where no rule is safe.

    >>> [singular_word(w) for w in ("généraux", "réseaux", "civils", "corps", "français", "poreux")]
    ['général', 'réseau', 'civil', 'corps', 'français', 'poreux']
    """
    lower = word.lower()
    if lower in NUMBER_INVARIABLE or is_acronym(word):
        return word
    if lower in IRREGULAR_SINGULAR:
        return _like(word, IRREGULAR_SINGULAR[lower])
    if lower in AUX_SINGULAR:
        return _like(word, AUX_SINGULAR[lower])
    if "-" in word and lower not in X_SINGULAR:
        return _hyphenated(word, singular_word)
    if lower in X_SINGULAR or lower.endswith("eaux"):
        return word[:-1]
    if lower.endswith("aux"):
        return word[:-3] + "al"
    if lower.endswith("s") and not lower.endswith("ss"):
        if lower in KEEPS_S:
            return word
        if lower.endswith(("ois", "ais")) and lower not in DROPS_OIS_AIS:
            return word
        return word[:-1] if len(word) > 2 else word
    return word


# ------------------------------------------------------------------ feminine of a word


def feminine_word(word: str) -> str:
    """Return the feminine singular of one French masculine singular adjective or person noun.

    >>> [feminine_word(w) for w in ("malien", "nigérian", "éleveur", "instructeur", "actif")]
    ['malienne', 'nigériane', 'éleveuse', 'instructrice', 'active']
    """
    lower = word.lower()
    if lower in GENDER_INVARIABLE or is_acronym(word):
        return word
    if lower in IRREGULAR_FEMININE:
        return _like(word, IRREGULAR_FEMININE[lower])
    if "-" in word:
        return _hyphenated(word, feminine_word)
    if lower.endswith("e") or not word[-1:].isalpha():
        return word
    if lower.endswith("er"):
        return word[:-2] + "ère"
    if lower.endswith("f"):
        return word[:-1] + "ve"
    if lower.endswith("x"):
        return word[:-1] + "se"
    if lower.endswith("eur"):
        if lower in EUR_PLUS_E:
            return word + "e"
        if lower.endswith("teur") and lower not in TEUR_TEUSE:
            return word[:-3] + "rice"
        return word[:-1] + "se"
    if lower.endswith(("el", "eil", "en", "on", "et")):
        return word + word[-1] + "e"
    if lower.endswith("c"):
        return word[:-1] + "que"
    if lower.endswith(("a", "o", "ou", "y")):
        return word  # loan words (les femmes haoussa): no mark is safe
    return word + "e"


def adjective_forms(base: str) -> dict[tuple[Number, Gender], str]:
    """Return the four forms of an adjective or participle given in the masculine singular.

    >>> adjective_forms("malien")[("pl", "f")], adjective_forms("général")[("pl", "m")]
    ('maliennes', 'généraux')
    """
    feminine = feminine_word(base)
    return {
        ("sg", "m"): base,
        ("pl", "m"): plural_word(base),
        ("sg", "f"): feminine,
        ("pl", "f"): plural_word(feminine),
    }


def _hyphenated(word: str, change: Callable[[str], str]) -> str:
    """Apply ``change`` to the parts of a compound that take the mark."""
    parts = word.split("-")
    lowered = [p.lower() for p in parts]
    if len(parts) > 2 and any(p in STOP or p in {"le", "la", "les"} for p in lowered[1:-1]):
        return "-".join([change(parts[0]), *parts[1:]])  # arcs-en-ciel, face-à-face is listed
    if lowered[0] in VERB_FIRST:
        if change is feminine_word:
            return word
        return "-".join([*parts[:-1], change(parts[-1])])
    done = [p if low in FIXED_FIRST else change(p) for p, low in zip(parts, lowered, strict=True)]
    return "-".join(done)


def _like(word: str, form: str) -> str:
    """Give ``form`` the initial capital of ``word``."""
    return form[0].upper() + form[1:] if word[:1].isupper() else form


# ------------------------------------------------------------------ phrases

_ELIDED_STOP = re.compile(r"^(?:d|l|qu)['’ʼ]", re.IGNORECASE)


def inflecting(words: list[str]) -> list[int]:
    """Return the indexes of the words of a noun phrase that take number and gender marks.

    The head and what follows it up to the first preposition, article, conjunction or name;
    and a nationality at the very end (armée de l'air malienne), which belongs to the head however
    far away it stands.

    >>> inflecting("engin explosif improvisé de fabrication".split())
    [0, 1, 2]
    >>> inflecting("groupe Wagner".split()), inflecting("armée de l'air malienne".split())
    ([0], [0, 3])
    """
    taken: list[int] = []
    if any(word.endswith(",") for word in words):
        return []  # a list of nouns has no head
    for index, word in enumerate(words):
        if word.lower() in STOP or _ELIDED_STOP.match(word):
            break
        if index and word[:1].isupper() and not words[0][:1].isupper():
            break
        if is_acronym(word) or not word[:1].isalpha():
            break
        taken.append(index)
    last = len(words) - 1
    if taken and last > taken[-1] + 1 and _is_demonym(words[last]):
        taken.append(last)
    return taken


def _is_demonym(word: str) -> bool:
    return word in _demonym_forms()


@lru_cache(maxsize=1)
def _demonym_forms() -> frozenset[str]:
    return frozenset(form for base in DEMONYMS for form in adjective_forms(base).values())


def plural_phrase(phrase: str) -> str:
    """Return the plural of a noun phrase listed in the singular.

    >>> plural_phrase("chef d'état-major"), plural_phrase("général de brigade")
    ("chefs d'état-major", 'généraux de brigade')
    """
    return _each(phrase, plural_word)


def singular_phrase(phrase: str) -> str:
    """Return the singular of a noun phrase listed in the plural.

    >>> singular_phrase("groupes armés terroristes"), singular_phrase("forces de défense")
    ('groupe armé terroriste', 'force de défense')
    """
    return _each(phrase, singular_word)


def feminine_phrase(phrase: str) -> str:
    """Return the feminine of a masculine singular phrase.

    >>> feminine_phrase("haut représentant"), feminine_phrase("président de la transition")
    ('haute représentante', 'présidente de la transition')
    """
    return _each(phrase, feminine_word)


def _each(phrase: str, change: Callable[[str], str]) -> str:
    words = phrase.split(" ")
    marked = set(inflecting(words))
    return " ".join(change(w) if i in marked else w for i, w in enumerate(words))
