"""SRT and WebVTT <-> ``Document``: what is said is translated; times, numbers, settings stay.

A sentence that runs over cues is translated as a whole when that is certain: cues follow within a
second, the first does not end a sentence, and the next begins with a small letter or the first ends
with a comma or a word that cannot end a sentence. ``subtitle_lines`` divides it again.
Formats: the W3C's WebVTT; SRT as players read it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _

from glossary.errors import UserError
from glossary.model import Language

from ..document import Code, Crossed, Unit
from . import DEFAULTS, Options
from .inline import (
    BREAK,
    Piece,
    Run,
    compose,
    sound,
    trim,
)
from .subtitle_lines import LEADING, WIDTH, divide, wrapped

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(
    rf"(?:^|(?<=[\r\ufeff]))[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}(?!\S)[^\r\n]*", re.MULTILINE
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_PIECE = re.compile(
    r"(?P<tag></?[A-Za-z][^<>\r\n]*>|</>|<\d[\d:.]*>|\{\\[^{}\r\n]*\})"
    r"|(?P<space>[ \t\r\n]+)|(?P<text>[^<{ \t\r\n]+|[<{])"
)
_NAME = re.compile(r"</?([A-Za-z]*)")
_DASH = re.compile(r"[ \t]*(?:<[^<>\r\n]*>|\{\\[^{}\r\n]*\})*[-–—][ \t]*(?=[^\s\-–—])")
_CONTENT = re.compile(r"\w")
_NOT_ENDING = re.compile(r"[\w,’'%)]\Z")
_LONGEST_GAP = 1000  # ms between cues of one sentence
_MOST_CUES = 6  # in one sentence: more is a list, or no punctuation at all


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a cue's share of a sentence stands: half-open span of the source, in lines.

    ``length`` and ``width`` are those of the source's text and of its longest line.
    """

    start: int
    end: int
    length: int
    width: int


@dataclass(frozen=True, slots=True)
class SubtitleDocument:
    """A subtitle file, its sentences and the cues each is shown in."""

    source: str
    units: tuple[Unit, ...]
    places: tuple[tuple[Run, tuple[Slot, ...]], ...]
    web: bool

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the file with unit i replaced by ``crossed[i]`` in the cues of unit i."""
        found = re.search(r"\r\n|\n|\r", self.source)
        eol = found[0] if found else "\n"
        parts: list[str] = []
        done = 0
        for unit, (run, slots), new in zip(self.units, self.places, crossed, strict=True):
            same = new is None or (new.text, new.codes) == (unit.text, unit.codes)
            if new is None or same or not new.text.strip():
                continue
            for slot, written in zip(slots, self._divided(new, run, slots), strict=True):
                parts += [self.source[done : slot.start], written.replace("\n", eol)]
                done = slot.end
        return "".join([*parts, self.source[done:]])

    def _divided(self, new: Crossed, run: Run, slots: Sequence[Slot]) -> Iterator[str]:
        """Yield each cue's share; markup that spans cues is closed and opened again."""
        text = re.sub(rf"[\s{BREAK}]", lambda m: m[0] if m[0] in "\u00a0\u202f" else " ", new.text)
        codes = sound(new, run)
        close = {c.pair: c.raw for c in run.codes if c.kind == "close"}
        stack: list[Code] = []
        spans = divide(text, [s.length for s in slots], [2 * max(WIDTH, s.width) for s in slots])
        for number, ((start, end), slot) in enumerate(zip(spans, slots, strict=True)):
            own = [replace(c, at=start) for c in stack]
            last = number + 1 == len(spans)
            while codes and (
                last or codes[0].at < end or (codes[0].at == end and codes[0].kind == "close")
            ):
                own.append(codes.pop(0))
                if own[-1].kind == "open":
                    stack.append(own[-1])
                elif own[-1].kind == "close":
                    stack.pop()
            own += [Code(end, close[c.pair], "close", c.pair) for c in reversed(stack)]
            lines = wrapped(text[start:end].rstrip(), max(WIDTH, slot.width))
            yield self._written(
                lines, [(min(max(c.at - start, 0), len(lines)), c.raw) for c in own]
            )

    def _written(self, text: str, tags: Sequence[tuple[int, str]]) -> str:
        parts: list[str] = []
        done = 0
        for at, raw in tags:
            parts += [self._escaped(text[done:at]), raw]
            done = max(done, at)
        return "".join([*parts, self._escaped(text[done:])])

    def _escaped(self, text: str) -> str:
        if not self.web:
            return text.replace("-->", "→")
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")


def read_srt(text: str, options: Options = DEFAULTS, name: str = "") -> SubtitleDocument:
    """Take an SRT file apart.

    Raises:
        UserError: it has no cue.

    >>> source = "1\\n00:00:01,000 --> 00:00:02,000\\n<i>Le calme\\nest revenu.</i>\\n"
    >>> doc = read_srt(source)
    >>> doc.units[0].text
    'Le calme est revenu.'
    >>> doc.join([Crossed("Calm has returned.")], "en").split("\\n")[2:]
    ['<i>Calm has returned.</i>', '']
    """
    return _read(text, name, web=False)


def read_vtt(text: str, options: Options = DEFAULTS, name: str = "") -> SubtitleDocument:
    """Take a WebVTT file apart. Comments, styles and regions are kept.

    Raises:
        UserError: it does not begin with WEBVTT, or has no cue.
    """
    if not re.match(r"\ufeff?WEBVTT(?:\s|\Z)", text):
        raise UserError(_("no WebVTT file"), where=name, hint=_("the first line must be WEBVTT"))
    return _read(text, name, web=True)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one person says in one cue."""

    pieces: tuple[Piece, ...]
    slot: Slot
    start: int  # ms
    end: int
    alone: bool  # in its cue, without a dash
    where: str

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)


def _read(text: str, name: str, *, web: bool) -> SubtitleDocument:
    turns = list(_turns(text, web))
    if not turns and not _TIMING.search(text):
        hint = _("each has a line like 00:00:01,000 --> 00:00:02,500")
        raise UserError(_("no subtitles"), where=name, hint=hint)
    units: list[Unit] = []
    places: list[tuple[Run, tuple[Slot, ...]]] = []
    for group in _sentences(turns):
        pieces: list[Piece] = []
        for turn in group:
            pieces += [Piece(turn.slot.start, turn.slot.start, "text", " ")] if pieces else []
            pieces += turn.pieces
        run = compose(pieces, text)
        if _CONTENT.search(run.text):
            units.append(Unit(run.text, run.codes, run.keep, "subtitle", group[0].where))
            places.append((run, tuple(turn.slot for turn in group)))
    return SubtitleDocument(text, tuple(units), tuple(places), web)


def _turns(text: str, web: bool) -> Iterator[_Turn]:
    """Yield what is said, cue by cue."""
    at = 0
    while timing := _TIMING.search(text, at):
        at = timing.end()
        body = next(_LINE.finditer(text, at)).end()
        lines: list[tuple[int, int]] = []
        for line in _LINE.finditer(text, body):
            if not line[1].strip():
                break
            if _TIMING.match(line[1]):  # the next cue, without an empty line before its number
                if lines and text[slice(*lines[-1])].strip().isdecimal():
                    lines.pop()
                break
            lines.append(line.span(1))
            at = line.end()
        numbers = [int(g or 0) for g in timing.groups()]
        start, end = (_milliseconds(*numbers[i : i + 4]) for i in (0, 4))
        turns = _by_speaker(text, lines)
        for first, last in turns:
            dash = _DASH.match(text, first, last)
            begin = dash.end() if dash else first
            pieces = tuple(trim(list(_pieces(text, begin, last, web))))
            if pieces:
                width = max(len(w) for w in _shown(text, begin, last, web).split("\n"))
                shown = "".join(p.text for p in pieces)
                slot = Slot(pieces[0].start, pieces[-1].end, len(shown), width)
                alone = len(turns) == 1 and dash is None
                yield _Turn(pieces, slot, start, end, alone, timing.group().split("-->")[0].strip())


def _milliseconds(hours: int, minutes: int, seconds: int, rest: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _by_speaker(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of what each person says: a dash begins a new one."""
    turns: list[tuple[int, int]] = []
    for start, end in lines:
        if turns and not _DASH.match(text, start, end):
            turns[-1] = (turns[-1][0], end)
        else:
            turns.append((start, end))
    return turns


def _pieces(text: str, start: int, end: int, web: bool) -> Iterator[Piece]:
    for match in _PIECE.finditer(text, start, end):
        span = match.span()
        raw = match.group()
        if match["space"]:
            yield Piece(*span, "text", " ")
        elif match["text"]:
            yield Piece(*span, "text", html.unescape(raw) if web else raw)
        else:
            name = _NAME.match(raw)
            if name is None or not name[1]:
                yield Piece(*span, "standalone")
            else:
                yield Piece(*span, "close" if raw[1] == "/" else "open", key=name[1].lower())


def _shown(text: str, start: int, end: int, web: bool) -> str:
    """Return what is seen of a span, with line feeds between its lines."""
    seen = (
        ("\n" if "\n" in text[p.start : p.end] or "\r" in text[p.start : p.end] else p.text)
        for p in _pieces(text, start, end, web)
    )
    return "".join(seen)


def _sentences(turns: Sequence[_Turn]) -> Iterator[list[_Turn]]:
    """Yield the turns that make up one sentence each, or cannot be told to."""
    group: list[_Turn] = []
    for turn in turns:
        if group and len(group) < _MOST_CUES and _goes_on(group[-1], turn):
            group.append(turn)
            continue
        if group:
            yield group
        group = [turn]
    if group:
        yield group


def _goes_on(one: _Turn, two: _Turn) -> bool:
    """Tell whether the second certainly continues the sentence of the first."""
    if not (one.alone and two.alone and abs(two.start - one.end) <= _LONGEST_GAP):
        return False
    first, second = one.text.strip(), two.text.strip()
    if not _NOT_ENDING.search(first):
        return False
    letter = next((c for c in second if c.isalnum()), "")
    if not letter or not second[0].isalnum():
        return False
    last = first.rsplit(" ", 1)[-1].lower()
    return letter.islower() or first.endswith(",") or last in LEADING or last.endswith(("'", "’"))
