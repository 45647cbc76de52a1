"""Niger is not Nigeria: the slip that every newsroom on the Sahel has made.

French says *nigérien* of Niger and *nigérian* of Nigeria, English *Nigerien* and *Nigerian*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from gettext import gettext as _

from ..grammar.changes import Change
from ..result import Severity
from .check import Note, Scope, pair_check, replaced
from .reading import Reading, Side

_DEMONYM = re.compile(r"\b(?P<stem>[nN]ig[ée]ri)(?P<end>ennes?|ens?|anes?|ans?)\b")
_CAPITALS = re.compile(r"\bNIG[ÉE]RI(?:EN|AN)\w*")
_COUNTRY = {"niger": re.compile(r"\bNiger\b"), "nigeria": re.compile(r"\bNig[ée]ria\b")}
_NIGERIEN = {"en": "an", "ens": "ans", "enne": "ane", "ennes": "anes"}
_NIGERIAN = {new: old for old, new in _NIGERIEN.items()}
_OWN = {  # who and what belongs to one country alone, within a few words of the demonym
    "niger": r"Bazoum|Tiani|Issoufou|Tandja|Zeine|(?:capitale?,? (?:de )?)Niamey",
    "nigeria": r"Tinubu|Buhari|Jonathan|Obasanjo|Shettima|(?:capitale?,? (?:de )?)Abuja",
}


@pair_check(
    "demonym-slip",
    Severity.ERROR,
    "*Nigerian* stands for *nigérien*, or *Nigerien* for *nigérian*: another country.",
    Scope.TEXT,
)
def demonym_slip(reading: Reading) -> Iterator[Note]:
    if reading.pair.monolingual:
        yield from _alone(reading.target)
        return
    here = _countries(reading.source)
    if len(here) != 1:
        if len(here) == 2:
            yield from _exchanged(reading)
        return
    (country,) = here
    for match in _DEMONYM.finditer(reading.target.text):
        if _country(match) != country and not reading.target.holds(*match.span()):
            yield Note(
                _("{found!r} is of the other country: the source speaks of {country}").format(
                    found=match.group(), country="Niger" if country == "niger" else "Nigeria"
                ),
                match.span(),
                suggestion=_other(match),
                edits=_edit(reading.target, match),
            )


def _exchanged(reading: Reading) -> Iterator[Note]:
    """Look for one country that gained a mention where the other lost one, both being in play."""
    here, there = _mentions(reading.source), _mentions(reading.target)
    for country, other in (("niger", "nigeria"), ("nigeria", "niger")):
        same = here.total() == there.total()
        if not same or there[country] >= here[country]:
            continue
        wrong = [m for m in _DEMONYM.finditer(reading.target.text) if _country(m) == other]
        if wrong:
            yield Note(
                _("{found!r} is of the other country: the source speaks of {country}").format(
                    found=wrong[0].group(), country="Niger" if country == "niger" else "Nigeria"
                ),
                wrong[0].span(),
                severity=Severity.WARNING,  # which of several it is stays open
            )


def _mentions(side: Side) -> Counter[str]:
    """Return how often a text speaks of either country, by its name or its adjective."""
    if _CAPITALS.search(side.text):
        return Counter()
    found = Counter(_country(m) for m in _DEMONYM.finditer(side.text))
    for name, pattern in _COUNTRY.items():
        found[name] += len(pattern.findall(side.text))
    return found


def is_demonym_of_niger(text: str) -> bool:
    """Tell whether a text is an adjective or noun for Niger or Nigeria, and nothing else.

    >>> is_demonym_of_niger("Nigerians"), is_demonym_of_niger("Niger")
    (True, False)
    """
    return _DEMONYM.fullmatch(text) is not None


def _country(match: re.Match[str]) -> str:
    return "niger" if match["end"].startswith("e") else "nigeria"


def _countries(side: Side) -> frozenset[str]:
    """Return which of the two countries a text speaks of; both for capitals, which do not tell."""
    if _CAPITALS.search(side.text):
        return frozenset(_COUNTRY)
    found = {_country(m) for m in _DEMONYM.finditer(side.text)}
    found |= {name for name, pattern in _COUNTRY.items() if pattern.search(side.text)}
    return frozenset(found)


def _other(match: re.Match[str]) -> str:
    """Return the word for the other country, of either language, in the same number and gender.

    >>> _other(_DEMONYM.match("nigériennes")), _other(_DEMONYM.match("Nigerians"))
    ('nigérianes', 'Nigeriens')
    """
    end = match["end"]
    return match["stem"] + (_NIGERIEN.get(end) or _NIGERIAN[end])


def _edit(side: Side, match: re.Match[str]) -> tuple[Change, ...]:
    return replaced(side.text, *match.span(), _other(match), "demonym")


def _alone(side: Side) -> Iterator[Note]:
    """Look for persons and capitals of one country beside the demonym of the other.

    A person of its own country that stands between has the demonym, and so has another sentence.
    """
    for match in _DEMONYM.finditer(side.text):
        country = _country(match)
        foreign = "nigeria" if country == "niger" else "niger"
        gap = rf"[^\w.!?;]+(?!(?:{_OWN[country]})\b)"
        beside = re.compile(rf"(?:{gap}\w+){{0,3}}?{gap}(?P<own>{_OWN[foreign]})\b")
        found = beside.match(side.text, match.end())
        if found is not None:
            yield Note(
                _("{found!r} beside {other!r}, of the other country").format(
                    found=match.group(), other=found["own"]
                ),
                match.span(),
                suggestion=_other(match),
                severity=Severity.WARNING,
            )
