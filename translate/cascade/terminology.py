"""The cascade that makes required terms appear: plain first, then no mercy.

Each round treats only the sentences that still miss a term, all of them in one batch, and a
candidate replaces the best one so far only if it meets more. What cannot be met is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from glossary.match import locate
from glossary.model import Case, Status, Term
from glossary.require import Standing, standings

from ..engine import Engine, Hypothesis, Request
from .forcing import prefixes, similar
from .loops import is_loop
from .protect import (
    Anchor,
    Composed,
    Hold,
    Restored,
    Sentence,
    Treatment,
    compose,
    reinsert,
    restore,
)


class How(str, Enum):
    """How a term came to stand in the target."""

    NATIVE = "native"  # the engine wrote it unasked
    ANNOTATED = "annotated"  # the engine was told beside the source
    N_BEST = "n-best"  # in another hypothesis
    SUBSTITUTED = "substituted"  # written into the source
    FORCED = "forced"  # the translation was made to go on from it
    MASKED = "masked"  # a marker stood for it
    REPAIRED = "repaired"  # a known wrong or outdated rendering was replaced
    AMBIGUOUS = "ambiguous"  # two readings with different targets: left to the editor
    FAILED = "failed"


class Step(str, Enum):
    """The rounds after the first draft, in order; for settings and ablation."""

    CASING = "casing"
    N_BEST = "n-best"
    ANNOTATION = "annotation"
    SUBSTITUTION = "substitution"
    FORCING = "forcing"
    MASKING = "masking"
    REPAIR = "repair"


ALL_STEPS: tuple[Step, ...] = tuple(Step)
_BEAM = 4
_MARKUP_COST = 0.1  # nats a token that a marked draft may score below the plain one


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate translation of a sentence and what it meets.

    ``raw`` is the engine's hypothesis with its markers; ``edits`` are replacements made in
    ``restored.text`` after the engine: (start, end, text), offsets before all of them.
    """

    composed: Composed
    raw: str
    restored: Restored
    standings: tuple[Standing | None, ...]
    score: float
    truncated: bool
    looping: bool
    edits: tuple[tuple[int, int, str], ...] = ()

    @property
    def text(self) -> str:
        """The target sentence."""
        return self.restored.text

    @property
    def missing(self) -> tuple[int, ...]:
        """Indices of the requirements not met."""
        return tuple(i for i, s in enumerate(self.standings) if s is None)

    @property
    def faults(self) -> tuple[int, int, int]:
        """What is wrong, worst first: kept spans lost, decoding gone astray, terms missing."""
        return (
            len(self.restored.missing),
            int(self.looping) + int(self.truncated),
            len(self.missing),
        )


@dataclass(slots=True)
class _Work:
    """A sentence on its way: the first draft, the best so far, how each term was met."""

    sentence: Sentence
    first: Draft
    best: Draft
    hows: list[How]
    attempts: int = 0
    marked: bool = False  # inline codes travel as markers

    def offer(self, draft: Draft, how: How) -> bool:
        """Take ``draft`` if it has fewer faults than the best so far."""
        if draft.faults >= self.best.faults:
            return False
        for index, standing in enumerate(draft.standings):
            if standing is None:
                self.hows[index] = How.FAILED
            elif self.best.standings[index] is None:
                self.hows[index] = how
        self.best = draft
        return True


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence that has crossed.

    ``first`` is what the engine gave before any further round; ``hows`` tells for each
    requirement how it was met; ``decodings`` counts the requests spent after the first; ``lost``
    are kept spans that no round brought back and that were put in by alignment.
    """

    sentence: Sentence
    first: Draft
    final: Draft
    hows: tuple[How, ...]
    decodings: int
    lost: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Cascade:
    """Settings of the cascade.

    Attributes:
        steps: the rounds that run.
        annotate: whether annotations are used at all, where the model understands them.
        annotate_first: the first draft is annotated; else the engine is asked plainly, and only
            what is missing is annotated.
        normalise: the engine reads plain typography.
    """

    steps: tuple[Step, ...] = ALL_STEPS
    annotate: bool = True
    annotate_first: bool = False
    normalise: bool = True


def enforce(
    sentences: Sequence[Sentence], engine: Engine, cascade: Cascade = Cascade()
) -> tuple[Outcome, ...]:
    """Translate ``sentences`` so that their requirements are met.

    A sentence without requirements, kept spans or codes gets exactly what the engine alone gives.
    """
    annotate = cascade.annotate and cascade.annotate_first and engine.abilities.annotations
    base = Treatment.ANNOTATED if annotate else Treatment.PLAIN
    composed = [
        compose(
            s,
            dict.fromkeys(range(len(s.requirements)), base),
            engine.abilities,
            with_codes=False,
            normalised=cascade.normalise,
        )
        for s in sentences
    ]
    found = engine.translate([Request(c.pieces) for c in composed])
    works = []
    for sentence, made, hypotheses in zip(sentences, composed, found, strict=True):
        draft = _draft(sentence, made, hypotheses[0])
        met = How.ANNOTATED if annotate else How.NATIVE
        hows = [How.FAILED if s is None else met for s in draft.standings]
        works.append(_Work(sentence, draft, draft, hows))
    _mark(works, engine, cascade)
    _unloop(works, engine, cascade)
    rounds: dict[Step, Callable[[list[_Work], Engine, Cascade], None]] = {
        Step.CASING: _casing,
        Step.N_BEST: _n_best,
        Step.ANNOTATION: _annotation,
        Step.SUBSTITUTION: _substitution,
        Step.FORCING: _forcing,
        Step.MASKING: _masking,
        Step.REPAIR: _repair,
    }
    for step in cascade.steps:
        todo = [w for w in works if any(w.best.faults)]
        if todo:
            rounds[step](todo, engine, cascade)
    return tuple(_outcome(w) for w in works)


def _outcome(work: _Work) -> Outcome:
    final = work.best
    lost = tuple(h for h in final.restored.missing if h.requirement is None)
    if lost:
        restored = reinsert(final.restored, work.sentence, anchors(work.sentence, final))
        stand = standings(restored.text, work.sentence.requirements)
        final = replace(final, restored=restored, standings=stand)
    return Outcome(work.sentence, work.first, final, tuple(work.hows), work.attempts, lost)


def anchors(sentence: Sentence, draft: Draft) -> tuple[Anchor, ...]:
    """Return what is known to answer each other in a sentence and its draft: the terms."""
    return tuple(
        (r.match.start, r.match.end, s.start, s.end)
        for r, s in zip(sentence.requirements, draft.standings, strict=True)
        if s is not None
    )


def _draft(sentence: Sentence, composed: Composed, hypothesis: Hypothesis) -> Draft:
    restored = restore(hypothesis.text, sentence, composed)
    return Draft(
        composed,
        hypothesis.text,
        restored,
        standings(restored.text, sentence.requirements),
        hypothesis.score,
        hypothesis.truncated,
        is_loop(restored.text, sentence.text),
    )


_Try = tuple[_Work, Composed, Request, How]


def _run(tries: Iterable[_Try], engine: Engine) -> None:
    """Decode all tries in one batch and offer the best candidate of each sentence."""
    listed = list(tries)
    if not listed:
        return
    results = engine.translate([request for _, _, request, _ in listed])
    offers: dict[int, list[tuple[Draft, How]]] = {}
    works: dict[int, _Work] = {}
    for (work, composed, _, how), hypotheses in zip(listed, results, strict=True):
        work.attempts += 1
        works[id(work)] = work
        offers.setdefault(id(work), []).extend(
            (_draft(work.sentence, composed, h), how) for h in hypotheses
        )
    for key, drafts in offers.items():
        best, how = min(drafts, key=lambda d: (d[0].faults, -d[0].score))
        works[key].offer(best, how)


def _treat(work: _Work, missing: Treatment) -> dict[int, Treatment]:
    """Return treatments: ``missing`` for what the best draft misses, for the rest what worked."""
    lacking = set(work.best.missing)
    usual = work.best.composed.treatments
    return {
        i: missing if i in lacking else usual[i] for i in range(len(work.sentence.requirements))
    }


def _compose(
    work: _Work, chosen: dict[int, Treatment], engine: Engine, cascade: Cascade
) -> Composed:
    return compose(
        work.sentence,
        chosen,
        engine.abilities,
        with_codes=work.marked,
        normalised=cascade.normalise,
    )


def _mark(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    """Let inline codes travel as markers where that costs the sentence nothing.

    Markers put bold type on the right words, but a small model may lose its way among them: the
    marked draft is used when all codes came through and its score is as good as the plain one's;
    else the plain draft stands and the codes are aligned.
    """
    todo = [w for w in works if w.sentence.codes and engine.abilities.markers]
    made = [
        compose(
            w.sentence,
            dict(enumerate(w.first.composed.treatments)),
            engine.abilities,
            normalised=cascade.normalise,
        )
        for w in todo
    ]
    found = engine.translate([Request(c.pieces, brief=True) for c in made])
    for work, composed, hypotheses in zip(todo, made, found, strict=True):
        draft = _draft(work.sentence, composed, hypotheses[0])
        work.attempts += 1
        good = draft.score >= work.first.score - _MARKUP_COST
        if good and not draft.restored.loose and draft.faults <= work.best.faults:
            met = How.ANNOTATED if Treatment.ANNOTATED in composed.treatments else How.NATIVE
            work.hows = [How.FAILED if s is None else met for s in draft.standings]
            work.best = draft
            work.marked = True


def _unloop(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    """Decode again, with settings against repetition, what went astray; at last without markup."""
    for retry in (1, 2, 3):
        todo = [w for w in works if w.best.looping or w.best.truncated]
        tries: list[_Try] = []
        for work in todo:
            how = work.hows[0] if work.hows else How.NATIVE
            composed = work.best.composed
            tries.append((work, composed, Request(composed.pieces, retry=retry), how))
            if retry == 1 and len(composed.pieces) > 1:
                plain = compose(
                    work.sentence,
                    {},
                    engine.abilities,
                    with_codes=False,
                    normalised=cascade.normalise,
                )
                tries.append((work, plain, Request(plain.pieces, retry=retry), How.NATIVE))
        _run(tries, engine)


def _casing(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    """Mend a term that is there in the wrong case, an outdated spelling or by another name."""
    del engine, cascade
    for work in works:
        _replace_known(work, same_word=True)


def _annotation(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    """Tell the engine beside the source what it missed; then all terms, if that was not enough."""
    if not (cascade.annotate and engine.abilities.annotations):
        return
    for whole in (False, True):
        tries: list[_Try] = []
        for work in works:
            if not work.best.missing:
                continue
            chosen = _treat(work, Treatment.ANNOTATED)
            if whole:
                chosen = dict.fromkeys(chosen, Treatment.ANNOTATED)
            made = _compose(work, chosen, engine, cascade)
            if made.treatments != work.first.composed.treatments:
                tries.append((work, made, Request(made.pieces, brief=True), How.ANNOTATED))
        _run(tries, engine)


def _n_best(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    del cascade
    _run(
        (
            (
                w,
                w.best.composed,
                Request(w.best.composed.pieces, n_best=_BEAM, brief=True),
                How.N_BEST,
            )
            for w in works
        ),
        engine,
    )


def _substitution(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    tries: list[_Try] = []
    for work in works:
        if not work.best.missing:
            continue
        chosen = _treat(work, Treatment.SUBSTITUTED)
        made = _compose(work, chosen, engine, cascade)
        tries.append((work, made, Request(made.pieces, brief=True), How.SUBSTITUTED))
    _run(tries, engine)


def _forcing(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    """Make the translation go on from the missing term, one term a turn."""
    del cascade
    for _ in range(3):
        tries: list[_Try] = []
        for work in works:
            if work.best.edits:
                continue  # its raw form is no longer what the engine gave
            for index in work.best.missing[:1]:
                for prefix in prefixes(work.sentence, work.best.raw, work.best.standings, index):
                    tries.append(
                        (
                            work,
                            work.best.composed,
                            Request(work.best.composed.pieces, prefix=prefix, brief=True),
                            How.FORCED,
                        )
                    )
        before = [w.best.faults for w in works]
        _run(tries, engine)
        works = [
            w for w, b in zip(works, before, strict=True) if w.best.faults < b and w.best.missing
        ]
        if not works:
            return


def _masking(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    tries: list[_Try] = []
    for work in works:
        if not work.best.missing and not work.best.restored.missing:
            continue
        treatments = _treat(work, Treatment.MASKED)
        for chosen in (treatments, dict.fromkeys(treatments, Treatment.MASKED)):
            made = _compose(work, chosen, engine, cascade)
            tries.append((work, made, Request(made.pieces, n_best=_BEAM, brief=True), How.MASKED))
    _run(tries, engine)


def _repair(works: list[_Work], engine: Engine, cascade: Cascade) -> None:
    """Replace renderings known to be wrong, and spellings close to the required name."""
    del engine, cascade
    for work in works:
        _replace_known(work, same_word=False)


def _replace_known(work: _Work, *, same_word: bool) -> None:
    """Replace wrong renderings of the missing terms in the best draft.

    ``same_word`` limits this to what is the same word written otherwise (case, accents) or a
    spelling the entry itself calls outdated.
    """
    draft = work.best
    for index in draft.missing:
        span = _wrong_rendering(work, draft, index, same_word=same_word)
        if span is None:
            continue
        edited = _edit(work.sentence, draft, *span, work.sentence.requirements[index].form)
        if work.offer(edited, How.REPAIRED):
            draft = work.best


def _wrong_rendering(
    work: _Work, draft: Draft, index: int, *, same_word: bool
) -> tuple[int, int] | None:
    requirement = work.sentence.requirements[index]
    taken = [(s.start, s.end) for s in draft.standings if s is not None]
    taken += list(draft.restored.kept)
    wanted: list[tuple[str, Term, Case | None]] = [
        (form, term, None) for form, term, _ in requirement.accepted
    ]
    wanted += [(form, term, None) for form, term, _ in requirement.other_names]
    wanted += [
        (form, term, None)
        for form, term, _ in requirement.wrong
        if not same_word or term.status is Status.DEPRECATED
    ]
    for start, end, _ in locate(draft.text, wanted, requirement.language):
        if all(end <= a or b <= start for a, b in taken):
            return start, end
    if same_word:
        return None
    return similar(draft.text, requirement, taken)


def _edit(sentence: Sentence, draft: Draft, start: int, end: int, form: str) -> Draft:
    """Return the draft with one span replaced; offsets after it move along."""
    text = draft.text[:start] + form + draft.text[end:]
    shift = len(form) - (end - start)

    def move(position: int) -> int:
        return position if position <= start else max(start, position + shift)

    restored = replace(
        draft.restored,
        text=text,
        kept=tuple((move(a), move(b)) for a, b in draft.restored.kept),
        codes=tuple(replace(c, at=move(c.at)) for c in draft.restored.codes),
        masked=tuple((r, move(a), move(b)) for r, a, b in draft.restored.masked),
    )
    return replace(
        draft,
        restored=restored,
        standings=standings(text, sentence.requirements),
        edits=(*draft.edits, (start, end, form)),
    )
