"""Plain text <-> ``Document``: paragraphs and lines, and all white space as it was.

How paragraphs are told apart
-----------------------------
News text comes in two shapes: one paragraph a line, or lines wrapped by hand at a column. The
whole document decides which. A line break *looks wrapped* when the line before it is not short,
does not end a sentence, and the next line goes on in lower case. If at least two in five of the
breaks between plain lines look wrapped, the document is hard-wrapped; else every line is a unit.

In a hard-wrapped document a line is joined to the one before it when the break looks wrapped, or
when the first word of the line would not have fitted before it (the column is the length that
nine lines in ten keep). An empty line, a bullet, a number or a deeper indentation begins
a new unit everywhere, so that headlines, bylines and lists stay by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossary.model import Language

from ..document import Crossed, Unit

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_STRICT_LINE_END = re.compile(r"\r\n|\n")
_ODD_LINE_END = re.compile(r"\r(?!\n)|[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACE = re.compile(r"\s+")
_BULLET = re.compile(
    r"(?:[•◦▪‣●○■□►→·*+]|[-–—]{1,2}|\(?\d{1,3}[.)°/]|\(?[A-Za-z]\)|\(?[ivxIVX]{2,4}[.)])(?=\s)\s*"
)
_INVISIBLE = "\ufeff\u200b\u2060"
_CONTENT = re.compile(r"\w")
_ENDS = frozenset('.!?…:;»”"')
_WRAPPED_SHARE = 0.4
_FULL_SHARE = 0.5  # of the column: a line shorter than that ends its paragraph
_NARROWEST = 32  # columns; below, lines of lower-case words are rather a list


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A text and the half-open spans of it that are its units."""

    source: str
    units: tuple[Unit, ...]
    spans: tuple[tuple[int, int], ...]
    lines: bool = False

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the text with unit i replaced by ``crossed[i]``, each on one line.

        A unit that is None or unchanged stays byte for byte; so does one whose translation is
        empty, because an empty line would join or split paragraphs.
        """
        parts: list[str] = []
        done = 0
        frames = self._frames(crossed)
        for unit, (start, end), new in zip(self.units, self.spans, crossed, strict=True):
            same = new is None or new.text == unit.text
            text = "" if new is None or same else one_line(new.text)
            parts += frames(self.source[done:start]), text or self.source[start:end]
            done = end
        return "".join([*parts, frames(self.source[done:])])

    def _frames(self, crossed: Sequence[Crossed | None]) -> Callable[[str], str]:
        """Return what becomes of the white space between units.

        Beside a translated line an odd separator would read as a line of its own.
        """
        same = all(n is None or n.text == u.text for u, n in zip(self.units, crossed, strict=True))
        if same or not self.lines:
            return str
        return lambda frame: _ODD_LINE_END.sub(" ", frame)


def read(text: str) -> TextDocument:
    """Take a plain text apart into paragraphs.

    Unit texts have one line feed for each line break inside them, whatever the source has
    there. Lines without a letter or figure (rules, rows of stars) are no units.

    >>> doc = read("Gao\\n\\n- une attaque\\n- un mort\\n")
    >>> [u.text for u in doc.units]
    ['Gao', 'une attaque', 'un mort']
    >>> print(doc.join([None, Crossed("an attack"), None], "en"), end="")
    Gao
    <BLANKLINE>
    - an attack
    - un mort
    """
    lines = list(_lines(text, _LINE_END))
    units: list[Unit] = []
    spans: list[tuple[int, int]] = []
    for group in _paragraphs(lines):
        start, end = group[0].start, group[-1].end
        content = _breaks(text[start:end], "\n")
        if not _CONTENT.search(content):
            continue
        context = "item" if group[0].bullet else "paragraph"
        units.append(Unit(content, context=context, where=f"line {group[0].number}"))
        spans.append((start, end))
    return TextDocument(text, tuple(units), tuple(spans))


def read_lines(text: str) -> TextDocument:
    """Take a text apart into its lines: one unit each, an empty one for an empty line.

    Only LF and CRLF end a line. ``join`` gives exactly one line for each.

    >>> [u.text for u in read_lines("Gao\\n\\n  Kidal\\x0bMopti").units]
    ['Gao', '', 'Kidal\\x0bMopti']
    """
    lines = list(_lines(text, _STRICT_LINE_END))
    units = tuple(
        Unit(text[line.start : line.end], context="line", where=f"line {line.number}")
        for line in lines
    )
    return TextDocument(text, units, tuple((line.start, line.end) for line in lines), lines=True)


def one_line(text: str) -> str:
    """Return a translation without line breaks or outer white space.

    >>> one_line(" Gao\\u2028est\\r\\ncalme ")
    'Gao est calme'
    """
    return _breaks(text, " ").strip()


def _breaks(text: str, instead: str) -> str:
    """Replace each run of white space that holds a line break."""
    return _SPACE.sub(lambda m: instead if _LINE_END.search(m.group()) else m.group(), text)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's text without outer white space: its span, and how it begins."""

    number: int
    start: int
    end: int
    text: str
    indent: int
    bullet: int  # width of the bullet and the space after it; 0 without


def _lines(text: str, line_end: re.Pattern[str]) -> Iterator[_Line]:
    """Yield the lines of ``text``; nothing after a final line end."""
    start = 0
    number = 1
    while start < len(text):
        match = line_end.search(text, start)
        stop, after = match.span() if match else (len(text), len(text))
        yield _line(text, number, start, stop, bullets=line_end is _LINE_END)
        start, number = after, number + 1


def _line(text: str, number: int, start: int, stop: int, *, bullets: bool) -> _Line:
    raw = text[start:stop]
    left, right = 0, len(raw)
    while left < right and (raw[left].isspace() or raw[left] in _INVISIBLE):
        left += 1
    while right > left and (raw[right - 1].isspace() or raw[right - 1] in _INVISIBLE):
        right -= 1
    marker = _BULLET.match(raw, left, right) if bullets else None
    width = marker.end() - left if marker else 0
    begin = left + width
    return _Line(number, start + begin, start + right, raw[begin:right], left, width)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Group the lines that make one paragraph each; blank lines are left out."""
    column = _column(lines)
    group: list[_Line] = []
    for line in lines:
        if group and column and line.text and _continues(group, line, column):
            group.append(line)
            continue
        if group:
            yield group
        group = [line] if line.text else []
    if group:
        yield group


def _column(lines: Sequence[_Line]) -> int:
    """Return the column at which the document is wrapped by hand, 0 if it is not."""
    pairs = [(one, two) for one, two in pairwise(lines) if one.text and two.text and not two.bullet]
    if not pairs:
        return 0
    widths = sorted(one.indent + one.bullet + len(one.text) for one, _ in pairs)
    column = widths[(len(widths) * 9 - 1) // 10]
    if column < _NARROWEST:
        return 0
    wrapped = sum(_looks_wrapped(one, two, column) for one, two in pairs)
    return column if wrapped >= _WRAPPED_SHARE * len(pairs) else 0


def _looks_wrapped(one: _Line, two: _Line, column: int) -> bool:
    long_enough = one.indent + one.bullet + len(one.text) >= _FULL_SHARE * column
    return long_enough and one.text[-1] not in _ENDS and two.text[0].islower()


def _continues(group: Sequence[_Line], line: _Line, column: int) -> bool:
    """Tell whether ``line`` goes on with the paragraph of the lines before it."""
    last = group[-1]
    hanging = last.indent + last.bullet  # where text under a bullet stands
    if line.bullet or line.indent > hanging:
        return False
    if _looks_wrapped(last, line, column):
        return True
    if group[0].bullet and line.indent == group[0].indent:
        return False  # a plain line under a bullet's own margin leaves the list
    first_word = line.text.split(None, 1)[0]
    return hanging + len(last.text) + 1 + len(first_word) > column
