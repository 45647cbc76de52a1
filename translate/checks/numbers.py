"""Check of numbers, dates, hours, percentages and sums of money.

`translate.typography.number_check` pairs the figures; what is left over is weighed here. A number
on both sides without an answer is an error; a number on one side only may be the translator's
choice (a round figure in words, a year understood) and is a warning at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from gettext import gettext as _

from glossary.model import Language

from ..result import Severity
from ..typography.number_check import compare
from ..typography.number_words import SCALES
from ..typography.numbers import Figure, Kind, Written
from .check import Note, pair_check
from .reading import Reading, Side, outside

_MILE = re.compile(
    r"[\s\u00a0\u202f-]?(?:miles?|mi|mph|feet|foot|ft|inch(?:es)?|in|yards?|yds?|pounds?|lbs?|"
    r"ounces?|oz|acres?|gallons?|gal|°\s?F|degrees? F\w*|Fahrenheit|knots?|pieds?|pouces?|livres|"
    r"milles?|n(?:œ|oe)uds)\b",
    re.IGNORECASE,
)
_METRE = re.compile(
    r"[\s\u00a0\u202f-]?(?:k?m|km/h|cm|mm|k?g|ha|t|l|°\s?C|kilom\w+|m[èe]t\w+|centim\w+|kilo\w*|"
    r"hectares?|tonnes?|litres?|liters?|degr\w+|Celsius|grammes?|grams?)\b",
)
_OLD_BILLION = re.compile(r"[\s-]*million", re.IGNORECASE)
_PART = re.compile(r"[\s\u00a0\u202f]?(?:hrs?|hours?|h|min(?:ute)?s?|sec(?:onde?)?s?|s|m)\b")
_FAR_SCALE = re.compile(
    r"\W*(?:\w+\W+){0,4}?(?P<scale>mille|thousand|millions?|milliards?|[bt]illions?)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(r"[ \u00a0\u202f]heures\b")
_LATE = re.compile(r"\b(?:evenings?|afternoons?|nights?|tonight)\b", re.IGNORECASE)
_COUNTED = Decimal(3)


@pair_check(
    "number-changed",
    Severity.ERROR,
    "A number, date, hour, percentage or sum of the source is another one in the translation.",
)
def number_changed(reading: Reading) -> Iterator[Note]:
    source, target = reading.source.text, reading.target.text
    lost, new, changed = left_over(reading)
    for one, two in changed or zip(lost, new, strict=False):
        yield Note(
            _("{source!r} became {target!r}").format(
                source=source[one.start : one.end], target=target[two.start : two.end]
            ),
            (two.start, two.end),
            severity=_how_sure(one, two),
        )
    yield from _bare_scales(reading)


_BARE = {
    "fr": re.compile(r"\b(?:(?P<s3>milliers?)|(?P<s6>millions?)|(?P<s9>milliards?))\b", re.I),
    "en": re.compile(r"\b(?:(?P<s3>thousands?)|(?P<s6>millions?)|(?P<s9>billions?))\b", re.I),
}
"""Scales that stand for a number of their own: *des milliers de*, *in millions of CFA francs*."""

_YEAR = re.compile(r"[12]\d{3}")
_MILLIARDS = re.compile(r"thousands? (?:of )?millions?|milliers? de millions?", re.IGNORECASE)


def _bare_scales(reading: Reading) -> Iterator[Note]:
    here, there = _scales(reading.source), _scales(reading.target)
    lost = [s for s in here if here[s] is not None and s not in there]
    new = [s for s in there if there[s] is not None and s not in here]
    if lost and new:
        one, two = here[lost[0]], there[new[0]]
        assert one is not None
        assert two is not None
        yield Note(
            _("{source!r} became {target!r}").format(source=one.group(), target=two.group()),
            two.span(),
        )


def _scales(side: Side) -> dict[str, re.Match[str] | None]:
    """Return the scales of a text, with the place of one that no number stands before.

    A number of that size in digits says the scale as well.
    """
    found: dict[str, re.Match[str] | None] = {}
    counted = [f for f in side.figures if f.written is not Written.LOOSE]
    for figure in counted:
        if _YEAR.fullmatch(side.text, figure.start, figure.end):
            continue
        for value in figure.values:
            for power in (3, 6, 9):
                if 10**power <= value < 10 ** (power + 3):
                    found[f"s{power}"] = None
    if _MILLIARDS.search(side.text):
        found["s9"] = None
    for match in _BARE[side.language].finditer(side.text):
        inside = any(f.start <= match.start() < f.end for f in counted)
        found.setdefault(str(match.lastgroup), None if inside else match)
    return found


@pair_check(
    "number-missing",
    Severity.WARNING,
    "A number of the source, in digits, stands nowhere in the translation.",
)
def number_missing(reading: Reading) -> Iterator[Note]:
    lost, new, _same = left_over(reading)
    for figure in lost[len(new) :]:
        yield Note(
            _("{shown!r} does not stand in the translation").format(
                shown=_shown(reading.source, figure)
            ),
            (figure.start, figure.end),
            "source",
            severity=None if _matters(figure) else Severity.INFO,
        )


@pair_check(
    "number-added",
    Severity.INFO,
    "A number of the translation, in digits, stands nowhere in the source.",
)
def number_added(reading: Reading) -> Iterator[Note]:
    lost, new, _same = left_over(reading)
    for figure in new[len(lost) :]:
        yield Note(
            _("{shown!r} does not stand in the source").format(
                shown=_shown(reading.target, figure)
            ),
            (figure.start, figure.end),
        )


def left_over(
    reading: Reading,
) -> tuple[list[Figure], list[Figure], list[tuple[Figure, Figure]]]:
    """Return source figures without answer, target figures without, and pairs of one each.

    Figures inside terms are the glossary's; a measure given in miles for kilometres, digits
    grouped otherwise (1 m 98, 1.98 metres) and *thousand million* are no differences.
    """
    spans = [a.span for a in reading.answers if a.span is not None]
    mine = [(a.match.start, a.match.end) for a in reading.answers if a.span is not None]
    here = outside(reading.source.figures, mine)
    there = outside(reading.target.figures, spans)
    found = compare(here, there)
    if not found:
        return [], [], []
    changed = [c for c in found.changed if not _same(reading, *c)]
    lost, new = list(found.missing), list(found.added)
    regrouped = len(lost) != len(new)  # 1 m 98: 1.98 metres
    if regrouped and _digits(reading.source, lost) == _digits(reading.target, new):
        return [], [], changed
    for one in list(lost):
        other = next((two for two in new if _same(reading, one, two)), None)
        if other is not None:
            lost.remove(one)
            new.remove(other)
    lost = [f for f in lost if not _hidden(reading.source, f, there)]
    new = [f for f in new if not _hidden(reading.target, f, here)]
    return lost, new, changed


def _same(reading: Reading, one: Figure, two: Figure) -> bool:
    source, target = reading.source.text, reading.target.text
    after, behind = source[one.end :], target[two.end :]
    if (_MILE.match(after) and _METRE.match(behind)) or (
        _METRE.match(after) and _MILE.match(behind)
    ):
        return True
    if _OLD_BILLION.match(after):
        return _in_millions(one, two)  # three thousand million: three billion, not three million
    if _OLD_BILLION.match(behind):
        return _in_millions(two, one)
    if _is_late(source, one, target, two) or _is_late(target, two, source, one):
        return True
    # a scale said for several numbers at once: "350 autres milliards", "between 30 and 58 million"
    return _scaled_later(one, after, two, reading.source.language) or _scaled_later(
        two, behind, one, reading.target.language
    )


def _is_late(french: str, one: Figure, english: str, two: Figure) -> bool:
    """Tell whether *21 heures* is *9 in the evening*, the half of the day being told in words."""
    after_noon = _HOURS.match(french, one.end) is not None and 12 < one.value < 24
    return after_noon and one.value - 12 == two.value and _LATE.search(english) is not None


def _in_millions(figure: Figure, other: Figure) -> bool:
    return any(1_000_000 * figure.value == value for value in other.values)


def _scaled_later(figure: Figure, after: str, other: Figure, language: Language) -> bool:
    """Tell whether a number is another one once it has the scale that stands behind it."""
    far = _FAR_SCALE.match(after)
    if far is None:
        return False
    factor = SCALES[language].get(far["scale"].lower(), Decimal(1000))
    return any(a * factor == b for a in figure.values for b in other.values)


def _digits(side: Side, found: Sequence[Figure]) -> str:
    return "".join(re.sub(r"\D", "", side.text[f.start : f.end]) for f in found)


def _hidden(side: Side, figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether a figure is a part of one on the other side, or of a measure of time."""
    if figure.kind in (Kind.NAME, Kind.ORDINAL) and figure.written is not Written.DIGITS:
        return True
    if re.match(r"/7\b", side.text[figure.end :]) or side.text[: figure.start].endswith("24/"):
        return True  # round the clock
    part = _PART.match(side.text, figure.end) is not None or side.text[
        figure.start - 1 : figure.start
    ] in (":", ".")
    return part and any(f.kind is Kind.HOUR for f in others)


def _how_sure(one: Figure, two: Figure) -> Severity | None:
    """Return how sure a change is: *deux fois* for *fifty per cent* is none."""
    if one.written is two.written is Written.DIGITS:
        return None
    small = min(one.value, two.value) < _COUNTED  # both, a pair, half: grammar counts so far
    odd = {one.kind, two.kind} & {Kind.ORDINAL, Kind.PERCENT}
    sure = one.written is two.written or not (small or odd)
    return Severity.WARNING if sure else Severity.INFO


def _matters(figure: Figure) -> bool:
    """Tell whether a number that is missing is likely an omission.

    Hours hide in what the reader knows (*this morning*), ordinals in grammar, 100 % in *all*, 0 in
    *no*. Small numbers and years do not: of 7,800 pairs of human translation five had lost one.
    """
    whole = figure.kind is Kind.PERCENT and figure.value == 100
    return figure.value > 0 and not whole and figure.kind not in (Kind.HOUR, Kind.ORDINAL)


def _shown(side: Side, figure: Figure) -> str:
    return side.text[figure.start : figure.end]
