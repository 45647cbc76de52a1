"""What the pipeline asks of a machine translation engine; ``argos.py`` is the real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from glossary.model import Language


@dataclass(frozen=True, slots=True)
class Annotation:
    """A stretch of the source with the translation it must get."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A position that must be found again in the target; numbered from 1."""

    number: int


Piece = str | Annotation | Marker
"""Source text as the engine gets it: control tokens exist only as values, never as text, so that
no text can steer the engine."""


RETRY_WHOLE = 1
"""``Request.retry`` for what broke off: an early end no longer pays."""
RETRY_LOOPS = (2, 3, 4)
"""``Request.retry`` for what repeats itself: ever more against repetition."""


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence to translate.

    Attributes:
        pieces: its text, with annotations and markers where the engine knows them.
        prefix: target text the translation must begin with (the engine goes on from there).
        n_best: how many hypotheses to return, best first.
        retry: 0 for the standard decoding settings, ``RETRY_WHOLE`` and ``RETRY_LOOPS`` for a
            sentence that went astray with them.
        brief: give up early: one candidate of several, worth nothing once it is twice as long
            as its source.
    """

    pieces: tuple[Piece, ...]
    prefix: str = ""
    n_best: int = 1
    retry: int = 0
    brief: bool = False

    @classmethod
    def plain(cls, text: str) -> Request:
        """Return the request for bare text."""
        return cls((text,))


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation.

    Attributes:
        text: the target sentence; a carried marker n stands in it as ``marker(n)``.
        score: length-normalised log probability (natural log; 0 is certain).
        truncated: the decoder ran into its length limit before the sentence ended.
    """

    text: str
    score: float
    truncated: bool = False


def marker(number: int) -> str:
    """Return how marker ``number`` stands in a hypothesis: private-use characters.

    No text that people write has them (a source that does loses them before the engine), so a
    marker in a hypothesis can only come from the engine.

    >>> len(marker(1))
    1
    """
    return chr(0xE000 + number)


MARKER_RANGE = "\ue001-\ue0ff"
"""For a character class of a regular expression: every possible marker."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the model was trained to understand, and what it is known to write unasked.

    Attributes:
        annotations: whether it reads term annotations.
        markers: how many position markers it knows.
        native: terms that it mostly writes of its own accord, as (folded source form, target
            form), measured when the model was released; None where nobody has measured.
    """

    annotations: bool = False
    markers: int = 0
    native: frozenset[tuple[str, str]] | None = None


class Engine(Protocol):
    """A translator for one direction. Implementations are deterministic."""

    source: Language
    target: Language
    abilities: Abilities

    def signature(self) -> dict[str, str]:
        """Return what identifies the engine's output: package, version, settings."""

    def count_tokens(self, text: str) -> int:
        """Return the length of ``text`` in the model's subword tokens."""

    def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
        """Translate all requests, in order; each gets ``n_best`` hypotheses at most.

        Raises:
            UserError: the model is missing or broken (exit 4).
        """
