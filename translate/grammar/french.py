"""Repair French around a term that was put into a sentence: article, elision, agreement.

A glossary term enters a sentence whose other words were chosen for another noun ("de la FLA",
"l'FAMa", "les CEDEAO a"). Only the words that touch the term are looked at, only words of closed
lists are changed, and only where the grammar of the term leaves no doubt: a sentence that is
right comes back byte for byte. Rules after Le Bon usage (Grevisse and Goosse, 16th ed.):
elision § 44-51, contraction § 590, articles with names § 588-596, agreement § 426-449, § 928-946.
"""

from __future__ import annotations

from collections.abc import Sequence

from .changes import (
    Change,
    Placed,
    Repaired,
    replay,
    settle,
)
from .echo import without_echoes
from .french_agreement import agreements, is_credible
from .french_place import indefinite, language, place
from .french_site import Site
from .french_subject import joined_subjects

__all__ = ["Change", "Placed", "Repaired", "repair", "replay"]


def repair(text: str, spans: Sequence[Placed]) -> Repaired:
    """Return ``text`` with the words around each term put right, and what was changed.

    Why: the guarantee is a term in correct grammar. ``spans`` are half-open code point offsets,
    sorted, not overlapping; the terms themselves are never changed. Repairing twice is
    repairing once, and ``replay(text, changes)`` is the new text.

    >>> from glossary.model import Grammar
    >>> fama = Placed(15, 19, Grammar(gender="f", number="pl"))
    >>> repair("Une patrouille FAMa", [fama]).changes
    ()
    >>> repair("Le chef de la FAMa.", [Placed(14, 18, fama.grammar)]).text
    'Le chef des FAMa.'
    """
    return without_echoes(text, sorted(spans, key=lambda s: s.start), _repair)


def _repair(text: str, ordered: Sequence[Placed]) -> Repaired:
    found: list[Change] = []
    left_limit = 0
    for index, span in enumerate(ordered):
        right_limit = ordered[index + 1].start if index + 1 < len(ordered) else len(text)
        inside = 0 <= span.start < span.end <= len(text)
        if inside and span.grammar.pos not in ("verb", "phrase") and is_credible(text, span):
            site = Site(text, span, left_limit)
            found += (
                place(text, span, left_limit)
                or site.changes()
                or indefinite(text, span, left_limit)
                or language(text, span, left_limit)
            )
            beside = index + 1 < len(ordered) and ordered[index + 1].grammar.pos == "adjective"
            reach = ordered[index + 1].end if beside else right_limit
            found += agreements(text, span, site.unit_start, left_limit, right_limit, reach)
        left_limit = span.end
    found += joined_subjects(text, ordered)
    return settle(text, found, ordered)
