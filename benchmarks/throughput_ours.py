"""Our side of ``benchmarks.throughput``: one mode, a process of its own.

    python -m benchmarks.throughput_ours JOB.json glossary|no-glossary|bare

``bare`` is CTranslate2 alone on the same sentences with the same settings and the largest batches
that pay: what no program around it can beat. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    begun = time.monotonic()
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    mode = sys.argv[2]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: job["cores"]]))

    from translate import argos, formats
    from translate.packages import find as packages
    from translate.pipeline import translate_documents

    engine = argos.load(packages.find(job["source"], job["target"]), threads=job["cores"])
    if mode == "bare":
        run = _bare(engine, job)
    else:
        from glossary.curated import curated

        glossary = curated() if mode == "glossary" else None

        def run(articles: list[list[dict[str, Any]]]) -> str:
            texts = ["\n\n".join(p["text"] for p in article) + "\n" for article in articles]
            documents = [formats.read(text, format="text") for text in texts]
            return str(translate_documents(documents, engine, glossary)[0].content)

    first = run([[{"text": job["first"], "sentences": [job["first"]]}]])
    started = time.monotonic() - begun
    start, cpu = time.monotonic(), time.process_time()
    sample = run(job["articles"]) if job["articles"] else ""
    print(
        json.dumps(
            {
                "first": first,
                "started": started,
                "seconds": time.monotonic() - start,
                "cpu": time.process_time() - cpu,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "sample": sample[:200],
            }
        )
    )


def _bare(engine: Any, job: dict[str, Any]) -> Any:
    from translate.decoding import DECODING

    translator, codec = engine._translator, engine._codec
    prefix = [engine.package.metadata.target_prefix]

    def run(articles: list[list[dict[str, Any]]]) -> str:
        sentences = [s for article in articles for p in article for s in p["sentences"]]
        rows = [codec.encode((sentence,)) for sentence in sentences]
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        found = translator.translate_batch(
            [rows[i] for i in order],
            target_prefix=[prefix] * len(rows),
            max_batch_size=job["bare_batch"],
            batch_type="tokens",
            **DECODING,
        )
        return str(codec.decode(found[order.index(0)].hypotheses[0][1:]))

    return run


if __name__ == "__main__":
    main()
