"""Kill batches with SIGKILL at random moments, resume them, compare with an undisturbed run.

    python -m benchmarks.kill9 [--times 50] [--files 40] [--real] [--jobs 1]

Each time: a fresh output directory; the batch is killed one to three times after random delays; at
once after each kill every output that is there must be whole; then the batch runs to its end, and
the output directory (manifest included) and the reports must equal those of an undisturbed run byte
for byte, without any other file. Ends with status 1 if a single time they did not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SENTENCE = "Les FAMa ont repris la ville de {} le {} mars, selon l'état-major. "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="the real model and glossary")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus(work / "in", options.files)
        run = Runner(work, options.real, options.jobs)
        # twice: the first start of a machine is slower, and delays are drawn from the second
        run.finish("warm")
        started = time.monotonic()
        run.finish("reference")
        whole = time.monotonic() - started
        wanted = snapshot(work / "reference")
        print(f"{options.files} files, undisturbed {whole:.2f} s, engine "
              f"{'embedded' if options.real else 'stand-in'}, jobs {options.jobs}")  # fmt: skip
        print("time  kills at (s)         whole  half  temp  resumed  kept  equal")
        bad = 0
        for time_no in range(1, options.times + 1):
            bad += not one(run, f"t{time_no}", rng, whole, wanted, time_no)
        print(f"{options.times - bad} of {options.times} equal the undisturbed run byte for byte")
        return 1 if bad else 0


def corpus(folder: Path, files: int) -> None:
    """Write small French files in two folders."""
    for n in range(files):
        path = folder / ("nord" if n % 2 else "sud") / f"depeche-{n:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(SENTENCE.format(f"Ville{n}", day) for day in range(1, 2 + n % 7))
        path.write_text(text.strip() + "\n", "utf-8")


class Runner:
    """Starts the command on output directories of its folder."""

    def __init__(self, work: Path, real: bool, jobs: int) -> None:
        self.work = work
        module = "translate.cli" if real else "benchmarks.batch_standin"
        self._command = [sys.executable, "-m", module, "batch", str(work / "in"), "--to", "en"]
        self._command += [
            "--from",
            "fr",
            "--format",
            "json",
            "-q",
            "--jobs",
            str(jobs),
            "--chunk",
            "2000",
        ]
        self._command += [] if real else ["--no-glossary"]
        self._env = {**os.environ, "BATCH_SLEEP": "0.05", "BATCH_FSYNC": "0.01"}

    def start(self, name: str) -> subprocess.Popen[str]:
        out = self.work / name
        return subprocess.Popen(
            [*self._command, "--out", str(out / "out"), "--report-dir", str(out / "reports")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self._env,
        )

    def finish(self, name: str) -> dict[str, int]:
        process = self.start(name)
        stdout, stderr = process.communicate()
        if process.returncode not in (0, 1):
            raise SystemExit(f"the batch ended with {process.returncode}: {stderr}")
        counts: dict[str, int] = json.loads(stdout)["summary"]["files"]
        return counts


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def one(
    run: Runner, name: str, rng: random.Random, whole: float, wanted: dict[str, bytes], number: int
) -> bool:
    """Kill and resume once; print a line of the table."""
    kills: list[float] = []
    half = 0
    for _ in range(rng.randint(1, 3)):
        kills.append(rng.uniform(0.0, whole * 1.05))
        process = run.start(name)
        try:
            process.wait(kills[-1])
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        there = snapshot(run.work / name)
        half += sum(there[key] != wanted[key] for key in there if "/." not in key and key in wanted)
    there = snapshot(run.work / name)
    temporary = sum("/.sahel-" in key and not key.endswith((".jsonl", ".lock")) for key in there)
    complete = sum(key.startswith("out/") and "/." not in key for key in there)
    counts = run.finish(name)
    equal = snapshot(run.work / name) == wanted
    print(
        f"{number:4}  {' '.join(f'{k:5.2f}' for k in kills):20} {complete:5}  {half:4}  "
        f"{temporary:4}  {counts['translated']:7}  {counts['unchanged']:4}  "
        f"{'yes' if equal and not half else 'NO'}",
        flush=True,
    )
    return equal and not half


if __name__ == "__main__":
    raise SystemExit(main())
