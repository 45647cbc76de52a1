"""What a translation run produced and why: the values behind every report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from glossary.model import Language

from .cascade.drafts import How
from .grammar.changes import Change
from .memory.recalled import Recalled
from .passes import Pass

Side = Literal["source", "target"]
"""Which text of a pair a span lies in."""


class Severity(str, Enum):
    """How much a finding matters; only errors and warnings make a run unclean."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at.

    ``segment`` is the segment's index in the result; ``span`` is half-open in the text of that
    ``side`` (the source where the target lacks what was wanted), or None for the whole. ``edits``
    are the one safe repair of the target, where there is one: sorted, without overlaps.
    """

    check: str
    severity: Severity
    segment: int
    span: tuple[int, int] | None
    message: str
    suggestion: str = ""
    where: str = ""
    side: Side = "target"
    edits: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A segment as the place of findings: its index, and where a reader finds it.

    >>> Spot(3, "line 12").of_target("truncated", Severity.ERROR, None, "stops").where
    'line 12'
    """

    segment: int
    where: str = ""

    def of_source(
        self,
        check: str,
        severity: Severity,
        span: tuple[int, int] | None,
        message: str,
        suggestion: str = "",
    ) -> Finding:
        """Return a finding whose span lies in the source: what the target lacks."""
        return Finding(
            check, severity, self.segment, span, message, suggestion, self.where, "source"
        )

    def of_target(
        self,
        check: str,
        severity: Severity,
        span: tuple[int, int] | None,
        message: str,
        suggestion: str = "",
    ) -> Finding:
        """Return a finding whose span lies in the target; None is the whole of it."""
        return Finding(check, severity, self.segment, span, message, suggestion, self.where)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One term occurrence and what became of it: a line of the ledger.

    ``source_span`` and ``target_span`` are half-open, in code points of the segment's source and
    target. Scores are mean log probabilities a token (nats) of the first draft and of the one used.
    """

    concept: str
    pairing: str
    layer: str
    verified: bool
    surface: str
    required: str
    source_span: tuple[int, int]
    target_span: tuple[int, int] | None
    how: How
    score_before: float | None = None
    score_after: float | None = None


@dataclass(frozen=True, slots=True)
class SegmentResult:
    """A sentence and its translation.

    ``first_draft`` is the engine's own first answer; ``draft`` the one chosen, from which
    replaying ``passes`` gives ``target``. ``recalled`` is what a translation memory had for
    it; where that was used, it is the draft, and no engine was asked.
    """

    unit: int
    where: str
    source: str
    target: str
    first_draft: str
    draft: str
    passes: tuple[Pass, ...]
    occurrences: tuple[Occurrence, ...]
    decodings: int = 1
    recalled: Recalled | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """What the output depends on: same signature and input, same bytes."""

    tool: str
    engine: tuple[tuple[str, str], ...]
    glossary: str
    glossary_digest: str
    settings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A translated document; ``content`` is the file: text, or the bytes of a package."""

    content: str | bytes
    source_language: Language
    target_language: Language
    segments: tuple[SegmentResult, ...]
    findings: tuple[Finding, ...]
    signature: Signature

    @property
    def text(self) -> str:
        """The file as text.

        Raises:
            TypeError: its format is a package, whose bytes are in ``content``.
        """
        if isinstance(self.content, bytes):
            raise TypeError("a package has no text: see content")
        return self.content

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All term occurrences in reading order."""
        return tuple(o for s in self.segments for o in s.occurrences)

    @property
    def clean(self) -> bool:
        """Whether nothing needs an editor's eye."""
        return all(f.severity is Severity.INFO for f in self.findings)
