"""What a translation memory costs: adding, loading, exact and fuzzy look-ups.

    python -m benchmarks.memory_search SENTENCES [--units 100000] [--queries 500]

SENTENCES is a text file, a sentence a line. Each query is a sentence of the memory with one word
changed, or (for the worst case) a sentence that is not in it. Prints processor time, the memory of
the process, and for some queries compares with looking at every unit.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz.distance import Levenshtein

from translate.memory.fuzzy import words_of
from translate.memory.model import NOWHERE, Entry
from translate.memory.recall import load
from translate.memory.store import writing

_T = TypeVar("_T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--threshold", type=int, default=75)
    options = parser.parse_args()
    lines = list(dict.fromkeys(options.sentences.read_text("utf-8").splitlines()))
    known, unknown = lines[: options.units], lines[options.units :][: options.queries]
    chance = random.Random(1)
    queries = [changed(line, chance) for line in chance.sample(known, options.queries)]
    words = sum(len(words_of(line)) for line in known) / len(known)
    print(f"{len(known)} units of {words:.1f} words and marks on average")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.sqlite"
        with writing(path) as store:
            timed("add", lambda: store.add(Entry("fr", "en", line, line) for line in known))
        print(f"file: {path.stat().st_size / 2**20:.1f} MiB")
        start = resident()
        memory = timed("load", lambda: load(path, ("fr", "en"), threshold=options.threshold))
        timed("exact", lambda: [memory.exact(q, NOWHERE) for q in known[:5000]], per=5000)
        timed("index (once a run)", lambda: memory.fuzzy(queries[0]))
        print(f"resident: {resident() - start:.0f} MiB for the memory and its index")
        found = timed("fuzzy, one word changed", lambda: ask(memory, queries), per=len(queries))
        print(f"  found: {sum(map(bool, found))} of {len(found)}")
        if unknown:
            found = timed("fuzzy, not there", lambda: ask(memory, unknown), per=len(unknown))
            print(f"  found: {sum(map(bool, found))} of {len(found)}")
        split = [words_of(line) for line in known]
        missed = 0
        for query in queries[:20]:
            best = max(
                Levenshtein.normalized_similarity(words_of(query), words, score_cutoff=0.5)
                for words in split
            )
            hits = memory.fuzzy(query, limit=1)
            wanted = int(best * 100 + 1e-9) if best * 100 >= options.threshold - 1e-9 else 0
            missed += (hits[0].score if hits else 0) != wanted
        print(f"compared with every unit: {missed} of {len(queries[:20])} queries differ")


def ask(memory: Any, queries: list[str]) -> list[Any]:
    return [memory.fuzzy(query) for query in queries]


def changed(line: str, chance: random.Random) -> str:
    """Return the sentence with one word changed."""
    words = line.split()
    words[chance.randrange(len(words))] = "autrement"
    return " ".join(words)


def timed(name: str, work: Callable[[], _T], per: int = 1) -> _T:
    start = time.process_time()
    result = work()
    spent = time.process_time() - start
    print(f"{name}: {spent:.2f} s" + (f", {spent / per * 1000:.2f} ms each" if per > 1 else ""))
    return result


def resident() -> float:
    """Return the memory of this process now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
