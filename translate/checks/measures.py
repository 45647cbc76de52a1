"""Checks of what is counted: percent, money, months and days of the week.

The number may be right and what it counts wrong: 12 % becomes 12, euros become dollars, Tuesday
becomes Thursday. Each is told only where both texts are clear about it and disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from gettext import gettext as _

from glossary.model import Language

from ..result import Severity
from ..typography.numbers import Figure, Kind, Written
from .check import Note, pair_check
from .reading import Reading, Side

_PERCENT = re.compile(
    r"[ \u00a0\u202f-]?(?:[%‰٪]|per[ \u00a0-]?cent\w*|pour[ \u00a0]cent\w*|pourcent\w*|"
    r"p\.[ \u00a0]?(?:100|c)\b|pct\b|pc\b)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[ \u00a0\u202f-]?(?:percentage |full )?points?\b", re.IGNORECASE)
_OF_HUNDRED = re.compile(
    r"[%‰٪]|per ?cent|pour.?cent|hundred\b|sur cent\b|(?:pour|per) 100\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"[ \u00a0\u202f]?(?:[-–—/,]|à|et|ou|aux?|to|and|or|puis|then|contre|against|or even|voire)"
    r"[ \u00a0\u202f]?(?:(?:à|to|aux?|by|de|from|even|même|respective\w+|an?|une?) )?"
)
_SIGN_ALONE = re.compile(r"\([ \u00a0]?%[ \u00a0]?\)")
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
_NIGHT_OF = re.compile(
    r"\bnuit d[eu] (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
    r"(?! (?:à|au)\b)",
    re.IGNORECASE,
)
"""*La nuit de jeudi* may be Wednesday's or Thursday's."""
_Found = dict[int, re.Match[str]]


@pair_check(
    "percent",
    Severity.ERROR,
    "A percentage of the source is a bare number in the translation, or the reverse.",
)
def percent(reading: Reading) -> Iterator[Note]:
    for one, two in ((reading.source, reading.target), (reading.target, reading.source)):
        theirs = _percentages(two)
        shared = {v for f in theirs for v in f.values}
        for figure in _percentages(one):
            points = _POINTS.match(one.text, figure.end)
            if figure.value in shared or figure.written is Written.LOOSE or points:
                continue
            bare = next((f for f in two.figures if f not in theirs and _is_bare(f, figure)), None)
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
    alone = _SIGN_ALONE.search(reading.source.text)
    if alone is not None and not _OF_HUNDRED.search(reading.target.text):
        yield Note(_("{item!r} is missing").format(item=alone.group()), alone.span(), "source", "%")


def _is_bare(figure: Figure, percentage: Figure) -> bool:
    """Tell whether a number that is no percentage may be one that lost its sign."""
    counts = figure.kind in (Kind.PLAIN, Kind.PERCENT) and figure.written is not Written.LOOSE
    return counts and figure.value == percentage.value


def _percentages(side: Side) -> list[Figure]:
    """Return the numbers before a percent sign or word, or *points*, said once for several or not.

    Both numbers of *de 41 à 53 %* are percentages, and all of *12, 15 and 18 per cent*.
    """
    found: list[Figure] = []
    after: Figure | None = None
    for figure in reversed(side.figures):
        own = figure.kind is Kind.PERCENT or any(
            p.match(side.text, figure.end) for p in (_PERCENT, _POINTS)
        )
        joined = after is not None and _TO.fullmatch(side.text, figure.end, after.start)
        if own or (joined and after in found):
            found.append(figure)
        after = figure
    return found


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
        lost = sorted(here.keys() - there.keys() - _named(reading.target, read))
        new = sorted(there.keys() - here.keys() - _named(reading.source, read))
        if not lost or not new or (read is _days and _may_be_one_night(reading, lost, new)):
            continue
        one, two = here[lost[0]], there[new[0]]
        yield Note(_("{one!r} became {two!r}").format(one=one.group(), two=two.group()), two.span())


def _named(side: Side, read: Callable[[Side], _Found]) -> frozenset[int]:
    """Return the months or days that a text names, in whatever construction."""
    names = (_MONTHS if read is _months else _DAYS)[side.language]
    words = {w.text.removesuffix("'s").removesuffix("’s") for w in side.words}
    if side.language == "fr":
        words = {w.lower() for w in words}
    return frozenset(i for i, name in enumerate(names) if name in words)


def _may_be_one_night(reading: Reading, lost: list[int], new: list[int]) -> bool:
    """Tell whether two days name one night, which French calls by either of them."""
    if not any(_NIGHT_OF.search(s.text) for s in (reading.source, reading.target)):
        return False
    return len(lost) == len(new) == 1 and (lost[0] - new[0]) % 7 in (1, 6)


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
