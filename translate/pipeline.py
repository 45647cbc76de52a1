"""The way of a document: units, sentences, engine, terms, grammar, document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from glossary.inflect import forms
from glossary.match import Match, matcher_for
from glossary.model import Glossary, Language, Review, other
from glossary.require import Requirement, Standing
from glossary.variants import Variant

from . import __version__
from .cascade.align import realign
from .cascade.drafts import Cascade, How, Outcome, anchors
from .cascade.recut import recut
from .cascade.terminology import enforce
from .consistency import document as consistency
from .consistency.spelling import variant
from .digest import glossary_digest
from .document import Code, Crossed, Document, Made, Unit
from .engine import Engine
from .findings import findings_of
from .grammar import english as grammar_en
from .grammar import french as grammar_fr
from .grammar.changes import Placed, Repaired
from .memory.recalled import Recalled
from .passes import PASSES, Line, Pass, a_or_an, capital, capitals, end_mark
from .passes import grammar as record_grammar
from .prepare import Part, prepare
from .result import Occurrence, Result, SegmentResult, Signature
from .typography.quotes import depth_after
from .typography.style import NAME, style_of, typeset

if TYPE_CHECKING:
    from .memory.recall import Memory

MAX_SENTENCE_TOKENS = 120
"""Longer sentences are cut at clause boundaries: the embedded model never saw longer ones."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose.

    ``passes`` are the named passes that run; ``memory`` is asked before the engine, and never
    written to. ``variant`` is the spelling of English output, None leaves it as it comes;
    ``expand_first`` writes the first mention of a glossary acronym out.
    """

    cascade: Cascade = field(default_factory=Cascade)
    passes: tuple[str, ...] = PASSES
    memory: Memory | None = None
    variant: Variant | None = None
    expand_first: bool = False


def translate_document(
    document: Document,
    engine: Engine,
    glossary: Glossary | None,
    settings: Settings = Settings(),
) -> Result:
    """Translate a document so that the terms of ``glossary`` come out as it says.

    None as glossary is the engine alone. Deterministic: same document, engine, glossary and
    settings, same result.
    """
    return translate_documents([document], engine, glossary, settings)[0]


def translate_documents(
    documents: Sequence[Document],
    engine: Engine,
    glossary: Glossary | None,
    settings: Settings = Settings(),
) -> list[Result]:
    """Translate several documents, the sentences of all of them in common batches."""
    language = engine.source
    matcher = None if glossary is None or not len(glossary) else matcher_for(glossary, language)

    def too_long(text: str) -> bool:
        # a token has a character at least: short texts need no count
        return len(text) > MAX_SENTENCE_TOKENS and engine.count_tokens(text) > MAX_SENTENCE_TOKENS

    prepared = [prepare(d.units, language, matcher, too_long) for d in documents]
    if settings.memory is not None:
        from .memory.reuse import reuse

        prepared = [
            reuse(d.units, parts, settings.memory)
            for d, parts in zip(documents, prepared, strict=True)
        ]
    cascade = replace(settings.cascade, normalise="normalise" in settings.passes)
    sentences = [p.sentence for parts in prepared for p in parts if p.sentence is not None]
    outcomes = iter(enforce(sentences, engine, cascade))
    signature = Signature(
        __version__,
        tuple(sorted(engine.signature().items())),
        "none" if glossary is None else glossary.name,
        "" if glossary is None else glossary_digest(glossary),
        (
            ("passes", " ".join(settings.passes)),
            ("steps", " ".join(s.value for s in cascade.steps)),
            ("annotate", str(cascade.annotate).lower()),
            ("annotate_first", str(cascade.annotate_first).lower()),
            *(() if settings.memory is None else settings.memory.settings),
            *(() if settings.variant is None else (("variant", settings.variant),)),
            *((("expand_first", "true"),) if settings.expand_first else ()),
        ),
    )
    everything = [
        (part, None if part.sentence is None else next(outcomes))
        for parts in prepared
        for part in parts
    ]
    settled = iter(recut(everything, engine, cascade, language))
    results = []
    for document, parts in zip(documents, prepared, strict=True):
        final = [pair for _ in parts for pair in next(settled)]
        pieces = [part for part, _ in final]
        crossed = [_cross(part, outcome, settings) for part, outcome in final]
        crossed = _of_a_piece(document.units, pieces, crossed, language, settings)
        if NAME in settings.passes:
            crossed = _typeset(document.units, pieces, crossed, language)
        results.append(_assemble(document, pieces, crossed, language, signature, settings.passes))
    return results


@dataclass(frozen=True, slots=True)
class _Crossing:
    """A part in the target language, and its outcome where the engine saw it."""

    line: Line
    outcome: Outcome | None
    draft: str


def _cross(part: Part, outcome: Outcome | None, settings: Settings) -> _Crossing:
    """Return a part's translation after all passes of a sentence."""
    if part.recalled is not None and part.recalled.used:
        return _Crossing(Line(part.recalled.text, part.recalled.codes), None, part.recalled.text)
    if part.sentence is None or outcome is None:
        return _Crossing(Line(part.text, part.codes), None, part.text)
    final = outcome.final
    draft, mended = _unmended(outcome)
    line = Line(
        final.text,
        realign(final.restored, part.sentence, anchors(part.sentence, final)),
        final.restored.kept,
        tuple(None if s is None else (s.start, s.end) for s in final.standings),
        mended,
    )
    line = _passes(line, part, outcome, settings)
    return _Crossing(line, outcome, draft)


def _unmended(outcome: Outcome) -> tuple[str, tuple[Pass, ...]]:
    """Return the engine's own words, and the replacements in them as passes to be replayed."""
    final = outcome.final
    if outcome.lost:  # kept spans were put in after the replacements: their offsets moved on
        return final.text, ()
    text = final.text
    for change in reversed(final.edits):
        text = text[: change.start] + change.before + text[change.start + len(change.after) :]
    return text, tuple(Pass("term-repair", (change,)) for change in final.edits)


def _passes(line: Line, part: Part, outcome: Outcome, settings: Settings) -> Line:
    if "grammar" in settings.passes and any(s is not None for s in line.terms):
        placed = [
            _placed(s, requirement)
            for s, requirement in zip(
                outcome.final.standings, outcome.sentence.requirements, strict=True
            )
            if s is not None
        ]
        placed.sort(key=lambda p: p.start)
        repaired = _REPAIR[other(outcome.sentence.language)](line.text, placed)
        line = record_grammar(line, repaired.changes)
    if "a-or-an" in settings.passes and outcome.sentence.language == "fr":
        line = a_or_an(line)
    if settings.variant and "variant" in settings.passes and outcome.sentence.language == "fr":
        line = variant(line, settings.variant, outcome.sentence.requirements)
    if "capital" in settings.passes:
        line = capital(line, part.text)
    if "end-mark" in settings.passes:
        line = end_mark(line, part.text)
    if part.caps:
        keep = [
            span
            for span, r in zip(line.terms, outcome.sentence.requirements, strict=True)
            if span is not None and r.match.pairing.case.value == "exact"
        ]
        line = capitals(line, (*keep, *line.kept))
    return line


def _of_a_piece(
    units: Sequence[Unit],
    parts: Sequence[Part],
    crossed: Sequence[_Crossing],
    language: Language,
    settings: Settings,
) -> list[_Crossing]:
    """Make a document agree with itself: names, first mentions."""
    lines = consistency.settle(
        units,
        parts,
        [c.line for c in crossed],
        language,
        passes=settings.passes,
        expand_first=settings.expand_first,
        variant=settings.variant if "variant" in settings.passes else None,
        repair=_REPAIR[other(language)],
    )
    return [
        crossing if _remembers(part) else replace(crossing, line=line)
        for part, crossing, line in zip(parts, crossed, lines, strict=True)
    ]


def _remembers(part: Part) -> bool:
    """Tell whether a part's translation comes from a memory: a person's words stay as they are."""
    return part.recalled is not None and part.recalled.used


def _typeset(
    units: Sequence[Unit], parts: Sequence[Part], crossed: Sequence[_Crossing], language: Language
) -> list[_Crossing]:
    """Set every line in the typography of its language; quotations may span a unit's sentences."""
    style = style_of(unit.text for unit in units)
    result: list[_Crossing] = []
    depth, unit = 0, -1
    for part, crossing in zip(parts, crossed, strict=True):
        depth, unit = (0 if part.unit != unit else depth), part.unit
        line = crossing.line
        if _remembers(part):
            result.append(crossing)
            depth = depth_after(part.text, language, depth)
            continue
        if part.sentence is None:
            keep = [(a - part.start, b - part.start) for a, b in units[unit].keep]
            line = replace(line, kept=tuple(s for s in keep if s[1] > 0 and s[0] < len(line.text)))
        line = typeset(
            line,
            other(language),
            style,
            source=part.text,
            depth=depth,
            figures_only=part.sentence is None,
        )
        depth = depth_after(part.text, language, depth)
        result.append(replace(crossing, line=line))
    return result


_REPAIR: dict[Language, Callable[[str, Sequence[Placed]], Repaired]] = {
    "fr": grammar_fr.repair,
    "en": grammar_en.repair,
}


def _placed(standing: Standing, requirement: Requirement) -> Placed:
    """Return what grammar repair must know of a term: its grammar and what the form shows."""
    shown = next((f for f in forms(standing.term) if f.form == standing.form), None)
    if shown is None:
        return Placed(standing.start, standing.end, requirement.grammar)
    return Placed(standing.start, standing.end, standing.term.grammar, shown.number, shown.gender)


def _assemble(
    document: Document,
    parts: Sequence[Part],
    crossed: Sequence[_Crossing],
    language: Language,
    signature: Signature,
    passes: Sequence[str],
) -> Result:
    units = document.units
    texts: list[str] = [""] * len(units)
    codes: list[list[Code]] = [[] for _ in units]
    made: list[list[Made]] = [[] for _ in units]
    segments: list[SegmentResult] = []
    for part, crossing in zip(parts, crossed, strict=True):
        offset = len(texts[part.unit])
        codes[part.unit] += [replace(c, at=c.at + offset) for c in crossing.line.codes]
        offset += len(crossing.line.text)
        gap = _gap(part.gap)
        codes[part.unit] += [replace(c, at=offset + min(c.at, len(gap))) for c in part.tail]
        texts[part.unit] += crossing.line.text + gap
        made[part.unit] += _made(part)
        segments.append(_segment(part, crossing, units[part.unit]))
    target = other(language)
    whole = [
        Crossed(text, _kinds(found, unit), min(who, key=_TRUST.index, default="machine"))
        for text, found, unit, who in zip(texts, codes, units, made, strict=True)
    ]
    found = [*findings_of(parts, [c.outcome for c in crossed], segments, signature.glossary_digest)]
    lines = [c.line for c in crossed]
    found += consistency.findings(units, parts, lines, segments, language, passes=passes)
    return Result(
        document.join(whole, target),
        language,
        target,
        tuple(segments),
        tuple(sorted(found, key=lambda f: f.segment)),
        signature,
    )


_TRUST: tuple[Made, ...] = ("machine", "memory", "approved")


def _made(part: Part) -> Iterator[Made]:
    """Yield who made a part's translation; one without words was made by nobody."""
    recalled = part.recalled
    if recalled is not None and recalled.used:
        yield "memory" if recalled.broken or recalled.lost else "approved"
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


def _segment(part: Part, crossing: _Crossing, unit: Unit) -> SegmentResult:
    outcome, line = crossing.outcome, crossing.line
    recalled = part.recalled
    if recalled is not None and recalled.used:
        text = recalled.text
        terms = tuple(_remembered(recalled))
        return SegmentResult(
            part.unit, unit.where, part.text, text, text, text, (), terms, 0, recalled
        )
    if outcome is None:
        return SegmentResult(
            part.unit, unit.where, part.text, line.text, part.text, part.text, line.done, ()
        )
    occurrences = [
        _occurrence(r.match, r.form, span, how, outcome)
        for r, span, how in zip(
            outcome.sentence.requirements, line.terms, outcome.hows, strict=True
        )
    ]
    occurrences += [_occurrence(m, "", None, How.AMBIGUOUS, outcome) for m in part.ambiguous]
    occurrences.sort(key=lambda o: o.source_span)
    return SegmentResult(
        part.unit,
        unit.where,
        part.text,
        line.text,
        outcome.first.text,
        crossing.draft,
        line.done,
        tuple(occurrences),
        1 + outcome.decodings,
        recalled,
    )


def _remembered(recalled: Recalled) -> Iterator[Occurrence]:
    """Yield the terms of a stretch whose translation comes from a memory."""
    for requirement, stand in zip(recalled.sentence.requirements, recalled.standings, strict=True):
        match = requirement.match
        yield Occurrence(
            match.concept.id,
            match.pairing.label,
            match.concept.layer,
            match.concept.review is Review.REVIEWED,
            match.surface,
            requirement.form,
            (match.start, match.end),
            None if stand is None else (stand.start, stand.end),
            How.FAILED if stand is None else How.MEMORY,
        )


def _occurrence(
    match: Match, form: str, span: tuple[int, int] | None, how: How, outcome: Outcome
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
        round(outcome.first.score, 4),
        round(outcome.final.score, 4),
    )
