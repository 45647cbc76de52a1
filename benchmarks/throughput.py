"""Words a second, memory and start-up beside Argos Translate and bare CTranslate2.

    python -m benchmarks.throughput SENTENCES --peer PYTHON [--articles 200] [--rounds 3]

SENTENCES is a text file in French, a sentence a line; articles of twelve sentences in three
paragraphs are made of it. PYTHON is the interpreter of an environment with the whole of Argos
Translate (torch and stanza included). All run with the same weights, the same sentences and beam,
one after the other in each round, each in a process of its own; figures are medians of the rounds'
ratios, as machines are noisy. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translate.packages import files as packages
from translate.sentences.segment import split

ROOT = Path(__file__).parent.parent
OURS = ("glossary", "no-glossary")
BARE = (512, 2048)  # tokens a batch; the better one counts
FIRST = "Les soldats sont arrivés à Gao."
PER_ARTICLE, PER_PARAGRAPH = 12, 4


def articles_of(lines: Sequence[str], count: int) -> list[list[dict[str, Any]]]:
    """Return articles of paragraphs, each with the sentences our splitter finds in it."""
    found = []
    for number in range(count):
        at = number * PER_ARTICLE
        own = [lines[(at + i) % len(lines)] for i in range(PER_ARTICLE)]
        # no two paragraphs are the same, as an engine may remember what it has translated
        own[0] = f"{own[0]} Dépêche {number}."
        texts = [" ".join(own[i : i + PER_PARAGRAPH]) for i in range(0, PER_ARTICLE, PER_PARAGRAPH)]
        found.append(
            [{"text": t, "sentences": [t[s.start : s.end] for s in split(t, "fr")]} for t in texts]
        )
    return found


def run(command: Sequence[str], job: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Run one side on a job; returns what it printed and the wall time of the process."""
    path = folder / "job.json"
    path.write_text(json.dumps(job), "utf-8")
    start = time.monotonic()
    done = subprocess.run(
        [part if part != "JOB" else str(path) for part in command],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return {**json.loads(done.stdout.splitlines()[-1]), "wall": time.monotonic() - start}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--peer", required=True, help="interpreter that has Argos Translate whole")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", type=int, nargs="*", default=[1, 2])
    options = parser.parse_args()
    lines = options.sentences.read_text("utf-8").splitlines()
    articles = articles_of(lines, options.articles)
    words = sum(len(p["text"].split()) for article in articles for p in article)
    print(f"{options.articles} articles, {words} words, load at start {os.getloadavg()[0]:.1f}\n")
    ours = [sys.executable, "-m", "benchmarks.throughput_ours", "JOB"]
    sides = {mode: [*ours, mode] for mode in OURS}
    sides |= {f"bare {size}": [*ours, "bare"] for size in BARE}
    sides["argostranslate"] = [options.peer, "benchmarks/throughput_peer.py", "JOB"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        job = {"source": "fr", "target": "en", "first": FIRST, "packages": str(folder / "packages")}
        for archive in packages.export(folder / "archives"):
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(folder / "packages")
        print(
            "| cores | side | words/s | words a CPU second | peak, MiB | speed of argostranslate |"
        )
        print("|---:|---|---:|---:|---:|---:|")
        for cores in options.cores:
            rounds: list[dict[str, dict[str, Any]]] = []
            for _ in range(options.rounds):
                took = {}
                for side, command in sides.items():
                    own = {**job, "cores": cores, "articles": articles}
                    own["bare_batch"] = int(side.split()[1]) if side.startswith("bare") else 0
                    took[side] = run(command, own, folder)
                rounds.append(took)
            for side in sides:
                ratio = _median(r["argostranslate"]["seconds"] / r[side]["seconds"] for r in rounds)
                speed = _median(words / r[side]["seconds"] for r in rounds)
                each = _median(words / r[side]["cpu"] for r in rounds)
                peak = _median(r[side]["peak"] for r in rounds)
                print(f"| {cores} | {side} | {speed:.0f} | {each:.0f} | {peak:.0f} | {ratio:.2f} |")
            best = [min(r[f"bare {s}"]["seconds"] for s in BARE) for r in rounds]
            share = _median(
                b / r["no-glossary"]["seconds"] for b, r in zip(best, rounds, strict=True)
            )
            print(f"\nno-glossary gives {share:.0%} of bare CTranslate2 on {cores} core(s)\n")
        job |= {"cores": 1, "articles": [], "bare_batch": 512}
        starts = [
            {s: run(sides[s], job, folder) for s in ("glossary", "argostranslate")}
            for _ in range(max(5, options.rounds))
        ]
        print("| start-up to first sentence | seconds | share of argostranslate's |")
        print("|---|---:|---:|")
        for side in ("glossary", "argostranslate"):
            seconds = _median(s[side]["wall"] for s in starts)
            share = _median(s[side]["wall"] / s["argostranslate"]["wall"] for s in starts)
            print(f"| {side} | {seconds:.2f} | {share:.3f} |")


def _median(values: Any) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
