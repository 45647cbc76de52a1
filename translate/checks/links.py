"""Which term of a translation answers which term of its source.

A translator says *the army* for the FAMa named a line before, *du Mali* for *Malian*, a name once
where the source has it twice. So an answer is looked for in ever wider circles: the same concept
in any of its forms; a word of its family; a general word for a thing already named. What is left
is missing, the more surely when the target has a term of the glossary that nothing asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from glossary.inflect import forms
from glossary.match import Match, locate
from glossary.model import Case, Concept, Language, Pairing, Status, Term, other
from glossary.surface import written_words
from glossary.text import fold_key, is_acronym

from .model import TermLink
from .reading import Reading, Side, Word

_FOUND = (Status.PREFERRED, Status.VARIANT, Status.DEPRECATED)
_SHORTEST = 4  # letters of a word that tells something by itself

_GENERAL: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "group groups movement movements organisation organization coalition alliance bloc body "
        "army military troops forces force soldiers junta government authorities country state "
        "mission operation party rebels militants fighters insurgents jihadists town city village "
        "region area capital it they its their he she him her this which who that there".split()
    ),
    "fr": frozenset(
        "groupe groupes mouvement mouvements organisation coalition alliance bloc instance armée "
        "militaires troupes forces force soldats junte gouvernement autorités pays etat mission "
        "opération parti rebelles militants combattants insurgés djihadistes ville village région "
        "zone capitale il elle ils elles leur leurs celui celle ceux qui y en".split()
    ),
}
"""Words that stand for a thing named before."""


_FORCES = frozenset("army military troops forces soldiers armee militaires troupes soldats".split())


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


def answers(reading: Reading) -> tuple[Answer, ...]:
    """Return an answer for each source term, in reading order."""
    here, there = reading.source_terms, reading.target_terms
    free = list(there)
    paired: dict[int, Match] = {}
    for same_form in (True, False):
        for index, match in enumerate(here):
            if index in paired:
                continue
            found = next((t for t in free if _answers(t, match, same_form=same_form)), None)
            if found is not None:
                paired[index] = found
                free.remove(found)
    strays = _strays(reading, free)
    result: list[Answer] = []
    for index, match in enumerate(here):
        if index in paired:
            found = paired[index]
            result.append(Answer(match, How.STANDS, (found.start, found.end), found.term))
        else:
            taken = [(t.start, t.end) for t in paired.values()]
            result.append(_widely(reading, match, taken, strays))
    from .lost import settle  # it needs this module's values

    return settle(reading, result, strays)


def _concepts(match: Match) -> Iterator[Concept]:
    yield match.concept
    for rival in match.rivals:
        yield rival.concept


def _answers(target: Match, source: Match, *, same_form: bool) -> bool:
    ids = {c.id for c in _concepts(source)}
    if not any(c.id in ids for c in _concepts(target)):
        return False
    return not same_form or target.pairing.label == source.pairing.label


def _widely(
    reading: Reading,
    match: Match,
    taken: Sequence[tuple[int, int]],
    strays: Sequence[Match],
) -> Answer:
    """Look for what the matcher, which prefers longer terms and heeds guards, did not find."""
    target = reading.target
    wanted = [w for c in _concepts(match) for w in all_forms(c, target.language)]
    lenient: list[tuple[str, Term, Case | None]] = [(form, term, None) for form, term in wanted]
    hits = locate(target.text, lenient, target.language)
    for start, end, index in hits:
        if not any(start < b and a < end for a, b in taken):
            return Answer(match, How.STANDS, (start, end), wanted[index][1])
    if hits:
        return Answer(match, How.AGAIN)
    usurper = next((s for s in strays if _usurps(s, match)), None)
    if usurper is not None:
        return Answer(match, How.MISSING, usurper=usurper)
    if any(related(w, reading.target) for w in family(match, target.language)):
        return Answer(match, How.RELATED)
    # the army says it: nobody repeats which branch or staff of it
    forces = match.concept.domain == "state-forces" and not is_name(match)
    if forces and _FORCES & target.keys:
        return Answer(match, How.GENERAL)
    if _short_words(match, target.language) & target.keys:
        return Answer(match, How.RELATED)
    if initials(match, target.language) & _acronyms(target.text):
        return Answer(match, How.RELATED)
    if match.concept.domain == "places" and _inhabited(match, target):
        return Answer(match, How.RELATED)
    if match.concept.id in reading.known and _GENERAL[target.language] & target.keys:
        return Answer(match, How.GENERAL)
    return Answer(match, How.MISSING)


def is_name(match: Match) -> bool:
    """Tell whether a term names one thing in the world: a capital or an acronym on both sides.

    A name is not paraphrased; *attack* or *commune* may be, and rightly.
    """
    target = match.pairing.preferred(other(match.term.language))
    return _is_name(match.term) and _is_name(target)


def _is_name(term: Term) -> bool:
    if term.grammar.pos == "name":
        return any(c.isupper() for c in term.form)  # al-Qaeda
    return term.grammar.pos == "noun" and (term.form[:1].isupper() or is_acronym(term.form))


def _usurps(stray: Match, match: Match) -> bool:
    """Tell whether a stray term may stand in a missing one's place: a thing of the same kind."""
    if is_name(stray) != is_name(match):
        return False
    return (
        stray.concept.domain == match.concept.domain
        and stray.term.grammar.pos == match.pairing.preferred(stray.term.language).grammar.pos
    )


def _strays(reading: Reading, free: Sequence[Match]) -> tuple[Match, ...]:
    """Return the terms of the target that nothing in the source asks for."""
    source = reading.source
    found: list[Match] = []
    asked = {c.id for m in reading.source_terms for c in _concepts(m)}
    for match in free:
        if any(c.id in asked for c in _concepts(match)):
            continue
        wanted = [
            (form, term, None)
            for c in _concepts(match)
            for form, term in all_forms(c, source.language)
        ]
        if locate(source.text, wanted, source.language):
            continue
        if any(related(w, source) for w in family(match, source.language)):
            continue
        found.append(match)
    return tuple(found)


@lru_cache(maxsize=8192)
def all_forms(concept: Concept, language: Language) -> tuple[tuple[str, Term], ...]:
    """Return every form of a concept in a language that is not forbidden, the preferred first."""
    found: dict[str, Term] = {}
    for _, term in concept.terms():
        if term.language == language and term.status in _FOUND:
            for inflected in forms(term):
                found.setdefault(inflected.form, term)
    return tuple(found.items())


def family(match: Match, language: Language) -> frozenset[str]:
    """Return the folded words, long enough to tell something, of a concept's forms."""
    return frozenset().union(*(_family(c, language) for c in _concepts(match)))


@lru_cache(maxsize=8192)
def _family(concept: Concept, language: Language) -> frozenset[str]:
    words = (
        fold_key(word)
        for form, _ in all_forms(concept, language)
        for word in written_words(form)
        if len(word) >= _SHORTEST
    )
    return frozenset(words)


def related(word: str, side: Side) -> bool:
    """Tell whether a text has a word of the same family: a long beginning in common.

    >>> related("malian", Side("le Mali", "fr"))
    True
    """
    return any(_kin(word, w) for w in side.keys if len(w) >= _SHORTEST)


def _kin(one: str, two: str) -> bool:
    shorter = min(len(one), len(two))
    needed = max(_SHORTEST, (shorter * 2 + 2) // 3)
    if shorter < needed:
        return False
    # antiterroriste is of the family of terrorism as well
    return one[:needed] == two[:needed] or (needed >= 5 and one[:needed] in two)


def _short_words(match: Match, language: Language) -> frozenset[str]:
    """Return the words of three letters that carry a name: le Lac for Lac province."""
    return frozenset(
        fold_key(word)
        for concept in _concepts(match)
        for form, _ in all_forms(concept, language)
        for word in written_words(form)
        if len(word) == 3 and word[0].isupper() and word[1:].islower()
    ) - frozenset(("the", "les", "des", "une", "and", "for"))


_ACRONYM = re.compile(r"(?<!\w)[A-Z](?:\.?-?[A-Z]){1,5}(?!\w)")


def initials(match: Match, language: Language) -> frozenset[str]:
    """Return the acronyms that the forms of a concept make: US and USA for the United States."""
    found: set[str] = set()
    for concept in _concepts(match):
        for form, _ in all_forms(concept, language):
            letters = "".join(re.findall(r"(?<![^\W\d_])[^\W\d_a-z]", form))
            found |= {letters, letters + "A", re.sub(r"\W", "", form).upper()}
    return frozenset(f for f in found if len(f) > 1)


def _acronyms(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"\W", "", m.group()) for m in _ACRONYM.finditer(text))


_INHABITANTS = {"france": "french", "pays-bas": "dutch", "netherlands": "neerlandais"}


def _inhabited(match: Match, target: Side) -> bool:
    """Tell whether the target has the adjective of a country: Spanish for *de l'Espagne*."""
    names = family(match, target.language)
    words = target.keys
    return any(
        word[:3] == name[:3] or word.startswith(_INHABITANTS.get(name, "\0"))
        for name in names
        for word in words
        if len(word) >= _SHORTEST
    )


def links(reading: Reading) -> tuple[TermLink, ...]:
    """Return the terms of a pair for reports; in a monolingual check those of the text."""
    if reading.pair.monolingual:
        return tuple(
            TermLink(m.concept.id, None, (m.start, m.end), (), m.pairing.label)
            for m in reading.target_terms
        )
    found = [
        TermLink(
            a.match.concept.id,
            (a.match.start, a.match.end),
            a.span,
            accepted(a.match.concept, a.match.pairing, reading.target.language),
            a.match.pairing.label,
            paraphrased=a.how in (How.AGAIN, How.RELATED, How.GENERAL),
        )
        for a in reading.answers
    ]
    spans = {a.span for a in reading.answers}
    found += [
        TermLink(m.concept.id, None, (m.start, m.end), (), m.pairing.label)
        for m in reading.target_terms
        if (m.start, m.end) not in spans
    ]
    return tuple(found)


def accepted(concept: Concept, pairing: Pairing, language: Language) -> tuple[str, ...]:
    """Return the listed forms that satisfy, those of the pairing found first."""
    ordered: Iterable[Pairing] = (pairing, *(p for p in concept.pairings if p is not pairing))
    return tuple(
        dict.fromkeys(
            t.form
            for p in ordered
            for t in p.in_language(language, Status.PREFERRED, Status.VARIANT)
        )
    )
