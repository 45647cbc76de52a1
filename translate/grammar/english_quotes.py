"""The outer quotation marks of English output: double, as the source's only quotation asks.

Engines open a quotation with ' and close it with ", or set the only one of a sentence in single
marks. Style (Guardian, Reuters): double marks outside, single ones inside a quotation. The
typography pass pairs the marks afterwards; it keeps single ones, which a writer may have meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .changes import Change

_OPENS = re.compile(r"(?<![\w'\"])'(?=[\w\[(])(?!\d0s\b|em\b|til\b|tis\b|n'\b)")
_CLOSES = re.compile(r"(?<=[\w.,!?…%)\]])'(?!\w)")
_SOURCE_SINGLE = re.compile(r"(?<![\w'])['‘‹](?=\w)|[‹›]")


def outer_quotes(text: str, source: str) -> Iterator[Change]:
    """Yield double marks for the single ones around the only quotation of a French source.

    >>> [(c.start, c.after) for c in outer_quotes("It was 'useful', he said.", "« utile »")]
    [(7, '"'), (14, '"')]
    >>> list(outer_quotes("The rebels' camp and the '90s.", "« non »"))
    []
    """
    if source.count("«") + source.count("“") + source.count('"') // 2 != 1:
        return
    if _SOURCE_SINGLE.search(source):
        return
    opening = [m.start() for m in _OPENS.finditer(text)]
    double = [m.start() for m in re.finditer('"', text)]
    if len(opening) > 1 or len(double) > 1 or len(opening) + len(double) == 0:
        return
    begin = min(opening + double)
    if len(opening) == len(double) == 1:
        wrong = [] if begin in double else opening
    else:
        closing = _closing(text, begin)
        wrong = [] if closing is None else [*opening, closing]
    for at in wrong:
        yield Change(at, at + 1, "'", '"', "outer-quotes")


def _closing(text: str, begin: int) -> int | None:
    """Return the single mark that closes a quotation; after an s it may be a possessive."""
    found = [m.start() for m in _CLOSES.finditer(text, begin + 1)]
    sure = [at for at in found if text[at - 1] != "s"]
    return sure[-1] if sure else found[0] if found else None
