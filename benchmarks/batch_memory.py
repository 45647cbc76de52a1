"""Resident memory of one batch over many small files, with the stand-in engine.

    python -m benchmarks.batch_memory [--files 10000] [--glossary]

Prints the resident memory (MiB) after every tenth of the files, and the time a file takes: reading,
deciding, the pipeline without a model, a report, two synced writes.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from glossary.curated import curated
from translate.batch.inputs import expand
from translate.batch.outcome import Order
from translate.batch.run import Batch

from .batch_standin import Capitals
from .kill9 import corpus


def resident() -> float:
    """Return this process's resident memory in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--glossary", action="store_true", help="with the curated glossary")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus(work / "in", options.files)
        (work / "out").mkdir()
        (work / "reports").mkdir()
        order = Order(work / "out", "en", "fr", report_dir=work / "reports")
        terms = curated() if options.glossary else None
        for name in ("first run", "second run"):
            items, _ = expand([str(work / "in")], order.out)
            batch = Batch(order, Capitals, terms)  # type: ignore[arg-type]
            start, step = time.monotonic(), max(1, options.files // 10)
            print(f"{name}: files  MiB  (listed: {resident():.1f} MiB)")
            for count, _ in enumerate(batch.run(items), 1):
                if count % step == 0 or count == 1:
                    print(f"  {count:7}  {resident():.1f}")
            batch.close()
            seconds = time.monotonic() - start
            print(f"  {seconds:.1f} s, {1000 * seconds / options.files:.2f} ms a file")


if __name__ == "__main__":
    main()
