"""Checks of the glossary's terms: missing, forbidden, outdated, called by several names."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from unicodedata import normalize

from glossary.inflect import forms
from glossary.match import Match, locate
from glossary.model import Case, Concept, Language, Pairing, Status, Term
from glossary.require import require
from glossary.text import elides, fold_key, is_acronym

from ..grammar.changes import Change
from ..grammar.english import takes_an
from ..prepare import merge, touches
from ..result import Severity
from .answer import Answer, How, is_name, is_proper
from .check import Note, Scope, pair_check, replaced
from .demonyms import is_demonym_of_niger
from .kin import all_forms
from .loose import is_everyday, is_loose, may_stand_for
from .lost import is_telling, names_within
from .reading import Reading


@pair_check(
    "term-missing",
    Severity.ERROR,
    "A term of the glossary stands in the source and nothing in the translation answers it: no "
    "form of the concept, no word of its family, no general word for a thing already named.",
)
def term_missing(reading: Reading) -> Iterator[Note]:
    for answer in reading.answers:
        if answer.how is not How.MISSING or not (_asks(answer.match) or _is_sure(answer)):
            continue
        match = answer.match
        wanted = require(match).form
        became = answer.usurper.surface if answer.usurper else answer.slip and answer.slip.text
        message = _("{surface!r} must become {wanted!r}, which is missing")
        if became:
            message = _("{surface!r} must become {wanted!r} and became {became!r}")
        message = message.format(surface=match.surface, wanted=wanted, became=became)
        yield Note(
            message, (match.start, match.end), "source", wanted, severity=_how_sure(answer, reading)
        )


def _asks(match: Match) -> bool:
    """Tell whether a term is one whose rendering the glossary decides in this direction."""
    return not match.rivals and match.pairing.direction in (None, match.term.language)


def _is_sure(answer: Answer) -> bool:
    """Tell whether a term is lost whoever decides its rendering: a name, or one replaced."""
    replaced_by = answer.usurper
    if answer.slip is not None or (replaced_by is not None and is_telling(replaced_by)):
        return True
    if answer.match.pairing.direction and answer.match.term.grammar.pos == "noun":
        return False  # "General public": a title read the other way only
    return is_proper(answer.match)


def _how_sure(answer: Answer, reading: Reading) -> Severity | None:
    match = answer.match
    if match.concept.domain == "calendar":
        return Severity.INFO  # date-changed tells when a day is another one
    free = answer.usurper is not None and may_stand_for(answer.usurper, match)
    if answer.usurper is not None and is_telling(answer.usurper) and not free:
        names = is_proper(answer.usurper) and is_proper(match)
        return Severity.ERROR if names else Severity.WARNING
    if answer.slip is not None:
        return Severity.WARNING
    if is_loose(match):
        return Severity.INFO
    if is_proper(match):
        return Severity.WARNING  # no reading of it is answered, if it has several
    if match.rivals:
        return Severity.INFO
    if match.term.grammar.pos not in ("noun", "name"):
        return Severity.INFO
    # one common word alone may be anything: a hospital, a passport, to drop off the radar
    concepts = {m.concept.id for m in reading.source_terms if m.concept.domain != "calendar"}
    alone = len(match.surface.split()) == 1 and len(concepts) == 1
    of_war = match.concept.domain in _OF_WAR and not is_everyday(match)
    return Severity.INFO if alone and not of_war else Severity.WARNING


_OF_WAR = frozenset(("armed-groups", "military", "state-forces"))
"""Domains whose words are what they are wherever they stand: an army, a curfew, jihadists.

Of 318 that were the only term of their sentence in 27,000 pairs of human translation eight had no
answer.
"""


@pair_check(
    "term-forbidden",
    Severity.ERROR,
    "A rendering that the glossary calls wrong for this term. In one text alone it is a note, "
    "unless the text names the concept elsewhere or the form is a name of three words or more.",
    Scope.TEXT,
)
def term_forbidden(reading: Reading) -> Iterator[Note]:
    if reading.pair.monolingual:
        yield from _forbidden_alone(reading)
        return
    text, language = reading.target.text, reading.target.language
    right = merge([a.span for a in reading.answers if a.span is not None])
    met = {a.match.concept.id for a in reading.answers if a.how in (How.STANDS, How.AGAIN)}
    # a name said twice in the source may be right once and wrong the other time
    met -= {a.match.concept.id for a in reading.answers if a.how is How.AGAIN and is_name(a.match)}
    seen: set[str] = set()
    for answer in reading.answers:
        concept = answer.match.concept
        if concept.id in seen or answer.match.rivals or concept.id in met:
            continue  # what stands beside the right form is something else
        seen.add(concept.id)
        wanted = _listed(concept, language, Status.FORBIDDEN)
        for start, end, index in locate(text, wanted, language):
            if touches(right, start, end) or reading.target.holds(start, end):
                continue
            if is_demonym_of_niger(text[start:end]):
                continue  # demonym-slip says it, and knows when both countries are meant
            term = wanted[index][1]
            pairing = _pairing_of(concept, term) or answer.match.pairing
            wanted_term = pairing.preferred(language)
            reason = f": {term.reason}" if term.reason else ""
            yield Note(
                _("{found!r} is not what {surface!r} is called{reason}").format(
                    found=text[start:end], surface=answer.match.surface, reason=reason
                ),
                (start, end),
                suggestion=wanted_term.form,
                edits=_safe(text, start, end, term, wanted_term, language),
                severity=None if _at_home(answer, reading) else Severity.INFO,
            )


def _at_home(answer: Answer, reading: Reading) -> bool:
    """Tell whether a word is surely the concept: another of the glossary's terms is near."""
    return not is_everyday(answer.match) or any(
        a.how is How.STANDS and a.match.concept.id != answer.match.concept.id
        for a in reading.answers
    )


def _forbidden_alone(reading: Reading) -> Iterator[Note]:
    taken = [(m.start, m.end) for m in reading.target_terms]
    named = {m.concept.id for m in reading.target_terms} | reading.known
    for match in reading.terms.find_forbidden(reading.target):
        if match.rivals or any(match.start < b and a < match.end for a, b in taken):
            continue
        wanted = match.pairing.preferred(reading.target.language)
        reason = f": {match.term.reason}" if match.term.reason else ""
        name = _capital(match.surface) and len(match.surface.split()) >= 3
        sure = match.concept.id in named or name
        yield Note(
            _("{found!r} for {wanted!r}{reason}").format(
                found=match.surface, wanted=wanted.form, reason=reason
            ),
            (match.start, match.end),
            suggestion=wanted.form,
            severity=Severity.WARNING if sure else Severity.INFO,
        )


def _listed(
    concept: Concept, language: Language, *statuses: Status
) -> list[tuple[str, Term, Case | None]]:
    found: dict[tuple[str, Case], Term] = {}
    for pairing in concept.pairings:
        for term in pairing.in_language(language, *statuses):
            for inflected in forms(term):
                found.setdefault((inflected.form, pairing.case), term)
    return [(form, term, case) for (form, case), term in found.items()]


def _safe(
    text: str, start: int, end: int, term: Term, wanted: Term, language: Language
) -> tuple[Change, ...]:
    """Return the edit that writes ``wanted`` for ``term``, where no other word has to change.

    Another gender, number or article, an elision that comes or goes, *a* for *an*: an editor's.
    """
    found = text[start:end]
    spelling = fold_key(found) == fold_key(wanted.form)
    one, two = term.grammar, wanted.grammar
    alike = (one.gender, one.number, one.article) == (two.gender, two.number, two.article)
    names = one.pos == two.pos == "name" and found == term.form
    if not spelling and not (alike and names):
        return ()
    if language == "fr" and elides(found) != elides(wanted.form):
        return ()
    if language == "en" and takes_an(found) != takes_an(wanted.form):
        return ()
    if not spelling and found.isupper() and not is_acronym(wanted.form):
        return ()
    return replaced(text, start, end, wanted.form, "term")


@pair_check(
    "term-outdated",
    Severity.WARNING,
    "The translation has a form that the glossary understands but does not write: an old "
    "spelling, a foreign acronym.",
    Scope.TEXT,
)
def term_outdated(reading: Reading) -> Iterator[Note]:
    text, language = reading.target.text, reading.target.language
    if reading.target.capitals:
        return
    for match, term, (start, end) in _written(reading):
        pairing = _pairing_of(match.concept, term) or match.pairing
        wanted = pairing.preferred(language)
        found = text[start:end]
        if is_proper(match) and (own := _without_accents(found, match.concept, language)):
            yield Note(
                _("{found!r} is written {form!r}").format(found=found, form=own),
                (start, end),
                suggestion=own,
                edits=replaced(text, start, end, own, "term"),
            )
            continue
        if term.status is not Status.DEPRECATED or found == wanted.form:
            continue
        if (is_name(match) and _capital(found)) or match.concept.domain == "demonyms":
            yield Note(
                _("{found!r} is written {form!r}").format(found=found, form=wanted.form),
                (start, end),
                suggestion=wanted.form,
                edits=_safe(text, start, end, term, wanted, language),
            )


def _without_accents(found: str, concept: Concept, language: Language) -> str | None:
    """Return how English writes a name that has accents which are French only: *Bénin*.

    To find a term heeds no accents that a text lacks or adds; French itself is often without them.
    """
    forms = [form for form, _term in all_forms(concept, language)]
    mine = [form for form in forms if fold_key(form) == fold_key(found)]
    if language != "en" or not mine or found in mine:
        return None
    return mine[0] if all(_accents(found) > _accents(form) for form in mine) else None


def _accents(text: str) -> int:
    return sum(not c.isascii() for c in normalize("NFC", text) if c.isalpha())


def _written(reading: Reading) -> Iterator[tuple[Match, Term, tuple[int, int]]]:
    """Yield the terms of the target that are sure: answers to the source, or all without one."""
    if reading.pair.monolingual:
        for match in reading.target_terms:
            if not match.rivals:
                yield match, match.term, (match.start, match.end)
        return
    for answer in reading.answers:
        if answer.term is not None and answer.span is not None and _asks(answer.match):
            yield answer.match, answer.term, answer.span
    # ECOWAS in French, where the source has it in "ECOWAS Court of Justice"
    held = {m.concept.id for a in reading.answers for m in names_within(a.match, reading)}
    spans = {a.span for a in reading.answers}
    for match in reading.target_terms:
        if match.concept.id in held and (match.start, match.end) not in spans:
            yield match, match.term, (match.start, match.end)


def _capital(text: str) -> bool:
    return any(c.isupper() for c in text)


def _pairing_of(concept: Concept, term: Term) -> Pairing | None:
    return next((p for p, t in concept.terms() if t is term), None)
