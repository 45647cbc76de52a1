"""What the checks say of 200 raw translations whose faults a reader labelled beforehand.

``data/engine-labels.tsv`` has the labels alone: lines of sahel-dev, spans, and a digest of each
pair, for no sentence of the set is kept here. The translations are made again, by the embedded
model alone, without glossary and passes; a pair that comes out otherwise is left out and counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.model import Language
from translate import argos, formats
from translate.packages import find as packages
from translate.pipeline import Settings, translate_document
from translate.result import Finding, Severity

from . import checks_pairs
from .checks_pairs import Clean
from .terminology import percent, table

LABELS = Path(__file__).parent / "data" / "engine-labels.tsv"

CLAIMS = {
    "term": ("term-missing", "term-forbidden", "term-outdated", "demonym-slip", "acronym-changed"),
    "number": ("number-changed", "number-missing", "number-added"),
    "name": ("name-altered", "name-missing", "term-missing", "demonym-slip"),
    "negation": ("negation",),
    "untranslated": ("source-language", "untranslated"),
    "repetition": ("repetition", "doubled-word"),
    "omission": ("length-ratio", "truncated", "attribution", "number-missing"),
    "truncated": ("length-ratio", "truncated", "end-punctuation"),
    "quotes": ("quotation", "quotation-open", "typography-fr", "typography-en"),
    "typography": ("typography-fr", "typography-en", "number-changed", "number-missing"),
    "punctuation": ("end-punctuation",),
    "nonword": (),
    "meaning": (),
}
"""By fault, the checks that may claim to have found one somewhere in the sentence.

``nonword`` and ``meaning`` are what no check looks for; they count for themselves.
"""


@dataclass(frozen=True, slots=True)
class Label:
    """A fault as the reader saw it; ``side`` is ``-`` where it has no place."""

    direction: str
    line: int
    digest: str
    fault: str
    side: str
    start: int
    end: int


def labels(path: Path = LABELS) -> list[Label]:
    """Read the labels; a sentence without fault has one called ``none``."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[2:]]
    return [Label(r[0], int(r[1]), r[2], r[3], r[4], int(r[5]), int(r[6])) for r in rows]


def translations(folder: Path, wanted: Sequence[Label]) -> dict[tuple[str, int], Clean]:
    """Return the engine's own translations of the labelled lines."""
    made: dict[tuple[str, int], Clean] = {}
    rows = checks_pairs.rows(folder, "sahel-dev")
    directions: tuple[tuple[Language, Language], ...] = (("fr", "en"), ("en", "fr"))
    for source, target in directions:
        lines = sorted({x.line for x in wanted if x.direction == f"{source}-{target}"})
        texts = [rows[n - 1][0 if source == "fr" else 1] for n in lines]
        document = formats.read("\n".join(texts) + "\n", name="", format="lines")
        engine = argos.load(packages.embedded(source, target))
        result = translate_document(document, engine, None, Settings(passes=()))
        outputs = str(result.text).rstrip("\n").split("\n")
        for line, text, output in zip(lines, texts, outputs, strict=True):
            made[f"{source}-{target}", line] = Clean("engine", line, text, output, source, target)
    return made


Findings = Callable[[Sequence[Clean]], list[tuple[Finding, ...]]]


def report(folder: Path, findings: Findings, *, show: int) -> str:
    """Return precision by check and recall by fault."""
    listed = labels()
    made = translations(folder, listed)
    by_pair: dict[tuple[str, int], list[Label]] = defaultdict(list)
    for label in listed:
        by_pair[label.direction, label.line].append(label)
    same = {
        key: pair
        for key, pair in made.items()
        if by_pair[key][0].digest
        == hashlib.sha256(f"{pair.source}\n{pair.target}".encode()).hexdigest()[:12]
    }
    told = dict(zip(same, findings(list(same.values())), strict=True))
    lines = [f"{len(same)} of {len(made)} translations are those that were labelled.\n"]
    wrong: list[str] = []
    precise: dict[str, Counter[str]] = defaultdict(Counter)
    for key, found in told.items():
        for finding in found:
            loud = finding.severity is not Severity.INFO
            right = any(_claims(finding, label) for label in by_pair[key])
            precise[finding.check]["warned" if loud else "noted"] += 1
            precise[finding.check]["warned right" if loud else "noted right"] += right
            if loud and not right:
                wrong.append(f"- {key}: {finding.check}: {finding.message}")
    rows = [
        [
            name,
            percent(c["warned right"], c["warned"]),
            percent(c["noted right"], c["noted"]),
        ]
        for name, c in sorted(precise.items())
    ]
    total: Counter[str] = sum(precise.values(), Counter())
    rows.append(
        [
            "**all**",
            percent(total["warned right"], total["warned"]),
            percent(total["noted right"], total["noted"]),
        ]
    )
    lines += [table(["check", "right, of warnings and errors", "right, of notes"], rows), ""]
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for key, found in told.items():
        for label in by_pair[key]:
            if label.fault == "none":
                continue
            mine = [f for f in found if _claims(f, label)]
            seen[label.fault]["all"] += 1
            seen[label.fault]["any"] += bool(mine)
            seen[label.fault]["loud"] += any(f.severity is not Severity.INFO for f in mine)
    rows = [
        [fault, percent(c["loud"], c["all"]), percent(c["any"], c["all"])]
        for fault in CLAIMS
        if (c := seen[fault])["all"]
    ]
    lines += [table(["fault labelled", "warned of", "seen at all"], rows), ""]
    faulty = [k for k in told if any(x.fault != "none" for x in by_pair[k])]
    clean = [k for k in told if k not in faulty]
    lines.append(
        f"Sentences with a fault that are warned of: {_warned(told, faulty)}; "
        f"sentences without one: {_warned(told, clean)}."
    )
    return "\n".join([*lines, *wrong[:show]])


def _warned(
    told: dict[tuple[str, int], tuple[Finding, ...]], keys: Sequence[tuple[str, int]]
) -> str:
    warned = sum(any(f.severity is not Severity.INFO for f in told[k]) for k in keys)
    return percent(warned, len(keys))


def _claims(finding: Finding, label: Label) -> bool:
    """Tell whether a finding is about a labelled fault: at its place, or of its kind."""
    if label.fault not in CLAIMS:
        return False
    if finding.check in CLAIMS[label.fault]:
        # two terms of one sentence are two faults: what has a place on a side must touch it there
        return not (finding.span and finding.side == label.side) or _touch(finding, label)
    return finding.side == label.side and _touch(finding, label)


def _touch(finding: Finding, label: Label) -> bool:
    if finding.span is None:
        return False
    return finding.span[0] < label.end and label.start < finding.span[1]
