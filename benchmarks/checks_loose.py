"""Which terms good translators render freely: what `translate/checks/loose.py` is read off.

    python -m benchmarks.checks_loose FOLDER --count 5000

prints, by the language of the source, the concepts that human translations leave without an answer
more than six times in a hundred, three times at least or twice in twenty. Never read on an unseen
set. Names of groups and organisations are left out: no translator is free to drop them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from glossary.curated import curated
from translate.checks.answer import How, is_proper
from translate.checks.model import Pair
from translate.checks.reading import Reading, terms_of

from . import checks_corpus
from .checks_pairs import Clean

CORPORA = (
    ("sahel.tsv", None),
    ("research-only-1.tsv.xz", "lig-potet-news"),
    ("research-only-1.tsv.xz", "newstest2008-2012"),
    ("europarl-2.tsv.xz", None),
    ("general-1.tsv.xz", "canada-gov-digital"),
    ("general-1.tsv.xz", "intl-development"),
)
SHARE, LEAST = 0.06, 3


def unanswered(pairs: Iterable[Clean]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Return how often each concept stands in a source, by language, and stays without answer."""
    terms = terms_of(curated())
    seen: Counter[tuple[str, str]] = Counter()
    lost: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        languages = pair.source_language, pair.target_language
        for answer in Reading(Pair(pair.source, pair.target, *languages), terms).answers:  # type: ignore[arg-type]
            domain = answer.match.concept.domain
            if is_proper(answer.match) and domain in ("armed-groups", "organisations"):
                continue
            key = pair.source_language, answer.match.concept.id
            seen[key] += 1
            lost[key] += answer.how is How.MISSING
    return seen, lost


def main() -> None:
    """Print the lists."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=5000, help="pairs of each corpus, both ways")
    options = parser.parse_args()
    seen: Counter[tuple[str, str]] = Counter()
    lost: Counter[tuple[str, str]] = Counter()
    read = 0
    for file, name in CORPORA:
        pairs = checks_corpus.read(options.folder / file, name, options.count, seed=1)
        pairs += [
            Clean(p.set, p.line, p.target, p.source, p.target_language, p.source_language)
            for p in pairs
        ]
        read += len(pairs)
        for total, part in zip((seen, lost), unanswered(pairs), strict=True):
            total.update(part)
    for language in ("fr", "en"):
        found = sorted(
            concept
            for (where, concept), count in lost.items()
            if where == language
            and (count >= LEAST or (count == 2 and seen[where, concept] <= 20))
            and count > SHARE * seen[where, concept]
        )
        print(f"{language}: {len(found)} of {read} checked pairs\n{' '.join(found)}")


if __name__ == "__main__":
    main()
