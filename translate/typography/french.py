"""French typography.

Rules: Lexique des règles typographiques en usage à l'Imprimerie nationale; for hours and figures
also the Guide du typographe (Lausanne). Where the house differs: the no-break space between
thousands is the wide one (U+00A0), which every newsroom system keeps; the Lexique has the thin one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..grammar.changes import Change
from .number_patterns import MONTH_NAMES
from .numbers import Figure, Kind
from .numerals import SPACE
from .quotes import Mark

NBSP = "\u00a0"
NARROW = "\u202f"
_S = f"[{SPACE}]"
_HIGH = re.compile(
    rf"(?<![\s(\[«“;!?]){_S}*(?P<sign>[;!?]+)(?=[\s\"»”’)\]*_…]|$)"
    rf"|(?<=[«“]){_S}+(?P<never>[;!?])"
)
_COLON = re.compile(rf"(?<=[\w\"»”’)\]%€$°*.…!?]){_S}*:(?=\s|$|[\"«“*_])")
_RATIO = re.compile(rf"\d{_S}*:{_S}*\d")
_LOW = re.compile(rf"(?<=[\w\"»”’)\]%€$°!?]){_S}+(?=[,.](?![.\w])(?:[\s\"»”’)\]]|$))")
_INSIDE = re.compile(rf"(?<=[(\[]){_S}+(?=[^\s»])|(?<=[^\s(\[«]){_S}+(?=[)\]])")
_COMMA = re.compile(r"(?<=[^\W\d_]{3}),(?=[^\W\d_]{3})")
_SHORTCODE = re.compile(r":\w+:|(?<=\s)[:;]-?[)(]")
_UNIT = re.compile(
    rf"(?<=\d)(?P<space>{_S}?)(?:(?P<glued>[%‰€$£]|°C)|(?P<apart>km²?|m²|m|cm|mm|kg|g|ha|t|kW|MW|GW|"
    r"°C|F ?CFA|XOF|US\$)(?![^\W_]))"
)
_NUMBER_SIGN = re.compile(rf"\b([nN])(?:[°º]{_S}*|os?\.{_S}+|[oO]{_S}+(?=\d+\b))(?=\d)")
_TITLE = re.compile(r"\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Mgr|Me)(?:\.)?(?P<space> )(?=[A-ZÀ-Ý])")
_MONTH = "|".join(MONTH_NAMES["fr"])
_FIRST = re.compile(rf"(?<![\d.,/:-])1(?={_S}(?:{_MONTH})\b)")
_DAY = rf"\d{{1,2}}(?:er)?{_S}"
_FROM_DAY = re.compile(
    rf"\b(?P<de>[dD]e)(?={_S}{_DAY}(?:(?:{_MONTH}){_S})?au{_S}{_DAY}(?:{_MONTH})\b)"
)
_ORDINAL = re.compile(
    r"(?<![\w.,])(?:(?P<one>1)(?P<f>i?[èe]re)(?P<s>s?)|(?P<n>\d+|[IVX]+)(?P<m>i?[èée]me)(?P<p>s?))\b"
)
_HOUR = re.compile(
    rf"(?<![\d:.,])(?P<h>[01]?\d|2[0-4])(?P<a>{_S}?)(?P<sign>[hH])(?P<b>{_S}?)(?P<m>[0-5]\d)(?![\d\w])"
    rf"|(?<![\d:.,])(?P<h2>[01]?\d|2[0-4])(?P<a2>{_S}?)[hH](?![\w²])"
)
_HALF_DAY = re.compile(
    rf"(?<![\d:.,])(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?{_S}?(?P<half>[ap])\.?[mM](?:\.|\b)"
)
_MONEY_FIRST = re.compile(
    rf"(?<![\w$])(?<!\d[{SPACE}])(?P<sign>[€$£]){_S}?(?P<n>\d[\d.,{SPACE}]*(?<=\d))"
    rf"(?P<scale>{_S}(?:millions?|milliards?)\b)?"
)
_MONEY_NAME = {"€": "d'euros", "$": "de dollars", "£": "de livres sterling"}
_PLURAL_SCALE = re.compile(
    rf"(?<![\d.,-])(?<!\d[{SPACE}])[01](?:[.,]\d+)?{_S}(?:million|milliard)(?P<s>s)\b"
)
_SINGULAR_SCALE = re.compile(rf"(?P<n>\d[\d.,{SPACE}]*){_S}(?P<word>million|milliard)\b(?!s)")


def changes(text: str, marks: Sequence[Mark], figures: Sequence[Figure]) -> Iterator[Change]:
    """Yield what French asks for in ``text``, rule by rule; overlaps are the caller's to settle."""
    yield from _quotes(text, marks)
    yield from _hours(text)
    yield from _money(text, figures)
    for rule in _RULES:
        yield from rule(text)


def _quotes(text: str, marks: Sequence[Mark]) -> Iterator[Change]:
    for mark in marks:
        if mark.depth:
            new = "“" if mark.opens else "”"
        else:
            new = "«" + NBSP if mark.opens else NBSP + "»"
        yield Change(mark.start, mark.end, text[mark.start : mark.end], new, "guillemets")


def _spaces(text: str) -> Iterator[Change]:
    held = [m.span() for m in _SHORTCODE.finditer(text)]
    for match in _HIGH.finditer(text):
        sign = "never" if match["never"] else "sign"
        at, end = match.start(), match.start(sign)
        if not match["never"] and not any(a < match.end() and at < b for a, b in held):
            yield Change(at, end, text[at:end], NARROW, "high-sign")
    for match in _COLON.finditer(text):
        at, end = match.start(), match.end() - 1
        if _RATIO.match(text, at - 1) or any(a < match.end() and at < b for a, b in held):
            continue
        yield Change(at, end, text[at:end], NBSP, "colon")
    for pattern in (_LOW, _INSIDE):
        for match in pattern.finditer(text):
            yield Change(*match.span(), match.group(), "", "no-space")
    for match in _COMMA.finditer(text):
        yield Change(*match.span(), ",", ", ", "comma")


def _units(text: str) -> Iterator[Change]:
    for match in _UNIT.finditer(text):
        if match["apart"] and not match["space"]:
            continue  # 5km may be a name; a glued unit is left as written
        if match["space"] != NBSP:
            at = match.start("space")
            yield Change(at, match.end("space"), match["space"], NBSP, "unit")


def _number_sign(text: str) -> Iterator[Change]:
    for match in _NUMBER_SIGN.finditer(text):
        if match.group()[1:2] in "oO" and not match.group()[1:].startswith(("o.", "os.")):
            wanted = match.group().rstrip(SPACE) + NBSP
        else:
            wanted = match[1] + ("os" if "os." in match.group() else "°") + NBSP
        yield Change(*match.span(), match.group(), wanted, "number-sign")


def _titles(text: str) -> Iterator[Change]:
    for match in _TITLE.finditer(text):
        yield Change(*match.span("space"), " ", NBSP, "title")


def _dates(text: str) -> Iterator[Change]:
    for match in _FIRST.finditer(text):
        yield Change(match.end(), match.end(), "", "er", "first-of-month")
    for match in _FROM_DAY.finditer(text):
        yield Change(*match.span("de"), match["de"], match["de"][0] + "u", "from-day")


def _ordinals(text: str) -> Iterator[Change]:
    for match in _ORDINAL.finditer(text):
        name, new = ("f", "re") if match["one"] else ("m", "e")
        yield Change(*match.span(name), match[name], new, "ordinal")


def _hours(text: str) -> Iterator[Change]:
    for match in _HALF_DAY.finditer(text):
        hour = int(match["h"]) % 12 + (12 if match["half"] == "p" else 0)
        new = f"{hour}{NBSP}h" + (f"{NBSP}{match['m']}" if match["m"] not in (None, "00") else "")
        end = match.end()
        closing = text[end:].lstrip(SPACE + '"»”)')
        mark = match.group().endswith(".")
        full_stop = mark and not match.group().lower().endswith(".m.")  # 5 pm. Il part
        dot = "." if full_stop or (mark and not closing) else ""
        yield Change(match.start(), end, match.group(), new + dot, "hour")
    for match in _HOUR.finditer(text):
        spans = ("a", "b") if match["h"] else ("a2",)
        for name in spans:
            if match[name] != NBSP:
                yield Change(*match.span(name), match[name], NBSP, "hour")
        if match["sign"] == "H" and not text.isupper():
            yield Change(*match.span("sign"), "H", "h", "hour")


def _money(text: str, figures: Sequence[Figure]) -> Iterator[Change]:
    """Put the currency after the number: 5 €, 5 millions d'euros."""
    known = {f.core[0]: f for f in reversed(figures) if f.core}
    for match in _MONEY_FIRST.finditer(text):
        figure = known.get(match.start("n"))
        if figure is None or figure.core is None or figure.kind is Kind.NAME:
            continue
        end = figure.core[1]
        if match["scale"] and match.end("n") == end:
            tail, end = " " + _MONEY_NAME[match["sign"]], match.end()
            if re.match(rf"{_S}?(?:d['’]|de |euros|dollars|livres)", text[end:]):
                continue
        elif re.match(rf"{_S}?(?:bn|[mMkK]|mill|bill|trill|thousand|[€$£])|[-–]", text[end:]):
            continue  # 10-20 millions: what the sign belongs to stands further on
        else:
            tail = NBSP + match["sign"]
        yield Change(
            match.start(), match.start("n"), text[match.start() : match.start("n")], "", "currency"
        )
        yield Change(end, end, "", tail, "currency")


def _scales(text: str) -> Iterator[Change]:
    """Give *million* and *milliard* their plural from two on, not before: 1,5 million."""
    for match in _SINGULAR_SCALE.finditer(text):
        whole = re.match(rf"\d+(?:[{SPACE}]\d{{3}})*", match["n"])
        if whole is not None and int(re.sub(r"\D", "", whole.group())) >= 2:
            # the word, not a place behind it, where a space or a currency may be put
            yield Change(*match.span("word"), match["word"], match["word"] + "s", "scale-plural")
    for match in _PLURAL_SCALE.finditer(text):
        yield Change(*match.span("s"), "s", "", "scale-singular")


# A small model writes "de obstacles". Of 510,000 human sentences it changes 72, nearly
# all wrong as they stand or legal definitions. No elision before onze, oui and the like.
_UNELIDED = re.compile(
    r"(?<![\w'’.-])(?:(?:[Dd]e|[Ll][ea])|(?P<verbal>[NnSsJjMmTt]e|[Qq]ue))(?P<space>[ \u00a0])"
    r"(?=(?P<next>y|[aeiouéèêàâîôûœ][a-zéèêëàâîïôöûüçœ]*)(?![\w-]))"
)
_NEVER_ELIDED = frozenset(
    "a à y un une onze onzième onzièmes oui ouistiti ouistitis uhlan uhlans énième et ou où en au"
    " aux ainsi euh oh ah one out off all early online open opt ultima".split()
)
_ELIDED_BEFORE_VERBS = frozenset("a à en y un une au aux".split())  # n'a, qu'un


# Of 530,000 human sentences 50 have such a space, none of them rightly.
_ELIDED = re.compile(
    r"(?<![\w'’])(?:[lLdDnNsSjJmMtTcC]|[qQ]u|[jJ]usqu|[lL]orsqu|[pP]uisqu)['’](?P<space>[ \u00a0])"
    r"(?=[aeiouyhéèêàâîôûœAEIOUYHÉÈÊÀÂÎÔÛŒ][\w'’-])"
)


def _elisions(text: str) -> Iterator[Change]:
    for match in _ELIDED.finditer(text):
        yield Change(*match.span("space"), match["space"], "", "no-space")
    for match in _UNELIDED.finditer(text):
        word = match["next"]
        if word in _NEVER_ELIDED and not (match["verbal"] and word in _ELIDED_BEFORE_VERBS):
            continue
        at = match.start("space") - 1
        yield Change(at, match.end("space"), text[at : match.end("space")], "'", "elision")


_RULES: tuple[Callable[[str], Iterator[Change]], ...] = (
    _spaces,
    _units,
    _number_sign,
    _titles,
    _dates,
    _ordinals,
    _scales,
    _elisions,
)
