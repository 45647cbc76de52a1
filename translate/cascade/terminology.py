"""The cascade that makes required terms appear: plain first, then no mercy.

Each round treats only the sentences that still miss a term, all of them in one batch, and a
candidate replaces the best one so far only if it meets more. What cannot be met is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from glossary.require import Requirement, standings
from glossary.text import fold_key

from ..engine import Abilities, Engine, Request
from . import rounds
from .align import reinsert
from .drafts import Cascade, Outcome, Step, Work, anchors, draft_of, hows_of
from .protect import Sentence, Treatment, compose


def enforce(
    sentences: Sequence[Sentence], engine: Engine, cascade: Cascade | None = None
) -> tuple[Outcome, ...]:
    """Translate ``sentences`` so that their requirements are met.

    A sentence without requirements, kept spans or codes gets exactly what the engine alone gives,
    but for the spelling of names of persons, and for a figure or denial of the source that only
    another hypothesis has.
    """
    cascade = cascade or Cascade()
    composed = [
        compose(
            s,
            dict(enumerate(_first_treatment(r, engine.abilities, cascade) for r in s.requirements)),
            engine.abilities,
            with_codes=False,
            normalised=cascade.normalise,
        )
        for s in sentences
    ]
    found = engine.translate([Request(c.pieces) for c in composed])
    works = []
    for sentence, made, hypotheses in zip(sentences, composed, found, strict=True):
        draft = draft_of(sentence, made, hypotheses[0])
        works.append(Work(sentence, draft, draft, hows_of(draft)))
    rounds.mark(works, engine, cascade)
    rounds.unloop(works, engine, cascade)
    by_step: dict[Step, Callable[[list[Work], Engine, Cascade], None]] = {
        Step.CASING: rounds.casing,
        Step.N_BEST: rounds.n_best,
        Step.ANNOTATION: rounds.annotation,
        Step.SUBSTITUTION: rounds.substitution,
        Step.FORCING: rounds.forcing,
        Step.MASKING: rounds.masking,
        Step.REPAIR: rounds.repair,
    }
    if Step.CASING in cascade.steps:
        # before any other hypothesis is asked for: the best one less a word reads better
        rounds.undouble([w for w in works if w.best.harm and not w.best.missing])
    for step in cascade.steps:
        todo = [w for w in works if any(w.best.faults)]
        if todo:
            by_step[step](todo, engine, cascade)
    if Step.ANNOTATION in cascade.steps:
        rounds.names(works, engine, cascade)
    if Step.CASING in cascade.steps:
        rounds.own_forms(works)
        rounds.undouble([w for w in works if w.best.harm])
    return tuple(_outcome(w) for w in works)


def _first_treatment(requirement: Requirement, abilities: Abilities, cascade: Cascade) -> Treatment:
    """Return how a term is put before the engine the first time.

    Plainly where the model mostly writes it unasked, or nobody has measured: what it gets right
    by itself reads best. What it would most likely miss is annotated at once: a draft that misses
    it is thrown away.
    """
    if not (cascade.annotate and abilities.annotations):
        return Treatment.PLAIN
    if cascade.annotate_first:
        return Treatment.ANNOTATED
    known = abilities.native
    term = fold_key(requirement.match.surface), requirement.form
    return Treatment.PLAIN if known is None or term in known else Treatment.ANNOTATED


def _outcome(work: Work) -> Outcome:
    final = work.best
    lost = tuple(h for h in final.restored.missing if h.requirement is None)
    if lost:
        restored = reinsert(final.restored, work.sentence, anchors(work.sentence, final))
        stand = standings(restored.text, work.sentence.requirements)
        final = replace(final, restored=restored, standings=stand)
    return Outcome(work.sentence, work.first, final, tuple(work.hows), work.attempts, lost)
