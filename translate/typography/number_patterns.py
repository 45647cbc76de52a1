"""How numbers are written in French and English news: the patterns that ``numbers`` reads by."""

from __future__ import annotations

import re

from glossary.model import Language

from .numerals import NUMERAL, SPACE

MONTH_NAMES: dict[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
}  # fmt: skip
MONTHS = "|".join((*MONTH_NAMES["fr"], *MONTH_NAMES["en"]))
UNITS = "km|hm|m|cm|mm|kg|g|mg|t|ha|h|min|s|l|L|kW|MW|GW|kWh|Hz|px|ans?|am|pm|th|st|nd|rd"
TOKEN = re.compile(
    rf"""
    (?P<phone>(?!\+\d{{1,3}}(?:[{SPACE}.]\d{{3}}){{1,2}}(?!\d|[{SPACE}.-]\d))\+\d[\d{SPACE}().-]{{6,}}\d|(?<![\d,.])\d\d(?:[{SPACE}.-]\d\d){{3,}}(?!\d))
    |(?P<where>\d+(?:[.,]\d+)?\s?°(?:\s?\d+(?:[.,]\d+)?\s?['’′](?:\s?\d+(?:[.,]\d+)?\s?(?:["”″]|''))?)?\s?[NSEWO]\b)
    |(?P<version>(?<![\d.])\d+(?:\.\d+){{2,}}(?!\d)(?<!\.\d\d\d))
    |(?P<date>(?<!\d)(?P<y>\d{{4}})-(?P<mo>\d\d)-(?P<d>\d\d)(?!\d)
        |(?<![\d/])(?P<d2>\d{{1,2}})(?P<sep>[/.])(?P<mo2>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}}|\d\d)(?![\d/]))
    |(?P<hour>(?<![\d:.,])(?P<h>[01]?\d|2[0-4])
        (?:[{SPACE}]?[hH](?:[{SPACE}]?(?P<m1>[0-5]\d)(?:[{SPACE}]?mi?n)?(?!\d))?(?![^\W\d_])
          |[:](?P<m2>[0-5]\d)(?:[:][0-5]\d)?(?![\d:])(?:[{SPACE}]?(?P<ap2>[apAP])\.?[mM]\b\.?)?
          |(?:\.(?P<m3>[0-5]\d))?[{SPACE}]?(?P<ap3>[apAP])\.?[mM]\b\.?)
        |(?<!\d)(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?=[{SPACE}]?(?:GMT|UTC|TU|hours|heures)\b))
    |(?P<fraction>(?P<whole>\d{{1,3}})?[{SPACE}]?(?P<part>[½⅓⅔¼¾]))
    |(?P<number>{NUMERAL})
    """,
    re.VERBOSE,
)
ORDINAL = re.compile(r"(?:st|nd|rd|th|ers?|[èe]res?|res?|es?|[èe]mes?|i[èe]mes?|nde?s?)(?![^\W_])")
MINISTER = re.compile(rf"[{SPACE}][mM]inistres?\b")
PERCENT = re.compile(rf"[{SPACE}]?(?:%|pour[{SPACE}]cent\b|per[{SPACE}]?cent\b)")
MONEY_AFTER = re.compile(
    rf"[{SPACE}]?(?:(?:de[{SPACE}]|d['’])?(?:F[{SPACE}]?CFA|XOF|CFA|francs?|euros?|dollars?|US\$|€|\$|£|EUR|USD)(?![^\W_]))"
)
MONEY_BEFORE = re.compile(rf"(?:€|\$|£|₦|CFA|EUR|USD|XOF)[{SPACE}]?$")
CODES = frozenset({"CFA", "EUR", "USD", "XOF"})
MONEY_SIGN = rf"(?:[€$£]|F[{SPACE}]?CFA|FCFA|XOF|US\$|d['’]euros|de[{SPACE}](?:francs|dollars))"
SCALE = re.compile(
    rf"[{SPACE}-]?(?P<word>(?i:millions?|milliards?|billions?|trillions?|thousand|mille))(?![^\W_])"
    rf"|[{SPACE}]?(?P<short>bn|tn|mn|Mr?ds?|[Mk](?=[{SPACE}]?{MONEY_SIGN}))(?![^\W_])"
    r"|(?P<glued>[mMkK])(?![^\W_])"
)
SHORT = {
    **dict.fromkeys(("bn", "Md", "Mds", "Mrd", "Mrds"), 9),
    **dict.fromkeys(("m", "mn", "M"), 6),
    **dict.fromkeys(("k", "K"), 3),
    "tn": 12,
}
ROMAN = re.compile(
    r"(?<!\w)(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?=er?\b|ᵉ|[èe]me\b|ÈME\b|E (?:SI|RÉ))"
)
