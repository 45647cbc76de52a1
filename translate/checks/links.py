"""Which term of a translation answers which term of its source.

A translator says *the army* for the FAMa named a line before, *du Mali* for *Malian*, a name once
where the source has it twice. So an answer is looked for in ever wider circles: the same concept
in any of its forms; a word of its family; a general word for a thing already named. What is left
is missing, the more surely when the target has a term of the glossary that nothing asked for.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from glossary.match import TARGET_STATUSES, Match, locate
from glossary.model import Case, Concept, Language, Pairing, Term

from ..prepare import merge, touches
from .answer import Answer, How, alike, concepts_of, is_name
from .kin import (
    all_forms,
    family,
    inhabited,
    initials,
    kinship,
    related,
    short_words,
    written_acronyms,
)
from .lost import settle
from .model import TermLink
from .reading import Reading, Side

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


def answers(reading: Reading) -> tuple[Answer, ...]:
    """Return an answer for each source term, in reading order."""
    here, there = reading.source_terms, reading.target_terms
    paired = _paired(here, there)
    taken = set(paired.values())
    strays = _strays(reading, [t for i, t in enumerate(there) if i not in taken])
    spans = merge([(there[i].start, there[i].end) for i in taken])
    wide: dict[tuple[str, ...], Answer] = {}
    result: list[Answer] = []
    for index, match in enumerate(here):
        if index in paired:
            found = there[paired[index]]
            result.append(Answer(match, How.STANDS, (found.start, found.end), found.term))
            continue
        key = alike(match)
        if key not in wide:
            wide[key] = _widely(reading, match, spans, strays)
        result.append(replace(wide[key], match=match))
    return settle(reading, result, strays)


def _paired(here: Sequence[Match], there: Sequence[Match]) -> dict[int, int]:
    """Return which target term answers which source term, by their indices.

    Each takes the first of its concept that is free: those of the same pairing come before all
    others. Queues by concept keep a pair of thousands of terms from costing their product.
    """
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for same_form in (True, False):
        free: defaultdict[tuple[str, str], deque[int]] = defaultdict(deque)
        for place, term in enumerate(there):
            if place not in taken:
                for key in _keys(term, same_form=same_form):
                    free[key].append(place)
        for index, match in enumerate(here):
            if index in paired:
                continue
            queues = [free[key] for key in _keys(match, same_form=same_form)]
            for queue in queues:
                while queue and queue[0] in taken:  # by a concept that it may be as well
                    queue.popleft()
            first = min((queue[0] for queue in queues if queue), default=None)
            if first is not None:
                paired[index] = first
                taken.add(first)
    return paired


def _keys(match: Match, *, same_form: bool) -> list[tuple[str, str]]:
    label = match.pairing.label if same_form else ""
    return [(c.id, label) for c in concepts_of(match)]


def _widely(
    reading: Reading,
    match: Match,
    taken: Sequence[tuple[int, int]],
    strays: Sequence[Match],
) -> Answer:
    """Look for what the matcher, which prefers longer terms and heeds guards, did not find."""
    target = reading.target
    wanted = [w for c in concepts_of(match) for w in all_forms(c, target.language)]
    lenient: list[tuple[str, Term, Case | None]] = [(form, term, None) for form, term in wanted]
    hits = locate(target.text, lenient, target.language)
    for start, end, index in hits:
        if not touches(taken, start, end):
            return Answer(match, How.STANDS, (start, end), wanted[index][1])
    if hits:
        return Answer(match, How.AGAIN)
    usurper = next((s for s in strays if _usurps(s, match)), None)
    if usurper is not None:
        return Answer(match, How.MISSING, usurper=usurper)
    if kinship(match, target, taken):
        return Answer(match, How.RELATED)
    # the army says it: nobody repeats which branch or staff of it
    forces = match.concept.domain == "state-forces" and not is_name(match)
    if forces and _FORCES & target.keys:
        return Answer(match, How.GENERAL)
    if short_words(match, target.language) & target.keys:
        return Answer(match, How.RELATED)
    if initials(match, target.language) & written_acronyms(target.text):
        return Answer(match, How.RELATED)
    if match.concept.domain == "places" and inhabited(match, target):
        return Answer(match, How.RELATED)
    if match.concept.id in reading.known and _GENERAL[target.language] & target.keys:
        return Answer(match, How.GENERAL)
    return Answer(match, How.MISSING)


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
    asked = {c.id for m in reading.source_terms for c in concepts_of(m)}
    said: dict[tuple[str, ...], bool] = {}
    for match in free:
        key = alike(match)
        if key not in said:
            said[key] = any(c.id in asked for c in concepts_of(match)) or _is_said(match, source)
        if not said[key]:
            found.append(match)
    return tuple(found)


def _is_said(match: Match, source: Side) -> bool:
    """Tell whether a source has a form of a target's term, its acronym or a word of its family."""
    wanted = [
        (form, term, None)
        for c in concepts_of(match)
        for form, term in all_forms(c, source.language)
    ]
    return (
        bool(locate(source.text, wanted, source.language))
        or bool(initials(match, source.language) & written_acronyms(source.text))
        or any(related(w, source) for w in family(match, source.language))
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
        dict.fromkeys(t.form for p in ordered for t in p.in_language(language, *TARGET_STATUSES))
    )
