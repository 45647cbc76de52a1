"""The gender of a French head noun, where its ending tells it.

Why: an entry's variants inherit the gender of its preferred form, and another word standing there
(*défense* under *avocat*) goes unnoticed until an article disagrees with it; `glossary.lint` asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from .match import SOURCE_STATUSES
from .model import Concept, Gender, Glossary, Pairing, Status, Term

_ENDINGS: tuple[tuple[str, Gender], ...] = (
    *((e, "f") for e in ("tion", "sion", "ence", "ance")),
    *((e, "f") for e in ("cité", "dité", "lité", "nité", "rité", "sité", "vité")),
    *((e, "m") for e in ("age", "isme", "ment")),
)
_EXCEPTIONS = frozenset(
    """
    bastion silence karité jument cage image nage page plage rage
    """.split()
)
HOMOGRAPHS = frozenset(
    """
    aide critique enseigne garde guide livre manche mode mémoire poste radio tour trompette voile
    """.split()
)
"""Nouns of two genders, each with its own meaning (la garde à vue, le garde national)."""


def head(term: Term) -> str:
    """Return the first word of a noun phrase, which in French is its head as a rule.

    >>> from glossary.model import Status
    >>> head(Term("Commission électorale", "fr", Status.PREFERRED))
    'commission'
    """
    return term.form.split(" ")[0].lower()


def by_ending(word: str) -> Gender | None:
    """Return the gender that a noun's ending tells (Le Bon usage, § 470-473), or None.

    Only endings with a handful of exceptions among the words of reporting.

    >>> by_ending("médiations"), by_ending("enlèvement"), by_ending("comité"), by_ending("bastion")
    ('f', 'm', None, None)
    """
    singular = word.removesuffix("s")
    if singular in _EXCEPTIONS:
        return None
    return next((gender for ending, gender in _ENDINGS if singular.endswith(ending)), None)


def contradicted(glossary: Glossary) -> Iterator[tuple[Concept, Pairing, Term, Gender]]:
    """Yield each French noun listed in the wrong gender, and the right one.

    Wrong is a gender that the ending denies, and one inherited from another head noun where every
    preferred form that is built on this noun has the other. Forbidden forms may be wrong.
    """
    stated = _stated(glossary)
    for concept in glossary:
        for pairing in concept.pairings:
            preferred = pairing.preferred("fr")
            for term in pairing.in_language("fr", *SOURCE_STATUSES, Status.ACCEPTED):
                given, noun = term.grammar.gender, head(term)
                if given is None or not _is_noun(term):
                    continue
                right = by_ending(noun)
                if right is None and noun != head(preferred) and given == preferred.grammar.gender:
                    right = stated.get(noun)
                if right not in (None, given):
                    yield concept, pairing, term, right


def _stated(glossary: Glossary) -> dict[str, Gender]:
    """Return the gender of each head noun on which the preferred forms built on it agree."""
    found: dict[str, set[Gender]] = {}
    for concept in glossary:
        for pairing in concept.pairings:
            term = pairing.preferred("fr")
            if _is_noun(term) and term.form[:1].islower() and term.grammar.gender is not None:
                found.setdefault(head(term), set()).add(term.grammar.gender)
    return {n: min(g) for n, g in found.items() if len(g) == 1 and n not in HOMOGRAPHS}


def _is_noun(term: Term) -> bool:
    return term.grammar.pos in ("noun", "name")
