"""The last resort for a sentence that came out wrong: shorter pieces.

Small models lose their way in long sentences before they reach the limit. A sentence that missed a
term, repeated itself or broke off is cut at clause boundaries and crosses again in pieces, which
replace it only when less is wrong with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossary.model import Language

from ..engine import Engine
from ..prepare import Part, cut
from .drafts import Cascade, How, Outcome
from .terminology import enforce

_SHORTEST = 24  # tokens: below that a clause has no context left
_SHARE = 0.6  # of the sentence: two or three pieces

Crossed = tuple[Part, "Outcome | None"]


def recut(
    crossed: Sequence[Crossed], engine: Engine, cascade: Cascade, language: Language
) -> list[list[Crossed]]:
    """Return for each part what stands for it: itself, or its pieces where they came out better."""
    tries: dict[int, tuple[Part, ...]] = {}
    for index, (part, outcome) in enumerate(crossed):
        if outcome is not None and any(_faults([outcome])):
            pieces = _pieces(part, engine, language)
            if pieces is not None:
                tries[index] = pieces
    sentences = [p.sentence for pieces in tries.values() for p in pieces if p.sentence is not None]
    outcomes = iter(enforce(sentences, engine, cascade))
    result: list[list[Crossed]] = []
    for index, (part, outcome) in enumerate(crossed):
        if index not in tries or outcome is None:
            result.append([(part, outcome)])
            continue
        again: list[Crossed] = [
            (p, next(outcomes) if p.sentence is not None else None) for p in tries[index]
        ]
        better = _faults([o for _, o in again if o is not None]) < _faults([outcome])
        result.append(again if better else [(part, outcome)])
    return result


def _pieces(part: Part, engine: Engine, language: Language) -> tuple[Part, ...] | None:
    assert part.sentence is not None
    limit = max(_SHORTEST, round(engine.count_tokens(part.sentence.text) * _SHARE))
    return cut(part, language, lambda text: engine.count_tokens(text) > limit)


def _faults(outcomes: Sequence[Outcome]) -> tuple[int, int]:
    missing = sum(h is How.FAILED for o in outcomes for h in o.hows)
    astray = sum(o.final.looping + o.final.truncated for o in outcomes)
    wrong = missing + astray + sum(len(o.lost) for o in outcomes)
    return wrong, sum(o.final.harm for o in outcomes)
