"""``sahel`` with an engine that needs no model: for measuring and killing the batch, not the words.

The engine answers each sentence with its words in capitals, after BATCH_SLEEP seconds a call;
BATCH_FSYNC seconds pass around every sync to disk, so that kills land between a file's bytes and
its name. Both are 0 unless set in the environment.

    python -m benchmarks.batch_standin batch IN --out OUT --to en --no-glossary
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any

from translate import argos
from translate.cli import main
from translate.engine import (
    Abilities,
    Annotation,
    Hypothesis,
    Marker,
    Request,
    marker,
)

SLEEP = float(os.environ.get("BATCH_SLEEP", "0"))
FSYNC = float(os.environ.get("BATCH_FSYNC", "0"))


class Capitals:
    """The engine."""

    source = "fr"
    target = "en"
    abilities = Abilities(annotations=True, markers=8)

    def signature(self) -> dict[str, str]:
        return {"package": "capitals"}

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
        time.sleep(SLEEP)
        return [(Hypothesis(_say(r), -1.0),) for r in requests]


def _say(request: Request) -> str:
    said = ""
    for piece in request.pieces:
        if isinstance(piece, Marker):
            said += marker(piece.number)
        elif isinstance(piece, Annotation):
            said += piece.target
        else:
            said += piece.upper()
    return said


def _slow_syncs() -> None:
    sync = os.fsync

    def slow(handle: Any) -> None:
        time.sleep(FSYNC / 2)
        sync(handle)
        time.sleep(FSYNC / 2)

    os.fsync = slow


if __name__ == "__main__":
    argos.load = lambda package, **options: Capitals()  # type: ignore[assignment]
    if FSYNC:
        _slow_syncs()
    main(prog_name="sahel")
