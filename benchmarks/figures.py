"""chrF and BLEU with their signatures, and whether a difference is one: paired bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

RESAMPLES = 1000
SEED = 12345
MARGIN = 0.3
"""Not inferior: at most this many points of chrF below the plain engine."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A system's score against the baseline's, over resampled test sets.

    Attributes:
        score, baseline: over the whole set.
        low, high: the middle 95 % of the resampled differences.
        not_inferior: in at least 95 % of the resamples the difference is above ``-MARGIN``.
        better: the share of resamples in which the system is ahead.
    """

    score: float
    baseline: float
    low: float
    high: float
    not_inferior: bool
    better: float


def compare(
    metric: Any, hypotheses: Sequence[str], baseline: Sequence[str], references: Sequence[str]
) -> Difference:
    """Return the paired bootstrap of one metric (Koehn 2004); same input, same numbers."""
    statistics = [
        numpy.array(metric._extract_corpus_statistics(list(side), [list(references)]))
        for side in (hypotheses, baseline)
    ]
    size = len(references)
    random = numpy.random.default_rng(SEED)
    draws = [random.integers(0, size, size) for _ in range(RESAMPLES)]

    def score(table: Any, rows: Any) -> float:
        return float(metric._compute_score_from_stats(table[rows].sum(axis=0).tolist()).score)

    everything = numpy.arange(size)
    found = numpy.array([score(statistics[0], d) - score(statistics[1], d) for d in draws])
    low, high = numpy.percentile(found, [2.5, 97.5])
    return Difference(
        score(statistics[0], everything),
        score(statistics[1], everything),
        float(low),
        float(high),
        bool((found > -MARGIN).mean() >= 0.95),
        float((found > 0).mean()),
    )


def metrics() -> dict[str, Any]:
    """Return the metrics by name, with sacrebleu's own settings."""
    return {"chrF": CHRF(), "BLEU": BLEU(force=True)}  # tokenised text is no accident


def scores(hypotheses: Sequence[str], references: Sequence[str]) -> dict[str, float]:
    """Return the score of each metric over a test set."""
    return {
        name: float(metric.corpus_score(list(hypotheses), [list(references)]).score)
        for name, metric in metrics().items()
    }


def signatures(references: Sequence[str]) -> dict[str, str]:
    """Return sacrebleu's signature of each metric."""
    found = {}
    for name, metric in metrics().items():
        metric.corpus_score(list(references), [list(references)])
        found[name] = str(metric.get_signature())
    return found
