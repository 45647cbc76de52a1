"""A drop folder: look again and again, take what lies still.

Polling, as it works on every file system, network drives included. A file that is being copied
grows or changes its time between two looks; it is taken when neither did.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .inputs import Item

Stat = tuple[int, int]
"""Size in bytes and time of modification in nanoseconds."""


def stat_of(path: Path) -> Stat | None:
    """Return size and time of a file, None when it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


class Watcher:
    """Remembers how files lay at the last look, and which were taken."""

    def __init__(self) -> None:
        self._seen: dict[Item, Stat] = {}
        self._taken: dict[Item, Stat] = {}

    def look(self, items: Sequence[Item]) -> list[Item]:
        """Return the files that lie as at the last look and were not taken as they are now.

        A file that failed is not taken again before it changes.
        """
        now = {item: stat for item in items if (stat := stat_of(item.path)) is not None}
        ready = [
            item
            for item, stat in now.items()
            if self._seen.get(item) == stat and self._taken.get(item) != stat
        ]
        self._seen = now
        self._taken = {item: stat for item, stat in self._taken.items() if item in now}
        self._taken.update({item: now[item] for item in ready})
        return ready


def watch(
    expand: Callable[[], Sequence[Item]],
    run: Callable[[list[Item]], None],
    interval: float,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Call ``run`` with the files that have come, every ``interval`` seconds, until interrupted.

    Raises:
        KeyboardInterrupt: Ctrl-C; the only way out.
    """
    watcher = Watcher()
    while True:
        if ready := watcher.look(expand()):
            run(ready)
        sleep(interval)
