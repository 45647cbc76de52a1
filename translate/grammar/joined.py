"""Placed terms that stand side by side, joined by commas and "and": subjects of one verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .changes import Placed


def runs(
    text: str, spans: Sequence[Placed], gap: re.Pattern[str]
) -> Iterator[tuple[Sequence[Placed], int]]:
    """Yield two or more neighbouring terms with nothing but ``gap`` between them.

    With each run comes the offset that bounds it on the right: the next term, or the text's end.

    >>> from glossary.model import Grammar
    >>> spans = [Placed(a, a + 1, Grammar()) for a in (0, 3, 9)]
    >>> [(len(run), right) for run, right in runs("A, B has C.", spans, re.compile(", "))]
    [(2, 9)]
    """
    first = 0
    for index in range(1, len(spans) + 1):
        last = index == len(spans)
        if not last and gap.fullmatch(text, spans[index - 1].end, spans[index].start):
            continue
        if index - first >= 2:
            yield spans[first:index], len(text) if last else spans[index].start
        first = index
