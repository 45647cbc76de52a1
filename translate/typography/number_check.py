"""Compare the numbers of a source and its translation.

A figure is never changed in value: what the source counts, the translation counts. The check
forgives what is no error (twelve for 12, the 1990s for *années 90*, 2 p.m. for 14 h, a number said
twice on one side) because a check that cries wolf is switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .numbers import Figure, Written


@dataclass(frozen=True, slots=True)
class Comparison:
    """What does not answer: source figures without one, target figures without one, and the pair
    that was most likely meant for each other (then neither is listed as missing or added)."""

    missing: tuple[Figure, ...] = ()
    added: tuple[Figure, ...] = ()
    changed: tuple[tuple[Figure, Figure], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.missing or self.added or self.changed)


def compare(source: Sequence[Figure], target: Sequence[Figure]) -> Comparison:
    """Return how the numbers of two texts differ; the order of numbers does not matter.

    Figures are paired by value, then by any value they may have. Only numbers in digits are missing
    or added. One number left on each side, in digits or in words, is one number changed.

    >>> from translate.typography.numbers import figures
    >>> found = compare(figures("12 tués, 3 blessés", "fr"), figures("3 wounded, 13 killed", "en"))
    >>> [(str(a.value), str(b.value)) for a, b in found.changed]
    [('12', '13')]
    """
    left, right = list(source), list(target)
    for same in _STEPS:
        _pair(left, right, same)
    lost = [f for f in left if f.written is not Written.LOOSE and not _said(f, target)]
    new = [f for f in right if f.written is not Written.LOOSE and not _said(f, source)]
    left_over = [f for f in left if f.written is not Written.LOOSE]
    right_over = [f for f in right if f.written is not Written.LOOSE]
    if len(left_over) == len(right_over) == 1 and (lost or new):
        return Comparison(changed=((left_over[0], right_over[0]),))
    return Comparison(
        tuple(f for f in lost if f.written is Written.DIGITS),
        tuple(f for f in new if f.written is Written.DIGITS),
    )


def _equal(one: Figure, two: Figure) -> bool:
    return one.value == two.value


def _may_equal(one: Figure, two: Figure) -> bool:
    return any(v in two.values for v in one.values)


_Same = Callable[[Figure, Figure], bool]
_STEPS: tuple[_Same, ...] = (
    lambda a, b: a.written is b.written and a.kind is b.kind and _equal(a, b),
    _equal,
    lambda a, b: Written.LOOSE not in (a.written, b.written) and _may_equal(a, b),
    _may_equal,
)


def _pair(left: list[Figure], right: list[Figure], same: _Same) -> None:
    """Take out of both lists what answers each other."""
    for figure in list(left):
        answer = next((f for f in right if same(figure, f)), None)
        if answer is not None:
            left.remove(figure)
            right.remove(answer)


def _said(figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether the other text says the number at all: it may say it once for two times."""
    return any(_may_equal(figure, other) for other in others)
