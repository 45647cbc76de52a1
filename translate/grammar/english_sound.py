"""Whether "an" stands before a word: by its sound, acronyms as they are spoken.

The Chicago Manual of Style (17th ed.) 5.74 and 10.9.
"""

from __future__ import annotations

import re

from glossary.text import is_acronym


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SPOKEN = _set(
    """
    FAMa FAMA MINUSMA ECOWAS NATO UNICEF OCHA MUJAO MUJWA GATIA ACLED AQIM AQMI MISAHEL MISMA
    AFISMA CILSS UNESCO FIFA OPEC DIRPA ISWAP BOAD CONASUR UNOWAS WAEMU HAMAS SADC FACT RAND MOC
    LAPSSET MAM SITE NASA MONUSCO MINURSO SAM RAM SWAT SIM FAN FAR FAT HUR HAC LAP
    """
)
"""Acronyms that are spoken as words (OQLF and UN style guides give these; Chicago 10.9)."""

_SPELLED = _set("MNLA MNJTF FLA FPL FPJ FPR HRW HCUA NGO RSF MSF SMP IED EU UN")
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!n|m|d|ss)|unanim|us[aeiu]|ut[ei]|ukr|ugan|uran|ubiq|eu|ew|one\b|once\b|oua|oue|oui)",
    re.I,
)
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_FREE_H = re.compile(r"(?:historic|hotel|habitual|hysteric|herb)", re.IGNORECASE)


def takes_an(form: str) -> bool | None:
    """Tell whether "an" stands before ``form``; None where usage has both or the sound is unsure.

    Why: the article goes by the sound, and an acronym sounds as its letters' names unless it is
    spoken as a word (an FLA fighter, a FAMa patrol, a UN mission, an NGO).

    >>> [takes_an(w) for w in ("FLA", "CSP", "UN", "FAMa", "MINUSMA", "ECOWAS", "Nigerien", "hour")]
    [True, False, False, False, False, True, False, True]
    """
    form = form.lstrip("'\"“‘(«")
    match = re.match(r"\w[\w.]*", form)
    if match is None:
        return None
    word = match.group()
    if re.match(r"[A-Z][a-z]-?\d", form):
        return None  # Mi-17, Su-24: said as letters or as a word
    if re.match(r"1[18]\d\d(?!\d)", word):
        return None  # an 1800-strong force, a 1,800-strong one
    if word[0].isdigit():
        return word[0] == "8" or re.match(r"1[18](?!\d)", word) is not None
    if is_acronym(word) or (len(word) == 1 and word.isupper()):
        return _acronym_takes_an(word)
    if _SILENT_H.match(word):
        return True
    if _FREE_H.match(word):
        return None
    if _CONSONANT_SOUND.match(word):
        return False
    return word[0].lower() in "aeioué"


def _acronym_takes_an(word: str) -> bool | None:
    first = word[0].upper()
    spelled = first in _VOWEL_LETTERS
    if word in _SPELLED or len(re.sub(r"\W|\d", "", word)) <= 3:
        return spelled if word not in _SPOKEN else first in "AEIO"
    spoken = first in "AEIOU"
    if word in _SPOKEN:
        return spoken and word not in ("UNICEF", "UNESCO", "UNOWAS")
    if re.match(r"[A-Z][^AEIOUaeiou]{2}", word):
        return spelled  # no vowel near the start: it cannot be spoken
    return spelled if spelled == spoken else None
