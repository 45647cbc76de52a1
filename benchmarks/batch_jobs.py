"""What ``sahel batch --jobs N`` gains: the same files with 1, 2 and 3 jobs, in turn.

    python -m benchmarks.batch_jobs SENTENCES [--rounds 3] [--per-file 10]

SENTENCES is a text file in French, a sentence a line. Prints words a second by the clock and the
processor seconds that took, each round and the median; checks that all outputs are equal.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from glossary.curated import curated
from translate import argos
from translate.batch.inputs import expand
from translate.batch.outcome import Order
from translate.batch.run import Batch
from translate.packages import find as packages

from .kill9 import snapshot

JOBS = (1, 2, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--per-file", type=int, default=10)
    parser.add_argument("--limit", type=int, default=400, help="sentences used")
    options = parser.parse_args()
    lines = options.sentences.read_text("utf-8").splitlines()[: options.limit]
    words = sum(len(line.split()) for line in lines)
    engine = argos.load(packages.find("fr", "en"))
    speeds: dict[int, list[float]] = {jobs: [] for jobs in JOBS}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "in").mkdir()
        for n, at in enumerate(range(0, len(lines), options.per_file)):
            text = "\n\n".join(lines[at : at + options.per_file])
            (work / "in" / f"{n:04}.txt").write_text(text + "\n", "utf-8")
        items, _ = expand([str(work / "in")], work / "x")
        wanted: dict[str, bytes] | None = None
        for turn in range(options.rounds + 1):
            for jobs in JOBS:
                out = work / f"{turn}-{jobs}"
                out.mkdir()
                batch = Batch(Order(out, "en", "fr", jobs=jobs), lambda: engine, curated())
                start, cpu = time.monotonic(), time.process_time()
                list(batch.run(items[:4] if turn == 0 else items))
                seconds, used = time.monotonic() - start, time.process_time() - cpu
                if turn == 0:
                    continue  # warming up
                found = snapshot(out)
                wanted = wanted or found
                speeds[jobs].append(words / seconds)
                print(
                    f"round {turn}, jobs {jobs}: {words / seconds:6.0f} words/s, {used:6.1f} s of "
                    f"processor, {'same bytes' if found == wanted else 'OTHER BYTES'}, load "
                    f"{os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    for jobs in JOBS:
        print(f"jobs {jobs}: median {statistics.median(speeds[jobs]):.0f} words/s")


if __name__ == "__main__":
    main()
