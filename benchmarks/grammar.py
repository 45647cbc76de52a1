"""Measure grammar around terms: faults within three words of a term, in all sahel-dev outputs.

Run from the repository's root:

    python -m benchmarks.grammar
    python -m benchmarks.grammar --limit 50 --examples 100

The rules are those of ``benchmarks/grammar_rules.py``, not of the product, and the terms those of
``benchmarks/data/sahel-dev-terms.tsv`` where one of their accepted forms stands in the output.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from . import modes, sets
from .grammar_rules import Entry, faults, read_entries, window
from .modes import MODES, PLAIN
from .scorer import Span, find, plain
from .terminology import percent, table


@dataclass(frozen=True, slots=True)
class Case:
    """A fault near a term, to show."""

    line: int
    rule: str
    text: str


def terms_in(text: str, spans: Sequence[Span], language: str) -> list[tuple[int, int]]:
    """Return where accepted forms of a line's terms stand, each place once, none overlapping."""
    found = {
        place
        for span in spans
        for form in span.accepted
        for place in find(text, plain(form), language, exact_case=span.kind != "noun")
    }
    chosen: list[tuple[int, int]] = []
    for place in sorted(found, key=lambda p: (p[0], -p[1])):
        if not chosen or place[0] >= chosen[-1][1]:
            chosen.append(place)
    return chosen


def near_terms(
    hypotheses: Sequence[str], spans: Sequence[Span], language: str, entries: Sequence[Entry]
) -> tuple[int, list[Case]]:
    """Return how many term occurrences there are, and the faults near them."""
    occurrences = 0
    cases: list[Case] = []
    for line, hypothesis in enumerate(hypotheses, start=1):
        text = plain(hypothesis)
        places = terms_in(text, [s for s in spans if s.line == line], language)
        occurrences += len(places)
        near = [window(text, *place) for place in places]
        for fault in faults(text, language, entries):
            if any(fault.start < b and a < fault.end for a, b in near):
                left, right = max(0, fault.start - 30), fault.end + 30
                shown = (
                    f"{text[left : fault.start]}**{text[fault.start : fault.end]}**"
                    f"{text[fault.end : right]}"
                )
                cases.append(Case(line, fault.rule, shown))
    return occurrences, cases


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limit", type=int, metavar="N", help="first N sentences")
    parser.add_argument("--examples", type=int, default=30, help="faults shown for each direction")
    options = parser.parse_args(arguments)
    print(f"`{shlex.join(['python', '-m', 'benchmarks.grammar', *(arguments or sys.argv[1:])])}`\n")
    entries = read_entries()
    run = modes.runner()
    for whole in sets.sahel(sets.evaluation_folder()):
        test = whole.first(options.limit)
        counted: dict[str, tuple[int, list[Case]]] = {}
        for mode in (PLAIN, MODES[1], MODES[-1]):
            made = run(test, mode)
            counted[mode.name] = near_terms(made.hypotheses, test.spans, test.target, entries)
        rules = sorted({case.rule for _, cases in counted.values() for case in cases})
        rows = []
        for name, (occurrences, cases) in counted.items():
            by_rule = Counter(case.rule for case in cases)
            cells = [str(by_rule.get(rule, 0)) for rule in rules]
            rows.append([name, str(occurrences), percent(len(cases), occurrences), *cells])
        heading = ["mode", "terms", "faults within three words", *rules]
        print(
            f"### Grammar around terms, {test.name}, {test.direction}\n\n{table(heading, rows)}\n"
        )
        for case in counted[MODES[-1].name][1][: options.examples]:
            print(f"- {case.line}, {case.rule}: {case.text}")
        print(flush=True)


if __name__ == "__main__":
    main()
