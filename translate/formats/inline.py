"""Inline markup of tagged text (HTML, XLIFF, subtitles): from pieces of a file to text with codes.

A tokenizer yields ``Piece``s with their place in the source; ``compose`` turns a run of them into
a unit's text and codes, ``weave`` puts a translation and its codes together again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..document import Code, CodeKind, Crossed

BREAK = "\u2028"
"""Stands on both sides of a hard line break's code: the break is then white space between two
sentences, which never goes to the engine and so cannot get lost there."""


_BEGINS_WORD = re.compile(r"[\w(\[{«“‘$€£#@]")
_ENDS_WORD = re.compile(r"[^\s(\[{«“‘'’/-]")
"""Beside these a picture needs a space: what follows it, the last character before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source: text or a tag.

    Attributes:
        start, end: half-open span of the source.
        kind: ``text``, ``break`` (a hard line break) or the kind of a code.
        text: what a reader sees of it; empty for codes.
        key: an ``open`` and a ``close`` piece of the same key may make a pair.
        keep: the text must survive as it is.
        shown: a code that takes up room in the line: a picture, a field, a value to come.
    """

    start: int
    end: int
    kind: Literal["text", "break"] | CodeKind
    text: str = ""
    key: str = ""
    keep: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A unit's content: text, codes, kept spans, and where each code stands in the source.

    ``spans`` has the half-open source span of the code of a pair and kind, ``start`` and ``end``
    those of the whole. ``apart`` are the numbers of the codes that are shown and touch no word;
    of the spaces on both sides of one the text has the first.
    """

    text: str
    codes: tuple[Code, ...]
    keep: tuple[tuple[int, int], ...]
    spans: Mapping[tuple[int, CodeKind], tuple[int, int]]
    start: int
    end: int
    apart: frozenset[int] = frozenset()


def trim(pieces: Sequence[Piece]) -> list[Piece]:
    """Return a run without outer white space, outer codes, and tags around the whole.

    Markup that does not stand between words need not go through the engine.

    >>> tags = [Piece(0, 3, "open", key="b"), Piece(3, 6, "text", "Gao")]
    >>> [p.text for p in trim([*tags, Piece(6, 10, "close", key="b")])]
    ['Gao']
    """
    partner = pairs(pieces)
    first, last = 0, len(pieces) - 1

    def outer(index: int) -> bool:
        piece = pieces[index]
        if piece.kind == "text":
            return not piece.text.strip() and not piece.keep
        return index not in partner

    while first <= last:
        if outer(first):
            first += 1
        elif outer(last):
            last -= 1
        elif partner.get(first) == last or partner.get(first) == first + 1:
            last -= partner[first] == last
            first += 1 + (partner[first] == first + 1)
        elif partner.get(last) == last - 1:
            last -= 2
        else:
            break
    return list(pieces[first : last + 1])


def pairs(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return, for each code of a properly nested pair, the index of the other one.

    >>> b, i, end = Piece(0, 1, "open", key="b"), Piece(1, 2, "open", key="i"), "close"
    >>> pairs([b, i, Piece(2, 3, "close", key="b")])
    {0: 2, 2: 0}
    """
    partner: dict[int, int] = {}
    stack: list[int] = []
    open_keys: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        if piece.kind == "open":
            stack.append(index)
            open_keys[piece.key] = open_keys.get(piece.key, 0) + 1
        elif piece.kind == "close" and open_keys.get(piece.key):
            while stack:
                opening = stack.pop()
                open_keys[pieces[opening].key] -= 1
                if pieces[opening].key == piece.key:
                    partner[opening], partner[index] = index, opening
                    break
    return partner


def compose(pieces: Sequence[Piece], source: str, *, collapse: bool = True) -> Run:
    """Return a run of pieces as text with codes; white space beside white space is dropped.

    Unless ``collapse`` is false: office formats have as many spaces as they have.

    >>> source = "a <b>b</b>"
    >>> run = compose([Piece(0, 2, "text", "a "), Piece(2, 5, "open", key="b"),
    ...     Piece(5, 6, "text", "b"), Piece(6, 10, "close", key="b")], source)
    >>> run.text, [(c.at, c.raw, c.pair) for c in run.codes]
    ('a b', [(2, '<b>', 1), (3, '</b>', 1)])
    """
    partner = pairs(pieces)
    text = ""
    parts: list[str] = []
    codes: list[Code] = []
    keep: list[tuple[int, int]] = []
    spans: dict[tuple[int, CodeKind], tuple[int, int]] = {}
    numbers: dict[int, int] = {}
    shown: list[tuple[int, int, int]] = []  # number, offset in the text, index
    dropped: dict[int, int] = {}  # offset in the text: index of the last space not in it
    length, count, last = 0, 0, ""
    for index, piece in enumerate(pieces):
        if piece.kind == "text":
            text = piece.text if piece.keep else piece.text.replace(BREAK, " ")
            if collapse and last == " " and text.startswith(" ") and not piece.keep:
                text = text[1:]
                dropped[length] = index
            if piece.keep and text:
                keep.append((length, length + len(text)))
            parts.append(text)
            length += len(text)
            last = text[-1:] or last
            continue
        if partner.get(index, index) < index:
            number = numbers[partner[index]]
        else:
            count += 1
            numbers[index] = number = count
        kind: CodeKind = "standalone"
        if index in partner and piece.kind != "break":
            kind = "open" if piece.kind == "open" else "close"
        at = length
        stop = piece.end
        if piece.kind == "break":
            parts.append(BREAK * 2)
            at, length, last = length + 1, length + 2, " "
            following = pieces[index + 1] if index + 1 < len(pieces) else piece
            if following.kind == "text" and following.text == " ":
                stop = following.end  # indentation of the next line belongs to the break
        elif piece.shown:
            shown.append((number, at, index))
        codes.append(Code(at, source[piece.start : stop], kind, number))
        spans[number, kind] = (piece.start, stop)
    start, end = (pieces[0].start, pieces[-1].end) if pieces else (0, 0)
    text = "".join(parts)
    apart = set()
    for number, at, index in shown:
        before, after = room(text, at)
        if not before and (not after or dropped.get(at, -1) > index):
            apart.add(number)
    return Run(text, tuple(codes), _joined(keep), spans, start, end, frozenset(apart))


def _joined(keep: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in keep:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def weave(
    crossed: Crossed,
    run: Run,
    raw: Callable[[int, int], str],
    escape: Callable[[str], str],
) -> str:
    """Return a translation with its codes in place, pairs well nested and none missing.

    ``raw`` gives the markup of a source span, ``escape`` writes text.

    >>> run = Run("a b", (), (), {(1, "open"): (0, 3), (1, "close"): (5, 9)}, 0, 9)
    >>> crossed = Crossed("x y", (Code(2, "<b>", "open", 1), Code(3, "</b>", "close", 1)))
    >>> weave(crossed, run, lambda a, b: "<b>a b</b>"[a:b] if b < 6 else "</b>", str)
    'x <b>y</b>'
    """
    out: list[str] = []
    done, last = 0, -1
    for code in sound(crossed, run):
        at = min(max(code.at, done), len(crossed.text))
        out.append(escape(crossed.text[done:at].replace(BREAK, "")))
        written = raw(*run.spans[code.pair, code.kind])
        if code.pair in run.apart:
            before, after = room(crossed.text, at)
            out += (before if at != last else "", written, after)
            last = at
        else:
            out.append(written)
        done = at
    out.append(escape(crossed.text[done:].replace(BREAK, "")))
    return "".join(out)


def room(text: str, at: int) -> tuple[str, str]:
    """Return what to write before and after a code at ``at``, so that it touches no word there.

    >>> room("un mot", 2), room("un mot", 3), room("un mot.", 6)
    ((' ', ''), ('', ' '), (' ', ''))
    """
    before = " " if _ENDS_WORD.match(text[max(0, at - 1) : at]) else ""
    return before, " " if _BEGINS_WORD.match(text, at) else ""


def sound(crossed: Crossed, run: Run) -> list[Code]:
    """Return the codes in an order in which they nest; else each pair around the whole.

    A tag in the wrong place can be mended by an editor, a file that does not parse cannot.
    """
    codes = sorted(crossed.codes, key=lambda c: c.at)
    wanted = sorted(run.spans)
    if sorted((c.pair, c.kind) for c in codes) == wanted and _nest(codes):
        return codes
    end = len(crossed.text)
    opens = [c for c in run.codes if c.kind == "open"]
    close = {c.pair: c for c in run.codes if c.kind == "close"}
    return [
        *(replace(c, at=0) for c in opens),
        *(replace(close[c.pair], at=end) for c in reversed(opens)),
        *(replace(c, at=end) for c in run.codes if c.kind == "standalone"),
    ]


def _nest(codes: Sequence[Code]) -> bool:
    stack: list[int] = []
    for code in codes:
        if code.kind == "open":
            stack.append(code.pair)
        elif code.kind == "close" and (not stack or stack.pop() != code.pair):
            return False
    return not stack
