"""One line on a terminal while a batch runs; nothing where nobody looks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from gettext import gettext as _
from gettext import ngettext

from .outcome import Outcome, Status

_EVERY = 0.1  # seconds between two paintings
_WIDTH = 60  # spaces wipe the line: old Windows consoles know no escape sequences


def clock(seconds: float) -> str:
    """Return a duration as people read it.

    >>> clock(75), clock(3675)
    ('1:15', '1:01:15')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@dataclass
class Progress:
    """Counts files and words; ``write`` gets the line to show, without it nothing is shown.

    The time left follows from the bytes of the sources, as their words are known only once read.
    """

    files: int
    size: int
    write: Callable[[str], None] | None = None
    now: Callable[[], float] = time.monotonic
    done: int = 0
    words: int = 0
    _bytes: int = 0
    _painted: float = field(default=float("-inf"), init=False)
    _start: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._start = self.now()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self.now() - self._start

    def add(self, outcome: Outcome) -> None:
        """Count a file that is done, and show it now and then."""
        self.done += 1
        self._bytes += outcome.size
        if outcome.status is Status.TRANSLATED:
            self.words += outcome.counts.words
        if self.write is not None and (
            self.now() - self._painted > _EVERY or self.done == self.files
        ):
            self._painted = self.now()
            self.write(f"\r{self.line():<{_WIDTH}}")

    def line(self) -> str:
        """Return what is shown: files, words a second, time left."""
        told = ngettext("{done}/{files} file", "{done}/{files} files", self.files)
        text = told.format(done=self.done, files=self.files)
        seconds = self.seconds
        if self.words and seconds > 0:
            text += "  " + _("{rate:.0f} words/s").format(rate=self.words / seconds)
        if self._bytes and self._bytes < self.size:
            rest = clock(seconds * (self.size - self._bytes) / self._bytes)
            text += "  " + _("{time} left").format(time=rest)
        return text

    def end(self) -> None:
        """Take the line away."""
        if self.write is not None:
            self.write(f"\r{'':<{_WIDTH}}\r")
