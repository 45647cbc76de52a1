"""The number of a noun that shows none: *two aircraft*, *des obus*, told by the words beside it."""

from __future__ import annotations

import re

from .model import Language, Number

_SPACE = r"[ \t\r\n\u00a0\u202f]+"
_BETWEEN = rf"(?:[^\W\d_]+(?:-[^\W\d_]+)*{_SPACE})?$"
"""At most one adjective between the determiner and the noun."""

_BEFORE: dict[tuple[Language, Number], str] = {
    ("en", "pl"): (
        r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
        r"|fifty|sixty|hundred|several|many|few|both|these|those|most|all|(?:dozens|hundreds|scores)"
        r" of|[02-9]|\d[\d,.]*\d)"
    ),
    ("en", "sg"): r"(?:an?|one|1|this|that|each|every|another)",
    ("fr", "pl"): (
        r"(?:les|des|aux|ces|mes|tes|ses|leurs|nos|vos|plusieurs|quelques|certains|certaines|deux"
        r"|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|cent"
        r"|(?:dizaines?|centaines?|nombre) de|[02-9]|\d[\d ,.\u00a0\u202f]*\d)"
    ),
    ("fr", "sg"): r"(?:une?|le|la|du|au|ce|cet|cette|mon|ton|son|ma|ta|sa|leur|chaque|1)",
}
_AFTER: dict[tuple[Language, Number], str] = {
    ("en", "pl"): r"(?:were|are|have)",
    ("en", "sg"): r"(?:was|is|has)",
    ("fr", "pl"): r"(?:sont|ont|étaient|avaient|seront|auront)",
    ("fr", "sg"): r"(?:est|a|était|avait|sera|aura)",
}
# French elides before a determiner: jusqu'aux obus
_EDGE: dict[Language, str] = {"en": r"(?<![\w'’-])", "fr": r"(?<![\w-])"}
_SIGNS: dict[tuple[Language, Number], tuple[re.Pattern[str], re.Pattern[str]]] = {
    key: (
        re.compile(rf"{_EDGE[key[0]]}{_BEFORE[key]}{_SPACE}{_BETWEEN}", re.IGNORECASE),
        re.compile(rf"{_SPACE}{_AFTER[key]}(?![\w'’-])", re.IGNORECASE),
    )
    for key in _BEFORE
}
_REACH = 60
"""Code points that are looked at on the left, so that time stays linear in a long text."""


def counted(text: str, start: int, end: int, language: Language) -> Number | None:
    """Return the number that the words around a noun tell; None where they tell nothing.

    Offsets are code points of ``text``, half-open. What stands before counts more than the verb
    after it.

    >>> counted("Two unmanned aircraft fell.", 13, 21, "en"), counted("An aircraft", 3, 11, "en")
    ('pl', 'sg')
    >>> counted("Des obus sont tombés.", 4, 8, "fr"), counted("aircraft", 0, 8, "en")
    ('pl', None)
    """
    low = max(0, start - _REACH)
    numbers: tuple[Number, ...] = ("pl", "sg")
    for number in numbers:
        if _SIGNS[language, number][0].search(text, low, start):
            return number
    for number in numbers:
        if _SIGNS[language, number][1].match(text, end):
            return number
    return None
