"""A concept for people and for programs: the card of ``show``, the record of ``--format json``."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from typing import Any

from .model import LANGUAGES, Concept, Grammar, Language, Pairing, Review, Status, Term


def _words() -> dict[Status, str]:
    return {
        Status.VARIANT: _("also"),
        Status.ACCEPTED: _("accepted"),
        Status.DEPRECATED: _("understood"),
        Status.FORBIDDEN: _("never"),
    }


def card(concept: Concept) -> str:
    """Return the whole of a concept as an editor reads it, both languages side by side.

    >>> from .formats.entry import Entry
    >>> from .formats.entries import concepts
    >>> print(card(*concepts([Entry("gao", "Gao", "Gao")], domain="places")))
    gao  (places; reviewed; confidence medium; curated)
      en  Gao
      fr  Gao
    """
    facts = [
        concept.domain,
        _("reviewed") if concept.review is Review.REVIEWED else _("unverified"),
        _confidence(concept.confidence),
    ]
    if concept.valid_from or concept.valid_to:
        facts.append(
            _("in use {begin}–{end}").format(
                begin=concept.valid_from or "…", end=concept.valid_to or "…"
            )
        )
    if concept.superseded_by:
        facts.append(_("followed by {successor}").format(successor=concept.superseded_by))
    facts.append(concept.layer)
    lines = [f"{concept.id}  ({'; '.join(f for f in facts if f)})"]
    for pairing in concept.pairings:
        lines += _pairing_lines(concept, pairing)
    lines += ["  " + _("note: {text}").format(text=line) for line in concept.note.splitlines()]
    lines += ["  " + _("source: {source}").format(source=source) for source in concept.sources]
    if str(concept.head.origin):
        lines.append("  " + _("in {origin}").format(origin=concept.head.origin))
    return "\n".join(lines)


def _confidence(value: str) -> str:
    told = {
        "low": _("confidence low"),
        "medium": _("confidence medium"),
        "high": _("confidence high"),
    }
    return told.get(value, value)


def _pairing_lines(concept: Concept, pairing: Pairing) -> Iterator[str]:
    line = _("{label}: {text}")
    if pairing is not concept.head:
        yield f"  /{pairing.label}"
    for language in LANGUAGES:
        preferred = pairing.preferred(language)
        told = grammar_words(preferred)
        yield f"  {language}  {preferred.form}{f'  ({told})' if told else ''}"
        for status, word in _words().items():
            terms = pairing.in_language(language, status)
            if status is Status.FORBIDDEN:
                for term in terms:
                    reason = f" ({term.reason})" if term.reason else ""
                    yield "      " + line.format(label=word, text=term.form + reason)
            elif terms:
                yield "      " + line.format(label=word, text=" | ".join(t.form for t in terms))
        guard = pairing.guard(language)
        for word, phrases in (
            (_("only near"), guard.requires),
            (_("not near"), guard.excludes),
            (_("not in"), guard.unless_in),
        ):
            if phrases:
                yield "      " + line.format(label=word, text=" | ".join(phrases))
        for word, sentences in (
            (_("e.g."), pairing.examples),
            (_("not:"), pairing.counterexamples),
        ):
            for of, sentence in sentences:
                if of == language:
                    yield f"      {word} {sentence}"
    if pairing.direction is not None:
        yield "      " + _("applied from {direction} only").format(direction=pairing.direction)
    if pairing.keep:
        yield "      " + _("crosses as written")
    if pairing.known:
        yield "      " + _("known to readers")
    if pairing is not concept.head:
        for line in pairing.note.splitlines():
            yield "      " + _("note: {text}").format(text=line)


def grammar_words(term: Term) -> str:
    """Return what is worth saying of a term's grammar: ``noun, f, pl``."""
    grammar = term.grammar
    words = [] if grammar.pos == "name" else [grammar.pos]
    if term.language == "fr" and grammar.gender:
        words.append(grammar.gender)
    if grammar.number == "pl":
        words.append("pl")
    if not grammar.article:
        words.append(_("no article"))
    return ", ".join(words)


def record(concept: Concept) -> dict[str, Any]:
    """Return a concept as JSON has it; every field is there, empty or not."""
    return {
        "id": concept.id,
        "domain": concept.domain,
        "review": concept.review.value,
        "confidence": concept.confidence,
        "valid_from": concept.valid_from,
        "valid_to": concept.valid_to,
        "superseded_by": concept.superseded_by,
        "layer": concept.layer,
        "file": concept.head.origin.file,
        "line": concept.head.origin.line,
        "note": concept.note,
        "sources": list(concept.sources),
        "pairings": [_pairing_record(p) for p in concept.pairings],
    }


def _pairing_record(pairing: Pairing) -> dict[str, Any]:
    return {
        "label": pairing.label,
        "case": pairing.case.value,
        "keep": pairing.keep,
        "known": pairing.known,
        "direction": pairing.direction,
        "note": pairing.note,
        **{language: _side(pairing, language) for language in LANGUAGES},
    }


def _side(pairing: Pairing, language: Language) -> dict[str, Any]:
    guard = pairing.guard(language)
    return {
        "preferred": pairing.preferred(language).form,
        "grammar": _grammar_record(pairing.preferred(language).grammar),
        "variants": [t.form for t in pairing.in_language(language, Status.VARIANT)],
        "accepted": [t.form for t in pairing.in_language(language, Status.ACCEPTED)],
        "deprecated": [t.form for t in pairing.in_language(language, Status.DEPRECATED)],
        "forbidden": [
            {"form": t.form, "reason": t.reason}
            for t in pairing.in_language(language, Status.FORBIDDEN)
        ],
        "requires": list(guard.requires),
        "excludes": list(guard.excludes),
        "unless_in": list(guard.unless_in),
        "examples": [s for of, s in pairing.examples if of == language],
        "counterexamples": [s for of, s in pairing.counterexamples if of == language],
    }


def _grammar_record(grammar: Grammar) -> dict[str, Any]:
    return {
        "pos": grammar.pos,
        "gender": grammar.gender,
        "number": grammar.number,
        "article": grammar.article,
        "elides": grammar.elides,
        "plural": grammar.plural,
        "feminine": grammar.feminine,
    }


def summary(concept: Concept) -> dict[str, str]:
    """Return the line of ``list`` and ``search``: id, domain, review and both preferred forms.

    >>> from .formats.entry import Entry
    >>> from .formats.entries import concepts
    >>> summary(*concepts([Entry("gao", "Gao", "Gao")], domain="places"))["en"]
    'Gao'
    """
    return {
        "id": concept.id,
        "domain": concept.domain,
        "review": concept.review.value,
        "en": concept.head.preferred("en").form,
        "fr": concept.head.preferred("fr").form,
        "layer": concept.layer,
    }


def stats(concepts: list[Concept]) -> dict[str, Any]:
    """Return the counts of concepts by domain and review status, of pairings, and of forms."""
    domains: dict[str, dict[str, int]] = {}
    forms = {language: dict.fromkeys((s.value for s in Status), 0) for language in LANGUAGES}
    pairings = 0
    guards = 0
    for concept in concepts:
        row = domains.setdefault(concept.domain, dict.fromkeys((r.value for r in Review), 0))
        row[concept.review.value] += 1
        pairings += len(concept.pairings)
        guards += sum(bool(p.guards) for p in concept.pairings)
        for _pairing, term in concept.terms():
            forms[term.language][term.status.value] += 1
    return {
        "concepts": len(concepts),
        "pairings": pairings,
        "guarded_pairings": guards,
        "domains": dict(sorted(domains.items())),
        "forms": forms,
    }
