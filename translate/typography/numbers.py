"""The numbers of a text and what they are worth, in French and in English writing.

French sets a comma before decimals and a space between thousands, English a point and a comma
(Lexique des règles typographiques en usage à l'Imprimerie nationale, s. v. *nombres*; Reuters
Handbook, *figures*). An engine mixes the two, so that ``1,300`` may be worth 1300 or 1.3: a figure
tells its likeliest value and the others it may have. Digits inside names (TB2, AK-47), versions,
telephone numbers and coordinates are no amounts: they are loose, and never asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from glossary.model import Language
from glossary.placeables import placeables

from .number_patterns import (
    CODES,
    MINISTER,
    MONEY_AFTER,
    MONEY_BEFORE,
    MONTHS,
    ORDINAL,
    PERCENT,
    ROMAN,
    SCALE,
    SHORT,
    TOKEN,
    UNITS,
)
from .number_words import SCALES, word_numbers
from .numerals import NUMERAL, SPACE, is_whole, readings


class Kind(str, Enum):
    """What a number counts."""

    PLAIN = "plain"
    PERCENT = "percent"
    DAY = "day"
    HOUR = "hour"
    SCALED = "scaled"
    ORDINAL = "ordinal"
    CURRENCY = "currency"
    NAME = "name"


class Written(str, Enum):
    """How a number is written: in digits, in words, or only hinted at."""

    DIGITS = "digits"
    WORDS = "words"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text.

    Attributes:
        start, end: half-open offsets of the number with its scale, in code points.
        value: what it is worth; an hour is hours and hundredths that read as minutes (14.30).
        kind: what it counts.
        written: in digits, in words, or loose.
        others: values it may have in another reading, the likeliest first.
        core: half-open offsets of its digits and separators; None for words and hours.
    """

    start: int
    end: int
    value: Decimal
    kind: Kind
    written: Written = Written.DIGITS
    others: tuple[Decimal, ...] = ()
    core: tuple[int, int] | None = None

    @property
    def values(self) -> tuple[Decimal, ...]:
        """All values it may have."""
        return (self.value, *self.others)


@lru_cache(maxsize=256)
def figures(text: str, language: Language) -> tuple[Figure, ...]:
    """Return the numbers of ``text``, left to right; addresses and placeholders have none.

    >>> [(str(f.value), f.kind.value) for f in figures("1 300 km et 12,5 % à 14 h 30", "fr")]
    [('1300', 'plain'), ('12.5', 'percent'), ('14.30', 'hour')]
    >>> [str(f.value) for f in figures("€2.06 million, two TB2s", "en")]
    ['2060000.00', '2', '2']
    """
    held = placeables(text)
    found = [f for f in _digits(text, language) if not _meets(held, f.start, f.end)]
    taken = sorted((*((f.start, f.end) for f in found), *held))
    for word in word_numbers(text, language):
        if not _meets(taken, word.start, word.end):
            written = Written.WORDS if word.cardinal else Written.LOOSE
            found.append(
                Figure(word.start, word.end, word.values[0], Kind.PLAIN, written, word.values[1:])
            )
    for match in ROMAN.finditer(text):
        if match.group():
            value = Decimal(_roman(match.group()))
            found.append(Figure(match.start(), match.end(), value, Kind.ORDINAL, Written.LOOSE))
    found.sort(key=lambda f: (f.start, f.end))
    return tuple(_shared_scales(text, found, language))


_RANGE = re.compile(r"(?:\s?[-–]\s?|\s(?:à|et|ou|to|and|or)\s)(?:[€$£]\s?)?")
_REACH = 40  # code points: what a figure is told by stands close to it


def _before(text: str, at: int) -> str:
    """Return what stands right before an offset, so that time stays linear in a long text."""
    return text[max(0, at - _REACH) : at]


_SCALE_WORD = re.compile(r"(?:mille|thousand|millions?|milliards?|billions?|trillions?)$")


def _shared_scales(text: str, found: Sequence[Figure], language: Language) -> Iterator[Figure]:
    """Yield the figures; one that may share a scale gets the scaled value as another one.

    *Deux à trois millions* are two million at least, *dont 4,9* after 7,2 milliards 4.9 billion.
    """
    factor = Decimal(0)
    found = [_with_half(text, f, language) for f in found]
    for figure, following in zip(found, [*found[1:], None], strict=False):
        word = _SCALE_WORD.search(text[figure.start : figure.end].lower())
        if word is not None:
            factor = SCALES[language].get(word.group(), Decimal(1000))
            yield figure
            continue
        shared = Decimal(0)
        if following is not None and _RANGE.fullmatch(text[figure.end : following.start]):
            after = _SCALE_WORD.search(text[following.start : following.end].lower())
            shared = Decimal(0) if after is None else SCALES[language].get(after.group(), shared)
        elif factor and figure.kind in (Kind.PLAIN, Kind.CURRENCY) and not is_whole(figure.value):
            shared = factor
        yield replace(figure, others=(*figure.others, figure.value * shared)) if shared else figure


_AND_HALF = re.compile(r"(?:\s[^\W\d_]+)?\s(?:et demie?|and a half)\b")


def _with_half(text: str, figure: Figure, language: Language) -> Figure:
    """Return the figure with the value it has in *deux heures et demie*, *un million et demi*."""
    if not _AND_HALF.match(text, figure.end):
        return figure
    word = _SCALE_WORD.search(text[figure.start : figure.end].lower())
    unit = Decimal(1) if word is None else SCALES[language].get(word.group(), Decimal(1))
    return replace(figure, others=(*figure.others, figure.value + unit / 2))


def _meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a span overlaps one of ``spans``, whose starts and ends both rise."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    return first < len(spans) and spans[first][0] < end


def _roman(text: str) -> int:
    worth = {"I": 1, "V": 5, "X": 10}
    total = 0
    for i, c in enumerate(text):
        smaller = i + 1 < len(text) and worth[text[i + 1]] > worth[c]
        total += -worth[c] if smaller else worth[c]
    return total


def _digits(text: str, language: Language) -> Iterator[Figure]:
    at = 0
    while match := TOKEN.search(text, at):
        at = match.end()
        start, end = match.span()
        if match["phone"] or match["where"] or match["version"]:
            for part in re.finditer(r"\d+", match.group()):
                span = start + part.start(), start + part.end()
                yield Figure(*span, Decimal(part.group()), Kind.NAME, Written.LOOSE)
        elif match["date"]:
            yield from _date(match)
        elif match["hour"] and not _in_name(text, start, end):
            yield _hour(match)
        elif match["fraction"]:
            yield from _fraction(match, language)
        else:
            number = re.compile(NUMERAL).match(text, start)
            assert number is not None
            at = number.end()
            figure = _number(text, start, number.end(), language)
            at = max(at, figure.end) if figure.end > figure.start else at
            yield figure


_PARTS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}


def _fraction(match: re.Match[str], language: Language) -> Iterator[Figure]:
    """Yield a fraction of one sign, and loosely its two numbers: *¾* is 3/4 or three quarters."""
    at, end = match.span("part")
    numbers = _PARTS[match["part"]]
    whole = int(match["whole"] or 0)
    value = whole + Decimal(numbers[0]) / numbers[1]
    start = match.start("whole") if match["whole"] else at
    scale = SCALE.match(match.string, end)
    values = (value,) if scale is None else _scaled((value,), scale, language, money=True)
    written = Written.DIGITS if whole else Written.LOOSE
    others = (*values[1:], Decimal(whole)) if whole else values[1:]
    yield Figure(start, end, values[0], Kind.PLAIN, written, others)
    for number in numbers:
        yield Figure(at, end, Decimal(number), Kind.PLAIN, Written.LOOSE)


def _date(match: re.Match[str]) -> Iterator[Figure]:
    """Yield day, month and year; the month, in words elsewhere, is loose."""
    named = ("y", "mo", "d") if match["y"] else ("d2", "mo2", "y2")
    for name in named:
        value = Decimal(match[name])
        others = (value + 2000, value + 1900) if name == "y2" and len(match[name]) == 2 else ()
        written = Written.LOOSE if name.startswith("mo") else Written.DIGITS
        yield Figure(*match.span(name), value, Kind.DAY, written, others)


def _hour(match: re.Match[str]) -> Figure:
    hour = int(match["h"] or match["h4"])
    minutes = match["m1"] or match["m2"] or match["m3"] or match["m4"] or "00"
    half = (match["ap2"] or match["ap3"] or "").lower()

    def clock(h: int) -> Decimal:
        return Decimal(f"{h}.{minutes}") if minutes != "00" else Decimal(h)

    others = [clock(hour + 12)] if hour <= 12 and not half else []
    if half == "p" and hour < 12:
        others.append(clock(hour))
        hour += 12
    elif half == "a" and hour == 12:
        others += [clock(12), clock(24)]
        hour = 0
    elif hour > 12:
        others.append(clock(hour - 12))
    elif hour == 0:
        others += [clock(12), clock(24)]
    if minutes == "30":
        others.append(clock(hour).to_integral_value(rounding="ROUND_FLOOR") + Decimal("0.5"))
    return Figure(*match.span(), clock(hour), Kind.HOUR, Written.DIGITS, tuple(others))


def _in_name(text: str, start: int, end: int) -> bool:
    """Tell whether digits belong to a name: G5, AK-47, 39C, H5N1."""
    before = re.search(r"[^\W\d_]+-?$", _before(text, start))
    if before is not None:
        word = before.group()
        if word in CODES:
            return False
        if not word.endswith("-") or any(c.isupper() for c in word) or len(word) == 2:
            return True
    after = re.match(r"-?[^\W\d_]+", text[end:])
    if after is None or after.group().startswith("-"):
        return False
    glued = after.group()
    return not (
        re.fullmatch(UNITS, glued) or ORDINAL.match(glued) or glued in SHORT or glued == "s"
    )


def _number(text: str, start: int, end: int, language: Language) -> Figure:
    core = (start, end)
    values = readings(text[start:end], language)
    if _in_name(text, start, end):
        return Figure(start, end, values[0], Kind.NAME, Written.LOOSE, values[1:])
    kind = Kind.PLAIN
    written = Written.DIGITS
    ordinal = ORDINAL.match(text, end)
    if ordinal is not None:
        if MINISTER.match(text, ordinal.end()):
            written = Written.LOOSE  # 1er ministre: prime minister
        return Figure(start, ordinal.end(), values[0], Kind.ORDINAL, written, values[1:], core)
    scale = SCALE.match(text, end)
    if scale is not None:
        values = _scaled(values, scale, language, bool(MONEY_BEFORE.search(_before(text, start))))
        kind = Kind.SCALED
        end = scale.end()
    percent = PERCENT.match(text, end)
    if percent is not None:
        kind, end = Kind.PERCENT, percent.end()
        values = (*values, *(v / 100 for v in values))
    elif MONEY_BEFORE.search(_before(text, start)) or MONEY_AFTER.match(text, end):
        kind = Kind.CURRENCY
    elif re.match(rf"[{SPACE}]?(?:{MONTHS})\b", text[end:]) or re.search(
        rf"\b(?:{MONTHS})[{SPACE}]$", _before(text, start)
    ):
        kind = Kind.DAY if len(text[start:end]) <= 2 else Kind.PLAIN
    return Figure(start, end, values[0], kind, written, _years(text, start, end, values), core)


def _years(text: str, start: int, end: int, values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """Return the other values, with those of a shortened year: années 90, '90s, 2019-20."""
    others = values[1:]
    if end - start == 2:
        century = re.search(r"(?:années |['’])$|\b(\d\d)\d\d[-–/]$", _before(text, start))
        if century is not None:
            hundreds = (int(century[1]),) if century[1] else (19, 20)
            others = (*others, *(values[0] + 100 * h for h in hundreds))
    elif end - start == 4 and re.match("s(?![^\\W_])", text[end:]) and text[start:end].isdigit():
        others = (*others, values[0] % 100)
    return others


def _scaled(
    values: tuple[Decimal, ...], scale: re.Match[str], language: Language, money: bool
) -> tuple[Decimal, ...]:
    if scale["word"]:
        factor = SCALES[language].get(scale["word"].lower())
        if factor is None:  # the other language's word
            factor = Decimal(1000)
        return (*(v * factor for v in values), *((values[0],) if factor == 1000 else ()))
    short = scale["short"] or scale["glued"]
    large = tuple(v * 10 ** SHORT[short] for v in values)
    if (short == "m" and not money) or (short == "mn" and language == "fr"):
        return (*values, *large)  # metres or minutes, or the newsroom's millions
    return large if scale["short"] or money else (*large, *values)


def known_values(text: str, language: Language) -> frozenset[Decimal]:
    """Return what the numbers in digits of a source are worth, with and without their scale.

    >>> sorted(map(int, known_values("2 million people, 300", "en")))
    [2, 300, 2000000]
    """
    values: set[Decimal] = set()
    for figure in figures(text, language):
        if figure.core is not None:
            values |= {figure.value, readings(text[slice(*figure.core)], language)[0]}
    return frozenset(values)
