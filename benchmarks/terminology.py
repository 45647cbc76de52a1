"""Measure the guarantee: term success, quality, identity and time, by direction and mode.

Run from the repository's root:

    python -m benchmarks.terminology                      # every set, tables on standard output
    python -m benchmarks.terminology --sets sahel-dev --ablation --repeats 5
    python -m benchmarks.terminology --limit 50 --json figures.json

Term success on sahel-dev is counted by ``benchmarks/scorer.py``, which knows nothing of the
product, against ``benchmarks/data/sahel-dev-terms.tsv``.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from glossary.model import Glossary
from translate import argos
from translate.cascade.drafts import Cascade, Step
from translate.packages import find as packages

from . import figures, modes, scorer, sets, wmt21
from .modes import MODES, PLAIN, Mode, Run, Runner
from .sets import TestSet


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are figures.

    >>> print(table(["mode", "n"], [["plain", "3"]]))
    | mode | n |
    |---|---:|
    | plain | 3 |
    """
    lines = [heading, ["---", *["---:"] * (len(heading) - 1)], *rows]
    return "\n".join(
        f"|{'|'.join(line)}|" if i == 1 else f"| {' | '.join(line)} |"
        for i, line in enumerate(lines)
    )


def percent(hits: int, total: int) -> str:
    """Return a share for a table, with its total.

    >>> percent(1, 3)
    '33.3 % of 3'
    """
    return f"{100 * hits / total:.1f} % of {total}" if total else "none"


def _quality(run: Run, plain: Run, test: TestSet, mode: Mode) -> dict[str, Any]:
    """Return chrF and BLEU, and their difference to plain."""
    if mode is PLAIN:
        return dict(figures.scores(run.hypotheses, test.references))
    found: dict[str, Any] = {}
    for name, metric in figures.metrics().items():
        difference = figures.compare(metric, run.hypotheses, plain.hypotheses, test.references)
        found[name] = difference.score
        found[f"{name} difference"] = asdict(difference)
    return found


def _quality_cells(row: dict[str, Any]) -> list[str]:
    cells = []
    for name in ("chrF", "BLEU"):
        difference = row.get(f"{name} difference")
        cell = f"{row[name]:.2f}"
        if difference:
            cell += f" ({difference['low']:+.2f} … {difference['high']:+.2f})"
        cells.append(cell)
    difference = row.get("chrF difference")
    verdict = "" if difference is None else ("yes" if difference["not_inferior"] else "no")
    return [*cells, verdict]


def measure(run: Runner, test: TestSet, mode: Mode, plain: Run, repeats: int) -> dict[str, Any]:
    """Return everything we tell about one mode over one set."""
    made = plain if mode is PLAIN else run(test, mode)
    row: dict[str, Any] = {"set": test.name, "direction": test.direction, "mode": mode.name}
    if test.spans:
        scored = scorer.score(made.hypotheses, test.spans)
        for how in ("exact", "inflected"):
            inflected = how == "inflected"
            row[how] = asdict(scorer.rate(scored, inflected=inflected))
            for kind in scorer.KINDS:
                row[f"{how} {kind}"] = asdict(scorer.rate(scored, inflected=inflected, kind=kind))
        met, total = modes.matched(made, scored, test)
        row["matched"] = {"hits": met, "total": total}
        row["misses"] = modes.causes(made, scored, test)
    if test.pairs:
        words = [
            wmt21.prepared(h, p.source) for h, p in zip(made.hypotheses, test.pairs, strict=True)
        ]
        met, total = wmt21.exact_match(words, test.pairs)
        row["exact match"] = {"hits": met, "total": total}
        row["window 2"] = wmt21.window_overlap(words, test.pairs, 2)
        row["window 3"] = wmt21.window_overlap(words, test.pairs, 3)
        row["1-TERm"] = wmt21.one_minus_term(words, test.pairs)
        tokenised = tuple(" ".join(w) for w in words)
        base = tuple(
            " ".join(wmt21.prepared(h, p.source))
            for h, p in zip(plain.hypotheses, test.pairs, strict=True)
        )
        compared = (_with(made, tokenised), _with(plain, base))
        row |= _quality(*compared, test, mode)
    else:
        row |= _quality(made, plain, test, mode)
    row["changed"] = modes.changed(made, plain)
    same, free = modes.identity(made, plain)
    row["identical"] = {"hits": same, "total": free}
    row["hows"], row["findings"] = dict(modes.hows(made)), dict(modes.findings(made))
    row["requests"] = made.requests / max(1, plain.requests)
    if repeats and mode is not PLAIN:
        row["decoding time"], row["whole time"] = modes.time_ratios(run, test, mode, repeats)
    return row


def _with(run: Run, hypotheses: tuple[str, ...]) -> Run:
    return Run(run.result, hypotheses, run.seconds, run.decoding, run.requests)


def show(rows: Sequence[dict[str, Any]]) -> str:
    """Return the Markdown of one set and direction."""
    first = rows[0]
    heading = ["mode"]
    if "exact" in first:
        heading += ["exact", "inflection-aware", *(f"{k}s" for k in scorer.KINDS)]
        heading.append("where matched")
    if "1-TERm" in first:
        heading += ["exact match", "window 2", "window 3", "1-TERm"]
    heading += ["chrF (95 % of differences)", "BLEU", "not inferior", "changed", "identical"]
    heading += ["requests", "decoding time", "whole time"]
    body = []
    for row in rows:
        cells = [row["mode"]]
        if "exact" in row:
            cells += [percent(**row["exact"]), percent(**row["inflected"])]
            cells += [percent(**row[f"inflected {kind}"]) for kind in scorer.KINDS]
            cells.append(percent(**row["matched"]))
        if "1-TERm" in row:
            cells.append(percent(**row["exact match"]))
            cells += [f"{row[name]:.3f}" for name in ("window 2", "window 3", "1-TERm")]
        cells += [*_quality_cells(row), f"{100 * row['changed']:.1f} %"]
        cells += [percent(**row["identical"]), f"{row['requests']:.2f}"]
        cells += [_ratio(row, "decoding time"), _ratio(row, "whole time")]
        body.append(cells)
    return f"### {first['set']}, {first['direction']}\n\n{table(heading, body)}"


def _ratio(row: dict[str, Any], name: str) -> str:
    return f"{row[name]:.2f}" if name in row else ""


def show_causes(rows: Sequence[dict[str, Any]], *, examples: int) -> str:
    """Return how requirements were met, and the misses of the last mode by cause."""
    names = sorted({name for row in rows for name in row["hows"]})
    lines = [
        table(
            ["the product's own ledger", *names, "findings"],
            [
                [
                    row["mode"],
                    *(str(row["hows"].get(name, 0)) for name in names),
                    " ".join(f"{k} {v}" for k, v in sorted(row["findings"].items())) or "none",
                ]
                for row in rows
            ],
        )
    ]
    for row in rows[-1:]:
        for cause, listed in sorted(row.get("misses", {}).items()):
            lines.append(f"\n{row['mode']}, misses by the scorer, {cause}: {len(listed)}\n")
            lines += [f"- {text}" for text in listed[:examples]]
    return "\n".join(lines)


def ablation(run: Runner, test: TestSet, plain: Run, repeats: int) -> str:
    """Return what each step adds (cascade up to it) and what is lost without it."""
    everything = tuple(Step)
    kinds: list[tuple[str, tuple[Step, ...]]] = [("no step", ())]
    kinds += [(f"up to {s.value}", everything[: i + 1]) for i, s in enumerate(everything)]
    for step in everything:
        kinds.append((f"without {step.value}", tuple(s for s in everything if s is not step)))
    body = []
    for name, steps in kinds:
        mode = Mode(name, cascade=Cascade(steps=steps))
        row = measure(run, test, mode, plain, repeats)
        own = sum(n for how, n in row["hows"].items() if how not in ("failed", "ambiguous"))
        body.append(
            [
                name,
                percent(own, sum(row["hows"].values())),
                percent(**row["inflected"]),
                f"{row['chrF']:.2f}",
                f"{row['BLEU']:.2f}",
                f"{row['requests']:.2f}",
                _ratio(row, "decoding time"),
            ]
        )
    heading = ["steps", "own ledger met", "scorer", "chrF", "BLEU", "requests", "decoding time"]
    return f"### Ablation, {test.name}, {test.direction}\n\n{table(heading, body)}"


def no_glossary(test: TestSet) -> str:
    """Return whether an empty glossary gives the bytes of none."""
    engine = argos.load(packages.embedded(test.source, test.target))
    none = modes.run_with(engine, test, PLAIN, None)
    empty = modes.run_with(engine, test, PLAIN, Glossary())
    same = sum(a == b for a, b in zip(none.hypotheses, empty.hypotheses, strict=True))
    return (
        f"{test.name}, {test.direction}: empty glossary and none give the same line in "
        f"{percent(same, len(none.hypotheses))}"
    )


def _modes(test: TestSet) -> tuple[Mode, ...]:
    return (PLAIN, MODES[-1]) if test.name.startswith("flores") else MODES


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sets", nargs="+", choices=list(sets.SETS), default=list(sets.SETS))
    parser.add_argument("--direction", choices=["fr-en", "en-fr"], help="only this one")
    parser.add_argument("--limit", type=int, metavar="N", help="first N sentences of each set")
    parser.add_argument("--repeats", type=int, default=0, metavar="N", help="time with N repeats")
    parser.add_argument("--ablation", action="store_true", help="on sahel-dev, step by step")
    parser.add_argument("--examples", type=int, default=20, help="misses listed for each cause")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    options = parser.parse_args(arguments)
    run = modes.runner()
    rows: list[dict[str, Any]] = []
    command = shlex.join(["python", "-m", "benchmarks.terminology", *(arguments or sys.argv[1:])])
    print(f"`{command}`\n")
    for name in options.sets:
        for whole in sets.SETS[name](sets.evaluation_folder()):
            if options.direction not in (None, f"{whole.source}-{whole.target}"):
                continue
            test = whole.first(options.limit)
            plain = run(test, PLAIN)
            found = [measure(run, test, m, plain, options.repeats) for m in _modes(test)]
            rows += found
            print(f"{show(found)}\n\n{show_causes(found, examples=options.examples)}\n", flush=True)
            if name == "flores":
                print(f"{no_glossary(test)}\n", flush=True)
            if options.ablation and test.spans:
                print(f"{ablation(run, test, plain, options.repeats)}\n", flush=True)
    engine = argos.load(packages.embedded("fr", "en")).signature()
    print("Engine: " + ", ".join(f"{k} {v}" for k, v in sorted(engine.items())))
    for name, signature in figures.signatures(["a"]).items():
        print(f"{name}: {signature}; bootstrap {figures.RESAMPLES}, seed {figures.SEED}")
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
