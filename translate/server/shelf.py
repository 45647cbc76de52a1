"""Translated files, kept in memory for a while under names that nobody can guess."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from time import monotonic

from glossary.model import Language


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on the shelf: the name it is saved under, its bytes, and until when it is there."""

    name: str
    data: bytes
    until: float


class Shelf:
    """Files by a secret name. Nothing is written to disk, and a request's path opens none.

    Attributes:
        keep: seconds a file stays.
        room: most bytes kept; the oldest files make way.
    """

    def __init__(self, keep: float, room: int, clock: Callable[[], float] = monotonic) -> None:
        self.keep = keep
        self.room = room
        self._clock = clock
        self._kept: dict[str, Kept] = {}

    def put(self, name: str, data: bytes) -> str:
        """Keep a file and return the name under which ``get`` gives it back."""
        self._tidy()
        while self._kept and sum(len(k.data) for k in self._kept.values()) + len(data) > self.room:
            del self._kept[next(iter(self._kept))]
        key = f"{secrets.token_urlsafe(24)}.{name}"
        self._kept[key] = Kept(name, data, self._clock() + self.keep)
        return key

    def get(self, key: str) -> Kept | None:
        """Return a file; None when there is none of that name, or no more."""
        self._tidy()
        return self._kept.get(key)

    def _tidy(self) -> None:
        now = self._clock()
        for key in [key for key, kept in self._kept.items() if kept.until <= now]:
            del self._kept[key]


def translated_name(name: str, target: Language) -> str:
    """Return the name of a translated file, as LibreTranslate makes it, fit for any system.

    >>> translated_name("../Communiqué du 3.md", "en")
    'Communiqué_du_3_en.md'
    """
    last = PurePath(name.replace("\\", "/")).name
    path = PurePath(re.sub(r"[^\w.-]+", "_", last).strip("._") or "file")
    return f"{path.stem[:80]}_{target}{path.suffix[:12]}"
