"""Measure `sahel check`: false alarms, seeded errors found, and real translations of an engine.

Run from the repository's root:

    python -m benchmarks.checks                         # the three tables
    python -m benchmarks.checks --only false-alarms recall
    python -m benchmarks.checks --corpus FILE.tsv.xz --count 5000 --show 20   # to work on rules
    python -m benchmarks.checks --only recall --corpus FILE.tsv.xz --fault scale-changed --show 20

Nothing may be tuned on flores-dev and wmt21-terminology-dev: only counts of them are printed.
Examples are shown of sahel-dev and of a corpus alone.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from glossary.curated import curated
from translate.checks.model import Pair, Place
from translate.checks.run import Settings, check
from translate.result import Finding

from . import checks_corpus, checks_pairs
from .checks_pairs import UNSEEN, Clean
from .checks_recall import RIGHT, UPTO, Text, loud, recall
from .checks_seed import Seeder
from .checks_seed_words import wrong_forms
from .sets import evaluation_folder
from .terminology import percent, table


def findings(texts: Sequence[Clean | Text]) -> list[tuple[Finding, ...]]:
    """Return what the product says of each pair, with its own glossary and settings."""
    pairs = [
        Pair(t.source, t.target, t.source_language, t.target_language, Place(str(i)))  # type: ignore[arg-type]
        for i, t in enumerate(texts)
    ]
    return [p.findings for p in check(pairs, curated(), Settings()).pairs]


# -- false alarms -------------------------------------------------------------------------------


def clean_sets(folder: Path) -> dict[str, list[Clean]]:
    """Return the clean pairs: 500 lines of each unseen set, all of sahel-dev."""
    return {
        **{name: checks_pairs.pairs(folder, name, 500) for name in UNSEEN},
        "sahel-dev": checks_pairs.pairs(folder, "sahel-dev"),
    }


def false_alarms(sets: dict[str, list[Clean]]) -> str:
    """Return the table of pairs with an alarm: in all, and by check."""
    columns: list[tuple[str, int, Counter[str], Counter[str]]] = []
    for name, pairs in sets.items():
        for direction in ("fr-en", "en-fr"):
            mine = [p for p in pairs if p.direction == direction]
            alarms: Counter[str] = Counter()
            notes: Counter[str] = Counter()
            for found in findings(mine):
                for item in {f.check for f in loud(found)}:
                    alarms[item] += 1
                for item in {f.check for f in found} - {f.check for f in loud(found)}:
                    notes[item] += 1
                alarms["any"] += bool(loud(found))
                notes["any"] += bool(found)
            columns.append((f"{name} {direction}", len(mine), alarms, notes))
    heading = ["warnings and errors", *(c[0] for c in columns)]
    first = ["**pairs with one**", *(f"**{percent(c[2]['any'], c[1])}**" for c in columns)]
    names = sorted({n for c in columns for n in c[2]} - {"any"})
    rows = [first, *([n, *(str(c[2][n]) for c in columns)] for n in names)]
    alarms_table = table(heading, rows)
    names = sorted({n for c in columns for n in c[3]} - {"any"})
    rows = [[n, *(str(c[3][n]) for c in columns)] for n in names]
    return f"{alarms_table}\n\n{table(['notes (*info*)', *heading[1:]], rows)}"


# -- seeded errors ------------------------------------------------------------------------------


def seeded_errors(pairs: Sequence[Clean], options: argparse.Namespace) -> str:
    """Return the table of errors found that are put into clean pairs."""
    folder = options.eval
    seeder = Seeder(checks_pairs.lexicon(folder), wrong_forms(), checks_pairs.vocabulary(folder))
    chosen = {"faults": options.fault, "upto": options.upto, "show": options.show}
    return recall(pairs, seeder, findings, **chosen)


# -- the command --------------------------------------------------------------------------------

PARTS = ("false-alarms", "recall", "engine")


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--eval", type=Path, default=evaluation_folder())
    parser.add_argument("--show", type=int, default=0, help="examples, never of an unseen set")
    parser.add_argument("--corpus", type=Path, help="a TSV (.xz) of corpus, French, English")
    parser.add_argument("--name", help="only this corpus of the file")
    parser.add_argument("--count", type=int, default=2000, help="pairs of the corpus")
    parser.add_argument("--check", nargs="+", help="show alarms of these checks only")
    parser.add_argument("--fault", nargs="+", choices=RIGHT, help="put in these faults only")
    parser.add_argument("--upto", type=int, default=UPTO, help="seeded pairs of a fault")
    options = parser.parse_args()
    print(f"`python -m benchmarks.checks {shlex.join(sys.argv[1:])}`\n".replace(" `", "`"))
    if options.corpus is not None:
        pairs = checks_corpus.read(options.corpus, options.name, options.count)
        if "recall" in options.only and options.only is not PARTS:
            print(seeded_errors(pairs, options))
        else:
            print(checks_corpus.report(pairs, findings(pairs), options.show, options.check))
        return
    sets = clean_sets(options.eval)
    if "false-alarms" in options.only:
        print("### False alarms on clean pairs\n", false_alarms(sets), sep="\n", end="\n\n")
    if "recall" in options.only:
        everything = [p for pairs in sets.values() for p in pairs]
        print("### Seeded errors\n", seeded_errors(everything, options), sep="\n", end="\n\n")
    if "engine" in options.only:
        from . import checks_engine  # nothing else here needs an engine

        print("### Real translations\n", sep="")
        print(checks_engine.report(options.eval, findings, show=options.show))


if __name__ == "__main__":
    main()
