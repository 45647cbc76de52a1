"""Choose the number of CPU threads while others use the machine.

A step is as fast as its slowest thread. At the lowest priority, a second thread on a core that
somebody else uses gets a tenth of it, and one thread on the free core is twice as fast as two.
"""

from collections.abc import Callable


class Threads:
    """Tell how many threads the next step should use, from how long the last ones took.

    Every `every` steps one step tries the next other number; the number whose latest step was the
    fastest is used in between.

    >>> threads = Threads(2, every=3)
    >>> [threads.after(s) for s in (1.0, 1.0, 1.0, 3.0, 1.0)]
    [2, 2, 1, 2, 2]
    """

    def __init__(self, most: int, every: int = 12, use: Callable[[int], None] = lambda _: None):
        self._most = most
        self._every = every
        self._use = use
        self._latest: dict[int, float] = {}
        self._steps = 0
        self.count = most

    def after(self, seconds: float) -> int:
        """Take note of a step's duration; returns (and sets) the number for the next step."""
        self._latest[self.count] = seconds
        self._steps += 1
        if self._most > 1 and self._steps % self._every == 0:
            best = min(self._latest, key=self._latest.__getitem__)
            others = [n for n in range(1, self._most + 1) if n != best]
            self.count = others[self._steps // self._every % len(others)]
        else:
            self.count = min(self._latest, key=self._latest.__getitem__)
        self._use(self.count)
        return self.count
