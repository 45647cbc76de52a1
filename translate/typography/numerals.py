"""Digits with separators: what they may be worth by the conventions of French and English."""

from __future__ import annotations

import re
from decimal import Decimal

from glossary.model import Language

SPACE = " \u00a0\u202f\u2009"
"""The spaces that stand between thousands."""

NUMERAL = (
    rf"\d{{1,3}}(?:[{SPACE}]\d{{3}})+(?!\d|[{SPACE}]\d\d[{SPACE}]\d\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?"
    r"|\d+[.,]\d+(?![.,]?\d)"
    r"|\d+"
)
"""Digits with the separators of either convention, as a regular expression."""


def readings(numeral: str, language: Language) -> tuple[Decimal, ...]:
    """Return what digits with separators may be worth, the native reading first.

    >>> [str(v) for v in readings("1,300", "en")], [str(v) for v in readings("1,300", "fr")]
    (['1300', '1.300'], ['1.300', '1300'])
    """
    bare = re.sub(f"[{SPACE}]", "", numeral)
    separators = re.sub(r"\d", "", bare)
    if not separators:
        return (Decimal(bare),)
    if len(separators) > 1 or bare != numeral:
        decimal = separators[-1] if len(set(separators)) > 1 or bare != numeral else ""
        whole = bare.replace("," if decimal == "." else ".", "") if decimal else bare
        if not decimal:
            return (Decimal(re.sub("[.,]", "", bare)),)
        return (Decimal(whole.replace(decimal, ".")),)
    point = Decimal(bare.replace(",", "."))
    if not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", bare):
        return (point,)
    thousands = Decimal(re.sub("[.,]", "", bare))
    native = separators == ("," if language == "fr" else ".")
    return (point, thousands) if native else (thousands, point)


def is_whole(value: Decimal) -> bool:
    """Tell whether a number has no fraction, however long: a remainder ends at 28 digits.

    >>> is_whole(Decimal("12.50")), is_whole(Decimal("3.00")), is_whole(Decimal("9" * 40))
    (False, True, True)
    """
    return value == value.to_integral_value()
