"""Checks of what is counted: percent, money, months and days of the week.

The number may be right and what it counts wrong: 12 % becomes 12, euros become dollars, Tuesday
becomes Thursday. Each is told only where both texts are clear about it and disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from gettext import gettext as _

from glossary.model import Language

from ..result import Severity
from ..typography.numbers import Kind
from .check import Note, pair_check
from .reading import Reading, Side

_PERCENT = re.compile(r"[%‰٪]|\b(?:per ?cent\w*|pour[ \u00a0]cent\w*|pourcent\w*|points?)\b", re.I)
_MONEY = {
    "euros": re.compile(r"€|\bEUR\b|\beuros?\b", re.I),
    "dollars": re.compile(r"\$|\bUSD\b|\bdollars?\b", re.I),
    "pounds": re.compile(r"£|\bGBP\b|\bsterling\b", re.I),
    "francs": re.compile(r"\bF ?CFA\b|\bXOF\b|\bCFA\b|\bfrancs?\b", re.I),
    "naira": re.compile(r"\bnairas?\b|₦", re.I),
    "roubles": re.compile(r"\br(?:o?u|ou)bles?\b|₽", re.I),
    "yuan": re.compile(r"\byuans?\b|\brenminbi\b", re.I),
    "dirhams": re.compile(r"\bdirhams?\b", re.I),
    "dinars": re.compile(r"\bdinars?\b", re.I),
}
_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "fr": tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre".split()
    ),
    "en": tuple(
        "January February March April May June July August September October November "
        "December".split()
    ),
}
_DAYS: Mapping[Language, tuple[str, ...]] = {
    "fr": tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
    "en": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
}
_NAMED_DAY = re.compile(
    r"Good Friday|Black (?:Mon|Fri)day|[Vv]endredi saint|Shrove Tuesday|Ash Wednesday|"
    r"[Mm]ardi gras|[Mm]ercredi des [Cc]endres|Easter (?:Mon|Sun)day|[Ll]undi de P(?:â|en)\w+|"
    r"\b(?:[Nn]ight|[Nn]uit)\b",  # la nuit de jeudi may be Wednesday's
)
_Found = dict[int, re.Match[str]]


@pair_check(
    "percent",
    Severity.ERROR,
    "A percentage of the source is a bare number in the translation, or the reverse.",
)
def percent(reading: Reading) -> Iterator[Note]:
    for one, two in ((reading.source, reading.target), (reading.target, reading.source)):
        if _PERCENT.search(two.text):
            continue
        for figure in one.figures:
            if figure.kind is not Kind.PERCENT:
                continue
            bare = next((f for f in two.figures if f.core and f.value == figure.value), None)
            if bare is None:
                continue
            shown = one.text[figure.start : figure.end]
            if one is reading.source:
                span = (bare.start, bare.end)
                yield Note(
                    _("{shown!r} became {text!r}").format(shown=shown, text=two.text[slice(*span)]),
                    span,
                )
            else:
                yield Note(
                    _("{shown!r} is no percentage in the source").format(shown=shown),
                    (figure.start, figure.end),
                )


@pair_check(
    "currency",
    Severity.ERROR,
    "A sum of money is in another currency in the translation.",
)
def currency(reading: Reading) -> Iterator[Note]:
    here = {name: m for name, p in _MONEY.items() if (m := p.search(reading.source.text))}
    there = {name: m for name, p in _MONEY.items() if (m := p.search(reading.target.text))}
    lost, new = here.keys() - there.keys(), there.keys() - here.keys()
    if lost and new:
        one, two = here[min(lost)], there[min(new)]
        yield Note(_("{one!r} became {two!r}").format(one=one.group(), two=two.group()), two.span())


@pair_check(
    "date-changed",
    Severity.ERROR,
    "A month or a day of the week is another one in the translation.",
)
def date_changed(reading: Reading) -> Iterator[Note]:
    for read in (_months, _days):
        here, there = read(reading.source), read(reading.target)
        lost, new = sorted(here.keys() - there.keys()), sorted(there.keys() - here.keys())
        if len(lost) == len(new) == 1 or (lost and new and read is _months):
            one, two = here[lost[0]], there[new[0]]
            yield Note(
                _("{one!r} became {two!r}").format(one=one.group(), two=two.group()), two.span()
            )


def _months(side: Side) -> _Found:
    """Return the months that stand in dates: beside a figure, or after *in*, *since*, *end of*."""
    names = "|".join(_MONTHS[side.language])
    before = (
        r"(?:\d(?:er)?|\b(?:en|depuis|début|mi|fin|de|d['’]|mois de|courant|à la mi))[ \u00a0-]"
        if side.language == "fr"
        else r"(?:\d(?:st|nd|rd|th)?|\b(?:in|since|early|mid|late|until|by|of|last|next))[ \u00a0-]"
    )
    pattern = re.compile(rf"(?:{before})(?P<m>{names})\b|\b(?P<n>{names}),? \d")
    return _numbered(pattern, side, _MONTHS[side.language], ("m", "n"))


def _days(side: Side) -> _Found:
    if _NAMED_DAY.search(side.text):
        return {}
    flags = re.IGNORECASE if side.language == "fr" else re.UNICODE
    pattern = re.compile(rf"\b(?P<m>{'|'.join(_DAYS[side.language])})s?\b", flags)
    return _numbered(pattern, side, _DAYS[side.language], ("m",))


def _numbered(
    pattern: re.Pattern[str], side: Side, names: tuple[str, ...], groups: tuple[str, ...]
) -> _Found:
    found: _Found = {}
    for match in pattern.finditer(side.text):
        name = next(match[g] for g in groups if match[g])
        number = next(i for i, n in enumerate(names) if n.lower() == name.lower())
        word = re.compile(re.escape(name)).search(side.text, match.start())
        if word is not None:
            found.setdefault(number, word)
    return found
