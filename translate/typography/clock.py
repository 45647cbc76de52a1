"""Hours by the clock that the source shows: 19 heures is 7 p.m., never 5 p.m. or 17 a.m.

French counts to twenty-four, English twice to twelve, and an engine that learnt the words but not
the sum writes *17 heures* for *7 p.m.*. This is the one rule that puts a figure back: the hour of
the source, where both sentences tell their hours so that each can be told from the others. What
may be a length of time (*pendant 5 heures*) is no hour of the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.model import Language, other

from ..grammar.changes import Change
from .numerals import SPACE

_S = f"[{SPACE}]"
_MOST = 40
"""Hours of a text that are looked at; a timetable is left alone, so that time stays linear."""


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour of the clock in a text.

    Attributes:
        start, end: half-open offsets of the digits of the hour, in code points.
        hour: 0 to 23.
        minutes: two digits.
        half: offset of the letter that tells a.m. from p.m.; None where there is none.
        fixed: it is told in words, or in a form that is not to be rewritten.
        either: it may lie in the other half of the day as well: 2:30, ce soir à 10 heures.
        sound: whether it is written as its language writes it; 17 p.m. is not.
    """

    start: int
    end: int
    hour: int
    minutes: str
    half: int | None = None
    fixed: bool = False
    either: bool = False
    sound: bool = True

    @property
    def time(self) -> tuple[int, str]:
        """Hour and minutes."""
        return self.hour, self.minutes

    def tells(self, one: Clock) -> bool:
        """Tell whether two clocks may say the same time."""
        return self.time == one.time or (self.is_like(one) and (self.either or one.either))

    def is_like(self, one: Clock) -> bool:
        """Tell whether two clocks show the same on a dial of twelve hours."""
        return self.minutes == one.minutes and (self.hour - one.hour) % 12 == 0


_TO_HALF = rf"(?:1[0-2]|[1-9])(?::[0-5]\d)?{_S}?[apAP]\.?[mM]\b"
_UNTIL = re.compile(rf"[^\d]{{1,7}}(?P<h>\d\d?)(?::\d\d)?{_S}?(?P<half>[apAP])")
_ENGLISH = re.compile(
    rf"(?<![\d:.,$€£])(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d))?{_S}?(?P<half>[apAP])\.?[mM]\b"
    r"|(?<![\d:.,])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?![\d:])"
    rf"|(?<!\d)(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)(?={_S}?(?:GMT|UTC|hours)\b)"
    # shortly after 17 hours, as no Englishman tells the time
    rf"|\b(?:[aA]t|(?:shortly|just){_S}after|[aA]round|[uU]ntil|[bB]y|[bB]etween|[sS]ince){_S}"
    rf"(?P<h4>1[3-9]|2[0-3]){_S}(?P<word>hours)\b(?!{_S}(?:of|later|after|ago|before|per)\b)"
    # from 7 to 9 p.m., 7-9 p.m.
    rf"|(?:\b(?:[fF]rom|[bB]etween){_S}|(?<![\w:.,$€£-])(?=[\d:]{{1,5}}[-–]))(?P<h5>1[0-2]|[1-9])"
    rf"(?::(?P<m5>[0-5]\d))?(?={_S}(?:to|and|until){_S}{_TO_HALF}|[-–]{_TO_HALF})"
    r"|\b(?P<noon>[Nn]oon|[Mm]idday)\b|\b(?P<midnight>[Mm]idnight)\b"
)
_FRENCH = re.compile(
    rf"(?<![\d:.,])(?P<h>[01]?\d|2[0-3])(?:{_S}?h{_S}?(?P<m>[0-5]\d)(?!\d)"
    rf"|{_S}?(?P<bare>h|heures?)(?:{_S}(?P<m2>[0-5]\d)(?!\d))?(?![^\W_]))"
    rf"(?P<part>{_S}(?:du{_S}(?:matin|soir)|de{_S}l['’]après-midi|de{_S}la{_S}nuit))?"
    r"|\b(?<!-)(?P<noon>midi)\b|\b(?P<midnight>minuit)\b",
    re.IGNORECASE,  # À 18H30
)
_ENGLISH_HALF = re.compile(rf"\d{_S}?[ap]\.?m\b")
_LATE = re.compile(r"\b(?:soir|soirée|après-midi|nuit)\b", re.IGNORECASE)
_AT = re.compile(
    rf"(?<![\w'’-])(?:[àÀ]|vers|dès|avant|après|depuis|jusqu['’]à|entre|et|environ|autour{_S}de"
    rf"|environs{_S}de|coup{_S}de|partir{_S}de|de|il{_S}est|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche){_S}$",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"{_S}?(?:[-–]|à{_S}){_S}?(?:\d{{1,2}}{_S}?h|midi\b|minuit\b)", re.IGNORECASE)
_TO = re.compile(rf"h{_S}?[-–]{_S}?$", re.IGNORECASE)
_LASTS = re.compile(rf"{_S}(?:de\b|d['’]|(?:plus{_S}tard|durant|consécutives)\b)", re.I)


def clocks(text: str, language: Language) -> tuple[Clock, ...]:
    """Return the hours of the clock in ``text``, left to right.

    >>> [c.time for c in clocks("at 7:45 p.m., not at noon", "en")]
    [(19, '45'), (12, '00')]
    >>> [c.time for c in clocks("à 19 heures, après 5 heures de route", "fr")]
    [(19, '00')]
    """
    return tuple(_english(text) if language == "en" else _french(text))


def _english(text: str) -> Iterator[Clock]:
    for match in _ENGLISH.finditer(text):
        if match["noon"] or match["midnight"]:
            yield Clock(*match.span(), 12 if match["noon"] else 0, "00", fixed=True)
        elif match["h"]:
            hour, minutes = int(match["h"]), match["m"] or "00"
            sound = 1 <= hour <= 12
            if sound:
                hour = hour % 12 + (12 if match["half"] in "pP" else 0)
            yield Clock(*match.span("h"), hour, minutes, match.start("half"), sound=sound)
        elif match["h5"] and (until := _UNTIL.match(text, match.end())):
            hour, end = int(match["h5"]) % 12, int(until["h"]) % 12
            late = (until["half"] in "pP") == (hour < end)  # 7 to 9 p.m., but 11 to 2 p.m.
            hour += 12 if late else 0
            yield Clock(*match.span("h5"), hour, match["m5"] or "00", None, fixed=True)
        elif match["h4"]:
            at, end = match.start("h4"), match.end("word")
            yield Clock(at, end, int(match["h4"]), "00", sound=False)
        else:
            name = "2" if match["h2"] else "3"
            hour = int(match[f"h{name}"])
            either = hour <= 12 and not match[f"h{name}"].startswith("0")
            yield Clock(*match.span(f"h{name}"), hour, match[f"m{name}"], None, True, either)


def _french(text: str) -> Iterator[Clock]:
    if _ENGLISH_HALF.search(text):
        return
    late = _LATE.search(text)
    for match in _FRENCH.finditer(text):
        if match["noon"] or match["midnight"]:
            yield Clock(*match.span(), 12 if match["noon"] else 0, "00", fixed=True)
            continue
        hour, minutes, part = int(match["h"]), match["m"] or match["m2"] or "00", match["part"]
        if not part and minutes == "00" and not match["m"]:
            before = text[max(0, match.start() - 20) : match.start()]
            told = _AT.search(before) or _SPAN.match(text, match.end()) or _TO.search(before)
            if not told or _LASTS.match(text, match.end()):
                continue
        if part and hour < 12 and re.search("soir|midi", part, re.I):
            hour += 12
        either = not part and hour <= 12 and late is not None
        yield Clock(*match.span("h"), hour, minutes, fixed=bool(part), either=either)


def hours(text: str, language: Language, source: str) -> Iterator[Change]:
    """Yield what gives ``text`` the hours of ``source``.

    >>> [(c.before, c.after) for c in hours("At 5 p.m.", "en", "À 19 heures")]
    [('5', '7')]
    >>> [(c.before, c.after) for c in hours("À 7 h 30", "fr", "At 7:30 p.m.")]
    [('7', '19')]
    """
    written = clocks(text, language)
    if not 0 < len(written) <= _MOST:
        return
    for clock, hour in _answers(clocks(source, other(language)), written):
        if clock.fixed or (clock.hour == hour and clock.sound):
            continue
        before = text[clock.start : clock.end]
        after = str(hour) if language == "fr" else str((hour - 1) % 12 + 1)
        if language == "en" and clock.half is None:
            after += (" a.m" if hour < 12 else " p.m") + "."[text.startswith(".", clock.end) :]
        if before != after:
            yield Change(clock.start, clock.end, before, after, "clock")
        if clock.half is not None:
            letter, half = text[clock.half], "a" if hour < 12 else "p"
            after = half.upper() if letter.isupper() else half
            if letter != after:
                yield Change(clock.half, clock.half + 1, letter, after, "clock")


def _answers(source: Sequence[Clock], target: Sequence[Clock]) -> Iterator[tuple[Clock, int]]:
    """Yield each hour of the target with the hour of the source that it surely answers.

    First the same times, then the same but for the half of the day, then, where both sides have
    as many hours, those with the same minutes in their order.
    """
    asked, left = list(source), []
    for clock in target:
        same = next((c for c in asked if c.time == clock.time), None)
        same = same or next((c for c in asked if c.tells(clock)), None)
        if same is None:
            left.append(clock)
        else:
            asked.remove(same)
            yield clock, clock.hour
    for clock in tuple(left):
        alike = [c for c in asked if c.is_like(clock)]
        if len(alike) == 1:
            asked.remove(alike[0])
            left.remove(clock)
            yield clock, alike[0].hour
    if len(source) != len(target):
        return
    if [c.minutes for c in asked] == [c.minutes for c in left]:
        yield from ((clock, one.hour) for one, clock in zip(asked, left, strict=True))
