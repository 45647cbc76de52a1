"""What a search finds: a form of the index, and a match of it in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .counted import counted
from .model import LANGUAGES, Concept, Gender, Language, Number, Pairing, Status, Term
from .text import Folded, fold_key

SOURCE_STATUSES = (Status.PREFERRED, Status.VARIANT, Status.DEPRECATED)
TARGET_STATUSES = (Status.PREFERRED, Status.VARIANT, Status.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form in the index: whose it is, and how it is inflected."""

    concept: Concept
    pairing: Pairing
    term: Term
    form: str
    words: tuple[str, ...]
    number: Number | None
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Match:
    """A term found: half-open span in code points of the text as read.

    ``rivals`` holds further readings of the same span whose targets differ: then the occurrence
    is ambiguous, to be reported and not applied.
    """

    start: int
    end: int
    surface: str
    concept: Concept
    pairing: Pairing
    term: Term
    number: Number | None
    gender: Gender | None
    rivals: tuple[Candidate, ...] = ()


def match_of(
    text: str, folded: Folded, start: int, end: int, candidates: Sequence[Candidate]
) -> Match:
    """Return the match of the first candidate; offsets are those of the folded text."""
    best = candidates[0]
    low, high = folded.span(start, end)
    rivals = tuple(
        c for c in candidates[1:] if c.concept.id != best.concept.id and _differ(best, c)
    )
    return Match(
        low,
        high,
        text[low:high],
        best.concept,
        best.pairing,
        best.term,
        best.number or _counted(best, text, low, high),
        best.gender,
        rivals,
    )


def _counted(candidate: Candidate, text: str, start: int, end: int) -> Number | None:
    """Return the number of a noun with one form for both, told by its neighbours.

    What is written with a capital in one of the languages is one of its kind: *le 14 mars*.
    """
    grammar = candidate.term.grammar
    if grammar.pos != "noun" or grammar.number != "sg":
        return None
    if any(candidate.pairing.preferred(side).form[:1].isupper() for side in LANGUAGES):
        return None
    return counted(text, start, end, candidate.term.language)


def _differ(a: Candidate, b: Candidate) -> bool:
    """Tell whether two readings of a form have no translation in common."""
    target: Language = "en" if a.term.language == "fr" else "fr"
    left = {fold_key(t.form) for t in a.pairing.in_language(target, *TARGET_STATUSES)}
    right = {fold_key(t.form) for t in b.pairing.in_language(target, *TARGET_STATUSES)}
    return not left & right
