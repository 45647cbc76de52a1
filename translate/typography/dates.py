"""Dates in the form of their language, where the source sentence has the same date.

French: *le 4 octobre*, the day before the month, no capital, 1er alone as an ordinal (Lexique des
règles typographiques en usage à l'Imprimerie nationale, s. v. *dates*). English: *4 October*
(Guardian and Observer style guide; *October 4*, which AP asks for, is English too and stays).
An engine that goes word by word writes *en octobre 4*, *le 10 mars 10*, *le 6 December*. Only a
day and a month that stand together in the source are looked at; no figure is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from glossary.model import Language, other

from ..grammar.changes import Change, recase
from ..sentences.notation import write_out
from .number_patterns import MONTH_NAMES
from .numerals import SPACE

_FRENCH, _ENGLISH = MONTH_NAMES["fr"], MONTH_NAMES["en"]
_CASES = (*_ENGLISH, *map(str.upper, _ENGLISH))  # "may 4" is no date
_NUMBER = {name.lower(): i for names in (_FRENCH, _ENGLISH) for i, name in enumerate(names)}
_WEEKDAYS = {
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "en": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
}
_S = f"[{SPACE}]"
_EITHER = "(?i:" + "|".join((*_FRENCH, *_ENGLISH)) + r")(?![^\W_])"
_ALONE = r"(?![\d%€$£°]|[.,:/]\d)"  # what follows a day: 4.5 and 4:30 are no days
_DAY = r"(?<![\d.,:/$€£-])(?P<day>[1-3]\d|[1-9])"

_DATES = {
    "fr": re.compile(
        rf"(?:(?P<weekday>{_WEEKDAYS['fr']}){_S})?{_DAY}(?:er)?{_S}(?P<month>{'|'.join(_FRENCH)})\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"(?:(?P<weekday>{_WEEKDAYS['en']}),?{_S}(?:the{_S})?)?"
        rf"(?:(?P<in>\b[Ii]n{_S})?(?P<month>{'|'.join(_CASES)}){_S}(?P<day>[1-3]\d|[1-9])"
        rf"(?:st|nd|rd|th)?\b{_ALONE}(?P<counted>{_S}[^\W\d_])?"
        rf"|{_DAY.replace('day', 'day2')}(?:st|nd|rd|th)?{_S}(?:of{_S})?"
        rf"(?P<month2>{'|'.join(_CASES)})\b)"
    ),
}


@lru_cache(maxsize=64)
def known_dates(source: str, language: Language) -> dict[tuple[int, int], bool]:
    """Return the days and months that stand together in a source, and whether a weekday does too.

    *In October 4 soldiers died* has no date; notation is read written out.

    >>> known_dates("On Tuesday, October 4, and on the 7th of May", "en")
    {(4, 9): True, (7, 4): False}
    """
    found: dict[tuple[int, int], bool] = {}
    for match in _DATES[language].finditer(write_out(re.sub(_S, " ", source), language)):
        groups = match.groupdict()
        if groups.get("in") and groups.get("counted"):
            continue
        day = int(groups["day"] or groups["day2"])
        month = _NUMBER[(groups["month"] or groups["month2"]).lower()]
        found[day, month] = found.get((day, month), False) or bool(groups["weekday"])
    return found


def dates(text: str, language: Language, source: str) -> Iterator[Change]:
    """Yield what gives the dates of ``source`` the form of ``language`` in ``text``.

    >>> [(c.before, c.after) for c in dates("Il part en octobre 4.", "fr", "He left on October 4.")]
    [('en ', 'le 4 '), (' 4', '')]
    >>> [(c.before, c.after) for c in dates("Since 4 of October", "en", "Depuis le 4 octobre")]
    [('of ', '')]
    """
    known = known_dates(source, other(language))
    if not known:
        return
    rules = (_french_order, _weekday, _of_the_month) if language == "fr" else (_english_order,)
    for rule in (_twice, *rules, _ordinal, _month):
        yield from rule(text, language, source, known)


ORDER, CAPITAL = "date-order", "date-capital"
"""Rules: the first moves a day in several changes, all of which are made or none."""

_Known = dict[tuple[int, int], bool]


def _date(match: re.Match[str]) -> tuple[int, int]:
    return int(match["day"]), _NUMBER[match["month"].lower()]


_TWICE = re.compile(
    rf"{_DAY}(?:er)?{_S}(?P<month>{_EITHER})(?P<again>{_S}(?P=day)(?:er)?(?![^\W_]){_ALONE})"
)


def _twice(text: str, language: Language, source: str, known: _Known) -> Iterator[Change]:
    """Take the day away that stands on both sides of its month, unless the source has both."""
    found = [m for m in _TWICE.finditer(text) if _date(m) in known]
    if found:
        figures, asked = (Counter(re.findall(r"\d+", t)) for t in (text, source))
        for match in found:
            if figures[match["day"]] > asked[match["day"]]:
                yield Change(*match.span("again"), match["again"], "", "date-twice")


_LEAD = (
    rf"(?:jusqu['’](?:en|à|au)|en|à|au|le|du|de|ce|chaque|(?:(?:d[eu]|au|le){_S})?mois{_S}de)"
    rf"{_S}|(?:(?:(?:d[eu]|au|le){_S})?mois{_S})?d['’]"
)
_MONTH_FIRST = re.compile(
    rf"(?<![\w'’-])(?P<lead>(?i:{_LEAD}))?(?P<weekday>(?i:{_WEEKDAYS['fr']})(?:,?{_S}))?"
    rf"(?P<month>{_EITHER}){_S}(?P<day>[1-3]\d|[1-9])(?:er|e|st|nd|rd|th)?(?![^\W_]){_ALONE}"
    rf"(?P<comma>,(?={_S}(?:19|20)\d\d(?!\d)))?"
    # a range, or something counted: octobre 4 et 5, octobre 30 %
    rf"(?!{_S}?[-–%€]|{_S}(?:(?:à|au|et|ou){_S}\d|(?:h|heures?|ans|km|millions?|milliards?)\b))"
)
_DAY_BEFORE = re.compile(rf"\d(?:er|e)?{_S}$")
_OPENS = re.compile(r"(?:^|[.!?:«“\"]\s+|[«“\"])$")
_AND = re.compile(rf",?{_S}(?:(?:et|ou){_S})?")
_REST = re.compile(rf"(?:{_S}(?:19|20)\d\d)?[{SPACE}.:]*")
_BARE = re.compile(r"[(\[]$")


def _french_order(text: str, language: Language, source: str, known: _Known) -> Iterator[Change]:
    """Put the day before its month, with the article that the word before it allows."""
    last, article = 0, ""
    for match in _MONTH_FIRST.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if _date(match) not in known or (
            match.start("month") == match.start() and _DAY_BEFORE.search(before)
        ):
            continue
        lead = re.sub(r"\s+", " ", match["lead"] or "").replace("’", "'").lower()
        weekday = (match["weekday"] or "").rstrip("," + SPACE)
        alone = not match.start() and _REST.fullmatch(text, match.end())
        if lead:  # de mars 5 à mars 7
            article = "au " if lead == "à " and last + 1 == match.start() else _article(lead)
        elif last and _AND.fullmatch(text, last, match.start()):
            article = article.replace("jusqu'", "")  # de mars 31 et avril 1
        elif weekday or _BARE.search(before) or alone:
            article = ""
        else:
            article = "le "
        last = match.end()
        head = article + ("" if weekday else f"{_day(match)} ")
        shouts = match["month"].isupper() and text.isupper()
        if shouts:
            head = head.upper()
        elif match.group()[0].isupper() and (lead or _OPENS.search(before)):
            head = head[:1].upper() + head[1:]
        # the weekday and the month are often required terms: what stands around them changes
        at, end = match.span("month")
        opening = match.start("weekday") if weekday else at
        yield Change(match.start(), opening, text[match.start() : opening], head, ORDER)
        if weekday:
            named = opening + len(weekday)
            if lead and not shouts:
                yield _small(text, opening, named)
            yield Change(named, at, text[named:at], f" {_day(match)} ", ORDER)
        if not shouts:
            yield from _called(text, at, end, _FRENCH[_date(match)[1]])
        yield Change(end, match.end(), text[end : match.end()], "", ORDER)


def _small(text: str, start: int, end: int) -> Change:
    return Change(start, end, text[start:end], text[start:end].lower(), CAPITAL)


def _called(text: str, start: int, end: int, name: str) -> Iterator[Change]:
    """Yield the change of a month's name to ``name``."""
    written = text[start:end]
    if written != name:
        same = written.lower() == name.lower()
        yield Change(start, end, written, name, CAPITAL if same else "date-month")


def _article(lead: str) -> str:
    if lead.startswith("jusqu"):
        return "jusqu'au "
    if lead.startswith(("de ", "du ", "d'")):
        return "du "
    word = lead.split(" ")[0]
    if lead.startswith("au mois"):
        return "le "  # au mois de juin 2: on June 2
    return f"{word} " if word in ("au", "ce", "chaque") else "le "


def _day(match: re.Match[str]) -> str:
    return "1er" if match["day"] == "1" else match["day"]


_WEEKDAY = re.compile(
    rf"(?<![\w'’-])(?P<lead>(?i:le|du|au|ce){_S})?(?P<weekday>(?i:{_WEEKDAYS['fr']}))(?P<gap>,{_S}le{_S})"
    rf"(?={_DAY}(?:er)?{_S}(?P<month>{'|'.join(_FRENCH)})\b)"
)
_AFTER_OF = re.compile(rf"(?<![\w'’-])(?:de|dès|depuis|chaque){_S}$", re.IGNORECASE)


def _weekday(text: str, language: Language, source: str, known: _Known) -> Iterator[Change]:
    """Write *le samedi 26 avril* for *Samedi, le 26 avril*, where the source has both."""
    for match in _WEEKDAY.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if not known.get(_date(match)) or (not match["lead"] and _AFTER_OF.search(before)):
            continue
        if not match["lead"]:
            at = match.start("weekday")
            yield Change(at, at, "", recase(match["weekday"][:1], "le ", ""), ORDER)
            yield _small(text, *match.span("weekday"))
        yield Change(*match.span("gap"), match["gap"], " ", ORDER)


_OF_THE_MONTH = re.compile(
    rf"{_DAY}(?:er|e)?(?P<of>{_S}(?:du{_S}mois{_S})?d(?:e{_S}|['’]|u{_S}))(?P<month>{'|'.join(_FRENCH)})\b"
)


def _of_the_month(text: str, language: Language, source: str, known: _Known) -> Iterator[Change]:
    """Write *le 15 octobre* for *le 15 du mois d'octobre*."""
    if re.search(r"\bmonth\b", source):
        return
    for match in _OF_THE_MONTH.finditer(text):
        if _date(match) in known:
            yield Change(*match.span("of"), match["of"], " ", ORDER)


_DAY_FIRST = re.compile(
    rf"(?:(?<![\w'’-])(?P<article>[Ll]e|[Tt]he){_S})?{_DAY}(?P<of>{_S}of)?{_S}(?P<month>{_EITHER})"
)
_CLOSES = re.compile(
    rf"(?:{_S}(?:19|20)\d\d)?(?:$|[,.;:)\]!?»”\"]|{_S}(?:(?:in|at|by|when|and|but|to|with|after|before|for"
    r"|that|which|as|is|was|had|has|were|will)\b))"
)
_ON = re.compile(
    rf"(?:\b(?i:on|since|until|till|by|from|of|before|after|to|through|around|about)|,){_S}$"
)


def _english_order(text: str, language: Language, source: str, known: _Known) -> Iterator[Change]:
    """Write *4 October* for *the 4 October*, *4 of October* and *le 4 October*.

    *the 2 August attack* keeps its article, and *the 4th of October* is English.
    """
    for match in _DAY_FIRST.finditer(text):
        if _date(match) not in known:
            continue
        if match["of"]:
            at = match.start("of") + 1
            yield Change(at, at + 3, "of ", "", ORDER)
        if match["article"]:
            start, end = match.start("article"), match.start("day")
            the = match["article"].lower() == "the"
            on = _ON.search(text, max(0, start - 10), start)
            if not the or (on and _CLOSES.match(text, match.end())):
                yield Change(start, end, text[start:end], "", ORDER)


_ORDINAL = re.compile(
    rf"{_DAY}(?P<mark>i?[èe]me|e|st|nd|rd|th)(?={_S}(?P<month>{_EITHER}))", re.IGNORECASE
)


def _ordinal(text: str, language: Language, source: str, known: _Known) -> Iterator[Change]:
    """Write the day as a cardinal; English keeps its own *4th October*."""
    for match in _ORDINAL.finditer(text):
        if _date(match) not in known or (language == "en" and match["mark"] != "e"):
            continue
        mark = "er" if language == "fr" and match["day"] == "1" else ""
        yield Change(*match.span("mark"), match["mark"], mark, ORDER)


_NAMED = re.compile(rf"{_DAY}(?:er|e)?{_S}(?P<month>{_EITHER})")
_CALLED = re.compile(  # a street or a square is called after a day
    r"\b(?:avenue|rue|place|boulevard|stade|pont|camp|palais|quartier|cité|lycée|square|street"
    r"|bridge|stadium|mouvement|front|brigade)\b[^.,;]{0,12}$",
    re.IGNORECASE,
)


def _month(text: str, language: Language, source: str, known: _Known) -> Iterator[Change]:
    """Name the month in the language of the text, small in French."""
    for match in _NAMED.finditer(text):
        written, wanted = match["month"], MONTH_NAMES[language][_date(match)[1]]
        if _date(match) not in known or written.isupper() or written == wanted:
            continue
        if _CALLED.search(text, max(0, match.start() - 40), match.start()):
            continue
        yield from _called(text, *match.span("month"), wanted)
