"""Numbers written in words, so that *douze* and 12 count as one number when two texts are compared.

Cardinals are read in full (*quatre-vingt-dix-sept*, *two hundred and fifty*). Words that only hint
at a number (*une dizaine*, *half*, *decade*, months) are loose: they can answer a number of the
other text, and are never asked for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from glossary.model import Language


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words: half-open offsets, what it may stand for (likeliest first), and whether
    it is a full cardinal rather than a hint."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    cardinal: bool


_UNITS: Mapping[Language, Mapping[str, int]] = {
    "fr": {
        "zéro": 0, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
        "seize": 16, "un": 1, "une": 1,
    },
    "en": {
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
        "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
        "nineteen": 19,
    },
}  # fmt: skip
_TENS: Mapping[Language, Mapping[str, int]] = {
    "fr": {
        "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
        "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
    },
    "en": {
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
        "eighty": 80, "ninety": 90,
    },
}  # fmt: skip
_HUNDRED: Mapping[Language, frozenset[str]] = {
    "fr": frozenset({"cent", "cents"}),
    "en": frozenset({"hundred"}),
}
SCALES: Mapping[Language, Mapping[str, Decimal]] = {
    "fr": {
        "mille": Decimal(10**3), "million": Decimal(10**6), "millions": Decimal(10**6),
        "milliard": Decimal(10**9), "milliards": Decimal(10**9),
        # the long scale: a French 'billion' is a thousand times an English one
        "billion": Decimal(10**12), "billions": Decimal(10**12), "trillion": Decimal(10**18),
        "trillions": Decimal(10**18),
    },
    "en": {
        "thousand": Decimal(10**3), "million": Decimal(10**6), "millions": Decimal(10**6),
        "billion": Decimal(10**9), "billions": Decimal(10**9), "trillion": Decimal(10**12),
        "trillions": Decimal(10**12), "milliard": Decimal(10**9), "milliards": Decimal(10**9),
    },
}  # fmt: skip
"""Words for powers of ten, in lower case."""


def _loose(table: str) -> dict[str, tuple[Decimal, ...]]:
    found: dict[str, tuple[Decimal, ...]] = {}
    for line in table.strip().splitlines():
        words, values = line.split(":")
        for word in words.split():
            found[word] = tuple(Decimal(v) for v in values.split())
    return found


_HINTS: Mapping[Language, Mapping[str, tuple[Decimal, ...]]] = {
    "fr": _loose(
        """
        premier première premiers premières 1er unique seul seule chacun: 1
        second seconde deuxième couple paire double doubler doublé doublement tous toutes: 2
        jumeau jumelle jumeaux jumelles: 2
        troisième triple triplé tripler trimestre trimestriel trio: 3
        tiers: 3 0.33 33
        quatrième quadruple quadruplé quadrupler: 4
        quart quarts trimestre: 4 0.25 25 15 3
        demi demie demis moitié: 0.5 50 30 2
        cinquième cinquièmes quintuplé: 5
        sixième semestre semestriel: 6
        septième hebdomadaire semaine: 7
        huitième: 8
        neuvième: 9
        dixième décennie décennies dizaine dizaines décuplé: 10
        onzième: 11
        douzième douzaine douzaines midi: 12
        quinzaine quinzième: 15 14
        vingtaine vingtième: 20
        trentaine trentième: 30
        quarantaine quarantième: 40
        cinquantaine cinquantième: 50
        soixantaine soixantième: 60
        centaine centaines centième siècle siècles centenaire: 100
        millier milliers millième millénaire: 1000
        minuit: 0 12 24
        journée jour: 24
        janvier: 1
        février: 2
        mars: 3
        avril: 4
        mai: 5
        juin: 6
        juillet: 7
        août: 8
        septembre: 9
        octobre: 10
        novembre: 11
        décembre: 12
        """
    ),
    "en": _loose(
        """
        first once single only: 1
        second both couple pair double doubled doubling twice twin twins biennial: 2
        third thirds: 3 0.33 33
        triple tripled thrice trio: 3
        fourth fourths quadruple quadrupled: 4
        quarter quarters quarterly: 4 0.25 25 15 3
        half halves halved: 0.5 50 30 2
        fifth fifths: 5
        sixth sixths: 6
        seventh weekly week: 7
        eighth: 8
        ninth: 9
        tenth tens decade decades decimated: 10
        eleventh: 11
        twelfth dozen dozens noon midday: 12
        fortnight: 15 14 2
        twentieth score scores twenties: 20
        thirties: 30
        forties: 40
        fifties: 50
        sixties: 60
        seventies: 70
        eighties: 80
        nineties: 90
        hundreds hundredth century centuries centenary: 100
        thousands thousandth millennium: 1000
        midnight: 0 12 24
        day: 24
        january: 1
        february: 2
        march: 3
        april: 4
        may: 5
        june: 6
        july: 7
        august: 8
        september: 9
        october: 10
        november: 11
        december: 12
        """
    ),
}
_ARTICLES = frozenset({"un", "une", "one"})
_WORD = re.compile(r"[^\W\d_]+")
_DAYS = re.compile(r"[ \u00a0]jours\b")
_LONGEST = 40  # words of a number


def word_numbers(text: str, language: Language) -> tuple[WordNumber, ...]:
    """Return the numbers in words of ``text``, left to right, none overlapping.

    >>> [int(n.values[0]) for n in word_numbers("deux cent cinquante mille et vingt-deux", "fr")]
    [250000, 22]
    >>> [int(n.values[0]) for n in word_numbers("two hundred and fifty, five six", "en")]
    [250, 5, 6]
    """
    found: list[WordNumber] = []
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        taken = _cardinal(text, words, index, language)
        if taken is not None:
            count, value = taken
            start, end = words[index].start(), words[index + count - 1].end()
            cardinal = count > 1 or words[index].group().lower() not in _ARTICLES
            # a French fortnight has fifteen days
            fortnight = value == 15 and _DAYS.match(text, end)
            values = (value, Decimal(14), Decimal(2)) if fortnight else (value,)
            found.append(WordNumber(start, end, values, cardinal))
            index += count
            continue
        hint = _HINTS[language].get(words[index].group().lower())
        if hint is not None:
            found.append(WordNumber(words[index].start(), words[index].end(), hint, False))
        index += 1
    return tuple(found)


def _cardinal(
    text: str, words: list[re.Match[str]], index: int, language: Language
) -> tuple[int, Decimal] | None:
    """Return how many words from ``index`` make one cardinal, and its value."""
    total = current = Decimal(0)
    first = words[index].group().lower()
    opens = language == "en" and first == "a"
    if not opens and _step(first, current, 0, language) is None:
        return None  # nearly every word of a text
    below = Decimal(10**18) + 1  # each scale word must be smaller than the one before
    count = 0
    run = list(_run(text, words, index))
    for place, word in enumerate(run):
        name = word.group().lower()
        if place == 0 and opens:
            if [w.group().lower() for w in run[1:2]] not in (
                ["hundred"],
                ["thousand"],
                ["million"],
                ["billion"],
            ):
                return None
            current = Decimal(1)
            continue
        if _joins(
            name, current, total, [w.group().lower() for w in run[place + 1 :][:1]], language
        ):
            continue
        step = _step(name, current, place, language)
        if step is None:
            break
        kind, value = step
        if kind == "scale":
            if value >= below:
                break
            total += max(current, Decimal(1)) * value
            current, below = Decimal(0), value
        else:
            current = value
        count = place + 1
    return None if count == 0 else (count, total + current)


def _run(text: str, words: list[re.Match[str]], index: int) -> Iterator[re.Match[str]]:
    """Yield the words from ``index`` that only spaces and hyphens hold together.

    No more than the longest number has, so that time stays linear in a long text.
    """
    yield words[index]
    near = words[index : index + _LONGEST]
    for before, word in pairwise(near):
        if not re.fullmatch(r"[ \u00a0]|-", text[before.end() : word.start()]):
            return
        yield word


def _joins(
    name: str, current: Decimal, total: Decimal, following: Sequence[str], language: Language
) -> bool:
    """Tell whether 'et' or 'and' stands inside a number: vingt et un, two hundred and fifty."""
    after = following[0] if following else ""
    if language == "fr":
        return name == "et" and current % 100 >= 20 and after in ("un", "une", "onze")
    inside = (current and current % 100 == 0) or (total and not current)
    small = after in _UNITS["en"] or after in _TENS["en"]
    return bool(name == "and" and inside and small)


def _step(
    word: str, current: Decimal, count: int, language: Language
) -> tuple[str, Decimal] | None:
    """Return what ``word`` makes of the number so far, or None where it begins another one."""
    tens, units = _TENS[language], _UNITS[language]
    scale = SCALES[language].get(word)
    if scale is not None:
        if count == 0 and word not in ("mille",):
            return None  # 'millions de déplacés': no number
        return ("scale", scale)
    if word in _HUNDRED[language]:
        if current >= 100 or (language == "en" and count == 0):
            return None
        return ("add", max(current, Decimal(1)) * 100)
    low = current % 100
    if word in tens:
        if language == "fr" and tens[word] == 20 and low == 4:
            return ("add", current + 76)
        return ("add", current + tens[word]) if low == 0 else None
    if word in units:
        unit = units[word]
        if low == 0 and (current or not count or unit):
            return ("add", current + unit)
        free = low >= 20 and low % 10 == 0 and 0 < unit < 10
        free |= language == "fr" and low in (60, 80) and 0 < unit < 20
        free |= language == "fr" and low in (10, 70, 90) and 7 <= unit <= 9
        return ("add", current + unit) if free else None
    return None
