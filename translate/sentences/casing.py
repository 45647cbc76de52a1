"""ALL-CAPS lines: translated through a copy in ordinary case, then put back into capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.model import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def is_all_caps(text: str) -> bool:
    """Tell whether a line is set in capitals: two words of more than three letters at least.

    A line of acronyms alone (JNIM, FLA) is no headline.

    >>> is_all_caps("L'ARMÉE MALIENNE REPREND KIDAL"), is_all_caps("Le JNIM et le FLA")
    (True, False)
    """
    words = _WORD.findall(text)
    letters = [w for w in words if len(w) > 1]
    if not letters or any(c.islower() for c in text if c.isalpha()):
        return False
    return sum(len(w) > 3 for w in words) >= 2 and len(letters) >= 3


_MONTHS = "JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC"
_NOTATION: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?P<kept>US)(?=[$] ?\d)|\b(?:IN|FOR|FROM|TO|OF|DURING|SINCE) (?P<quarter>Q[1-4])\b"
        rf"|\b(?P<month>{_MONTHS})(?=\.? \d)|(?<=\d )(?P<named>{_MONTHS})\b"
    ),
    "fr": re.compile(
        # not VIE, which is life
        r"\b(?P<ordinal>[IVX]+(?:[ÈE]ME\b|E(?= (?:SI[ÈE]CLE|R[ÉE]PUBLIQUE|L[ÉE]GISLATURE)\b)))"
        r"|\d ?(?P<thousands>K)(?=[€$£])|\d ?(?P<money>M)(?= ?[€$£])|\d ?(?P<scale>MR?DS?)\b"
        r"|\d ?H(?: ?\d\d)? (?P<kept>TU)\b|\b(?:AU|DU|LE) (?P<quarter>T[1-4])\b"
        r"|(?:^|: )(?P<report>RAS)\b"
    ),
}
_WRITTEN = {"month": str.title, "named": str.title, "scale": str.title, "thousands": str.lower}


def notation(text: str, language: Language) -> list[tuple[int, int, str]]:
    """Return spans of notation of news in an ALL-CAPS text, with their proper writing.

    >>> notation("XXIE SIÈCLE : LA VIE À 18H TU", "fr"), notation("ON AUG. 5", "en")
    ([(0, 4, 'XXIe'), (27, 29, 'TU')], [(3, 6, 'Aug')])
    """
    found: list[tuple[int, int, str]] = []
    for match in _NOTATION[language].finditer(text):
        name = match.lastgroup or ""
        word = match[name]
        if name == "ordinal":
            roman = word.rstrip("EÈM")
            proper = roman + word[len(roman) :].lower()
        else:
            proper = _WRITTEN.get(name, str)(word)
        found.append((*match.span(name), proper))
    return found


def recase(text: str, names: Sequence[tuple[int, int, str]] = ()) -> str:
    """Return an ALL-CAPS text in sentence case; ``names`` are spans with their proper writing.

    >>> recase("LES FAMA ENTRENT À KIDAL", [(4, 8, "FAMa"), (19, 24, "Kidal")])
    'Les FAMa entrent à Kidal'
    """
    lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    out: list[str] = []
    at = 0
    for start, end, proper in sorted(names):
        if start < at:
            continue
        out += [lowered[at:start], proper]
        at = end
    out.append(lowered[at:])
    joined = "".join(out)
    first = next((i for i, c in enumerate(joined) if c.isalpha()), None)
    if first is None:
        return joined
    return joined[:first] + joined[first].upper() + joined[first + 1 :]


def capitalise(text: str, keep: Sequence[tuple[int, int]] = ()) -> str:
    """Return ``text`` in capitals except the spans in ``keep`` (FAMa stays FAMa).

    >>> capitalise("The FAMa enter Kidal", [(4, 8)])
    'THE FAMa ENTER KIDAL'
    """
    out: list[str] = []
    at = 0
    for start, end in between(text, keep):
        out += [text[at:start], _upper(text[start:end])]
        at = end
    return "".join([*out, text[at:]])


def between(text: str, keep: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text`` outside the spans in ``keep``.

    >>> list(between("The FAMa enter", [(4, 8)]))
    [(0, 4), (8, 14)]
    """
    at = 0
    for start, end in sorted(keep):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _upper(text: str) -> str:
    # character for character, so that offsets stay true ('ß'.upper() has two letters)
    return "".join(up if len(up := c.upper()) == 1 else c for c in text)
