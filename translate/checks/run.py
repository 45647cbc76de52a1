"""Run checks over pairs: one pure function from pairs and a glossary to everything found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from glossary.model import Glossary

from ..result import Finding, Severity
from .catalogue import CHECKS
from .check import Check, Note, Scope
from .model import Checked, CheckedPair, Pair
from .reading import Reading, Terms, terms_of
from .shape import untranslated

_SIC = re.compile(r"[\[(]\s*sic\s*[\])]", re.IGNORECASE)
_QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True)
class Settings:
    """What a user can choose about a check.

    Attributes:
        checks: those that run.
        severities: other severities, by id; they hold for every finding of the check.
        skips: checks left out, by name of file.
    """

    checks: tuple[Check, ...] = CHECKS
    severities: Mapping[str, Severity] = field(default_factory=dict)
    skips: Callable[[str], frozenset[str]] = lambda _: frozenset()


def check(pairs: Sequence[Pair], glossary: Glossary, settings: Settings | None = None) -> Checked:
    """Return everything the checks found in pairs, which are read as documents by file.

    A pair's own opt-outs are heeded, and a quotation that the text marks [sic] is left alone.

    >>> from glossary.model import Glossary
    >>> found = check([Pair("12 tués", "21 killed", "fr", "en")], Glossary())
    >>> [(f.check, f.message) for f in found.findings]
    [('number-changed', "'12' became '21'")]
    """
    chosen = settings or Settings()
    terms = terms_of(glossary)
    found: dict[int, list[Finding]] = defaultdict(list)
    readings = _readings(pairs, terms)
    for index, reading in enumerate(readings):
        for item in chosen.checks:
            if item.of_pair is None or not _concerns(item, reading):
                continue
            for note in item.of_pair(reading):
                _add(found, index, reading, item, note, chosen)
    for numbers in _documents(readings).values():
        document = [readings[n] for n in numbers]
        for item in chosen.checks:
            if item.of_document and item.applies(monolingual=document[0].pair.monolingual):
                for at, note in item.of_document(document):
                    _add(found, numbers[at], document[at], item, note, chosen)
    return Checked(
        tuple(
            CheckedPair(reading.pair, tuple(sorted(found[i], key=_order)), reading.links)
            for i, reading in enumerate(readings)
        ),
        tuple(dict.fromkeys(p.where.file for p in pairs)),
        tuple(c.id for c in chosen.checks),
        glossary,
    )


def _concerns(item: Check, reading: Reading) -> bool:
    """Tell whether a check has something to look at; half a pair is only said to be half."""
    if not item.applies(monolingual=reading.pair.monolingual):
        return False
    whole = reading.source.text.strip() and reading.target.text.strip()
    return bool(whole) or item.scope is not Scope.PAIR or item is untranslated


def _readings(pairs: Iterable[Pair], terms: Terms) -> list[Reading]:
    """Return the pairs ready for the checks; each knows which concepts were named before it."""
    readings: list[Reading] = []
    known: dict[str, frozenset[str]] = defaultdict(frozenset)
    for pair in pairs:
        reading = Reading(pair, terms, known[pair.where.file])
        readings.append(reading)
        seen = reading.target_terms if pair.monolingual else reading.source_terms
        new = {m.concept.id for m in seen} - known[pair.where.file]
        if new:
            known[pair.where.file] |= new
    return readings


def _documents(readings: Sequence[Reading]) -> dict[tuple[str, bool], list[int]]:
    groups: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        groups[reading.pair.where.file, reading.pair.monolingual].append(index)
    return groups


def _add(
    found: dict[int, list[Finding]],
    index: int,
    reading: Reading,
    item: Check,
    note: Note,
    settings: Settings,
) -> None:
    pair = reading.pair
    if pair.skips(item.id) or item.id in settings.skips(pair.where.file):
        return
    text = reading.target.text if note.side == "target" else reading.source.text
    if note.span is not None and _is_sic(text, note.span):
        return
    found[index].append(
        Finding(
            item.id,
            settings.severities.get(item.id) or note.severity or item.severity,
            index,
            note.span,
            note.message,
            note.suggestion,
            str(pair.where),
            note.side,
            note.edits,
        )
    )


def _is_sic(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a span lies in a quotation with [sic] in it, or right before one.

    >>> _is_sic('« les Nigérians de Niamey [sic] »', (6, 15)), _is_sic("Nigérians, Gao", (0, 9))
    (True, False)
    """
    marks = list(_SIC.finditer(text))
    if not marks:
        return False
    quotations = [m.span() for m in _QUOTATION.finditer(text)]
    for mark in marks:
        home = next(((a, b) for a, b in quotations if a <= mark.start() < b), None)
        if home is None:  # outside a quotation it speaks of the word, or quotation, before it
            home = next(((a, b) for a, b in quotations if b <= mark.start() <= b + 2), None)
        if home is None:
            before = text[: mark.start()].rstrip()
            home = (max(before.rfind(" "), 0), mark.end())
        if home[0] <= span[0] and span[1] <= home[1]:
            return True
    return False


def _order(finding: Finding) -> tuple[int, int, str]:
    at = finding.span[0] if finding.span else 0
    return _RANK[finding.severity], at, finding.check
