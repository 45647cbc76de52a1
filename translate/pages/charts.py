"""Bars of the charts: counts as positions, so that the templates draw without arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import Generic, TypeVar

T = TypeVar("T")

WIDTH = 1000
"""Units of a full bar, as in the view box of the drawings."""


@dataclass(frozen=True, slots=True)
class Bar(Generic[T]):
    """A bar: what it stands for, its count, its share of all, where it lies (in `WIDTH`)."""

    of: T
    count: int
    percent: str
    x: float
    width: float


def stacked(counts: Sequence[tuple[T, int]]) -> tuple[Bar[T], ...]:
    """Return bars end to end that fill the width.

    >>> [(b.of, b.x, b.width, b.percent) for b in stacked([("a", 3), ("b", 1)])]
    [('a', 0.0, 750.0, '75%'), ('b', 750.0, 250.0, '25%')]
    """
    total = sum(count for _of, count in counts)
    bars: list[Bar[T]] = []
    x = 0.0
    for of, count in counts:
        width = round(WIDTH * count / total, 2) if total else 0.0
        bars.append(Bar(of, count, percent(count, total), round(x, 2), width))
        x += width
    return tuple(bars)


def ranked(counts: Sequence[tuple[T, int]]) -> tuple[Bar[T], ...]:
    """Return bars that all begin at the left; the longest fills the width.

    Up to ten, a bar has a tenth of the width for each: one finding is not to look like many.

    >>> [b.width for b in ranked([("a", 40), ("b", 10)])], ranked([("a", 1)])[0].width
    ([1000.0, 250.0], 100.0)
    """
    most = max(10, *(count for _of, count in counts)) if counts else 0
    total = sum(count for _of, count in counts)
    return tuple(
        Bar(of, count, percent(count, total), 0.0, round(WIDTH * count / most, 2) if most else 0.0)
        for of, count in counts
    )


def percent(count: int, total: int) -> str:
    """Return a share for people: never 0% of something, never 100% while something is missing.

    >>> percent(1, 3), percent(1, 1000), percent(999, 1000), percent(0, 0)
    ('33%', '<1%', '>99%', '–')
    """
    if not total:
        return "–"
    if 0 < count * 200 <= total:
        return shown_percent("<1")
    if count < total and (total - count) * 200 <= total:
        return shown_percent(">99")
    return shown_percent(f"{100 * count / total:.0f}")


def shown_percent(share: object) -> str:
    """Return a share with its sign, as the language of the page sets it."""
    return _("{share}%").format(share=share)
