"""English typography.

Rules: Guardian and Observer style guide (quotation marks, dates: 1 July), Reuters Handbook and AP
Stylebook (figures: 1,300 and 12.5%; times: 2:30 p.m., 1430 GMT; currencies: €5 million, 5 billion
CFA francs, the currency without a sign after the amount).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..grammar.changes import Change
from .number_patterns import MONTH_NAMES
from .numbers import Figure, Kind
from .numerals import SPACE
from .quotes import Mark

_S = f"[{SPACE}]"
_HIGH = re.compile(rf"(?<=[\w\"»”’')\]%*_.…]){_S}+(?=[;!?]+(?:[\s\"»”’')\]*_]|$))")
_COLON = re.compile(rf"(?<=[\w\"»”’')\]%*_.…!?]){_S}+(?=:(?:[\s*_\"“]|$))")
_RATIO = re.compile(rf"\d{_S}*:{_S}*\d")
_LOW = re.compile(rf"(?<=[\w\"»”’')\]%!?]){_S}+(?=[,.](?![.\w])(?:[\s\"»”’')\]]|$))")
_INSIDE = re.compile(rf"(?<=[(\[]){_S}+(?=\S)|(?<=[^\s(\[]){_S}+(?=[)\]])")
_COMMA = re.compile(r"(?<=[^\W\d_]{3}),(?=[^\W\d_]{3})")
_PERCENT = re.compile(rf"(?<=\d){_S}+(?=%)")
_SMILEY = re.compile(r"(?<=\s)[:;]-?[)(]|:\w+:")
_NUMBER_SIGN = re.compile(rf"\b[nN][°º]{_S}*(?=\d)")
_MONTH = "|".join(MONTH_NAMES["en"])
_FIRST = re.compile(rf"(?<![\w.,])1(?P<er>er|ᵉʳ)(?={_S}(?:{_MONTH})\b)")
_ORDINAL = re.compile(
    rf"(?<![\w.,/-])(?P<n>\d{{1,3}})(?P<ends>st|nd|rd|th|e|er|[èe]me|ᵉ)(?!\w|-\w*\d|{_S}[A-ZÀ-Ý])"
)
_CLOCK = re.compile(
    rf"(?P<cue>\b(?:[aA]t|[aA]round|[aA]bout|[bB]y|[fF]rom|[uU]ntil|[tT]ill|[bB]efore|[sS]ince|"
    rf"[tT]owards|[bB]etween){_S})(?P<h>[01]?\d|2[0-3]){_S}?[hH](?:{_S}?(?P<m>[0-5]\d))?(?![\w²])"
    rf"(?P<zone>{_S}?(?:GMT|UTC))?(?!{_S}(?:of|long|later|walk|drive|march|flight|journey)\b)"
)
_ZONE = re.compile(
    rf"(?<![\d:.,])(?P<h>[01]?\d|2[0-3]){_S}?[hH](?:{_S}?(?P<m>[0-5]\d))?(?={_S}?(?:GMT|UTC)\b)"
)
_MONEY_LAST = re.compile(
    rf"(?<![\w.,€$£])(?<!\d[-–])(?P<n>\d[\d.,{SPACE}]*(?<=\d))"  # 10-20 € stays
    rf"(?P<scale>{_S}(?:millions?|billions?|milliards?)\b)?(?P<money>{_S}?(?P<sign>[€$£]))(?!{_S}?\d)"
)
_CFA = re.compile(rf"(?<=\d)(?P<a>{_S}*)(?P<name>F{_S}?CFA|FCFA)(?![^\W_])")
_CFA_SCALE = re.compile(
    r"(?:(?<=illion )|(?<=illions )|(?<=illiard )|(?<=illiards ))"
    rf"(?P<a>)(?P<name>F{_S}?CFA|FCFA)(?![^\W_])"
)
_SCALE = re.compile(rf"(?<=\d)(?P<space>{_S}+)(?P<word>(?:m|b|tr)illion(?P<s>s)|milliards?)\b")


def changes(
    text: str, marks: Sequence[Mark], figures: Sequence[Figure], *, curly: bool
) -> Iterator[Change]:
    """Yield what English asks for in ``text``; ``curly`` asks for typographic quotation marks."""
    yield from _quotes(text, marks, curly)
    yield from _money(text, figures)
    for rule in _RULES:
        yield from rule(text)


def _quotes(text: str, marks: Sequence[Mark], curly: bool) -> Iterator[Change]:
    for mark in marks:
        sign = text[slice(*mark.bare)]
        single = mark.depth > 0 or sign in ("'", "’", "‘")
        new = (
            ("‘’" if single else "“”")[0 if mark.opens else 1] if curly else "'" if single else '"'
        )
        yield Change(mark.start, mark.end, text[mark.start : mark.end], new, "quotes")


def _spaces(text: str) -> Iterator[Change]:
    held = [m.span() for m in _SMILEY.finditer(text)]
    for pattern in (_HIGH, _COLON, _LOW, _INSIDE, _PERCENT):
        for match in pattern.finditer(text):
            if pattern is _COLON and _RATIO.match(text, match.start() - 1):
                continue
            if not any(a <= match.end() < b for a, b in held):
                yield Change(*match.span(), match.group(), "", "no-space")
    for match in _COMMA.finditer(text):
        yield Change(*match.span(), ",", ", ", "comma")


def _number_sign(text: str) -> Iterator[Change]:
    for match in _NUMBER_SIGN.finditer(text):
        yield Change(*match.span(), match.group(), "No. ", "number-sign")


def _dates(text: str) -> Iterator[Change]:
    for match in _FIRST.finditer(text):
        yield Change(*match.span("er"), match["er"], "", "first-of-month")


def _ordinals(text: str) -> Iterator[Change]:
    """Write 2nd for the French 2e and for 2th; the 2e REP is a name, 1e5 a value."""
    for match in _ORDINAL.finditer(text):
        number = match["n"]
        ends = {"1": "st", "2": "nd", "3": "rd"}
        new = "th" if number[-2:] in ("11", "12", "13") else ends.get(number[-1], "th")
        if match["ends"] != new:
            yield Change(*match.span("ends"), match["ends"], new, "ordinal")


def _hours(text: str) -> Iterator[Change]:
    """Write hours only after a word that makes them a time: '5h30 of walking' is a duration."""
    for match in _ZONE.finditer(text):
        new = f"{int(match['h']):02}{match['m'] or '00'}"
        yield Change(*match.span(), match.group(), new, "hour")
    for match in _CLOCK.finditer(text):
        if match["zone"]:
            continue
        hour, minutes = int(match["h"]), match["m"] or "00"
        half = "a.m." if hour < 12 else "p.m."
        new = f"{(hour - 1) % 12 + 1}{'' if minutes == '00' else ':' + minutes} {half}"
        start = match.start("h")
        end = match.end()
        if text[end : end + 1] == "." and not text[end + 1 :].strip(SPACE + "\"'”’»)"):
            new = new[:-1]  # the full stop closes both
        yield Change(start, end, text[start:end], new, "hour")


def _money(text: str, figures: Sequence[Figure]) -> Iterator[Change]:
    """Put the sign of a currency before its number: €5 million."""
    known = {f.core[0]: f for f in reversed(figures) if f.core}
    for match in _MONEY_LAST.finditer(text):
        start = match.start("n")
        figure = known.get(start)
        if figure is None or figure.core is None or figure.kind is Kind.NAME:
            continue
        if match.end("n") == figure.core[1]:
            yield Change(start, start, "", match["sign"], "currency")
            yield Change(*match.span("money"), match["money"], "", "currency")


def _francs(text: str) -> Iterator[Change]:
    for pattern in (_CFA, _CFA_SCALE):
        for match in pattern.finditer(text):
            space = match["a"] if match["a"] or pattern is _CFA_SCALE else " "
            yield Change(*match.span(), match.group(), space + "CFA francs", "currency")


def _scales(text: str) -> Iterator[Change]:
    for match in _SCALE.finditer(text):
        if match["s"]:
            yield Change(*match.span("s"), "s", "", "scale")
        else:
            yield Change(*match.span("word"), match["word"], "billion", "scale")


_RULES: tuple[Callable[[str], Iterator[Change]], ...] = (
    _spaces,
    _number_sign,
    _dates,
    _ordinals,
    _hours,
    _francs,
    _scales,
)
