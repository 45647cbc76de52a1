"""From sentences that have crossed back to a document, with the ledger of what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.match import Match
from glossary.model import Language, Review, other

from .cascade.drafts import How, Outcome
from .consistency import document as consistency
from .crossing import Crossing
from .document import Code, Crossed, Document, Made, Unit
from .findings import findings_of
from .memory.recalled import Recalled
from .passes import Line
from .prepare import Part
from .result import Occurrence, Result, SegmentResult, Signature


def assemble(
    document: Document,
    parts: Sequence[Part],
    crossed: Sequence[Crossing],
    language: Language,
    signature: Signature,
    passes: Sequence[str],
) -> Result:
    """Return a document in the other language: its file, its segments and their findings.

    ``language`` is the source's; ``passes`` are those that ran, whose findings are then due.
    """
    units = document.units
    target = other(language)
    segments = [_segment(p, c, units[p.unit]) for p, c in zip(parts, crossed, strict=True)]
    lines = [c.line for c in crossed]
    found = [
        *findings_of(parts, [c.outcome for c in crossed], segments, signature.glossary_digest),
        *consistency.findings(units, parts, lines, segments, language, passes=passes),
    ]
    return Result(
        document.join(_joined(units, parts, lines), target),
        language,
        target,
        tuple(segments),
        tuple(sorted(found, key=lambda f: f.segment)),
        signature,
    )


def _joined(units: Sequence[Unit], parts: Sequence[Part], lines: Sequence[Line]) -> list[Crossed]:
    """Put the sentences of each unit one behind the other, their markup at its offsets."""
    texts: list[str] = [""] * len(units)
    codes: list[list[Code]] = [[] for _ in units]
    made: list[list[Made]] = [[] for _ in units]
    for part, line in zip(parts, lines, strict=True):
        unit, gap = part.unit, _gap(part.gap)
        begin = len(texts[unit])
        end = begin + len(line.text)
        codes[unit] += [replace(c, at=begin + c.at) for c in line.codes]
        codes[unit] += [replace(c, at=end + min(c.at, len(gap))) for c in part.tail]
        texts[unit] += line.text + gap
        made[unit] += _made(part)
    return [
        Crossed(text, _kinds(found, unit), min(who, key=_TRUST.index, default="machine"))
        for text, found, unit, who in zip(texts, codes, units, made, strict=True)
    ]


_TRUST: tuple[Made, ...] = ("machine", "memory", "approved")


def _made(part: Part) -> Iterator[Made]:
    """Yield who made a part's translation; one without words was made by nobody."""
    if (ready := part.ready) is not None:
        yield "memory" if ready.broken or ready.lost else "approved"
    elif part.sentence is not None:
        yield "machine"


def _gap(gap: str) -> str:
    """Return the space between sentences: a line break inside a paragraph is a space."""
    return " " if gap in ("\n", "\r\n", "\r") else gap


def _kinds(codes: Sequence[Code], unit: Unit) -> tuple[Code, ...]:
    """Give halves of pairs that spanned sentences their kinds back: the first opens."""
    paired = {c.pair for c in unit.codes if c.kind == "open"}
    opened: set[int] = set()
    result = []
    for code in codes:
        if code.pair in paired and code.kind == "standalone":
            code = replace(code, kind="close" if code.pair in opened else "open")
        if code.kind == "open":
            opened.add(code.pair)
        result.append(code)
    return tuple(result)


def _segment(part: Part, crossing: Crossing, unit: Unit) -> SegmentResult:
    outcome, line = crossing.outcome, crossing.line
    occurrences: list[Occurrence] = []
    if part.ready is not None:
        occurrences += _remembered(part.ready)
    elif outcome is not None:
        occurrences += _decided(outcome, line)
        occurrences += [_occurrence(m, "", None, How.AMBIGUOUS, outcome) for m in part.ambiguous]
        occurrences.sort(key=lambda o: o.source_span)
    return SegmentResult(
        part.unit,
        unit.where,
        part.text,
        line.text,
        crossing.draft if outcome is None else outcome.first.text,
        crossing.draft,
        line.done,
        tuple(occurrences),
        0 if outcome is None else 1 + outcome.decodings,
        part.recalled,
    )


def _decided(outcome: Outcome, line: Line) -> Iterator[Occurrence]:
    """Yield the required terms of a sentence that the engine saw."""
    for requirement, span, how in zip(
        outcome.sentence.requirements, line.terms, outcome.hows, strict=True
    ):
        yield _occurrence(requirement.match, requirement.form, span, how, outcome)


def _remembered(recalled: Recalled) -> Iterator[Occurrence]:
    """Yield the required terms of a stretch whose translation comes from a memory."""
    for requirement, stand in zip(recalled.sentence.requirements, recalled.standings, strict=True):
        span = None if stand is None else (stand.start, stand.end)
        how = How.FAILED if stand is None else How.MEMORY
        yield _occurrence(requirement.match, requirement.form, span, how)


def _occurrence(
    match: Match,
    form: str,
    span: tuple[int, int] | None,
    how: How,
    outcome: Outcome | None = None,
) -> Occurrence:
    return Occurrence(
        match.concept.id,
        match.pairing.label,
        match.concept.layer,
        match.concept.review is Review.REVIEWED,
        match.surface,
        form,
        (match.start, match.end),
        span,
        how,
        None if outcome is None else round(outcome.first.score, 4),
        None if outcome is None else round(outcome.final.score, 4),
    )
