"""Separators of thousands and decimals, by the convention of the target language.

Digits are never touched. What ``1,300`` is worth is asked of the source sentence: it is rewritten
only in the reading that the source has, so that no value can change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from glossary.model import Language

from ..grammar.changes import Change
from .numbers import Figure, Kind
from .numerals import SPACE, is_whole, readings

NBSP = "\u00a0"
_REFERENCE = re.compile(
    r"(?:\b(?:[aA]rt(?:icle|\.)s?|[sS]ections?|[cC]hap(?:itre|ter|\.)s?|[pP]oints?|[vV]ersions?|"
    r"[pP]aragra(?:phe?s?)|[aA]linéas?|[aA]nne(?:xe?s?)|[fF]igures?|[iI]llustrations?|"
    r"[iI]mages?|[pP]hotos?|[mM]aps?|[cC]artes?|[pP]hases?|[nN]iveaux?|[lL]evels?|"
    r"[tT]ab(?:leau|le)|§|"
    r"[rR]ésolutions?|[rR]esolutions?|v|n°|[nN]o\.?|[nN]os?\.?)|(?<=[\w,] )[A-Z]\w+)\s$"
)
_UNIT = re.compile(
    rf"[{SPACE}]?(?:%|‰|°|km|m²|km²|ha|kg|tonnes?|mm|cm|m\b|litres?|pour\b|per\b|milli|billi|trilli|"
    r"F ?CFA|euros?|dollars?|francs?|€|\$|£)"
)


def separators(
    text: str,
    found: Sequence[Figure],
    language: Language,
    known: Collection[Decimal] | None = None,
) -> Iterator[Change]:
    """Yield the separators to change in ``text``, whose figures are ``found``.

    ``known`` are the values of the source; None where there is no source.

    >>> from translate.typography.numbers import figures
    >>> text = "378,000 km et 12.5 %"
    >>> found = separators(text, figures(text, "fr"), "fr", {Decimal(378000), Decimal("12.5")})
    >>> [(c.before, c.after) for c in found]
    [(',', '\\xa0'), ('.', ',')]
    """
    for figure in found:
        if figure.core is None or figure.kind in (Kind.NAME, Kind.HOUR):
            continue
        start, end = figure.core
        numeral = text[start:end]
        if numeral.isdigit():
            continue
        factor = figure.value / value if (value := readings(numeral, language)[0]) else Decimal(1)
        wanted = _reading(text, start, end, language, known, factor)
        if wanted is not None:
            yield from _rewrite(numeral, start, wanted, language)


def _reading(
    text: str,
    start: int,
    end: int,
    language: Language,
    known: Collection[Decimal] | None,
    factor: Decimal,
) -> Decimal | None:
    """Return the value a numeral is to be written for, or None where it is left alone."""
    numeral = text[start:end]
    native, *others = readings(numeral, language)
    spaced = re.search(f"[{SPACE}]", numeral) is not None
    if known is not None:
        for value in (native, *others):
            if value in known or value * factor in known:
                if value != native and language == "en" and "," in numeral:
                    return None  # 1,300 of a French source that writes thousands the English way
                if spaced or is_whole(value) or "," in numeral:
                    return value
                return None if _REFERENCE.search(text[:start]) else value
        parts = [Decimal(p) for p in re.findall(r"\d+", numeral)]
        if spaced and any(p in known for p in parts):
            return None  # two numbers side by side
    if spaced or (not others and len(re.findall("[.,]", numeral)) > 1):
        return native
    if others:
        return None  # 1,300 with nothing to tell 1300 from 1.3
    unit = _UNIT.match(text, end) is not None
    return native if known is None and (unit or (language == "en" and "," in numeral)) else None


def _rewrite(numeral: str, start: int, value: Decimal, language: Language) -> Iterator[Change]:
    """Yield the changes that write ``value``, whose digits stand in ``numeral`` already."""
    thousands, decimal = (NBSP, ",") if language == "fr" else (",", ".")
    groups = list(re.finditer(r"\D", numeral))
    for index, sign in enumerate(groups):
        last = index == len(groups) - 1
        fraction = last and sign.group() in ".," and len(numeral) > sign.end()
        fraction = fraction and readings_as_fraction(numeral, value)
        wanted = decimal if fraction else thousands
        if sign.group() != wanted:
            rule = "decimal-sign" if fraction else "thousands"
            at = start + sign.start()
            yield Change(at, at + 1, sign.group(), wanted, rule)


def readings_as_fraction(numeral: str, value: Decimal) -> bool:
    """Tell whether the last separator of ``numeral`` stands before decimals when worth ``value``.

    >>> readings_as_fraction("1,300", Decimal(1300)), readings_as_fraction("1,300", Decimal("1.3"))
    (False, True)
    """
    return Decimal(re.sub(r"\D", "", numeral)) != value
