"""Notation of the news that engines have hardly met, written as they have met it.

A clock time set tight (*18h30*), a figure padded with a nought (*05 blessés*, as communiqués
count), a month cut short (*Aug. 5*), a Roman ordinal (*XXIe siècle*): each made a model lose the
figure or the sentence. Written out they cross; the figures stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from glossary.model import Language

from ..typography.number_patterns import MONTH_NAMES
from ..typography.number_words import WordNumber, word_numbers
from .short_sums import spell_out

_Written = Callable[[re.Match[str]], str] | str

_MONTHS = {name[:3]: name for name in MONTH_NAMES["en"]} | {"Sept": "September"}
_MONTHS |= {short.upper(): name for short, name in _MONTHS.items()}
_SHORT_MONTHS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?<![\w./°-])(?P<a>[0-3]?\d)(?P<sep>[/.])(?P<b>[0-3]?\d)(?P=sep)"
    r"(?P<y>(?:19|20)\d\d|(?<=/)\d\d)(?![\w/]|[.,]\d)"  # 10.4.22 is a version
)
_SMALL_NUMBERS: dict[Language, tuple[str, ...]] = {
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "fr": ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
}
_AND_HALF: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?P<n>{'|'.join(_SMALL_NUMBERS['en'])}) and a half (?P<scale>[mb]illion|thousand)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"\b(?P<n>{'|'.join(_SMALL_NUMBERS['fr'])}) (?P<scale>(?:million|milliard)s?) et demie?\b",
        re.IGNORECASE,
    ),
}
_SHARES_SCALE = re.compile(r"(?:\b(?:à|ou|to|or)|[-–]) ?$|[-/]$", re.IGNORECASE)
"""Before a number that another may share its scale with: *deux à trois cents*."""
_NO_COUNT = re.compile(
    r"[-/]| et demi| and a half| (?:ou|à|to|or) | ?\d| [A-ZÀ-Þ]"
    r"|(?: et)? [a-z]+i[èe]mes?\b|(?: and)? (?:first|third|(?:four|fif|six|seven|eigh|nin|ten"
    r"|eleven|twelf|hundred|thousand|[a-z]+teen|[a-z]+tie)th)s?\b"
)
"""After a number that is no plain count: *vingt à trente*, *Trente Glorieuses*, *vingt et unième*.
"""
_QUARTERS = {
    "en": ("first", "second", "third", "fourth"),
    "fr": ("premier", "deuxième", "troisième", "quatrième"),
}
# "5e République" came out as "5 Republic"
_REPUBLICS = ("première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
_DECIMALS = {"½": "5", "¼": "25", "¾": "75"}


def write_out(text: str, language: Language) -> str:
    """Return ``text``, spaces plain, with the notation of news written out; everything else stays.

    >>> write_out("Bilan : 05 blessés à 18h30 TU, au XXIe siècle.", "fr")
    'Bilan : 5 blessés à 18 h 30 GMT, au 21e siècle.'
    >>> write_out("He left on Aug. 5, at ½ past, i.e. late; US$5m.", "en")
    'He left on August 5, at 1/2 past, that is late; $5 million.'
    >>> write_out("quatre-vingt-dix villages, un million et demi, deux cents", "fr")
    '90 villages, 1,5 million, 200'
    """
    for pattern, written in _PARTS[language]:
        text = pattern.sub(written, text)
    text = _in_figures(spell_out(text, language), language)
    text = _DATE.sub(lambda m: _date(m, language) or m.group(), text)
    for pattern, written in _RULES[language]:
        text = pattern.sub(written, text)
    return text


def undecided_dates(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Return the spans of dates in figures of which nobody can tell day and month: they stay.

    French puts the day first; English writes both ways.

    >>> undecided_dates("by 04/05/2025, by 31/12/2025", "en")
    ((3, 13),)
    >>> undecided_dates("le 04/05/2025", "fr")
    ()
    """
    return tuple(m.span() for m in _DATE.finditer(text) if _date(m, language) is None)


def _date(match: re.Match[str], language: Language) -> str | None:
    day, month = int(match["a"]), int(match["b"])
    if language == "en" and day <= 12 and month <= 12 and day != month:
        return None
    if language == "en" and month > 12:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    name = MONTH_NAMES[language][month - 1]
    first = "1er" if day == 1 and language == "fr" else str(day)
    year = match["y"]
    if len(year) == 2:
        year = ("20" if int(year) < 60 else "19") + year
    return f"{first} {name} {year}"


def _in_figures(text: str, language: Language) -> str:
    """Write large numbers in figures: *quatre-vingt-dix* came out as *eighty*."""
    out: list[str] = []
    at = 0
    words = [word for word in word_numbers(text, language) if word.cardinal]
    for before, word, after in zip((None, *words), words, (*words[1:], None), strict=False):
        beside = (before and text[before.end : word.start], after and text[word.end : after.start])
        if " " not in beside and _is_large(word, text):  # nineteen eighty-four is a year
            value = int(word.values[0])
            year = 1900 <= value < 2100  # l'an deux mille vingt
            thousands = "" if year else "," if language == "en" else " "
            out += [text[at : word.start], f"{value:,}".replace(",", thousands)]
            at = word.end
    text = "".join([*out, text[at:]])
    return _AND_HALF[language].sub(lambda m: _and_half(m, language), text)


def _is_large(word: WordNumber, text: str) -> bool:
    """Tell whether a number stands alone and is one that news writes in figures."""
    value = word.values[0]
    if not 20 <= value < 1_000_000 or len(word.values) > 1:
        return False
    written = text[word.start : word.end]
    if not written[1:].islower():
        return False  # les Quatre-Cents
    if written.split()[0].lower() == "a" or (value >= 100 and written.isalpha()):
        return False  # a hundred, cent, mille: as often a manner of speaking
    before = text[max(0, word.start - 8) : word.start]
    return _SHARES_SCALE.search(before) is None and _NO_COUNT.match(text, word.end) is None


def _and_half(match: re.Match[str], language: Language) -> str:
    number, scale = _SMALL_NUMBERS[language].index(match["n"].lower()) + 1, match["scale"]
    if scale == "thousand":
        return f"{number},500"
    return f"{number}{',' if language == 'fr' else '.'}5 {scale}"


def _fraction(match: re.Match[str], point: str) -> str:
    whole, part = match["whole"], match["part"]
    if whole and part in _DECIMALS:
        return f"{whole}{point}{_DECIMALS[part]}"
    return f"{whole} {_FRACTIONS[part]}" if whole else _FRACTIONS[part]


def _thousands(match: re.Match[str]) -> str:
    groups = match.group().split(".")
    if len(groups) == 4 and all(int(g) < 256 for g in groups):
        return match.group()  # the address of a machine
    return " ".join(groups)


def _arabic(match: re.Match[str]) -> str:
    values = [_ROMAN[c] for c in match["roman"]]
    total = sum(
        -v if following > v else v for v, following in zip(values, [*values[1:], 0], strict=True)
    )
    republic = match.string[match.end() : match.end() + 4].lower() == " rép"
    return _REPUBLICS[total - 1] if republic and total <= len(_REPUBLICS) else f"{total}e"


def _month(match: re.Match[str]) -> str:
    return f"{match['before']}{_MONTHS[match['month']]}"


def _quarter_en(match: re.Match[str]) -> str:
    year = f" of {match['year']}" if match["year"] else ""
    return f"{match['before']}the {_QUARTERS['en'][int(match['q']) - 1]} quarter{year}"


def _quarter_fr(match: re.Match[str]) -> str:
    year = f" de {match['year']}" if match["year"] else ""
    return f"{match['before']}{_QUARTERS['fr'][int(match['q']) - 1]} trimestre{year}"


def _hour(match: re.Match[str]) -> str:
    minutes = f" {match['m']}" if match["m"] not in (None, "00") else ""
    return f"{int(match['h'])} h{minutes}" + (" GMT" if match["zone"] else "")


_BOTH: tuple[tuple[str, _Written], ...] = (
    # 05 FAMa tués, 01 moto; not 70 05, 05/12, 05:30, 007
    (r"(?<![\w.,:/+-])(?<!\d )(?<!(?<!\w)')0(\d)(?= [^\W\d_])", r"\1"),  # '05 is a year
    (r"\bp\. (?=\d)", "page "),
)
_FRACTION = rf"(?:(?<![\d.,/])(?P<whole>\d{{1,3}}) ?)?(?P<part>[{''.join(_FRACTIONS)}])"
_PARTS_IN_ENGLISH: tuple[tuple[str, _Written], ...] = (
    (r"(?<!\d)(?<!\d )½ (?:a )?million\b", "500,000"),  # "half a million" came out as nonsense
    (r"(?<!\d)(?<!\d )½ (?:a )?billion\b", "500 million"),
    (r"½(?= (?:of|a|an|the)\b)", "half"),
    (r"(?<!\d)(?<!\d )½ (?=hour\b)", "half an "),
    (_FRACTION, lambda m: _fraction(m, ".")),
)
_PARTS_IN_FRENCH: tuple[tuple[str, _Written], ...] = (
    (r"(?<!\d)(?<!\d )½ million d'", "500 000 "),
    (r"(?<!\d)(?<!\d )½ million\b(?: de\b)?", "500 000"),
    (r"(?<!\d)(?<!\d )½ milliard\b", "500 millions"),
    (r"(?<!\d)(?<!\d )½ (?=heure|journée|finale)", "demi-"),
    (_FRACTION, lambda m: _fraction(m, ",")),
)
_YEAR = r"(?: (?P<year>(?:19|20)\d\d))?"
_IN_ENGLISH: tuple[tuple[str, _Written], ...] = (
    (rf"\b(?P<before>)(?P<month>{_SHORT_MONTHS})\b\.?(?= \d)", _month),
    (
        r"(?P<before>\d |\b(?:last|next|in|since|until|late|early|by) )"
        rf"(?P<month>{_SHORT_MONTHS})(?:\.(?![\"')\]]*$)|(?=,? ?\d)|(?=\.[\"')\]]*$))",
        _month,
    ),
    (rf"(?P<before>\b(?:in|for|from|to|of|during|since) )Q(?P<q>[1-4])\b{_YEAR}", _quarter_en),
    (r"\bi\.e\.(?=[ ,])", "that is"),
    (r"\be\.g\.(?=[ ,])", "for example"),
    (r"\bvs\.?(?= )", "against"),
    (r"\by/y\b|\byoy\b", "year on year"),
    (r"\bapprox\.(?= \d)", "about"),
    (r"\b([Tt]he) [Nn]o\. ?(?=\d)", r"\1 number "),
    (r"\b[Aa]rt\. (?=\d)", "Article "),
)
_IN_FRENCH: tuple[tuple[str, _Written], ...] = (
    (
        r"(?<![\w.,:/])(?P<h>[01]?\d|2[0-4]) ?[hH](?: ?(?P<m>[0-5]\d)(?: ?mi?n)?)?(?!\w)"
        r"(?P<zone> (?:TU|T\.U(?:\.(?!$))?)(?!\w))?",
        _hour,
    ),
    (r"(?<![\d,.])1 ?mn\b", "1 minute"),
    (r"(?<=\d) ?mn\b", " minutes"),
    (r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?!\w|\.\w|,\d*\.| ?°)", _thousands),
    (r"\b(?P<roman>[IVX]+)(?:e|ème)\b", _arabic),
    (rf"(?P<before>\b(?:[Aa]u|[Dd]u|[Ll]e) )T(?P<q>[1-4])\b{_YEAR}", _quarter_fr),
    (r"\b([Ll]e|[Ll]a|[Dd]u|[Aa]u) [nN]° ?(?=\d\b)", r"\1 numéro "),
    (r"\b1er [mM]inistre\b", "Premier ministre"),
    (r"\b1[èe]re [mM]inistre\b", "Première ministre"),
    (r"\b[Ee]nv\.(?= \d)", "environ"),
    (r"(?:(?<=\d )|(?<=d'))hab\.(?!\w)", "habitants"),
    (r"\b[Cc]f\.(?= )", "voir"),
    (r"\bart\. (?=\d)", "article "),
    (r"(?<!\bet )\bal\. (?=\d)", "alinéa "),
    (r"^RAS\b|(?<=: )RAS\b", "aucun incident à signaler"),  # "rien" was lost
)
_Rules = tuple[tuple[re.Pattern[str], _Written], ...]
_PARTS: dict[Language, _Rules] = {
    "en": tuple((re.compile(p), w) for p, w in _PARTS_IN_ENGLISH),
    "fr": tuple((re.compile(p), w) for p, w in _PARTS_IN_FRENCH),
}
"""Parts of a number, which come first: 2½ M€ is a sum written short."""

_RULES: dict[Language, _Rules] = {
    "en": tuple((re.compile(p), w) for p, w in (*_BOTH, *_IN_ENGLISH)),
    "fr": tuple((re.compile(p), w) for p, w in (*_BOTH, *_IN_FRENCH)),
}
