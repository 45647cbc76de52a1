"""What a source term asks for and what became of it: the values between finding and judging."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from glossary.match import Match
from glossary.model import Concept, Term, other
from glossary.text import is_acronym

from .reading import Word


class How(str, Enum):
    """How well a source term is answered."""

    STANDS = "stands"  # by a form of the concept
    AGAIN = "again"  # the pair has the concept, if not as often
    RELATED = "related"  # by a word of the same family
    GENERAL = "general"  # by a general word, the thing having been named
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Answer:
    """A source term and what became of it.

    ``span`` and ``term`` say where the target has it and in which form of the glossary.
    ``usurper`` is a term of the target that nothing in the source asks for; ``slip`` a word that
    comes near the name wanted and is none of its forms.
    """

    match: Match
    how: How
    span: tuple[int, int] | None = None
    term: Term | None = None
    usurper: Match | None = None
    slip: Word | None = None


def alike(match: Match) -> tuple[str, ...]:
    """Return what terms found have in common that differ in nothing but their place.

    One pair may say a thing a thousand times: what depends on no place is asked once.
    """
    concepts = (c.id for c in concepts_of(match))
    return match.surface, match.term.form, match.pairing.label, *concepts


def concepts_of(match: Match) -> Iterator[Concept]:
    """Yield the concepts that a term found may be: its own, then those of its rivals."""
    yield match.concept
    for rival in match.rivals:
        yield rival.concept


def is_name(match: Match) -> bool:
    """Tell whether a term names one thing in the world: a capital or an acronym on both sides.

    A name is not paraphrased; *attack* or *commune* may be, and rightly.
    """
    target = match.pairing.preferred(other(match.term.language))
    return _is_name(match.term) and _is_name(target)


def is_proper(match: Match) -> bool:
    """Tell whether a term is a name, or the adjective of one (*malien*, *Mali's*)."""
    return is_name(match) or match.concept.domain == "demonyms"


def _is_name(term: Term) -> bool:
    if term.grammar.pos == "name":
        return any(c.isupper() for c in term.form)  # al-Qaeda
    return term.grammar.pos == "noun" and (term.form[:1].isupper() or is_acronym(term.form))
