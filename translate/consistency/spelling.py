"""The pass *variant*: English output in British or American spelling, where the user asks."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.match import TARGET_STATUSES
from glossary.model import Language, Pairing
from glossary.placeables import placeables
from glossary.require import Requirement
from glossary.variants import Respelt, Variant, respell

from ..grammar.changes import Change
from ..passes import Line, apply

NAME = "variant"
"""Its name in the ledger."""


def variant(line: Line, wanted: Variant, requirements: Sequence[Requirement] = ()) -> Line:
    """Return ``line`` with its common words in the spelling of ``wanted``.

    Kept spans and addresses stay. A required term is respelt where it is a common noun, adjective
    or verb, or where its entry lists the other spelling; a name keeps its official one (Ministry
    of Defence). ``requirements`` answer ``line.terms``.

    >>> variant(Line("They organized the defense."), "british").text
    'They organised the defence.'
    """
    text = line.text
    words = list(respell(text, wanted))
    for span, requirement in zip(line.terms, requirements, strict=False):
        if span is None or requirement.grammar.pos != "name":
            continue
        start, end = span
        words = [w for w in words if w.end <= start or end <= w.start]
        inside = [w for w in respell(text, wanted, names=True) if start <= w.start < end]
        if _spelt(text, inside, start, end) in _listed(requirement):
            words += inside
    held = placeables(text)
    changes = [
        Change(w.start, w.end, w.before, w.after, wanted)
        for w in sorted(words, key=lambda w: w.start)
        if not any(w.start < b and a < w.end for a, b in held)
    ]
    return apply(line, NAME, changes)


def in_variant(pairing: Pairing, language: Language, wanted: Variant | None) -> str:
    """Return the preferred form, in the spelling of ``wanted`` where the pairing lists it."""
    form = pairing.preferred(language).form
    if wanted is None or language != "en":
        return form
    other = _spelt(form, list(respell(form, wanted, names=True)), 0, len(form))
    listed = {t.form for t in pairing.in_language(language, *TARGET_STATUSES)}
    return other if other in listed else form


def _spelt(text: str, words: Sequence[Respelt], start: int, end: int) -> str:
    parts: list[str] = []
    for word in words:
        parts += [text[start : word.start], word.after]
        start = word.end
    return "".join([*parts, text[start:end]])


def _listed(requirement: Requirement) -> frozenset[str]:
    return frozenset(form for form, _, _ in (*requirement.accepted, *requirement.other_names))
