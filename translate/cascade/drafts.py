"""What the cascade works with: drafts of a sentence, and how each of its terms came to stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from glossary.require import Standing, standings

from ..engine import Hypothesis
from ..grammar.changes import Change
from .align import Anchor
from .loops import breaks_off, is_loop
from .losses import losses
from .persons import half_lost, names_in
from .protect import Composed, Hold, Sentence, Treatment
from .restore import Restored, restore
from .surplus import surplus


class How(str, Enum):
    """How a term came to stand in the target."""

    NATIVE = "native"  # the engine wrote it unasked
    ANNOTATED = "annotated"  # the engine was told beside the source
    N_BEST = "n-best"  # in another hypothesis
    SUBSTITUTED = "substituted"  # written into the source
    FORCED = "forced"  # the translation was made to go on from it
    MASKED = "masked"  # a marker stood for it
    REPAIRED = "repaired"  # a known wrong or outdated rendering was replaced
    MEMORY = "memory"  # in an approved translation from a memory
    AMBIGUOUS = "ambiguous"  # two readings with different targets: left to the editor
    FAILED = "failed"


class Step(str, Enum):
    """The rounds after the first draft, in order; for settings and ablation.

    Forcing comes before the two that decode the whole sentence again: what it leaves they rarely
    meet (docs/quality.md, table of *Articles*).
    """

    CASING = "casing"
    ANNOTATION = "annotation"
    FORCING = "forcing"
    SUBSTITUTION = "substitution"
    N_BEST = "n-best"
    MASKING = "masking"
    REPAIR = "repair"


ALL_STEPS: tuple[Step, ...] = tuple(Step)


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate translation of a sentence and what it meets.

    ``raw`` is the engine's hypothesis with its markers; ``harm`` counts what :func:`harm_of` finds;
    ``edits`` are replacements made in ``restored.text`` after the engine, each in offsets of the
    text before it.
    """

    composed: Composed
    raw: str
    restored: Restored
    standings: tuple[Standing | None, ...]
    score: float
    truncated: bool
    looping: bool
    harm: int = 0
    edits: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """The target sentence."""
        return self.restored.text

    @property
    def mended(self) -> bool:
        """Whether a required form was written over what the engine gave."""
        return any(c.rule == "required-form" for c in self.edits)

    @property
    def missing(self) -> tuple[int, ...]:
        """Indices of the requirements not met."""
        return tuple(i for i, s in enumerate(self.standings) if s is None)

    @property
    def faults(self) -> tuple[int, int, int, int]:
        """What is wrong, worst first: spans lost, decoding astray, terms missing, other harm."""
        return (
            len(self.restored.missing),
            int(self.looping) + int(self.truncated),
            len(self.missing),
            self.harm,
        )


@dataclass(slots=True)
class Work:
    """A sentence on its way: the first draft, the best so far, how each term was met."""

    sentence: Sentence
    first: Draft
    best: Draft
    hows: list[How]
    attempts: int = 0
    marked: bool = False  # inline codes travel as markers

    def offer(self, draft: Draft, how: How | None) -> bool:
        """Take ``draft`` if it has fewer faults than the best so far.

        ``how`` is what brought the terms that it meets anew; None for nothing but the engine.
        """
        if draft.faults >= self.best.faults:
            return False
        straight = hows_of(draft)
        for index, standing in enumerate(draft.standings):
            if standing is None:
                self.hows[index] = How.FAILED
            elif self.best.standings[index] is None:
                self.hows[index] = how or straight[index]
            elif self.hows[index] is How.REPAIRED and not draft.mended:
                self.hows[index] = straight[index]  # what was repaired is gone with its draft
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
        annotate_first: the first draft is annotated throughout; else the engine is asked plainly
            for what it is known to write unasked (``Abilities.native``; for everything where that
            was not measured), and what is missing then is annotated.
        normalise: the engine reads plain typography.
    """

    steps: tuple[Step, ...] = ALL_STEPS
    annotate: bool = True
    annotate_first: bool = False
    normalise: bool = True


def draft_of(sentence: Sentence, composed: Composed, hypothesis: Hypothesis) -> Draft:
    """Return a hypothesis with everything put back, and what it meets."""
    restored = restore(hypothesis.text, sentence, composed)
    return Draft(
        composed,
        hypothesis.text,
        restored,
        standings(restored.text, sentence.requirements),
        hypothesis.score,
        hypothesis.truncated or breaks_off(restored.text, _without(sentence, restored)),
        is_loop(restored.text, sentence.text),
        harm_of(restored.text, sentence),
    )


def _without(sentence: Sentence, restored: Restored) -> str:
    """Return the source less the kept spans that a draft has lost: they are put back at the end."""
    text = sentence.text
    for hold in sorted(restored.missing, key=lambda h: h.start, reverse=True):
        if hold.requirement is None:
            text = text[: hold.start] + text[hold.end :]
    return text


def harm_of(target: str, sentence: Sentence) -> int:
    """Return how much a draft says too often or has lost, beside its terms.

    Without terms only figures and denials count: *Why the rebels took Gao* for *n'ont pas pris*
    is worth another hypothesis, a clumsy word is not.
    """
    lost = losses(target, sentence.text, sentence.language)
    if not sentence.requirements:
        return lost
    said = surplus(target, sentence.text, sentence.requirements)
    names = names_in(sentence.text, sentence.held)
    return said + lost + len(half_lost(target, names, sentence.language))


def hows_of(draft: Draft) -> list[How]:
    """Return how each requirement came to stand in a draft straight from the engine."""
    told = Treatment.ANNOTATED
    return [
        How.FAILED if standing is None else How.ANNOTATED if treated is told else How.NATIVE
        for standing, treated in zip(draft.standings, draft.composed.treatments, strict=True)
    ]


def anchors(sentence: Sentence, draft: Draft) -> tuple[Anchor, ...]:
    """Return what is known to answer each other in a sentence and its draft: the terms."""
    return tuple(
        (r.match.start, r.match.end, s.start, s.end)
        for r, s in zip(sentence.requirements, draft.standings, strict=True)
        if s is not None
    )
