"""Run the product over a test set in the modes we compare, and measure what it cost."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from glossary.model import Glossary, Language
from translate import argos, formats
from translate.cascade.drafts import Cascade, How
from translate.engine import Abilities, Engine, Hypothesis, Request
from translate.packages import find as packages
from translate.pipeline import Settings, translate_document
from translate.result import Occurrence, Result, SegmentResult

from .scorer import Scored, Span
from .sets import TestSet


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to run: whether the engine is told that it understands annotations, and how on."""

    name: str
    annotations: bool = True
    glossary: bool = True
    cascade: Cascade = field(default_factory=Cascade)


PLAIN = Mode("plain", glossary=False)
MODES: tuple[Mode, ...] = (
    PLAIN,
    Mode("plain + cascade", annotations=False),
    Mode("annotated", cascade=Cascade(steps=(), annotate_first=True)),
    Mode("annotated first + cascade", cascade=Cascade(annotate_first=True)),
    Mode("annotated + cascade"),  # as shipped: annotations are the cascade's first round
)


class Clocked:
    """An engine that counts the seconds spent in it and the requests it served."""

    def __init__(self, engine: Engine) -> None:
        """Wrap ``engine``."""
        self._engine = engine
        self.source: Language = engine.source
        self.target: Language = engine.target
        self.abilities: Abilities = engine.abilities
        self.seconds = 0.0
        self.requests = 0

    def signature(self) -> dict[str, str]:
        """Return the engine's signature."""
        return self._engine.signature()

    def count_tokens(self, text: str) -> int:
        """Return the engine's count."""
        return self._engine.count_tokens(text)

    def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
        """Translate, and keep the time."""
        start = time.perf_counter()
        found = self._engine.translate(requests)
        self.seconds += time.perf_counter() - start
        self.requests += len(requests)
        return found


@dataclass(frozen=True, slots=True)
class Run:
    """One translation of a test set.

    ``decoding`` are the seconds inside the engine, ``seconds`` those of the whole pipeline.
    """

    result: Result
    hypotheses: tuple[str, ...]
    seconds: float
    decoding: float
    requests: int


Runner = Callable[[TestSet, Mode], Run]


def runner() -> Runner:
    """Return a function that runs a mode over a set; each model is loaded once."""
    engines: dict[tuple[Language, Language, bool], Engine] = {}

    def run(test: TestSet, mode: Mode) -> Run:
        key = (test.source, test.target, mode.annotations)
        if key not in engines:
            package = packages.embedded(test.source, test.target)
            engines[key] = argos.load(package, annotations=mode.annotations)
        return run_with(engines[key], test, mode, test.glossary if mode.glossary else None)

    return run


def run_with(engine: Engine, test: TestSet, mode: Mode, glossary: Glossary | None) -> Run:
    """Translate ``test`` line by line with one engine and glossary."""
    clocked = Clocked(engine)
    document = formats.read("\n".join(test.sources) + "\n", name="", format="lines")
    start = time.perf_counter()
    result = translate_document(document, clocked, glossary, Settings(cascade=mode.cascade))
    seconds = time.perf_counter() - start
    lines = tuple(result.text.rstrip("\n").split("\n"))
    if len(lines) != len(test.sources):
        raise ValueError(f"{len(test.sources)} sentences gave {len(lines)} lines")
    return Run(result, lines, seconds, clocked.seconds, clocked.requests)


def time_ratios(run: Runner, test: TestSet, mode: Mode, repeats: int) -> tuple[float, float]:
    """Return time of ``mode`` over time of plain: in the engine, and in all.

    Medians of the ratios of runs made one right after the other, as machines are noisy.
    """
    decoding, whole = [], []
    for _ in range(repeats):
        base, other = run(test, PLAIN), run(test, mode)
        decoding.append(other.decoding / base.decoding)
        whole.append(other.seconds / base.seconds)
    return statistics.median(decoding), statistics.median(whole)


def changed(run: Run, plain: Run) -> float:
    """Return the share of sentences whose translation is not the plain engine's."""
    pairs = list(zip(run.hypotheses, plain.hypotheses, strict=True))
    return sum(a != b for a, b in pairs) / len(pairs)


def identity(run: Run, plain: Run) -> tuple[int, int]:
    """Return in how many term-free lines the raw draft is the plain engine's, and of how many."""
    base, own = _drafts(plain), _drafts(run)
    with_terms = {s.unit for s in run.result.segments if s.occurrences}
    free = [unit for unit in own if unit not in with_terms]
    return sum(base[unit] == own[unit] for unit in free), len(free)


def _drafts(run: Run) -> dict[int, list[str]]:
    drafts: dict[int, list[str]] = {}
    for segment in run.result.segments:
        drafts.setdefault(segment.unit, []).append(segment.draft)
    return drafts


def hows(run: Run) -> Counter[str]:
    """Return how the glossary's own requirements were met, by count."""
    return Counter(o.how.value for o in run.result.occurrences)


def findings(run: Run) -> Counter[str]:
    """Return the findings by check, those of severity info left out."""
    return Counter(f.check for f in run.result.findings if f.severity.value != "info")


def causes(run: Run, scored: Sequence[Scored], test: TestSet) -> dict[str, list[str]]:
    """Sort the scorer's misses by what the product did at that place of the source.

    ``not matched``: the glossary found no term there; ``another span``: one of other extent;
    ``another form``: it required, and wrote, a form that the scorer does not accept; ``failed``,
    ``ambiguous``: the ledger says so itself; ``said to be met``: the ledger says that a form the
    scorer accepts stands there, and the scorer does not find it (or finds it less often).
    """
    placed = _placed(run, test)
    found: dict[str, list[str]] = {}
    for item in scored:
        if not item.inflected:
            cause, told = _cause(item.span, placed.get(item.span.line, []))
            surface = test.sources[item.span.line - 1][item.span.start : item.span.end]
            text = f"{item.span.line}: {surface} -> {item.span.preferred}{told}"
            found.setdefault(cause, []).append(text)
    return found


def matched(run: Run, scored: Sequence[Scored], test: TestSet) -> tuple[int, int]:
    """Return the term success (inflection-aware) where the glossary found a term at all."""
    placed = _placed(run, test)
    found = [s for s in scored if _touching(s.span, placed.get(s.span.line, []))]
    return sum(s.inflected for s in found), len(found)


def _placed(run: Run, test: TestSet) -> dict[int, list[Occurrence]]:
    """Return occurrences by line, with spans in the line instead of its sentence."""
    placed: dict[int, list[Occurrence]] = {}
    upto: dict[int, int] = {}
    for segment in run.result.segments:
        offset = _offset(segment, test.sources[segment.unit], upto.get(segment.unit, 0))
        upto[segment.unit] = offset + len(segment.source)
        placed.setdefault(segment.unit + 1, []).extend(
            replace(o, source_span=(o.source_span[0] + offset, o.source_span[1] + offset))
            for o in segment.occurrences
        )
    return placed


def _offset(segment: SegmentResult, line: str, after: int) -> int:
    return max(after, line.find(segment.source, after))


def _touching(span: Span, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    return [o for o in occurrences if o.source_span[0] < span.end and span.start < o.source_span[1]]


def _cause(span: Span, occurrences: Sequence[Occurrence]) -> tuple[str, str]:
    touching = _touching(span, occurrences)
    if not touching:
        return "not matched", ""
    same = next((o for o in touching if o.source_span == (span.start, span.end)), None)
    chosen = same or touching[0]
    told = f" ({chosen.concept}: {chosen.surface} -> {chosen.required}, {chosen.how.value})"
    if chosen.how in (How.FAILED, How.AMBIGUOUS):
        return chosen.how.value, told
    if same is None:
        return "another span", told
    return ("said to be met" if chosen.required in span.accepted else "another form"), told
