"""Checks of acronyms: one that the reader cannot know, one that became another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from gettext import gettext as _

from glossary.acronyms import definitions
from glossary.model import Status
from glossary.text import fold_key

from ..result import Severity
from .check import Note, Scope, document_check, pair_check
from .reading import Reading, Side

_ACRONYM = re.compile(r"(?<![\w./-])[A-Z][A-Za-z]?[A-Z][A-Za-z]{0,5}(?![\w.'’/-])")
_COMMON = frozenset(
    "US USA UK EU UN UE ONU TV OK DC AM PM GMT UTC TU HIV VIH AIDS SIDA COVID PDF SMS GPS DNA ADN "
    "USB CEO PDG VIP CD DVD PC IT AI IA TVA VAT BBC CNN AFP AP RFI FM ID NB PS BP SA SARL LLC "
    "Inc CIA FBI NASA NATO OTAN OMS WHO UNESCO UNICEF FIFA CAN FCFA CFA XOF EUR USD".split()
)
_ROMAN = re.compile(r"[IVXLCDM]+")


@pair_check(
    "acronym-changed",
    Severity.WARNING,
    "An acronym of the source stands in the translation with its letters in another order.",
)
def acronym_changed(reading: Reading) -> Iterator[Note]:
    here = {m.group() for m in acronyms(reading.source)}
    there = {m.group(): m for m in acronyms(reading.target)}
    known = _of_glossary(reading)
    for short, match in there.items():
        if short in here or short.upper() in known:
            continue
        twin = next(
            (
                s
                for s in here
                if s not in there
                and s.upper() not in known
                and len(s) >= 4
                and len(s) == len(short)
                and _swapped(s, short)
            ),
            None,
        )
        if twin is not None:
            yield Note(
                _("{twin!r} became {short!r}").format(twin=twin, short=short),
                match.span(),
                suggestion=twin,
            )


def _swapped(one: str, two: str) -> bool:
    """Tell whether one slip of the keyboard makes one word of the other: two neighbours swapped.

    >>> _swapped("UNHCR", "UNCHR"), _swapped("ONUDI", "UNIDO")
    (True, False)
    """
    differ = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and one[differ[0]] == two[differ[1]]
        and one[differ[1]] == two[differ[0]]
    )


@document_check(
    "acronym-unexpanded",
    Severity.INFO,
    "An acronym that the glossary does not know is nowhere written in full.",
    Scope.TEXT,
)
def acronym_unexpanded(readings: Sequence[Reading]) -> Iterator[tuple[int, Note]]:
    expanded = {
        fold_key(short)
        for reading in readings
        for _full, short, _span in definitions(reading.target.text)
    }
    told: set[str] = set()
    for index, reading in enumerate(readings):
        if reading.target.capitals:
            continue
        known = {(m.start, m.end) for m in reading.target_terms}
        for match in acronyms(reading.target):
            short = match.group()
            key = fold_key(short)
            if key in expanded or key in told or short in _COMMON or _ROMAN.fullmatch(short):
                continue
            if any(a < match.end() and match.start() < b for a, b in known):
                continue
            told.add(key)
            yield (
                index,
                Note(_("{short!r} is nowhere written in full").format(short=short), match.span()),
            )


def acronyms(side: Side) -> Iterator[re.Match[str]]:
    """Yield the words that are written like acronyms; none in a line set in capitals."""
    if side.capitals:
        return
    for match in _ACRONYM.finditer(side.text):
        if not side.holds(*match.span()):
            yield match


def _of_glossary(reading: Reading) -> frozenset[str]:
    return frozenset(
        m.surface.upper()
        for m in (*reading.source_terms, *reading.target_terms)
        if m.term.status is not Status.FORBIDDEN
    )
