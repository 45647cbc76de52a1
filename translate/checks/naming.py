"""Checks of names over a whole document: one entity, one name, spelt one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from gettext import gettext as _

from glossary.match import Match
from glossary.text import fold_key, is_acronym

from ..result import Severity
from .answer import Answer, is_name
from .check import Note, Scope, document_check
from .reading import Reading


@document_check(
    "term-inconsistent",
    Severity.WARNING,
    "One source term is spelt in two ways in the translation (Timbuktu, Tombouctou); two names "
    "that are both right are a note.",
)
def term_inconsistent(readings: Sequence[Reading]) -> Iterator[tuple[int, Note]]:
    seen: dict[tuple[str, str], dict[str, list[tuple[int, Answer]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for index, reading in enumerate(readings):
        for answer in reading.answers:
            if answer.term is None or answer.span is None or not is_name(answer.match):
                continue
            if answer.term.grammar.pos == "name":
                key = answer.match.concept.id, fold_key(answer.match.surface)
                seen[key][answer.term.form].append((index, answer))
    for forms_seen in seen.values():
        if len(forms_seen) < 2:
            continue
        usual = max(forms_seen, key=lambda f: len(forms_seen[f]))
        for form, uses in forms_seen.items():
            if form == usual or fold_key(form) == fold_key(usual):
                continue
            for index, answer in uses:
                yield (
                    index,
                    Note(
                        _("{surface!r} is {form!r} here and {usual!r} elsewhere").format(
                            surface=answer.match.surface, form=form, usual=usual
                        ),
                        answer.span,
                        suggestion=usual,
                        severity=None if near(form, usual) else Severity.INFO,
                    ),
                )


def near(one: str, two: str) -> bool:
    """Tell whether two names are spellings of one: as many words, most letters in common.

    >>> near("Ansar Dine", "Ansar Eddine"), near("JNIM", "GSIM"), near("Kyiv", "Kiev")
    (True, False, True)
    """
    a, b = fold_key(one).replace("-", " ").split(), fold_key(two).replace("-", " ").split()
    if len(a) != len(b) or any(is_acronym(w) for w in (*one.split(), *two.split())):
        return False
    alike = [SequenceMatcher(None, x, y).ratio() >= 0.5 for x, y in zip(a, b, strict=True)]
    return a[0][0] == b[0][0] and all(alike)


@document_check(
    "term-mixed",
    Severity.WARNING,
    "One text calls one entity by two names of the same kind (JNIM, GSIM).",
    Scope.MONOLINGUAL,
)
def term_mixed(readings: Sequence[Reading]) -> Iterator[tuple[int, Note]]:
    uses: dict[tuple[str, str], dict[str, list[tuple[int, Match]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for index, reading in enumerate(readings):
        for match in reading.target_terms:
            if is_name(match) and not match.rivals:
                uses[match.concept.id, match.pairing.label][match.term.form].append((index, match))
    for found in uses.values():
        usual = max(found, key=lambda f: len(found[f]))
        for form, places in found.items():
            if fold_key(form) == fold_key(usual):
                continue
            # an acronym beside its full name is no second name
            sure = is_acronym(form) == is_acronym(usual) and places[0][1].term.grammar.pos == "name"
            for index, match in places:
                yield (
                    index,
                    Note(
                        _("{surface!r} here, {usual!r} elsewhere").format(
                            surface=match.surface, usual=usual
                        ),
                        (match.start, match.end),
                        suggestion=usual,
                        severity=None if sure else Severity.INFO,
                    ),
                )
