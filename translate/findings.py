"""What an editor should look at after a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from glossary.model import Language, Review, other

from .cascade.drafts import How, Outcome
from .memory.check import memory_findings
from .prepare import Part, merge, touches
from .result import Finding, SegmentResult, Severity, Spot
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
        spot = Spot(index, segment.where)
        found += _torn(spot, part)
        if outcome is not None:
            found += _terms(spot, part, segment)
            found += _numbers(spot, outcome.sentence.language, segment)
            found += _engine(spot, outcome)
        if segment.recalled is not None:
            found += memory_findings(spot, segment.recalled, glossary_digest)
            if segment.recalled.used:
                language = segment.recalled.hit.entry.source_language
                found += _numbers(spot, language, segment)
    return tuple(found)


def _terms(spot: Spot, part: Part, segment: SegmentResult) -> Iterator[Finding]:
    for o in segment.occurrences:
        if o.how is How.FAILED or (o.target_span is None and o.how is not How.AMBIGUOUS):
            told = _("{surface!r} must become {required!r} and did not").format(
                surface=o.surface, required=o.required
            )
            yield spot.of_source("term-missing", Severity.ERROR, o.source_span, told, o.required)
    for match in part.ambiguous:
        readings = [match.concept.id, *(r.concept.id for r in match.rivals)]
        told = _("{surface!r} may be {readings}: left to the engine").format(
            surface=match.surface, readings=_(" or ").join(readings)
        )
        span = (match.start, match.end)
        yield spot.of_source("term-ambiguous", Severity.WARNING, span, told)
    for requirement in () if part.sentence is None else part.sentence.requirements:
        match = requirement.match
        if match.concept.review is Review.UNVERIFIED:
            told = _("the entry {id!r} has not been reviewed").format(id=match.concept.id)
            yield spot.of_source("term-unverified", Severity.INFO, (match.start, match.end), told)


def _numbers(spot: Spot, language: Language, segment: SegmentResult) -> Iterator[Finding]:
    """Compare the figures outside terms, whose own figures the glossary answers for."""
    source, target = segment.source, segment.target
    met = [o for o in segment.occurrences if o.target_span is not None]
    here = _outside(figures(source, language), [o.source_span for o in met])
    there = _outside(figures(target, other(language)), [o.target_span for o in met])
    found = compare(here, there)
    for one, two in found.changed:
        told = _("{source!r} became {target!r}").format(
            source=source[one.start : one.end], target=target[two.start : two.end]
        )
        yield spot.of_target("number-changed", Severity.ERROR, (two.start, two.end), told)
    for figure in found.missing:
        span = (figure.start, figure.end)
        told = _("{source!r} does not stand in the translation").format(source=source[slice(*span)])
        yield spot.of_source("number-missing", Severity.WARNING, span, told)
    for figure in found.added:
        span = (figure.start, figure.end)
        told = _("{target!r} does not stand in the source").format(target=target[slice(*span)])
        yield spot.of_target("number-added", Severity.WARNING, span, told)


def _outside(found: Sequence[Figure], spans: Sequence[tuple[int, int] | None]) -> list[Figure]:
    taken = merge([span for span in spans if span is not None])
    return [f for f in found if not touches(taken, f.start, f.end)]


def _engine(spot: Spot, outcome: Outcome) -> Iterator[Finding]:
    final = outcome.final
    if final.looping:
        told = _("the engine repeats itself, with every setting tried")
        yield spot.of_target("repetition", Severity.ERROR, None, told)
    if final.truncated:
        told = _("the translation stops before its end")
        yield spot.of_target("truncated", Severity.ERROR, None, told)
    for hold in outcome.lost:
        told = _("the engine lost {restore!r}: it was put back where it may belong").format(
            restore=hold.restore
        )
        yield spot.of_source("placeable-moved", Severity.WARNING, (hold.start, hold.end), told)


def _torn(spot: Spot, part: Part) -> Iterator[Finding]:
    for match in part.torn:
        if match.start >= part.start:  # told once, where it begins
            told = _("{surface!r} stands where a sentence too long for the model was cut").format(
                surface=match.surface
            )
            yield spot.of_target("term-missing", Severity.ERROR, None, told)
