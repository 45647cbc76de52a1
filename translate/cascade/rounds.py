"""The rounds of the cascade: each takes the sentences that still miss a term, all in one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..engine import RETRY_LOOPS, RETRY_WHOLE, Engine, Request
from .drafts import Cascade, Draft, How, Work, draft_of, hows_of
from .forcing import at_front, open_ends, prefixes
from .own_form import own_form
from .persons import half_lost, names_in
from .protect import Composed, Sentence, Treatment, compose
from .replacing import edited, replace_known, respell
from .surplus import doubled

_BEAM = 4
_MARKUP_COST = 0.1  # nats a token that a marked draft may score below the plain one

_Try = tuple[Work, Composed, Request, How | None]


def _run(
    tries: Iterable[_Try],
    engine: Engine,
    after: Callable[[Sentence, Draft], Draft] = lambda _, draft: draft,
) -> None:
    """Decode all tries in one batch and offer the best candidate of each sentence.

    ``after`` may mend a candidate before it is weighed.
    """
    listed = list(tries)
    if not listed:
        return
    results = engine.translate([request for _, _, request, _ in listed])
    offers: dict[int, list[tuple[Draft, How | None]]] = {}
    works: dict[int, Work] = {}
    for (work, composed, _, how), hypotheses in zip(listed, results, strict=True):
        work.attempts += 1
        works[id(work)] = work
        offers.setdefault(id(work), []).extend(
            (after(work.sentence, draft_of(work.sentence, composed, h)), how) for h in hypotheses
        )
    for key, drafts in offers.items():
        best, how = min(drafts, key=lambda d: (d[0].faults, -d[0].score))
        works[key].offer(best, how)


def _treat(work: Work, missing: Treatment) -> dict[int, Treatment]:
    """Return treatments: ``missing`` for what the best draft misses, for the rest what worked."""
    lacking = set(work.best.missing)
    usual = work.best.composed.treatments
    return {
        i: missing if i in lacking else usual[i] for i in range(len(work.sentence.requirements))
    }


def _compose(
    work: Work,
    chosen: dict[int, Treatment],
    engine: Engine,
    cascade: Cascade,
    copied: Sequence[tuple[int, int]] = (),
) -> Composed:
    return compose(
        work.sentence,
        chosen,
        engine.abilities,
        copied=copied,
        with_codes=work.marked,
        normalised=cascade.normalise,
    )


def mark(works: list[Work], engine: Engine, cascade: Cascade) -> None:
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
        draft = draft_of(work.sentence, composed, hypotheses[0])
        work.attempts += 1
        good = draft.score >= work.first.score - _MARKUP_COST
        if good and not draft.restored.loose and draft.faults <= work.best.faults:
            work.hows = hows_of(draft)
            work.best = draft
            work.marked = True


def unloop(works: list[Work], engine: Engine, cascade: Cascade) -> None:
    """Decode again, with other settings, what went astray; at last without markup."""
    for retry in (RETRY_WHOLE, *RETRY_LOOPS):
        todo = [w for w in works if w.best.truncated or (w.best.looping and retry in RETRY_LOOPS)]
        tries: list[_Try] = []
        for work in todo:
            composed = work.best.composed
            tries.append((work, composed, Request(composed.pieces, retry=retry), None))
            if retry == RETRY_LOOPS[0] and len(composed.pieces) > 1:
                plain = compose(
                    work.sentence,
                    {},
                    engine.abilities,
                    with_codes=False,
                    normalised=cascade.normalise,
                )
                tries.append((work, plain, Request(plain.pieces, retry=retry), None))
        _run(tries, engine)


def casing(works: list[Work], engine: Engine, cascade: Cascade) -> None:
    """Mend a term that is there in the wrong case, an outdated spelling or by another name."""
    del engine, cascade
    for work in works:
        replace_known(work, same_word=True)


def annotation(works: list[Work], engine: Engine, cascade: Cascade) -> None:
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


def n_best(works: list[Work], engine: Engine, cascade: Cascade) -> None:
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


def substitution(works: list[Work], engine: Engine, cascade: Cascade) -> None:
    tries: list[_Try] = []
    for work in works:
        if not work.best.missing:
            continue
        chosen = _treat(work, Treatment.SUBSTITUTED)
        made = _compose(work, chosen, engine, cascade)
        tries.append((work, made, Request(made.pieces, brief=True), How.SUBSTITUTED))
    _run(tries, engine)


def forcing(works: list[Work], engine: Engine, cascade: Cascade) -> None:
    """Make the translation go on from the missing term, one term a turn.

    A draft that ends where the term would come is opened at its end; the sentence begins with the
    term only where no hypothesis goes on to it from there.
    """
    del cascade
    for _ in range(3):
        # what was edited is no longer what the engine gave
        todo = [(w, w.best.faults) for w in works if w.best.missing and not w.best.edits]
        tries: list[_Try] = []
        ended = []
        for work, before in todo:
            sentence, best = work.sentence, work.best
            places = prefixes(sentence, best.raw, best.standings, best.missing[0])
            tries += [_forced(work, place) for place in places]
            if not places:
                ended.append((work, before))
                tries += [_forced(work, end, _BEAM) for end in open_ends(best.raw)]
        _run(tries, engine)
        stuck = [w for w, before in ended if w.best.faults == before]
        _run((_forced(w, at_front(_first_missing(w))) for w in stuck), engine)
        works = [w for w, before in todo if w.best.faults < before]
        if not works:
            return


def _forced(work: Work, prefix: str, n_best: int = 1) -> _Try:
    composed = work.best.composed
    request = Request(composed.pieces, prefix=prefix, n_best=n_best, brief=True)
    return work, composed, request, How.FORCED


def _first_missing(work: Work) -> str:
    return work.sentence.requirements[work.best.missing[0]].form


def masking(works: list[Work], engine: Engine, cascade: Cascade) -> None:
    tries: list[_Try] = []
    for work in works:
        if not work.best.missing and not work.best.restored.missing:
            continue
        treatments = _treat(work, Treatment.MASKED)
        for chosen in (treatments, dict.fromkeys(treatments, Treatment.MASKED)):
            made = _compose(work, chosen, engine, cascade)
            tries.append((work, made, Request(made.pieces, n_best=_BEAM, brief=True), How.MASKED))
    _run(tries, engine)


def repair(works: list[Work], engine: Engine, cascade: Cascade) -> None:
    """Replace renderings known to be wrong, and spellings close to the required name."""
    del engine, cascade
    for work in works:
        replace_known(work, same_word=False)


def names(works: Sequence[Work], engine: Engine, cascade: Cascade) -> None:
    """Give names of persons that the engine has spelt anew their spelling back.

    First by hand, then, where there are terms, by telling the engine to copy them, and by hand
    again: without terms the engine's own draft is the one to keep.
    """
    for work in works:
        work.best = respell(work.sentence, work.best)
    if not (cascade.annotate and engine.abilities.annotations):
        return
    tries: list[_Try] = []
    for work in works:
        sentence = work.sentence
        known = names_in(sentence.text, sentence.held)
        found = half_lost(work.best.text, known, sentence.language)
        if found and sentence.requirements:
            chosen = dict(enumerate(work.best.composed.treatments))
            made = _compose(work, chosen, engine, cascade, [(n.start, n.end) for n in found])
            tries.append((work, made, Request(made.pieces, brief=True), None))
    _run(tries, engine, respell)


def own_forms(works: Iterable[Work]) -> None:
    """Give a term that stands the form that its place asks for: of peoples, in French."""
    for work in works:
        for index, requirement in enumerate(work.sentence.requirements):
            standing = work.best.standings[index]
            if standing is None:
                continue
            form = own_form(work.best.text, standing, requirement.match.surface)
            if form is None:
                continue
            after = edited(work.sentence, work.best, standing.start, standing.end, form)
            if after.faults <= work.best.faults:
                work.best = after
                work.hows[index] = How.REPAIRED


def undouble(works: Iterable[Work]) -> None:
    """Take away the second of two equal words in a row, where that mends and costs nothing."""
    for work in works:
        if doubled(work.sentence.text):
            continue  # the source says something twice: so may the target
        for match in reversed(doubled(work.best.text)):
            if any(a < match.end() and match.end(1) < b for a, b in work.best.restored.kept):
                continue
            after = edited(work.sentence, work.best, match.end(1), match.end(), "", "doubled")
            if after.faults < work.best.faults:
                work.best = after
