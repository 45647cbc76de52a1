"""Alarms on a corpus of human translation: where the rules may be worked on."""

from __future__ import annotations

import io
import lzma
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from translate.result import Finding, Severity

from .checks_pairs import Clean


def read(path: Path, name: str | None, count: int, *, seed: int = 0) -> list[Clean]:
    """Return pairs drawn from a file of corpus, French, English; half of them each way."""
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    rows = [line.rstrip("\n").split("\t") for line in io.StringIO(data.decode("utf-8"))]
    found = [(i, r) for i, r in enumerate(rows) if len(r) == 3 and name in (None, r[0])]
    drawn = random.Random(seed).sample(found, min(count, len(found)))
    return [
        Clean(row[0], i + 1, row[1], row[2], "fr", "en")
        if n % 2
        else Clean(row[0], i + 1, row[2], row[1], "en", "fr")
        for n, (i, row) in enumerate(drawn)
    ]


def report(
    pairs: Sequence[Clean],
    found: Sequence[tuple[Finding, ...]],
    show: int,
    only: Sequence[str] | None = None,
) -> str:
    """Return how many pairs have alarms by check, and the first ones of each check."""
    counts: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    with_one = 0
    for pair, listed in zip(pairs, found, strict=True):
        loud = [f for f in listed if f.severity is not Severity.INFO]
        with_one += bool(loud)
        notes.update(f.check for f in listed if f.severity is Severity.INFO)
        for finding in loud:
            counts[finding.check] += 1
            if only is None or finding.check in only:
                text = f"{finding.message} | {pair.source} | {pair.target}"
                shown.setdefault(finding.check, []).append(text)
    lines = [f"{len(pairs)} pairs, {with_one} with an alarm ({100 * with_one / len(pairs):.2f} %)"]
    lines += [f"{count:6} {name}" for name, count in counts.most_common()]
    lines.append("notes: " + ", ".join(f"{name} {count}" for name, count in notes.most_common()))
    for name, texts in shown.items():
        lines += [f"\n{name}", *(f"- {t}" for t in texts[:show])] if show else []
    return "\n".join(lines)
