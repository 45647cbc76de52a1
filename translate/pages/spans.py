"""Text cut where terms and notes begin and end, so that each piece can be marked on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..result import Side
from .model import Row, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same notes lie, by their numbers.

    An empty text is a place where a note says that something is missing.
    """

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces in a row over which the same terms lie, by their index in the row."""

    terms: tuple[int, ...]
    pieces: tuple[Piece, ...]


def runs(row: Row, side: Side) -> tuple[Run, ...]:
    """Return one side of a row, cut: joined, the pieces are the text again.

    Terms are the outer marks, as they are what is linked; a note that crosses the border of a
    term is marked on both sides of it.

    >>> from .model import Term
    >>> row = Row(1, "", "the FAMa", "les FAMa", (Term(0, (4, 8), (4, 8), "native"),))
    >>> [(r.terms, "".join(p.text for p in r.pieces)) for r in runs(row, "target")]
    [((), 'les '), ((0,), 'FAMa')]
    """
    text = (row.source or "") if side == "source" else row.target
    terms = [
        (i, s)
        for i, t in enumerate(row.terms)
        if (s := _inside(t.source if side == "source" else t.target, text)) and s[0] < s[1]
    ]
    notes = [(n.number, s) for n in row.notes if n.side == side and (s := _inside(n.span, text))]
    cuts = sorted({0, len(text), *(at for _, span in (*terms, *notes) for at in span)})
    empty = {s[0]: tuple(n for n, t in notes if t == s) for _, s in notes if s[0] == s[1]}
    done: list[Run] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        if start in empty:
            within = [(i, s) for i, s in terms if s[0] < start]
            _add(done, _over(within, start), Piece("", empty[start]))
        if start < end:
            _add(done, _over(terms, start), Piece(text[start:end], _over(notes, start)))
    return tuple(done)


def _inside(span: Span | None, text: str) -> Span | None:
    """Return a span cut to the text it lies in: a report may be older than its text."""
    if span is None:
        return None
    start, end = sorted(max(0, min(at, len(text))) for at in span)
    return start, end


def _over(spans: Sequence[tuple[int, Span]], at: int) -> tuple[int, ...]:
    """Return what lies over a place, the shortest first: that is the most exact."""
    over = [(end - start, i) for i, (start, end) in spans if start <= at < end]
    return tuple(i for _, i in sorted(over))


def _add(done: list[Run], terms: tuple[int, ...], piece: Piece) -> None:
    if done and done[-1].terms == terms:
        done[-1] = Run(terms, (*done[-1].pieces, piece))
    else:
        done.append(Run(terms, (piece,)))
