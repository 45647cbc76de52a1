"""What stands around a match: spans that are closed, and the words that guards ask for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from .model import Guard
from .text import fold, fold_key


class Spans:
    """Spans of a text in which nothing is looked for; those that overlap are made one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return at > 0 and start < self._ends[at - 1]


class Passage:
    """The words around a match, for guards; folded when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._key: str | None = None

    def allows(self, guard: Guard) -> bool:
        if not guard.requires and not guard.excludes:
            return True
        if self._key is None:
            self._key = fold(self._text).key
        if any(_pattern(w).search(self._key) for w in guard.excludes):
            return False
        return not guard.requires or any(_pattern(w).search(self._key) for w in guard.requires)


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Return the pattern of a guard's word or phrase; a final ``*`` stands for any ending."""
    stem = word.endswith("*")
    escaped = re.escape(fold_key(word.rstrip("*")))
    return re.compile(rf"(?<!\w){escaped}" + ("" if stem else r"(?!\w)"))
