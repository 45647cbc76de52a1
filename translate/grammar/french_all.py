"""*All three countries* in French: *les trois pays*.

*Tous les trois* stands alone, for persons or things already named (*ils sont partis tous les
trois*), and before a noun it says every third (*tous les trois jours*): before a noun that is
counted *les* is enough (Le Bon usage § 640). Only where the source has *all* and the same number
before a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .changes import Change, recase

_NUMBERS = {
    "three": "trois", "four": "quatre", "five": "cinq", "six": "six", "seven": "sept",
    "eight": "huit", "nine": "neuf", "ten": "dix",
}  # fmt: skip
_S = r"[ \u00a0]"
_ALL = re.compile(
    rf"(?P<before>(?<![\w'’-])(?:de|à){_S})?(?<![\w'’-])(?P<all>tou(?:te)?s{_S}les){_S}"
    rf"(?=(?P<number>{'|'.join(_NUMBERS.values())}|\d{{1,2}}){_S}[a-zà-ÿœ-]+[sx]\b)",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\b[Aa]ll{_S}(?:of{_S})?(?:the{_S}|its{_S}|their{_S})?(?P<number>{'|'.join(_NUMBERS)}|\d{{1,2}})"
    rf"{_S}(?!are\b|were\b|of\b|have\b|had\b|has\b|will\b|is\b|was\b|said\b|or\b|and\b)[a-z]"
)
_EVERY = re.compile(rf"\b[Ee]very{_S}(?P<number>{'|'.join(_NUMBERS)}|\d{{1,2}}){_S}")
_CONTRACTED = {"de": "des ", "à": "aux "}


def all_of_them(text: str, source: str) -> Iterator[Change]:
    """Yield what takes *tous* away before a number and a noun.

    >>> [c.after for c in all_of_them("Il vit dans tous les trois pays.", "in all three countries")]
    ['les ']
    >>> [c.after for c in all_of_them("Il vient de tous les trois pays.", "of all three lands")]
    ['des ']
    >>> list(all_of_them("Il vient tous les trois jours.", "He comes every three days."))
    []
    """
    said = {_NUMBERS.get(m["number"], m["number"]) for m in _SAID.finditer(source)}
    said -= {_NUMBERS.get(m["number"], m["number"]) for m in _EVERY.finditer(source)}
    if not said:
        return
    for match in _ALL.finditer(text):
        if match["number"].lower() not in said:
            continue
        before = (match["before"] or "").strip(" \u00a0").lower()
        after = recase(match.group()[:2], _CONTRACTED.get(before, "les "), "")
        yield Change(*match.span(), match.group(), after, "all-of-them")
