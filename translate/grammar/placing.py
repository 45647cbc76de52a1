"""What grammar repair must know of a term that stands: its grammar, and what its form shows."""

from __future__ import annotations

from dataclasses import replace

from glossary.inflect import forms
from glossary.model import Grammar, Status, Term
from glossary.require import Requirement, Standing

from .changes import Placed


def placed(standing: Standing, requirement: Requirement) -> Placed:
    """Return a standing requirement as repair wants it."""
    abroad = requirement.match.term.grammar.article
    place = requirement.match.concept.domain == "places"
    own = standing.term
    shown = next((f for f in forms(own) if f.form == standing.form), None)
    if shown is None:
        grammar = requirement.grammar
        return Placed(standing.start, standing.end, grammar, None, None, abroad, place)
    preferred = requirement.match.pairing.preferred(requirement.language)
    grammar, gender = _known(own, preferred), shown.gender
    if grammar.gender is None and own.grammar.gender is not None:
        gender = None
    return Placed(standing.start, standing.end, grammar, shown.number, gender, abroad, place)


def _known(term: Term, preferred: Term) -> Grammar:
    """Return the grammar of a term as far as it is its own.

    An accepted form is another word (soldats for troupes), and what its entry says of the preferred
    one holds for it only where it is built on the same word: else its gender is not known, and the
    article that the engine chose for it stands.
    """
    grammar = term.grammar
    inherited = term.status is Status.ACCEPTED and grammar.gender == preferred.grammar.gender
    if inherited and grammar.pos not in ("verb", "phrase") and _head(term) != _head(preferred):
        pos = "noun" if term.form[:1].islower() else grammar.pos
        return replace(grammar, pos=pos, gender=None)
    return grammar


def _head(term: Term) -> str:
    return term.form.split(" ")[0].lower()
