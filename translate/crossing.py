"""What a sentence becomes in the other language once the engine has answered.

Sentence by sentence (:func:`cross`), then over the whole document: what must agree
(:func:`agree`), and typography (:func:`set_type`), in which quotations span sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from glossary.model import Language, other

from .cascade.align import realign
from .cascade.drafts import Outcome, anchors
from .consistency import document as consistency
from .consistency.spelling import variant
from .document import Unit
from .grammar import english, french
from .grammar.changes import Placed, Repaired
from .grammar.compared import compared
from .grammar.placing import placed
from .passes import Line, Pass, a_or_an, capital, capitals, ellipsis, end_mark
from .passes import grammar as record_grammar
from .prepare import Part
from .settings import Settings
from .typography import style
from .typography.quotes import depth_after

_CAPITAL_INSIDE = re.compile(r"\w[A-ZÀ-Þ]")
"""Writing that capitals would take away: FAMa, but not Ber, which is a name like any other."""

_REPAIR: dict[Language, Callable[[str, Sequence[Placed]], Repaired]] = {
    "fr": french.repair,
    "en": english.repair,
}


@dataclass(frozen=True, slots=True)
class Crossing:
    """A part in the target language, and its outcome where the engine saw it.

    ``draft`` is what it began as: replaying the passes of ``line`` on it gives its text.
    """

    line: Line
    outcome: Outcome | None
    draft: str


def cross(part: Part, outcome: Outcome | None, settings: Settings) -> Crossing:
    """Return a part's translation after all passes of a sentence."""
    if (ready := part.ready) is not None:
        return Crossing(Line(ready.text, ready.codes), None, ready.text)
    if part.sentence is None or outcome is None:
        return Crossing(Line(part.text, part.codes), None, part.text)
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
    return Crossing(line, outcome, draft)


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
        wanted = zip(outcome.final.standings, outcome.sentence.requirements, strict=True)
        terms = [placed(s, requirement) for s, requirement in wanted if s is not None]
        terms.sort(key=lambda p: p.start)
        repaired = _REPAIR[other(outcome.sentence.language)](line.text, terms)
        line = record_grammar(line, repaired.changes)
    if "grammar" in settings.passes:
        target = other(outcome.sentence.language)
        line = record_grammar(line, compared(line.text, part.text, target, line.terms))
    if "a-or-an" in settings.passes and outcome.sentence.language == "fr":
        line = a_or_an(line)
    if settings.variant and "variant" in settings.passes and outcome.sentence.language == "fr":
        line = variant(line, settings.variant, outcome.sentence.requirements)
    if "capital" in settings.passes:
        line = capital(line, part.text)
    if "end-mark" in settings.passes:
        line = ellipsis(end_mark(line, part.text), part.text)
    if part.caps:
        keep = [
            span
            for span, r in zip(line.terms, outcome.sentence.requirements, strict=True)
            if span is not None
            and r.match.pairing.case.value == "exact"
            and _CAPITAL_INSIDE.search(line.text[slice(*span)])
        ]
        line = capitals(line, (*keep, *line.kept))
    return line


def agree(
    units: Sequence[Unit],
    parts: Sequence[Part],
    crossed: Sequence[Crossing],
    language: Language,
    settings: Settings,
) -> list[Crossing]:
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
        crossing if part.ready else replace(crossing, line=line)
        for part, crossing, line in zip(parts, crossed, lines, strict=True)
    ]


def set_type(
    units: Sequence[Unit], parts: Sequence[Part], crossed: Sequence[Crossing], language: Language
) -> list[Crossing]:
    """Set every line in the typography of its language; quotations may span a unit's sentences."""
    own = style.style_of(unit.text for unit in units)
    result: list[Crossing] = []
    depth, unit = 0, -1
    for part, crossing in zip(parts, crossed, strict=True):
        depth, unit = (0 if part.unit != unit else depth), part.unit
        if not part.ready:
            bare = part.sentence is None
            line = style.typeset(
                _guarded(crossing.line, part, units[unit]) if bare else crossing.line,
                other(language),
                own,
                source=part.text,
                depth=depth,
                figures_only=bare,
            )
            crossing = replace(crossing, line=line)
        result.append(crossing)
        depth = depth_after(part.text, language, depth)
    return result


def _guarded(line: Line, part: Part, unit: Unit) -> Line:
    """Return the line of a stretch without words with the spans that its unit keeps."""
    keep = [(a - part.start, b - part.start) for a, b in unit.keep]
    return replace(line, kept=tuple(s for s in keep if s[1] > 0 and s[0] < len(line.text)))
