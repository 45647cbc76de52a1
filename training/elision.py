"""Repair the French words before a noun that has been swapped for another of equal gender."""

import re

_VOWEL = re.compile(r"[aeiouyâàäéèêëîïôöûùüœæ]", re.IGNORECASE)
# Letters whose names begin with a vowel: an acronym that is spelt out elides by its letter's name.
_SPELT_VOWELS = frozenset("AEFHILMNORSX")
_ELIDED = re.compile(r"\b(l|d|qu|jusqu|lorsqu|puisqu)'$", re.IGNORECASE)
_FULL = re.compile(r"\b(le|la|de|que|jusque|lorsque|puisque|du|au|de la|à la|de l'|à l') ?$", re.I)


def elides(word: str) -> bool:
    """Tell whether le, la, de and que lose their vowel before `word`.

    Words in h keep it (le Hamas, le Haut-Nil): names in h that reporting meets are mostly
    aspirated. All-capital words of up to three letters without a vowel sound are spelt out.

    >>> [elides(w) for w in ("AES", "Alliance", "Gao", "MNLA", "FLA", "ONG", "CSP")]
    [True, True, False, True, False, True, False]
    """
    if _VOWEL.match(word):
        return not word.lower().startswith(("y", "ou"))
    first = word.split()[0] if word.split() else ""
    # MNLA and HCR are spelt; FAMa, FLA, SADC are read as words because a vowel follows soon.
    spelt = first.isupper() and len(first) > 1 and not _VOWEL.search(first[:3])
    return spelt and first[0] in _SPELT_VOWELS


def refit(before: str, word: str, gender: str) -> str:
    """Return `before` (the text up to a noun) with its last article or preposition fit for `word`.

    `gender` is "m" or "f": it decides what l' becomes. Only singular nouns need this.

    >>> refit("les soldats de l'", "CEDEAO", "f"), refit("le chef du ", "État islamique", "m")
    ('les soldats de la ', "le chef de l'")
    >>> refit("près d'", "Gao", "f"), refit("près de ", "Ansongo", "m"), refit("au ", "Est", "m")
    ('près de ', "près d'", "à l'")
    """
    if elides(word):
        return _FULL.sub(_shorten, before)
    return _lengthen(before, gender)


def _shorten(match: re.Match[str]) -> str:
    word = match.group(1)
    low = word.lower()
    table = {"le": "l'", "la": "l'", "du": "de l'", "au": "à l'", "de la": "de l'", "à la": "à l'"}
    if low in table:
        short = table[low]
    elif low.endswith("'"):
        return match.group()
    else:
        short = low[:-1] + "'"
    return short[0].upper() + short[1:] if word[0].isupper() else short


def _lengthen(before: str, gender: str) -> str:
    match = _ELIDED.search(before)
    if not match:
        return before
    head, word = before[: match.start()], match.group(1)
    if word.lower() != "l":
        return f"{head}{word}e "
    article = "la" if gender == "f" else "le"
    if gender != "f":
        for preposition, joined in (("de ", "du "), ("à ", "au ")):
            if head.lower().endswith(preposition) and (
                len(head) == len(preposition) or not head[-len(preposition) - 1].isalpha()
            ):
                capital = head[-len(preposition)].isupper()
                return head[: -len(preposition)] + (joined.capitalize() if capital else joined)
    return f"{head}{article.capitalize() if word.isupper() else article} "
