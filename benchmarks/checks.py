"""Measure `sahel check`: false alarms, seeded errors found, and real translations of an engine.

Run from the repository's root:

    python -m benchmarks.checks                         # the three tables
    python -m benchmarks.checks --only false-alarms recall
    python -m benchmarks.checks --corpus FILE.tsv.xz --count 5000 --show 20   # to work on rules

Nothing may be tuned on flores-dev and wmt21-terminology-dev: only counts of them are printed.
Examples are shown of sahel-dev and of a corpus alone.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.curated import curated
from glossary.match import Matcher
from glossary.model import Language, Status
from translate.checks.model import Pair, Place
from translate.checks.run import Settings, check
from translate.result import Finding, Severity

from . import checks_corpus, checks_engine, checks_pairs
from .checks_pairs import UNSEEN, Clean, Seeded
from .checks_seed import Seeder
from .checks_seed_words import wrong_forms
from .sets import evaluation_folder
from .terminology import percent, table

LOUD = (Severity.ERROR, Severity.WARNING)
UPTO = 250
"""Seeded pairs of one fault, at most."""

TERMS = ("term-missing", "term-forbidden", "term-outdated", "demonym-slip", "term-inconsistent")
NUMBERS = (
    "number-changed",
    "number-missing",
    "number-added",
    "percent",
    "currency",
    "date-changed",
)
LEFT = ("source-language", "untranslated")
LOST = ("truncated", "length-ratio", "end-punctuation")
QUOTES = ("quotation", "quotation-open")
RIGHT = {
    "term-swapped": TERMS,
    "term-wrong": TERMS,
    "term-forbidden": (*TERMS, "acronym-changed"),
    "number-changed": NUMBERS,
    "number-dropped": NUMBERS,
    "numeral-changed": NUMBERS,
    "percent-dropped": NUMBERS,
    "currency-changed": (*NUMBERS, *TERMS),
    "scale-changed": NUMBERS,
    "month-changed": NUMBERS,
    "day-changed": NUMBERS,
    "negation-dropped": ("negation",),
    "negation-added": ("negation",),
    "name-altered": ("name-altered", "name-missing", *TERMS),
    "name-replaced": ("name-altered", "name-missing", *TERMS),
    "name-dropped": ("name-altered", "name-missing", *TERMS),
    "sentence-dropped": LOST,
    "truncated": LOST,
    "word-doubled": ("doubled-word", "repetition"),
    "loop": ("repetition", "doubled-word"),
    "untranslated": LEFT,
    "source-words-left": LEFT,
    "source-word-left": LEFT,
    "quotes-dropped": QUOTES,
    "quotes-unclosed": (*QUOTES, "typography-fr", "typography-en"),
    "bracket-dropped": ("brackets",),
    "end-dropped": ("end-punctuation", "truncated"),
    "end-changed": ("end-punctuation",),
    "spaces-broken": ("typography-fr", "typography-en"),
    "quotes-foreign": ("typography-fr", "typography-en"),
    "figure-foreign": ("typography-fr", "typography-en", *NUMBERS),
    "space-doubled": ("typography-fr", "typography-en"),
    "url-damaged": ("address",),
    "placeholder-damaged": ("placeholder",),
    "printf-damaged": ("placeholder",),
    "markup-damaged": ("markup", "placeholder"),
}
"""The checks that are right about a seeded fault."""


@dataclass(frozen=True, slots=True)
class Text:
    """A source and a target to check, each pair a document of its own."""

    source: str
    target: str
    source_language: Language
    target_language: Language


def findings(texts: Sequence[Clean | Text]) -> list[tuple[Finding, ...]]:
    """Return what the product says of each pair, with its own glossary and settings."""
    pairs = [
        Pair(t.source, t.target, t.source_language, t.target_language, Place(str(i)))  # type: ignore[arg-type]
        for i, t in enumerate(texts)
    ]
    return [p.findings for p in check(pairs, curated(), Settings()).pairs]


def loud(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that make a run unclean."""
    return [f for f in found if f.severity in LOUD]


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


def recall(sets: dict[str, list[Clean]], folder: Path, *, show: int) -> str:
    """Return the table of seeded errors found, by fault.

    An error is *found* when a check that is right about it says something that it does not say
    of the clean pair. The glossary *knows* a term when it finds one at that place of the source.
    """
    seeder = Seeder(checks_pairs.lexicon(folder), wrong_forms(), checks_pairs.vocabulary(folder))
    everything = [p for pairs in sets.values() for p in pairs]
    rows, shown = [], []
    for fault in seeder.faults:
        made = seeder.all(everything, fault, upto=UPTO)
        new = _new_findings(made)
        right = [[f for f in n if f.check in RIGHT[fault]] for n in new]
        cells = [fault, str(len(made))]
        cells.append(percent(sum(bool(loud(r)) for r in right), len(made)))
        cells.append(percent(sum(bool(r) for r in right), len(made)))
        cells.append(percent(sum(bool(loud(n)) for n in new), len(made)))
        known = [bool(loud(r)) for s, r in zip(made, right, strict=True) if _known(s)]
        cells.append(percent(sum(known), len(known)) if fault.startswith("term-") else "")
        rows.append(cells)
        missed = [
            s
            for s, r in zip(made, right, strict=True)
            if not loud(r) and s.clean.set == "sahel-dev" and (not s.term or _known(s))
        ]
        shown += [f"- {fault}: {s.what}: {s.target} | {s.source}" for s in missed[:show]]
    heading = ["fault put in", "pairs", "warned of", "seen at all", "any warning", "where known"]
    return "\n".join([table(heading, rows), *shown])


def _new_findings(made: Sequence[Seeded]) -> list[list[Finding]]:
    """Return for each seeded pair what is said of it and not of the clean one."""
    before = findings([s.clean for s in made])
    after = findings(
        [
            Text(s.source, s.target, s.clean.source_language, s.clean.target_language)  # type: ignore[arg-type]
            for s in made
        ]
    )
    return [
        [f for f in now if (f.check, f.message) not in {(g.check, g.message) for g in then}]
        for then, now in zip(before, after, strict=True)
    ]


_MATCHERS: dict[str, Matcher] = {}


def _known(seeded: Seeded) -> bool:
    """Tell whether the glossary has a term where the damaged one stands, and has a say.

    It has none where it accepts the form put in as one of the same concept (*Peul* for *Fulani*).
    """
    if seeded.term is None:
        return False
    language: Language = seeded.clean.source_language  # type: ignore[assignment]
    matcher = _MATCHERS.setdefault(language, Matcher(curated(), language))
    start, end = seeded.term
    found = [m for m in matcher.find(seeded.source) if m.start < end and start < m.end]
    put_in = seeded.what.split(" -> ")[-1]
    accepted = {
        term.form
        for match in found
        for _, term in match.concept.terms()
        if term.language != language and term.status in (Status.PREFERRED, Status.VARIANT)
    }
    return bool(found) and put_in not in accepted


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
    options = parser.parse_args()
    print(f"`python -m benchmarks.checks {shlex.join(sys.argv[1:])}`\n".replace(" `", "`"))
    if options.corpus is not None:
        pairs = checks_corpus.read(options.corpus, options.name, options.count)
        print(checks_corpus.report(pairs, findings(pairs), options.show, options.check))
        return
    sets = clean_sets(options.eval)
    if "false-alarms" in options.only:
        print("### False alarms on clean pairs\n", false_alarms(sets), sep="\n", end="\n\n")
    if "recall" in options.only:
        print("### Seeded errors\n", recall(sets, options.eval, show=options.show), sep="\n")
        print()
    if "engine" in options.only:
        print("### Real translations\n", sep="")
        print(checks_engine.report(options.eval, findings, show=options.show))


if __name__ == "__main__":
    main()
