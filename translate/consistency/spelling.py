"""The pass *variant*: English output in British or American spelling, where the user asks."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.placeables import placeables
from glossary.require import Requirement
from glossary.variants import Variant, respell

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
    held = placeables(line.text)
    words = [
        w for w in respell(line.text, wanted) if not any(w.start < b and a < w.end for a, b in held)
    ]
    for span, requirement in zip(line.terms, requirements, strict=False):
        if span is None or requirement.grammar.pos != "name":
            continue
        inside = [w for w in words if w.start < span[1] and span[0] < w.end]
        form, at = "", span[0]
        for word in inside:
            form += line.text[at : word.start] + word.after
            at = word.end
        form += line.text[at : span[1]]
        known = (*requirement.accepted, *requirement.other_names)
        if inside and form not in {f for f, _, _ in known}:
            words = [w for w in words if w not in inside]
    changes = [Change(w.start, w.end, w.before, w.after, wanted) for w in words]
    return apply(line, NAME, changes)
