"""Pairs of codes around no word: a linked picture, a bookmark, a space in bold.

Taken one by one, their two ends would be moved to the edges of a word and close around it: a link
that the source does not have; and an engine takes their markers for a word. So they do not go
through it, stand at their place as one code, and are taken apart there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..document import Code

Blocks = Mapping[int, tuple[Code, ...]]
"""By the number of the outermost pair, all its codes from one end to the other."""


def empty_pairs(codes: Sequence[Code], text: str) -> dict[int, tuple[Code, ...]]:
    """Return the outermost pairs around no more than white space, with what is in them.

    >>> linked = (Code(3, "<a>", "open", 1), Code(3, "<img>", "standalone", 2),
    ...     Code(3, "</a>", "close", 1))
    >>> [[c.raw for c in block] for block in empty_pairs(linked, "Le chef").values()]
    [['<a>', '<img>', '</a>']]
    """
    ends = {c.pair: i for i, c in enumerate(codes) if c.kind == "close"}
    found: dict[int, tuple[Code, ...]] = {}
    done = -1
    for index, code in enumerate(codes):
        last = ends.get(code.pair, -1) if code.kind == "open" else -1
        if last > index > done and not text[code.at : codes[last].at].strip():
            found[code.pair] = tuple(codes[index : last + 1])
            done = last
    return found


def numbers(blocks: Blocks) -> frozenset[int]:
    """Return the numbers of all codes in ``blocks``."""
    return frozenset(c.pair for block in blocks.values() for c in block)


def as_one(codes: Sequence[Code], blocks: Blocks) -> tuple[Code, ...]:
    """Return ``codes`` with one in the place of each block."""
    inside = numbers(blocks)
    return tuple(
        Code(c.at, "", "standalone", c.pair) if c.pair in inside else c
        for c in codes
        if c.pair not in inside or (c.pair in blocks and c.kind == "open")
    )


def apart(codes: Sequence[Code], blocks: Blocks) -> tuple[Code, ...]:
    """Return ``codes`` with all of a block where one stood for it."""
    return tuple(
        Code(one.at, code.raw, code.kind, code.pair)
        for one in codes
        for code in blocks.get(one.pair, (one,))
    )
