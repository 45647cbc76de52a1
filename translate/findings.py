"""What an editor should look at after a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from glossary.model import Language, Review, other

from .cascade.drafts import How, Outcome
from .memory.check import memory_findings
from .prepare import Part
from .result import Finding, SegmentResult, Severity
from .typography.number_check import compare
from .typography.numbers import Figure, figures


def findings_of(
    parts: Sequence[Part],
    outcomes: Sequence[Outcome | None],
    segments: Sequence[SegmentResult],
    glossary_digest: str = "",
) -> tuple[Finding, ...]:
    """Return the findings of a document, in reading order.

    ``glossary_digest`` is that of the glossary in force.
    """
    found: list[Finding] = []
    for index, (part, outcome, segment) in enumerate(zip(parts, outcomes, segments, strict=True)):
        found += _torn(index, part, segment)
        if outcome is not None:
            found += _terms(index, part, segment)
            found += _numbers(index, outcome.sentence.language, segment)
            found += _engine(index, outcome, segment)
        if segment.recalled is not None:
            found += memory_findings(index, segment, glossary_digest)
            if segment.recalled.used:
                language = segment.recalled.hit.entry.source_language
                found += _numbers(index, language, segment)
    return tuple(found)


def _terms(index: int, part: Part, segment: SegmentResult) -> Iterator[Finding]:
    for occurrence in segment.occurrences:
        if occurrence.how is How.FAILED or (
            occurrence.target_span is None and occurrence.how is not How.AMBIGUOUS
        ):
            yield Finding(
                "term-missing",
                Severity.ERROR,
                index,
                occurrence.source_span,
                _("{surface!r} must become {required!r} and did not").format(
                    surface=occurrence.surface, required=occurrence.required
                ),
                occurrence.required,
                segment.where,
                side="source",
            )
    for match in part.ambiguous:
        readings = [match.concept.id, *(r.concept.id for r in match.rivals)]
        yield Finding(
            "term-ambiguous",
            Severity.WARNING,
            index,
            (match.start, match.end),
            _("{surface!r} may be {readings}: left to the engine").format(
                surface=match.surface, readings=" or ".join(readings)
            ),
            where=segment.where,
            side="source",
        )
    if part.sentence is not None:
        for requirement in part.sentence.requirements:
            match = requirement.match
            if match.concept.review is Review.UNVERIFIED:
                yield Finding(
                    "term-unverified",
                    Severity.INFO,
                    index,
                    (match.start, match.end),
                    _("the entry {id!r} has not been reviewed").format(id=match.concept.id),
                    where=segment.where,
                    side="source",
                )


def _numbers(index: int, language: Language, segment: SegmentResult) -> Iterator[Finding]:
    """Compare the figures outside terms, whose own figures the glossary answers for."""
    met = [o for o in segment.occurrences if o.target_span is not None]
    here = _outside(figures(segment.source, language), [o.source_span for o in met])
    there = _outside(figures(segment.target, other(language)), [o.target_span for o in met])
    found = compare(here, there)
    for one, two in found.changed:
        yield Finding(
            "number-changed",
            Severity.ERROR,
            index,
            (two.start, two.end),
            _("{source!r} became {target!r}").format(
                source=segment.source[one.start : one.end],
                target=segment.target[two.start : two.end],
            ),
            where=segment.where,
        )
    for figure in found.missing:
        yield Finding(
            "number-missing",
            Severity.WARNING,
            index,
            (figure.start, figure.end),
            _("{source!r} does not stand in the translation").format(
                source=segment.source[figure.start : figure.end]
            ),
            where=segment.where,
            side="source",
        )
    for figure in found.added:
        yield Finding(
            "number-added",
            Severity.WARNING,
            index,
            (figure.start, figure.end),
            _("{target!r} does not stand in the source").format(
                target=segment.target[figure.start : figure.end]
            ),
            where=segment.where,
        )


def _outside(found: Sequence[Figure], spans: Sequence[tuple[int, int] | None]) -> list[Figure]:
    return [f for f in found if not any(s and f.start < s[1] and s[0] < f.end for s in spans)]


def _engine(index: int, outcome: Outcome, segment: SegmentResult) -> Iterator[Finding]:
    final = outcome.final
    if final.looping:
        yield Finding(
            "repetition",
            Severity.ERROR,
            index,
            None,
            _("the engine repeats itself, with every setting tried"),
            where=segment.where,
        )
    if final.truncated:
        yield Finding(
            "truncated",
            Severity.ERROR,
            index,
            None,
            _("the translation stops before its end"),
            where=segment.where,
        )
    for hold in outcome.lost:
        yield Finding(
            "placeable-moved",
            Severity.WARNING,
            index,
            (hold.start, hold.end),
            _("the engine lost {restore!r}: it was put back where it may belong").format(
                restore=hold.restore
            ),
            where=segment.where,
            side="source",
        )


def _torn(index: int, part: Part, segment: SegmentResult) -> Iterator[Finding]:
    for match in part.torn:
        if match.start >= part.start:  # told once, where it begins
            yield Finding(
                "term-missing",
                Severity.ERROR,
                index,
                None,
                _("{surface!r} stands where a sentence too long for the model was cut").format(
                    surface=match.surface
                ),
                where=segment.where,
            )
