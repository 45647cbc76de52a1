"""Who translates the chunks of a batch: threads of this process, or workers elsewhere.

The batch itself decides, reads and writes, always here; a crew only turns chunks into results.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from ..result import Result
from .decide import Todo

Answer = list["Result | str"]
"""For each file of a chunk its result, or why it has none."""


class Crew(Protocol):
    """Takes chunks and gives their answers; at most ``size`` of them are under way at once."""

    size: int

    def submit(self, chunk: Sequence[Todo]) -> Future[Answer]:
        """Begin with a chunk.

        The future raises UserError where no worker can do the work (no engine, none left).
        """

    def close(self) -> None:
        """Drop what was not begun and let go of the workers."""


class Threads:
    """Threads that share this process's engine; one thread is the caller's own."""

    def __init__(self, jobs: int, translate: Callable[[Sequence[Todo]], Answer]) -> None:
        """``translate`` is called with each chunk."""
        self.size = jobs
        self._translate = translate
        self._pool = ThreadPoolExecutor(jobs) if jobs > 1 else None

    def submit(self, chunk: Sequence[Todo]) -> Future[Answer]:
        """Begin with a chunk; with a single job it is finished on return."""
        if self._pool is not None:
            return self._pool.submit(self._translate, chunk)
        done: Future[Answer] = Future()
        done.set_result(self._translate(chunk))
        return done

    def close(self) -> None:
        """Drop what was not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
