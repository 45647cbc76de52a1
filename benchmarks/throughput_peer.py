"""The peer of ``benchmarks.throughput``: Argos Translate, run by an interpreter that has it whole.

    PYTHON benchmarks/throughput_peer.py JOB.json

The job names the installed packages' folder and the articles: paragraphs, each with its sentences
as our side split them, so that both translate the same; everything else is Argos Translate's own.
Prints one line of JSON. Imports nothing of ours.
"""

import json
import os
import resource
import sys
import time

begun = time.monotonic()
with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123
    job = json.load(file)
os.environ["ARGOS_PACKAGES_DIR"] = job["packages"]
os.environ["OMP_NUM_THREADS"] = str(job["cores"])
os.environ["ARGOS_INTRA_THREADS"] = str(job["cores"])
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: job["cores"]]))

from argostranslate import translate  # noqa: E402

split = {p["text"]: p["sentences"] for article in job["articles"] for p in article}


class AsGiven:
    """Splits what it was told how to split."""

    def split_sentences(self, text: str) -> list[str]:
        return split.get(text, [text])


translation = translate.get_translation_from_codes(job["source"], job["target"])
inner = getattr(translation, "underlying", translation)
inner.sentencizer = AsGiven()
first = translation.translate(job["first"])
started = time.monotonic() - begun
start, cpu = time.monotonic(), time.process_time()
texts = ["\n".join(p["text"] for p in article) for article in job["articles"]]
done = [translation.translate(text) for text in texts]
print(
    json.dumps(
        {
            "first": first,
            "started": started,
            "seconds": time.monotonic() - start,
            "cpu": time.process_time() - cpu,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "sample": done[0][:200] if done else "",
        }
    )
)
