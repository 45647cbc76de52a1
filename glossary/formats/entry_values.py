"""From a concept back to its entries: the inverse of `glossary.formats.entries.concepts`."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import LANGUAGES, Concept, Grammar, Language, Pairing, Review, Status, Term, other
from .entries import GRAMMAR_WORDS, default_case
from .entry import FUZZY, KEYS, READ_ONLY, REASON, Entry


def entries(concepts: Iterable[Concept]) -> list[Entry]:
    """Return one entry a pairing, in the order given; fields in the order of ``KEYS``.

    >>> from .entries import concepts
    >>> gao = Entry("gao", "Gao", "Gao", {"note": ("A town.",)})
    >>> entries(concepts([gao])) == [gao]
    True
    """
    return [_entry(concept, pairing) for concept in concepts for pairing in concept.pairings]


def _entry(concept: Concept, pairing: Pairing) -> Entry:
    is_head = pairing is concept.head
    values = _values(concept, pairing)
    flags = set()
    if is_head and concept.review is Review.UNVERIFIED:
        flags.add(FUZZY)
    if pairing.keep:
        flags.add(READ_ONLY)
    return Entry(
        context=concept.id if is_head else f"{concept.id}/{pairing.label}",
        en=pairing.preferred("en").form,
        fr=pairing.preferred("fr").form,
        fields={key: tuple(values[key]) for key in KEYS if values.get(key)},
        flags=frozenset(flags),
        domain=concept.domain,
        origin=pairing.origin,
    )


def _values(concept: Concept, pairing: Pairing) -> dict[str, list[str]]:
    head = concept.head
    is_head = pairing is head
    forms: dict[Language, str] = {lang: pairing.preferred(lang).form for lang in LANGUAGES}
    values: dict[str, list[str]] = {}
    poses = [pairing.preferred(lang).grammar.pos for lang in LANGUAGES]
    base_poses = ["name", "name"] if is_head else [head.preferred(x).grammar.pos for x in LANGUAGES]
    if poses[0] == poses[1] and poses != base_poses:
        values["pos"] = [poses[0]]
    if pairing.case is not default_case(pairing.label, forms):
        values["case"] = [pairing.case.value]
    if pairing.direction is not None:
        values["direction"] = [f"{pairing.direction}-{other(pairing.direction)}"]
    if pairing.known:
        values["known"] = ["yes"]
    for language in LANGUAGES:
        term = pairing.preferred(language)
        grammar = term.grammar
        base = Grammar() if is_head else head.preferred(language).grammar
        put = values.setdefault
        if poses[0] != poses[1] and grammar.pos != base.pos:
            put(f"{language}-pos", [grammar.pos])
        if grammar.gender is not None and grammar.gender != base.gender:
            put(f"{language}-gender", [grammar.gender])
        if grammar.number != base.number:
            put(f"{language}-number", [grammar.number])
        if grammar.article != base.article:
            put(f"{language}-article", ["yes" if grammar.article else "no"])
        if grammar.elides is not None:
            put(f"{language}-elision", ["yes" if grammar.elides else "no"])
        if grammar.plural:
            put(f"{language}-plural", [grammar.plural])
        if grammar.feminine:
            put(f"{language}-feminine", [grammar.feminine])
        for status in (Status.VARIANT, Status.ACCEPTED, Status.DEPRECATED):
            found = [braces(t, grammar) for t in pairing.in_language(language, status)]
            if found:
                put(f"{language}-{status.value}", [" | ".join(found)])
        for wrong in pairing.in_language(language, Status.FORBIDDEN):
            text = wrong.form + (f"{REASON}{wrong.reason}" if wrong.reason else "")
            put(f"{language}-forbidden", []).append(text)
        guard = pairing.guard(language)
        for key, words in (
            ("requires", guard.requires),
            ("excludes", guard.excludes),
            ("unless-in", guard.unless_in),
        ):
            if words:
                put(f"{language}-{key}", [" | ".join(words)])
        for key, sentences in (
            ("example", pairing.examples),
            ("counterexample", pairing.counterexamples),
        ):
            own = [s for lang, s in sentences if lang == language]
            if own:
                put(f"{language}-{key}", own)
    if is_head:
        for key, value in (
            ("confidence", concept.confidence if concept.confidence != "medium" else ""),
            ("valid-from", concept.valid_from),
            ("valid-to", concept.valid_to),
            ("superseded-by", concept.superseded_by),
        ):
            if value:
                values[key] = [value]
        values["source"] = list(concept.sources)
    note = concept.note if is_head else pairing.note
    values["note"] = note.split("\n") if note else []
    return values


def braces(term: Term, base: Grammar) -> str:
    """Return a variant as written in a catalogue; the inverse of `glossary.formats.entries`."""
    words = [
        word
        for word, (key, value) in GRAMMAR_WORDS.items()
        if getattr(term.grammar, key) == value and getattr(base, key) != value
    ]
    return f"{term.form} {{{' '.join(words)}}}" if words else term.form
