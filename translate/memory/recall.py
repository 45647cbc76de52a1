"""Asking a memory: the units of one direction as they were at one moment, in working memory.

Loaded once for a run and never looked up on the disk again: what other processes add meanwhile
cannot make two documents of one run differ, threads need no lock, and the digest in the report is
that of what was really asked.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..document import Code
from .fuzzy import Index
from .model import NOWHERE, Context, Direction, Entry, Hit, Kind, Status, key_of
from .rows import check_readable, entry_of
from .schema import told
from .store import Store, reading

_SOURCE = 2  # place of the source in a row
OFFERED = (Status.APPROVED, Status.UNREVIEWED)
"""What a translation run asks for: what a machine wrote tells it nothing new."""


class Memory:
    """Units of one direction; immutable for those who ask.

    Attributes:
        digest: of these units (``Store.digest``).
        threshold: lowest score of a fuzzy match in per cent; 100 for none.
        strict: a translation that breaks the glossary of today is not used.
    """

    def __init__(
        self,
        rows: Sequence[tuple[Any, ...]],
        digest: str,
        *,
        threshold: int = 75,
        strict: bool = False,
    ) -> None:
        self.digest = digest
        self.threshold = threshold
        self.strict = strict
        self._rows = rows
        self._by_key: dict[str, list[int]] = {}
        for index, row in enumerate(rows):
            self._by_key.setdefault(key_of(row[_SOURCE]), []).append(index)
        self._index: Index | None = None
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process without the index and the lock."""
        return _again, (self._rows, self.digest, self.threshold, self.strict)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def settings(self) -> tuple[tuple[str, str], ...]:
        """What a report's signature says of it."""
        return (
            ("memory", self.digest),
            ("memory_threshold", str(self.threshold)),
            ("memory_strict", str(self.strict).lower()),
        )

    def exact(self, text: str, context: Context, codes: Sequence[Code] = ()) -> Hit | None:
        """Return the best unit of the same text: approved, of the same context and markup, newest.

        ``rivals`` of the hit are the other approved translations that are as good as it but for
        their date.
        """
        found = [entry_of(self._rows[i]) for i in self._by_key.get(key_of(text), ())]
        if not found:
            return None
        kinds = [c.kind for c in codes]

        def rank(entry: Entry) -> tuple[int, bool, bool]:
            same = [c.kind for c in entry.source_codes] == kinds
            return entry.status.rank, not entry.context.answers(context), not same

        found.sort(key=lambda e: (e.origin.changed, e.target), reverse=True)
        found.sort(key=rank)
        best = found[0]
        rivals = {e.target for e in found if e.status is Status.APPROVED and rank(e) == rank(best)}
        kind = Kind.CONTEXT if best.context.answers(context) else Kind.EXACT
        return Hit(best, kind, 100, tuple(sorted(rivals - {best.target})))

    def fuzzy(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        """Return units of texts like ``text``, the best first; the same text is none of them."""
        if self.threshold >= 100 or not text.strip():
            return ()
        with self._lock:
            if self._index is None:
                self._index = Index((row[_SOURCE] for row in self._rows), self.threshold)
        key = key_of(text)
        entries = (
            (entry_of(self._rows[i]), score) for i, score in self._index.find(text, limit=4 * limit)
        )
        # 100 is for the same text: case alone makes 99
        hits = [Hit(e, Kind.FUZZY, min(s, 99)) for e, s in entries if key_of(e.source) != key]
        hits.sort(key=lambda h: (-h.score, h.entry.status.rank))
        return tuple(hits[:limit])

    def look(self, text: str, context: Context = NOWHERE, limit: int = 5) -> tuple[Hit, ...]:
        """Return everything worth showing to a person: the exact hit, then fuzzy ones."""
        exact = self.exact(text, context)
        first = () if exact is None else (exact,)
        return (*first, *self.fuzzy(text, limit))[:limit]


def _again(rows: Sequence[tuple[Any, ...]], digest: str, threshold: int, strict: bool) -> Memory:
    return Memory(rows, digest, threshold=threshold, strict=strict)


def memory_of(
    store: Store,
    direction: Direction,
    *,
    threshold: int = 75,
    strict: bool = False,
    statuses: Sequence[Status] = OFFERED,
) -> Memory:
    """Return the units of an open store, as of now.

    Every unit is looked at here: a damaged one is told before the engine starts, not in the middle
    of a document that happens to ask for it.

    Raises:
        UserError: the memory is damaged.
    """
    known: dict[Any, Any] = {}

    def shared(row: tuple[Any, ...]) -> tuple[Any, ...]:
        check_readable(row)
        # authors, tools, files and dates are the same again and again
        source, target = row[_SOURCE], row[_SOURCE + 1]
        rest = (known.setdefault(v, v) for v in row[_SOURCE + 2 :])
        return (*direction, source, target, *rest)

    with told(store.path), store.moment():
        rows = [shared(row) for row in store.rows(direction, statuses)]
        digest = store.digest(direction, statuses)
    return Memory(rows, digest, threshold=threshold, strict=strict)


def load(path: Path, direction: Direction, *, threshold: int = 75, strict: bool = False) -> Memory:
    """Return what a translation run may ask of the memory in ``path``.

    Raises:
        UserError: missing, damaged, not a memory, or made by a later version.
    """
    with reading(path) as store:
        return memory_of(store, direction, threshold=threshold, strict=strict)
