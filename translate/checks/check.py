"""What a check is: a name, how much it matters, and a pure function from a pair to notes.

A check says what it saw as `Note`s; the runner adds which check, which pair and which place.
Examples that must pass and fail stand as data in ``tests/data/checks/``, one file a check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from ..grammar.changes import Change
from ..result import Severity, Side
from .reading import Reading


class Note(NamedTuple):
    """One thing seen.

    Attributes:
        message: for an editor: what is wrong, in words of the texts.
        span: half-open, in the text of ``side``; None for the whole.
        suggestion: what could stand there instead.
        edits: the one safe repair of the target; empty where there is a choice.
        severity: lower than the check's own where this case is less sure.
    """

    message: str
    span: tuple[int, int] | None = None
    side: Side = "target"
    suggestion: str = ""
    edits: tuple[Change, ...] = ()
    severity: Severity | None = None


class Scope(str, Enum):
    """What a check looks at."""

    PAIR = "pair"  # a source and its target; never runs on one text alone
    TEXT = "text"  # the target, with or without a source
    MONOLINGUAL = "monolingual"  # one text alone; with a source another check knows better


OfPair = Callable[[Reading], Iterable[Note]]
OfDocument = Callable[[Sequence[Reading]], Iterable[tuple[int, Note]]]


@dataclass(frozen=True)
class Check:
    """A check: what it is called, how much it matters, what it looks at.

    Attributes:
        id: as in findings, options and the configuration.
        severity: of its findings unless a note or the configuration says otherwise.
        summary: one line for the documentation.
        scope: what it looks at.
        of_pair: its function on each pair, or
        of_document: its function on all pairs of a document, which yields (index, note).
    """

    id: str
    severity: Severity
    summary: str
    scope: Scope
    of_pair: OfPair | None = None
    of_document: OfDocument | None = None

    def applies(self, *, monolingual: bool) -> bool:
        """Tell whether the check has anything to look at."""
        return self.scope is not (Scope.PAIR if monolingual else Scope.MONOLINGUAL)


def pair_check(
    identifier: str, severity: Severity, summary: str, scope: Scope = Scope.PAIR
) -> Callable[[OfPair], Check]:
    """Make a check of a function on one pair; to be used as a decorator."""
    return lambda function: Check(identifier, severity, summary, scope, of_pair=function)


def document_check(
    identifier: str, severity: Severity, summary: str, scope: Scope = Scope.PAIR
) -> Callable[[OfDocument], Check]:
    """Make a check of a function on all pairs of a document; to be used as a decorator."""
    return lambda function: Check(identifier, severity, summary, scope, of_document=function)


def replaced(text: str, start: int, end: int, new: str, rule: str) -> tuple[Change, ...]:
    """Return the edit that puts ``new`` in place of a span.

    >>> replaced("les FAMA", 4, 8, "FAMa", "term-spelling")[0].before
    'FAMA'
    """
    return (Change(start, end, text[start:end], new, rule),)
