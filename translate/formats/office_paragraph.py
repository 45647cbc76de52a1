"""A paragraph of an office document as a unit, and written again with a translation in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..document import Crossed
from .inline import BREAK, Piece, Run, compose, pairs, room, sound, trim
from .office_atoms import Atom, Look, Span
from .office_looks import Stretch, stretches

_AROUND = re.compile(r"([ \t\r\n\f]*)(.*?)([ \t\r\n\f]*)\Z", re.DOTALL)
_CONTENT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a code stands for when the paragraph is written.

    Attributes:
        atoms: markup to repeat; none for a change of look.
        dress: what gives the text after it its look.
        inherits: the text after it looks like that before it (ranges).
        shows: a reader sees it as a word.
    """

    atoms: tuple[Atom, ...] = ()
    dress: tuple[Span, ...] = ()
    inherits: bool = False
    shows: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph whose text is a unit.

    Attributes:
        start, stop: half-open span of its runs in the part.
        run: what is translated; ``before`` and ``after`` stand around it.
        marks: by kind and start of a piece.
        usual: what gives most of its text its look.
        languages: half-open spans of the language tags inside it.
        bound: half-open spans of what would bring the source's text back (data bindings).
    """

    start: int
    stop: int
    run: Run
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    marks: dict[tuple[str, int], Mark]
    usual: tuple[Span, ...]
    languages: tuple[Span, ...] = ()
    bound: tuple[Span, ...] = ()


def paragraph(
    row: Sequence[Atom],
    span: Span,
    source: str,
    languages: Sequence[Span] = (),
    bound: Sequence[Span] = (),
) -> Paragraph | None:
    """Return a paragraph's atoms as a unit's content, None if there is nothing to translate."""
    if not any(a.kind == "text" and _CONTENT.search(a.text) for a in row):
        return None
    builder = _Builder(row)
    pieces = list(builder.pieces())
    inner = trim(pieces)
    if not any(p.kind == "text" and _CONTENT.search(p.text) for p in inner):
        return None
    first = next(i for i, p in enumerate(pieces) if p is inner[0])
    last = first + len(inner)
    return Paragraph(
        *span,
        compose(inner, source, collapse=False),
        tuple(pieces[:first]),
        tuple(pieces[last:]),
        builder.marks,
        builder.dresses.get((0, builder.usual[0]), ()),
        tuple(languages),
        tuple(bound),
    )


class _Builder:
    """Turns atoms into pieces once, and notes what each stands for; never leaves this module."""

    def __init__(self, row: Sequence[Atom]) -> None:
        self.marks: dict[tuple[str, int], Mark] = {}
        self.dresses: dict[tuple[int, Look], tuple[Span, ...]] = {}
        self._row = row
        self._levels: list[int] = []
        counts: dict[int, Counter[Look]] = {0: Counter()}
        stack = [0]
        for index, atom in enumerate(row):
            if atom.wraps and atom.kind == "open":
                stack.append(index + 1)
                counts[index + 1] = Counter()
            self._levels.append(stack[-1])
            if atom.wraps and atom.kind == "close":
                stack.pop()
            if atom.kind == "text":
                self.dresses.setdefault((stack[-1], atom.look), atom.dress)
                counts[stack[-1]][atom.look] += len(atom.text.strip())
        self.usual: dict[int, Look] = {
            level: found.most_common(1)[0][0] if found else () for level, found in counts.items()
        }

    def pieces(self) -> Iterator[Piece]:
        """Yield the paragraph's pieces; looks other than the usual one are pairs of codes."""
        open_look: Look | None = None
        open_key = ""
        end = 0
        for group in self._groups():
            level = self._levels[group[0]]
            for item in self._even(group) if self._row[group[0]].kind == "text" else ():
                wanted = None if item.look == self.usual[level] else item.look
                if wanted != open_look:
                    if open_look is not None:
                        yield Piece(end, end, "close", key=open_key)
                    if wanted is not None:
                        open_key = f"look {item.start}"
                        dress = self.dresses.get((level, wanted), ())
                        self.marks["open", item.start] = Mark(dress=dress)
                        yield Piece(item.start, item.start, "open", key=open_key)
                    open_look = wanted
                yield from _text(item)
                end = item.start + len(item.text)
            atom = self._row[group[0]]
            if atom.kind == "text":
                continue
            if atom.kind in ("open", "close") and open_look is not None:
                yield Piece(end, end, "close", key=open_key)
                open_look = None
            yield self._mark(atom, group[0])
        if open_look is not None:
            yield Piece(end, end, "close", key=open_key)

    def _groups(self) -> Iterator[list[int]]:
        """Yield neighbouring texts together, all else by itself."""
        group: list[int] = []
        for index, atom in enumerate(self._row):
            if atom.kind == "text":
                group.append(index)
                continue
            if group:
                yield group
            group = []
            yield [index]
        if group:
            yield group

    def _even(self, group: Sequence[int]) -> list[Stretch]:
        level = self._levels[group[0]]
        texts = [Stretch(self._row[i].text, self._row[i].look, self._row[i].start) for i in group]
        return stretches(texts, self.usual[level])

    def _mark(self, atom: Atom, index: int) -> Piece:
        atoms = atom.parts or (atom,)
        if atom.kind == "open":
            dress = self.dresses.get((index + 1, self.usual.get(index + 1, ())), ())
            self.marks["open", atom.start] = Mark(atoms, dress, inherits=not atom.wraps)
            return Piece(atom.start, atom.end, "open", key=atom.key)
        if atom.kind == "close":
            self.marks["close", atom.start] = Mark(atoms)
            return Piece(atom.start, atom.end, "close", key=atom.key)
        self.marks["standalone", atom.start] = Mark(atoms, shows=atom.shows)
        return Piece(atom.start, atom.end, "break" if atom.kind == "break" else "standalone")


def _text(item: Stretch) -> Iterator[Piece]:
    """Yield a text with its outer white space apart, so that it can stay outside of the unit."""
    found = _AROUND.match(item.text)
    for group in (1, 2, 3):
        start, end = found.span(group) if found else (0, 0)
        if start < end:
            yield Piece(item.start + start, item.start + end, "text", item.text[start:end])


class Dialect(Protocol):
    """How a format writes what stands in a paragraph."""

    def text(self, text: str, dress: str, before: str) -> str:
        """Return text in its dress (markup); ``before`` is the character before it, or empty."""

    def loose(self, markup: str, dress: str) -> str:
        """Return markup that stands in text (a tab, a note's number), in its dress."""


def written(
    paragraph: Paragraph, crossed: Crossed, dialect: Dialect, raw: Callable[[int, int], str]
) -> str:
    """Return a paragraph's content with a translation; ``raw`` gives the markup of a span."""
    writer = _Writer(paragraph, dialect, raw)
    around = [*paragraph.before, *paragraph.after]
    partner = pairs(around)
    middle = len(paragraph.before)
    for index, piece in enumerate(around):
        if index == middle:
            writer.cross(crossed)
        writer.piece(piece, index in partner)
    if middle == len(around):
        writer.cross(crossed)
    return "".join(writer.out)


class _Writer:
    """Writes a paragraph; knows which look holds. Never leaves this module."""

    def __init__(
        self, paragraph: Paragraph, dialect: Dialect, raw: Callable[[int, int], str]
    ) -> None:
        self.out: list[str] = []
        self._paragraph = paragraph
        self._dialect = dialect
        self._raw = raw
        self._dresses = [self._dress(paragraph.usual)]
        self._last = ""

    def cross(self, crossed: Crossed) -> None:
        """Write a translation with its codes in place."""
        run, text = self._paragraph.run, crossed.text
        single = [c for c in run.codes if c.kind == "standalone"]
        sticking = {c.pair for c in single if _sticks(run.text, c.at)}
        apart = {c.pair for c in single if room(run.text, c.at) == ("", "")}
        done = 0
        for code in sound(crossed, run):
            start = run.spans[code.pair, code.kind][0]
            shows = self._paragraph.marks.get((code.kind, start), Mark()).shows
            at = min(max(code.at, done), len(text))
            if code.pair in sticking:  # a note's number stays at its word
                at = done + len(text[done:at].rstrip(" "))
            before, after = room(text, at) if shows and code.pair in apart else ("", "")
            self._text(text[done:at] + before)
            self._code(code.kind, start)
            self._text(after)
            done = at
        self._text(text[done:])

    def piece(self, piece: Piece, paired: bool) -> None:
        """Write a piece as it was."""
        if piece.kind == "text":
            self._text(piece.text)
        else:
            alone = piece.kind == "break" or not paired
            self._code("standalone" if alone else piece.kind, piece.start)

    def _code(self, kind: str, start: int) -> None:
        mark = self._paragraph.marks.get((kind, start), Mark())
        if kind == "close":
            self._dresses.pop()
        for atom in mark.atoms:
            markup = self._raw(atom.start, atom.end)
            if atom.loose:
                markup = self._dialect.loose(markup, self._dress(atom.dress))
                self._last = "x"
            self.out.append(markup)
        if kind == "open":
            own = self._dress(mark.dress)
            self._dresses.append(self._dresses[-1] if mark.inherits else own)

    def _dress(self, spans: Sequence[Span]) -> str:
        return "".join(self._raw(*span) for span in spans)

    def _text(self, text: str) -> None:
        text = re.sub(r"[\t\r\n]", " ", text.replace(BREAK, ""))
        if text:
            self.out.append(self._dialect.text(text, self._dresses[-1], self._last))
            self._last = text[-1]


def _sticks(text: str, at: int) -> bool:
    """Tell whether what stands at an offset belongs to what is before it, and to nothing after."""
    return bool(text[:at][-1:].strip()) and not text[at : at + 1].strip()
