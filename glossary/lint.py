"""What is wrong with a glossary: ``check(glossary) -> Problems``, one small function a rule."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gettext import gettext as _

from . import gender
from .inflect import forms
from .match import SOURCE_STATUSES, TARGET_STATUSES, Matcher
from .model import LANGUAGES, Concept, Glossary, Language, Origin, Pairing, Review, Status, other
from .text import fold_key


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the rule that found it, the concept, where it stands, and what is wrong."""

    rule: str
    concept: str
    where: Origin
    message: str

    def __str__(self) -> str:
        place = f"{self.where}: " if str(self.where) else ""
        return f"{place}{self.concept}: {self.message} [{self.rule}]"


Rule = Callable[[Glossary], Iterator[Problem]]
RULES: dict[str, Rule] = {}


def _rule(function: Rule) -> Rule:
    RULES[function.__name__.strip("_").replace("_", "-")] = function
    return function


def check(glossary: Glossary, *, only: frozenset[str] | None = None) -> tuple[Problem, ...]:
    """Return all problems, ordered by place and rule.

    >>> check(Glossary())
    ()
    """
    problems = [
        p for name, rule in RULES.items() if only is None or name in only for p in rule(glossary)
    ]
    return tuple(
        sorted(problems, key=lambda p: (p.where.file, p.where.line, p.concept, p.rule, p.message))
    )


def _each(glossary: Glossary) -> Iterator[tuple[Concept, Pairing]]:
    for concept in glossary:
        for pairing in concept.pairings:
            yield concept, pairing


@_rule
def duplicate_id(glossary: Glossary) -> Iterator[Problem]:
    """An id names one concept in a layer, and a label one pairing."""
    seen: dict[tuple[str, str], Concept] = {}
    for concept in glossary:
        key = (concept.layer, concept.id)
        if key in seen:
            where = seen[key].head.origin
            yield Problem(
                "duplicate-id",
                concept.id,
                concept.head.origin,
                _("id also used at {where}").format(where=where),
            )
        seen.setdefault(key, concept)
        labels = [p.label for p in concept.pairings]
        for label in sorted({x for x in labels if labels.count(x) > 1}):
            yield Problem(
                "duplicate-id",
                concept.id,
                concept.head.origin,
                _("label {label!r} stands twice").format(label=label),
            )


@_rule
def stray_characters(glossary: Glossary) -> Iterator[Problem]:
    """Forms have no outer, doubled or exotic spaces, are NFC, and use the straight apostrophe."""
    for concept, pairing in _each(glossary):
        for term in pairing.terms:
            form = term.form
            if form != " ".join(form.split()) or any(c.isspace() and c != " " for c in form):
                fault = _("has stray spaces")
            elif form != unicodedata.normalize("NFC", form):
                fault = _("is not in Unicode form NFC")
            elif "’" in form:
                fault = _("has a typographic apostrophe (matching treats them alike: write ')")
            elif not any(c.isalnum() for c in form):
                fault = _("has no letter")
            elif any(not c.isprintable() for c in form):
                fault = _("has an invisible character")
            else:
                continue
            yield Problem("stray-characters", concept.id, pairing.origin, f"{form!r} {fault}")


@_rule
def repeated_form(glossary: Glossary) -> Iterator[Problem]:
    """A form stands once in a pairing and language, and is not approved and forbidden at once."""
    for concept, pairing in _each(glossary):
        for language in LANGUAGES:
            seen: dict[str, Status] = {}
            for term in pairing.in_language(language):
                if term.form in seen:
                    both = _("{first} and {second}").format(
                        first=seen[term.form].value, second=term.status.value
                    )
                    again = _("twice") if seen[term.form] is term.status else both
                    yield Problem(
                        "repeated-form",
                        concept.id,
                        pairing.origin,
                        _("{form!r} ({language}) is {again}").format(
                            form=term.form, language=language, again=again
                        ),
                    )
                seen.setdefault(term.form, term.status)


@_rule
def conflict(glossary: Glossary) -> Iterator[Problem]:
    """One form leads to one target, unless context guards tell the readings apart."""
    for language in LANGUAGES:
        owners: dict[str, list[tuple[Concept, Pairing]]] = {}
        for concept, pairing in _each(glossary):
            if pairing.direction not in (None, language):
                continue
            for key in {t.form for t in pairing.in_language(language, *SOURCE_STATUSES)}:
                owners.setdefault(key, []).append((concept, pairing))
        for form, found in owners.items():
            first, pairing = found[0]
            for second, rival in found[1:]:
                if second.layer != first.layer and second.id == first.id:
                    continue
                guarded = pairing.guard(language) or rival.guard(language)
                if guarded or _targets(pairing, other(language)) & _targets(rival, other(language)):
                    continue
                yield Problem(
                    "conflict",
                    second.id,
                    rival.origin,
                    _(
                        "{form!r} ({language}) also belongs to {id!r}, "
                        "with another translation ({layer}, {origin})"
                    ).format(
                        form=form,
                        language=language,
                        id=first.id,
                        layer=first.layer,
                        origin=pairing.origin,
                    ),
                )


def _targets(pairing: Pairing, language: Language) -> set[str]:
    return {fold_key(t.form) for t in pairing.in_language(language, *TARGET_STATUSES)}


@_rule
def forbidden_elsewhere(glossary: Glossary) -> Iterator[Problem]:
    """A form forbidden for one concept is not the preferred form of the same concept's pairings."""
    for concept in glossary:
        for language in LANGUAGES:
            preferred = {p.preferred(language).form for p in concept.pairings}
            for pairing in concept.pairings:
                for term in pairing.in_language(language, Status.FORBIDDEN):
                    if term.form in preferred:
                        yield Problem(
                            "forbidden-elsewhere",
                            concept.id,
                            pairing.origin,
                            _("{form!r} ({language}) is forbidden and preferred at once").format(
                                form=term.form, language=language
                            ),
                        )


@_rule
def french_gender(glossary: Glossary) -> Iterator[Problem]:
    """French nouns and names that take an article have a gender: the article depends on it."""
    for concept, pairing in _each(glossary):
        grammar = pairing.preferred("fr").grammar
        if grammar.pos in ("noun", "name") and grammar.article and grammar.gender is None:
            yield Problem("french-gender", concept.id, pairing.origin, _("fr-gender is missing"))


@_rule
def french_head_gender(glossary: Glossary) -> Iterator[Problem]:
    """A French noun has the gender its ending tells, and inherits none its own entry denies."""
    for concept, pairing, term, right in gender.contradicted(glossary):
        message = _("{form!r} is {given}, but {noun!r} is {right}: say so in braces").format(
            form=term.form, given=term.grammar.gender, noun=gender.head(term), right=right
        )
        yield Problem("french-head-gender", concept.id, pairing.origin, message)


@_rule
def validity(glossary: Glossary) -> Iterator[Problem]:
    """Dates are in order, and a successor exists."""
    for concept in glossary:
        begin, end = concept.valid_from, concept.valid_to
        if begin and end and begin > end[: len(begin)] and begin[: len(end)] > end:
            yield Problem(
                "validity",
                concept.id,
                concept.head.origin,
                _("ends ({end}) before it begins ({begin})").format(end=end, begin=begin),
            )
        if concept.superseded_by and concept.superseded_by not in glossary.by_id:
            yield Problem(
                "validity",
                concept.id,
                concept.head.origin,
                _("successor {successor!r} is not in the glossary").format(
                    successor=concept.superseded_by
                ),
            )


@_rule
def reviewed_is_tested(glossary: Glossary) -> Iterator[Problem]:
    """A reviewed concept has an example in each language and a source."""
    for concept in glossary:
        if concept.review is not Review.REVIEWED:
            continue
        for language in LANGUAGES:
            if not any(lang == language for p in concept.pairings for lang, _text in p.examples):
                yield Problem(
                    "reviewed-is-tested",
                    concept.id,
                    concept.head.origin,
                    _("reviewed, but without {language}-example: add one or mark it fuzzy").format(
                        language=language
                    ),
                )
        if not concept.sources:
            yield Problem(
                "reviewed-is-tested",
                concept.id,
                concept.head.origin,
                _("reviewed, but without source"),
            )


@_rule
def examples_hold(glossary: Glossary) -> Iterator[Problem]:
    """Each example is matched by its pairing, each counterexample is not matched by its concept."""
    for language in LANGUAGES:
        matcher = Matcher(glossary, language)
        for concept, pairing in _each(glossary):
            for lang, sentence in pairing.examples:
                if lang != language or pairing.direction not in (None, language):
                    continue
                found = matcher.find(sentence)
                if not any(
                    m.concept.id == concept.id and m.pairing.label == pairing.label and not m.rivals
                    for m in found
                ):
                    names = ", ".join(
                        f"{m.surface!r}={m.concept.id}/{m.pairing.label}" for m in found
                    )
                    yield Problem(
                        "examples-hold",
                        concept.id,
                        pairing.origin,
                        _(
                            "{language}-example of {label!r} does not match: {sentence!r} "
                            "(found {found})"
                        ).format(
                            language=language,
                            label=pairing.label,
                            sentence=sentence,
                            found=names or _("nothing"),
                        ),
                    )
            for lang, sentence in pairing.counterexamples:
                if lang == language and any(
                    m.concept.id == concept.id for m in matcher.find(sentence)
                ):
                    yield Problem(
                        "examples-hold",
                        concept.id,
                        pairing.origin,
                        _("{language}-counterexample matches: {sentence!r}").format(
                            language=language, sentence=sentence
                        ),
                    )


@_rule
def keep_is_kept(glossary: Glossary) -> Iterator[Problem]:
    """A pairing with ``keep`` has the same preferred form in both languages."""
    for concept, pairing in _each(glossary):
        english, french = pairing.preferred("en").form, pairing.preferred("fr").form
        if pairing.keep and english != french:
            yield Problem(
                "keep-is-kept",
                concept.id,
                pairing.origin,
                _("marked keep, but {english!r} is not {french!r}").format(
                    english=english, french=french
                ),
            )


@_rule
def forms_exist(glossary: Glossary) -> Iterator[Problem]:
    """Every preferred form has at least one form that can be looked for."""
    for concept, pairing in _each(glossary):
        for language in LANGUAGES:
            term = pairing.preferred(language)
            if not forms(term):
                yield Problem(
                    "forms-exist",
                    concept.id,
                    pairing.origin,
                    _("{form!r} has no forms").format(form=term.form),
                )
