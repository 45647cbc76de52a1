"""What a term found in a source must become in the other language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .inflect import forms, inflect
from .match import TARGET_STATUSES, Match, locate
from .model import Case, Grammar, Language, Number, Status, Term, other
from .variants import VARIANTS, respelt


@dataclass(frozen=True)
class Requirement:
    """A match and what answers it in the target language.

    Attributes:
        match: where the term stands in the source.
        form: what is written, in the number of the source where the target has it.
        grammar: of ``form``, for the words around it.
        accepted: every form that satisfies, as `glossary.match.locate` wants them.
        other_names: right in themselves, but one entity has one name in a text: written over by
            ``form``, which they share their grammar with.
        wrong: renderings known to be wrong or outdated, likewise.
    """

    match: Match
    form: str
    grammar: Grammar
    accepted: tuple[tuple[str, Term, Case], ...]
    wrong: tuple[tuple[str, Term, Case], ...]
    other_names: tuple[tuple[str, Term, Case], ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What occurrences that may stand for each other have in common."""
        return self.match.concept.id, self.match.pairing.label

    @property
    def language(self) -> Language:
        """The target language."""
        return other(self.match.term.language)


def require(match: Match) -> Requirement:
    """Return what ``match`` must become in the other language.

    Paired by form: an acronym asks for the acronym. A form marked ``keep`` crosses as written
    unless it is deprecated. Plural asks for plural where the entry knows one.
    """
    target = other(match.term.language)
    pairing = match.pairing
    preferred = pairing.preferred(target)
    number = match.number
    base = pairing.preferred(match.term.language).grammar
    people = base.pos == "adjective"  # Bambaras, listed as they are: the plural of Bambara
    if number is None or number == (base if people else match.term.grammar).number:
        number = None  # as listed in the source: as listed in the target
    form = inflect(preferred, number, match.gender if target == "fr" else None)
    if pairing.keep and any(t.form == match.term.form for t in pairing.in_language(target)):
        form = match.term.form
    grammar = preferred.grammar
    shown = next((f for f in forms(preferred) if f.form == form), None)
    if shown is not None and shown.number is not None:
        grammar = _with(grammar, shown.number, shown.gender)
    accepted: dict[str, Term] = {form: preferred}
    names: dict[str, Term] = {}
    for term in pairing.in_language(target, *TARGET_STATUSES):
        chosen = names if _is_other_name(term, preferred) else accepted
        for inflected in forms(term):
            if inflected.form not in accepted and not _in_number_not_meant(
                inflected.number, term, preferred
            ):
                chosen[inflected.form] = term
    refused = pairing.in_language(target, Status.DEPRECATED, Status.FORBIDDEN)
    if target == "en" and preferred.grammar.pos != "name":
        outlawed = {f.form for term in refused for f in forms(term)}
        for listed, term in list(accepted.items()):
            for twin in _twins(listed):
                if twin not in outlawed:
                    accepted.setdefault(twin, term)
    wrong: dict[str, Term] = {}
    for term in refused:
        for inflected in forms(term):
            if inflected.form not in accepted and inflected.form not in names:
                wrong.setdefault(inflected.form, term)
    return Requirement(
        match,
        form,
        grammar,
        tuple((f, t, pairing.case) for f, t in accepted.items()),
        tuple((f, t, pairing.case) for f, t in wrong.items()),
        tuple((f, t, pairing.case) for f, t in names.items()),
    )


@lru_cache(maxsize=4096)
def _twins(form: str) -> tuple[str, ...]:
    """Return an English form in its British and American spelling, where that is another one.

    >>> _twins("armoured vehicles")
    ('armored vehicles',)
    """
    return tuple(t for t in (respelt(form, v) for v in VARIANTS) if t != form)


def _is_other_name(term: Term, preferred: Term) -> bool:
    """Tell whether a variant is another name of the same kind, which the preferred one may replace.

    One that differs in grammar (onusien for ONU, "du Mali" for malien) may not: it is accepted.
    """
    return (
        term.status is Status.VARIANT
        and term.grammar.pos == preferred.grammar.pos == "name"
        and term.form[:1].isupper()
        and replace(term.grammar, plural="", feminine="")
        == replace(preferred.grammar, plural="", feminine="")
    )


def _in_number_not_meant(number: Number | None, term: Term, preferred: Term) -> bool:
    """Tell whether an accepted word stands in the other number than the one it is accepted in.

    What is filed under another number than the preferred form's is another view of the same thing:
    *soldats* is a right answer to "army", *un soldat* is not.
    """
    return (
        term.status is Status.ACCEPTED
        and term.grammar.number != preferred.grammar.number
        and number not in (None, term.grammar.number)
    )


def _with(grammar: Grammar, number: str, gender: str | None) -> Grammar:
    return replace(
        grammar,
        number="sg" if number == "sg" else "pl",
        gender=grammar.gender if gender is None else ("m" if gender == "m" else "f"),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a requirement is met in a target text: half-open span, and by which form."""

    start: int
    end: int
    form: str
    term: Term


def standings(text: str, requirements: Sequence[Requirement]) -> tuple[Standing | None, ...]:
    """Return, for each requirement, where ``text`` meets it; None where it does not.

    Each occurrence in the text answers one requirement; occurrences of one concept are dealt out
    from left to right.
    """
    if not requirements:
        return ()
    wanted: list[tuple[str, Term, Case | None]] = []
    owners: list[dict[tuple[str, str], Term]] = []  # two concepts may share a form, not its term
    known: dict[tuple[str, Case], int] = {}
    for requirement in requirements:
        for form, term, case in requirement.accepted:
            index = known.get((form, case))
            if index is None:
                known[form, case] = len(wanted)
                wanted.append((form, term, case))
                owners.append({requirement.key: term})
            else:
                owners[index].setdefault(requirement.key, term)
    hits = list(locate(text, wanted, requirements[0].language))
    free = [True] * len(hits)
    result: list[Standing | None] = []
    for requirement in requirements:
        found = None
        for i, (start, end, index) in enumerate(hits):
            if free[i] and requirement.key in owners[index]:
                found = Standing(start, end, wanted[index][0], owners[index][requirement.key])
                free[i] = False
                break
        result.append(found)
    return tuple(result)
